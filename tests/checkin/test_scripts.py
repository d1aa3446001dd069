"""The one table of scripts, held against Unicode, and that there is no other."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import pytest

from checkin import scripts
from checkin.names import confusable
from checkin.names.haystack import haystack
from tests.paths import ROOT

FIRST = "\u0370"  # before it is Latin, which every pattern may spell out
WIDE = 64  # letters; a shorter range is a rule about some letters, such as the consonants of Thai
# Letters of each range of Scripts.txt, and what Unicode calls common to few scripts and is written with them.
LETTERS = {
    "LATIN": "azAZªÿĀſƀəḀỿⅣⱠꜣꟿꭓﬁＡｚ",
    "GREEK": "ͰαΩϿἀῼΩ",
    "CYRILLIC": "ЀяѺԯᲀꙀꚟⷠ",
    "ARABIC": "ابئەڭۋۆ،؟ـ٠ݐݿࡰࢠࢲࣿﭐﮭ﷽ﹰﻼ\U00010e60\U0001ee00",
    "HEBREW": "את\u05b0װיִﭏ",
    "DEVANAGARI": "अह\u094d०ॿ꣠",
    "THAI": "กฮ\u0e34๙๛",
    "TIBETAN": "ༀཀ\u0f72༠\u0fb2࿔",
    "MONGOLIAN": "ᠠᡳᢀ᠐𑙠",
    "BOPOMOFO": "ㄅㄩㆠㆿ˪",
    "HAN": "一龥鿿㐀䶿々〆〇〡〩〸〻⺀⽕豈﨑\ufad9𠀀𠮷𪛖𪜀𫝀𫠠𬺰丽𰀀𖿢",
    "KANA": "ぁあんゔゖ゙゛ゝゟァアヺーヽヿㇰㇿ㋐㌔ｦｱﾝﾞﾟ𛀀𛀁𛅐𛅤🈀",
    "HANGUL": "가힣각ᇿㄱㅣㆎ㈀㉠ꥠꥼힰퟻﾡￜ",
}
# What looks as if it belonged to them and does not.
OTHERS = {
    "LATIN": "0-×÷αжª̀"[:-2] + "あ",
    "GREEK": "aжϢϯ",
    "CYRILLIC": "aαԱ",
    "ARABIC": "א܀ހߊ\ufeff",  # the last is the byte-order mark, which stands behind the block
    "HEBREW": "اﬀﭐ",
    "DEVANAGARI": "ঀਅ",
    "THAI": "ກ฀",
    "TIBETAN": "ကก",
    "MONGOLIAN": "ᢰ឴",
    "BOPOMOFO": "一ㄱㆠ"[:-1],
    "HAN": "、。「」〜あアㄅ가䷀ﬀ！",
    "KANA": "々一、。「」！ａㄅ가",
    "HANGUL": "一あㄅ㈠ａｱ",
}
# Sieves and rules that are about single letters and marks, not about whose they are.
NOT_SCRIPTS = {
    "checkin/names/cleaning.py": {"_HARMLESS", "_PATTERNS"},
    "checkin/names/sounds.py": {"_LATIN"},
    "checkin/paper/faces.py": {"_ALONE"},
    "checkin/layout/bidi.py": {"_RIGHT"},
    "checkin/layout/script.py": {"_INVISIBLE", "_SELECTORS", "_WIDE", "_WESTERN"},
    "checkin/names/latin/__init__.py": {"_WORD"},
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_script_has_its_letters_and_no_others(name: str) -> None:
    letter = re.compile(f"[{getattr(scripts, name)}]")
    assert [character for character in LETTERS[name] if not letter.match(character)] == []
    assert [other for other in OTHERS[name] if letter.match(other)] == []


@pytest.mark.parametrize(
    ("name", "prefixes"),
    [
        ("HAN", ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL", "KANGXI")),
        ("KANA", ("HIRAGANA", "KATAKANA", "HALFWIDTH KATAKANA LETTER", "HENTAIGANA")),
        ("HANGUL", ("HANGUL", "HALFWIDTH HANGUL")),
        ("ARABIC", ("ARABIC",)),
        ("CYRILLIC", ("CYRILLIC", "COMBINING CYRILLIC")),
        ("TIBETAN", ("TIBETAN",)),
        ("THAI", ("THAI",)),
    ],
)
def test_every_letter_that_unicode_names_after_the_script_is_in(
    name: str, prefixes: tuple[str, ...]
) -> None:
    letter = re.compile(f"[{getattr(scripts, name)}]")
    named = [
        character
        for character in map(chr, range(0x40000))
        if unicodedata.name(character, "").startswith(prefixes)
    ]
    assert len(named) > 80
    assert [f"{ord(character):04X}" for character in named if not letter.match(character)] == []


def test_each_katakana_becomes_its_hiragana() -> None:
    assert "ァアガヴヵヶー・ｱ".translate(scripts.TO_HIRAGANA) == "ぁあがゔゕゖー・ｱ"


def test_a_name_of_rare_letters_is_found_written_in_one() -> None:
    person = dict.fromkeys(("name", "given_name", "family_name", "reading", "badge_name"), "")
    assert " 𫝀𪛖 " in haystack({**person, "native_name": "𫝀 𪛖"})


def test_a_letter_of_the_later_latin_blocks_is_one_that_looks_like_another() -> None:
    assert confusable("Ɐнна")
    assert not confusable("Ⱡata")


def test_no_other_module_spells_out_a_script() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{line}": spelt
        for package in ("checkin", "ui")
        for path in sorted((ROOT / package).rglob("*.py"))
        if path != ROOT / "checkin" / "scripts.py"
        for line, spelt in ranges(
            path.read_text(encoding="utf-8"),
            NOT_SCRIPTS.get(path.relative_to(ROOT).as_posix(), set()),
        )
    }
    assert found == {}


def test_a_range_is_seen_however_it_is_written() -> None:
    assert list(ranges('A = re.compile("[\\u4e00-\\u9fff]")')) == [(1, "一-鿿")]
    assert list(ranges('A = re.compile(f"x[ぁ-ヶ{B}]")')) == [(1, "ぁ-ヶ")]
    assert list(ranges('x = "ぁ" <= y <= "ヶ"')) == [(1, "ぁ-ヶ")]
    assert list(ranges("x = range(0x0620, 0x0700)")) == [(1, "\u0620-\u06ff")]
    assert list(ranges('A = "[ก-ฮ][a-z][\\ue000-\\uf8ff]"')) == []
    assert list(ranges('A = "[\\u4e00-\\u9fff]"', {"A"})) == []


def ranges(source: str, passed_over: AbstractSet[str] = frozenset()) -> Iterator[tuple[int, str]]:
    """Where a range of many letters is spelt out, and which; not in the named constants."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(ast.parse(source)):
        if node in skipped:
            skipped |= set(ast.iter_child_nodes(node))
            continue
        if isinstance(node, ast.AnnAssign | ast.Assign) and passed_over & set(_targets(node)):
            skipped |= set(ast.iter_child_nodes(node))
        for first, last in _spelt(node):
            if first >= FIRST and _is_wide(first, last) and isinstance(node, ast.expr):
                yield node.lineno, f"{first}-{last}"


def _targets(node: ast.AnnAssign | ast.Assign) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return (target.id for target in targets if isinstance(target, ast.Name))


def _spelt(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Constant(value=str(text)):
            yield from re.findall("([^\0-\u036f])-([^\0-\u036f])", text)
        case ast.Compare(
            left=ast.Constant(value=str(first)), comparators=[_, ast.Constant(value=str(last))]
        ):
            yield first, last
        case ast.Call(
            func=ast.Name(id="range"),
            args=[ast.Constant(value=int(first)), ast.Constant(value=int(last))],
        ):
            yield chr(first), chr(last - 1)
        case _:
            return


def _is_wide(first: str, last: str) -> bool:
    letters = {unicodedata.category(first)[0], unicodedata.category(last)[0]} <= set("LMC")
    return (
        letters
        and unicodedata.category(first) not in ("Co", "Cs")
        and ord(last) - ord(first) >= WIDE
    )
