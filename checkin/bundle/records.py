"""Records (container format): statements and entries one after the other in a sealed stream.

A record is its type (one byte), its size (four bytes, big endian) and its bytes. The last one holds
the number of entries and the hash of all records before it; zeros follow, so that the size of a file
says little of what is in it.
"""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, BinaryIO, Final

from checkin.bundle.sealed_stream import BrokenStream, SealedWriter, open_frames
from checkin.journal import wire
from checkin.journal.entry import Altered, Entry
from checkin.sync import SignedStatement, statement

if TYPE_CHECKING:
    from collections.abc import Iterator

STATEMENT: Final = 1
ENTRY: Final = 2
END: Final = 3
LEAST: Final = 4_096  # bytes of plain text: the smallest bundles do not tell one scan from three
_START: Final = struct.Struct(">BI")
_DESK: Final = 16
_SIGNATURE: Final = 64
_MOST: Final = {STATEMENT: _DESK + _SIGNATURE + statement.LONGEST, ENTRY: wire.LARGEST, END: 40}
_LARGEST_NUMBER: Final = 2**63 - 1  # that a database holds
_COUNT: Final = struct.Struct(">Q")


class RecordWriter:
    """Writes records. Without `finish` nobody reads them."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._stream = SealedWriter(file, key)
        self._hash = hashlib.sha256()
        self.entries = 0
        self.size = 0

    def put_statement(self, signed: SignedStatement) -> None:
        self._put(STATEMENT, bytes.fromhex(signed.desk) + signed.signature + signed.body)

    def put_entry(self, entry: Entry) -> None:
        self._put(ENTRY, wire.encode(entry))
        self.entries += 1

    def finish(self) -> None:
        self._put(END, _COUNT.pack(self.entries) + self._hash.digest())
        self._stream.write(bytes(padded(self.size) - self.size))
        self._stream.finish()

    def _put(self, kind: int, body: bytes) -> None:
        record = _START.pack(kind, len(body)) + body
        self._stream.write(record)
        self._hash.update(record)
        self.size += len(record)


def padded(size: int) -> int:
    """A size that up to an eighth of all sizes share (Padmé): its last bits are zero."""
    if size <= LEAST:
        return LEAST
    bits = size.bit_length() - 1
    rounded = (1 << (bits - bits.bit_length())) - 1
    return (size + rounded) & ~rounded


def read_records(file: BinaryIO, key: bytes) -> Iterator[SignedStatement | Entry]:
    """The records in their order.

    Raises what `open_frames` raises. Only whoever has come to the end knows that nothing is missing.
    """
    plain = _PlainBytes(open_frames(file, key))
    digest, entries = hashlib.sha256(), 0
    while True:
        start = plain.take(_START.size)
        kind, size = _START.unpack(start)
        if size > _MOST.get(kind, 0):
            raise BrokenStream
        body = plain.take(size)
        if kind == END:
            break
        digest.update(start + body)
        entries += kind == ENTRY
        yield _decoded(kind, body)
    if body != _COUNT.pack(entries) + digest.digest() or not plain.ends_with_zeros():
        raise BrokenStream


def _decoded(kind: int, body: bytes) -> SignedStatement | Entry:
    if kind == ENTRY:
        try:
            entry = wire.decode(body)
        except Altered as error:
            raise BrokenStream from error
        if not 0 < entry.header.seq <= _LARGEST_NUMBER:
            raise BrokenStream
        return entry
    if len(body) < _DESK + _SIGNATURE:
        raise BrokenStream
    signature, stated = body[_DESK : _DESK + _SIGNATURE], body[_DESK + _SIGNATURE :]
    return SignedStatement(body[:_DESK].hex(), stated, signature)


class _PlainBytes:
    """The bytes of all frames as one sequence."""

    def __init__(self, frames: Iterator[bytes]) -> None:
        self._frames = frames
        self._here = b""
        self._at = 0

    def take(self, size: int) -> bytes:
        """So many bytes. Raises `BrokenStream` where there are fewer."""
        while len(self._here) - self._at < size:
            frame = next(self._frames, None)
            if frame is None:
                raise BrokenStream
            self._here, self._at = self._here[self._at :] + frame, 0
        self._at += size
        return self._here[self._at - size : self._at]

    def ends_with_zeros(self) -> bool:
        left = [self._here[self._at :], *self._frames]
        return not any(map(any, left))
