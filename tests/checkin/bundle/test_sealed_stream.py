"""The sealed stream: any data comes back, and nothing else does."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checkin import keys
from checkin.bundle.sealed_stream import (
    HEADER_BYTES,
    MAGIC,
    BrokenStream,
    ForeignStream,
    NewerStream,
    SealedWriter,
    open_frames,
    transport_key,
)
from checkin.domain import Tier
from checkin.keys import TierKeys
from checkin.sealed_frames import FRAME, SEALED_FRAME

KEY = bytes(range(32))
BAD = (BrokenStream, ForeignStream, NewerStream)
LENGTHS = st.sampled_from([0, 1, 100, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 2 * FRAME + 7])


def sealed(*parts: bytes) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, KEY)
    for part in parts:
        writer.write(part)
    writer.finish()
    return file.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(open_frames(io.BytesIO(data), key))


def plain(length: int) -> bytes:
    return (bytes(range(251)) * (length // 251 + 1))[:length]


@given(st.lists(st.binary(max_size=300)))
def test_any_data_comes_back(parts: list[bytes]) -> None:
    assert opened(sealed(*parts)) == b"".join(parts)


@given(LENGTHS)
@example(FRAME)
def test_lengths_about_a_frame_come_back(length: int) -> None:
    data = sealed(plain(length))
    assert opened(data) == plain(length)
    frames = max(1, -(-length // FRAME))
    assert len(data) == HEADER_BYTES + length + frames * (SEALED_FRAME - FRAME)


@given(LENGTHS, st.data())
def test_a_stream_that_is_cut_anywhere_is_broken(length: int, data: st.DataObject) -> None:
    whole = sealed(plain(length))
    borders = range(HEADER_BYTES, len(whole), SEALED_FRAME)
    cut = data.draw(st.integers(0, len(whole) - 1) | st.sampled_from(borders))
    with pytest.raises(BrokenStream):
        opened(whole[:cut])


@given(LENGTHS, st.binary(min_size=1, max_size=100))
def test_what_is_appended_is_found(length: int, more: bytes) -> None:
    with pytest.raises(BrokenStream):
        opened(sealed(plain(length)) + more)


def test_every_flipped_byte_is_found() -> None:
    whole = sealed(plain(1_000))
    for at in range(len(whole)):
        altered = bytearray(whole)
        altered[at] ^= 1 << at % 8
        with pytest.raises(BAD):
            opened(bytes(altered))


def test_frames_that_change_places_or_come_twice_are_found() -> None:
    whole = sealed(plain(3 * FRAME))
    frames = [
        whole[start : start + SEALED_FRAME]
        for start in range(HEADER_BYTES, len(whole), SEALED_FRAME)
    ]
    first, second, third = frames
    for order in ((second, first, third), (first, second, second), (first, third), (third,)):
        with pytest.raises(BrokenStream):
            opened(whole[:HEADER_BYTES] + b"".join(order))


def test_a_frame_of_another_stream_does_not_fit() -> None:
    mine, other = sealed(plain(10)), sealed(plain(10))
    with pytest.raises(BrokenStream):
        opened(mine[:HEADER_BYTES] + other[HEADER_BYTES:])


def test_another_event_s_stream_is_told_from_a_broken_one() -> None:
    with pytest.raises(ForeignStream):
        opened(sealed(b"x"), key=bytes(32))


def test_a_newer_program_s_stream_is_told_from_a_broken_one() -> None:
    whole = bytearray(sealed(b"x"))
    whole[len(MAGIC)] += 1
    with pytest.raises(NewerStream):
        opened(bytes(whole))


def test_two_streams_of_one_event_have_nothing_in_common_but_the_format() -> None:
    first, second = sealed(b"x"), sealed(b"x")
    start = len(MAGIC) + 1
    assert first[:start] == second[:start]
    assert first[start : start + 8] != second[start : start + 8]
    assert first[HEADER_BYTES:] != second[HEADER_BYTES:]


def test_the_key_stays_the_same_when_newer_keys_have_come() -> None:
    ring = keys.new_ring()
    before = transport_key(ring)
    door = ring.sealing[Tier.DOOR]
    newer = {**ring.sealing, Tier.DOOR: TierKeys({**door.by_epoch, 1: bytes(32)})}
    after = keys.KeyRing(newer, ring.signer, ring.box, ring.code_key)
    assert transport_key(after) == before
    assert transport_key(keys.new_ring()) != before
