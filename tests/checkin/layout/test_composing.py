"""Composing badges: what is on them, what must not be, and positions."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from checkin.domain import Category, Delegate
from checkin.errors import NotFound
from checkin.layout import (
    Box,
    Composer,
    Filled,
    Flaw,
    PageSubject,
    PlacedSymbol,
    Stroke,
    TextField,
    mm,
    sheet_named,
)
from checkin.layout.colours import on
from tests.checkin.paper_samples import (
    CODE,
    DOLQUN,
    EVENT,
    LIBRARY,
    ODD_BUT_PRINTABLE,
    TANAKA,
    UNPRINTABLE,
    badge,
    person,
    runs,
    setting,
    texts,
)

BADGE = LIBRARY.get("badge-91x55")


def test_a_japanese_badge_has_reading_both_names_and_affiliation() -> None:
    assert texts(badge(TANAKA)) == {
        "category": "Parliamentarian · 国会議員",
        "number": "018",
        "reading": "たなか きょうこ",
        "native_name": "田中 京子",
        "name": "Tanaka Kyoko",
        "organisation": "House of Councillors, Japan",
        "event": "International Forum · National Diet · 30–31 October 2026",
    }


def test_the_native_name_is_the_largest_thing_on_the_badge() -> None:
    sizes = {item.field: item.size for item in runs(badge(TANAKA))}
    assert max(sizes, key=lambda element: sizes[element]) == TextField.NATIVE_NAME


def test_a_title_stands_before_the_name() -> None:
    found = {item.field: item for item in runs(badge(DOLQUN))}
    assert found[TextField.TITLE].baseline < found[TextField.NATIVE_NAME].baseline
    assert found[TextField.TITLE].size < found[TextField.NATIVE_NAME].size / 2


def test_a_uyghur_name_runs_leftwards_from_the_right_margin() -> None:
    (name,) = (item for item in runs(badge(DOLQUN)) if item.field == TextField.NATIVE_NAME)
    assert name.rtl
    assert name.x + name.width == pytest.approx(mm(3.7 + 83.6))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Sukarno"},
        {"native_name": "李"},
        {"given_name": "Anna", "family_name": "Kovač"},
        {"name": "رابىيە قادىر"},
        {},
    ],
)
def test_one_name_or_none_is_enough_for_a_badge(fields: dict[str, str]) -> None:
    composed = badge(person(7, **fields))
    assert composed.printable
    assert texts(composed).keys() & {"name", "native_name", "number"}


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"badge_name": "Observer"}, {"badge_name": "Observer"}),
        ({"flags": ("protected",)}, {}),
        ({"flags": ("protected",), "badge_name": "Observer"}, {"badge_name": "Observer"}),
    ],
)
def test_who_must_not_be_named_is_not_named(fields: dict[str, str], shown: dict[str, str]) -> None:
    hidden = replace(TANAKA, title="Professor", **fields)  # type: ignore[arg-type]
    found = texts(badge(hidden))
    assert {key: found[key] for key in shown} == shown
    assert found.keys() == {"category", "number", "event", *shown}
    assert "018" in found["number"]


def test_the_number_is_the_name_of_who_has_no_other() -> None:
    (*_, large) = (
        item for item in runs(badge(replace(TANAKA, flags=("protected",)))) if item.text == "018"
    )
    assert large.size == 34


def test_who_must_not_be_photographed_is_marked_by_a_shape() -> None:
    def strokes(delegate: Delegate) -> int:
        return sum(isinstance(item, Stroke) for item in badge(delegate).items)

    assert strokes(DOLQUN) > strokes(replace(DOLQUN, flags=())) == 0


@pytest.mark.parametrize(
    ("band", "text"),
    [
        ("#1f4e9c", "#ffffff"),
        ("#ffd23f", "#000000"),
        ("#000000", "#ffffff"),
        ("#ffffff", "#000000"),
    ],
)
def test_the_band_is_written_on_in_what_can_be_read(band: str, text: str) -> None:
    assert on(band) == text


@pytest.mark.parametrize("colour", ["", "red", "#12", "#gggggg", "javascript:"])
def test_a_colour_that_is_none_does_not_keep_anybody_from_a_badge(colour: str) -> None:
    category = Category("parliamentarian", {"ja": "国会議員"}, colour)
    composed = badge(TANAKA, replace(EVENT, categories=(category,)))
    assert next(item for item in composed.items if isinstance(item, Filled)).colour == "#566070"
    assert texts(composed)["category"] == "国会議員"


def test_a_category_that_the_event_does_not_have_leaves_the_band_empty() -> None:
    assert "category" not in texts(badge(replace(TANAKA, category="nobody")))


def test_an_odd_letter_in_the_event_is_left_out_and_told_once() -> None:
    composed = badge(TANAKA, replace(EVENT, name="Forum 😀"))
    assert texts(composed)["event"].startswith("Forum · National Diet")
    assert [(fault.field, fault.value) for fault in composed.ground.faults] == [
        (TextField.EVENT, "😀")
    ]
    assert composed.printable


@pytest.mark.parametrize("name", UNPRINTABLE)
def test_a_badge_with_a_letter_of_no_font_is_not_printable(name: str) -> None:
    composed = badge(person(name=name, native_name="", organisation="Ünï"))
    assert not composed.printable
    assert {fault.flaw for fault in composed.faults} == {Flaw.GLYPH}


@pytest.mark.parametrize("name", ODD_BUT_PRINTABLE)
@pytest.mark.parametrize("field", ["name", "native_name", "organisation", "country", "title"])
def test_an_odd_text_in_any_field_leaves_a_badge_that_prints(name: str, field: str) -> None:
    composed = badge(replace(TANAKA, **{field: name}))  # type: ignore[arg-type]
    assert composed.printable
    assert_tidy(composed.items)


def test_what_is_cut_is_told() -> None:
    composed = badge(replace(TANAKA, organisation="Institute " * 30))
    assert [(fault.field, fault.flaw) for fault in composed.faults] == [
        (TextField.ORGANISATION, Flaw.OVERFLOW)
    ]
    assert composed.printable


LONG = replace(
    TANAKA,
    name="Maximilian Alexander Ferdinand von und zu Hohenzollern-Sigmaringen",
    native_name="下村 桜之介太郎左衛門",
    title="Representative",
    organisation="University of Nottingham, School of Politics, Institute of Asia Studies",
    country="United Kingdom of Great Britain and Northern Ireland",
    flags=("no_photo",),
)


@pytest.mark.parametrize("delegate", [TANAKA, DOLQUN, LONG, person(name="Sukarno")])
def test_nothing_stands_on_anything_else_and_the_quiet_zone_is_white(delegate: Delegate) -> None:
    assert_tidy(badge(delegate).items)


def assert_tidy(items: object) -> None:
    """Texts of different elements do not overlap; all are within the badge, none in the quiet zone."""
    assert isinstance(items, tuple)
    (stamp,) = (item for item in items if isinstance(item, PlacedSymbol))
    module = stamp.box.width / stamp.symbol.count
    quiet = Box(
        stamp.box.left - 4 * module,
        stamp.box.top - 4 * module,
        stamp.box.width + 8 * module,
        stamp.box.height + 8 * module,
    )
    inks = [(item.field, ink(item)) for item in items if hasattr(item, "field")]
    for _, box in inks:
        assert not overlap(box, quiet)
        assert box.left >= -0.01
        assert box.right <= mm(91) + 0.01
        assert box.top >= 0
        assert box.bottom <= mm(55)
    for (field, first), (other_field, second) in combinations(inks, 2):
        assert field == other_field or not overlap(first, second), (field, other_field)


def ink(item: object) -> Box:
    """The approximate ink of a text run: from cap height to baseline."""
    x, baseline, width, size = (getattr(item, name) for name in ("x", "baseline", "width", "size"))
    return Box(x, baseline - 0.72 * size, width, 0.72 * size)


def overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right - 0.01
        and other.left < one.right - 0.01
        and one.top < other.bottom - 0.01
        and other.top < one.bottom - 0.01
    )


LONG_EVENT = (
    "Third Inter-Parliamentary Forum on Human Rights in East Turkistan, Tibet and Hong Kong"
)
HALL = "House of Representatives, First Members' Office Building, Tokyo"


@pytest.mark.parametrize("name", LIBRARY.built_in())
def test_a_long_name_of_the_event_is_cut_on_no_layout(name: str) -> None:
    event = replace(EVENT, name=LONG_EVENT, venue=HALL)
    page = Composer(LIBRARY.get(name), setting(event)).compose(PageSubject(TANAKA, CODE))
    faults = [fault for side in page.sides for fault in (*side.ground.faults, *side.faults)]
    assert [fault for fault in faults if fault.flaw is Flaw.OVERFLOW] == []


def test_a_short_name_of_the_event_stands_where_the_long_one_has_no_room() -> None:
    event = replace(
        EVENT, name=LONG_EVENT * 2, venue=HALL, short_names={"en": "Forum 26", "ja": "26"}
    )
    composer = Composer(BADGE, setting(event))
    assert texts(composer.compose(PageSubject(TANAKA)))["event"].startswith("Forum 26 · House")
    plain = Composer(BADGE, setting(replace(EVENT, short_names={"en": "Forum 26"})))
    assert texts(plain.compose(PageSubject(TANAKA)))["event"].startswith("International Forum · ")


def test_an_invitation_has_the_name_of_the_event_in_the_language_of_the_delegate() -> None:
    event = replace(EVENT, names={"en": "International Forum", "ja": "国際フォーラム"})
    composer = Composer(LIBRARY.get("invitation-a4"), setting(event))
    page = composer.compose(PageSubject(replace(TANAKA, language="ja"), CODE))
    assert "国際フォーラム" in texts(page)["event"]


def test_a_long_title_stands_on_two_lines_where_there_is_room() -> None:
    title = "Vice-Chair of the Committee on Foreign Affairs, Defence and Development Cooperation"
    page = badge(person(name="Maria von Hohenzollern-Sigmaringen", title=title))
    sizes = {item.size for item in runs(page) if item.field is TextField.TITLE}
    assert min(sizes) > 8
    assert len([item for item in runs(page) if item.field is TextField.TITLE]) == 2


def test_lines_of_one_text_begin_at_the_same_side() -> None:
    page = badge(
        person(name="A", organisation="دۇنيا ئۇيغۇر قۇرۇلتىيى — World Uyghur Congress Foundation")
    )
    ends = {
        round(item.x + item.width) for item in runs(page) if item.field is TextField.ORGANISATION
    }
    lines = {round(item.baseline) for item in runs(page) if item.field is TextField.ORGANISATION}
    assert len(lines) == 2
    assert max(ends) == round(mm(3.7 + 63.1))
    assert [
        max(item.x + item.width for item in runs(page) if round(item.baseline) == line)
        for line in sorted(lines)
    ] == pytest.approx([mm(3.7 + 63.1)] * 2)


def test_the_symbol_is_large_enough_for_any_scanner() -> None:
    assert min(symbol.box.width for symbol in BADGE.symbols) >= 12


def test_ten_badges_stand_on_a_sheet_as_its_maker_cut_it() -> None:
    sheet = sheet_named("a4-10", BADGE)
    corners = [sheet.place(index) for index in range(10)]
    assert corners[0] == pytest.approx((mm(14), mm(11)))
    assert corners[9] == pytest.approx((mm(14 + 91), mm(11 + 4 * 55)))
    assert sheet.place(10) == corners[0]


def test_a_layout_or_sheet_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(NotFound, match="badge-a7"):
        LIBRARY.get("badge-a7")
    with pytest.raises(NotFound, match="a4-12"):
        sheet_named("a4-12", BADGE)


def invitation(delegate: Delegate) -> dict[str, str]:
    return texts(
        Composer(LIBRARY.get("invitation-a4"), setting()).compose(PageSubject(delegate, CODE))
    )


def test_an_invitation_names_who_where_when_and_shows_the_code_in_groups() -> None:
    found = invitation(replace(TANAKA, language=""))
    assert found["native_name"] == "田中 京子"
    assert found["event"] == "International ForumNational Diet30–31 October 2026"
    assert found["code"] == "BCDEF GHIJK LNOPR STUVX"
    assert found["category"] == "Parliamentarian · No. 018"


def test_an_invitation_names_nobody_who_must_not_be_named() -> None:
    found = invitation(replace(TANAKA, flags=("protected",)))
    assert found["number"] == "018"
    assert not found.keys() & {"name", "native_name", "organisation"}


def test_an_invitation_leaves_out_a_name_that_cannot_be_printed() -> None:
    found = invitation(person(5, name="Ávila 😀"))
    assert found["number"] == "005"
    assert "name" not in found
