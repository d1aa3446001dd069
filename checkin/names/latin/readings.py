"""Dictionaries of readings of Han characters, loaded from `resources/names` on first use."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = Path(__file__).parents[3] / "resources" / "names"


class Chinese(NamedTuple):
    """The readings of one character, without tones, `v` for ü, the usual one first."""

    pinyin: tuple[str, ...]
    jyutping: tuple[str, ...]
    onyomi: tuple[str, ...]  # Japanese readings of Chinese names, in Hepburn with long vowels
    hangul: tuple[str, ...]


class Japanese(NamedTuple):
    """The readings of a name or of a kanji in it, as `kana.kunrei` writes them: as family, as given name."""

    family: tuple[str, ...]
    given: tuple[str, ...]


class _Lines:
    """A sorted file of lines `word rest`, searched in place to save a hundred thousand objects."""

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
    """Every character that has a Chinese reading."""
    found: dict[str, Chinese] = {}
    for line in (FOLDER / "han.txt").read_text(encoding="utf-8").splitlines():
        *readings, letters = line.split("\t")
        entry = Chinese(*(tuple(filter(None, reading.split(","))) for reading in readings))
        for letter in letters:
            found[letter] = entry
    return found


def japanese(name: str) -> Japanese | None:
    """The readings of a family or given name in folded kanji, likely ones first; None if it is unknown."""
    line = _names().find(name)
    return _japanese(line) if line else None


def kanji(letter: str) -> Japanese | None:
    """The readings of one folded kanji within a longer name."""
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
