"""Journal entry (log record): a header that anybody may read, and up to three sealed sections.

The header holds event, desk, sequence number, clock, kind, the hash of the previous entry of the
same desk and the hash of the body; the desk signs it. The hash of the body covers the hashes of the
sections, so that a section can be withheld or erased and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import Tier
from checkin.keys import KeyMissing, TierKeys, Unopened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.journal.clock import Stamp
    from checkin.journal.kinds import Section

MAGIC: Final = b"UKETSUKE-ENTRY-1"
VERSION: Final = 1  # format of the bodies
GENESIS: Final = bytes(32)
HASH_BYTES: Final = 32
_ID_DIGITS: Final = 32
PADDED: Final = 64  # a section's JSON is a multiple of so many bytes
TIERS: Final = (Tier.DOOR, Tier.DESK, Tier.ORGANISER)
_ORDER: Final = {tier: index for index, tier in enumerate(TIERS)}
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_READ: Final = json.JSONDecoder()
_LAYOUT: Final = struct.Struct(">16s16sQqIqH")


class Altered(Exception):
    """A sealed section does not open, or its hash is not the signed one."""


@dataclass(frozen=True, slots=True)
class Header:
    """`wall` is the desk's wall clock for display; `stamp` decides the order."""

    event: str
    desk: str
    seq: int
    stamp: Stamp
    wall: int
    kind: str
    version: int
    prev: bytes

    def encode(self) -> bytes:
        """Serialises the header: it is bound to the sections, and signed with the hash of the body.

        Raises ValueError where an id or hash has another length: other fields would have the same bytes.
        """
        if len(self.event) != _ID_DIGITS or len(self.desk) != _ID_DIGITS:
            raise ValueError(self.desk)
        if len(self.prev) != HASH_BYTES:
            raise ValueError(self.prev)
        fixed = _LAYOUT.pack(
            bytes.fromhex(self.event),
            bytes.fromhex(self.desk),
            self.seq,
            self.stamp.ms,
            self.stamp.counter,
            self.wall,
            self.version,
        )
        return MAGIC + fixed + self.prev + self.kind.encode("ascii")


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole entry as stored and exchanged. `hashes` is one tier byte and one hash per section."""

    header: Header
    id: str
    hashes: bytes
    signature: bytes
    sealed: Mapping[Tier, bytes]


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a desk, remembered outside the database to notice that entries went missing."""

    desk: str
    seq: int
    entry: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry with its readable sections decrypted. What is in them, `contents.content_of` says."""

    header: Header
    id: str
    sections: Mapping[Tier, Section]


def signed_bytes(header: bytes, hashes: bytes) -> bytes:
    return header + hashlib.sha256(hashes).digest()


def entry_id(header: bytes, hashes: bytes) -> str:
    """The id of an entry: the hash of all that is signed."""
    return hashlib.sha256(signed_bytes(header, hashes)).hexdigest()


def seal(
    header: bytes, sections: Mapping[Tier, Section], keys: Mapping[Tier, TierKeys]
) -> dict[Tier, bytes]:
    """Encrypts each section with its tier's key, bound to the header."""
    return {
        tier: keys[tier].seal(_to_bytes(sections[tier]), header + bytes([_ORDER[tier]]))
        for tier in TIERS
        if tier in sections
    }


def hash_sections(sealed: Mapping[Tier, bytes]) -> bytes:
    return b"".join(
        bytes([_ORDER[tier]]) + hashlib.sha256(blob).digest() for tier, blob in sealed.items()
    )


def hashed_tiers(hashes: bytes) -> dict[Tier, bytes]:
    """Tier → hash of its section. Raises `Altered` where the list of hashes is malformed."""
    size = HASH_BYTES + 1
    if len(hashes) % size:
        raise Altered
    try:
        return {
            TIERS[hashes[start]]: hashes[start + 1 : start + size]
            for start in range(0, len(hashes), size)
        }
    except IndexError:
        raise Altered from None


def open_entry(entry: Entry, keys: Mapping[Tier, TierKeys], encoded: bytes = b"") -> Opened:
    """Decrypts the sections whose keys are held. Raises `Altered`.

    What opens was written by a desk of the event; a section that is no JSON object is empty here.
    `encoded` is the header's bytes, where they are at hand.
    """
    header = encoded or entry.header.encode()
    sections: dict[Tier, Section] = {}
    for tier, blob in entry.sealed.items():
        key = keys.get(tier)
        if key is None:
            continue
        try:
            plain = key.open(blob, header + bytes([_ORDER[tier]]))
        except KeyMissing:
            continue  # like a section of a tier that this desk may not read
        except Unopened as error:
            raise Altered from error
        sections[tier] = _from_bytes(plain)
    return Opened(entry.header, entry.id, sections)


def _from_bytes(plain: bytes) -> Section:
    try:
        section = _READ.decode(plain.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return {}
    return section if isinstance(section, dict) else {}


def _to_bytes(section: Section) -> bytes:
    """JSON, padded with spaces: its size is not to say whether somebody was admitted, or has a long name."""
    plain = _JSON.encode(section).encode()
    return plain.ljust(-(-len(plain) // PADDED) * PADDED)
