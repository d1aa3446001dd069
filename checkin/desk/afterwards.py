"""Entering afterwards (backdated check-in): a whole list of numbers with the time at which it happened.

A list on paper, or forgotten exits. It is read and shown first; then all of it that can be recorded is
recorded in one transaction, as one act, which is undone as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin import names, visibility
from checkin.desk.last_change import changes
from checkin.desk.number_list import parse_numbers
from checkin.domain import ENTRY, DelegateId, Direction, LateProblem, Reason
from checkin.errors import NotPossible
from checkin.language import mark
from checkin.roles import Action
from checkin.store import attendance, people
from checkin.time_input import parse_day, parse_time

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from checkin.desk.number_list import TypedNumber
    from checkin.desk.shift import Shift
    from checkin.desk.transaction import DeskTransaction
    from checkin.domain import Delegate, Event, Manner, Person, Session, Verdict
    from checkin.presence import Calendar
    from checkin.store.store import Store

MOST: Final = 500  # scans wait while a list is recorded
_SENTENCES: Final = {
    LateProblem.FUTURE: mark("This time is still to come."),
    LateProblem.TOO_OLD: mark("This is before the first day of the event."),
}


@dataclass(frozen=True, slots=True)
class LateList:
    """What was typed. `time` is that of all numbers without one of their own; all are of the `day`."""

    numbers: str
    time: str = ""
    day: str = ""  # an ISO date; empty: today
    session: str | None = None  # the desk's
    how: Manner = ENTRY  # with a lead's reason also those are let in whom the rules refuse
    meant: frozenset[str] = frozenset()  # who is meant where two have a number, by id


@dataclass(frozen=True, slots=True)
class LateRow:
    """One number: whose it is, and the verdict that would be recorded, or what is in the way.

    `people` has two where two have the number, and nobody where it is unknown.
    """

    text: str
    at: int | None = None
    people: tuple[Person, ...] = ()
    verdict: Verdict | None = None
    problem: LateProblem | None = None

    @property
    def person(self) -> Person | None:
        return self.people[0] if len(self.people) == 1 else None


@dataclass(frozen=True, slots=True)
class LatePreview:
    """What would be recorded; nothing is yet. The rows are in the order of the list."""

    asked: LateList
    session: str
    rows: tuple[LateRow, ...]

    @property
    def good(self) -> tuple[LateRow, ...]:
        """The rows that can be recorded."""
        return tuple(row for row in self.rows if row.problem is None)

    @property
    def bad(self) -> tuple[LateRow, ...]:
        return tuple(row for row in self.rows if row.problem is not None)

    @property
    def mistyped(self) -> tuple[LateRow, ...]:
        """The rows of which it is not clear who is meant, or when."""
        no_mistakes = {LateProblem.REFUSED, LateProblem.NOT_INSIDE}
        return tuple(row for row in self.bad if row.problem not in no_mistakes)


def time_problem(at: int, now: int, event: Event, calendar: Calendar) -> LateProblem | None:
    """Whether nothing may be entered for this instant: it is to come, or before the event's first day."""
    if at > now:
        return LateProblem.FUTURE
    begins = calendar.starts(min(event.days))
    return LateProblem.TOO_OLD if at < begins else None


def require_past(at: int, now: int, event: Event, calendar: Calendar) -> None:
    """Raises `NotPossible` where nothing may be entered for this instant."""
    if problem := time_problem(at, now, event, calendar):
        raise NotPossible(_SENTENCES[problem])


