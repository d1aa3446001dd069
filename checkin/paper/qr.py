"""QR code generator for our codes: version 1 at level M, 21 × 21 modules, with a fixed mask.

QR codes are linear: the symbol of two texts is the blank one XOR the change that each of them makes. So
the library draws the hundred symbols that differ from the blank one by one bit, once; all others are XORed
from these in a few microseconds, where drawing one takes hundreds.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal, cast

from checkin.layout import Symbol

if TYPE_CHECKING:
    from collections.abc import Sequence

MASK: Final = (
    3  # choosing the best of eight masks takes longer than everything else; readers handle any
)
MODULES: Final = 21
LETTERS: Final = 20  # of a code: ten pairs of alphanumeric mode
_LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_ALPHANUMERIC: Final = {letter: number for number, letter in enumerate(_LETTERS)}
_BASE: Final = len(_ALPHANUMERIC)
_BITS: Final = 11  # of a pair
_ROW: Final = (1 << MODULES) - 1


def symbol(code: str) -> Symbol:
    """The QR code of a code, or of any text of up to twenty characters of alphanumeric mode."""
    text = code.upper()
    if len(text) != LETTERS or not set(text) <= _ALPHANUMERIC.keys():
        return Symbol(drawn(text))
    whole = _blank()
    for place in range(LETTERS // 2):
        first, second = text[2 * place], text[2 * place + 1]
        whole ^= _changed(place, _ALPHANUMERIC[first] * _BASE + _ALPHANUMERIC[second])
    return Symbol(tuple(whole >> MODULES * row & _ROW for row in range(MODULES - 1, -1, -1)))


def fitting(text: str) -> Symbol:
    """The QR code of a longer text, as small as it can be."""
    return Symbol(_draw(text, None))


def drawn(text: str) -> tuple[int, ...]:
    """The rows of a symbol of the smallest size, drawn by the library."""
    return _draw(text, 1)


def _draw(text: str, version: int | None) -> tuple[int, ...]:
    """The rows of a symbol. Digits alone would select numeric mode."""
    # Imports a whole imaging library, which must not delay the start of the program.
    import qrcode  # noqa: PLC0415
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415
    from qrcode.util import MODE_ALPHA_NUM, QRData  # noqa: PLC0415

    maker = qrcode.QRCode(version, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    mode = MODE_ALPHA_NUM if set(text) <= _ALPHANUMERIC.keys() else None
    maker.add_data(QRData(text, mode=cast("Literal[2] | None", mode)), optimize=0)
    maker.make(fit=version is None)
    return tuple(_bits(row) for row in maker.modules)


@cache
def _blank() -> int:
    return _whole("0" * LETTERS)


@cache
def _changed(place: int, pair: int) -> int:
    """How a pair of characters changes the blank symbol."""
    change = 0
    for bit in range(_BITS):
        if pair >> bit & 1:
            change ^= _changed_by(place, bit)
    return change


@cache
def _changed_by(place: int, bit: int) -> int:
    """How one bit of the pair at a place changes the symbol."""
    first, second = divmod(1 << bit, _BASE)
    pair = _LETTERS[first] + _LETTERS[second]
    return _whole(pair.rjust(2 * place + 2, "0").ljust(LETTERS, "0")) ^ _blank()


def _whole(text: str) -> int:
    value = 0
    for row in drawn(text):
        value = value << MODULES | row
    return value


def _bits(row: Sequence[bool | None]) -> int:
    value = 0
    for dark in row:
        value = value << 1 | bool(dark)
    return value
