"""Trying without recording (dry run): what the door would say, and whether a code is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin import codes
from checkin.desk.bent_codes import reading_of
from checkin.domain import DelegateId, Direction, Manner
from checkin.errors import NotFound
from checkin.language import mark
from checkin.roles import Action
from checkin.rules import Presented
from checkin.time_input import parse_time, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from checkin.desk.shift import Shift
    from checkin.desk.transaction import DeskTransaction
    from checkin.domain import Found, Presentable, Session, Verdict
    from checkin.store.store import Store

LONGEST_NUMBER: Final = 9  # digits


@dataclass(frozen=True, slots=True)
class CodeRead:
    """A code that was read to try the scanner; `is_known`: it is somebody's on the roster."""

    kind: Presented
    number: int | None = None

    @property
    def is_known(self) -> bool:
        return self.kind is Presented.DELEGATE


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who comes to which door when; None: the session of this desk, now."""

    presented: Presentable
    session: str | None = None
    at: int | None = None
    direction: Direction = Direction.ENTRY


@dataclass(frozen=True, slots=True)
class DoorQuestion:
    """What an organiser types: a number, a name or a code; the session by its key, the day, and the time as 14:05."""

    who: str
    session: str
    day: str
    time: str
    direction: Direction = Direction.ENTRY


class Trying:
    """Answers as the desk would. Nothing is written: no entry, no count, no badge, and no answer is repeated."""

    def __init__(
        self,
        store: Store,
        shift: Shift,
        session: Callable[[str | None], Session],
        acting: Callable[[sa.Connection, str], DeskTransaction],
        told: Callable[[Verdict], Verdict],
        find: Callable[[str, int], tuple[Found, ...]],
    ) -> None:
        self._store = store
        self._shift = shift
        self._session = session
        self._acting = acting
        self._told = told
        self._find = find

    def what_if(self, attempt: Attempt) -> Verdict:
        """The verdict of a scan at that door and time, as this role sees it. Raises what `scan` raises."""
        self._shift.require(Action.SCAN)
        session, how = (
            self._session(attempt.session),
            Manner(direction=attempt.direction, happened=attempt.at),
        )
        with self._store.read() as connection:
            act = self._acting(connection, "")
            verdict = act.decide(
                act.look_up(reading_of(self._store, attempt.presented)), session, how
            )
            at = act.journal.now() if attempt.at is None else attempt.at
        return self._told(replace(verdict, at=at, tell=""))

    def ask(self, question: DoorQuestion) -> Verdict:
        """The same for what an organiser types. Raises `NotPossible` for a time that is none, `NotFound` for nobody."""
        self._shift.require(Action.FIND)
        with self._store.read() as connection:
            calendar = self._acting(connection, "").calendar
        at = parse_time(question.time, calendar, question.day)
        who = self._who(question.who.strip())
        return self.what_if(Attempt(who, question.session, at, question.direction))

    def _who(self, typed: str) -> Presentable:
        """By number, by code, or whoever is found first by a name."""
        if plain(typed).isdecimal():
            return int(plain(typed)[:LONGEST_NUMBER])
        if not typed or codes.read(typed).shape is not codes.Shape.FOREIGN:
            return typed
        hits = self._find(typed, 1)
        if not hits:
            raise NotFound(mark("Nobody is found by {text}."), text=typed)
        return DelegateId(hits[0].id)

    def read_code(self, text: str) -> CodeRead:
        """Whose code a scanner has read: the number alone. Raises `NotPossible` for an empty text."""
        self._shift.require(Action.SCAN)
        with self._store.read() as connection:
            shown = self._acting(connection, "").look_up(reading_of(self._store, text))
        delegate = shown.presenter.delegate if shown.presenter else None
        known = delegate is not None and shown.kind is Presented.DELEGATE
        return CodeRead(shown.kind, delegate.number if known and delegate else None)
