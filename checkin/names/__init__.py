"""Fuzzy search of personal names: cleaning, folding, transliteration, and highlighting of matches.

Pure functions of text. A person's name is stored as they write it; this package only decides which
spellings match it.
"""

from checkin.names.cleaning import Cleaned, clean, what_was_cleaned
from checkin.names.collation import family_key
from checkin.names.folding import fold
from checkin.names.haystack import (
    FIELD,
    Spans,
    code_key,
    confusable,
    marked,
    merged,
    name_words,
    word_spans,
    words_of,
)
from checkin.names.keys import NAMED_BY, Keys, Stretch, keys, shown_names, stretches
from checkin.names.query import query_readings, reads_one_way
from checkin.names.query_tokens import QueryReading
from checkin.names.sounds import bones, sounds
from checkin.names.spellings import Spellings, close_name, same_name, spellings

__all__ = [
    "FIELD",
    "NAMED_BY",
    "Cleaned",
    "Keys",
    "QueryReading",
    "Spans",
    "Spellings",
    "Stretch",
    "bones",
    "clean",
    "close_name",
    "code_key",
    "confusable",
    "family_key",
    "fold",
    "keys",
    "marked",
    "merged",
    "name_words",
    "query_readings",
    "reads_one_way",
    "same_name",
    "shown_names",
    "sounds",
    "spellings",
    "stretches",
    "what_was_cleaned",
    "word_spans",
    "words_of",
]
