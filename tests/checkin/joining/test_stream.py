"""A sealed stream opens as it was written, or not at all."""

from __future__ import annotations

import io
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.joining.stream import FRAME, TAG, open_stream, seal_stream
from checkin.keys import Unopened

KEY, OTHER_KEY = bytes(range(32)), bytes(32)
SIZES = [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 3 * FRAME + 5]


def sealed(plain: bytes, piece: int = 10_000, key: bytes = KEY) -> bytes:
    pieces = (plain[start : start + piece] for start in range(0, len(plain), piece))
    return b"".join(seal_stream(key, pieces))


def opened(data: bytes) -> bytes:
    return b"".join(open_stream(KEY, io.BytesIO(data)))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", [1_000, FRAME, 10 * FRAME])
def test_what_was_sealed_opens_whatever_pieces_it_came_in(size: int, piece: int) -> None:
    plain = bytes(size)
    data = sealed(plain, piece)
    assert opened(data) == plain
    assert len(data) == size + TAG * max(1, -(-size // FRAME))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("missing", [1, TAG, TAG + 1, FRAME + TAG])
def test_what_is_cut_off_is_missed(size: int, missing: int) -> None:
    data = sealed(bytes(size))
    with pytest.raises(Unopened):
        opened(data[:-missing])


@pytest.mark.parametrize("size", SIZES)
def test_what_is_added_is_seen(size: int) -> None:
    data = sealed(bytes(size))
    for added in (b"\0", data[: FRAME + TAG], sealed(b"")):
        with pytest.raises(Unopened):
            opened(data + added)


def test_frames_of_another_place_or_key_do_not_open() -> None:
    data, other = sealed(bytes(2 * FRAME + 9)), sealed(bytes(2 * FRAME + 9), key=OTHER_KEY)
    size = FRAME + TAG
    frames = [data[:size], data[size : 2 * size], data[2 * size :]]
    for order in permutations(frames):
        if list(order) != frames:
            with pytest.raises(Unopened):
                opened(b"".join(order))
    with pytest.raises(Unopened):
        opened(data[:size] + other[size:])


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(1, 255))
def test_a_byte_that_was_changed_is_seen(plain: bytes, place: int, change: int) -> None:
    data = bytearray(sealed(plain))
    data[place % len(data)] ^= change
    with pytest.raises(Unopened):
        opened(bytes(data))
