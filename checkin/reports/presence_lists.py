"""Presence lists: who is inside now by room (evacuation list), and who has not come yet.

Each person once. Who attends remotely is on neither list, and who is cancelled is not waited for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin import rules
from checkin.domain import ENTRANCE, Flag, HandsOut, ListKind, Session, Status
from checkin.field_values import is_valid_between
from checkin.language import mark
from checkin.reports import keyed
from checkin.reports.keyed import Column, KeyedTable, said
from checkin.reports.who import WHO, who

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from checkin.domain import Delegate, Event
    from checkin.language import Language
    from checkin.presence import Calendar, Moment
    from checkin.store.listing import Present


@dataclass(frozen=True, slots=True)
class Door:
    """The door of a session on a day; `listed` are the sessions on the own list of any delegate."""

    session: Session
    day: str
    calendar: Calendar
    listed: frozenset[str]

    def hours_at(self, at: int) -> tuple[int, int]:
        """In which hours somebody not yet come must be valid: at that instant, if the door is open then.

        Before and afterwards, in any of its hours.
        """
        opens, closes = self.calendar.lets_in(self.session, self.day)
        return (at, at + 1) if opens <= at < closes else (opens, closes)


def inside_now(
    event: Event, everyone: Iterable[Delegate], present: Iterable[Present], when: Moment
) -> KeyedTable:
    """A row per person inside: the room or session where they are, and since when.

    Within a room in the order of `everyone`.
    """
    sessions = when.calendar.sessions
    order = {key: index for index, key in enumerate(sessions)}
    known = {delegate.id: delegate for delegate in everyone if Flag.REMOTE not in delegate.flags}
    ranks = {delegate: rank for rank, delegate in enumerate(known)}
    places: dict[str, Present] = {}
    for presence in present:
        if _is_inside(presence, sessions) and presence.delegate in known:
            before = places.get(presence.delegate)
            if before is None or _nearer(sessions, before, presence):
                places[presence.delegate] = presence
    rows = tuple(
        (presence.session, *who(known[presence.delegate]), presence.last_in)
        for presence in sorted(
            places.values(),
            key=lambda presence: (order[presence.session], ranks[presence.delegate]),
        )
    )
    columns = (_place(sessions), *WHO, keyed.instant("since", said(mark("Since"))))
    return KeyedTable(event, "inside", said(mark("Inside now")), columns, rows, at=when.now)


def _is_inside(presence: Present, sessions: Mapping[str, Session]) -> bool:
    found = sessions.get(presence.session)
    return presence.left_at is None and found is not None and found.lets_in


def lent(
    event: Event, everyone: Iterable[Delegate], present: Iterable[Present], when: Moment
) -> KeyedTable:
    """A row for each thing that was lent and has not come back: what, who has it, and since when."""
    sessions = when.calendar.sessions
    known = {delegate.id: delegate for delegate in everyone}
    ranks = {delegate: rank for rank, delegate in enumerate(known)}
    out = [
        presence
        for presence in present
        if presence.left_at is None
        and presence.delegate in known
        and presence.session in sessions
        and sessions[presence.session].hands_out is HandsOut.LENT
    ]
    out.sort(key=lambda presence: (presence.session, ranks[presence.delegate]))
    rows = tuple(
        (presence.session, *who(known[presence.delegate]), presence.last_in) for presence in out
    )
    columns = (_thing(sessions), *WHO, keyed.instant("since", said(mark("Since"))))
    return KeyedTable(
        event, "lent", said(mark("Handed out and not back")), columns, rows, at=when.now
    )


def not_yet_come(
    event: Event,
    everyone: Iterable[Delegate],
    present: Iterable[Present],
    door: Door,
    at: int,
) -> KeyedTable:
    """A row per delegate who is expected in a session and is not among the present."""
    came = {presence.delegate for presence in present}
    session, hours = door.session, door.hours_at(at)
    rows = tuple(
        who(delegate)
        for delegate in everyone
        if delegate.id not in came
        and is_expected(delegate, session, door.listed)
        and is_valid_between(delegate, door.calendar, *hours)
    )
    title = said(mark("Not yet come"))
    return KeyedTable(
        event,
        f"{session.key} · not_attended",
        lambda tr: f"{tr.name(session.name)} · {title(tr)}",
        WHO,
        rows,
        at=at,
        which=ListKind.ABSENT,
    )


def is_expected(delegate: Delegate, session: Session, listed: Collection[str]) -> bool:
    """Whether a delegate is awaited at the door of a session; `listed` as for `rules.entitled`."""
    return may_come(delegate) and rules.entitled(session, delegate, listed)


def may_come(delegate: Delegate) -> bool:
    """Whether a delegate is awaited at the event."""
    return delegate.status is Status.EXPECTED and Flag.REMOTE not in delegate.flags


def door_session(event: Event) -> Session:
    """The session at which arrivals are counted: the entrance, else the first one."""
    return event.offered_session(ENTRANCE) or event.sessions[0]


def _nearer(sessions: Mapping[str, Session], before: Present, presence: Present) -> bool:
    """Whether the second place says more exactly where they are: a room before the entrance."""

    def exactness(place: Present) -> tuple[bool, bool, int]:
        session = sessions[place.session]
        return session.exclusive, bool(session.room), place.last_in

    return exactness(presence) > exactness(before)


def _place(sessions: Mapping[str, Session]) -> Column:
    def words(cell: str, _event: Event, language: Language) -> str:
        name = language.name(sessions[cell].name)
        return f"{sessions[cell].room} · {name}" if sessions[cell].room else name

    return Column("session", said(mark("Where")), words)


def _thing(sessions: Mapping[str, Session]) -> Column:
    def words(cell: str, _event: Event, language: Language) -> str:
        return language.name(sessions[cell].name)

    return Column("session", said(mark("What")), words)
