"""Preflight: problems of a layout that affect every badge, and problems of a single badge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkin.badges.findings import finding
from checkin.domain import Category, Delegate, Severity
from checkin.language import load
from checkin.layout import Fault, Flaw, Frame, Layout, Pixels, TextField, edit, preflight
from checkin.layout.model import ElementKind, Use
from tests.checkin.paper_samples import DOLQUN, EVENT, LIBRARY, TANAKA, drawn, person

BADGE = LIBRARY.get("badge-91x55")
PALE = Category("pale", {"en": "Pale"}, "#cfd4da")


def flaws(layout: Layout, *categories: Category) -> list[tuple[str, Flaw, str]]:
    found = preflight.faults(layout, categories)
    return [(fault.element, fault.flaw, fault.value) for fault in found]


def own_flaws(layout: Layout, delegate: Delegate, **facts: Any) -> list[tuple[str, Flaw]]:
    page = drawn(layout, delegate, **facts)
    return [(fault.element, fault.flaw) for side in page.sides for fault in side.faults]


@pytest.mark.parametrize("name", LIBRARY.built_in())
def test_the_layouts_that_come_with_the_program_pass_in_the_colours_of_the_event(name: str) -> None:
    assert flaws(LIBRARY.get(name), *EVENT.categories) == []


def test_a_symbol_below_twelve_millimetres_is_too_small() -> None:
    small = edit.place(BADGE, "symbol", Frame(74, 33, 11.5, 11.5))
    assert flaws(small) == [("symbol", Flaw.QR_SMALL, "11.5")]
    assert flaws(edit.place(BADGE, "symbol", Frame(74, 33, 12, 12))) == []


@pytest.mark.parametrize(
    ("down", "right", "what"),
    [(-4, 0, "name"), (0, 3, "badge-91x55"), (0, -4, "affiliation"), (3, 0, "rule")],
)
def test_whatever_stands_in_the_white_around_a_symbol_is_named(
    down: float, right: float, what: str
) -> None:
    found = flaws(edit.move(BADGE, "symbol", right, down))
    assert ("symbol", Flaw.QUIET_ZONE, what) in found


def test_white_things_may_stand_around_a_symbol() -> None:
    white = {"box": [60, 20, 30, 30], "fill": "white"}
    assert flaws(edit.add_element(BADGE, ElementKind.SHAPE, white, 0)) == []


def test_a_badge_without_a_symbol_cannot_be_scanned_and_a_card_need_not() -> None:
    bare = edit.remove_element(BADGE, "symbol")
    assert flaws(bare) == [("", Flaw.NO_SYMBOL, "")]
    assert flaws(edit.set_layout_value(bare, "use", Use.CARD)) == []


def test_a_text_over_the_edge_or_where_the_printer_does_not_reach_is_told() -> None:
    assert flaws(edit.move(BADGE, "number", 8, 0)) == [("number", Flaw.OUTSIDE, "badge-91x55")]
    edged = edit.set_layout_value(BADGE, "margin", 1)
    assert {flaw for _, flaw, _ in flaws(edged)} == {Flaw.OUTSIDE}


def test_colour_may_run_over_the_edge() -> None:
    assert flaws(edit.place(BADGE, "band", Frame(0, 0, 91, 7.6))) == []
    bleed = edit.set_value(BADGE, "band", "box", [-2, -2, 95, 9.6])
    assert flaws(edit.set_value(bleed, "band", "inset", [5.7, 2.6, 27, 0.6])) == []


LOGO = {"box": [50, 12, 20, 12], "file": "logo.png"}


def test_a_logo_over_a_name_is_told_and_one_beside_it_is_not() -> None:
    over = edit.add_element(BADGE, ElementKind.IMAGE, LOGO)
    assert ("name", Flaw.OVERLAP, "image") in flaws(over)
    beneath = edit.add_element(BADGE, ElementKind.IMAGE, LOGO, 0)
    assert ("name", Flaw.OVERLAP, "image") in flaws(beneath)
    beside = edit.add_element(BADGE, ElementKind.IMAGE, {**LOGO, "box": [40, 47.9, 5, 0.7]})
    assert flaws(beside) == []


def test_a_picture_behind_everything_is_a_background() -> None:
    whole = {**LOGO, "box": [0, 0, 91, 55]}
    behind = edit.add_element(BADGE, ElementKind.IMAGE, whole, 0)
    assert Flaw.OVERLAP not in {flaw for _, flaw, _ in flaws(behind)}


def test_texts_over_each_other_are_told_unless_nobody_has_both() -> None:
    assert ("name", Flaw.OVERLAP, "other-name") in flaws(edit.move(BADGE, "other-name", 0, -6))
    assert ("number", Flaw.OVERLAP, "no-photo") in flaws(edit.move(BADGE, "no-photo", 2, 0))
    for_press = edit.set_value(BADGE, "name", "when", {"categories": ["press"]})
    others = edit.set_value(for_press, "other-name", "when", {"categories": ["scholar"]})
    moved = edit.move(others, "other-name", 0, -6)
    assert ("name", Flaw.OVERLAP, "other-name") not in flaws(moved)


def test_text_below_six_points_is_too_small_for_anybody() -> None:
    tiny = edit.set_value(edit.set_value(BADGE, "event", "smallest", 4), "event", "largest", 5)
    assert ("event", Flaw.SMALL, "5") in flaws(tiny)


@pytest.mark.parametrize(
    ("colour", "categories", "expected"),
    [
        ("on_band", (PALE, *EVENT.categories), []),
        ("white", EVENT.categories[:1], []),
        ("white", (PALE,), [("number", Flaw.CONTRAST, "#cfd4da")]),
        ("hairline", EVENT.categories, [("number", Flaw.CONTRAST, "#ffd23f")]),
    ],
)
def test_a_text_that_can_hardly_be_read_on_a_band_is_told(
    colour: str, categories: tuple[Category, ...], expected: list[tuple[str, Flaw, str]]
) -> None:
    assert flaws(edit.set_value(BADGE, "number", "colour", colour), *categories) == expected


# One badge


def sized(text: str, **values: object) -> Layout:
    whole = {"box": [5, 5, 60, 8], "source": ["organisation"], "largest": 12, **values}
    blank = Layout("line", 70, 40, use=Use.CARD)
    return edit.add_element(blank, ElementKind.TEXT, {**whole, "id": text})


LONG = "Joint Parliamentary Secretariat for the Monitoring of Forced Labour"


def test_a_text_that_must_be_too_small_is_told_and_not_cut() -> None:
    layout = sized("org", legible=9, narrowest=1)
    assert own_flaws(layout, person(name="Li", organisation=LONG[:45])) == [("org", Flaw.SMALL)]


def test_letters_are_set_narrower_before_they_become_too_small() -> None:
    layout = sized("org", legible=6.5, smallest=6)
    assert (
        own_flaws(
            layout,
            person(name="Li", organisation="Institute for the Study of Displacement in Time"),
        )
        == []
    )


def test_the_agreed_short_form_is_taken_where_nothing_else_fits() -> None:
    layout = replace(
        sized("org", legible=9, narrowest=1, short=["words"]),
        short={"Parliamentary": "Parl.", "Secretariat": "Secr."},
    )
    page = drawn(layout, person(name="Li", organisation=LONG[:45]))
    assert [(fault.flaw, fault.value) for fault in page.faults] == [
        (Flaw.SHORTENED, "Joint Parl. Secr. for the Monit")
    ]
    own = sized("org", legible=8, short=["extra.Short"])
    extra = person(name="Li", organisation=LONG, extras={"Short": "JPSMFL"})
    assert drawn(own, extra).faults[0].value == "JPSMFL"


def test_a_photograph_of_too_few_dots_is_told_with_how_many_it_has() -> None:
    coarse = Pixels("face", 60, 75, 3, b"\x80" * 60 * 75 * 3, photograph=True)
    fine = Pixels("fine", 240, 300, 3, b"\x80" * 240 * 300 * 3, photograph=True)
    card = LIBRARY.get("card-cr80")
    (fault,) = drawn(card, TANAKA, photo=coarse).faults
    assert (fault.field, fault.flaw, fault.value) == (TextField.PHOTO, Flaw.COARSE, "76")
    assert drawn(card, TANAKA, photo=fine).faults == ()
    assert drawn(card, replace(DOLQUN, language=""), photo=coarse).faults == ()


def test_a_picture_that_is_not_there_is_told_and_the_badge_prints() -> None:
    logo = {"id": "logo", "box": [5, 12, 20, 10], "file": "logo.png"}
    layout = edit.add_element(edit.remove_element(BADGE, "name"), ElementKind.IMAGE, logo, 0)
    page = drawn(layout, person(name="Li"))
    assert [(fault.element, fault.flaw) for fault in page.ground.faults] == [
        ("logo", Flaw.NO_PICTURE)
    ]
    assert page.printable


# In words


@pytest.mark.parametrize("flaw", Flaw)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_flaw_is_said_with_a_remedy(flaw: Flaw, language: str) -> None:
    fault = Fault(TextField.LAYOUT, flaw, "logo.png", "symbol")
    found = finding(Delegate("a", 3), fault, load(language))
    assert (found.row, found.delegate) == (3, "a")
    assert found.column == "symbol"
    assert "{" not in found.message
    assert found.message.endswith((".", "?", "。", "？"))


def test_only_a_letter_of_no_font_keeps_a_badge_back() -> None:
    severities = {
        flaw: finding(None, Fault(TextField.NAME, flaw, "x"), load("en")).severity for flaw in Flaw
    }
    assert {flaw for flaw, severity in severities.items() if severity is Severity.REFUSED} == {
        Flaw.GLYPH
    }
    assert severities[Flaw.SHORTENED] is Severity.NOTE