class Afterwards:
    """Reads a list, and records it. For leads."""

    def __init__(
        self,
        store: Store,
        shift: Shift,
        session: Callable[[str | None], Session],
        acting: Callable[[sa.Connection, str], DeskTransaction],
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._shift = shift
        self._session = session
        self._acting = acting
        self._new_id = new_id

    def read(self, asked: LateList) -> LatePreview:
        """Who is on the list, and what would be recorded of each.

        Raises `NotAllowed` unless a lead uses the desk, `NotFound` for an unknown session,
        `NotPossible` for a day or common time that is none, to come or before the event, and for
        more than `MOST` numbers.
        """
        self._require(asked)
        session = self._session(asked.session)
        typed = parse_numbers(asked.numbers)
        if len(typed) > MOST:
            sentence = mark("The list is too long. At most {most} numbers are entered at once.")
            raise NotPossible(sentence, most=MOST)
        with self._store.read() as connection:
            reading = _Reading(self._acting(connection, ""), asked, session)
            rows = tuple(map(self._told, reading.rows(typed)))
        return LatePreview(asked, session.key, rows)

    def record(self, preview: LatePreview) -> tuple[Verdict, ...]:
        """Records all good rows of a preview: all or none, as one act. Their verdicts, in order.

        Raises what `read` raises, and `NotPossible` where one of them cannot be recorded any more.
        """
        self._require(preview.asked)
        session, how = self._session(preview.session), _manner(preview.asked)
        if not preview.good:
            return ()
        with self._store.write() as connection:
            act = self._acting(connection, self._new_id())
            verdicts = [_recorded(act, row, session, how) for row in preview.good]
        return tuple(visibility.verdict(verdict, self._shift.viewer) for verdict in verdicts)

    def _told(self, row: LateRow) -> LateRow:
        if row.verdict is None:
            return row
        return replace(row, verdict=visibility.verdict(row.verdict, self._shift.viewer))

    def _require(self, asked: LateList) -> None:
        self._shift.require(Action.ENTER_LATER)
        if asked.how.force:
            self._shift.require(Action.OVERRIDE)


class _Reading:
    """Decides row by row what would be recorded, without recording it."""

    def __init__(self, act: DeskTransaction, asked: LateList, session: Session) -> None:
        self._act = act
        self._asked = asked
        self._session = session
        self._now = act.journal.now()
        self._day = parse_day(asked.day) if asked.day else act.calendar.day(self._now)
        self._common = self._common_time()
        self._seen: set[str] = set()
        self._coming = 0

    def rows(self, typed: tuple[TypedNumber, ...]) -> tuple[LateRow, ...]:
        return tuple(map(self._row, typed))

    def _common_time(self) -> int | None:
        if not self._asked.time.strip():
            return None
        at = parse_time(self._asked.time, self._act.calendar, self._day)
        require_past(at, self._now, self._act.event, self._act.calendar)
        # The times beside the numbers are of the day that the common one names.
        self._day = self._act.calendar.day(at)
        return at

    def _row(self, typed: TypedNumber) -> LateRow:
        if typed.number is None:
            return LateRow(typed.text, problem=LateProblem.UNREADABLE)
        owners = attendance.by_number(self._act.connection, typed.number)
        if len(owners) > 1:
            meant = [owner for owner in owners if self._is_meant(owner.delegate)]
            owners = tuple(meant) or owners
        whose = tuple(
            visibility.named(people.person(owner.delegate)) for owner in owners if owner.delegate
        )
        row = LateRow(typed.text, people=whose)
        if not whose:
            return replace(row, problem=LateProblem.UNKNOWN)
        if len(whose) > 1:
            return replace(row, problem=LateProblem.SEVERAL)
        if whose[0].id in self._seen:
            return replace(row, problem=LateProblem.TWICE)
        self._seen.add(whose[0].id)
        return self._decided(self._timed(row, typed.time))

    def _is_meant(self, delegate: Delegate | None) -> bool:
        return delegate is not None and delegate.id in self._asked.meant

    def _timed(self, row: LateRow, time: str) -> LateRow:
        """The row with its time, or what is wrong with that."""
        if not time:
            problem = LateProblem.NO_TIME if self._common is None else None
            return replace(row, at=self._common, problem=problem)
        try:
            at = parse_time(time, self._act.calendar, self._day)
        except NotPossible:
            return replace(row, problem=LateProblem.BAD_TIME)
        return replace(
            row, at=at, problem=time_problem(at, self._now, self._act.event, self._act.calendar)
        )

    def _decided(self, row: LateRow) -> LateRow:
        if row.problem is not None or row.person is None:
            return row
        shown = self._act.look_up(DelegateId(row.person.id))
        how = replace(_manner(self._asked), happened=row.at)
        verdict = self._act.decide(shown, self._session, how, coming=self._coming)
        if changes(verdict.outcome, verdict.reason):
            self._coming += how.direction is Direction.ENTRY
            return replace(row, verdict=verdict)
        outside = verdict.reason is Reason.NOT_INSIDE
        problem = LateProblem.NOT_INSIDE if outside else LateProblem.REFUSED
        return replace(row, verdict=verdict, problem=problem)


def _manner(asked: LateList) -> Manner:
    return replace(asked.how, force=names.clean(asked.how.force))


def _recorded(act: DeskTransaction, row: LateRow, session: Session, how: Manner) -> Verdict:
    whom = DelegateId(row.person.id if row.person else "")
    shown, manner = act.look_up(whom), replace(how, happened=row.at)
    verdict = act.decide(shown, session, manner)
    if not changes(verdict.outcome, verdict.reason):
        sentence = mark("Nothing was recorded: number {number} has changed meanwhile. Look again.")
        raise NotPossible(sentence, number=row.text)
    return act.record(verdict, shown, manner)
