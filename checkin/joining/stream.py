"""Sealed stream (STREAM construction, AEAD in frames): long data under one key, read piece by piece.

Each frame is sealed with its position, and with whether it is the last one: frames that are moved, cut
off, repeated or taken from another file do not open. After Hoang, Reyhanitabar, Rogaway and Vizár,
"Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance" (2015).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from checkin.keys import NONCE_BYTES, Unopened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FRAME: Final = 65_536  # bytes of plain text in each frame but the last
TAG: Final = 16


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def seal_stream(key: bytes, plain_chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The sealed frames of what the chunks give together. The key must seal nothing else."""
    cipher = ChaCha20Poly1305(key)
    waiting, position = bytearray(), 0
    for chunk in plain_chunks:
        waiting += chunk
        while len(waiting) > FRAME:  # a frame that may be the last one waits
            yield cipher.encrypt(_nonce(position, last=False), bytes(waiting[:FRAME]), None)
            del waiting[:FRAME]
            position += 1
    yield cipher.encrypt(_nonce(position, last=True), bytes(waiting), None)


def open_stream(key: bytes, file: Readable) -> Iterator[bytes]:
    """What was sealed, frame by frame. Raises `Unopened` at a frame that is not as it was written.

    Only after the last frame is it certain that nothing is missing.
    """
    cipher = ChaCha20Poly1305(key)
    frame, position = file.read(FRAME + TAG), 0
    while True:
        following = file.read(FRAME + TAG)
        try:
            yield cipher.decrypt(_nonce(position, last=not following), frame, None)
        except (InvalidTag, ValueError) as error:
            raise Unopened from error
        if not following:
            return
        frame, position = following, position + 1


def _nonce(position: int, *, last: bool) -> bytes:
    return position.to_bytes(NONCE_BYTES - 1, "big") + bytes([last])
