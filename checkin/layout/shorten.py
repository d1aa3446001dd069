"""Abbreviation of texts (initials, word lists), and the place of a title: rules that a layout names."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from checkin.layout.model import Honorific
from checkin.layout.properties import INITIALS, WORDS_LIST
from checkin.layout.script import has_han, has_hangul, has_kana

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Particles of family names: from the first of them on, nothing is shortened.
PARTICLES: Final = frozenset(
    "von van de der den del della di da dos du la le el al bin ibn binti ben zu zur zum ter ten y degli dello dei delle".split()  # noqa: SIM905
)
_BEHIND: Final = re.compile(r"(?i:mp|mep|mdb|mk|qc|kc|obe|phd|ph\.d\.?|md|esq\.?|jr\.?|sr\.?)")
_LETTER: Final = re.compile(r"[^\W\d_]")


def initials(text: str, _: Mapping[str, str]) -> str:
    """Shortens given names to initials: `Maximilian Alexander von Habsburg` → `Maximilian A. von Habsburg`.

    The first name and the family name stay whole. Names in scripts without initials stay unchanged.
    """
    words = text.split()
    if len(words) < 3 or has_han(text) or has_kana(text) or has_hangul(text):
        return text
    end = next((at for at, word in enumerate(words) if at and word.lower() in PARTICLES), -1)
    family = end if end > 0 else len(words) - 1
    middle = [_initial(word) for word in words[1:family]]
    return " ".join((words[0], *middle, *words[family:]))


def _initial(word: str) -> str:
    parts = [part for part in word.split("-") if part]
    short = "-".join(f"{part[0]}." for part in parts if _LETTER.match(part))
    cased = word[:1].isupper() and word[:1].isalpha()
    return short if cased and short else word


def _always(short: str) -> Callable[[re.Match[str]], str]:
    """A replacement that is taken literally, backslashes too."""
    return lambda _: short


def by_words(text: str, words: Mapping[str, str]) -> str:
    """Replaces each word or phrase of the list by its short form."""
    for long, short in sorted(words.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<!\w){re.escape(long)}(?!\w)", _always(short), text)
    return " ".join(text.split())


RULES: Final[Mapping[str, Callable[[str, Mapping[str, str]], str]]] = MappingProxyType(
    {INITIALS: initials, WORDS_LIST: by_words}
)


def titled(name: str, title: str, how: Honorific) -> str:
    """The name with the person's title: Dr Sato, 佐藤 議員, Ann Lee MP."""
    eastern = has_han(name) or has_kana(name) or has_hangul(name)
    if how is Honorific.AUTO:
        behind = (eastern and (has_han(title) or has_kana(title))) or bool(_BEHIND.fullmatch(title))
        if eastern and not behind:
            return name  # Dr in front of 佐藤 京子 would mix two languages
    else:
        behind = how is Honorific.AFTER
    return f"{name} {title}" if behind else f"{title} {name}"
