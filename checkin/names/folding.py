"""Folding (normalisation for search): the form in which names are indexed, looked up and compared.

Applied to the query and to the key alike. Case, accents, width, the kind of kana, old and new forms of
characters, keyboard variants, apostrophes and hyphens make no difference. Stored text is not changed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final

from checkin.names.tables import LETTERS
from checkin.scripts import HANGUL_LATER, HIRAGANA_POINTS, KATAKANA_POINTS, TO_HIRAGANA

# Survives `letters`, so that several fields can be folded in one call.
BETWEEN: Final = "\x1e"

_APOSTROPHES: Final = frozenset("'`´^¨‘’‛′ʹʻʼʽʾʿˈ＇՚ꞌ")
_LATER: Final = re.compile(f"[{HANGUL_LATER}]")
_KANA_POINTS: Final = range(HIRAGANA_POINTS.start, KATAKANA_POINTS.stop)
_SMALL_KANA: Final = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))
# Accents, harakat, points, variation selectors. Voicing marks of kana and the vowels of Indic scripts
# are combining marks too, but distinguish letters: they stay.
_MARKS: Final = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
_DROPPED: Final = frozenset("ـーｰ")  # tatweel, long-vowel marks
_HAMZA_SEAT: Final = re.compile("[يىی]([\u064b-\u0653\u0655-\u065f\u0670]*)\u0654")


def _mark(letter: str) -> bool:
    point = ord(letter)
    return unicodedata.category(letter)[0] == "M" and any(
        first <= point <= last for first, last in _MARKS
    )


def _kana(letter: str) -> str:
    hiragana = letter.translate(TO_HIRAGANA)
    return _SMALL_KANA.get(hiragana, hiragana)


def _fold_letter(letter: str) -> str:
    """Folds one decomposed letter; empty when it makes no difference."""
    category = unicodedata.category(letter)
    if letter in _APOSTROPHES or letter in _DROPPED or _mark(letter) or category in ("Cf", "Cs"):
        return ""
    if category[0] in "PZ" or category in ("Cc", "Sm", "Sc", "Sk"):
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if letter in LETTERS:
        return LETTERS[letter]
    if ord(letter) in _KANA_POINTS:
        return _kana(letter)
    lower = unicodedata.normalize("NFKD", letter.casefold())
    return lower if lower == letter else "".join(map(_fold_letter, lower))


class _Table(dict[int, str]):
    """What every letter folds to; computed when a letter is first seen."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _fold_letter(chr(point))
        return folded


_TABLE: Final = _Table({ord(BETWEEN): BETWEEN})
_ASCII: Final = {point: _TABLE[point] for point in range(128)}


def letters(text: str) -> str:
    """Folds letter by letter; spaces are not normalised, `BETWEEN` is kept."""
    if text.isascii():
        return text.translate(_ASCII)
    apart = unicodedata.normalize("NFKD", text)
    if "\u0654" in apart:
        # The carrier of a hamza is not a y: ئا is typed ا on an Arabic keyboard.
        apart = _HAMZA_SEAT.sub(r"\1", apart)
    folded = unicodedata.normalize("NFC", apart.translate(_TABLE))
    return _spell_out(folded) if "々" in folded else folded


def _spell_out(text: str) -> str:
    """Expands the iteration mark: 佐々木 becomes 佐佐木."""
    spelt: list[str] = []
    for letter in text:
        again = letter == "々" and spelt and not spelt[-1].isspace()
        spelt.append(spelt[-1] if again else letter)
    return "".join(spelt)


def fold(text: str) -> str:
    """The folded text: lower case, plain letters, words separated by one space.

    Idempotent; a composed and a decomposed spelling fold to the same.
    """
    return " ".join(letters(text).split())


@lru_cache(maxsize=4096)
def _goes_with_the_last(letter: str) -> bool:
    """True for a character that modifies the letter before it, or folds to nothing."""
    return (
        unicodedata.category(letter)[0] == "M"
        or letter in "ﾞﾟ"
        or _LATER.match(letter) is not None
        or not _TABLE[ord(letter)]
    )


def _clusters(text: str) -> list[tuple[int, int]]:
    """Half-open spans of letters, each with its combining characters."""
    starts = [at for at, letter in enumerate(text) if at == 0 or not _goes_with_the_last(letter)]
    return list(pairwise([*starts, len(text)]))


@lru_cache(maxsize=4096)
def _piece(cluster: str) -> str:
    return letters(cluster)


@lru_cache(maxsize=1024)
def aligned(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`fold(text)`, and for each of its letters the span of the original that it came from."""
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        piece = _piece(text[start:end])
        if piece.startswith("々") and folded and not folded[-1].isspace():
            piece = folded[-1] + piece[1:]
        for letter in piece:
            space = letter.isspace()
            if not (space and (not folded or folded[-1] == " ")):
                folded.append(" " if space else letter)
                spans.append((start, end))
    if folded and folded[-1] == " ":
        folded.pop()
        spans.pop()
    return "".join(folded), spans
