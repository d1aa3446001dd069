"""Sealed frames open as they were written, or not at all."""

from __future__ import annotations

import io
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.keys import Unopened
from checkin.sealed_frames import FRAME, SEALED_FRAME, TAG, open_frames, seal_frames

KEY, OTHER_KEY = bytes(range(32)), bytes(32)
BOUND = b"what stands before"
SIZES = [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 3 * FRAME + 5]


def sealed(plain: bytes, piece: int = 10_000, key: bytes = KEY) -> bytes:
    pieces = (plain[start : start + piece] for start in range(0, len(plain), piece))
    return b"".join(seal_frames(key, BOUND, pieces))


def opened(data: bytes, bound: bytes = BOUND) -> bytes:
    return b"".join(open_frames(KEY, bound, io.BytesIO(data)))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", [1_000, FRAME, 10 * FRAME])
def test_what_was_sealed_opens_whatever_pieces_it_came_in(size: int, piece: int) -> None:
    plain = bytes(size)
    data = sealed(plain, piece)
    assert opened(data) == plain
    assert len(data) == size + TAG * max(1, -(-size // FRAME))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("missing", [1, TAG, TAG + 1, SEALED_FRAME])
def test_what_is_cut_off_is_missed(size: int, missing: int) -> None:
    data = sealed(bytes(size))
    with pytest.raises(Unopened):
        opened(data[:-missing])


@pytest.mark.parametrize("size", SIZES)
def test_what_is_added_is_seen(size: int) -> None:
    data = sealed(bytes(size))
    for added in (b"\0", data[:SEALED_FRAME], sealed(b"")):
        with pytest.raises(Unopened):
            opened(data + added)


def test_frames_of_another_place_or_key_do_not_open() -> None:
    data, other = sealed(bytes(2 * FRAME + 9)), sealed(bytes(2 * FRAME + 9), key=OTHER_KEY)
    size = SEALED_FRAME
    frames = [data[:size], data[size : 2 * size], data[2 * size :]]
    for order in permutations(frames):
        if list(order) != frames:
            with pytest.raises(Unopened):
                opened(b"".join(order))
    with pytest.raises(Unopened):
        opened(data[:size] + other[size:])


def test_frames_that_follow_something_else_do_not_open() -> None:
    with pytest.raises(Unopened):
        opened(sealed(bytes(FRAME + 1)), BOUND + b"!")


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(1, 255))
def test_a_byte_that_was_changed_is_seen(plain: bytes, place: int, change: int) -> None:
    data = bytearray(sealed(plain))
    data[place % len(data)] ^= change
    with pytest.raises(Unopened):
        opened(bytes(data))
