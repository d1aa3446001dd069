"""Whole lists checked in or out (bulk check-in): the people of a bus, and everybody who is in a room."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.desk.chunks import in_chunks
from checkin.desk.groups import GroupAnswer
from checkin.domain import ENTRY, EXIT, DelegateId, Verdict
from checkin.errors import NotFound
from checkin.presence import Moment
from checkin.roles import Action
from checkin.store import attendance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import sqlalchemy as sa

    from checkin.desk.shift import Shift
    from checkin.desk.transaction import DeskTransaction
    from checkin.domain import Manner, Session
    from checkin.store.store import Store


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """A session, and how many are in it now."""

    session: Session
    people: int


class WholeLists:
    """For leads. An entry and a verdict for each, in chunks that let scans go first, undone together as one act.

    Where the disk is full in the middle, what was recorded stays: the same again does the rest. Raises `NotAllowed`.
    """

    def __init__(
        self,
        store: Store,
        shift: Shift,
        session: Callable[[str | None], Session],
        acting: Callable[[sa.Connection, str], DeskTransaction],
        new_id: Callable[[], str],
        told: Callable[[Verdict], Verdict],
    ) -> None:
        self._store = store
        self._shift = shift
        self._session = session
        self._acting = acting
        self._new_id = new_id
        self._told = told

    def check_in(self, delegates: Sequence[str], session: str | None = None) -> GroupAnswer:
        """Checks in all of a list; whom a rule refuses is refused, and said."""
        self._shift.require(Action.GROUP)
        return self._present(delegates, self._session(session), ENTRY)

    def open_rooms(self) -> tuple[OpenRoom, ...]:
        """The sessions in which somebody is now, in the order of the programme."""
        self._shift.require(Action.GROUP)
        with self._store.read() as connection:
            act = self._acting(connection, "")
            when, event = Moment(act.calendar, act.journal.now()), act.event
            sessions = (*event.sessions, *event.gone_sessions)
            counts = [
                (session, len(attendance.everybody_inside(connection, session.key, when)))
                for session in sessions
            ]
        return tuple(OpenRoom(session, people) for session, people in counts if people)

    def close_room(self, session: Session) -> GroupAnswer:
        """Checks out everybody who is in a session now."""
        self._shift.require(Action.GROUP)
        with self._store.read() as connection:
            act = self._acting(connection, "")
            when = Moment(act.calendar, act.journal.now())
            inside = attendance.everybody_inside(connection, session.key, when)
        return self._present(inside, session, EXIT)

    def _present(self, delegates: Sequence[str], session: Session, how: Manner) -> GroupAnswer:
        act_id, verdicts = self._new_id(), list[Verdict]()

        def write(connection: sa.Connection, chunk: Sequence[str]) -> None:
            act = self._acting(connection, act_id)
            for delegate in chunk:
                with suppress(NotFound):  # taken off the roster meanwhile
                    shown = act.look_up(DelegateId(delegate))
                    verdicts.append(act.answer(shown, session, how))

        in_chunks(self._store, delegates, write)
        return GroupAnswer(tuple(map(self._told, verdicts)))
