"""Sealed frames (STREAM construction, AEAD in frames): long data under one key, read piece by piece.

Each frame is sealed with its position, with whether it is the last one, and with what stands before
the first: frames that are moved, cut off, repeated or taken from another file do not open. After
Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance" (2015).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from checkin.keys import Unopened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEALED_FRAME: Final = 65_536  # bytes of each frame but the last
TAG: Final = 16
FRAME: Final = SEALED_FRAME - TAG  # bytes of plain text in it
_NONCE: Final = struct.Struct(">7xI?")  # the frame's number, and whether it is the last


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class FrameSealer:
    """Seals what is added, frame by frame. The key must seal nothing else; `bound` stands before the frames."""

    def __init__(self, key: bytes, bound: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)
        self._bound = bound
        self._waiting = bytearray()
        self._frames = 0

    def add(self, plain: bytes) -> bytes:
        """The frames that are full by now. One that may be the last waits."""
        self._waiting += plain
        sealed = bytearray()
        while len(self._waiting) > FRAME:
            sealed += self._seal(bytes(self._waiting[:FRAME]), last=False)
            del self._waiting[:FRAME]
        return bytes(sealed)

    def finish(self) -> bytes:
        """The last frame. Without it nothing was sealed."""
        return self._seal(bytes(self._waiting), last=True)

    def _seal(self, plain: bytes, *, last: bool) -> bytes:
        sealed = self._cipher.encrypt(_NONCE.pack(self._frames, last), plain, self._bound)
        self._frames += 1
        return sealed


def seal_frames(key: bytes, bound: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The sealed frames of what the chunks give together. See `FrameSealer`."""
    sealer = FrameSealer(key, bound)
    yield from map(sealer.add, chunks)
    yield sealer.finish()


def open_frames(key: bytes, bound: bytes, file: Readable) -> Iterator[bytes]:
    """What was sealed, frame by frame. Raises `Unopened` at a frame that is not as it was written.

    What was yielded before is genuine; only after the last frame is it certain that nothing is missing.
    """
    cipher = ChaCha20Poly1305(key)
    number, sealed = 0, file.read(SEALED_FRAME)
    while True:
        following = file.read(SEALED_FRAME)
        try:
            yield cipher.decrypt(_NONCE.pack(number, not following), sealed, bound)
        except (InvalidTag, ValueError) as error:
            raise Unopened from error
        if not following:
            return
        number, sealed = number + 1, following
