"""Attendance matrix: delegates × sessions and days, with first in, last out and the time present, remote told apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import Ending
from checkin.language import mark
from checkin.layout import must_stay_unnamed
from checkin.reports import keyed
from checkin.reports.attendance_tables import (
    AttendanceMode,
    attended_note,
    expected_or_came,
    places_of,
    status_of,
)
from checkin.reports.keyed import Column, KeyedTable, said
from checkin.reports.who import WHO, who
from checkin.time_present import TimePresent, together
from checkin.wording import remote_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checkin.domain import Delegate, Event, Session
    from checkin.language import Language
    from checkin.presence import Moment, SessionDay
    from checkin.reports.keyed import CellText
    from checkin.store.listing import Present
    from checkin.store.visits import Visits

_ALONE: Final = frozenset({Ending.SESSION, Ending.DAY})  # what ended without anybody's doing
_BY_ITSELF: Final = {
    Ending.SESSION: mark("End of the session"),
    Ending.DAY: mark("Unknown end"),
}
_RULE: Final = mark(
    "Time present: a session counts from its beginning to its end, also where no exit was scanned; "
    "a stay without a known end does not count."
)
_REMOTE_RULE: Final = mark("Remote: the minutes in the video meeting, without those in person.")


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a matrix, its sessions on each of them, and the days on which anybody attended remotely."""

    days: tuple[str, ...]
    places: tuple[tuple[Session, str], ...]
    remote: frozenset[str]


@dataclass(frozen=True, slots=True)
class _There:
    """Where one delegate was, by session and day; `own` is the time that counts as theirs."""

    present: dict[SessionDay, Present] = field(default_factory=dict)
    remote: dict[SessionDay, TimePresent] = field(default_factory=dict)
    own: dict[SessionDay, TimePresent] = field(default_factory=dict)


def matrix(
    event: Event,
    everyone: Iterable[Delegate],
    visits: Visits,
    when: Moment,
    day: str | None,
) -> KeyedTable:
    """A row per delegate: who they are, each day, and the first entry to each session.

    Who must not be named has neither title nor country. A seat that somebody else filled counts no time.
    Where anybody attended remotely, for how long is a column of its own, and one of each such day.
    """
    asked, came = _asked(event, visits, when, day), _by_delegate(visits)
    rows = tuple(
        (*_person(delegate), *_row(delegate, came.get(delegate.id, _There()), asked))
        for delegate in expected_or_came(everyone, came)
    )
    told = attended_note(len(came), len(rows))
    return KeyedTable(
        event,
        "matrix",
        said(mark("Attendance with the time present")),
        (*_PERSON, *_columns(asked)),
        rows,
        lambda tr: tr.beside(
            told(tr), tr.sentences(tr.text(_RULE), tr.text(_REMOTE_RULE) if asked.remote else "")
        ),
        when.now,
    )


_PERSON: Final = (
    *WHO[:3],
    Column("title", said(mark("Title"))),
    WHO[3],
    Column("country", said(mark("Country"))),
    WHO[4],
)


def _person(delegate: Delegate) -> tuple[Any, ...]:
    number, name, native, organisation, category = who(delegate)
    hidden = must_stay_unnamed(delegate)
    title, country = ("", "") if hidden else (delegate.title, delegate.country)
    return (number, name, native, title, organisation, country, category)


def _by_delegate(visits: Visits) -> dict[str, _There]:
    found: dict[str, _There] = {}
    for presence in visits.present:
        there = found.setdefault(presence.delegate, _There())
        there.present[presence.session, presence.day] = presence
    for stay in visits.remote:
        there = found.setdefault(stay.delegate, _There())
        there.remote[stay.session, stay.day] = stay.time
    for delegate, times in visits.own().items():
        found[delegate].own.update(times)
    return found


def _asked(event: Event, visits: Visits, when: Moment, day: str | None) -> _Days:
    places = places_of(event, (*visits.present, *visits.remote), when.calendar, day)
    own = event.days if day is None else (day,)
    days = tuple(sorted({*own, *(date for _, date in places)}))
    in_order = tuple(sorted(places, key=lambda place: place[1]))
    return _Days(days, in_order, frozenset(stay.day for stay in visits.remote))


