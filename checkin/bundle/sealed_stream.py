"""Sealed stream of a bundle (authenticated encryption of a file): a header, and frames bound to it.

    magic (15) | version (1) | tag (8) | salt (32) | frames

The frames are sealed under a key of this file alone. So a byte that is changed, left out, added or
moved anywhere is found.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING, BinaryIO, Final

from checkin import sealed_frames
from checkin.domain import Tier
from checkin.keys import Unopened
from checkin.sealed_frames import FrameSealer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.keys import KeyRing

MAGIC: Final = b"UKETSUKE-BUNDLE"
VERSION: Final = 1
SALT_BYTES: Final = 32
TAG_BYTES: Final = 8
HEADER_BYTES: Final = len(MAGIC) + 1 + TAG_BYTES + SALT_BYTES
TRANSPORT: Final = b"uketsuke transport 1"
_TAG: Final = b"uketsuke bundle tag 1"
_STREAM: Final = b"uketsuke bundle stream 1"


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
        header = MAGIC + bytes([VERSION]) + _tag(key, salt) + salt
        self._sealer = FrameSealer(_stream_key(key, salt), header)
        file.write(header)

    def write(self, plain: bytes) -> None:
        self._file.write(self._sealer.add(plain))

    def finish(self) -> None:
        self._file.write(self._sealer.finish())


def open_frames(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The plain bytes, frame by frame.

    Raises `BrokenStream`, `ForeignStream` or `NewerStream`; what was yielded before is genuine, but
    only whoever has come to the end knows that all of it was there.
    """
    header = file.read(HEADER_BYTES)
    salt = _salt_of(header, key)
    try:
        yield from sealed_frames.open_frames(_stream_key(key, salt), header, file)
    except Unopened as error:
        raise BrokenStream from error


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


def _stream_key(key: bytes, salt: bytes) -> bytes:
    return hmac.digest(key, _STREAM + salt, "sha256")
