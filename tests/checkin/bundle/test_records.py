"""Records in a sealed stream: only a whole sequence, with its end, is read."""

from __future__ import annotations

import contextlib
import hashlib
import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.bundle.records import END, ENTRY, LEAST, STATEMENT, padded, read_records
from checkin.bundle.sealed_stream import BrokenStream, SealedWriter
from checkin.sync import SignedStatement

KEY = bytes(32)
STATED = SignedStatement("0a" * 16, b"{}", bytes(64))
BODY = bytes.fromhex(STATED.desk) + STATED.signature + STATED.body


def record(kind: int, body: bytes) -> bytes:
    return struct.pack(">BI", kind, len(body)) + body


def ended(records: bytes, entries: int = 0) -> bytes:
    return records + record(END, struct.pack(">Q", entries) + hashlib.sha256(records).digest())


def read(plain: bytes) -> list[object]:
    file = io.BytesIO()
    writer = SealedWriter(file, KEY)
    writer.write(plain)
    writer.finish()
    file.seek(0)
    return list(read_records(file, KEY))


def test_a_sequence_with_its_end_is_read() -> None:
    assert read(ended(b"")) == []
    assert read(ended(record(STATEMENT, BODY) * 2) + bytes(100)) == [STATED, STATED]


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        record(STATEMENT, BODY),  # no end
        ended(record(STATEMENT, BODY), entries=1),  # another count
        ended(record(STATEMENT, BODY))[:-1] + b"x",  # another hash
        ended(record(STATEMENT, BODY)) + b"\0\1",  # something follows
        ended(record(STATEMENT, BODY[:50])),
        ended(record(ENTRY, b"no entry"), entries=1),
        ended(record(9, b"of another type")),
        record(STATEMENT, BODY) + struct.pack(">BI", ENTRY, 2**32 - 1),  # larger than any entry
        record(END, b""),
    ],
)
def test_anything_else_is_broken(plain: bytes) -> None:
    with pytest.raises(BrokenStream):
        read(plain)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_broken(plain: bytes) -> None:
    with contextlib.suppress(BrokenStream):
        read(plain)


@given(st.integers(0, 2_000_000_000))
def test_a_size_is_rounded_up_by_an_eighth_at_most(size: int) -> None:
    assert size <= padded(size) <= max(LEAST, size * 9 / 8)
    assert padded(padded(size)) == padded(size)
