"""Ticket codes: generate, validate (HMAC, check letters) and read what a barcode scanner delivers.

A code has twenty letters: 18 carry 48 random bits and 29 bits of an HMAC under the event's code
key; 2 are check letters. The letters are those on the same key of QWERTY, QWERTZ, AZERTY and JIS
keyboards. There are no digits and no symbols, because a keyboard-wedge scanner types them wrong
when its layout is not the computer's.
"""

from __future__ import annotations

import hashlib
import hmac
import operator
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from checkin import keyboards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    # A delegate's id, the kind and the generation → the code.
    CodeMaker = Callable[[str, str, int], str]

ALPHABET: Final = "BCDEFGHIJKLNOPRSTUVX"
BASE: Final = len(ALPHABET)
LENGTH: Final = 20
DATA_LETTERS: Final = 18
ID_BYTES: Final = 6
MAC_BITS: Final = 29
MODULUS: Final = 397  # the largest prime that two letters (20 × 20) can write
# Distinct and not 0 modulo a prime: each single wrong letter and each swap of neighbours changes the sum.
# The last must not be −20 modulo 397, or a swap across the border to the check letters would go unseen.
WEIGHTS: Final = tuple(pow(5, power, MODULUS) for power in range(1, DATA_LETTERS + 1))
LONGEST: Final = 4_400  # capacity of a QR symbol, in characters
LONGEST_BENT: Final = 4 * LENGTH

_PAIRS: Final = tuple(first + second for first in ALPHABET for second in ALPHABET)
_VALUE: Final = {letter: value for value, letter in enumerate(ALPHABET)}
_SYMBOLOGY: Final = re.compile(
    r"^\][A-Za-z]?[0-9A-Za-z]"
)  # the keyboard layout may drop the letter
# A text that begins so arrived as it was sent: a layout that bends letters bends this too.
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_ECI: Final = re.compile(r"^\\[0-9]{6}")
_WITHOUT_JOINTS: Final = str.maketrans("", "", " -")
_DROPPED: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Pd"})
# A lone surrogate (Cs) can neither be shown nor stored; an interrupted input method leaves one.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})
_NARROW: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_MARKS_BEFORE: Final = "\ufeff\u200b\u200e\u200f\u2060"
# What a Japanese input method types for a hyphen.
_DASHES: Final = re.compile("(?<=[0-9A-Za-z])[ー‐‑‒–—―−](?=[0-9A-Za-z])")
_NEVER_SEEN: Final = frozenset({"Cc", "Cs"})


class Shape(Enum):
    """What a text is, judged by its form alone."""

    OURS = auto()  # twenty of our letters, the check letters right
    DAMAGED = auto()  # twenty of our letters, the check letters wrong
    FOREIGN = auto()  # anything else; perhaps an external code
    EMPTY = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was presented. `code` is normalised if the shape is ours; `text` as `external` gives it."""

    shape: Shape
    code: str
    text: str


def read(text: str) -> Reading:
    """Reads the input of a scanner, a keyboard or an input method. Never raises."""
    visible = _visible(text[:LONGEST])
    bare, plain = without_prefixes(visible), external(visible)
    if not plain:
        return Reading(Shape.EMPTY, "", "")
    found = _ours(bare, plain) or _straightened(visible, plain)
    return found or Reading(Shape.FOREIGN, "", plain)


def is_address(text: str) -> bool:
    """Whether the text is an address on the web, or any other URL."""
    return _ADDRESS.match(text) is not None


def external(text: str) -> str:
    """The form in which a code of another system is stored and looked up; two that differ in case stay two.

    Letters and digits of full width become plain ones, and so do dashes between them; invisible characters and
    surrounding spaces go.
    """
    bare = without_prefixes(text.lstrip(_MARKS_BEFORE))
    if bare.isascii() and bare.isprintable():
        return bare
    plain = unicodedata.normalize("NFC", bare.translate(_NARROW))
    seen = "".join(c for c in plain if unicodedata.category(c) not in _INVISIBLE).strip()
    return _DASHES.sub("-", seen)


def check_letters(data: str) -> str:
    """The two check letters of 18 data letters."""
    values = [_VALUE[letter] for letter in data]
    total: int = sum(map(operator.mul, WEIGHTS, values))
    return _PAIRS[total % MODULUS]


def mint(key: bytes, random: Callable[[int], bytes]) -> str:
    """Generates a code under the event's code key; `random(n)` returns n random bytes."""
    identifier = int.from_bytes(random(ID_BYTES), "big")
    number = identifier << MAC_BITS | _mac(key, identifier)
    pairs = []
    for _ in range(DATA_LETTERS // 2):
        number, value = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[value])
    data = "".join(reversed(pairs))
    return data + check_letters(data)


