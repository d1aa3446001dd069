"""Romanisation of Tibetan by pronunciation, not by spelling, which is how Tibetans write their names.

བསྟན་འཛིན is written bstan 'dzin and pronounced Tenzin. Prefixes are silent; a letter above a consonant removes
its aspiration; y and r below change it; d, n, l, s after a, o, u turn these into e, ö, ü.
"""

from __future__ import annotations

import re
from typing import Final

from checkin.scripts import TIBETAN_LETTERS

_CONSONANTS: Final = dict(
    zip(
        "ཀཁགངཅཆཇཉཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤསཧཨ",
        "k kh g ng ch ch j ny t th d n p ph b m ts ts dz w zh z - y r l sh s h -".replace(
            "-", ""
        ).split(" "),
        strict=True,
    )
)
_BELOW: Final = {chr(ord(letter) + 0x50): letter for letter in _CONSONANTS}
_VOWELS: Final = {"ི": "i", "ུ": "u", "ེ": "e", "ོ": "o"}
_PREFIXES: Final = frozenset("གདབམའ")
_ABOVE: Final = frozenset("རལས")
_SUFFIXES: Final = frozenset("གངདནབམའརལས")
_SECOND: Final = frozenset("སད")
# Below: y palatalises a labial, r makes any consonant retroflex, of l-stacks only l is heard.
_WITH_Y: Final = {"p": "ch", "ph": "ch", "b": "j", "m": "ny", "k": "ky", "kh": "khy", "g": "gy"}
_WITH_R: Final = {
    "k": "t",
    "kh": "t",
    "g": "d",
    "t": "t",
    "d": "d",
    "p": "t",
    "ph": "t",
    "b": "d",
    "s": "s",
    "m": "m",
    "h": "hr",
}
_BRIGHT: Final = {"a": "e", "o": "oe", "u": "u"}  # before d, n, l, s
_END: Final = {"ག": "g", "ང": "ng", "ན": "n", "བ": "p", "མ": "m", "ར": "r", "ལ": "l"}
_SYLLABLE: Final = re.compile(f"[{TIBETAN_LETTERS}]+")
# Exceptions to the rules: loans from Sanskrit, and the most frequent words in names.
_SAID: Final = {"པདྨ": "pema", "ཀརྨ": "karma", "སྐྱབས": "kyab", "རྗེ": "je", "རྡོ": "dor"}
_LATER: Final = {"བ": "wa", "བོ": "wo"}  # when not the first syllable
# A silent prefix is pronounced after a vowel: བློ་བཟང Lobsang, མཁའ་འགྲོ Khandro.
_HEARD: Final = {"བ": "b", "འ": "n", "མ": "n"}
_OPEN: Final = re.compile("[aeiou]$")


def words(name: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """The words of a name, mostly of two syllables: start, end, and pronunciations."""
    found = [(*match.span(), match[0]) for match in _SYLLABLE.finditer(name)]
    said: list[tuple[int, int, tuple[str, ...]]] = []
    for at, (start, end, text) in enumerate(found):
        alone = _said(text, first=at == 0)
        said.append((start, end, (alone,)))
        if at + 1 < len(found):
            _, last, following = found[at + 1]
            said.append((start, last, _joined(alone, following)))
    return said


def _said(text: str, *, first: bool) -> str:
    if not first and text in _LATER:
        return _LATER[text]
    return _SAID.get(text) or _syllable(text)


def _joined(before: str, text: str) -> tuple[str, ...]:
    """Two syllables joined, as pronounced and in common spellings."""
    after = _said(text, first=False)
    found = [before + after]
    if text[0] in _HEARD and len(text) > 1 and _OPEN.search(before):
        found.insert(0, before + _HEARD[text[0]] + after)
    # Some write an aspiration that others leave out; final g and b are hardly heard.
    found.append(re.sub("^([td])", r"\1h", before) + after)
    found.append(before.rstrip("gp") + after)
    return tuple(dict.fromkeys(found))


def _syllable(text: str) -> str:
    stacks = _stacks(text)
    root = _root(stacks)
    stack, vowel = stacks[root]
    after = "".join(letters for letters, _ in stacks[root + 1 :])
    said = _start(stack, prefixed=root > 0 and stacks[root - 1][0])
    if after[:1] in ("ད", "ན", "ལ", "ས"):
        vowel = _BRIGHT.get(vowel, vowel)
    return said + vowel + _END.get(after[:1], "")


def _stacks(text: str) -> list[tuple[str, str]]:
    """The stacks (written columns): their consonants from the top, and the vowel, a where none is written."""
    found: list[tuple[str, str]] = []
    for letter in text:
        if letter in _CONSONANTS:
            found.append((letter, "a"))
        elif found and letter in _VOWELS:
            found[-1] = (found[-1][0], _VOWELS[letter])
        elif found and letter in _BELOW:
            found[-1] = (found[-1][0] + _BELOW[letter], found[-1][1])
    return found or [("ཨ", "a")]


def _root(stacks: list[tuple[str, str]]) -> int:
    """The stack with the vowel: a real stack, a written vowel, else the second of three or more."""
    for at, (letters, vowel) in enumerate(stacks):
        if len(letters) > 1 or vowel != "a":
            return at
    if len(stacks) < 2 or stacks[0][0] not in _PREFIXES:
        return 0
    if len(stacks) == 2 or (
        len(stacks) == 3 and stacks[2][0] in _SECOND and stacks[1][0] in _SUFFIXES
    ):
        return 1 if stacks[-1][0] == "འ" and len(stacks) > 2 else 0
    return 1


def _start(stack: str, *, prefixed: object) -> str:
    core = stack
    above = len(core) > 1 and core[0] in _ABOVE and core[1] not in "ཡརལཝའ"
    if len(core) > 1 and core[:2] == "ལཧ":
        return "lh"
    if above:
        core = core[1:]
    first, below = core[0], core[1:]
    if "ལ" in below:
        return "d" if first == "ཟ" else "l"
    said = _CONSONANTS[first]
    if prefixed == "ད" and first == "བ":
        return {"ཡ": "y", "ར": "r"}.get(below, "w")
    if "ཡ" in below:
        return _WITH_Y.get(said, said + "y")
    if "ར" in below:
        return _WITH_R.get(said, said)
    return said
