"""What comes from other desks (replication): which entries are genuine, and which are held and why.

An entry is genuine when it is of this event, its id is the hash of its header and of its sections'
hashes, it follows an entry of its chain that is here or comes with it, and its desk has signed it *or
a later entry of the same chain in the same delivery*: each entry names the one before, so that one
signature at the end of a run proves the whole run. Everything else is held: kept aside with the reason,
and tried again when the reason may have gone. Pure functions, without store or clock.
"""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from checkin.journal import entry as entries
from checkin.journal.checks import LARGEST
from checkin.journal.contents import readable
from checkin.journal.corrections import Corrections
from checkin.journal.entry import Altered, Entry, Opened
from checkin.journal.epochs import with_boxes
from checkin.journal.erased import codes_in, lacking, may_lack
from checkin.journal.kinds import KINDS, EntryKind
from checkin.keys import Verifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checkin.domain import Tier
    from checkin.keys import KeyRing, TierKeys


class HeldReason(StrEnum):
    """Why an entry is not taken in (yet)."""

    WRITER_UNKNOWN = "writer_unknown"
    EARLIER_MISSING = "earlier_missing"
    SECTION_MISSING = "section_missing"
    TOO_FAR_AHEAD = "too_far_ahead"
    FORGED = "forged"
    ALTERED = "altered"
    OTHER_EVENT = "other_event"
    NEWER_FORMAT = "newer_format"


# What may be mended by other entries, or by time.
TRIED_AGAIN = frozenset(
    {
        HeldReason.WRITER_UNKNOWN,
        HeldReason.EARLIER_MISSING,
        HeldReason.SECTION_MISSING,
        HeldReason.TOO_FAR_AHEAD,
        HeldReason.FORGED,  # a later entry of its chain may prove it
        HeldReason.NEWER_FORMAT,  # this may be the newer program by now
    }
)


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry, and what can be said of it by itself.

    `altered` says why it is none of this event, or not what its id and its hashes are of.
    """

    entry: Entry
    altered: HeldReason | None
    opened: Opened | HeldReason


@dataclass(frozen=True, slots=True)
class Checks:
    """What was found out about entries before the transaction that takes them in, with which keys.

    `proven` names of each chain the entries that a signature proves, and by which public key.
    """

    checked: Sequence[Checked]
    sealing: Mapping[Tier, TierKeys]
    proven: Mapping[str, tuple[bytes, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks entries one by one, without the store: by the event and the keys of this desk."""

    event: str
    sealing: Mapping[Tier, TierKeys]

    def check(self, entry: Entry) -> Checked:
        try:
            header = entry.header.encode()
        except (ValueError, struct.error):
            header = b""
        if why := self._altered(entry, header):
            return Checked(entry, why, why)
        return Checked(entry, None, self._sound(entry, header))

    def check_all(self, arrived: Iterable[Entry], public: Mapping[str, bytes]) -> Checks:
        """Checks entries, and their signatures by those keys of chains that are known."""
        checked = [self.check(entry) for entry in arrived]
        of_chains: dict[str, dict[str, tuple[Entry, Opened]]] = {}
        for one in checked:
            if one.entry.header.desk in public and isinstance(one.opened, Opened):
                of_chain = of_chains.setdefault(one.entry.header.desk, {})
                of_chain.setdefault(one.entry.id, (one.entry, one.opened))
        proven = {
            chain: (public[chain], frozenset(_proven(_in_order(found), Verifier(public[chain]))))
            for chain, found in of_chains.items()
        }
        return Checks(checked, self.sealing, proven)

    def _altered(self, entry: Entry, encoded: bytes) -> HeldReason | None:
        """Why the entry is none of this event, or its id and hashes are not those of its bytes."""
        header = entry.header
        if header.event != self.event:
            return HeldReason.OTHER_EVENT
        if header.version > entries.VERSION:
            return HeldReason.NEWER_FORMAT
        try:
            tiers = entries.hashed_tiers(entry.hashes)
        except Altered:
            return HeldReason.ALTERED
        for tier, blob in entry.sealed.items():
            if sha256(blob).digest() != tiers.get(tier):
                return HeldReason.ALTERED
        if not encoded or entries.entry_id(encoded, entry.hashes) != entry.id:
            return HeldReason.ALTERED
        if header.seq > LARGEST:
            return HeldReason.ALTERED
        return None if header.kind in KINDS else HeldReason.NEWER_FORMAT

    def _sound(self, entry: Entry, encoded: bytes) -> Opened | HeldReason:
        """The unaltered entry opened, where all that can be seen on it alone is right."""
        try:
            return entries.open_entry(entry, self.sealing, encoded)
        except Altered:
            return HeldReason.ALTERED


