"""Changing the event while it runs (reconfiguration): its name and days, its sessions and categories.

Each act is one transaction, and records only the fields that change: what another desk changes at the
same time in another field stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checkin import own_columns
from checkin.domain import Consequences
from checkin.errors import NotPossible
from checkin.journal import changes_of_event, delegate_changed
from checkin.language import mark
from checkin.paper import output
from checkin.plan.event_change import ChangeKind, EventChange
from checkin.plan.timetable import Timetable, timetable
from checkin.plan.writing import to_toml
from checkin.programme.checking import checked
from checkin.programme.effects import effects
from checkin.programme.undoing import EventUndo, undone
from checkin.roles import Action
from checkin.store import event as events
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from checkin.domain import Event
    from checkin.journal import Journal
    from checkin.roles import Require
    from checkin.store.store import Store


CHUNK: Final = 50  # delegates whose columns are copied before a waiting scan has its turn


@dataclass(frozen=True, slots=True)
class EventView:
    """The event, its programme as it is drawn, and whether a change can be undone."""

    event: Event
    timetable: Timetable
    can_undo: bool
    to_look_at: Consequences  # of the whole programme, as it is


@dataclass(frozen=True, slots=True)
class ChangedEvent:
    """The event after a change, and what undoes it; None where nothing has changed."""

    event: Event
    undo: EventUndo | None


class Programme:
    """The event as it is, and its changes, in the keys and values of an event file.

    Every act needs the right to change the programme and returns the event as it then is. Raises `BadPlan` naming
    the key for what an event file could not say, `NotFound` for an unknown session or category.
    """

    def __init__(
        self, store: Store, journal: Journal, require: Require, follow: Callable[[Event], object]
    ) -> None:
        self._store = store
        self._journal = journal
        self._require = require
        self._follow = follow
        self._undos: list[EventUndo] = []  # of the changes made here, the latest last

    def current(self) -> Event:
        """The event as it is."""
        with self._store.read() as connection:
            return events.current(connection)

    def effects_of(self, change: EventChange) -> Consequences:
        """What a change means, without making it. Raises as the change does."""
        self._require(Action.PROGRAMME)
        with self._store.read() as connection:
            before = events.current(connection)
            after = change.applied_to(before)
            found = effects(connection, before, after, self._journal.now())
        return Consequences(before, after, found)

    def view(self) -> EventView:
        """The event as a page shows it."""
        self._require(Action.PROGRAMME)
        found = self.check()
        return EventView(found.after, timetable(found.after), bool(self._undos), found)

    def check(self) -> Consequences:
        """What of the whole programme is probably a mistake, with the roster as it is."""
        self._require(Action.PROGRAMME)
        with self._store.read() as connection:
            event = events.current(connection)
            found = checked(connection, event)
        return Consequences(event, event, found)

    def change(self, change: EventChange) -> ChangedEvent:
        """Makes a change. Raises `NotPossible` too, as `EventChange.applied_to` says."""
        done = self._change(change.applied_to)
        if done.undo is not None:
            self._undos.append(done.undo)
        return done

    def undo_last(self) -> ChangedEvent:
        """Undoes the last change that was made here since the store was opened, and not undone yet.

        Raises `NotPossible` as `undo` does; the one before is then the last.
        """
        if not self._undos:
            raise NotPossible(mark("There is nothing to undo."))
        return self.undo(self._undos.pop())

    def undo(self, undo: EventUndo) -> ChangedEvent:
        """Sets the fields of a change back to their values of before.

        Raises `NotPossible` and changes nothing where one of them was changed again since.
        """
        return self._change(lambda event: undone(event, undo))

    def write_plan(self, path: Path) -> Event:
        """Writes the event as a plan file, from which a new store can be created.

        Raises `NotPossible` or `DiskFull` where the file cannot be written.
        """
        self._require(Action.PROGRAMME)
        event = self.current()
        output.write(path, to_toml(event).encode())
        return event

    def set_event(self, fields: Mapping[str, Any]) -> Event:
        """Changes fields of the event itself."""
        return self.change(EventChange(ChangeKind.EVENT, fields=fields)).event

    def add_session(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Adds a session, or brings one back with all that was known of it."""
        return self.change(EventChange(ChangeKind.NEW_SESSION, key, fields)).event

    def set_session(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Changes fields of a session."""
        return self.change(EventChange(ChangeKind.SESSION, key, fields)).event

    def cancel_session(self, key: str) -> Event:
        """Takes a session away: nobody is let in any more, and its scans stay counted and reported."""
        return self.change(EventChange(ChangeKind.CANCEL_SESSION, key)).event

    def add_category(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Adds a category."""
        return self.change(EventChange(ChangeKind.NEW_CATEGORY, key, fields)).event

    def set_category(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Changes fields of a category."""
        return self.change(EventChange(ChangeKind.CATEGORY, key, fields)).event

    def add_column(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Describes a column of the roster; `key` is its heading."""
        return self.change(EventChange(ChangeKind.NEW_COLUMN, key, fields)).event

    def set_column(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Changes what is said of a column."""
        return self.change(EventChange(ChangeKind.COLUMN, key, fields)).event

    def remove_column(self, key: str) -> Event:
        """Describes a column no more; what delegates have in it stays."""
        return self.change(EventChange(ChangeKind.REMOVE_COLUMN, key)).event

    def add_question(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Adds a question to be asked at check-in."""
        return self.change(EventChange(ChangeKind.NEW_QUESTION, key, fields)).event

    def remove_question(self, key: str) -> Event:
        """Asks a question no more; its answers stay."""
        return self.change(EventChange(ChangeKind.REMOVE_QUESTION, key)).event

    def _change(self, change: Callable[[Event], Event]) -> ChangedEvent:
        self._require(Action.PROGRAMME)
        with self._store.write() as connection:
            before = events.current(connection)
            drafts = changes_of_event(before, change(before))
            self._journal.append_many(connection, drafts)
            now = events.current(connection)
        if set(now.desk_columns) - set(before.desk_columns):
            self._copy_to_desks(now)
        self._follow(now)
        return ChangedEvent(now, EventUndo(before, now) if drafts else None)

    def _copy_to_desks(self, event: Event) -> None:
        """Gives desks a copy of what delegates have in columns that desks may read from now on.

        In chunks, because scans wait; a delegate who is missed has it with the next import.
        """
        with self._store.read() as connection:
            copies = [
                (delegate.id, missing)
                for delegate in people.everyone_with_doubles(connection)
                if (missing := own_columns.missing_copies(event, delegate))
            ]
        for start in range(0, len(copies), CHUNK):
            drafts = [
                delegate_changed(delegate, {"at_scan": missing})
                for delegate, missing in copies[start : start + CHUNK]
            ]
            with self._store.write_in_background() as connection:
                self._journal.append_many(connection, drafts)
