"""Debounce of duplicate scans: the same code again within seconds is the same scan.

Staff present one badge twice within seconds all day. One process writes a store, so this desk's
scans are kept in memory; at the start the last seconds are read back, because the program may have
been restarted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin import rules
from checkin.domain import Direction
from checkin.store import attendance

if TYPE_CHECKING:
    import sqlalchemy as sa

    from checkin.domain import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A scan that may be presented again. The verdict is missing where an earlier run gave it."""

    presented: str
    session: str
    direction: Direction
    outcome: Outcome
    entry: str
    at: int
    forced: str
    represented_by: str
    verdict: Verdict | None = None


class Recent:
    """Remembers the scans that are on disk for `rules.REPEAT_MS`."""

    def __init__(self) -> None:
        self.scans: dict[str, Repeatable] = {}  # by what was presented, the oldest first

    def load(self, connection: sa.Connection, desk: str, now: int) -> None:
        """Reads back the latest scans of an earlier run."""
        draft = RecentDraft(self)
        for row in attendance.since(connection, desk, now - rules.REPEAT_MS):
            draft.add(Repeatable(**row), now)
        self.keep(draft)

    def keep(self, draft: RecentDraft) -> None:
        """Takes over the changes of a transaction that succeeded, and removes expired scans."""
        for presented in (*draft.forgotten, *draft.scans):
            self.scans.pop(presented, None)
        self.scans |= draft.scans
        if draft.scans:
            self._expire(draft.now)

    def _expire(self, now: int) -> None:
        while self.scans and not _within(next(iter(self.scans.values())).at, now):
            del self.scans[next(iter(self.scans))]


class RecentDraft:
    """The scans within a transaction: its own changes, before those that are kept."""

    def __init__(self, kept: Recent) -> None:
        self._kept = kept
        self.scans: dict[str, Repeatable] = {}
        self.forgotten: set[str] = set()
        self.now = 0

    def add(self, scan: Repeatable, now: int) -> None:
        """Adds a scan that will be on disk with the transaction."""
        self.scans.pop(scan.presented, None)
        self.scans[scan.presented] = scan
        self.now = now

    def same(
        self, presented: str, session: str, direction: Direction, now: int
    ) -> Repeatable | None:
        """The scan that this one repeats."""
        scan = self._find(presented)
        if scan is None or scan.direction is not direction:
            return None
        # An exit belongs to where they were inside, and by now they are not.
        if scan.session != session and direction is Direction.ENTRY:
            return None
        return scan if _within(scan.at, now) else None

    def forget(self, entry: str, delegate: str = "") -> None:
        """Removes an undone scan, and what was said since of the same delegate: the next one is new."""
        gone = {
            presented
            for presented, scan in {**self._kept.scans, **self.scans}.items()
            if scan.entry == entry or (delegate and _owner(scan) == delegate)
        }
        self.forgotten |= gone
        for presented in gone:
            self.scans.pop(presented, None)

    def _find(self, presented: str) -> Repeatable | None:
        found = self.scans.get(presented)
        if found is None and presented not in self.forgotten:
            found = self._kept.scans.get(presented)
        return found


def _owner(scan: Repeatable) -> str:
    person = scan.verdict.person if scan.verdict else None
    return person.id if person else ""


def _within(at: int, now: int) -> bool:
    return 0 <= now - at < rules.REPEAT_MS
