"""Font fallback: splits a text into runs by script, and chooses a font face for each.

No one font has Latin, Uyghur and Japanese. A character that its script's face lacks is looked for in the
other faces; one that no face has is reported, never printed as an empty box.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING, Final, Protocol

from checkin.scripts import (
    ARABIC,
    BOPOMOFO,
    DEVANAGARI,
    HAN,
    HANGUL,
    HEBREW,
    KANA,
    MONGOLIAN,
    THAI,
    TIBETAN,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS_IN_A_ROW: Final = 4  # combining marks; no script needs more, and they would cover other lines

_INVISIBLE: Final = re.compile(
    "(?<![\u1820-\u18af])\u180e|[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufe0e\ufe0f]"
)
_JOINERS: Final = "\u200c\u200d"
_SELECTORS: Final = range(0xE0100, 0xE01F0)  # variation selectors of Han letters: 葛󠄀
_PRIVATE: Final = frozenset({"Co", "Cn", "Cs"})
_UNKNOWN: Final = "\ufffd"
_ARABIC: Final = re.compile(f"[{ARABIC}]")
_VIRAMA: Final = 9  # its combining class; it drops the vowel and joins the next letter
_ALEFS: Final = frozenset("\u0622\u0623\u0625\u0627\u0671")
_KANA: Final = re.compile(f"[{KANA}]")
_HAN: Final = re.compile(f"[{HAN}{BOPOMOFO}]")  # a font with one also has the other
_HANGUL: Final = re.compile(f"[{HANGUL}]")
_HEBREW: Final = re.compile(f"[{HEBREW}]")
_THAI: Final = re.compile(f"[{THAI}]")
_DEVANAGARI: Final = re.compile(f"[{DEVANAGARI}]")
_TIBETAN: Final = re.compile(f"[{TIBETAN}]")
_MONGOLIAN: Final = re.compile(f"[{MONGOLIAN}]")
_WIDE: Final = re.compile("[\u3000-\u303f\uff00-\uffef]")
_WESTERN: Final = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f\u0400-\u045f]*")  # all in Noto Sans
_MARKS: Final = frozenset({"Mn", "Mc", "Me"})
_OPEN: Final = frozenset("PSZ")  # Unicode categories (first letter) common to all scripts


class Family(StrEnum):
    SANS = "NotoSans"
    ARABIC = "NotoSansArabic"
    JAPANESE = "NotoSansJP"
    CHINESE = "NotoSansTC"
    SIMPLIFIED = "NotoSansSC"
    KOREAN = "NotoSansKR"
    HEBREW = "NotoSansHebrew"
    THAI = "NotoSansThai"
    DEVANAGARI = "NotoSansDevanagari"
    TIBETAN = "NotoSerifTibetan"
    MONGOLIAN = "NotoSansMongolian"


class Weight(StrEnum):
    REGULAR = "Regular"
    BOLD = "Bold"


class Face(StrEnum):
    """A font file, by its name in `resources/fonts` without `.ttf`."""

    SANS = "NotoSans-Regular"
    SANS_BOLD = "NotoSans-Bold"
    ARABIC = "NotoSansArabic-Regular"
    ARABIC_BOLD = "NotoSansArabic-Bold"
    JAPANESE = "NotoSansJP-Regular"
    JAPANESE_BOLD = "NotoSansJP-Bold"
    CHINESE = "NotoSansTC-Regular"
    CHINESE_BOLD = "NotoSansTC-Bold"
    SIMPLIFIED = "NotoSansSC-Regular"
    SIMPLIFIED_BOLD = "NotoSansSC-Bold"
    KOREAN = "NotoSansKR-Regular"
    KOREAN_BOLD = "NotoSansKR-Bold"
    HEBREW = "NotoSansHebrew-Regular"
    HEBREW_BOLD = "NotoSansHebrew-Bold"
    THAI = "NotoSansThai-Regular"
    THAI_BOLD = "NotoSansThai-Bold"
    DEVANAGARI = "NotoSansDevanagari-Regular"
    DEVANAGARI_BOLD = "NotoSansDevanagari-Bold"
    TIBETAN = "NotoSerifTibetan-Regular"
    TIBETAN_BOLD = "NotoSerifTibetan-Bold"
    MONGOLIAN = "NotoSansMongolian-Regular"  # exists in regular only


_FACES: Final = {
    (family, weight): Face.MONGOLIAN if family is Family.MONGOLIAN else Face(f"{family}-{weight}")
    for family in Family
    for weight in Weight
}
_HAN_FAMILIES: Final = (Family.JAPANESE, Family.CHINESE, Family.SIMPLIFIED, Family.KOREAN)
_FALLBACKS: Final = (Family.SANS, *_HAN_FAMILIES, Family.ARABIC, Family.HEBREW)


def face(family: Family, weight: Weight) -> Face:
    """The font face of a family in a weight."""
    return _FACES[family, weight]


class Measure(Protocol):
    """Font metrics that the layout needs; the printing side and the window each implement it."""

    def width(self, text: str, face: Face, *, rtl: bool) -> float:
        """The width of the shaped text, in multiples of the type size."""
        ...

    def covers(self, face: Face, character: str) -> bool:
        """Whether the face has a glyph for the character."""
        ...


class Script(Enum):
    LATIN = auto()  # and Cyrillic, Greek and everything else in Noto Sans
    ARABIC = auto()
    HEBREW = auto()
    THAI = auto()
    DEVANAGARI = auto()
    TIBETAN = auto()
    MONGOLIAN = auto()
    HANGUL = auto()
    KANA = auto()
    HAN = auto()
    WIDE = auto()  # full-width punctuation
    COMMON = auto()  # takes the script of its neighbours: spaces, punctuation, marks


def script(character: str) -> Script:
    """The script of one character."""
    if character.isascii():
        return Script.LATIN if character.isalnum() else Script.COMMON
    for pattern, found in _SCRIPTS:
        if pattern.match(character):
            return found
    category = unicodedata.category(character)
    return Script.COMMON if category in _MARKS or category[0] in _OPEN else Script.LATIN


_SCRIPTS: Final = (
    (_ARABIC, Script.ARABIC),
    (_HEBREW, Script.HEBREW),
    (_THAI, Script.THAI),
    (_DEVANAGARI, Script.DEVANAGARI),
    (_TIBETAN, Script.TIBETAN),
    (_MONGOLIAN, Script.MONGOLIAN),
    (_HANGUL, Script.HANGUL),
    (_KANA, Script.KANA),
    (_HAN, Script.HAN),
    (_WIDE, Script.WIDE),
)


def has_arabic(text: str) -> bool:
    return bool(_ARABIC.search(text))


def runs_leftwards(text: str) -> bool:
    """Whether the text contains right-to-left letters."""
    return bool(_ARABIC.search(text) or _HEBREW.search(text))


def has_kana(text: str) -> bool:
    return bool(_KANA.search(text))


def has_han(text: str) -> bool:
    return bool(_HAN.search(text))


def has_hangul(text: str) -> bool:
    return bool(_HANGUL.search(text))


def is_eastern(text: str) -> bool:
    """Whether a word consists of CJK letters: Han, kana or hangul."""
    return has_han(text) or has_kana(text) or has_hangul(text)


def rides(character: str) -> bool:
    """Whether the character attaches to the one before: a mark, a joiner, a variation selector."""
    return (
        character in _JOINERS
        or ord(character) in _SELECTORS
        or unicodedata.category(character) in _MARKS
    )


def joins(before: str, after: str) -> bool:
    """Whether two letters are drawn as one: lam-alef, a conjunct, or letters held by a joiner."""
    if before < "\u0300":
        return False
    lam_alef = before == "\u0644" and after in _ALEFS
    return lam_alef or "\u200d" in {before, after} or unicodedata.combining(before) == _VIRAMA


def plain(text: str) -> str:
    """Sanitises a text for printing: one line, composed (NFC), without controls, marks limited.

    Directional controls could make a name read as another; a joiner inside Uyghur text is kept. A lone
    surrogate becomes U+FFFD, which no face is counted to have.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    whole = "".join(
        _UNKNOWN if 0xD800 <= ord(character) <= 0xDFFF else character for character in text
    )
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFC", whole))
    spaced = "".join(
        " " if unicodedata.category(character) == "Cc" else character for character in shown
    )
    return " ".join(_bounded(spaced).split())