@dataclass(frozen=True, slots=True)
class Known:
    """What this desk knows when entries arrive.

    `stored(desk, seq, id)` tells of an entry in the journal which sections are there; None without it.
    """

    desk: str
    root: bytes  # the first desk's public key
    ring: KeyRing
    public: Mapping[str, bytes]  # of each chain whose desk was introduced
    stored: Callable[[str, int, str], frozenset[Tier] | None]
    too_far_ahead: Callable[[entries.Header], bool]
    codes_of: Callable[
        [frozenset[str]], frozenset[str]
    ]  # the forms of people's codes, from the journal
    corrections: Corrections = field(default_factory=Corrections)  # of clocks
    erased: frozenset[str] = frozenset()  # people, and forms of their codes: see `erasing`
    erasers: frozenset[str] = frozenset()  # the chains whose desk may erase


@dataclass(slots=True)
class Arrived:
    """What has arrived, sorted: entries that are sound by themselves, held ones, and repeats."""

    waiting: dict[str, dict[str, tuple[Entry, Opened]]] = field(default_factory=dict)  # by chain
    held: list[tuple[Entry, HeldReason]] = field(default_factory=list)
    signatures: dict[str, list[bytes]] = field(default_factory=dict)  # of further copies, by id
    repeats: int = 0
    fuller: list[Entry] = field(default_factory=list)  # repeats with sections that are missing here
    proven: Mapping[str, tuple[bytes, frozenset[str]]] = field(default_factory=dict)  # see `Checks`

    def add(self, arrived: Iterable[Checked], known: Known) -> None:
        for checked in arrived:
            entry, header = checked.entry, checked.entry.header
            if checked.altered:
                self.held.append((entry, checked.altered))
            elif (stored := known.stored(header.desk, header.seq, entry.id)) is not None:
                self._again(entry, stored)
            elif isinstance(checked.opened, HeldReason):
                self.held.append((entry, checked.opened))
            elif known.too_far_ahead(header):
                self.held.append((entry, HeldReason.TOO_FAR_AHEAD))
            else:
                self._wait(entry, checked.opened, known)

    def _wait(self, entry: Entry, opened: Opened, known: Known) -> None:
        """Of several copies of an entry, none keeps another out: sections and signatures are put together."""
        of_chain = self.waiting.setdefault(entry.header.desk, {})
        if (before := of_chain.get(entry.id)) is None:
            of_chain[entry.id] = entry, opened
            return
        first = before[0]
        if entry.signature != first.signature:
            self.signatures.setdefault(entry.id, []).append(entry.signature)
        if not entry.sealed.keys() <= first.sealed.keys():
            whole = replace(first, sealed={**entry.sealed, **first.sealed})
            of_chain[entry.id] = whole, entries.open_entry(whole, known.ring.sealing)

    def _again(self, entry: Entry, stored: frozenset[Tier]) -> None:
        """An entry that is in the journal: a repeat, or it brings a section that is missing there."""
        self.repeats += 1
        if not entry.sealed.keys() <= stored:
            self.fuller.append(entry)

    def too_far_ahead(self) -> list[Entry]:
        """Those that were held for their clock alone."""
        return [entry for entry, why in self.held if why is HeldReason.TOO_FAR_AHEAD]

    def chains(self) -> set[str]:
        """Whose entries have come, or are expected to be held."""
        return set(self.waiting)

    def expect(self, chains: Iterable[str]) -> None:
        """Of these chains, which are known now, entries may be held."""
        for chain in chains:
            self.waiting.setdefault(chain, {})

    def take(self, known: Known) -> list[tuple[Entry, Opened]]:
        """Takes out what is genuine by the keys known now, each after the one that it follows.

        An entry that came without a section waits, and so does what follows it, unless it is about a
        person who was erased: by an erasure that is here, or by one among these.
        """
        public = dict(known.public)
        for chain, left in self.waiting.items():
            for _, opened in left.values():
                _learn(opened, chain, public, known)
        runs = {
            chain: self._run(chain, public[chain], known)
            for chain in sorted(self.waiting)
            if chain in public
        }
        while waits := _waits(runs, known):
            for chain, first in waits.items():
                self.waiting[chain].update(
                    {entry.id: (entry, opened) for entry, opened in runs[chain][first:]}
                )
                del runs[chain][first:]
        return [pair for run in runs.values() for pair in run]

    def hold_the_rest(self, known: Known) -> None:
        """What is left waits for a section, for an earlier entry, or for its desk's introduction."""
        for chain, left in self.waiting.items():
            for entry, _ in left.values():
                reason = HeldReason.WRITER_UNKNOWN
                if _lacks_section(entry, known):
                    reason = HeldReason.SECTION_MISSING
                elif chain in known.public:
                    reason = HeldReason.EARLIER_MISSING
                self.held.append((entry, reason))

    def _run(self, chain: str, key: bytes, known: Known) -> list[tuple[Entry, Opened]]:
        """Takes out those of a chain that follow what is here, and are proven by a signature."""
        left = self.waiting[chain]
        linked = _linked(left, known)
        by, before = self.proven.get(chain, (b"", frozenset()))
        if by != key:
            before = frozenset()
        verifier = Verifier(key)
        for identifier in self.signatures.keys() & linked.keys():
            entry, opened = linked[identifier]
            signed = entries.signed_bytes(entry.header.encode(), entry.hashes)
            for other in self.signatures[identifier]:
                if verifier.genuine(other, signed):
                    linked[identifier] = replace(entry, signature=other), opened
        proven = _proven(linked, verifier, before)
        for identifier, pair in linked.items():
            del left[identifier]
            if identifier not in proven:
                self.held.append((pair[0], HeldReason.FORGED))
        return [pair for identifier, pair in linked.items() if identifier in proven]


