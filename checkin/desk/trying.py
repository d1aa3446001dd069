"""Trying without recording (dry run): what the door would say, and whether a code is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkin.desk.bent_codes import reading_of
from checkin.domain import Direction, Manner
from checkin.roles import Action
from checkin.rules import Presented

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from checkin.desk.shift import Shift
    from checkin.desk.transaction import DeskTransaction
    from checkin.domain import Presentable, Session, Verdict
    from checkin.store.store import Store


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


class Trying:
    """Answers as the desk would. Nothing is written: no entry, no count, no badge, and no answer is repeated."""

    def __init__(
        self,
        store: Store,
        shift: Shift,
        session: Callable[[str | None], Session],
        acting: Callable[[sa.Connection, str], DeskTransaction],
        told: Callable[[Verdict], Verdict],
    ) -> None:
        self._store = store
        self._shift = shift
        self._session = session
        self._acting = acting
        self._told = told

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

    def read_code(self, text: str) -> CodeRead:
        """Whose code a scanner has read: the number alone. Raises `NotPossible` for an empty text."""
        self._shift.require(Action.SCAN)
        with self._store.read() as connection:
            shown = self._acting(connection, "").look_up(reading_of(self._store, text))
        delegate = shown.presenter.delegate if shown.presenter else None
        known = delegate is not None and shown.kind is Presented.DELEGATE
        return CodeRead(shown.kind, delegate.number if known and delegate else None)
