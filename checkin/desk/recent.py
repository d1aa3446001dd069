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
    """Remembers scans for `rules.REPEAT_MS`."""

    def __init__(self, kept: Recent | None = None) -> None:
        self._kept = kept
        self._scans: dict[str, Repeatable] = {}  # the oldest first
        self._forgotten: set[str] = set()
        self._now = 0

    def draft(self) -> Recent:
        """For a transaction: its changes count when it has succeeded, and `keep` is called."""
        return Recent(self)

    def keep(self) -> None:
        """Takes the changes of a draft over, and removes expired scans."""
        kept = self._kept
        if kept is None:
            return
        for presented in self._forgotten:
            kept._scans.pop(presented, None)
        for presented, scan in self._scans.items():
            kept._scans.pop(presented, None)
            kept._scans[presented] = scan
        if self._scans:
            kept._expire(self._now)

    def load(self, connection: sa.Connection, desk: str, now: int) -> None:
        """Reads back the latest scans of an earlier run."""
        for row in attendance.since(connection, desk, now - rules.REPEAT_MS):
            self.add(Repeatable(**row), now)

    def add(self, scan: Repeatable, now: int) -> None:
        """Adds a scan that is on disk, or will be with the transaction."""
        self._scans.pop(scan.presented, None)
        self._scans[scan.presented] = scan
        self._now = now

    def same(
        self, presented: str, session: str, direction: Direction, now: int
    ) -> Repeatable | None:
        """The scan that this one repeats."""
        scan = self._known(presented)
        if scan is None or scan.direction is not direction:
            return None
        # An exit belongs to where they were inside, and by now they are not.
        if scan.session != session and direction is Direction.ENTRY:
            return None
        return scan if _within(scan.at, now) else None

    def forget(self, entry: str, delegate: str = "") -> None:
        """Removes an undone scan, and what was said since of the same delegate: the next one is new."""
        every = {**(self._kept._scans if self._kept else {}), **self._scans}
        gone = {
            presented
            for presented, scan in every.items()
            if scan.entry == entry or (delegate and _owner(scan) == delegate)
        }
        self._forgotten |= gone
        for presented in gone:
            self._scans.pop(presented, None)

    def _known(self, presented: str) -> Repeatable | None:
        scan = self._scans.get(presented)
        if scan is None and self._kept is not None and presented not in self._forgotten:
            scan = self._kept._known(presented)
        return scan

    def _expire(self, now: int) -> None:
        while self._scans and not _within(next(iter(self._scans.values())).at, now):
            del self._scans[next(iter(self._scans))]


def _owner(scan: Repeatable) -> str:
    person = scan.verdict.person if scan.verdict else None
    return person.id if person else ""


def _within(at: int, now: int) -> bool:
    return 0 <= now - at < rules.REPEAT_MS
