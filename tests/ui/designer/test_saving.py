"""Saving in the layout designer: copies of built-in layouts, user files, unsaved changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checkin import settings
from checkin.domain import Role
from checkin.layout import edit
from checkin.paper.library import LAYOUTS
from tests.checkin.paper_samples import picture
from tests.ui import demo_store
from tests.ui.designer.designer_page import CTRL, SHIFT, Design, Room
from tests.ui.fake_file_choice import Answered
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Hands, Heard, focused, look_at_it, wait_for
from tests.ui.printing.test_one_drawing_core import ALIKE, DPI, NOWHERE, apart, image_of
from ui.designer import DesignerPage
from ui.designer.sheets import LeaveSheet, NameSheet, OpenSheet
from ui.paper import PaperPage
from ui.parts.keys import WindowKey
from ui.scanning.rhythm import RHYTHM_MS
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.paper.paper_page import Make
    from tests.ui.recorded_shell import RecordedShell

Key = Qt.Key


def changed(room: Room) -> None:
    room.select("symbol")
    room.press(Key.Key_Left)


def test_saving_a_layout_of_the_program_asks_for_the_name_of_the_copy(design: Design) -> None:
    room = design()
    before = (LAYOUTS / "badge-91x55.toml").read_bytes()
    changed(room)
    assert room.page.unsaved.isVisible()
    room.press(Key.Key_S, CTRL)
    sheet = room.page.sheet
    assert isinstance(sheet, NameSheet)
    assert sheet.name.text() == "badge-91x55-own"
    room.retype("ours")
    assert room.page.sheet is None
    assert not room.page.unsaved.isVisible()
    assert room.workshop.library.get("ours") == room.layout
    assert room.page.banner.words() == "Saved as ours."
    assert (LAYOUTS / "badge-91x55.toml").read_bytes() == before


def test_an_own_layout_is_saved_without_a_question(design: Design) -> None:
    room = design(own="ours")
    changed(room)
    room.press(Key.Key_S, CTRL)
    assert room.page.sheet is None
    assert room.workshop.library.get("ours") == room.layout


@pytest.mark.parametrize(("name", "said"), [("a7", "already"), ("My Badge", "small letters")])
def test_a_name_that_will_not_do_is_said_where_it_was_typed(
    design: Design, name: str, said: str
) -> None:
    room = design()
    room.press(Key.Key_S, CTRL | SHIFT)
    room.retype(name)
    assert room.page.sheet is not None
    assert said in room.page.sheet.words()
    assert room.workshop.library.own() == ()


def test_an_own_layout_gets_another_name(design: Design) -> None:
    room = design(own="ours")
    changed(room)
    room.strike(WindowKey.RENAME)
    room.retype("theirs")
    assert room.workshop.library.own() == ("theirs",)
    assert room.page.unsaved.isVisible()
    assert "theirs" in room.page.header.subtitle.text()


def test_a_layout_of_the_program_has_its_name(design: Design) -> None:
    room = design()
    room.strike(WindowKey.RENAME)
    assert room.page.sheet is None


def test_another_layout_is_opened(design: Design) -> None:
    room = design()
    room.strike(WindowKey.OPEN)
    assert isinstance(room.page.sheet, OpenSheet)
    room.page.sheet.layouts.choose("a6")
    room.press(Key.Key_Return)
    assert room.layout.name == "a6"
    assert room.page.editing.chosen == ""


def test_leaving_with_nothing_changed_asks_nothing(design: Design) -> None:
    room = design()
    room.press(Key.Key_Escape)
    assert room.left == [""]


def test_leaving_saves_when_that_is_wanted(design: Design) -> None:
    room = design(own="ours")
    changed(room)
    room.press(Key.Key_Escape, times=2)
    assert isinstance(room.page.sheet, LeaveSheet)
    room.press(Key.Key_Return)
    assert room.left == ["ours"]
    assert room.workshop.library.get("ours") == room.layout


def test_leaving_throws_away_when_that_is_wanted(design: Design) -> None:
    room = design(own="ours")
    before = room.layout
    changed(room)
    room.press(Key.Key_Escape, times=2)
    room.press(Key.Key_Delete)
    assert room.left == [""]
    assert room.workshop.library.get("ours") == before


def test_going_on_changes_nothing(design: Design) -> None:
    room = design(own="ours")
    changed(room)
    layout = room.layout
    room.press(Key.Key_Escape, times=2)
    room.press(Key.Key_Escape)
    assert room.left == []
    assert room.page.sheet is None
    assert room.layout == layout


def test_a_file_that_changed_meanwhile_is_said_and_not_written_over(design: Design) -> None:
    room = design(own="ours")
    changed(room)
    library = room.workshop.library
    library.save(edit.move(library.get("ours"), "rule", 0, 1))
    room.press(Key.Key_S, CTRL)
    assert "meanwhile" in room.page.banner.words()
    assert room.page.unsaved.isVisible()


# WYSIWYG


def test_what_the_designer_shows_is_what_the_pdf_has(
    design: Design, desk: demo_store.World
) -> None:
    """With a modified layout: the canvas at 200 dpi against the page of the PDF."""
    room = design("card-cr80")
    room.page.editing.choose("name")
    room.press(Key.Key_Right, SHIFT)
    room.page.editing.choose("")
    canvas = room.page.stage.canvas
    canvas.set_scale(DPI / 25.4)
    badges = desk.station.badges
    for step in range(3):
        pdf = badges.draw([room.workshop.compose(room.page.editing.specimens.current)])
        seen = image_of(canvas.picture().toImage())
        mean, worst = apart(picture(pdf, DPI), seen)
        assert mean < ALIKE, step
        assert worst < NOWHERE, step
        room.press(Key.Key_PageDown)


# In the window


@pytest.fixture
def window(tmp_path: Path, store: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    demo_store.open_world(store, demo_store.demo_rows()[:20]).station.close()
    english = settings.Settings(language="en", theme=settings.Theme.LIGHT)
    made = MainWindow(
        english, tmp_path / "settings.json", Appearance(qapp), InlineBackground(), Heard()
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.start(store)
    made.reception.unlock(demo_store.PASSPHRASE)
    yield made
    made.close_store()
    # Light again, once there is no window left that Qt would restyle.
    demo_store.clear_the_screen()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses a key, and waits until it cannot be a scanner's: a Tab might end a scan."""
    QTest.keyClick(focused(), key, modifiers)
    wait_for(RHYTHM_MS)