def _bounded(text: str) -> str:
    kept: list[str] = []
    riding = 0
    for character in text:
        riding = riding + 1 if rides(character) else 0
        if riding <= MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def split(
    text: str, weight: Weight, han: Family, measure: Measure
) -> tuple[list[tuple[Face, str]], str]:
    """Splits a text of one direction into runs of one face; also returns the characters without a glyph."""
    if _WESTERN.fullmatch(text):
        return [(face(Family.SANS, weight), text)], ""
    han = _one_for_all(text, weight, han, measure)
    runs: list[tuple[Face, str]] = []
    missing: list[str] = []
    current: Family | None = None
    for cluster in _clusters(text):
        wanted = _wanted(cluster[0], current, han) or _next_family(text, han)
        found = _covering(cluster, wanted, weight, measure)
        if found is None:
            missing.append(_lacking(cluster, face(wanted, weight), measure))
            found = wanted
        chosen = face(found, weight)
        if runs and runs[-1][0] is chosen:
            runs[-1] = (chosen, runs[-1][1] + cluster)
        else:
            runs.append((chosen, cluster))
        current = found
    return runs, "".join(missing)


def _one_for_all(text: str, weight: Weight, han: Family, measure: Measure) -> Family:
    """The one family that has all Han letters of the text: two designs in a name look like a mistake."""
    letters = "".join(_HAN.findall(text))
    if not letters:
        return han
    for family in (han, *_HAN_FAMILIES):
        if all(measure.covers(face(family, weight), letter) for letter in letters):
            return family
    return han


