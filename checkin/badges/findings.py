"""What is wrong with a badge, in words that say what to do."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, assert_never

from checkin.domain import Finding, Severity
from checkin.language import mark
from checkin.layout import Element, Flaw

if TYPE_CHECKING:
    from checkin.language import Language
    from checkin.layout import Fault

_NAMES: Final = frozenset({Element.NAME, Element.NATIVE_NAME, Element.BADGE_NAME})
_OF_THE_EVENT: Final = frozenset({Element.CATEGORY, Element.EVENT})

_GLYPH_IN_NAME: Final = mark(
    "A letter ({letters}) is in none of the fonts. Type the name for the badge."
)
_GLYPH: Final = mark("A letter ({letters}) is in none of the fonts. Correct this field.")
_GLYPH_OF_EVENT: Final = mark(
    "A letter ({letters}) is in none of the fonts. It is left out on every badge."
)
_OVERFLOW: Final = mark("Fits only below 6 pt, so its end is cut. Is there a short form?")


def finding(number: int, fault: Fault, language: Language) -> Finding:
    """A fault of one badge; the number 0 stands for what all badges have in common."""
    match fault.flaw:
        case Flaw.GLYPH:
            sentence, value = _glyph(fault.element), letters(fault.value)
        case Flaw.OVERFLOW:
            sentence, value = _OVERFLOW, fault.value
        case _:
            assert_never(fault.flaw)
    refused = fault.flaw is Flaw.GLYPH and fault.element not in _OF_THE_EVENT
    return Finding(
        row=number,
        column=fault.element,
        value=value,
        code=fault.flaw,
        message=language.text(sentence, letters=value),
        severity=Severity.REFUSED if refused else Severity.DOUBT,
    )


def _glyph(element: Element) -> str:
    if element in _OF_THE_EVENT:
        return _GLYPH_OF_EVENT
    return _GLYPH_IN_NAME if element in _NAMES else _GLYPH


def letters(missing: str) -> str:
    """The letters, each once; those that a screen cannot show either by their code point."""
    return ", ".join(
        one if _visible(one) else f"U+{ord(one):04X}" for one in dict.fromkeys(missing)
    )


def _visible(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character != "\ufffd"
