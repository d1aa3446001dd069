"""Focus: a scan is recognised wherever the focus is, and triggers no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from checkin.domain import Flag, Outcome

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from ui.desk.page import DeskPage

PARLIAMENTARIAN, GUEST, JAPANESE = 18, 42, 12


def outcomes(world: World) -> list[Outcome]:
    return [scan.outcome for scan in world.station.desk.last(20)]


class TestFocus:
    def test_a_scan_presses_no_button(self, desk: World, page: DeskPage, hands: Hands) -> None:
        hands.scan(desk.code(GUEST))
        undo = page.bar.button("F8")
        undo.setFocus()
        hands.scan(desk.code(JAPANESE))
        assert page.card.headline.text() == "Welcome"
        assert not any(scan.undone for scan in desk.station.desk.last(5))

    def test_a_scan_is_answered_while_a_sheet_is_open_and_leaves_nothing_in_it(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        hands.scan(desk.code(GUEST))
        assert page.sheet is None
        assert page.card.name.text() == "Adiljan Tohti"

    def test_a_walk_in_half_typed_is_a_key_away_and_never_fills_the_form_of_the_next(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        hands.type("Erik")
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        line = hands.target()
        assert isinstance(line, QLineEdit)
        assert line.text() == ""
        hands.press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
        assert line.text() == "Erik"

    def test_letters_typed_anywhere_go_to_the_field(self, page: DeskPage, hands: Hands) -> None:
        page.bar.button("F3").setFocus()
        hands.type("tan")
        assert page.field.edit.text() == "tan"
        assert page.is_searching

    def test_keys_inside_a_scan_are_dropped(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(JAPANESE))
        code = desk.code(GUEST)
        hands.scan(code[:10], end=None)
        for key in (Qt.Key.Key_F8, Qt.Key.Key_Escape, Qt.Key.Key_F3):
            QTest.keyClick(hands.target(), key)
        hands.seconds -= 0.5
        hands.scan(code[10:])
        assert page.card.name.text() == "Adiljan Tohti"
        assert not any(scan.undone for scan in desk.station.desk.last(5))

    def test_half_a_code_leaves_nothing_in_the_field(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(GUEST)[:11], end=None)
        hands.fall_silent()
        assert page.field.edit.text() == ""
        assert not page.is_searching
        assert outcomes(desk) == []

    def test_an_empty_line_before_the_code_accepts_nothing(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        delegate = desk.station.desk.find("tanaka kyoko")[0].id
        desk.station.people.flag(delegate, Flag.CHECK_IDENTITY, on=True)
        hands.scan(desk.code(PARLIAMENTARIAN))
        QTest.keyClick(hands.target(), Qt.Key.Key_Return)
        hands.seconds -= 0.5
        hands.scan(desk.code(GUEST))
        assert outcomes(desk) == [Outcome.ADMITTED, Outcome.NEEDS_ANSWER]
