"""Which of two names stands first: the one that who reads the window looks for."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checkin.language import Language

# The script in which readers of a language look for a name first, as Unicode names its letters.
SCRIPTS: Final = {
    "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    "zh": ("CJK",),
    "ug": ("ARABIC",),
}


def in_order(name: str, native: str, language: Language) -> tuple[str, str]:
    """Both names, first the one in the script of the window's language."""
    scripts = SCRIPTS.get(language.code.partition("-")[0].partition("_")[0], ())
    letters = [one for one in native if one.isalpha()]
    own = letters and all(unicodedata.name(one, "").startswith(scripts) for one in letters)
    return (native, name) if scripts and own else (name, native)
