"""Umlauts spelt out (German and Nordic transliteration): Müller is Mueller, Sørensen Soerensen, Håkan Haakan.

What folding does by itself is not here: Straße is Strasse, Ægir Aegir.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SPELT: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
_ONE: Final = re.compile("[äöüøåÄÖÜØÅ]|[aouAOU]\u0308|[aA]\u030a")


def has_umlaut(text: str) -> bool:
    """True where a letter of the text is also written with two."""
    return not text.isascii() and _ONE.search(text) is not None


def spelt_out(text: str) -> str:
    """The text with two letters for each umlaut."""
    return _ONE.sub(lambda found: _SPELT[unicodedata.normalize("NFC", found[0]).lower()], text)
