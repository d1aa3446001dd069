"""The tables of `resources/names`, read when the first name needs them: how Han characters are read."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = Path(__file__).parents[3] / "resources" / "names"


class Chinese(NamedTuple):
    """How one character is read, without tones, `v` for ü, the usual reading first."""

    pinyin: tuple[str, ...]
    jyutping: tuple[str, ...]
    onyomi: tuple[str, ...]  # as Japan reads Chinese names, in Hepburn with long vowels
    hangul: tuple[str, ...]


class Japanese(NamedTuple):
    """How a name is read, or one kanji in it, as `kana.kunrei` has it: as a family name, as a given name."""

    family: tuple[str, ...]
    given: tuple[str, ...]


class _Lines:
    """A sorted file of lines `word rest`, looked up without making a hundred thousand objects of it."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def find(self, word: str) -> str | None:
        data, wanted = self._data, word.encode()
        first, last = 0, len(data)
        while first < last:
            start = data.rfind(b"\n", first, (first + last) // 2) + 1 or first
            end = data.index(b"\n", start)
            space = data.index(b" ", start)
            there = data[start:space]
            if there == wanted:
                return data[space + 1 : end].decode()
            if there < wanted:
                first = end + 1
            else:
                last = start
        return None


@cache
def chinese() -> dict[str, Chinese]:
    """Every character that Chinese has a reading for."""
    found: dict[str, Chinese] = {}
    for line in (FOLDER / "han.txt").read_text(encoding="utf-8").splitlines():
        *readings, letters = line.split("\t")
        one = Chinese(*(tuple(filter(None, reading.split(","))) for reading in readings))
        for letter in letters:
            found[letter] = one
    return found


def japanese(name: str) -> Japanese | None:
    """How a family or given name in folded kanji is read, likely readings first; None if nobody is called so."""
    line = _names().find(name)
    return _japanese(line) if line else None


def kanji(letter: str) -> Japanese | None:
    """How one folded kanji is read in a name of several."""
    line = _kanji().find(letter)
    return _japanese(line) if line else None


def _japanese(line: str) -> Japanese:
    family, _, given = line.partition("|")
    return Japanese(tuple(family.split()), tuple(given.split()))


@cache
def _names() -> _Lines:
    return _Lines(gzip.decompress((FOLDER / "japanese.txt.gz").read_bytes()))


@cache
def _kanji() -> _Lines:
    return _Lines((FOLDER / "kanji.txt").read_bytes())
