"""Values of a typed column (validation): the one form of a choice and of yes or no, and what is of the type."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from checkin.domain import AnswerType

if TYPE_CHECKING:
    from checkin.domain import EventColumn

YES: Final = "yes"
NO: Final = "no"
_YES: Final = frozenset(
    [
        "yes",
        "y",
        "true",
        "1",
        "x",
        "✓",
        "✔",
        "○",
        "〇",
        "◯",
        "はい",
        "有",
        "あり",
        "要",
        "是",
        "有り",
        "ھەئە",
        "oui",
        "ja",
        "sí",
        "si",
        "да",
    ]
)
_NO: Final = frozenset(
    [
        "no",
        "n",
        "false",
        "0",
        "-",
        "–",
        "×",
        "✕",
        "✗",
        "いいえ",
        "無",
        "なし",
        "不要",
        "否",
        "無し",
        "ياق",
        "non",
        "nein",
        "нет",
    ]
)
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,6})?")


def canonical(column: EventColumn, value: str) -> str:
    """The one form of a value: a choice as the event spells it, `yes` or `no`; other text as it is."""
    plain = _plain(value)
    match column.type:
        case AnswerType.CHOICE:
            same = (choice for choice in column.choices if _plain(choice) == plain)
            return next(same, value)
        case AnswerType.YES_NO:
            return YES if plain in _YES else NO if plain in _NO else value
        case _:
            return value


def fits(column: EventColumn, value: str) -> bool:
    """Whether a value, which is not empty, is of the column's type."""
    match column.type:
        case AnswerType.CHOICE:
            return canonical(column, value) in column.choices
        case AnswerType.YES_NO:
            return canonical(column, value) in {YES, NO}
        case AnswerType.NUMBER:
            return _NUMBER.fullmatch(_plain(value)) is not None
        case _:
            return True


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip().casefold()
