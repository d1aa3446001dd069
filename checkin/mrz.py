"""Machine-readable zone (MRZ) of travel documents (ICAO Doc 9303): the holder's name, and nothing else.

Check digits and transliteration are those of part 3; the lines are those of passports (TD3, part 4), cards (TD1, part 5; TD2,
part 6) and visas (MRV-A and MRV-B, part 7). All check digits are verified. The number, the date of birth and the nationality are
looked at here alone: no value has a field for them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from itertools import cycle
from typing import TYPE_CHECKING, Final

from checkin import keyboards

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHORTEST: Final = (
    28  # letters of a line that lost some; a shorter piece is known by its fillers alone
)
PIECE: Final = 4  # letters of the shortest one; fewer are no scan
CODE_LENGTH: Final = 20  # letters of our own codes, which are no pieces
LONGEST: Final = 500  # a document held to the reader several times; more is none
_FILLER: Final = "<"
_ZONE: Final = re.compile("[A-Z0-9<]+")
_WEIGHTS: Final = (7, 3, 1)

_NUMBER: Final = r"([A-Z0-9<]{9})([0-9<])"
_BIRTH: Final = r"([0-9<]{6})([0-9<])"
_EXPIRY: Final = r"[MFX<]([0-9<]{6})([0-9<])"
_STATE: Final = "[A-Z<]{3}"
_NAME: Final = "([A-Z][A-Z<]{%d})"
_CARD_1: Final = rf"[ACI][A-Z<]{_STATE}{_NUMBER}([A-Z0-9<]{{15}})"
_CARD_2: Final = rf"{_BIRTH}{_EXPIRY}{_STATE}([A-Z0-9<]{{11}})([0-9])"
_CARD: Final = re.compile(_CARD_1 + _CARD_2 + _NAME % 29)
_WIDE_2: Final = rf"{_NUMBER}{_STATE}{_BIRTH}{_EXPIRY}"
_TWO_LINES: Final = {
    72: re.compile(rf"([ACIV])[A-Z<]{_STATE}{_NAME % 30}{_WIDE_2}([A-Z0-9<]{{7}})([A-Z0-9<])"),
    88: re.compile(rf"([PV])[A-Z<]{_STATE}{_NAME % 38}{_WIDE_2}([A-Z0-9<]{{15}})([A-Z0-9<])"),
}
_WHOLE: Final = frozenset({72, 88, 90})
# What a document begins with, by the number of letters that have come.
_BEGINNINGS: Final = {
    30: re.compile(_CARD_1),
    36: re.compile(rf"[ACIV][A-Z<]{_STATE}{_NAME % 30}"),
    44: re.compile(rf"[PV][A-Z<]{_STATE}{_NAME % 38}"),
    60: re.compile(_CARD_1 + _CARD_2),
}
_SECOND_LINES: Final = {
    30: re.compile(rf"{_BIRTH}{_EXPIRY}{_STATE}[A-Z0-9<]{{11}}[0-9]"),
    36: re.compile(_WIDE_2 + "[A-Z0-9<]{8}"),
    44: re.compile(_WIDE_2 + "[A-Z0-9<]{16}"),
}
# What a filler becomes where the computer has another layout than the reader.
_BENT: Final = frozenset(
    layout.gives(place) for layout in keyboards.LAYOUTS for place in keyboards.US.places[_FILLER]
)
_PAIR: Final = re.compile(f"([{re.escape(''.join(sorted(_BENT)))}])\\1")
# Fillers of a layout from which their letters cannot be told, such as that of Uyghur with Shift.
_LOST: Final = re.compile(r"([^\w\s\x00-\x7f])\1{4}")
# Ñ and Ü where a state does not write N and UE.
_SPELT: Final = re.compile("([NU])XX")


class ZoneState(Enum):
    """What a text is of a machine-readable zone."""

    NONE = auto()  # no part of one
    BEGUN = auto()  # its first lines; the others are to come
    READ = auto()  # all of it, and all check digits are right
    WRONG = auto()  # all of it, and a check digit is wrong
    PART = auto()  # a part that nothing follows from


@dataclass(frozen=True, slots=True)
class Holder:
    """The name of a document: its words before and after the double filler. `cut`: the last word may go on."""

    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    cut: bool = False

    def queries(self) -> tuple[str, ...]:
        """What to search for: the whole name, then with one given name, then the primary name alone."""
        given = self.secondary
        wordings = ((*given, *self.primary), (*given[:1], *self.primary), self.primary)
        spellings = (" ".join(words) for words in wordings)
        return tuple(
            dict.fromkeys(text for each in spellings for text in (each, _SPELT.sub(r"\1", each)))
        )


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """What was read; the holders are several where a keyboard layout leaves the name in doubt."""

    state: ZoneState
    holders: tuple[Holder, ...] = ()
    is_certain: bool = True  # a code of another system may look like a beginning without a filler


NOTHING: Final = ZoneReading(ZoneState.NONE)


def read(text: str) -> ZoneReading:
    """Reads what a document reader, a keyboard or the clipboard gave. Never raises.

    Spaces and ends of lines between the letters make no difference, nor do small letters.
    """
    if not may_be_part(text):
        return NOTHING
    zone = _zone(text)
    if _ZONE.fullmatch(zone):
        return _reading(zone)
    return _straightened(text)


def may_be_part(text: str) -> bool:
    """Whether a text is worth a look: what is scanned as a rule is too short, and has no two fillers."""
    if len(text) >= SHORTEST:
        return len(text) <= LONGEST
    return _PAIR.search(text) is not None


def is_part(text: str) -> bool:
    """Whether a text is, beyond reasonable doubt, from an identity document."""
    found = read(text)
    return found.state is not ZoneState.NONE and found.is_certain


def check_digit(field: str) -> int:
    """The check digit of a field, or of several in a row (part 3, section 4.9)."""
    weighed = zip(field, cycle(_WEIGHTS), strict=False)
    return sum(_value(letter) * weight for letter, weight in weighed) % 10


class ZoneLines:
    """The lines of a document that come one after the other, each ended by Enter."""

    def __init__(self) -> None:
        self.waiting = ""

    def add(self, line: str) -> ZoneReading:
        """What the lines so far are together, or this one where it does not go on from them."""
        whole, alone = self._together(line), read(line)
        found = alone if whole.state is ZoneState.NONE else whole
        match found.state:
            case ZoneState.BEGUN | ZoneState.PART:
                # After one piece others come, and they are no scans either.
                self.waiting = self.waiting + line if found is whole else line
            case _:
                self.waiting = ""
        return found

    def _together(self, line: str) -> ZoneReading:
        """What this line is with those before it; nothing where it does not go on from them."""
        is_code = len(line) == CODE_LENGTH and line.isalpha()
        if not self.waiting or len(line) < PIECE or is_code:
            return NOTHING
        whole = read(self.waiting + line)
        if whole.state is ZoneState.NONE or _shape(_zone(self.waiting + line)) is not None:
            return whole
        # The document was held to the reader again.
        begins_anew = whole.state is not ZoneState.READ and read(line).state is ZoneState.BEGUN
        return NOTHING if begins_anew else whole

    def forget(self) -> str:
        """Gives back what has come so far; the next line is a first one."""
        waiting, self.waiting = self.waiting, ""
        return waiting


def _value(letter: str) -> int:
    return 0 if letter == _FILLER else int(letter, 36)


def _zone(text: str) -> str:
    """The letters alone, narrow and in capitals."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(plain.split()).upper()


