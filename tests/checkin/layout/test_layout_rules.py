"""Rules of the layout engine: lines, short forms, titles, furigana, languages, conditions, turns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.layout import (
    Composer,
    Family,
    Layout,
    PageSubject,
    TextField,
    TextStyle,
    Use,
    Weight,
    edit,
    fit,
    set_line,
)
from checkin.layout.breaking import best_lines, places, whole_letters
from checkin.layout.model import ElementKind, Honorific
from checkin.layout.printed_names import han_of
from checkin.layout.ruby import pairs
from checkin.layout.script import split
from checkin.layout.shorten import by_words, initials, titled
from checkin.layout.sources import closest
from tests.checkin.paper_samples import (
    DOLQUN,
    FACES,
    LIBRARY,
    ODD_BUT_PRINTABLE,
    TANAKA,
    drawn,
    person,
    runs,
    setting,
)

if TYPE_CHECKING:
    from checkin.domain import Delegate

BLANK = Layout("blank", 91, 55, use=Use.CARD)


def one(kind: ElementKind = ElementKind.TEXT, **values: Any) -> Layout:
    """A layout with a single element."""
    return edit.add_element(BLANK, kind, {"id": "one", "box": [5, 5, 80, 20], **values})


def said(layout: Layout, delegate: Delegate, **facts: Any) -> str:
    return "".join(run.text for run in runs(drawn(layout, delegate, **facts)))


# Lines


def broken(text: str, count: int) -> list[str] | None:
    return best_lines(text, count, lambda part: float(len(part)))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Maria Immacolata degli Alberti", ["Maria Immacolata", "degli Alberti"]),
        ("Ursula Gertrud von der Leyen", ["Ursula Gertrud", "von der Leyen"]),
        ("J. Kennedy Smithson", ["J. Kennedy", "Smithson"]),
        ("Anne-Marie Slaughter-Jones", ["Anne-Marie", "Slaughter-Jones"]),
        ("東京外国語大学", ["東京外", "国語大学"]),
    ],
)
def test_a_line_is_broken_where_a_reader_would(text: str, lines: list[str]) -> None:
    assert broken(text, 2) == lines


def test_no_initial_stands_on_a_line_by_itself() -> None:
    assert broken("Aleksandr S. P", 2) == ["Aleksandr", "S. P"]
    assert broken("O Kim", 2) == ["O", "Kim"]  # where there is no other way


def test_a_text_without_a_place_to_break_is_not_broken() -> None:
    assert broken("Ocasio", 2) is None
    assert broken("Ann Lee", 3) is None


def test_three_lines_are_taken_where_they_come_out_larger() -> None:
    kind = TextStyle(Weight.BOLD, 40, lines=3)
    fitted = fit("Maria Immacolata Bonaventura Eleonora", kind, 200, 120, FACES)
    assert len(fitted.lines) == 3
    assert (
        fitted.size
        > fit("Maria Immacolata Bonaventura Eleonora", replace(kind, lines=2), 200, 120, FACES).size
    )


@given(st.sampled_from(ODD_BUT_PRINTABLE) | st.text(min_size=2, max_size=40), st.integers(2, 4))
def test_breaking_loses_nothing_but_spaces_and_dots(text: str, count: int) -> None:
    lines = broken(text, count)
    if lines is not None:
        assert len(lines) == count
        assert bare("".join(lines)) == bare(text)


def bare(text: str) -> str:
    """Without spaces of any kind, and without the dots at which a line may break."""
    return "".join(text.replace("·", " ").split())


@pytest.mark.parametrize("text", ["سالام", "क्षत्रिय", "q\u0323\u0302a"])
def test_no_ligature_and_no_conjunct_is_cut(text: str) -> None:
    for index in range(1, len(text)):
        cut = whole_letters(text, index)
        before, behind = text[:cut], text[cut:]
        whole = set_line(text, TextStyle(Weight.REGULAR, 10), FACES).width
        parts = sum(
            set_line(part, TextStyle(Weight.REGULAR, 10), FACES).width for part in (before, behind)
        )
        assert cut == 1 or parts >= whole - 0.2


def test_lam_and_alef_are_never_parted() -> None:
    assert all(place.index != 3 for place in places("سالام"))
    assert whole_letters("سالام", 3) == 2


def test_letters_are_set_narrower_but_not_below_the_bound_and_no_smaller_than_can_be_read() -> None:
    kind = TextStyle(Weight.REGULAR, 20, legible=10, narrowest=0.8)
    text = "Institute for Advanced Studies"
    natural = set_line(text, kind, FACES).width * 10
    fitted = fit(text, kind, natural * 0.9, 40, FACES)
    assert fitted.size == pytest.approx(10)
    assert not fitted.small
    assert not fitted.cut
    assert fitted.narrow == pytest.approx(0.9)
    assert fit(text, kind, natural * 0.7, 40, FACES).small
    assert fit(text, kind, natural * 2, 40, FACES).narrow == 1


# Short forms and titles


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Maximilian Alexander Ferdinand von Habsburg", "Maximilian A. F. von Habsburg"),
        ("Jean-Luc Marie-Pierre Dupont", "Jean-Luc M.-P. Dupont"),
        ("Ann Lee", "Ann Lee"),
        ("田中 京子 太郎", "田中 京子 太郎"),
        ("دولقۇن ئەيسا ئوغلى", "دولقۇن ئەيسا ئوغلى"),
        ("Abdulla bin Rashid", "Abdulla bin Rashid"),
    ],
)
def test_given_names_but_the_first_become_initials(name: str, short: str) -> None:
    assert initials(name, {}) == short


def test_words_are_shortened_whole_and_the_longest_first() -> None:
    words = {"Institute": "Inst.", "Institute of Technology": "I.T.", "and": "&", "A+": "\\1"}
    assert by_words("Institute of Technology and Sandals", words) == "I.T. & Sandals"
    assert by_words("A+ grade", {"A+": "\\1"}) == "\\1 grade"


@pytest.mark.parametrize(
    ("name", "title", "how", "shown"),
    [
        ("Sato Ken", "Dr", Honorific.BEFORE, "Dr Sato Ken"),
        ("佐藤 健", "議員", Honorific.AFTER, "佐藤 健 議員"),
        ("佐藤 健", "議員", Honorific.AUTO, "佐藤 健 議員"),
        ("佐藤 健", "Dr", Honorific.AUTO, "佐藤 健"),
        ("Ann Lee", "MP", Honorific.AUTO, "Ann Lee MP"),
        ("Ann Lee", "Dr", Honorific.AUTO, "Dr Ann Lee"),
    ],
)
def test_a_title_stands_where_its_language_has_it(
    name: str, title: str, how: Honorific, shown: str
) -> None:
    assert titled(name, title, how) == shown


def test_a_title_belongs_to_a_name_and_to_nothing_else() -> None:
    layout = one(source=["leading_name", "organisation"], title="before", join="dots")
    assert (
        said(layout, person(name="Ann Lee", title="Dr", organisation="ILO")) == "Dr Ann Lee · ILO"
    )
    assert said(layout, person(name="Ann Lee", title="Dr", badge_name="Guest")) == "Guest"


# Furigana


def test_each_part_of_a_reading_stands_above_its_part_of_the_name() -> None:
    page = drawn(LIBRARY.get("a6"), TANAKA)
    found = [
        item for item in runs(page) if item.field in {TextField.READING, TextField.NATIVE_NAME}
    ]
    names = {item.text: item for item in found}
    first, second = names["たなか"], names["きょうこ"]
    name = names["田中 京子"]
    middle = name.x + name.width / 2
    assert first.x + first.width < middle < second.x
    assert first.baseline == second.baseline < name.baseline


@pytest.mark.parametrize(
    ("name", "reading"),
    [("田中 京子", "たなかきょうこ"), ("Tanaka Kyoko", "たなか きょうこ"), ("田中", ""), ("", "")],
)
def test_a_reading_that_cannot_be_parted_stands_above_the_whole(name: str, reading: str) -> None:
    assert pairs(name, reading) == ()


def test_a_title_behind_a_name_has_no_reading() -> None:
    assert pairs("田中 京子 議員", "たなか きょうこ", "議員")[-1] == ("議員", "")


# Han letters


@pytest.mark.parametrize(
    ("fields", "family"),
    [
        ({"language": "ja"}, Family.JAPANESE),
        ({"language": "zh-TW"}, Family.CHINESE),
        ({"language": "zh_CN"}, Family.SIMPLIFIED),
        ({"language": "zh", "country": "China"}, Family.SIMPLIFIED),
        ({"language": "zh", "country": "Taiwan"}, Family.CHINESE),
        ({"language": "ko"}, Family.KOREAN),
        ({"language": "en", "country": "Japan"}, Family.JAPANESE),
        ({"country": "Singapore"}, Family.SIMPLIFIED),
        ({"country": "South Korea"}, Family.KOREAN),
        ({"reading": "たなか"}, Family.JAPANESE),
        ({"reading": "タナカ"}, Family.CHINESE),
        ({}, Family.CHINESE),
    ],
)
def test_han_letters_have_the_forms_of_the_delegates_own_language(
    fields: dict[str, Any], family: Family
) -> None:
    assert han_of(person(name="X", **fields)) is family


def test_a_name_is_in_one_face_where_one_has_all_of_it() -> None:
    runs_, missing = split("习近平", Weight.BOLD, Family.CHINESE, FACES)
    assert not missing
    assert [face.partition("-")[0] for face, _ in runs_] == ["NotoSansSC"]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("김철수", "NotoSansKR"),
        ("דוד", "NotoSansHebrew"),
        ("สมชาย", "NotoSansThai"),
        ("कृष्ण", "NotoSansDevanagari"),
        ("བསྟན་འཛིན", "NotoSerifTibetan"),
        ("ᠮᠣᠩᠭᠣᠯ", "NotoSansMongolian"),
    ],
)
@pytest.mark.parametrize("weight", Weight)
def test_each_script_has_a_face_of_its_own(text: str, family: str, weight: Weight) -> None:
    ((face, part),), missing = split(text, weight, Family.JAPANESE, FACES)
    assert (face.partition("-")[0], part, missing) == (family, text, "")


# Languages, conditions


def test_a_category_is_named_in_the_first_two_languages_that_have_a_name_for_it() -> None:
    layout = one(source=["category"], languages=["ja", "fr", "en", "event"])
    assert said(layout, TANAKA) == "国会議員 · Parliamentarian"
    assert said(one(source=["category"], languages=["delegate"]), TANAKA) == "国会議員"
    assert said(one(source=["category"], languages=["delegate"]), DOLQUN) == "Press"


@pytest.mark.parametrize("code", ["zh-TW", "zh_HK", "ZH-hant"])
def test_a_language_is_found_by_the_codes_that_rosters_have(code: str) -> None:
    spoken = setting().spoken
    known = {**spoken, "zh-Hant": spoken["en"]}
    assert closest(code, known) is known["zh-Hant"]
    assert closest("ja-JP", known) is known["ja"]
    assert closest("xx", known) is None


def test_a_text_of_the_layouts_own_has_places_for_what_is_known() -> None:
    layout = one(text={"en": "{leading_name}, seat {extra.Seat}"}, languages=["en"])
    assert said(layout, person(name="Ann", extras={"Seat": "B 12"})) == "Ann, seat B 12"
    hidden = person(name="Ann", extras={"Seat": "B 12"}, flags=("protected",), number=7)
    assert said(layout, hidden) == "007, seat"


def test_the_organisers_message_is_in_the_language_of_the_invited() -> None:
    layout = one(source=["message"], languages=["delegate", "en"])
    told = replace(setting(), message={"en": "Lift at the back", "ja": "裏口にエレベーター"})
    for delegate, text in ((TANAKA, "裏口にエレベーター"), (DOLQUN, "Lift at the back")):
        page = Composer(layout, told).compose(PageSubject(delegate))
        assert "".join(run.text for run in runs(page)) == text


@pytest.mark.parametrize(
    ("condition", "tanaka", "dolqun"),
    [
        ({"when": {"categories": ["press"]}}, False, True),
        ({"unless": {"categories": ["press"]}}, True, False),
        ({"when": {"flags": ["no_photo", "vip"]}}, False, True),
        ({"unless": {"flags": ["no_photo"]}}, True, False),
        ({"when": {"has": ["title"]}}, False, True),
        ({"unless": {"has": ["title"]}}, True, False),
        ({"when": {"categories": ["press"], "flags": ["vip"]}}, False, False),
        ({"unless": {"categories": ["staff"], "flags": ["no_photo"]}}, True, False),
    ],
)
def test_an_element_is_there_only_under_its_conditions(
    condition: dict[str, Any], tanaka: bool, dolqun: bool
) -> None:
    layout = one(source=["number"], **condition)
    assert [bool(said(layout, each)) for each in (TANAKA, DOLQUN)] == [tanaka, dolqun]


def test_what_is_drawn_over_a_name_comes_after_it() -> None:
    """The shared background is drawn first, but nothing that covers a delegate's own element is in it."""
    layout = one(source=["leading_name"])
    cover = {"box": [0, 0, 91, 55], "fill": "white"}
    over = drawn(edit.add_element(layout, ElementKind.SHAPE, cover), TANAKA)
    under = drawn(edit.add_element(layout, ElementKind.SHAPE, cover, 0), TANAKA)
    assert (len(over.ground.items), len(under.ground.items)) == (0, 1)


