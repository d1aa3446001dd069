"""Envelope of an invitation (sealed container): for one machine, or for whoever has the one-time code.

A start that tells what the file is and how its key is locked, and a sealed stream of records. Outside one
sees a size, and for which desk's keys it was sealed.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from checkin import keys
from checkin.errors import BadInvitation, WrongPassphrase
from checkin.keys import KEY_BYTES, BoxKey, Slot, Unopened
from checkin.language import mark
from checkin.sealed_frames import open_frames, seal_frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checkin.sealed_frames import Readable

MAGIC: Final = b"UKETSUKE-INVITE"
FORMAT: Final = 1
CONTEXT: Final = b"uketsuke invitation 1"
LARGEST_RECORD: Final = 8_000_000
CODE_SLOT: Final = "recovery"  # letters of the same alphabet, typed in groups or without
_START: Final = struct.Struct(">15sBBH")  # magic, format, lock, and the bytes of the lock
_SLOT: Final = struct.Struct(">16sIIB")  # salt, memory, iterations, lanes
_SIZE: Final = struct.Struct(">I")
_CHECKSUM: Final = 8
_ID: Final = 16
_MOST_LANES: Final = 16


class Lock(IntEnum):
    MACHINE = 1
    CODE = 2


@dataclass(frozen=True, slots=True)
class Sealed:
    """The start of an invitation. `desk` is empty where a code opens it."""

    start: bytes
    lock: Lock
    locked: bytes

    @property
    def desk(self) -> str:
        return self.locked[:_ID].hex() if self.lock is Lock.MACHINE else ""

    def open_by_machine(self, box: BoxKey) -> bytes:
        """The key of the stream. Raises `BadInvitation`."""
        desk, sealed = self.locked[:_ID], self.locked[_ID:]
        try:
            return _stream_key(box.open(sealed, CONTEXT + desk), self.start)
        except Unopened as error:
            raise damaged() from error

    def open_by_code(self, code: str) -> bytes:
        """The key of the stream. Raises `WrongPassphrase`, and `BadInvitation` for a lock that is none."""
        try:
            salt, memory, iterations, lanes = _SLOT.unpack_from(self.locked)
        except struct.error as error:
            raise damaged() from error
        bounded = (
            0 < lanes <= _MOST_LANES
            and 8 * lanes <= memory <= keys.MOST_MEMORY_KIB
            and 0 < iterations <= keys.MOST_ITERATIONS
        )
        if not bounded:
            raise damaged()
        slot = Slot(CODE_SLOT, salt, memory, iterations, lanes, self.locked[_SLOT.size :])
        try:
            return _stream_key(keys.unwrap(slot, code), self.start)
        except Unopened as error:
            raise WrongPassphrase(mark("The code is wrong. Nothing was changed.")) from error


def seal_for_machine(desk: str, box_key: bytes, records: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a file that only the machine with that box key opens.

    Raises `ValueError` for a public key that is none, at once.
    """
    secret, identifier = secrets.token_bytes(KEY_BYTES), bytes.fromhex(desk)
    locked = identifier + keys.seal_for(box_key, secret, CONTEXT + identifier)
    return _file(Lock.MACHINE, locked, secret, records)


def seal_with_code(code: str, records: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a file that the code opens."""
    secret = secrets.token_bytes(KEY_BYTES)
    slot = keys.wrap(secret, code, CODE_SLOT)
    start = _SLOT.pack(slot.salt, slot.memory_kib, slot.iterations, slot.lanes)
    return _file(Lock.CODE, start + slot.wrapped, secret, records)


def read_start(file: Readable) -> Sealed:
    """The start of an invitation, up to its stream. Raises `BadInvitation`."""
    fixed = file.read(_START.size)
    if len(fixed) < _START.size:
        raise damaged()
    magic, version, lock, size = _START.unpack(fixed)
    if magic != MAGIC:
        raise damaged()
    if version > FORMAT:
        raise newer()
    locked, checksum = file.read(size), file.read(_CHECKSUM)
    if len(locked) != size or checksum != _checksum(fixed + locked) or lock not in list(Lock):
        raise damaged()
    return Sealed(fixed + locked, Lock(lock), locked)


def records_of(key: bytes, file: Readable) -> Iterator[bytes]:
    """The records of an invitation. Raises `BadInvitation`; see `open_frames` for when it is whole."""
    waiting = bytearray()
    chunks = open_frames(key, b"", file)
    while True:
        try:
            chunk = next(chunks, None)
        except (Unopened, OSError) as error:
            raise damaged() from error
        if chunk is None:
            break
        waiting += chunk
        yield from _cut_off(waiting)
    if waiting:
        raise damaged()


def damaged() -> BadInvitation:
    return BadInvitation(mark("This is not an invitation, or it is damaged. Ask for a new copy."))


def newer() -> BadInvitation:
    return BadInvitation(
        mark("This invitation was made by a newer Uketsuke. Install that one here, too.")
    )


def _file(lock: Lock, locked: bytes, secret: bytes, records: Iterable[bytes]) -> Iterator[bytes]:
    start = _START.pack(MAGIC, FORMAT, lock, len(locked)) + locked
    return _parts(start, seal_frames(_stream_key(secret, start), b"", map(_sized, records)))


def _parts(start: bytes, stream: Iterator[bytes]) -> Iterator[bytes]:
    yield start + _checksum(start)
    yield from stream


def _cut_off(waiting: bytearray) -> Iterator[bytes]:
    """Takes the whole records off the front."""
    at = 0
    while len(waiting) - at >= _SIZE.size:
        (size,) = _SIZE.unpack_from(waiting, at)
        if size > LARGEST_RECORD:
            raise damaged()
        end = at + _SIZE.size + size
        if end > len(waiting):
            break
        yield bytes(waiting[at + _SIZE.size : end])
        at = end
    del waiting[:at]


def _sized(record: bytes) -> bytes:
    return _SIZE.pack(len(record)) + record


def _stream_key(secret: bytes, start: bytes) -> bytes:
    """Bound to the start of the file: what opens it has been read as it was written."""
    return hmac.digest(secret, CONTEXT + start, "sha256")


def _checksum(start: bytes) -> bytes:
    """Tells a damaged file from a wrong code; what protects is the seal."""
    return hashlib.sha256(start).digest()[:_CHECKSUM]
