"""Wire format (serialisation): the bytes in which an entry travels in bundles and invitations.

A section that is not sent is left out; the hashes of the header tell that it was written.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from checkin.journal import entry as entries
from checkin.journal.clock import Stamp
from checkin.journal.entry import TIERS, Altered, Entry, Header

if TYPE_CHECKING:
    from checkin.domain import Tier

_FIXED: Final = struct.Struct(">16s16sQqIqHH32s")  # the last two: length of the kind, and `prev`
_SIZE: Final = struct.Struct(">I")
LARGEST: Final = 4_000_000  # bytes of an entry; a picture of this size has never been in one
_SIGNATURE: Final = 64


def encode(entry: Entry) -> bytes:
    """Event, desk, number, stamp, wall clock, version, `prev`, kind, hashes, signature, sections.

    A section is its tier (one byte) and its bytes; lengths are four bytes, big endian.
    """
    header = entry.header
    kind = header.kind.encode("ascii")
    fixed = _FIXED.pack(
        bytes.fromhex(header.event),
        bytes.fromhex(header.desk),
        header.seq,
        header.stamp.ms,
        header.stamp.counter,
        header.wall,
        header.version,
        len(kind),
        header.prev,
    )
    parts = [fixed, kind, _sized(entry.hashes), _sized(entry.signature)]
    for index, tier in enumerate(TIERS):
        if tier in entry.sealed:
            parts += [bytes([index]), _sized(entry.sealed[tier])]
    return b"".join(parts)


def decode(data: bytes) -> Entry:
    """The entry of `encode`. Raises `Altered` for anything else; genuine it need not be."""
    try:
        return _decode(data)
    except (struct.error, UnicodeDecodeError, IndexError, OverflowError) as error:
        raise Altered from error


def cut(entry: Entry, tier: Tier) -> Entry:
    """The entry with the sections that a desk of this tier may read."""
    readable = readable_tiers(tier)
    sealed = {of: blob for of, blob in entry.sealed.items() if of in readable}
    return Entry(entry.header, entry.id, entry.hashes, entry.signature, sealed)


def readable_tiers(tier: Tier) -> tuple[Tier, ...]:
    """The tiers whose sections a desk of this tier may read: its own and those below."""
    return TIERS[: TIERS.index(tier) + 1]


def _sized(part: bytes) -> bytes:
    return _SIZE.pack(len(part)) + part


def _decode(data: bytes) -> Entry:
    event, desk, seq, ms, counter, wall, version, kind_length, prev = _FIXED.unpack_from(data)
    at = _FIXED.size
    kind, at = data[at : at + kind_length].decode("ascii"), at + kind_length
    hashes, at = _take(data, at)
    signature, at = _take(data, at)
    sealed: dict[Tier, bytes] = {}
    while at < len(data):
        tier = TIERS[data[at]]
        if tier in sealed:
            raise Altered
        sealed[tier], at = _take(data, at + 1)
    if len(signature) != _SIGNATURE or len(kind) != kind_length:
        raise Altered
    header = Header(event.hex(), desk.hex(), seq, Stamp(ms, counter), wall, kind, version, prev)
    return Entry(header, entries.entry_id(header.encode(), hashes), hashes, signature, sealed)


def _take(data: bytes, at: int) -> tuple[bytes, int]:
    (size,) = _SIZE.unpack_from(data, at)
    start = at + _SIZE.size
    if start + size > len(data):
        raise Altered
    return data[start : start + size], start + size
