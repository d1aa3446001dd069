"""Keyboard layout mismatch: recovers scanner input typed under another layout or input method.

A keyboard-wedge scanner sends key positions; the computer's layout makes letters of them. Where the
two differ the text is garbled; it can be recovered as long as each position gave a distinct letter.
"""

from checkin.keyboards.kana import key_of, spellings
from checkin.keyboards.layout_mismatch import bent, straightened, straightenings
from checkin.keyboards.layouts import LAYOUTS, US, KeyboardLayout, layout_named

__all__ = [
    "LAYOUTS",
    "US",
    "KeyboardLayout",
    "bent",
    "key_of",
    "layout_named",
    "spellings",
    "straightened",
    "straightenings",
]
