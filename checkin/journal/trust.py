"""Which desks count (chain of trust): introductions and revocations, walked from the root down.

Everything here is a function of the set of these entries, so that no order of arrival matters. It is
walked before any other entry is judged. Pure functions, without store or clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from checkin.domain import Tier
from checkin.journal.kinds import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checkin.journal.clock import Stamp

ALL: Final = 2**62  # the last number of a chain that nobody ended


class Ignored(StrEnum):
    """Why a genuine entry does not count."""

    NOT_UNDERSTOOD = "not_understood"
    NOT_INTRODUCED = "not_introduced"  # no organiser's desk that counts has introduced its desk
    NOT_ALLOWED = "not_allowed"  # to a desk of that tier
    REVOKED = "revoked"  # after the last entry of its desk that counts


@dataclass(frozen=True, slots=True)
class Introduction:
    """A desk introduced by the desk of a chain, in the entry of that number."""

    entry: str
    chain: str
    seq: int
    stamp: Stamp
    desk: str
    tier: Tier
    public_key: str


@dataclass(frozen=True, slots=True)
class Revocation:
    """A desk revoked: `lasts` is the last number of each of its chains that still counts."""

    entry: str
    chain: str
    seq: int
    stamp: Stamp
    desk: str
    lasts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Naming:
    """A desk gives itself a name."""

    entry: str
    chain: str
    seq: int
    stamp: Stamp
    name: str


@dataclass(frozen=True, slots=True)
class ClockCorrection:
    """What an organiser says of the clock of a desk, by one of its chains."""

    entry: str
    chain: str
    seq: int
    stamp: Stamp
    corrected: str


AboutDesks = Introduction | Revocation | Naming | ClockCorrection


@dataclass(frozen=True, slots=True)
class CountedDesk:
    """A desk that counts. `lasts` is None for one that nobody revoked."""

    desk: str
    parent: str  # the desk that introduced it; empty for the root
    introduction: Introduction
    lasts: Mapping[str, int] | None = None

    def last(self, chain: str) -> int:
        """The last number of one of its chains that counts."""
        return ALL if self.lasts is None else self.lasts.get(chain, 0)


@dataclass(frozen=True, slots=True)
class Registers:
    """All that was written about desks. `owners` names the desk of each further chain."""

    root: str  # the public key of the first desk of all
    introductions: tuple[Introduction, ...]
    revocations: tuple[Revocation, ...]
    namings: tuple[Naming, ...]
    clock_corrections: tuple[ClockCorrection, ...]
    owners: Mapping[str, str]

    def owner(self, chain: str) -> str:
        return self.owners.get(chain, chain)


def members(registers: Registers) -> dict[str, CountedDesk]:
    """The desks that count, by id; a desk comes after the one that introduced it.

    Of several introductions the first one decides: by stamp, then desk. None is earlier than that of
    its writer, so that nobody gets ahead of their own introduction by dating back.
    """
    of_writer: dict[str, list[Introduction]] = {}
    for introduction in registers.introductions:
        of_writer.setdefault(registers.owner(introduction.chain), []).append(introduction)
    found: dict[str, CountedDesk] = {}
    heap = [_place(first, first.stamp) for first in _of_the_root(registers)]
    heap.sort()
    while heap:
        stamp, _, _, introduction = heappop(heap)
        desk = introduction.desk
        if desk in found:
            continue
        writer = registers.owner(introduction.chain)
        parent = "" if writer == desk else writer
        member = CountedDesk(desk, parent, introduction)
        found[desk] = member
        found[desk] = member = CountedDesk(
            desk, parent, introduction, _border(member, found, registers)
        )
        if introduction.tier is Tier.ORGANISER:
            for further in of_writer.get(desk, ()):
                if further.seq <= member.last(further.chain):
                    heappush(heap, _place(further, max(stamp, further.stamp)))
    return found


def why_not(
    entry: AboutDesks,
    registers: Registers,
    counted: Mapping[str, CountedDesk],
) -> Ignored | None:
    """Why an entry about a desk does not count; None where it does."""
    writer = counted.get(registers.owner(entry.chain))
    if writer is None:
        return Ignored.NOT_INTRODUCED
    if entry.seq > writer.last(entry.chain):
        return Ignored.REVOKED
    if isinstance(entry, Naming):
        return None
    if writer.introduction.tier is not Tier.ORGANISER:
        return Ignored.NOT_ALLOWED
    if isinstance(entry, Revocation) and not is_below(entry.desk, writer.desk, counted):
        return Ignored.NOT_ALLOWED
    if isinstance(entry, ClockCorrection):
        desk = registers.owner(entry.corrected)
        if desk != writer.desk and not is_below(desk, writer.desk, counted):
            return Ignored.NOT_ALLOWED
    return None


def is_below(desk: str, above: str, found: Mapping[str, CountedDesk]) -> bool:
    """Whether a desk was introduced by another one, or by one below that."""
    return above in _ancestors(desk, found)


def _ancestors(desk: str, found: Mapping[str, CountedDesk]) -> Iterator[str]:
    while desk in found and (desk := found[desk].parent):
        yield desk


def _of_the_root(registers: Registers) -> Iterator[Introduction]:
    """The first desk introduces itself, with the key that everybody was given."""
    for introduction in registers.introductions:
        itself = introduction.desk == introduction.chain
        if itself and introduction.public_key == registers.root:
            yield introduction


def _place(introduction: Introduction, stamp: Stamp) -> tuple[Stamp, str, str, Introduction]:
    return stamp, introduction.chain, introduction.entry, introduction


def _border(
    member: CountedDesk, found: Mapping[str, CountedDesk], registers: Registers
) -> Mapping[str, int] | None:
    """The latest revocation by a desk above; those above have been placed before."""
    above = set(_ancestors(member.desk, found))
    counting = [
        revocation
        for revocation in registers.revocations
        if revocation.desk == member.desk
        and (writer := registers.owner(revocation.chain)) in above
        and revocation.seq <= found[writer].last(revocation.chain)
    ]
    latest = max(counting, key=lambda found: (found.stamp, found.chain, found.entry), default=None)
    return latest.lasts if latest else None


_DOOR: Final = frozenset(
    {
        EntryKind.CHAIN_BEGUN,
        EntryKind.DESK_NAMED,
        EntryKind.SCANNED,
        EntryKind.LOOKED,
        EntryKind.PIN_REFUSED,
        EntryKind.LEAD_CALLED,
    }
)
_DESK: Final = _DOOR | {
    EntryKind.UNDONE,
    EntryKind.DELEGATE_CHANGED,
    EntryKind.CODE_ISSUED,
    EntryKind.CODE_REVOKED,
    EntryKind.CODES_RENEWED,
    EntryKind.BADGE_PRINTED,
    EntryKind.BADGE_HANDED_OUT,
    EntryKind.EXPORTED,
    EntryKind.EXPORT_FAILED,
    EntryKind.CARDS_OPENED,
    EntryKind.CALL_ANSWERED,
    EntryKind.CONFLICT_SETTLED,
    EntryKind.WATCH_MATCHED,
    EntryKind.WATCH_CLEARED,
    EntryKind.DELEGATE_MARKED,
}
MAY_WRITE: Final[Mapping[Tier, frozenset[EntryKind]]] = {
    Tier.DOOR: _DOOR,
    Tier.DESK: _DESK,
    Tier.ORGANISER: frozenset(EntryKind),
}