def designer(window: MainWindow) -> DesignerPage:
    assert window.workplace is not None
    window.workplace.go("paper")
    look_at_it()
    press(Key.Key_D, Qt.KeyboardModifier.AltModifier)
    page = window.workplace.front
    assert isinstance(page, DesignerPage)
    return page


def test_from_opening_to_a_printed_badge_with_keys_alone(
    window: MainWindow, tmp_path: Path
) -> None:
    page = designer(window)
    for _ in range(3):
        press(Key.Key_Tab)
    assert page.editing.chosen == "no-photo"
    press(Key.Key_Delete)
    for _ in range(6):
        press(Key.Key_Tab)
    assert page.editing.chosen == "symbol"
    press(Key.Key_Up, SHIFT)
    press(Key.Key_S, CTRL)
    press(Key.Key_A, CTRL)
    assert window.workplace is not None
    hands = Hands(window.workplace.desk.scanner)
    hands.type("ours")
    for key in (Key.Key_Return, Key.Key_Escape, Key.Key_Escape):
        hands.press(key)
    paper = window.workplace.front
    assert isinstance(paper, PaperPage)
    assert window.settings.current.layout == "ours"
    files = Answered(tmp_path / "badges.pdf")
    object.__setattr__(paper.badges.core, "files", files)
    hands.press(Key.Key_S, CTRL)
    assert window.station is not None
    selection = paper.badges.selection
    assert selection is not None
    as_made = window.station.badges.make(selection.printable, "ours")
    printed = picture((tmp_path / "badges.pdf").read_bytes(), 100)
    assert apart(printed, picture(as_made.pdf, 100)) == (0, 0)
    usual = window.station.badges.make(selection.printable, "badge-91x55")
    assert apart(printed, picture(usual.pdf, 100))[1] > NOWHERE


def test_paper_is_where_it_was_left_and_the_designer_too(window: MainWindow) -> None:
    page = designer(window)
    work = window.workplace
    assert work is not None
    page.editing.choose("symbol")
    page.stage.canvas.setFocus()
    press(Key.Key_Left)
    work.go("people")
    work.go("paper")
    assert work.front is page
    assert work.place == "designer"


def test_another_theme_takes_no_change_away(window: MainWindow) -> None:
    page = designer(window)
    page.editing.choose("symbol")
    page.stage.canvas.setFocus()
    press(Key.Key_Left)
    layout = page.editing.layout
    window.settings.change(settings.Settings(language="en", theme=settings.Theme.DARK))
    assert window.workplace is not None
    again = window.workplace.front
    assert isinstance(again, DesignerPage)
    assert again is not page
    assert again.editing.layout == layout
    assert again.editing.draft.past


def test_closing_the_window_asks_before_a_change_is_lost(window: MainWindow) -> None:
    page = designer(window)
    page.editing.choose("symbol")
    page.stage.canvas.setFocus()
    press(Key.Key_Left)
    assert window.workplace is not None
    window.workplace.go("desk")
    assert not window.close()
    assert window.workplace.front is page
    assert isinstance(page.sheet, LeaveSheet)
    look_at_it()
    press(Key.Key_Delete)
    assert window.close()


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD])
def test_only_an_organiser_changes_layouts(make: Make, role: Role, shell: RecordedShell) -> None:
    opened = make(role)
    assert not opened.page.badges.badge.design.isVisible()
    QTest.keyClick(opened.page.focusWidget(), Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert shell.designed == []


def test_the_key_of_the_designer_is_on_its_button(make: Make) -> None:
    opened = make()
    assert opened.page.badges.badge.design.isVisible()
    assert opened.page.badges.badge.design.key == WindowKey.DESIGN


def test_no_part_of_the_designer_is_ever_a_window_of_its_own(
    design: Design, qapp: QApplication
) -> None:
    """It would steal the focus for a moment."""
    before = set(qapp.topLevelWindows())
    room = design("card-cr80")
    for element in room.layout.elements:
        room.page.editing.choose(element.id)
    shown = {window for window in qapp.topLevelWindows() if window not in before}
    assert shown == {room.page.windowHandle()}
