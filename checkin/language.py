"""Languages: translation catalogues (gettext), text direction (bidi) and date formats.

The core works with codes; texts are needed on paper, on the command line and in the window. One
catalogue serves all three, so this uses gettext (the core may not import Qt). A text that is
translated later is marked in the source: `mark("…")`.
"""

from __future__ import annotations

import gettext
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from checkin.errors import KnownError
from checkin.marking import mark as mark  # noqa: PLC0414 - re-export

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Code → the language's own name, in the order of the menu.
LANGUAGES: Final[Mapping[str, str]] = {
    "en": "English",
    "ja": "日本語",
    "ug": "ئۇيغۇرچە",
    "zh-Hant": "繁體中文",
}
# Languages with another name in gettext, Babel and Qt.
LOCALES: Final[Mapping[str, str]] = {"zh-Hant": "zh_TW"}
_WINDOWS_NAMES: Final = {"japanese": "ja", "uyghur": "ug", "uighur": "ug", "english": "en"}
_HANT_COUNTRIES: Final = ("taiwan", "hong kong", "macao", "macau")
_HANT: Final = frozenset({"zh-tw", "zh-hk", "zh-mo"})
FULL_WIDTH: Final = frozenset({"ja", "zh-Hant"})  # full-width punctuation: no space beside it
RIGHT_TO_LEFT: Final = frozenset({"ug", "ar", "he", "fa"})
CATALOGUES: Final = Path(__file__).parent.parent / "resources" / "translations"
DOMAIN: Final = "uketsuke"

# Bidi isolates around a fact: its direction does not affect the text beside it.
FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
_ISOLATES: Final = "\u2066\u2067\u2068"
RIGHT_TO_LEFT_MARK: Final = "\u200f"
WORD_JOINER: Final = "\u2060"  # in a translation: no line ends here
_BARE: Final = dict.fromkeys(map(ord, (*_ISOLATES, POP_ISOLATE, RIGHT_TO_LEFT_MARK, WORD_JOINER)))


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface."""

    code: str
    catalogue: gettext.NullTranslations

    @property
    def right_to_left(self) -> bool:
        return self.code in RIGHT_TO_LEFT

    def text(self, message: str, **facts: object) -> str:
        """The translation of `message`, with its named places filled in from `facts`."""
        translated = self.catalogue.gettext(message)
        return self._turned(translated.format(**self._told(facts)) if facts else translated)

    def plural(self, one: str, many: str, n: int, **facts: object) -> str:
        """The plural form for `n`; `{n}` is filled in as well."""
        translated = self.catalogue.ngettext(one, many, n)
        return self._turned(translated.format(n=n, **self._told(facts)))

    def name(self, names: Mapping[str, str]) -> str:
        """The name of a category or session in this language, else in English, else in any."""
        locale = locale_of(self.code)
        keys = (self.code, locale, locale.replace("_", "-"), "en")
        return next((names[key] for key in keys if names.get(key)), "") or next(
            iter(names.values()), ""
        )

    def sentences(self, *said: str) -> str:
        """Joins sentences, with a space between them where this language has spaces."""
        return ("" if self.code in FULL_WIDTH else " ").join(
            sentence for sentence in said if sentence
        )

    def listed(self, several: Iterable[str]) -> str:
        """Joins list items with the comma of this language."""
        comma = "、" if self.code in FULL_WIDTH else "، " if self.right_to_left else ", "
        return comma.join(several)

    def labelled(self, what: str, said: str) -> str:
        """A label and its value: `Press: Zebra`."""
        return self.beside(what, said, between="：" if self.code in FULL_WIDTH else ": ")

    def beside(self, *parts: str, between: str = " · ") -> str:
        """Joins parts of a line, of any script each; the first stands at the start side of this language."""
        facts = self._told({str(at): part for at, part in enumerate(parts) if part})
        line = between.join(str(fact) for fact in facts.values())
        return RIGHT_TO_LEFT_MARK + line if self.right_to_left and line else line

    def explain(self, error: KnownError) -> str:
        """The message of a failure in this language; a failure among its facts is translated too."""
        facts = {
            name: self.explain(fact) if isinstance(fact, KnownError) else fact
            for name, fact in error.facts.items()
        }
        n = facts.pop("n", None) if error.many else None
        if isinstance(n, int):
            return self.plural(error.sentence, error.many, n, **facts)
        return self.text(error.sentence, **facts)

    def _turned(self, text: str) -> str:
        """Sets the direction right-to-left although the first word may be `PDF`."""
        if self.right_to_left and runs_left(text) and not begins_leftwards(text):
            return RIGHT_TO_LEFT_MARK + text
        return text

    def _told(self, facts: Mapping[str, object]) -> dict[str, object]:
        """The facts, with isolates around those that could reorder the text beside them."""
        words = {
            name: str(fact) if isinstance(fact, PurePath) else fact for name, fact in facts.items()
        }
        return {
            name: isolated(fact)
            if isinstance(fact, str) and (self.right_to_left or runs_left(fact))
            else fact
            for name, fact in words.items()
        }


def isolated(text: str) -> str:
    """Isolates the text: it and its surroundings each keep their direction."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if text else text


def bare(text: str) -> str:
    """Removes the direction marks and word joiners: for a terminal, which shows them, and for the clipboard."""
    return text.translate(_BARE)


def runs_left(text: str) -> bool:
    """Whether the text has any right-to-left letter."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def begins_leftwards(text: str) -> bool:
    """Whether the first-strong rule of the bidi algorithm gives right-to-left for this text."""
    depth = 0
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        depth += (letter in _ISOLATES) - (letter == POP_ISOLATE)
        if not depth and kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def closest(tag: str) -> str:
    """Our code for a locale tag of systems and rosters (`ug_CN.UTF-8`, `zh-TW`); else English."""
    wanted = tag.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    wanted = _of_windows(wanted)
    if wanted in _HANT or wanted.startswith("zh-hant"):
        return "zh-Hant"
    first = wanted.partition("-")[0]
    return first if first in LANGUAGES else "en"


def _of_windows(wanted: str) -> str:
    """The tag of a name as Windows gives it to programs in C: `japanese-japan`, `chinese (traditional)-taiwan`."""
    language, _, country = wanted.partition("-")
    if language.startswith("chinese"):
        is_hant = "traditional" in language or country.startswith(_HANT_COUNTRIES)
        return "zh-hant" if is_hant and "simplified" not in language else "zh-hans"
    return _WINDOWS_NAMES.get(language, wanted)


def locale_of(code: str) -> str:
    """The locale name of a catalogue: `zh_TW` for `zh-Hant`."""
    return LOCALES.get(code, code)


def load(code: str) -> Language:
    """Loads a language; English for an unknown code or a missing catalogue."""
    known = closest(code)
    catalogue = gettext.translation(DOMAIN, CATALOGUES, languages=[locale_of(known)], fallback=True)
    return Language(known, catalogue)


def local(at: int, time_zone: str) -> datetime:
    """An instant (UTC milliseconds) in the event's time zone."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(time_zone))


def time_of_day(at: int, time_zone: str) -> str:
    """`10:12`, in the event's time zone."""
    return local(at, time_zone).strftime("%H:%M")


def day_and_time(at: int, time_zone: str) -> str:
    """`2026-10-30 10:12:05`, in the event's time zone: the format of exports in every language."""
    # Four times as fast as `strftime`, for lists of a hundred thousand times.
    return local(at, time_zone).replace(tzinfo=None).isoformat(" ", "seconds")
