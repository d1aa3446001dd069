"""Layout designer: mouse and keyboard editing, properties, undo, validation, sample data, zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from checkin.layout import Side
from checkin.layout.model import (
    ElementKind,
    QrElement,
    TextElement,
)
from checkin.layout.starters import Starter
from tests.ui.designer.designer_page import ALT, CTRL, SHIFT, Design, Room
from ui.designer.sheets import InsertSheet
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key


def text(room: Room, name: str) -> TextElement:
    element = room.layout.element(name)
    assert isinstance(element, TextElement)
    return element


# Keyboard


def test_tab_walks_through_the_elements_and_on_behind_the_last(design: Design) -> None:
    room = design()
    canvas = room.page.stage.canvas
    seen: list[str] = []
    while canvas.hasFocus() and len(seen) < 20:
        room.press(Key.Key_Tab)
        seen.append(room.page.editing.chosen)
    assert seen[:-1] == [element.id for element in room.layout.on(Side.FRONT)]
    assert not canvas.hasFocus()
    assert room.page.content.isAncestorOf(QApplication.focusWidget() or room.page)


def test_shift_and_tab_walk_back(design: Design) -> None:
    room = design()
    room.select("rule")
    room.press(Key.Key_Backtab, SHIFT)
    assert room.page.editing.chosen == "no-photo"


def test_arrows_move_and_resize(design: Design) -> None:
    room = design()
    room.select("symbol")
    before = room.box("symbol")
    for key, modifiers, moved in (
        (Key.Key_Left, Qt.KeyboardModifier.NoModifier, (-0.5, 0, 0, 0)),
        (Key.Key_Right, SHIFT, (5, 0, 0, 0)),
        (Key.Key_Up, Qt.KeyboardModifier.NoModifier, (0, -0.5, 0, 0)),
        (Key.Key_Down, CTRL, (0, 0, 0, 0.5)),
        (Key.Key_Left, CTRL | SHIFT, (0, 0, -5, 0)),
    ):
        room.press(key, modifiers)
        after = room.box("symbol")
        ways = (
            after.left - before.left,
            after.top - before.top,
            after.width - before.width,
            after.height - before.height,
        )
        assert ways == pytest.approx(moved), (key, modifiers)
        room.press(Key.Key_Z, CTRL)
        assert room.box("symbol") == before


def test_a_row_of_arrow_presses_is_one_step_to_undo(design: Design) -> None:
    room = design()
    room.select("symbol")
    before = room.layout
    room.press(Key.Key_Left, times=6)
    moved = room.layout
    room.press(Key.Key_Z, CTRL)
    assert room.layout == before
    room.press(Key.Key_Z, CTRL | SHIFT)
    assert room.layout == moved


def test_delete_duplicate_raise_and_lower(design: Design) -> None:
    room = design()
    room.select("affiliation")
    room.press(Key.Key_D, CTRL)
    assert room.page.editing.chosen == "affiliation-2"
    assert room.layout.elements[-1].id == "affiliation-2"
    room.press(Key.Key_Down, ALT)
    assert [element.id for element in room.layout.elements[-2:]] == ["affiliation-2", "symbol"]
    room.press(Key.Key_Up, ALT)
    assert room.layout.elements[-1].id == "affiliation-2"
    room.press(Key.Key_Delete)
    assert room.layout.element("affiliation-2") is None
    assert room.page.editing.chosen == "symbol"


def test_insert_puts_a_new_element_on_the_side_in_front(design: Design) -> None:
    room = design()
    room.strike(WindowKey.OTHER_SIDE)
    room.press(Key.Key_Insert)
    sheet = room.page.sheet
    assert isinstance(sheet, InsertSheet)
    sheet.kinds.choose(Starter.QR)
    room.press(Key.Key_Return)
    made = room.layout.elements[-1]
    assert (made.kind, made.side) == (ElementKind.QR, Side.BACK)
    assert room.page.editing.element == made
    assert room.page.stage.canvas.hasFocus()
    assert room.page.editing.page() is not None


def test_a_picture_is_brought_in_and_put_on(design: Design, tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415

    room = design()
    room.files.path = tmp_path / "seal.png"
    Image.new("RGB", (300, 200), "#c01530").save(room.files.path)
    room.press(Key.Key_Insert)
    assert isinstance(room.page.sheet, InsertSheet)
    room.page.sheet.kinds.choose(Starter.IMAGE)
    room.press(Key.Key_Return)
    assert room.layout.elements[-1].kind is ElementKind.IMAGE
    assert room.workshop.library.pictures() == ("seal.png",)


def test_what_would_lie_beside_the_page_stays_and_is_said(design: Design) -> None:
    room = design()
    room.select("no-photo")
    for _ in range(12):
        room.press(Key.Key_Right, SHIFT)
    assert room.box("no-photo").left < room.layout.width
    assert "it lies beside the page" in room.page.banner.words()


def test_escape_lets_go_first_and_leaves_then(design: Design) -> None:
    room = design()
    room.select("name")
    room.press(Key.Key_Escape)
    assert room.page.editing.chosen == ""
    assert room.left == []
    room.press(Key.Key_Escape)
    assert room.left == [""]


def test_escape_in_a_field_gives_up_what_was_typed_and_goes_to_the_page(design: Design) -> None:
    room = design()
    room.select("name")
    room.press(Key.Key_Return)
    room.type("zzz")
    room.press(Key.Key_Escape)
    assert room.page.stage.canvas.hasFocus()
    assert text(room, "name").id == "name"


# Mouse


def test_a_press_chooses_the_uppermost_and_another_one_what_lies_beneath(
    design: Design, qtbot: QtBot
) -> None:
    room = design()
    room.page.stage.show_whole()
    at = room.spot(80, 4)
    canvas = room.page.stage.canvas
    for expected in ("number", "band", "number"):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
        assert room.page.editing.chosen == expected


def test_dragging_moves_and_is_one_step(design: Design) -> None:
    room = design()
    room.page.stage.show_whole()
    before = room.layout
    scale = room.page.stage.canvas.scale
    room.drag(room.spot(20, 30), QPoint(round(3 * scale), round(4.4 * scale)), CTRL)
    assert room.page.editing.chosen == "other-name"
    box = room.box("other-name")
    assert (box.left, box.top) == pytest.approx((6.7, 30.2), abs=0.2)
    room.press(Key.Key_Z, CTRL)
    assert room.layout == before


def test_what_is_dragged_snaps_to_its_neighbours_and_draws_the_line(design: Design) -> None:
    room = design()
    room.page.stage.show_whole()
    room.drag(room.spot(78, 40), QPoint(4, -60), drop=False)
    # The right edge of the number.
    assert 87.3 in [pytest.approx(guide.at) for guide in room.page.stage.canvas.guides]
    assert room.box("symbol").right == pytest.approx(87.3)


def test_a_handle_resizes(design: Design) -> None:
    room = design()
    room.page.stage.show_whole()
    room.select("symbol")
    scale = room.page.stage.canvas.scale
    box = room.box("symbol")
    room.drag(room.spot(box.left, box.top), QPoint(round(-5 * scale), round(-3 * scale)), CTRL)
    after = room.box("symbol")
    assert (after.right, after.bottom) == pytest.approx((box.right, box.bottom))
    assert (after.width, after.height) == pytest.approx((22, 20), abs=0.2)


def test_escape_while_dragging_puts_it_back(design: Design) -> None:
    room = design()
    before = room.layout
    room.drag(room.spot(20, 30), QPoint(40, 40), drop=False)
    assert room.layout != before
    room.press(Key.Key_Escape)
    assert room.layout == before
    assert not room.page.editing.draft.past


def test_a_row_of_the_list_means_that_element(design: Design, qtbot: QtBot) -> None:
    room = design()
    view = room.page.elements.list
    place = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert room.page.editing.chosen == room.page.elements.shown[1].id == "affiliation"


# Validation


def test_what_is_wrong_is_listed_and_leads_to_the_element(design: Design, qtbot: QtBot) -> None:
    room = design()
    trouble = room.page.trouble
    assert not trouble.list.isVisible()
    assert trouble.fine.text() == "Nothing, on any of 17 people."
    room.select("symbol")
    with qtbot.waitSignal(trouble.looked):
        room.press(Key.Key_Left, CTRL | SHIFT, times=2)
    room.page.editing.choose("")
    assert {(finding.column, finding.code) for finding in trouble.findings} == {
        ("symbol", "qr_small")
    }
    room.strike(WindowKey.PART_4)
    room.press(Key.Key_Home)
    assert room.page.editing.chosen == "symbol"
    assert isinstance(room.page.editing.element, QrElement)


def test_a_finding_on_somebody_shows_that_specimen(design: Design, qtbot: QtBot) -> None:
    room = design()
    room.select("affiliation")
    with qtbot.waitSignal(room.page.trouble.looked):
        room.press(Key.Key_Left, CTRL | SHIFT, times=11)
    found = next(finding for finding in room.page.trouble.findings if finding.row)
    room.page.trouble.list.meant.emit(found)
    assert room.page.editing.specimens.at == found.row - 1


# Sample data, zoom, sides


def test_one_key_steps_through_those_who_are_hard_on_a_layout(design: Design) -> None:
    room = design()
    stage = room.page.stage
    seen = set()
    for _ in room.page.editing.specimens.all:
        seen.add(stage.who.text())
        room.press(Key.Key_PageDown)
    assert len(seen) == len(room.page.editing.specimens.all)
    assert stage.who.text().endswith("1 of 17")
    room.press(Key.Key_PageUp)
    assert stage.who.text().endswith("17 of 17")


def test_it_opens_at_its_true_size_where_that_fits(design: Design) -> None:
    small, large = design(), design("invitation-a4")
    assert small.page.stage.scale == pytest.approx(1)
    assert large.page.stage.scale < 1


def test_keys_zoom(design: Design) -> None:
    room = design()
    stage = room.page.stage
    room.press(Key.Key_Plus, CTRL)
    assert stage.scale == pytest.approx(1.25)
    room.press(Key.Key_Equal, CTRL)
    assert stage.scale == pytest.approx(1.25**2)
    room.press(Key.Key_Minus, CTRL)
    assert stage.size_shown.text() == "125 %"
    room.press(Key.Key_9, CTRL)
    fitting = stage.scale
    assert stage.canvas.needed(stage.canvas.scale).width() <= stage.view.viewport().width() + 1
    room.press(Key.Key_0, CTRL)
    assert stage.scale == pytest.approx(1)
    assert fitting > 1


def test_the_back_of_a_layout_is_looked_at_and_changed(design: Design) -> None:
    room = design("card-cr80")
    room.strike(WindowKey.OTHER_SIDE)
    assert {element.side for element in room.page.elements.shown} == {Side.BACK}
    room.press(Key.Key_Tab)
    assert room.page.editing.chosen == "back-band"
    room.strike(WindowKey.OTHER_SIDE)
    room.page.editing.choose("back-symbol")
    assert room.page.editing.side is Side.BACK
    assert room.page.stage.other_side.text() == "Front side"
