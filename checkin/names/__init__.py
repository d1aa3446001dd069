"""Names: how they are cleaned, folded for look-up, and marked where they were found.

Pure functions of text. A person's name is stored as they write it; everything here only decides what is
looked up as what.
"""

from checkin.names.cleaning import Cleaned, clean, what_was_cleaned
from checkin.names.folding import fold
from checkin.names.lookup import FIELD, Spans, code_key, confusable, haystack, marked

__all__ = [
    "FIELD",
    "Cleaned",
    "Spans",
    "clean",
    "code_key",
    "confusable",
    "fold",
    "haystack",
    "marked",
    "what_was_cleaned",
]
