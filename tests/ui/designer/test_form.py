"""Property form of the layout designer: generated from the schema, validated while typing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea

from checkin.domain import EventColumn
from checkin.layout import Layout, Side, starters
from checkin.layout.model import (
    Align,
    ElementKind,
    Furigana,
    Honorific,
    TextElement,
)
from checkin.layout.properties import LAYOUT_PROPERTIES, PROPERTIES
from tests.ui.designer.designer_page import CTRL, Design, Room

if TYPE_CHECKING:
    from collections.abc import Iterator

Key = Qt.Key


def text(room: Room, name: str) -> TextElement:
    element = room.layout.element(name)
    assert isinstance(element, TextElement)
    return element


def every_form(room: Room) -> Iterator[ElementKind | None]:
    """Shows the form of the layout, then that of a new element of each kind."""
    yield None
    for kind in ElementKind:
        starter = starters.Starter(kind.value)
        room.page.editing.do(partial(put, starter=starter))
        yield kind


def put(layout: Layout, starter: starters.Starter) -> Layout:
    return starters.put_on(layout, starter, Side.FRONT, "logo.png")


def test_every_property_has_its_field(design: Design) -> None:
    room = design("card-cr80")
    for kind in every_form(room):
        table = PROPERTIES[kind] if kind else LAYOUT_PROPERTIES
        keys = [row.prop.key for row in room.page.form.rows]
        assert keys == [prop.key for prop in table if prop.key != "kind"]


def test_a_number_is_typed_in_any_way_and_taken_over_by_enter(design: Design) -> None:
    room = design()
    room.select("other-name")
    field = room.page.form.row("largest").field
    field.setFocus()
    room.retype("22,5")
    assert text(room, "other-name").largest == 22.5
    room.press(Key.Key_Up)
    assert text(room, "other-name").largest == 23
    room.press(Key.Key_Z, CTRL)
    room.press(Key.Key_Z, CTRL)
    assert text(room, "other-name").largest == 19


def test_what_cannot_be_is_said_beside_its_field_and_changes_nothing(design: Design) -> None:
    room = design()
    room.select("other-name")
    before = room.layout
    row = room.page.form.row("largest")
    for typed, said in (
        ("900", "It must be between 2 and 400."),
        ("big", "A number is needed, such as 12 or 3.5."),
        ("3", "It is more than the largest size."),
    ):
        row.field.setFocus()
        room.retype(typed)
        assert row.said.text() == said
        assert row.said.isVisible()
        assert room.layout == before


def test_an_emptied_number_is_the_usual_one_again(design: Design) -> None:
    room = design()
    room.select("other-name")
    room.page.form.row("largest").field.setFocus()
    room.press(Key.Key_A, CTRL)
    room.press(Key.Key_Delete)
    room.press(Key.Key_Return)
    assert text(room, "other-name").largest == 12


def test_another_name_of_an_element_keeps_it_chosen(design: Design) -> None:
    room = design()
    room.select("name")
    room.press(Key.Key_Return)
    room.retype("delegate")
    assert room.page.editing.chosen == "delegate"
    assert room.layout.element("delegate") is not None


def test_titles_furigana_and_alignment_are_set_by_choice(design: Design) -> None:
    room = design()
    room.select("name")
    for key, value in (
        ("title", Honorific.AUTO),
        ("furigana", Furigana.ABOVE),
        ("align", Align.CENTRE),
    ):
        choose(room, key, value)
    changed = text(room, "name")
    assert (changed.title, changed.furigana, changed.align) == (
        Honorific.AUTO,
        Furigana.ABOVE,
        Align.CENTRE,
    )


def choose(room: Room, key: str, value: object) -> None:
    """Picks a value by keyboard: opens the combo box and walks down in it."""
    choice = room.page.form.row(key).field.choice  # type: ignore[attr-defined]
    choice.setFocus()
    room.press(Key.Key_Home)
    target = room.page.editing.element
    for _ in range(12):
        if getattr(target, key) == value:
            break
        room.press(Key.Key_Down)
        target = room.page.editing.element
    assert getattr(target, key) == value


def test_a_condition_is_put_together_of_categories_and_marks(design: Design) -> None:
    room = design()
    room.select("affiliation")
    parts = room.page.form.row("unless").field.parts  # type: ignore[attr-defined]
    for key in ("categories", "flags"):
        parts[key].choice.setFocus()
        room.press(Key.Key_Down)
    changed = text(room, "affiliation").unless
    assert changed.categories == (room.workshop.categories()[0].key,)
    assert changed.flags == ("call_lead",)
    (chip,) = parts["flags"].chips.findChildren(QPushButton)
    chip.setFocus()
    room.press(Key.Key_Space)
    assert text(room, "affiliation").unless.flags == ()


def test_a_layout_of_its_own_size_refuses_what_would_fall_off(design: Design) -> None:
    room = design()
    row = room.page.form.row("width")
    row.field.setFocus()
    room.retype("60")
    assert row.said.isVisible()
    assert room.layout.width == 91
    room.retype("105")
    assert room.layout.width == 105


def test_columns_of_the_roster_are_among_the_sources(design: Design, desk: object) -> None:
    room = design()
    room.page.show_columns((EventColumn("Seat"),))
    room.select("affiliation")
    choice = room.page.form.row("source").field.choice  # type: ignore[attr-defined]
    assert choice.findData("extra.Seat") > 0


def test_no_field_is_cut_off_at_its_side(design: Design) -> None:
    room = design("card-cr80")
    for kind in every_form(room):
        place = room.page.form.stack.currentWidget()
        assert isinstance(place, QScrollArea)
        content = place.widget()
        assert content is not None
        assert content.minimumSizeHint().width() <= place.viewport().width(), kind
