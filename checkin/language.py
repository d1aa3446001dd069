"""Languages: the catalogue of one of them, and how it writes times.

The core speaks in codes; words are needed where something ends up on paper or on the command line, and in
the window. One catalogue serves all three, so this uses gettext (the core may not import Qt). A text that
is translated later is marked where it stands: `mark("…")`.
"""

from __future__ import annotations

import gettext
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from checkin.errors import KnownError
from checkin.marking import mark as mark  # noqa: PLC0414 - it is asked for here

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Code → its own name for itself, in the order in which a menu offers them.
LANGUAGES: Final[Mapping[str, str]] = {
    "en": "English",
    "ja": "日本語",
    "ug": "ئۇيغۇرچە",
    "zh-Hant": "繁體中文",
}
# What gettext, Babel and Qt call a language that has another name here.
LOCALES: Final[Mapping[str, str]] = {"zh-Hant": "zh_TW"}
_HANT: Final = frozenset({"zh-tw", "zh-hk", "zh-mo"})
FULL_WIDTH: Final = frozenset({"ja", "zh-Hant"})  # of punctuation: no space stands beside it
RIGHT_TO_LEFT: Final = frozenset({"ug", "ar", "he", "fa"})
CATALOGUES: Final = Path(__file__).parent.parent / "resources" / "translations"
DOMAIN: Final = "uketsuke"

# Around a fact: what is inside keeps its own direction and turns nothing that stands beside it.
FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
_ISOLATES: Final = "\u2066\u2067\u2068"
RIGHT_TO_LEFT_MARK: Final = "\u200f"
_BARE: Final = dict.fromkeys(map(ord, (*_ISOLATES, POP_ISOLATE, RIGHT_TO_LEFT_MARK)))


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface."""

    code: str
    catalogue: gettext.NullTranslations

    @property
    def right_to_left(self) -> bool:
        return self.code in RIGHT_TO_LEFT

    def text(self, message: str, **facts: object) -> str:
        """The translation of `message`, its named places filled in from `facts`."""
        translated = self.catalogue.gettext(message)
        return self._turned(translated.format(**self._told(facts)) if facts else translated)

    def plural(self, one: str, many: str, n: int, **facts: object) -> str:
        """The translation that fits the number; `{n}` is filled in as well."""
        translated = self.catalogue.ngettext(one, many, n)
        return self._turned(translated.format(n=n, **self._told(facts)))

    def name(self, names: Mapping[str, str]) -> str:
        """The name of a category or session in this language, else in English, else any."""
        locale = locale_of(self.code)
        keys = (self.code, locale, locale.replace("_", "-"), "en")
        return next((names[key] for key in keys if names.get(key)), "") or next(
            iter(names.values()), ""
        )

    def sentences(self, *said: str) -> str:
        """Sentences one after another: with a space between them where this language has spaces."""
        return ("" if self.code in FULL_WIDTH else " ").join(one for one in said if one)

    def listed(self, several: Iterable[str]) -> str:
        """Several things, with the comma of this language between them."""
        comma = "、" if self.code in FULL_WIDTH else "، " if self.right_to_left else ", "
        return comma.join(several)

    def labelled(self, what: str, said: str) -> str:
        """A word and what is said of it: `Press: Zebra`."""
        return self.beside(what, said, between="：" if self.code in FULL_WIDTH else ": ")

    def beside(self, *parts: str, between: str = " · ") -> str:
        """Parts of a line, of any script each; the first stands where lines of this language begin."""
        facts = self._told({str(at): one for at, one in enumerate(parts) if one})
        line = between.join(str(fact) for fact in facts.values())
        return RIGHT_TO_LEFT_MARK + line if self.right_to_left and line else line

    def explain(self, error: KnownError) -> str:
        """The sentence of a failure in this language, a failure among its facts too."""
        facts = {
            name: self.explain(fact) if isinstance(fact, KnownError) else fact
            for name, fact in error.facts.items()
        }
        return self.text(error.sentence, **facts)

    def _turned(self, text: str) -> str:
        """The text so that it runs leftwards although its first word may be `PDF`."""
        if self.right_to_left and runs_left(text) and not begins_leftwards(text):
            return RIGHT_TO_LEFT_MARK + text
        return text

    def _told(self, facts: Mapping[str, object]) -> dict[str, object]:
        """The facts, those isolated that could turn the words beside them around."""
        return {
            name: isolated(fact)
            if isinstance(fact, str) and (self.right_to_left or runs_left(fact))
            else fact
            for name, fact in facts.items()
        }


def isolated(text: str) -> str:
    """The text so that it and what stands beside it each keep their direction."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if text else text


def bare(text: str) -> str:
    """The text without the marks of direction: for a terminal, which shows them, and for what is copied from it."""
    return text.translate(_BARE)


def runs_left(text: str) -> bool:
    """Whether anything in the text is written from the right to the left."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def begins_leftwards(text: str) -> bool:
    """Whether whoever finds the direction by the first letter takes it for one from the right to the left."""
    depth = 0
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        depth += (letter in _ISOLATES) - (letter == POP_ISOLATE)
        if not depth and kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def closest(tag: str) -> str:
    """The code of ours for a language as systems and rosters write it (`ug_CN.UTF-8`, `zh-TW`); else English."""
    wanted = tag.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    if wanted in _HANT or wanted.startswith("zh-hant"):
        return "zh-Hant"
    first = wanted.partition("-")[0]
    return first if first in LANGUAGES else "en"


def locale_of(code: str) -> str:
    """The name of a language's catalogue: `zh_TW` for `zh-Hant`."""
    return LOCALES.get(code, code)


def load(code: str) -> Language:
    """The language of that code; an unknown one, or one without a catalogue, speaks English."""
    known = closest(code)
    catalogue = gettext.translation(DOMAIN, CATALOGUES, languages=[locale_of(known)], fallback=True)
    return Language(known, catalogue)


def local(at: int, time_zone: str) -> datetime:
    """An instant (UTC milliseconds) as the clock on the wall at the event shows it."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(time_zone))


def time_of_day(at: int, time_zone: str) -> str:
    """`10:12`, at the event."""
    return local(at, time_zone).strftime("%H:%M")


def day_and_time(at: int, time_zone: str) -> str:
    """`2026-10-30 10:12:05`, at the event: the form of exports, the same in every language."""
    return local(at, time_zone).strftime("%Y-%m-%d %H:%M:%S")
