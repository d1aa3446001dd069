"""Cell repair: numbers and codes that a spreadsheet has changed, digits of other scripts, country codes, words that are no name."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import Final

COUNTRIES: Final = Path(__file__).parents[2] / "resources" / "countries.toml"
_FORMULA: Final = re.compile(r'="((?:[^"]|"")*)"')
_FORMULA_OF_DIGITS: Final = re.compile(r"=([0-9]+)")
_APOSTROPHE: Final = re.compile("'([0-9]+)")  # typed so that a spreadsheet keeps the zeros
_WITH_ZERO: Final = re.compile(r"([0-9]+)\.0+")
_FRACTION: Final = re.compile(r"[0-9]+[.,][0-9]+")
_EXPONENT: Final = re.compile(
    r"[0-9](?:[.,][0-9]+)?E\+[0-9]+|[0-9][.,][0-9]+E[0-9]+", re.IGNORECASE
)
_CERTAIN_DIGITS: Final = 15  # so many does a spreadsheet keep
_EXACT: Final = 2**53  # a larger number has lost digits
_APART: Final = re.compile(r"\s*[;,|\n]\s*|\s+/\s+|\s{2,}")
_CODE: Final = re.compile(r"(?=.*[0-9])[A-Za-z0-9_-]{4,}")
_SIGNS: Final = " ()[]<>{}-–—._/?!*#"
_NO_NAMES: Final = frozenset(
    words.casefold()
    for words in (
        "info requested", "information requested", "n/a", "tba", "tbc", "tbd", "to be announced", "to be confirmed",
        "unknown", "none", "empty", "blank", "空席", "not provided", "no name", "未定", "不明", "なし", "未填", "無", "ئېنىق ئەمەس", "noch offen", "à confirmer",
    )
)  # fmt: skip


# As programs write an empty cell; Nan and Null are names of people.
_OF_PROGRAMS: Final = frozenset(["nan", "NaN", "null", "NULL", "#N/A"])


class Damage(Enum):
    """What is wrong with a code, and asked."""

    LOST = auto()  # digits are gone: no code is left
    ROUNDED = auto()  # the last digits may be wrong
    TWO = auto()  # two codes; the first is taken


def without_formula(cell: str) -> str:
    """The text in `="001"`, by which exports keep a spreadsheet from changing it."""
    if not cell.startswith("="):
        return cell
    found = _FORMULA.fullmatch(cell)
    if found:
        return found[1].replace('""', '"')
    digits = _FORMULA_OF_DIGITS.fullmatch(cell)
    return digits[1] if digits else cell


def whole_number(text: str) -> str:
    """Digits without the `.0` that a program has put behind them; any other text as it is."""
    found = _WITH_ZERO.fullmatch(text)
    return found[1] if found and len(found[1]) <= _CERTAIN_DIGITS else text


def western_digits(text: str) -> str:
    """The text with its digits as 0 to 9, of whatever script and width they are."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in unicodedata.normalize("NFKC", text)
    )


def is_damaged_number(text: str) -> bool:
    """Whether a number is in exponents: a telephone number as 8.19012E+11."""
    return _EXPONENT.fullmatch(text) is not None


def repaired_code(text: str, *, rounded: bool) -> tuple[str, Damage | None]:
    """A code without what a spreadsheet has done to it, and what is left to ask.

    `rounded`: the cell was a number longer than a spreadsheet keeps.
    """
    code = whole_number(_APOSTROPHE.sub(r"\1", text))
    if rounded:
        lost = not code.isdecimal() or int(code[:40]) > _EXACT
        return ("", Damage.LOST) if lost else (code, Damage.ROUNDED)
    found = _WITH_ZERO.fullmatch(code)
    if found:
        return found[1], Damage.ROUNDED
    if _EXPONENT.fullmatch(code) or _FRACTION.fullmatch(code):
        return "", Damage.LOST
    parts = _APART.split(code)
    if len(parts) > 1 and "://" not in code and all(map(_CODE.fullmatch, parts)):
        return parts[0], Damage.TWO
    return code, None


def is_no_name(text: str) -> bool:
    """Whether a text stands where nobody has said who comes: Info Requested, TBA, 未定."""
    word = text.strip(_SIGNS).casefold()
    if text in _OF_PROGRAMS:
        return True
    return not word or word in _NO_NAMES or not any(map(str.isalnum, word))


def country_name(text: str) -> str:
    """The name of a country for its code (JP, JPN); any other text as it is."""
    if len(text) not in (2, 3) or not (text.isascii() and text.isupper()):
        return text
    return _countries().get(text, text)


@cache
def _countries() -> dict[str, str]:
    found = tomllib.loads(COUNTRIES.read_text(encoding="utf-8"))
    three: dict[str, str] = found["three_letters"]
    two: dict[str, str] = found["two_letters"]
    return two | {long: two[short] for long, short in three.items()}