def test_badges_of_a_category_share_one_ground() -> None:
    composer = Composer(LIBRARY.get("badge-91x55"), setting())
    one_, other = (composer.compose(PageSubject(replace(TANAKA, number=n))) for n in (1, 2))
    assert one_.ground is other.ground
    assert composer.compose(PageSubject(DOLQUN)).ground is not one_.ground


def test_a_line_that_fits_with_narrower_letters_is_not_cut_for_want_of_a_second_line() -> None:
    """Two lines were too high for the box, and that the one line fitted was not tried any more."""
    line = "International Parliamentary Forum on · International Parliamentary Forum on · 30–31 October 2026"
    style = TextStyle(Weight.REGULAR, 9.0, lines=2, narrowest=0.85)
    fitted = fit(line, style, 258.0, 13.04, FACES)
    assert (fitted.shown, fitted.cut) == (line, False)
    assert fitted.size >= style.smallest
    assert 0.85 <= fitted.narrow < 1


def test_what_fits_to_the_last_digit_is_not_cut() -> None:
    text = "National Diet, Tokyo"
    style = TextStyle(Weight.REGULAR, 6.0)
    line = set_line(text, style, FACES)
    width = line.width * style.smallest * (1 - 1e-12)
    assert not fit(text, style, width, line.height * style.smallest, FACES).cut
