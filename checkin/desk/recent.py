"""Debounce of duplicate scans: the same code again within seconds is the same scan.

Staff present one badge twice within seconds all day. One process writes a store, so this desk's
scans are kept in memory; at the start the last seconds are read back, because the program may have
been restarted.
"""

from __future__ import annotations

from collections import OrderedDict
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

    def __init__(self) -> None:
        self._scans: OrderedDict[str, Repeatable] = OrderedDict()

    def copy(self) -> Recent:
        """A copy for a transaction: its changes count only if the transaction succeeds."""
        copied = Recent()
        copied._scans = self._scans.copy()
        return copied

    def load(self, connection: sa.Connection, desk: str, now: int) -> None:
        """Reads back the latest scans of an earlier run."""
        for row in attendance.since(connection, desk, now - rules.REPEAT_MS):
            self.add(Repeatable(**row), now)

    def add(self, scan: Repeatable, now: int) -> None:
        """Adds a scan that is on disk, and removes expired ones."""
        self._scans.pop(scan.presented, None)
        self._scans[scan.presented] = scan
        while self._scans and not _within(next(iter(self._scans.values())).at, now):
            self._scans.popitem(last=False)

    def same(
        self, presented: str, session: str, direction: Direction, now: int
    ) -> Repeatable | None:
        """The scan that this one repeats."""
        scan = self._scans.get(presented)
        if scan is None or scan.direction is not direction:
            return None
        # An exit belongs to where they were inside, and by now they are not.
        if scan.session != session and direction is Direction.ENTRY:
            return None
        return scan if _within(scan.at, now) else None

    def forget(self, entry: str, delegate: str = "") -> None:
        """Removes an undone scan, and what was said since of the same delegate: the next one is new."""
        gone = [
            key
            for key, scan in self._scans.items()
            if scan.entry == entry or (delegate and _owner(scan) == delegate)
        ]
        for key in gone:
            del self._scans[key]


def _owner(scan: Repeatable) -> str:
    person = scan.verdict.person if scan.verdict else None
    return person.id if person else ""


def _within(at: int, now: int) -> bool:
    return 0 <= now - at < rules.REPEAT_MS
