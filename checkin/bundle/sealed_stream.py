"""Sealed stream (authenticated encryption of a file, STREAM): position and end are bound.

    magic (15) | version (1) | tag (8) | salt (32) | frames

All frames are 64 KiB but the last, which is at most that. Each is sealed with ChaCha20-Poly1305 under
a key of this file alone; its nonce holds its number and whether it is the last one, and the header is
bound to it. So a byte that is changed, left out, added or moved anywhere is found.
"""

from __future__ import annotations

import hmac
import secrets
import struct
from typing import TYPE_CHECKING, BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from checkin.domain import Tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.keys import KeyRing

MAGIC: Final = b"UKETSUKE-BUNDLE"
VERSION: Final = 1
SALT_BYTES: Final = 32
TAG_BYTES: Final = 8
HEADER_BYTES: Final = len(MAGIC) + 1 + TAG_BYTES + SALT_BYTES
SEALED_FRAME: Final = 65_536
FRAME: Final = SEALED_FRAME - 16  # Poly1305's tag
TRANSPORT: Final = b"uketsuke transport 1"
_TAG: Final = b"uketsuke bundle tag 1"
_STREAM: Final = b"uketsuke bundle stream 1"
_NONCE: Final = struct.Struct(">7xI?")  # the frame's number, and whether it is the last


class BrokenStream(Exception):
    """It is no sealed stream, is not whole, or has been altered."""


class ForeignStream(Exception):
    """It is sealed with the key of another event."""


class NewerStream(Exception):
    """Its format is one of a newer program."""


def transport_key(ring: KeyRing) -> bytes:
    """The key that seals what desks of this event carry to each other.

    It follows from the first key that all of them have, and so is the same when newer keys have come:
    a desk that has not got these yet must be able to read the bundle that brings them.
    """
    return hmac.digest(ring.sealing[Tier.DOOR].by_epoch[0], TRANSPORT, "sha256")


class SealedWriter:
    """Writes a stream. Without `finish` it is none."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        salt = secrets.token_bytes(SALT_BYTES)
        self._header = MAGIC + bytes([VERSION]) + _tag(key, salt) + salt
        self._cipher = _cipher(key, salt)
        self._waiting = bytearray()
        self._frames = 0
        file.write(self._header)

    def write(self, plain: bytes) -> None:
        self._waiting += plain
        while len(self._waiting) > FRAME:  # a full one may be the last
            self._seal(bytes(self._waiting[:FRAME]), last=False)
            del self._waiting[:FRAME]

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        nonce = _NONCE.pack(self._frames, last)
        self._file.write(self._cipher.encrypt(nonce, plain, self._header))
        self._frames += 1


def open_frames(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The plain bytes, frame by frame.

    Raises `BrokenStream`, `ForeignStream` or `NewerStream`; what was yielded before is genuine, but
    only whoever has come to the end knows that all of it was there.
    """
    header = file.read(HEADER_BYTES)
    salt = _salt_of(header, key)
    cipher = _cipher(key, salt)
    number, sealed = 0, file.read(SEALED_FRAME)
    while True:
        following = file.read(SEALED_FRAME)
        try:
            yield cipher.decrypt(_NONCE.pack(number, not following), sealed, header)
        except InvalidTag as error:
            raise BrokenStream from error
        if not following:
            return
        number, sealed = number + 1, following


def _salt_of(header: bytes, key: bytes) -> bytes:
    version_at = len(MAGIC)
    if len(header) < HEADER_BYTES or not header.startswith(MAGIC):
        raise BrokenStream
    if header[version_at] > VERSION:
        raise NewerStream
    if header[version_at] < VERSION:
        raise BrokenStream
    tag, salt = header[version_at + 1 : -SALT_BYTES], header[-SALT_BYTES:]
    if not hmac.compare_digest(tag, _tag(key, salt)):
        raise ForeignStream
    return salt


def _tag(key: bytes, salt: bytes) -> bytes:
    """Another one in each file: without the key nobody sees that two files are of one event."""
    return hmac.digest(key, _TAG + salt, "sha256")[:TAG_BYTES]


def _cipher(key: bytes, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(hmac.digest(key, _STREAM + salt, "sha256"))