def _straightened(text: str) -> ZoneReading:
    """What a reader with the American layout sent to a computer with another one."""
    if "://" in text or (text.isascii() and _BENT.isdisjoint(text)):
        return NOTHING
    bare = "".join(text.split())
    found = [
        _reading(original.upper(), is_bent=True)
        for computer in keyboards.LAYOUTS
        for original in keyboards.straightened(bare, keyboards.US, computer)
    ]
    for state in (ZoneState.READ, ZoneState.WRONG, ZoneState.BEGUN, ZoneState.PART):
        if alike := [reading for reading in found if reading.state is state]:
            holders = dict.fromkeys(holder for reading in alike for holder in reading.holders)
            certain = any(reading.is_certain for reading in alike)
            return ZoneReading(state, tuple(holders), certain)
    return _lost(text)


def _lost(text: str) -> ZoneReading:
    return NOTHING if text.isascii() or not _LOST.search(text) else ZoneReading(ZoneState.PART)


def _reading(zone: str, *, is_bent: bool = False) -> ZoneReading:
    match = _shape(zone)
    if match is not None:
        right = all(_is_right(*pair) for pair in _checked(match.groups(), len(zone)))
        if right:
            return ZoneReading(ZoneState.READ, (_holder(match),))
        return ZoneReading(ZoneState.WRONG)
    if not _ZONE.fullmatch(zone):
        return NOTHING
    begun = _BEGINNINGS.get(len(zone))
    first = begun.fullmatch(zone) if begun else None
    if first is not None and (_FILLER in zone or _has_right_number(first)):
        return ZoneReading(ZoneState.BEGUN, is_certain=_FILLER in zone)
    if _is_second_line(zone):
        return ZoneReading(ZoneState.PART)
    fillers = 4 if is_bent and len(zone) not in _SECOND_LINES else 2
    if len(zone) < PIECE or fillers * _FILLER not in zone:
        return NOTHING
    return ZoneReading(ZoneState.WRONG if len(zone) in _WHOLE else ZoneState.PART)


