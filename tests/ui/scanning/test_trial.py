"""Scanner test in Station: real keys in, configuration advice out, no side effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from checkin.keyboards import US, bent, layout_named
from checkin.keyboards.trial import SAMPLES, Matter, Sample
from tests.checkin.keyboards.test_keyboards import composed
from tests.ui.fake_file_choice import Answered
from tests.ui.input_driver import Hands, focused, happen, tap
from ui.scanning.trial_sheet import TrialSheet
from ui.station import StationPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.scanner_window import Room

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


class Trying:
    """The sheet, and a scanner."""

    def __init__(self, room: Room, qtbot: QtBot) -> None:
        self.room, self._qtbot = room, qtbot
        self.seconds = 50.0
        room.work.go("station")
        page = room.work.front
        assert isinstance(page, StationPage)
        self.page = page
        page.scanners.trial.click()
        happen()
        sheet = page.sheet
        assert isinstance(sheet, TrialSheet)
        self.sheet = sheet
        sheet.keys.clock = lambda: self.seconds

    def scan(self, text: str, end: Qt.Key | None = ENTER, pace: float = 0.005) -> None:
        for letter in text:
            self.seconds += pace
            # Not `keyClicks`: it knows no letters but those of a US keyboard.
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(focused(), key)
        if end is not None:
            QTest.keyClick(focused(), end)
        self.judged()

    def judged(self) -> None:
        self._qtbot.waitUntil(lambda: not self.sheet.keys.over.is_active())

    def said(self) -> list[str]:
        return [strip.words() for strip in self.sheet.said if strip.words()]

    def matters(self, sample: Sample) -> list[Matter]:
        return [remark.matter for remark in self.sheet.trials[sample].remarks]


@pytest.fixture
def trying(room: Room, qtbot: QtBot) -> Trying:
    return Trying(room, qtbot)


def test_a_scanner_that_is_well_set_hears_so(trying: Trying) -> None:
    for sample in Sample:
        trying.scan(SAMPLES[sample])
        assert trying.said() == ["All is well: letters, signs, speed and end."]
    assert set(trying.sheet.trials) == set(Sample)
    assert trying.sheet.lines[Sample.CODE].result.text() == "5 ms a letter · Enter"


def test_what_is_wrong_is_said_with_what_to_change(trying: Trying) -> None:
    trying.scan(bent(SAMPLES[Sample.SIGNS], US, layout_named("fr")), end=TAB, pace=0.03)
    layout, slow = trying.said()
    assert "American" in layout
    assert "French" in layout
    assert "30 ms" in slow
    assert trying.sheet.lines[Sample.SIGNS].result.text() == "30 ms a letter · Tab"


def test_nothing_of_a_trial_is_scanned_and_nothing_is_pressed(trying: Trying) -> None:
    trying.scan(SAMPLES[Sample.CODE], end=None)
    QTest.keyClick(focused(), Qt.Key.Key_F8)
    trying.scan(trying.room.world.code(42))
    assert "none of the symbols" in trying.said()[0]
    assert trying.room.names() == []
    assert trying.room.work.place == "station"
    assert trying.page.sheet is trying.sheet
    assert trying.sheet.field.text() == ""


def test_an_input_method_is_told_of(trying: Trying) -> None:
    code = SAMPLES[Sample.CODE].lower()
    for length in range(1, len(code) + 1):
        trying.seconds += 0.005
        QApplication.sendEvent(trying.sheet.field, QInputMethodEvent(composed(code[:length]), []))
    done = QInputMethodEvent("", [])
    done.setCommitString(composed(code))
    QApplication.sendEvent(trying.sheet.field, done)
    trying.judged()
    assert trying.matters(Sample.CODE) == [Matter.INPUT_METHOD]
    assert trying.page.isVisible()
    assert trying.room.window.station is not None
    assert trying.room.window.station.desk.last() == ()
    assert trying.sheet.field.text() == ""


def test_keys_that_stray_into_a_scan_are_told_of_and_do_nothing(trying: Trying) -> None:
    text = SAMPLES[Sample.CODE]
    for letter in text[:9]:
        trying.seconds += 0.005
        QTest.keyClicks(focused(), letter)
    for key in (ESC, Qt.Key.Key_F5):
        QTest.keyClick(focused(), key)
    trying.scan(text[9:])
    assert trying.matters(Sample.CODE) == [Matter.STRAY]
    assert trying.page.sheet is trying.sheet


def test_a_function_key_before_the_first_letter_is_told_of_and_does_nothing(
    trying: Trying,
) -> None:
    trying.seconds += 1
    QTest.keyClick(focused(), Qt.Key.Key_F12)
    trying.scan(SAMPLES[Sample.CODE])
    assert trying.said() == ["It presses F12 first. That does nothing here."]
    assert trying.room.window.covering.cover is None


def test_a_trial_that_is_not_seen_hears_nothing(trying: Trying) -> None:
    room = trying.room
    room.work.go("desk")
    hands = Hands(room.desk.scanner)
    hands.scan(room.world.code(42))
    assert room.names() == ["Adiljan Tohti"]
    room.work.go("station")
    room.window.covering.lock()
    field = focused()
    QTest.keyClicks(field, "246813")
    assert isinstance(field, QLineEdit)
    assert field.text() == "246813"


def test_esc_of_a_hand_leaves_and_scans_are_scans_again(trying: Trying) -> None:
    QTest.keyClick(focused(), ESC)
    happen()
    assert trying.page.sheet is None
    trying.room.desk.scanner.take(trying.room.world.code(42))
    assert trying.room.names() == ["Adiljan Tohti"]


def test_the_privacy_key_works_meanwhile(trying: Trying) -> None:
    tap(Qt.Key.Key_F12)
    assert trying.room.window.covering.cover is not None


def test_a_single_letter_of_a_hand_is_no_scan(trying: Trying) -> None:
    trying.scan("x", end=ENTER)
    assert trying.said() == []


def test_the_card_is_saved_where_somebody_says(room: Room, tmp_path: Path) -> None:
    room.work.go("station")
    page = room.work.front
    assert isinstance(page, StationPage)
    answers = Answered(tmp_path / "card.pdf")
    object.__setattr__(page.parts, "files", answers)
    page.scanners.card.click()
    assert (tmp_path / "card.pdf").exists()
    assert "full size" in page.banner.words()


class TestOtherScanners:
    """Scanners other than keyboard wedges are tested as well, without a check-in."""

    def test_a_serial_scanner_is_told_of_with_its_line(self, trying: Trying) -> None:
        serial = trying.room.window.parts.serial
        for sample in Sample:
            serial.scanned.emit(SAMPLES[sample])
            assert trying.said() == ["All is well: every letter and sign came."]
        assert trying.sheet.lines[Sample.CODE].result.text() == "serial line · 9600 baud"
        serial.scanned.emit(f"]Q1{SAMPLES[Sample.CODE].lower()}")
        assert trying.matters(Sample.CODE) == [Matter.CASE, Matter.PREFIX]

    def test_what_a_wrong_speed_makes_of_it_is_told_of(self, trying: Trying) -> None:
        trying.room.window.parts.serial.scanned.emit("\u00fe\u00a0x\u00fe")
        assert "speed of the serial line" in trying.said()[0]

    def test_half_a_code_is_told_of_there(self, trying: Trying) -> None:
        trying.room.window.parts.serial.broken_off.emit()
        assert "part of a code" in trying.said()[0]
        assert trying.room.desk.banner.words() == ""

    def test_a_real_code_checks_nobody_in(self, trying: Trying) -> None:
        room = trying.room
        room.window.parts.serial.scanned.emit(room.world.code(42))
        assert room.window.host.scanners is not None
        room.window.host.scanners.read_in_picture(room.world.code(12))
        assert room.names() == []
        assert room.work.place == "station"
        assert trying.page.sheet is trying.sheet
        assert "none of the symbols" in trying.said()[0]

    def test_from_another_page_it_is_a_scan_again(self, trying: Trying) -> None:
        trying.room.work.go("people")
        trying.room.window.parts.serial.scanned.emit(trying.room.world.code(42))
        assert trying.room.names() == ["Adiljan Tohti"]

    def test_under_a_cover_it_is_nothing(self, trying: Trying) -> None:
        trying.room.window.covering.lock()
        trying.room.window.parts.serial.scanned.emit(trying.room.world.code(42))
        assert trying.room.names() == []
        assert trying.said() == []