def _columns(asked: _Days) -> Iterator[Column]:
    several = len(asked.days) > 1
    yield keyed.attendance()
    yield Column("sessions", said(mark("Sessions")))
    yield keyed.duration("minutes", said(mark("Time present")))
    if asked.remote:
        yield keyed.duration("remote_minutes", said(mark("Remote")))
    yield Column("by_itself", said(mark("Ended by itself")), _ended_words, _ended_keys)
    for day in asked.days:
        yield keyed.clock(f"first_in.{day}", _on(day, _first_in, several=several))
        yield keyed.clock(f"last_out.{day}", _on(day, _last_out, several=several))
        if several:
            yield keyed.duration(f"minutes.{day}", _on(day, _present, several=several))
        if several and day in asked.remote:
            yield keyed.duration(f"remote_minutes.{day}", _on(day, _remote, several=several))
    for session, day in asked.places:
        untimed = session.starts is None and several
        yield keyed.of_session(session, _entry, _entry_at, day=day if untimed else "")


def _first_in(tr: Language) -> str:
    return tr.text("First in")


def _last_out(tr: Language) -> str:
    return tr.text("Last out")


def _present(tr: Language) -> str:
    return tr.text("Time present")


def _remote(tr: Language) -> str:
    return tr.text("Remote")


def _on(day: str, words: Callable[[Language], str], *, several: bool) -> Callable[[Language], str]:
    return (lambda tr: f"{words(tr)} · {day}") if several else words


def _row(delegate: Delegate, there: _There, asked: _Days) -> Iterator[Any]:
    own = {
        place: presence for place, presence in there.present.items() if not presence.represented_by
    }
    in_all = together(there.own.values())
    yield status_of(delegate, came=bool(there.present or there.remote))
    yield len({session for session, _ in (*there.present, *there.remote)})
    yield in_all.minutes if own else None
    if asked.remote:
        yield in_all.remote_minutes if there.remote else None
    yield tuple(sorted({presence.ended for presence in own.values() if presence.ended in _ALONE}))
    for day in asked.days:
        on_day = [presence for place, presence in own.items() if place[1] == day]
        yield min((presence.first_at for presence in on_day), default=None)
        yield _last(on_day)
        if len(asked.days) > 1:
            of_day = together(time for place, time in there.own.items() if place[1] == day)
            yield of_day.minutes if on_day else None
            if day in asked.remote:
                yield of_day.remote_minutes if _any_on(there.remote, day) else None
    for session, day in asked.places:
        place = session.key, day
        yield there.present.get(place) or there.remote.get(place)


def _any_on(remote: Iterable[SessionDay], day: str) -> bool:
    return any(place[1] == day for place in remote)


def _last(on_day: Sequence[Present]) -> int | None:
    """When somebody left for the last time; None while they are there, and where it is not known."""
    if any(presence.ended is Ending.DAY or presence.left_at is None for presence in on_day):
        return None
    return max((presence.left_at or 0 for presence in on_day), default=None)


def _ended_words(cell: tuple[Ending, ...], _event: Event, language: Language) -> str:
    return language.listed(language.text(_BY_ITSELF[ending]) for ending in cell)


def _ended_keys(cell: tuple[Ending, ...], _event: Event) -> str:
    return " ".join(cell)


def _entry(cell: Present | TimePresent | None, event: Event, language: Language) -> str:
    if cell is None:
        return ""
    if isinstance(cell, TimePresent):
        return remote_words(cell.remote_minutes, language)
    entered = keyed.clock_words(cell.first_at, event, language)
    if cell.represented_by:
        return language.text("{time} (represented)", time=str(entered))
    return entered


def _entry_at(cell: Present | TimePresent | None, event: Event) -> CellText:
    if isinstance(cell, TimePresent):
        return AttendanceMode.REMOTE
    return keyed.moment(cell.first_at if cell else None, event)