def _shape(zone: str) -> re.Match[str] | None:
    shape = _CARD if len(zone) == 90 else _TWO_LINES.get(len(zone))
    return shape.fullmatch(zone) if shape is not None else None


def _checked(groups: Sequence[str], length: int) -> Iterator[tuple[str, str]]:
    """The fields of a whole zone, each with its check digit."""
    if length == 90:
        number, digit, more, birth, of_birth, expiry, of_expiry, optional, of_all, _ = groups
        yield from _dates(birth, of_birth, expiry, of_expiry)
        yield _number(number, digit, more)
        rest = birth + of_birth + expiry + of_expiry + optional
        yield number + digit + more + rest, of_all
        return
    code, _, number, digit, birth, of_birth, expiry, of_expiry, optional, last = groups
    yield from _dates(birth, of_birth, expiry, of_expiry)
    yield _number(number, digit, optional if length == 72 else "")
    if code == "V":
        return  # visas end with optional data
    if length == 88:
        yield optional[:14], optional[14]
    yield number + digit + birth + of_birth + expiry + of_expiry + optional, last


def _dates(*fields: str) -> tuple[tuple[str, str], ...]:
    birth, of_birth, expiry, of_expiry = fields
    return (birth, of_birth), (expiry, of_expiry)


def _number(number: str, digit: str, optional: str) -> tuple[str, str]:
    """The number and its check digit; a long one goes on in the optional data (parts 5 and 6)."""
    rest = optional.partition(_FILLER)[0]
    if digit == _FILLER and rest:
        return number + rest[:-1], rest[-1]
    return number, digit


def _is_right(field: str, digit: str) -> bool:
    """Whether the check digit is that of the field; of an empty one it may be left out."""
    if digit == _FILLER:
        return not field.strip(_FILLER)
    return digit == str(check_digit(field))


def _has_right_number(first: re.Match[str]) -> bool:
    return first.re.groups > 2 and _is_right(*_number(*first.groups()[:3]))


def _is_second_line(zone: str) -> bool:
    """Whether all that can be checked in a line without its first one is right: no accident."""
    shape = _SECOND_LINES.get(len(zone))
    match = shape.fullmatch(zone) if shape is not None else None
    if match is None:
        return False
    fields = match.groups()
    return all(_is_right(*pair) for pair in zip(fields[0::2], fields[1::2], strict=True))


def _holder(match: re.Match[str]) -> Holder:
    name = match.group(10 if len(match.group()) == 90 else 2)
    primary, _, secondary = name.partition(2 * _FILLER)
    return Holder(
        tuple(filter(None, primary.split(_FILLER))),
        tuple(filter(None, secondary.split(_FILLER))),
        cut=not name.endswith(_FILLER),
    )