def _lacks_section(entry: Entry, known: Known) -> bool:
    return bool(lacking(entry, known.ring.sealing))


def _waits(runs: Mapping[str, list[tuple[Entry, Opened]]], known: Known) -> dict[str, int]:
    """Chain → the place of the first entry that lacks a section which nobody has erased."""
    without = {
        chain: [place for place, (entry, _) in enumerate(run) if _lacks_section(entry, known)]
        for chain, run in runs.items()
    }
    if not any(without.values()):
        return {}
    opened = _opened_with_newer_keys(runs, known)
    people = _erased_by(opened, known)
    found = {}
    for chain, places in without.items():
        missed = (
            place
            for place in places
            if not may_lack(
                opened[chain][place], lacking(runs[chain][place][0], known.ring.sealing), people
            )
        )
        if (first := next(missed, None)) is not None:
            found[chain] = first
    return found


def _opened_with_newer_keys(
    runs: Mapping[str, list[tuple[Entry, Opened]]], known: Known
) -> dict[str, list[Opened]]:
    """These entries, opened also with keys that come among them.

    An erasure may be sealed with newer keys, which come in the same chain after what was erased: else the
    keys would wait for the erasure, and the erasure for the keys.
    """
    opened = {chain: [entry for _, entry in run] for chain, run in runs.items()}
    ring = known.ring
    while (newer := with_boxes(ring, _boxes(opened, known))) is not ring:
        ring = newer
        opened = {
            chain: [entries.open_entry(entry, ring.sealing) for entry, _ in run]
            for chain, run in runs.items()
        }
    return opened


def _boxes(opened: Mapping[str, list[Opened]], known: Known) -> Iterator[tuple[int, str]]:
    """The epochs and boxes for this desk in entries of organisers' desks."""
    for chain in sorted(known.erasers & opened.keys()):
        for entry in opened[chain]:
            content = readable(entry) if entry.header.kind == EntryKind.KEYS_RENEWED else {}
            if box := content.get("boxes", {}).get(known.desk):
                yield content["epoch"], box


def _erased_by(opened: Mapping[str, list[Opened]], known: Known) -> frozenset[str]:
    """Who was erased before or is by these entries, and the forms of their codes: here, and among these."""
    new = frozenset(
        content["delegate"]
        for chain in known.erasers & opened.keys()
        for entry in opened[chain]
        if entry.header.kind == EntryKind.DELEGATE_ERASED and (content := readable(entry))
    )
    people = known.erased | new | (known.codes_of(new) if new else new)
    every = itertools.chain.from_iterable(opened.values())
    return people | {code for entry in every for code in codes_in(entry, people)}


def _linked(
    left: Mapping[str, tuple[Entry, Opened]], known: Known
) -> dict[str, tuple[Entry, Opened]]:
    """Those that follow an entry that is here, or another of these, in the order of their numbers."""
    linked: dict[str, tuple[Entry, Opened]] = {}
    for identifier, pair in _in_order(left).items():
        header = pair[0].header
        before = header.prev.hex()
        is_first = header.seq == 1 and header.prev == entries.GENESIS
        follows = before in linked and linked[before][0].header.seq == header.seq - 1
        if is_first or follows or known.stored(header.desk, header.seq - 1, before) is not None:
            linked[identifier] = pair
    return linked


def _in_order(
    found: Mapping[str, tuple[Entry, Opened]],
) -> dict[str, tuple[Entry, Opened]]:
    return dict(sorted(found.items(), key=lambda item: (item[1][0].header.seq, item[0])))


def _proven(
    linked: Mapping[str, tuple[Entry, Opened]],
    verifier: Verifier,
    before: frozenset[str] = frozenset(),
) -> set[str]:
    """The ids of those that a signature proves: their own, or that of one which follows them.

    Those that were found so `before` are not looked at again.
    """
    proven = set(before)
    for identifier in reversed(list(linked)):
        entry = linked[identifier][0]
        if identifier not in proven:
            signed = entries.signed_bytes(entry.header.encode(), entry.hashes)
            if not verifier.genuine(entry.signature, signed):
                continue
        proven.add(identifier)
        proven.add(entry.header.prev.hex())
    return proven


def _learn(entry: Opened, chain: str, public: dict[str, bytes], known: Known) -> None:
    """The key of the root, which introduces itself, and that of a desk which begins a new chain."""
    header = entry.header
    if header.seq != 1 or chain in public:
        return
    content = readable(entry)
    if header.kind == EntryKind.DESK_ADDED and content:
        if content["desk"] == chain and content["public_key"] == known.root.hex():
            public[chain] = known.root
    elif header.kind == EntryKind.CHAIN_BEGUN and content and content["desk"] in public:
        public[chain] = public[content["desk"]]