def code_of(key: bytes, delegate: str, kind: str, generation: int) -> str:
    """The code of a delegate: every desk that has the code key makes the same one.

    A badge that two desks print while they are apart is one badge. A lost one is replaced by the code
    of the next generation.
    """
    said = f"{kind}\0{generation}\0{delegate}".encode()
    identifier = hmac.digest(key, b"uketsuke code of\0" + said, hashlib.sha256)
    return mint(key, lambda count: identifier[:count])


def minted_by(key: bytes, code: str) -> bool:
    """Whether a well-formed code was generated with this code key (a forgery passes once in 2²⁹)."""
    number = 0
    for letter in code[:DATA_LETTERS]:
        number = number * BASE + _VALUE[letter]
    identifier, mac = number >> MAC_BITS, number & ((1 << MAC_BITS) - 1)
    if identifier.bit_length() > ID_BYTES * 8:
        return False
    return hmac.compare_digest(mac.to_bytes(4, "big"), _mac(key, identifier).to_bytes(4, "big"))


def grouped(code: str) -> str:
    """A code in groups, for reading aloud: `BCDEF-GHIJK-LNOPR-STUVX`."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))


def _mac(key: bytes, identifier: int) -> int:
    digest = hmac.digest(
        key, b"uketsuke code\0" + identifier.to_bytes(ID_BYTES, "big"), hashlib.sha256
    )
    return int.from_bytes(digest[:4], "big") >> (32 - MAC_BITS)


def without_prefixes(text: str) -> str:
    """Removes the prefixes that scanners add (AIM identifiers) and the surrounding control characters."""
    return _ECI.sub("", _SYMBOLOGY.sub("", _visible(text))).strip()


def _visible(text: str) -> str:
    if text.isprintable():
        return text.strip()
    return "".join(c for c in text if unicodedata.category(c) not in _NEVER_SEEN).strip()


def _ours(letters: str, text: str) -> Reading | None:
    """Reads letters that may be one of our codes; `text` is the original input."""
    code = _letters(letters)
    if len(code) != LENGTH or any(letter not in _VALUE for letter in code):
        return None
    good = code[DATA_LETTERS:] == check_letters(code[:DATA_LETTERS])
    return Reading(Shape.OURS if good else Shape.DAMAGED, code, text)


def _straightened(visible: str, text: str) -> Reading | None:
    """Recovers one of our codes that a keyboard layout or an input method has garbled.

    The check letters confirm a candidate. Exactly one candidate must be valid, otherwise None.
    """
    found = {}
    for candidate in _meant(visible):
        reading = _ours(without_prefixes(candidate), text)
        if reading is not None:
            found[reading.code] = reading
    right = [reading for reading in found.values() if reading.shape is Shape.OURS]
    if not right and len(text) == LENGTH and not any(letter.isascii() for letter in text):
        # Twenty letters of another script, each typed in the place of one of ours.
        right = list(found.values())
    return right[0] if len(right) == 1 else None


def _meant(text: str) -> Iterator[str]:
    """Candidates: scanners come with the American layout, and one on another layout types our letters alike."""
    if text.isascii() and len(text) < LENGTH:
        return  # a key gives one ASCII letter or none
    if len(text) <= LONGEST_BENT and not is_address(text):
        for computer in keyboards.LAYOUTS:
            yield from keyboards.straightened(text, keyboards.US, computer)
        yield from keyboards.spellings(text)


def _letters(text: str) -> str:
    if len(text) > LONGEST_BENT:
        return ""
    if text.isascii() and text.isprintable():
        return text.upper().translate(_WITHOUT_JOINTS)
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(char for char in folded if unicodedata.category(char) not in _DROPPED)
