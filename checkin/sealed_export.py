"""Sealed exports (password-based encryption of a file): a list that opens with a passphrase of its own.

    magic (15) | format (1) | salt (16), memory, iterations, lanes of Argon2id | wrapped key (60) | frames

The frames hold the list as the file has it, and are bound to all that stands before them: a byte that is changed, left
out, added or moved anywhere is found. It is not the passphrase of the store: whoever gets the list gets no more.
"""

from __future__ import annotations

import hmac
import io
import secrets
import struct
from typing import TYPE_CHECKING, Final

from checkin import keys, outside
from checkin.errors import BadFile, WrongPassphrase
from checkin.keys import KEY_BYTES, Slot, Unopened
from checkin.language import mark
from checkin.passphrase_strength import require_strong
from checkin.sealed_frames import open_frames, seal_frames

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX: Final = ".uketsuke-export"
MAGIC: Final = b"UKETSUKE-EXPORT"
FORMAT: Final = 1
LARGEST: Final = 500_000_000
CONTEXT: Final = b"uketsuke export 1"
KIND: Final = "passphrase"
_START: Final = struct.Struct(">15sB16sIIB")
_WRAPPED: Final = keys.NONCE_BYTES + KEY_BYTES + 16
_HEADER: Final = _START.size + _WRAPPED
_MOST_LANES: Final = 16


def seal(data: bytes, passphrase: str) -> bytes:
    """The bytes of a sealed file. Raises `WeakPassphrase`: it can be guessed at without a limit."""
    require_strong(passphrase)
    secret = secrets.token_bytes(KEY_BYTES)
    slot = keys.wrap(secret, passphrase, KIND)
    start = _START.pack(MAGIC, FORMAT, slot.salt, slot.memory_kib, slot.iterations, slot.lanes)
    header = start + slot.wrapped
    return header + b"".join(seal_frames(_stream_key(secret, header), header, [data]))


def is_sealed(data: bytes) -> bool:
    """Whether it begins as a sealed file does."""
    return data.startswith(MAGIC)


def open_sealed(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed. Raises `WrongPassphrase`, and `BadFile` for what is none, is damaged or of a newer program."""
    header = sealed[:_HEADER]
    if len(header) < _HEADER or not is_sealed(sealed):
        raise _damaged()
    _, version, salt, memory, iterations, lanes = _START.unpack_from(header)
    if version > FORMAT:
        raise BadFile(mark("This file was sealed by a newer Uketsuke. Install that one here, too."))
    bounded = (
        0 < lanes <= _MOST_LANES
        and 8 * lanes <= memory <= keys.MOST_MEMORY_KIB
        and 0 < iterations <= keys.MOST_ITERATIONS
    )
    if version != FORMAT or not bounded:
        raise _damaged()
    slot = Slot(KIND, salt, memory, iterations, lanes, header[_START.size :])
    try:
        secret = keys.unwrap(slot, passphrase)
    except Unopened as error:
        raise WrongPassphrase(
            mark("The passphrase is wrong, or the file is damaged. Nothing was opened.")
        ) from error
    file = io.BytesIO(sealed[_HEADER:])
    try:
        return b"".join(open_frames(_stream_key(secret, header), header, file))
    except Unopened as error:
        raise _damaged() from error


def read(path: Path, passphrase: str) -> bytes:
    """What is in a sealed file. Raises what `open_sealed` raises, and `BadFile` where it cannot be read."""
    try:
        data = outside.data(path, LARGEST)
    except (OSError, ValueError) as error:
        raise BadFile(mark("{path} cannot be read."), path=path) from error
    return open_sealed(data, passphrase)


def _stream_key(secret: bytes, header: bytes) -> bytes:
    return hmac.digest(secret, CONTEXT + header, "sha256")


def _damaged() -> BadFile:
    return BadFile(mark("This is no sealed list, or it is damaged. Ask for a new copy."))
