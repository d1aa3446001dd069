"""Romanisation of every script: common spellings are among the search words."""

from __future__ import annotations

import csv

import pytest

from checkin.names import (
    NAMED_BY,
    Keys,
    fold,
    keys,
    query_readings,
    reads_one_way,
    sounds,
    stretches,
)
from checkin.names.latin import Hints, chinese, kana, parts, readings
from checkin.names.latin.kanji import split
from tests.paths import SHARED_DATA

PAIRS = SHARED_DATA / "name-pairs.csv"
NOTHING = Hints()


def spelt(text: str, hints: Hints = NOTHING) -> set[str]:
    return {word for part in parts(text, hints) for word in part.words}


def heard(text: str, hints: Hints = NOTHING) -> set[str]:
    return {sound for word in spelt(text, hints) for sound in sounds(word)}


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        # Uyghur in its alphabet of Arabic letters, and in Cyrillic
        ("ئابدۇۋېلى", "abduweli abduveli"),
        ("غوجائەخمەت", "ghojaexmet gojaehmet"),
        ("خالنۇر", "xalnur halnur khalnur"),
        ("يۈسۈپ", "yusup yusuf yusub"),
        ("ئەيسا", "eysa isa"),
        ("ژۇلدۇز", "zhulduz"),
        ("Әркин", "erkin arkin"),
        # Cyrillic of other languages
        ("Қайрат", "qayrat"),
        ("Ерлан", "erlan yerlan"),
        ("Дмитрий", "dmitry dmitriy"),
        ("Ольга", "olga"),
        ("Григорович", "grigorovich hrihorovich"),
        ("Ђорђевић", "djordjevic"),
        ("Цэцэг", "tsetseg"),
        # Kana
        ("こういち", "koichi kouichi koiti"),
        ("ｼﾝｼﾞ", "shinji sinzi"),
        ("ファティマ", "fatima"),
        # Kanji: likely readings
        ("渡邉宗一", "watanabe soichi"),
        ("東海林 郁夫", "shoji ikuo"),
        ("髙野俊彦", "takano toshihiko"),
        ("勅使河原 亜希", "teshigawara aki"),
        # Chinese: Mandarin in three spellings, Cantonese, Hokkien, and as Japan reads it
        ("曾國華", "zeng tseng tsang guo kuo hua guohua kuohua kwok"),
        ("單淑惠", "shan shu hui shuhui"),
        ("黃思穎", "huang wong szu sze ying wing"),
        ("林柏翰", "lin lim lam po pak han hon pohan"),
        ("歐陽文康", "ouyang auyeung wen kang wenkang"),
        ("许", "xu hsu hui"),
        ("蔡佳穎", "cai tsai choi chua sai"),
        # Korean
        ("김민지", "kim min ji minji"),
        ("남궁혁", "namgung hyeok"),
        ("이영희", "lee yi young yeong hui"),
        # Tibetan by pronunciation
        ("བསྟན་འཛིན", "tendzin"),
        ("བཀྲ་ཤིས", "tashi"),
        ("ཚེ་རིང", "tsering"),
        # Other scripts
        ("Δημήτρης", "dimitris"),
        ("נועה", "noah"),
        ("रमेश", "ramesh"),
        ("สมชาย", "smchay"),
        ("გიორგი", "giorgi"),
        ("Արամ", "aram"),
    ],
)
def test_each_usual_spelling_is_there(native: str, latin: str) -> None:
    assert set(latin.split()) <= spelt(native)


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("دولقۇن", "Dolkun Dolqun Dolgun"),
        ("مەمتىمىن", "Memtimin Mamtimin"),
        ("ئارزىگۈل", "Arzigul Arzygul Arzigül"),
        ("Сәрсембаев", "Sarsembaev Sarsembayev"),
        ("じゅんこ", "Junko Zyunko"),
        ("大野", "Ono Ohno Oono Ōno Ouno"),
        ("本間", "Homma Honma"),
        ("정", "Jung Chung Jeong Cheong"),
        ("경", "Kyung Gyeong Kyoung"),
        ("許", "Hsu Xu Hsü Shyu"),
    ],
)
def test_each_habit_of_spelling_sounds_the_same(native: str, latin: str) -> None:
    for spelling in latin.split():
        assert heard(native) & set(sounds(fold(spelling))), spelling


def test_a_reading_that_was_given_stands_for_the_characters_it_belongs_to() -> None:
    for native, reading in (
        ("榊原義之", "さかきばら よしゆき"),
        ("榊原義之", "サカキバラヨシユキ"),
        ("榊原 義之", "さかきばら よしゆき"),
    ):
        found = stretches(made(native_name=native, reading=reading).latin)
        ends = [
            (native[found_part.start : found_part.end], found_part.words[0], found_part.sure)
            for found_part in found
        ]
        assert ends == [("榊原", "sakakibara", True), ("義之", "yoshiyuki", True)]


