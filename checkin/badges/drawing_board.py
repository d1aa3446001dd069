"""Composer cache: one composer per layout, until event or layout changes, and the page subjects."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from checkin import own_columns
from checkin.domain import ColumnPlace, Flag
from checkin.language import LANGUAGES, load
from checkin.layout import Composer, PageSubject, Setting, must_stay_unnamed
from checkin.layout.model import PhotoElement
from checkin.layout.sources import NO_DAYS
from checkin.paper.library import FOLDER, Library
from checkin.presence import Moment, calendar_of
from checkin.store import attendance, listing, people, photos
from checkin.store import event as events
from checkin.store import store as stores
from checkin.store.remote import remote_stays
from checkin.store.visits import visits
from checkin.time_present import together

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from checkin.domain import Delegate, Event, EventColumn
    from checkin.language import Language
    from checkin.layout import Layout, Pixels
    from checkin.paper.faces import Faces
    from checkin.store.store import Store

MESSAGE: Final = "pass message"  # key in the settings of the store
SESSIONS: Final = "sessions"
HOURS: Final = "hours"
SUFFIXES: Final = (".jpg", ".jpeg", ".png")


@dataclass(slots=True)
class _Board:
    setting: Setting
    composers: dict[str, Composer] = field(default_factory=dict)


class DrawingBoard:
    """Composes with the fonts, the layouts and the event of one store.

    `photographs` is a folder of pictures named by the delegate's number (`18.jpg`), read for a layout with a photo
    element instead of those in the store.
    """

    def __init__(
        self, store: Store, faces: Faces, language: Language, now: Callable[[], int]
    ) -> None:
        self._store = store
        self.faces = faces
        self.library = Library(store.folder / FOLDER)
        self.photographs: Path | None = None
        self._language = language
        self._now = now
        self._spoken = {code: load(code) for code in LANGUAGES}
        self._board: _Board | None = None

    def setting(self) -> Setting:
        """What all pages currently have in common."""
        with self._store.read() as connection:
            event = events.current(connection)
        return self._of(event).setting

    def composer(self, layout: str | Layout) -> Composer:
        """The composer of a layout for the event, cached by name; a draft (`Layout`) is used as it is."""
        with self._store.read() as connection:
            event = events.current(connection)
        board = self._of(event)
        found = self._layout(layout)
        known = board.composers.get(found.name)
        if known is None or known.layout is not found:
            known = board.composers[found.name] = Composer(found, board.setting)
        return known

    def fresh(self, layout: str | Layout, language: Language) -> Composer:
        """A new composer, in a language other than the default of paper."""
        with self._store.read() as connection:
            event = events.current(connection)
        return Composer(self._layout(layout), self._setting(event, language))

    def subjects(self, delegates: Sequence[Delegate], composer: Composer) -> list[PageSubject]:
        """The subjects of the pages: the delegates, with the data that is not in the roster.

        For a certificate only those who attended and may be named.
        """
        attended = self._attended() if SESSIONS in composer.uses else None
        minutes = self._minutes() if HOURS in composer.depends_on else {}
        pictured = any(isinstance(element, PhotoElement) for element in composer.layout.elements)
        return [
            PageSubject(
                delegate,
                sessions=tuple(attended[delegate.id]) if attended else (),
                days=self._several_days(attended[delegate.id]) if attended else NO_DAYS,
                photo=self._photograph(delegate) if pictured else None,
                minutes=minutes.get(delegate.id, 0),
            )
            for delegate in delegates
            if attended is None or (delegate.id in attended and _has_a_name(delegate))
        ]

    def asks_for_attendance(self, layout: str | Layout) -> bool:
        """Whether a layout tells what somebody attended, as a certificate does."""
        return not self.composer(layout).depends_on.isdisjoint({SESSIONS, HOURS})

    def columns(self) -> tuple[EventColumn, ...]:
        """The event's columns for badges, and the others that any delegate has a value in."""
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
        columns = own_columns.columns_among(event, everyone)
        return tuple(column for column in columns if ColumnPlace.BADGE in column.places)

    def message(self) -> Mapping[str, str]:
        """The organiser's message on invitations, by language; empty unless it was set."""
        with self._store.read() as connection:
            try:
                found = json.loads(stores.get_setting(connection, MESSAGE))
            except KeyError:
                return {}
        return {str(code): str(text) for code, text in found.items()}

    def set_message(self, texts: Mapping[str, str]) -> None:
        """Saves the organiser's message; empty texts are left out."""
        kept = {code: text.strip() for code, text in texts.items() if text.strip()}
        with self._store.write() as connection:
            stores.put_setting(connection, MESSAGE, json.dumps(kept, ensure_ascii=False))
        self._board = None

    def _layout(self, layout: str | Layout) -> Layout:
        return self.library.get(layout) if isinstance(layout, str) else layout

    def _setting(self, event: Event, language: Language) -> Setting:
        picture, message = self.library.picture, self.message()
        return Setting(event, language, self.faces, self._spoken, picture, message)

    def _of(self, event: Event) -> _Board:
        if self._board is None or self._board.setting.event != event:
            self._board = _Board(self._setting(event, self._language))
        return self._board

    def _attended(self) -> dict[str, dict[str, list[str]]]:
        """Delegate → the keys of the sessions that they attended themselves → on which days."""
        with self._store.read() as connection:
            calendar = calendar_of(events.current(connection))
            present = listing.attendances(connection, Moment(calendar, 0))
            remote = remote_stays(connection, calendar)
        own = {
            (came.delegate, came.session, came.day) for came in present if not came.represented_by
        }
        own |= {(stay.delegate, stay.session, stay.day) for stay in remote}
        found: dict[str, dict[str, list[str]]] = {}
        for delegate, session, day in sorted(own):
            found.setdefault(delegate, {}).setdefault(session, []).append(day)
        return found

    def _minutes(self) -> dict[str, int]:
        """Delegate → for how long they attended, in any session, in person or remotely."""
        with self._store.read() as connection:
            when = Moment(calendar_of(events.current(connection)), self._now())
            own = visits(connection, when).own()
        return {delegate: together(there.values()).all_minutes for delegate, there in own.items()}

    def _several_days(self, attended: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        """The days of sessions that are kept per day, where the event has several."""
        with self._store.read() as connection:
            event = events.current(connection)
        if len(event.days) < 2:
            return {}
        untimed = {session.key for session in event.sessions if session.starts is None}
        return {key: tuple(days) for key, days in attended.items() if key in untimed}

    def _photograph(self, delegate: Delegate) -> Pixels | None:
        """The photograph, read only where it may be printed."""
        hidden = must_stay_unnamed(delegate) or Flag.NO_PHOTO in delegate.flags
        if hidden:
            return None
        from checkin.paper import pictures  # noqa: PLC0415 - Pillow takes a while to import

        if self.photographs is None or self._is_of_two(delegate.number):
            with self._store.read() as connection:
                ids = people.one_person(connection, delegate.id)
                stored = photos.photograph(connection, ids)
            return pictures.of_the_store(stored) if stored else None
        names = (f"{delegate.number}", f"{delegate.number:03d}")
        for name in names:
            for suffix in SUFFIXES:
                found = pictures.load(self.photographs / f"{name}{suffix}", photograph=True)
                if found:
                    return found
        return None

    def _is_of_two(self, number: int) -> bool:
        """Whether two delegates have this number: then the picture may be of either."""
        with self._store.read() as connection:
            return len(attendance.by_number(connection, number)) > 1


def _has_a_name(delegate: Delegate) -> bool:
    return bool(delegate.badge_name.strip()) or not must_stay_unnamed(delegate)
