"""Scan detection (keyboard wedge): scans told from typing by key timing, in widgets of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin import codes
from tests.checkin.keyboards.test_keyboards import composed
from tests.ui.input_driver import Hands
from tests.ui.scanning.three_widgets import Window, opened
from ui.scanning.rhythm import Rhythm, Stamps, whole_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

CODE = codes.mint(b"k" * 32, lambda n: b"\x01" * n)
OTHER = codes.mint(b"k" * 32, lambda n: b"\x02" * n)
DAMAGED = CODE[:-1] + ("B" if CODE[-1] != "B" else "C")


def typed(rhythm: Rhythm, text: str, gap: float, at: float = 0.0) -> float:
    for letter in text:
        at += gap
        rhythm.letter(letter, at)
    return at


class TestRhythm:
    def test_letters_close_together_and_an_enter_are_a_scan(self) -> None:
        rhythm = Rhythm()
        at = typed(rhythm, CODE, 5)
        assert rhythm.ends(at + 5, "") == (CODE,)

    def test_letters_at_a_hands_pace_and_an_enter_are_none(self) -> None:
        rhythm = Rhythm()
        at = typed(rhythm, "tanaka", 120)
        assert rhythm.ends(at + 120, "tanaka") == ()

    def test_a_code_typed_by_hand_is_a_scan(self) -> None:
        rhythm = Rhythm()
        at = typed(rhythm, CODE, 120)
        assert rhythm.ends(at + 120, CODE.lower()) == (CODE.lower(),)

    def test_a_stumble_in_the_middle_does_not_cut_a_scan(self) -> None:
        rhythm = Rhythm()
        at = typed(rhythm, CODE[:9], 5)
        at = typed(rhythm, CODE[9:], 5, at + 60)
        assert rhythm.ends(at + 5, "") == (CODE,)

    def test_any_text_at_that_rhythm_is_a_scan_when_enter_follows_at_once(self) -> None:
        rhythm = Rhythm()
        at = typed(rhythm, "WIFI:S:x;;", 8)
        assert rhythm.ends(at + 8, "WIFI:S:x;;") == ("WIFI:S:x;;",)

    def test_two_fingers_that_fall_together_are_no_scan(self) -> None:
        rhythm = Rhythm()
        at = typed(rhythm, "li", 4)
        assert rhythm.ends(at + 4, "li") == ()

    def test_codes_that_ran_together_are_taken_apart(self) -> None:
        rhythm = Rhythm()
        typed(rhythm, CODE + OTHER, 5)
        assert rhythm.falls_silent() == (CODE, OTHER)

    def test_silence_completes_only_codes_of_ours(self) -> None:
        rhythm = Rhythm()
        typed(rhythm, "SECRET-OF-ANOTHER", 5)
        assert rhythm.falls_silent() == ()

    def test_a_torso_is_known_by_its_letters(self) -> None:
        rhythm = Rhythm()
        typed(rhythm, CODE[:11], 5)
        assert rhythm.is_torso()
        typed(rhythm, "Tanaka Kyoko", 5, at=1000)
        assert not rhythm.is_torso()

    @given(st.text(max_size=60), st.floats(1, 30))
    def test_no_text_at_a_hands_pace_is_taken_for_a_scan(self, text: str, pace: float) -> None:
        rhythm = Rhythm()
        at = typed(rhythm, text, 100 + pace)
        read = codes.read(text).shape
        if read in {codes.Shape.FOREIGN, codes.Shape.EMPTY} and not whole_codes(text):
            assert rhythm.ends(at + 100, text) == ()


class TestStamps:
    def test_a_key_counts_from_when_it_was_pressed(self) -> None:
        stamps = Stamps()
        assert stamps.when(70_000, now=1_000) == 1_000
        # The window was busy for 80 ms, and then both come at once.
        assert stamps.when(70_005, now=1_090) == 1_005
        assert stamps.when(70_010, now=1_090) == 1_010

    def test_a_key_without_a_stamp_counts_from_now(self) -> None:
        stamps = Stamps()
        assert stamps.when(0, now=5) == 5

    @pytest.mark.parametrize("stamp", [3, 2**31])
    def test_a_clock_that_is_set_anew_begins_anew(self, stamp: int) -> None:
        stamps = Stamps()
        stamps.when(500_000, now=1_000)
        assert stamps.when(stamp, now=2_000) == 2_000
        assert stamps.when(stamp + 5, now=2_005) == 2_005


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = opened(qtbot)
    yield made
    made.scanner.listen(on=False)


@pytest.fixture
def hands(window: Window) -> Hands:
    return Hands(window.scanner)


class TestKeys:
    @pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
    def test_every_terminator_ends_a_scan_and_moves_nothing(
        self, window: Window, hands: Hands, end: Qt.Key
    ) -> None:
        hands.scan(CODE, end)
        assert window.scans == [CODE]
        assert window.field.hasFocus()
        assert window.entered == []

    def test_a_second_terminator_is_nobodys_press(self, window: Window, hands: Hands) -> None:
        hands.scan(CODE)
        hands.seconds += 0.005
        QTest.keyClick(window.field, Qt.Key.Key_Return)
        hands.settle()
        assert window.entered == []

    def test_typing_appears_at_once_in_the_big_field(self, window: Window, hands: Hands) -> None:
        hands.type("tan")
        assert window.field.text() == "tan"
        assert window.scans == []

    def test_typing_arrives_in_another_field_too(self, window: Window, hands: Hands) -> None:
        window.other.setFocus()
        hands.type("Erik Lund")
        assert window.other.text() == "Erik Lund"
        assert window.field.text() == ""

    def test_a_fast_typist_loses_no_letter(self, window: Window, hands: Hands) -> None:
        window.other.setFocus()
        hands.scan("Tanaka Kyoko", end=None)
        hands.fall_silent()
        assert window.other.text() == "Tanaka Kyoko"
        assert window.scans == []

    def test_a_scan_leaves_nothing_in_another_field(self, window: Window, hands: Hands) -> None:
        window.other.setText("Erik")
        window.other.setFocus()
        hands.scan(CODE)
        hands.settle()
        assert window.scans == [CODE]
        assert window.other.text() == "Erik"

    def test_a_scan_with_spaces_presses_no_button(self, window: Window, hands: Hands) -> None:
        window.button.setFocus()
        hands.scan(f"{CODE[:4]} {CODE[4:8]} {CODE[8:]}")
        hands.settle()
        assert len(window.scans) == 1
        assert window.pressed == []

    def test_a_hand_presses_a_button_with_the_space_bar(self, window: Window, hands: Hands) -> None:
        window.button.setFocus()
        hands.press(Qt.Key.Key_Space)
        assert window.pressed == ["button"]

    def test_letters_typed_on_a_button_go_to_the_big_field(
        self, window: Window, hands: Hands
    ) -> None:
        window.button.setFocus()
        hands.type("ta")
        assert window.field.text() == "ta"
        assert window.field.hasFocus()

    def test_an_empty_line_before_the_code_is_dropped(self, window: Window, hands: Hands) -> None:
        QTest.keyClick(window.field, Qt.Key.Key_Return)
        hands.seconds -= 0.5
        hands.scan(CODE)
        hands.settle()
        assert window.entered == []
        assert window.scans == [CODE]

    def test_half_a_code_is_said_to_have_broken_off(self, window: Window, hands: Hands) -> None:
        hands.scan(CODE[:12], end=None)
        hands.fall_silent()
        assert window.told == ["broken off"]

    def test_half_a_code_never_reaches_another_field(self, window: Window, hands: Hands) -> None:
        window.other.setFocus()
        hands.scan(CODE[:12], end=None)
        hands.fall_silent()
        assert window.other.text() == ""

    def test_four_thousand_letters_are_one_scan(self, window: Window, hands: Hands) -> None:
        hands.scan("7" * 400)
        assert window.scans == ["7" * 400]

    def test_nothing_is_taken_while_the_window_is_locked(
        self, window: Window, hands: Hands
    ) -> None:
        window.scanner.listen(on=False)
        window.other.setFocus()
        hands.scan(CODE, end=None)
        assert window.other.text() == CODE
        assert window.scans == []

    def test_a_damaged_code_is_handed_on_to_be_called_so(
        self, window: Window, hands: Hands
    ) -> None:
        hands.scan(DAMAGED, end=None)
        hands.fall_silent()
        assert window.scans == [DAMAGED]


def wide(letters: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in letters)


def compose(window: Window, growing: str, done: str = "") -> None:
    event = QInputMethodEvent(growing, [])
    event.setCommitString(done)
    QApplication.sendEvent(window.field, event)


class TestInputMethods:
    @pytest.mark.parametrize("ended", [True, False], ids=["ended", "silent"])
    @pytest.mark.parametrize("kind", ["kana", "wide"])
    def test_what_an_input_method_composes_is_read_back(
        self, window: Window, hands: Hands, kind: str, ended: bool
    ) -> None:
        hands.seconds += 1
        made = composed if kind == "kana" else wide
        for length in range(1, len(CODE) + 1):
            hands.seconds += 0.005
            compose(window, made(CODE.lower()[:length]))
        if ended:
            compose(window, "", made(CODE.lower()))
        hands.fall_silent()
        assert [codes.read(scan).code for scan in window.scans] == [CODE]
        assert window.field.text() == ""
        assert window.told == []

    def test_full_width_letters_that_come_whole_are_a_scan(self, window: Window) -> None:
        wide = "".join(chr(ord(letter) + 0xFEE0) for letter in CODE)
        compose(window, "", wide)
        assert window.scans == [CODE]

    def test_letters_that_come_one_by_one_are_a_scan(self, window: Window, hands: Hands) -> None:
        hands.seconds += 1
        for letter in CODE:
            hands.seconds += 0.005
            compose(window, "", letter)
        hands.fall_silent()
        assert window.scans == [CODE]

    def test_a_name_composed_by_hand_is_typed(self, window: Window, hands: Hands) -> None:
        for growing in ("t", "た", "たn", "たな", "たなk", "たなか"):
            hands.seconds += 0.15
            compose(window, growing)
        hands.seconds += 0.4
        compose(window, "", "田中")
        assert window.field.text() == "田中"
        assert window.scans == []

    def test_a_scanner_that_is_being_composed_is_told_of(
        self, window: Window, hands: Hands
    ) -> None:
        hands.seconds += 1
        for length in range(1, 19):
            hands.seconds += 0.005
            compose(window, "ぶ" * length)
        hands.seconds += 0.005
        compose(window, "", "ぶ" * 18)
        assert window.told == ["composing"]
        assert window.field.text() == ""
