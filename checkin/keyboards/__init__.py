"""Keyboards: what a scanner meant when its layout, or an input method, is not the one it was set to.

A scanner that plays keyboard sends places of keys; the computer's layout makes letters of them. Where the
two differ the text comes out bent, and as long as each place gave a letter of its own it can be bent back.
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
