"""Small widgets: names that fit or elide, plain text (no markup), buttons that show their shortcut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from checkin.wording import Tone
from ui.parts import icons
from ui.parts.theme import CONTRAST, DARK, LIGHT, RESOURCES, TOUCH, Theme, base_font
from ui.parts.widgets import (
    Banner,
    Choice,
    Elided,
    Fitted,
    Header,
    KeyButton,
    LampState,
    Place,
    Rail,
    SearchField,
    Sheet,
    Tick,
    chip,
    text,
)
from ui.parts.widgets.rail import WORDS
from ui.parts.widgets.rows import TupleModel
from ui.parts.widgets.texts import broken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

LONG = "Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe-Langenburg-Schillingsfürst"

KEPT: list[QWidget] = []


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    KEPT.clear()


def shown(widget: QWidget, qtbot: QtBot, width: int, height: int = 200) -> QWidget:
    holder = QWidget()
    KEPT.append(holder)  # without a reference Python deletes it, and the widget with it
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    holder.resize(width, height)
    with qtbot.waitExposed(holder):
        holder.show()
    return holder


class TestNames:
    def test_a_short_name_has_its_full_size_on_one_line(self, qtbot: QtBot) -> None:
        name = Fitted(52, QFont.Weight.Bold)
        shown(name, qtbot, 620)
        name.show_name("Adiljan Tohti")
        assert name.lines == ("Adiljan Tohti",)
        assert name.pixels == 52

    def test_a_longer_name_becomes_smaller_and_stays_whole(self, qtbot: QtBot) -> None:
        name = Fitted(52, QFont.Weight.Bold)
        shown(name, qtbot, 620)
        name.show_name("Maximiliana Konstantinopoulou")
        assert " ".join(name.lines) == "Maximiliana Konstantinopoulou"
        assert name.pixels < 52

    def test_three_hundred_letters_end_in_an_ellipsis_and_are_whole_as_a_tooltip(
        self, qtbot: QtBot
    ) -> None:
        name = Fitted(52, QFont.Weight.Bold)
        shown(name, qtbot, 620)
        name.show_name(LONG * 4)
        assert len(name.lines) == 2
        assert name.lines[1].endswith("…")
        assert name.toolTip() == LONG * 4

    @pytest.mark.parametrize("words", ["𠮷野家 𠮷" * 12, "ئادىلجان توختى " * 12, "한글 이름 " * 20])
    def test_lines_lose_no_letter_of_any_script(self, words: str, qtbot: QtBot) -> None:
        font = QFont("Noto Sans")
        font.setPixelSize(30)
        lines = broken(words, font, 5_000)
        assert "".join("".join(lines).split()) == "".join(words.split())

    def test_no_name_takes_no_room(self, qtbot: QtBot) -> None:
        name = Fitted(52, QFont.Weight.Bold)
        shown(name, qtbot, 620)
        name.show_name("")
        assert name.height() == 0


class TestText:
    @pytest.mark.parametrize(
        "words", ["<b>Ali</b>", "<img src='file:///etc/hostname'>", "&lt;b&gt;"]
    )
    def test_markup_is_shown_as_it_is(self, words: str, qtbot: QtBot) -> None:
        label = text(words)
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text() == words

    def test_every_script_begins_where_the_window_does(self, qtbot: QtBot) -> None:
        label = text("ئادىلجان")
        qtbot.addWidget(label)
        assert label.alignment() & Qt.AlignmentFlag.AlignLeft
        label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        assert label.alignment() & Qt.AlignmentFlag.AlignRight

    def test_what_does_not_fit_is_whole_as_a_tooltip(self, qtbot: QtBot) -> None:
        label = Elided(LONG)
        holder = shown(label, qtbot, 120)
        holder.grab()
        assert label.toolTip() == LONG


class TestButtons:
    def test_the_key_is_shown_and_told(self, qtbot: QtBot) -> None:
        button = KeyButton("Next", "Enter", LIGHT, "primary")
        qtbot.addWidget(button)
        assert button.accessibleDescription() == "Enter"
        assert button.minimumHeight() >= 44

    @pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST], ids=lambda theme: theme.name)
    @pytest.mark.parametrize("direction", Qt.LayoutDirection)
    def test_every_part_can_be_painted(
        self, theme: Theme, direction: Qt.LayoutDirection, qtbot: QtBot
    ) -> None:
        parts = (
            KeyButton("Next", "Enter", theme, "primary"),
            KeyButton(LONG, "F3", theme),
            Tick("No photographs", theme),
            Choice(theme),
            SearchField(theme, "Scan", "scan"),
        )
        for part in parts:
            part.setLayoutDirection(direction)
            holder = shown(part, qtbot, 100, 80)
            part.setFocus()
            assert not holder.grab().isNull()
            part.setEnabled(False)
            holder.grab()

    def test_the_words_beside_a_box_tick_it_too(self, qtbot: QtBot) -> None:
        tick = Tick("No photographs", LIGHT)
        shown(tick, qtbot, 300)
        QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
        assert tick.isChecked()

    def test_a_choice_is_known_by_its_key(self, qtbot: QtBot) -> None:
        choice = Choice(LIGHT)
        qtbot.addWidget(choice)
        choice.offer("a", "Apple")
        choice.offer("b", "Banana")
        choice.choose("b")
        assert choice.chosen() == "b"


class TestSurfaces:
    def test_a_failure_stays_until_it_is_put_away(self, qtbot: QtBot) -> None:
        banner = Banner(LIGHT, "Close")
        qtbot.addWidget(banner)
        banner.fail("The disk is full.")
        assert banner.words() == "The disk is full."
        banner.clear()
        assert banner.words() == ""

    def test_a_lamp_says_in_words_what_it_means(self, qtbot: QtBot) -> None:
        header = Header(LIGHT, "Desk")
        qtbot.addWidget(header)
        header.add(chip("automatic"))
        lamp = header.lamp()
        lamp.show_state("14 unsent", LampState.CARE)
        assert lamp.words() == "14 unsent"
        lamp.show_state("", LampState.OFF)
        assert lamp.isHidden()

    def test_the_rail_says_where_one_goes(self, qtbot: QtBot) -> None:
        rail = Rail(
            (Place("desk", "Desk", "desk", "Ctrl+1"),), (Place("lock", "F12", "hide"),), LIGHT
        )
        holder = shown(rail, qtbot, 88, 600)
        went: list[str] = []
        rail.went.connect(went.append)
        for button in rail.findChildren(type(next(iter(rail.buttons.values())))):
            button.click()
        assert went == ["desk", "lock"]
        holder.resize(88, 300)
        holder.grab()

    def test_the_rail_scrolls_to_the_chosen_page_where_not_all_have_room(
        self, qtbot: QtBot
    ) -> None:
        keys = [f"page-{number}" for number in range(1, 10)]
        places = tuple(Place(key, key, "desk") for key in keys)
        rail = Rail(places, (Place("lock", "F12", "hide"),), LIGHT)
        shown(rail, qtbot, 88, 384)
        assert all(button.height() >= TOUCH for button in rail.buttons.values())
        rail.choose(keys[-1])
        assert rail.buttons[keys[-1]].visibleRegion().boundingRect().height() >= TOUCH
        assert rail.buttons[keys[0]].visibleRegion().isEmpty()

    def test_all_entries_keep_their_words_in_the_usual_window(self, qtbot: QtBot) -> None:
        places = tuple(Place(f"page-{number}", "Page", "desk") for number in range(8))
        feet = tuple(Place(f"foot-{number}", "Foot", "hide") for number in range(3))
        rail = Rail(places, feet, LIGHT)
        shown(rail, qtbot, 88, 768)
        heights = {button.height() for button in rail.findChildren(QAbstractButton)}
        assert len(heights) == 1
        assert min(heights) >= WORDS

    def test_the_rail_says_how_much_waits(self, qtbot: QtBot) -> None:
        rail = Rail((Place("desks", "Desks", "desks", "Ctrl+1"),), (), LIGHT)
        holder = shown(rail, qtbot, 88, 600)
        way = rail.buttons["desks"]
        calm = holder.grab().toImage()
        rail.show_count("desks", 120, "Desks, 120 to settle")
        assert way.accessibleName() == "Desks, 120 to settle"
        assert way.toolTip().startswith("Desks, 120 to settle (")
        assert holder.grab().toImage() != calm
        rail.show_count("desks", 0, "Desks, 0 to settle")
        assert way.accessibleName() == "Desks"
        assert holder.grab().toImage() == calm


class TestSheets:
    def sheet(self, qtbot: QtBot) -> tuple[Sheet, QLineEdit, list[str]]:
        sheet = Sheet("Title", "Let in", "Back", LIGHT)
        line = QLineEdit()
        sheet.row("Reason", line)
        told: list[str] = []
        sheet.accepted.connect(lambda: told.append("accepted"))
        sheet.closed.connect(lambda: told.append("closed"))
        shown(sheet, qtbot, 600, 400)
        return sheet, line, told

    def test_enter_accepts_and_esc_backs_out(self, qtbot: QtBot) -> None:
        sheet, line, told = self.sheet(qtbot)
        assert sheet.first() is line
        QTest.keyClick(line, Qt.Key.Key_Return)
        QTest.keyClick(line, Qt.Key.Key_Escape)
        assert told == ["accepted", "closed"]

    def test_enter_on_a_button_that_one_walked_to_presses_that_one(self, qtbot: QtBot) -> None:
        sheet, _, told = self.sheet(qtbot)
        sheet.cancel_button.setFocus()
        QTest.keyClick(sheet.cancel_button, Qt.Key.Key_Return)
        assert told == ["closed"]

    def test_what_is_missing_is_said(self, qtbot: QtBot) -> None:
        sheet, _, _ = self.sheet(qtbot)
        sheet.say("A name is needed.", "warning", Tone.AGAIN)
        assert sheet.words() == "A name is needed."


class TestIcons:
    @pytest.mark.parametrize(
        "file", sorted((RESOURCES / "icons").glob("*.svg")), ids=lambda f: f.stem
    )
    def test_every_icon_can_be_drawn_in_any_colour(self, file: object) -> None:
        name = getattr(file, "stem", "")
        picture = icons.pixmap(name, "#ff0000", 24, 2.0).toImage()
        assert picture.width() == 48
        colours = {picture.pixelColor(x, y).name() for x in range(48) for y in range(48)}
        assert "#ff0000" in colours

    def test_what_points_forward_is_mirrored(self) -> None:
        ahead = icons.pixmap("chevron-right", "#000000", 24).toImage()
        behind = icons.mirrored("chevron-right", "#000000", 24).toImage()
        assert ahead != behind
        check = icons.pixmap("check", "#000000", 24).toImage()
        assert check == icons.mirrored("check", "#000000", 24).toImage()


def test_a_model_holds_a_tuple_and_speaks_it() -> None:
    model = TupleModel[int](lambda number: f"number {number}")
    model.show((1, 2))
    assert model.rowCount() == 2
    assert model.data(model.index(1)) == "number 2"
    assert model.item(5) is None


def test_no_line_ends_within_words_that_are_joined() -> None:
    words = "\u2060".join("お通し")
    font = base_font()
    for width in range(120, 400, 3):
        lines = broken(f"ご本人なら、そのまま{words}ください。", font, width)
        assert any(words in line for line in lines), lines
