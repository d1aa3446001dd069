"""Scans during unfinished work on another page: answered at once, with the work left as it was."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from checkin.language import load
from tests.thorough import THOROUGH
from tests.ui.fake_file_choice import Answered
from tests.ui.input_driver import Hands, focused, happen, look_at_it, strike, tap
from ui.designer.page import DesignerPage
from ui.parts.file_choice import NativeFiles
from ui.parts.keys import WindowKey
from ui.people import PeoplePage
from ui.roster import RosterPage
from ui.roster.actions import Step
from ui.shell.crash_box import CrashBox

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.scanner_window import Room

GUEST, MARKED = 42, 9
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def scanned(room: Room, end: Qt.Key | None, hands: Hands | None = None) -> None:
    hands = hands or Hands(room.desk.scanner)
    hands.scan(room.world.code(GUEST), end)
    hands.fall_silent()
    assert room.names() == ["Adiljan Tohti"]
    assert room.work.place == "desk"
    assert room.desk.card.name.text() == "Adiljan Tohti"


ENDS: Final[dict[str, Qt.Key | None]] = {"Enter": ENTER, "Tab": TAB, "no end": None}


def ending(chosen: str) -> pytest.MarkDecorator:
    """What ends the scan: each in one of the places at least, all three in each in soak."""
    names = list(ENDS) if THOROUGH else [chosen]
    return pytest.mark.parametrize("end", [ENDS[name] for name in names], ids=names)


@pytest.mark.soak
class TestHalfDone:
    @ending("Enter")
    def test_a_person_who_is_being_corrected(self, room: Room, end: Qt.Key | None) -> None:
        room.work.go("people")
        page = room.work.front
        assert isinstance(page, PeoplePage)
        page.show_person(f"{MARKED:032x}")
        happen()
        look_at_it()
        strike(WindowKey.CORRECT)
        line = focused()
        assert isinstance(line, QLineEdit)
        hands = Hands(room.desk.scanner)
        hands.type("xy")
        written = line.text()
        assert "xy" in written
        scanned(room, end, hands)
        assert page.stack.currentWidget() is page.form
        assert line.text() == written

    @ending("Tab")
    def test_a_roster_that_is_being_looked_through(
        self, room: Room, end: Qt.Key | None, tmp_path: Path
    ) -> None:
        with (tmp_path / "list.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("name", "category"), ("Ali Veli", "press")])
        room.work.go("roster")
        page = room.work.front
        assert isinstance(page, RosterPage)
        page.files = Answered(tmp_path / "list.csv")
        look_at_it()
        strike(WindowKey.OPEN, page)
        happen()
        tap(ENTER)
        assert page.step is Step.FINDINGS
        scanned(room, end)
        assert page.step is Step.FINDINGS

    @ending("no end")
    def test_a_layout_that_is_being_drawn(self, room: Room, end: Qt.Key | None) -> None:
        assert room.window.station is not None
        badges = room.window.station.badges
        room.desk.shell.design(badges.library.names()[0])
        page = room.work.front
        assert isinstance(page, DesignerPage)
        page.stage.canvas.setFocus()
        tap(TAB)
        QTest.keyClick(focused(), Qt.Key.Key_Right)
        drawn = badges.workshop.draft
        assert drawn.changed
        scanned(room, end)
        assert badges.workshop.draft == drawn

    @ending("Tab")
    def test_a_file_that_is_being_chosen(
        self, room: Room, end: Qt.Key | None, tmp_path: Path
    ) -> None:
        """With Qt's own file dialog. A native one receives its keys directly: no program sees them."""
        (tmp_path / "a.csv").touch()
        seen: list[bool] = []

        def scan() -> None:
            seen.append(isinstance(QApplication.activeModalWidget(), QFileDialog))
            scanned(room, end)

        room.work.go("roster")
        QTimer.singleShot(0, scan)
        chosen = NativeFiles().to_open(room.work.front, "Choose", "CSV (*.csv)")
        assert seen == [True]
        assert chosen is None


@pytest.mark.parametrize("locked", [False, True])
def test_under_a_cover_or_a_lock_a_scan_opens_nothing_and_checks_nobody_in(
    room: Room, *, locked: bool
) -> None:
    if locked:
        room.window.covering.lock()
    else:
        room.window.hide_all()
    hands = Hands(room.desk.scanner)
    hands.scan(room.world.code(GUEST))
    hands.fall_silent()
    assert room.names() == []
    assert room.window.covering.cover is not None
    assert room.window.covering.cover.locked == locked


def test_a_fault_of_ours_on_the_screen_is_in_nobodys_way(room: Room) -> None:
    box = CrashBox("RuntimeError", load("en"), room.window)
    box.show()
    box.activateWindow()
    box.told.setFocus()
    happen()
    before = box.told.toPlainText()
    scanned(room, ENTER)
    assert box.told.toPlainText() == before
    assert not box.isVisible()
