"""Display order of a Latin and a native name: first the one in the script of the window's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checkin.scripts import ARABIC, HAN, KANA

if TYPE_CHECKING:
    from checkin.domain import FocalPoint
    from checkin.language import Language

# The script that readers of a language look for first.
_OWN: Final = {
    "ja": re.compile(f"[{HAN}{KANA}]+"),
    "zh": re.compile(f"[{HAN}]+"),
    "ug": re.compile(f"[{ARABIC}]+"),
}


def in_order(name: str, native: str, language: Language) -> tuple[str, str]:
    """Returns both names, first the one in the script of the window's language."""
    script = _OWN.get(language.code.partition("-")[0].partition("_")[0])
    letters = "".join(filter(str.isalpha, native))
    return (native, name) if script and script.fullmatch(letters) else (name, native)


def contact_line(point: FocalPoint, language: Language) -> str:
    """Whom to ask about a delegation: the name in the window's order, and the telephone."""
    return language.beside(*in_order(point.name, point.native_name, language), point.phone)
