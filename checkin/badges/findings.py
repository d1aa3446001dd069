"""Findings: print problems of a badge, as sentences that say what to do."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from checkin.domain import Finding, Severity
from checkin.language import mark
from checkin.layout import Flaw, TextField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Delegate
    from checkin.language import Language
    from checkin.layout import Fault

_NAMES: Final = frozenset({TextField.NAME, TextField.NATIVE_NAME, TextField.BADGE_NAME})

_GLYPH_IN_NAME: Final = mark(
    "A letter ({letters}) is in none of the fonts. Type the name for the badge."
)
_GLYPH: Final = mark("A letter ({letters}) is in none of the fonts. Correct this field.")
_GLYPH_OF_EVENT: Final = mark(
    "A letter ({letters}) is in none of the fonts. It is left out on every badge."
)
SENTENCES: Final[Mapping[Flaw, str]] = {
    Flaw.OVERFLOW: mark("Fits only below 6 pt, so its end is cut. Is there a short form?"),
    Flaw.SMALL: mark("Comes out too small to be read. Is there a short form?"),
    Flaw.SHORTENED: mark("Does not fit, and stands in its short form: {value}."),
    Flaw.QR_SMALL: mark("The symbol of {element} is smaller than 12 mm. Make it larger."),
    Flaw.QUIET_ZONE: mark(
        "{value} stands in the white that the symbol of {element} needs around it. Move them apart."
    ),
    Flaw.CONTRAST: mark(
        "The text of {element} can hardly be read on {value}. Choose another colour for one of them."
    ),
    Flaw.COARSE: mark(
        "The picture has only {value} dots an inch here; from 150 it looks sharp. Is there a larger one?"
    ),
    Flaw.NO_PICTURE: mark("There is no picture {value} in the layouts folder."),
    Flaw.OUTSIDE: mark("{element} lies across the edge, or where the printer does not reach."),
    Flaw.OVERLAP: mark("{value} lies over {element}. Move them apart."),
    Flaw.NO_SYMBOL: mark("This layout has no symbol that could be scanned."),
}
# For these the sentence about the delegate would name the wrong remedy.
_OF_LAYOUT: Final[Mapping[Flaw, str]] = {
    Flaw.GLYPH: mark("A letter ({letters}) is in none of the fonts. Write it in another way."),
    Flaw.OVERFLOW: mark(
        "The end is cut. Make the box larger, or allow more lines or a short form."
    ),
    Flaw.SMALL: mark(
        "Comes out too small to be read. Make the box larger, or allow more lines or a short form."
    ),
}
_SEVERITIES: Final = {Flaw.SHORTENED: Severity.NOTE}


def finding(delegate: Delegate | None, fault: Fault, language: Language) -> Finding:
    """The finding for a fault of a delegate's badge, or of the part that all badges share: number 0."""
    glyph = fault.flaw is Flaw.GLYPH
    sentence = _glyph(fault) if glyph else SENTENCES[fault.flaw]
    value = letters(fault.value) if glyph else fault.value
    refused = glyph and fault.refuses
    severity = Severity.REFUSED if refused else _SEVERITIES.get(fault.flaw, Severity.DOUBT)
    return Finding(
        row=delegate.number if delegate else 0,
        column=fault.element if fault.field is TextField.LAYOUT else fault.field,
        value=value,
        code=fault.flaw,
        message=language.text(sentence, letters=value, value=value, element=fault.element),
        severity=severity,
        delegate=delegate.id if delegate else "",
    )


def of_layout(row: int, fault: Fault, language: Language) -> Finding:
    """The finding for a fault of the layout, for its editor: which element, and what to change."""
    sentence = _OF_LAYOUT.get(fault.flaw) or SENTENCES[fault.flaw]
    value = letters(fault.value) if fault.flaw is Flaw.GLYPH else fault.value
    return Finding(
        row=row,
        column=fault.element,
        value=value,
        code=fault.flaw,
        message=language.text(sentence, letters=value, value=value, element=fault.element),
        severity=Severity.DOUBT,
    )


def _glyph(fault: Fault) -> str:
    if not fault.refuses:
        return _GLYPH_OF_EVENT
    return _GLYPH_IN_NAME if fault.field in _NAMES else _GLYPH


def letters(missing: str) -> str:
    """The distinct letters; those that a screen cannot show either as their code point."""
    return ", ".join(
        fromkey if _visible(fromkey) else f"U+{ord(fromkey):04X}"
        for fromkey in dict.fromkeys(missing)
    )


def _visible(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character != "\ufffd"