def _clusters(text: str) -> Iterator[str]:
    start = 0
    for index in range(1, len(text)):
        if not rides(text[index]):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _wanted(character: str, current: Family | None, han: Family) -> Family | None:
    """The family that the character needs; a neutral character takes that of the run before it."""
    kind = script(character)
    if kind is Script.COMMON:
        return current
    return _FAMILY_OF.get(kind, han)


_FAMILY_OF: Final = {
    Script.LATIN: Family.SANS,
    Script.ARABIC: Family.ARABIC,
    Script.HEBREW: Family.HEBREW,
    Script.THAI: Family.THAI,
    Script.DEVANAGARI: Family.DEVANAGARI,
    Script.TIBETAN: Family.TIBETAN,
    Script.MONGOLIAN: Family.MONGOLIAN,
    Script.HANGUL: Family.KOREAN,
    Script.KANA: Family.JAPANESE,
}


def _next_family(text: str, han: Family) -> Family:
    """The family of the first character that is not neutral; leading punctuation takes it too."""
    families = (_wanted(character, None, han) for character in text)
    return next((family for family in families if family), Family.SANS)


def _covering(cluster: str, wanted: Family, weight: Weight, measure: Measure) -> Family | None:
    if len(cluster) == 1 and cluster < "\ud800" and measure.covers(face(wanted, weight), cluster):
        return wanted  # the usual case
    for family in (wanted, *_FALLBACKS):
        if not _lacking(cluster, face(family, weight), measure):
            return family
    return None


def _lacking(cluster: str, chosen: Face, measure: Measure) -> str:
    return "".join(character for character in cluster if not _printable(character, chosen, measure))


def _printable(character: str, chosen: Face, measure: Measure) -> bool:
    if character in _JOINERS or ord(character) in _SELECTORS:
        return True
    if character == _UNKNOWN or unicodedata.category(character) in _PRIVATE:
        return False
    return measure.covers(chosen, character)
