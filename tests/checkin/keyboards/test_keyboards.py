"""Keyboard layout mismatch: a garbled text is recovered, or rejected."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checkin import codes, keyboards
from checkin.codes import ALPHABET, Shape
from checkin.keyboards import (
    LAYOUTS,
    US,
    KeyboardLayout,
    bent,
    layout_named,
    straightened,
    straightenings,
)
from checkin.keyboards.kana import MOST
from checkin.keyboards.layouts import NONE, PLACES
from tests import factories

MANY = [factories.code(seed) for seed in range(60)]
JSON = '{"registration_id":1234,"checkin_secret":"6a7f-00ff12ab34cd","event_id":77}'
EXTERNAL = ("pretix-7fA9", "https://ex.org/t?x=YZ1&q=a_b", JSON, "AZQWM;:!?/+*'#[]{}")
OTHERS = [layout for layout in LAYOUTS if layout is not US]
LATIN = [layout for layout in OTHERS if layout.latin]
CYRILLIC = [layout_named("ru"), layout_named("ua")]
by_name = pytest.mark.parametrize("computer", OTHERS, ids=lambda layout: layout.name)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_layout_has_all_places(layout: KeyboardLayout) -> None:
    assert (len(layout.plain), len(layout.shifted)) == (PLACES, PLACES)
    assert layout_named(layout.name) is layout


@by_name
def test_our_letters_have_a_place_of_their_own_on_every_layout(computer: KeyboardLayout) -> None:
    """Otherwise a code could not be recovered."""
    given = [computer.gives(US.places[letter][0]) for letter in ALPHABET.lower()]
    assert len(set(given)) == len(ALPHABET)
    assert NONE not in given


@by_name
@pytest.mark.parametrize("prefix", ["", "]Q1", "\\000026", "]Q2\\000026"])
def test_a_code_is_read_though_the_computers_layout_bent_it(
    computer: KeyboardLayout, prefix: str
) -> None:
    for code in MANY:
        typed = bent(prefix + code.lower(), US, computer)
        assert codes.read(typed).code == code


@pytest.mark.parametrize("prefix", ["", "]Q1", "\\000026"])
@pytest.mark.parametrize(
    "computer", [layout for layout in OTHERS if layout.name != "ug"], ids=lambda x: x.name
)
def test_so_is_one_in_capitals(computer: KeyboardLayout, prefix: str) -> None:
    """Except for the Uyghur layout, where most keys give nothing with Shift."""
    for code in MANY:
        assert codes.read(bent(prefix + code, US, computer)).code == code


@pytest.mark.parametrize("scanner", LATIN, ids=lambda layout: layout.name)
@by_name
def test_whatever_the_scanner_was_set_to(scanner: KeyboardLayout, computer: KeyboardLayout) -> None:
    code = MANY[0].lower()
    assert codes.read(bent(code, scanner, computer)).code == MANY[0]


@pytest.mark.parametrize("computer", [*CYRILLIC, layout_named("kana")], ids=lambda x: x.name)
def test_a_damaged_code_in_another_script_is_called_damaged(computer: KeyboardLayout) -> None:
    wrong = MANY[0][:-1] + ("B" if MANY[0][-1] != "B" else "C")
    assert codes.read(bent(wrong.lower(), US, computer)).shape is Shape.DAMAGED


@pytest.mark.parametrize(
    "text",
    [
        "Владимир Константинов",
        "Сергей Иванов",
        "たなかきょうこ",
        "ガルシア・ロドリゲス・マルティネスさま",
        "دولقۇن ئەيسا",
        "Ольга Петровна Смирнова-Левицкая",
    ],
)
def test_a_name_in_another_script_is_no_code(text: str) -> None:
    assert codes.read(text).shape is Shape.FOREIGN


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя ", min_size=1, max_size=40))
def test_russian_letters_are_a_code_only_where_all_twenty_stand_for_ours(text: str) -> None:
    reading = codes.read(text)
    if reading.shape in {Shape.OURS, Shape.DAMAGED}:
        assert bent(reading.code.lower(), US, layout_named("ru")) == "".join(text.split())


@pytest.mark.parametrize("computer", [*LATIN, *CYRILLIC], ids=lambda layout: layout.name)
@pytest.mark.parametrize("text", EXTERNAL)
def test_a_text_that_a_latin_or_cyrillic_layout_has_bent_is_among_what_may_be_meant(
    computer: KeyboardLayout, text: str
) -> None:
    typed = bent(text, US, computer)
    assert typed == text or text in straightenings(typed)


@pytest.mark.parametrize("scanner", LATIN, ids=lambda layout: layout.name)
def test_a_scanner_of_another_country_on_an_american_computer_is_understood(
    scanner: KeyboardLayout,
) -> None:
    text = "pretix-7fA9yz:"
    typed = bent(text, scanner, US)
    assert typed == text or text in straightenings(typed)


printed = st.text(alphabet=string.ascii_letters + string.digits + "-_:/?=&.", max_size=60)


@given(printed, st.sampled_from(LATIN))
def test_straightening_takes_back_what_bending_did(text: str, computer: KeyboardLayout) -> None:
    assert text in straightened(bent(text, US, computer), US, computer)


@given(st.text(max_size=80))
def test_no_text_makes_straightening_fail_or_offer_itself(text: str) -> None:
    assert text not in straightenings(text)


def test_caps_lock_turns_capitals_round() -> None:
    assert "pretix-7fA9" in straightenings("PRETIX-7Fa9")


def test_a_dead_key_leaves_its_mark_on_the_next_letter_or_stands_alone() -> None:
    french, german = layout_named("fr"), layout_named("de")
    assert bent("[e", US, french) == "ê"
    assert bent("[1", US, french) == "^&"
    assert bent("[", US, french) == "^"
    assert bent("=`e", US, german) == "´ê"
    for text in ("[e", "[1", "[", "x[e]"):
        assert text in straightened(bent(text, US, french), US, french)


def test_a_letter_that_a_layout_cannot_give_was_not_typed_on_it() -> None:
    assert straightened("漢", US, layout_named("fr")) == ()
    assert straightened("ß", US, layout_named("fr")) == ()


def test_a_text_that_may_mean_too_much_means_nothing() -> None:
    """On a Japanese keyboard two keys give a tilde with Shift."""
    japanese = layout_named("jp")
    assert set(straightened("~", US, japanese)) == {")", "+"}
    assert straightened("~~~~", US, japanese) == ()


def test_a_scanner_without_that_key_did_not_type_it() -> None:
    assert straightened("_", US, layout_named("jp")) == ()


@pytest.mark.parametrize("kana", ["ガ", "ｶﾞ", "か゛", "が"])
def test_kana_are_one_thing_however_they_are_written(kana: str) -> None:
    assert straightened(kana, US, layout_named("kana")) == ("t[",)


def test_a_letter_that_the_scanner_has_no_key_for_comes_as_it_is() -> None:
    assert bent("漢", US, layout_named("fr")) == "漢"


# Japanese input methods (kana)


SPELT = """
dhu=でゅ dho=でょ dhi=でぃ sho=しょ shu=しゅ she=しぇ cho=ちょ chu=ちゅ che=ちぇ tsu=つ tsi=つぃ tse=つぇ
tso=つぉ shi=し chi=ち thi=てぃ the=てぇ thu=てゅ tho=てょ xtu=っ ltu=っ ki=き ku=く ke=け ko=こ gi=ぎ gu=ぐ
ge=げ go=ご si=し su=す se=せ so=そ ci=し cu=く ce=せ co=こ ti=ち tu=つ te=て to=と di=ぢ du=づ de=で do=ど
ni=に nu=ぬ ne=ね no=の hi=ひ hu=ふ fu=ふ he=へ ho=ほ bi=び bu=ぶ be=べ bo=ぼ pi=ぴ pu=ぷ pe=ぺ po=ぽ
ri=り ru=る re=れ ro=ろ ji=じ ju=じゅ je=じぇ jo=じょ xi=ぃ xu=ぅ xe=ぇ xo=ぉ li=ぃ lu=ぅ le=ぇ lo=ぉ
fi=ふぃ fe=ふぇ fo=ふぉ vi=ゔぃ vu=ゔ ve=ゔぇ vo=ゔぉ i=い u=う e=え o=お
"""
SYLLABLES = {letters: kana for letters, _, kana in (line.partition("=") for line in SPELT.split())}
LONGEST = max(map(len, SYLLABLES))


def composed(letters: str) -> str:
    """What a kana input method shows for these letters."""
    if not letters:
        return ""
    for length in range(LONGEST, 0, -1):
        if letters[:length] in SYLLABLES:
            return SYLLABLES[letters[:length]] + composed(letters[length:])
    first, second = letters[0], letters[1:2]
    if first == "n" and second == "n":
        return "ん" + composed(letters[2:])
    if first == "n" and second:
        return "ん" + composed(letters[1:])
    if first == second:
        return "っ" + composed(letters[1:])
    return chr(ord(first) + 0xFEE0) + composed(letters[1:])


@pytest.mark.parametrize("code", MANY)
def test_kana_are_spelt_as_they_were_typed_among_other_ways(code: str) -> None:
    letters = code.lower()
    kana = composed(letters)
    assert letters in keyboards.spellings(kana) or kana.isascii() or not has_kana(kana)


def has_kana(text: str) -> bool:
    return any("ぁ" <= letter <= "ゖ" for letter in text)


def test_nearly_every_code_is_read_from_its_kana_alone() -> None:
    """The check letters choose between the spellings; an ambiguous text stays unread."""
    readings = [codes.read(composed(code.lower())) for code in MANY]
    read = [reading.code == code for reading, code in zip(readings, MANY, strict=True)]
    assert sum(read) >= 0.9 * len(MANY)
    wrong = [
        reading
        for reading, code in zip(readings, MANY, strict=True)
        if reading.shape is Shape.OURS and reading.code != code
    ]
    assert wrong == []


@given(st.sampled_from(MANY))
def test_whoever_sees_every_step_of_composing_knows_every_key(code: str) -> None:
    letters = code.lower()
    steps = [composed(letters[:length]) for length in range(1, len(letters) + 1)]
    assert "".join(keyboards.key_of(step) for step in steps) == letters


@pytest.mark.parametrize(
    ("grown", "key"),
    [
        ("ｂ", "b"),
        ("ほ", "o"),
        ("ホ", "o"),
        ("ﾎ", "o"),
        ("漢", ""),
        ("", ""),
        ("ち「", "["),
        ("ー", "-"),
    ],
)
def test_a_key_is_known_by_the_end_of_what_has_grown(grown: str, key: str) -> None:
    assert keyboards.key_of(grown) == key


@pytest.mark.parametrize("text", ["", "BCDE", "ｂｃｄ", "漢字"])
def test_a_text_without_kana_has_no_spelling(text: str) -> None:
    assert keyboards.spellings(text) == ()


def test_a_syllable_that_our_letters_cannot_make_has_no_spelling() -> None:
    assert keyboards.spellings("たなか") == ()


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("んｋ", "nk"),
        ("んん", "nnnn"),
        ("ん", "n"),
        ("っし", "ssi"),
        ("っｂ", "bb"),
        ("んい", "nni"),
    ],
)
def test_doubled_letters_and_the_n_are_spelt_in_all_their_ways(kana: str, letters: str) -> None:
    assert letters in keyboards.spellings(kana)


def test_an_n_before_a_vowel_was_typed_twice() -> None:
    assert "ni" not in keyboards.spellings("んい")


def test_a_text_with_too_many_spellings_has_none() -> None:
    assert keyboards.spellings("し" * 12) == ()
    assert len(keyboards.spellings("し" * 7)) <= MOST


@given(st.text(alphabet="いしちつふっんＢｂかー゛", max_size=30))
def test_no_kana_make_spelling_fail(text: str) -> None:
    assume(len(text) <= 30)
    assert all(spelling.isascii() for spelling in keyboards.spellings(text))
