"""Last change (undo target): what a desk recorded last that can be undone, whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkin import rules, visibility
from checkin.domain import Outcome, Reason
from checkin.store import attendance

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from checkin.domain import PastScan
    from checkin.visibility import Viewer

    Marked = Callable[[sa.Connection, tuple[PastScan, ...]], tuple[PastScan, ...]]


@dataclass(frozen=True, slots=True)
class LastChange:
    """A recorded admission or exit, or several of one act, such as a group. `scan` is the latest of them."""

    entries: tuple[str, ...]
    scan: PastScan
    delegates: tuple[str, ...] = ()

    @property
    def people(self) -> int:
        return max(len(self.delegates), 1)


def changes(outcome: Outcome, reason: Reason = Reason.NONE) -> bool:
    """Whether a scan changed who is in; refusals did not, nor an exit of somebody who was not in."""
    moved = outcome in rules.LETS_IN or outcome is Outcome.LEFT
    return moved and reason is not Reason.NOT_INSIDE


def of_scan(scan: PastScan) -> LastChange | None:
    """The change that one scan made by itself; None where there is nothing to undo."""
    can_be_undone = changes(scan.outcome, scan.reason) and not scan.undone
    delegates = (scan.person.id,) if scan.person else ()
    return LastChange((scan.entry,), scan, delegates) if can_be_undone else None


def last(
    connection: sa.Connection, desk: str, viewer: Viewer, entry: str, marked: Marked
) -> LastChange | None:
    """The latest change at the desk, or the one that a scan belongs to, with all that its act recorded.

    Of a scan's act only what concerns the same delegate: a group's member is taken back alone.
    `marked` marks who is on the watch list.
    """
    scan, owner, act = attendance.latest_change(connection, desk, entry)
    if scan is None or of_scan(scan) is None:
        return None
    owners = {scan.entry: owner}
    if act:
        owners |= attendance.of_act(connection, act, scan.at)
    if entry:
        owners = {other: whose for other, whose in owners.items() if whose == owner}
    (scan,) = marked(connection, (scan,))
    shown = visibility.past_scan(scan, viewer)
    delegates = tuple(dict.fromkeys(owners.values()))
    if len(delegates) > 1:
        shown = replace(shown, person=None)
    return LastChange(tuple(owners), shown, delegates)
