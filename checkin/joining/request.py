"""Request of a new machine (enrolment request): its name, its public keys, and letters to compare.

One line of text, short enough for a QR symbol. Nothing in it is secret; the letters are a fingerprint
by which the organiser sees that the request is the one that the new machine shows.
"""

from __future__ import annotations

import binascii
import hashlib
from base64 import b32decode, b32encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin import codes, names, outside
from checkin.errors import BadInvitation, NotPossible
from checkin.keys import KEY_BYTES, RECOVERY_ALPHABET
from checkin.language import mark

if TYPE_CHECKING:
    from pathlib import Path

REQUEST_SUFFIX: Final = ".uketsuke-request"
FAMILY: Final = "UKETSUKE-DESK-"
PREFIX: Final = f"{FAMILY}1:"  # with base 32 all of it is in a QR symbol's alphanumeric mode
LETTERS: Final = 20  # 86 bits
LONGEST_NAME: Final = 60
LARGEST: Final = 4_096  # bytes of a file
_CHECKSUM: Final = 4
_GROUP: Final = 8  # letters of base 32


@dataclass(frozen=True, slots=True)
class DeskRequest:
    """A machine that wants to be a desk. `public_key` checks its signatures, `box_key` seals for it."""

    name: str
    public_key: bytes
    box_key: bytes

    @property
    def desk(self) -> str:
        """The id that the desk will have; it follows from the keys."""
        return desk_id(self.public_key, self.box_key)

    @property
    def letters(self) -> str:
        """The fingerprint of the whole request: `BCDEF-GHIJK-LNOPR-STUVX`."""
        number = int.from_bytes(hashlib.sha256(_payload(self)).digest(), "big")
        letters = []
        for _ in range(LETTERS):
            number, value = divmod(number, len(RECOVERY_ALPHABET))
            letters.append(RECOVERY_ALPHABET[value])
        return codes.grouped("".join(letters))

    def text(self) -> str:
        """The request as it is written into a file or a QR symbol."""
        payload = _payload(self)
        return PREFIX + b32encode(payload + _checksum(payload)).decode().rstrip("=")


def desk_id(public_key: bytes, box_key: bytes) -> str:
    """The id of a desk that joins: a hash of its public keys, so that no other machine can ask for it."""
    return hashlib.sha256(b"uketsuke desk id\0" + public_key + box_key).hexdigest()[:32]


def desk_name(name: str) -> str:
    """A desk's name, cleaned. Raises `NotPossible` for none, and for a long one."""
    cleaned = names.clean(name)
    if not cleaned:
        raise NotPossible(mark("A name is needed."))
    if len(cleaned) > LONGEST_NAME:
        raise NotPossible(mark("A desk's name has at most {count} letters."), count=LONGEST_NAME)
    return cleaned


def parse_request(text: str) -> DeskRequest:
    """The request of a file's or symbol's text. Raises `BadInvitation`."""
    bare = "".join(text.split()).upper()
    if bare.startswith(FAMILY) and not bare.startswith(PREFIX):
        raise BadInvitation(
            mark("This request was made by a newer Uketsuke. Install that one here, too.")
        )
    letters = bare.removeprefix(PREFIX)
    try:
        data = b32decode(letters + "=" * (-len(letters) % _GROUP))
        payload, checksum = data[:-_CHECKSUM], data[-_CHECKSUM:]
        name = payload[2 * KEY_BYTES :].decode()
    except (binascii.Error, ValueError) as error:
        raise _damaged() from error
    if not bare.startswith(PREFIX) or checksum != _checksum(payload) or desk_name(name) != name:
        raise _damaged()
    return DeskRequest(name, payload[:KEY_BYTES], payload[KEY_BYTES : 2 * KEY_BYTES])


def read_request(path: Path) -> DeskRequest:
    """The request of a file. Raises `BadInvitation`."""
    try:
        with outside.opened(path) as file:
            raw = file.read(LARGEST)
    except OSError as error:
        raise BadInvitation(mark("{path} cannot be read."), path=path) from error
    return parse_request(raw.decode("ascii", "replace"))


def file_name(desk: str, suffix: str) -> str:
    """A name for a file of a desk: of its own name the letters and digits. The event is in no file's name."""
    plain = "".join(char if char.isalnum() else " " for char in desk.lower())
    return f"{'-'.join(plain.split()) or 'desk'}{suffix}"


def letters_of(text: str) -> str:
    """Letters as they are compared, in whatever case and groups they were typed."""
    return "".join(char for char in text.upper() if char.isalpha())


def _payload(request: DeskRequest) -> bytes:
    return request.public_key + request.box_key + request.name.encode()


def _checksum(payload: bytes) -> bytes:
    return hashlib.sha256(payload).digest()[:_CHECKSUM]


def _damaged() -> BadInvitation:
    return BadInvitation(
        mark("This is not the request of a machine, or it is damaged. Make a new one there.")
    )
