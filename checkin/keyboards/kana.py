"""Kana to Latin letters: reverses what a Japanese input method (IME) made of typed Latin letters.

While it composes, each key leaves its mark at the end of the text: a consonant stands there until
its vowel comes, and the vowel is the kana's own. So every step reveals its key. The end result
alone is ambiguous: several kana have more than one spelling.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from checkin.scripts import TO_HIRAGANA

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST: Final = 4_000  # spellings tried per text
_VOWELS: Final = {
    "a": "あぁかがさざただなはばぱまやゃらわゎゕ",
    "i": "いぃきぎしじちぢにひびぴみりゐ",
    "u": "うぅくぐすずつづっぬふぶぷむゆゅるゔ",
    "e": "えぇけげせぜてでねへべぺめれゑゖ",
    "o": "おぉこごそぞとどのほぼぽもよょろを",
    "n": "ん",
}
# How an input method converts punctuation.
_SIGNS: Final = {"「": "[", "」": "]", "、": ",", "。": ".", "・": "/", "ー": "-"}
_VOWEL_OF: Final = {kana: vowel for vowel, row in _VOWELS.items() for kana in row}
_KEY_OF: Final = {**_VOWEL_OF, **_SIGNS}
# The spellings of Microsoft's, Google's and macOS's input methods, where all letters are among
# ours.
_WAYS: Final = """
い=i う=u え=e お=o き=ki く=ku,cu け=ke こ=ko,co ぎ=gi ぐ=gu げ=ge ご=go
し=si,shi,ci す=su せ=se,ce そ=so じ=ji ち=ti,chi つ=tu,tsu て=te と=to ぢ=di づ=du で=de ど=do
に=ni ぬ=nu ね=ne の=no ひ=hi ふ=hu,fu へ=he ほ=ho び=bi ぶ=bu べ=be ぼ=bo ぴ=pi ぷ=pu ぺ=pe ぽ=po
り=ri る=ru れ=re ろ=ro ゔ=vu ぃ=xi,li ぅ=xu,lu ぇ=xe,le ぉ=xo,lo っ=xtu,ltu,xtsu,ltsu ゖ=xke,lke
しゅ=shu しょ=sho しぇ=she じゅ=ju じょ=jo じぇ=je ちゅ=chu ちょ=cho ちぇ=che つぃ=tsi つぇ=tse つぉ=tso
てぃ=thi てゅ=thu てぇ=the てょ=tho でぃ=dhi でゅ=dhu でぇ=dhe でょ=dho ふぃ=fi ふぇ=fe ふぉ=fo
ゔぃ=vi ゔぇ=ve ゔぉ=vo
"""
_SPELT: Final = {
    kana: tuple(ways.split(",")) for kana, _, ways in (w.partition("=") for w in _WAYS.split())
}
_DOUBLED: Final = frozenset("bcdfghjklprstvx")


def plain(text: str) -> str:
    """Hiragana and lower-case Latin letters, whatever width and kind an input method gave them."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())
    return folded.translate(TO_HIRAGANA)


def key_of(grown: str) -> str:
    """The last key pressed, from the end of a composed text; "" where it is unknown."""
    last = plain(grown)[-1:]
    return last if last.isascii() else _KEY_OF.get(last, "")


def spellings(text: str) -> tuple[str, ...]:
    """Possible spellings of the text with letters of ours; empty where there is none."""
    text = plain(text)
    if not any(letter in _VOWEL_OF for letter in text):
        return ()
    endings: dict[int, tuple[str, ...]] = {len(text): ("",)}
    for start in range(len(text) - 1, -1, -1):
        found = dict.fromkeys(_from(text, start, endings))
        endings[start] = tuple(found) if len(found) <= MOST else ()
    return endings[0]


def _from(text: str, start: int, endings: dict[int, tuple[str, ...]]) -> Iterator[str]:
    """The spellings from a position on, given those from every later position."""
    letter = text[start]
    rest = endings[start + 1]
    if letter.isascii():
        yield from (letter + ending for ending in rest)
    for length in (1, 2):
        ways = _SPELT.get(text[start : start + length], ()) if start + length <= len(text) else ()
        yield from (way + ending for way in ways for ending in endings[start + length])
    if letter == "っ":
        yield from (ending[0] + ending for ending in rest if ending[:1] in _DOUBLED)
    if letter == "ん":
        yield from (way + ending for way in ("nn", "xn") for ending in rest)
        yield from ("n" + ending for ending in rest if ending[:1] in {"", *_DOUBLED})