def test_only_what_the_script_says_is_sure() -> None:
    def sure(text: str, hints: Hints = NOTHING) -> set[bool]:
        return {part.sure for part in parts(text, hints)}

    assert sure("دىلنۇر") == sure("Ботагөз") == sure("ゆかり") == sure("김민지") == {True}
    assert sure("榊原義之") == sure("محمود") == {False}
    assert True in sure("曾國華", Hints(country="Taiwan"))


def test_what_is_known_of_a_person_says_how_their_characters_are_read() -> None:
    assert "mori" in spelt("森 明", Hints(language="ja"))
    assert "sen" not in {p.words[0] for p in parts("森 明", Hints(language="ja"))}
    assert "mori" not in spelt("森 明", Hints(language="zh-TW"))
    assert {"kim", "yeong"} <= spelt("金 英", Hints(country="Korea"))


def test_a_family_name_ends_where_people_are_called_so() -> None:
    assert split("佐佐木恵")[0] == 3
    assert split("浅野志保") == (2,)
    assert set(split("森喜代")) == {1, 2}
    assert split("一") == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ふるや", {"furuya"}),
        ("フルヤ", {"furuya"}),
        ("ﾌﾙﾔ", {"furuya"}),
        ("ふるy", {"furuy"}),
        ("はっt", {"hatt"}),
        ("ｆuruy", {"furuy"}),
        ("古川 けい", {"furukawa", "kei"}),
        ("古川けい", {"furukawa", "kei"}),
        ("Долқун", {"dolqun"}),
        ("دىلنۇر", {"dilnur"}),
        ("민지", {"minji"}),
    ],
)
def test_what_an_input_method_gives_is_read_before_it_is_finished(
    typed: str, meant: set[str]
) -> None:
    options = [{word for token in way for word in token} for way in query_readings(typed)]

    assert any(meant <= words for words in options)


@pytest.mark.parametrize("text", ["", " ", "・", "-", "ー", "っ", "々", "་", "์", "ـ", "\U000e0100"])
def test_what_is_no_name_has_no_spelling_and_breaks_nothing(text: str) -> None:
    assert all(word for part in parts(text, NOTHING) for word in part.words)
    query_readings(text)


def test_the_tables_hold_folded_names_in_an_order_that_can_be_searched() -> None:
    lines = (readings.FOLDER / "kanji.txt").read_text(encoding="utf-8").splitlines()
    letters = [line.split(" ")[0] for line in lines]

    assert letters == sorted(letters, key=str.encode)
    assert all(fold(letter) == letter for letter in letters)
    assert readings.japanese("古川") is not None
    assert readings.japanese("龘龘龘") is None


def test_each_way_to_spell_mandarin_spells_every_syllable() -> None:
    syllables = {reading for entry in readings.chinese().values() for reading in entry.pinyin}

    assert all(all(chinese.mandarin(syllable)) for syllable in syllables)
    assert chinese.mandarin("zeng") == ("zeng", "tseng", "zeng", "tzeng")
    assert chinese.mandarin("xiu")[1:] == ("hsiu", "siou", "shiou")


def test_kana_keep_their_long_vowels_until_a_passport_drops_them() -> None:
    assert kana.kunrei("こうじ") == "kouzi"
    assert kana.guesses("kouzi") == ("koji", "kozi")


@pytest.mark.skipif(not PAIRS.exists(), reason="the pairs are not here")
def test_of_every_pair_a_word_of_the_spelling_in_use_is_derived() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        pairs = [tuple(row.values()) for row in csv.DictReader(file)]
    missed = [
        latin
        for native, latin in pairs
        if not any(set(sounds(word)) & heard(native) for word in fold(latin).split())
    ]

    assert missed == []


def made(**fields: str) -> Keys:
    return keys({**dict.fromkeys(NAMED_BY, ""), **fields})


@pytest.mark.parametrize(
    "letters",
    [
        "寿限無五劫擦切海砂利水魚行末雲来末",
        "王欧阳司马",
        "じゅげむ",
        "김이박최정강",
        "بسۇپخ",
        "བསྟན",
        "नरेन्द्र",
        "ประยุทธ์",
    ],
)
@pytest.mark.parametrize("between", ["", " "])
def test_a_name_that_never_ends_has_few_keys(letters: str, between: str) -> None:
    endless = between.join(letters * 40)[:200]
    person = dict.fromkeys(NAMED_BY, "") | {"native_name": endless, "reading": "ジュ" * 100}
    assert len(keys(person).latin) < 10_000
    assert sum(len(options) for way in query_readings(endless) for options in way) < 5_000


def test_a_script_that_writes_every_sound_is_read_in_one_way() -> None:
    for text in ("Furuya", "ふるや", "Сағынбаева", "김민지", "دولقۇن"):
        assert reads_one_way(text)
    for text in ("古屋", "ふる屋", "محمد", "משה"):
        assert not reads_one_way(text)


def test_a_name_that_may_be_arabic_or_uyghur_is_read_as_both_and_surely_as_neither() -> None:
    (found,) = stretches(made(native_name="توختا").latin)
    assert not found.sure
    assert {"toxta", "tukhta"} <= set(found.words)
    (uyghur,) = stretches(made(native_name="سادىر").latin)
    assert (uyghur.sure, uyghur.words[0]) == (True, "sadir")
