"""Closing the window, and the backups that are made beside it and at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checkin.bootstrap import open_store
from checkin.errors import DiskFull
from tests.ui import demo_store
from tests.ui.input_driver import Hands, focused, look_at_it
from ui.parts.question_sheet import QuestionSheet

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from ui.shell.main_window import MainWindow
    from ui.shell.workplace import Workplace


class TestClosing:
    def test_over_a_shift_of_volunteers_it_asks(
        self, window: MainWindow, work: Workplace, qtbot: QtBot
    ) -> None:
        assert window.station is not None
        window.station.shift.hand_over()
        window.close()
        assert window.isVisible()
        assert isinstance(work.front.sheet, QuestionSheet)
        look_at_it()
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        window.close()
        look_at_it()
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.isVisible())

    def test_during_an_import_it_asks(self, window: MainWindow, work: Workplace) -> None:
        work.go("roster")
        work.front.importing = True
        window.close()
        assert window.isVisible()
        assert work.front.sheet is not None
        work.front.sheet.closed.emit()
        work.front.importing = False
        window.close()
        assert not window.isVisible()


class TestKeeping:
    def test_the_lamp_says_when_the_last_backup_was_made(
        self, window: MainWindow, work: Workplace
    ) -> None:
        window.backups.back_up()
        assert work.desk.strip.kept.words().startswith("Saved ")

    def test_a_backup_that_fails_is_told(
        self, window: MainWindow, work: Workplace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise DiskFull("The disk is full.")

        monkeypatch.setattr("checkin.store.backup.write_dated", full)
        window.backups.back_up()
        assert work.desk.strip.kept.words() == "Not saved"
        assert work.front.banner.words() == "The disk is full."

    def test_closing_gives_the_store_free(
        self, window: MainWindow, work: Workplace, peopled: Path
    ) -> None:
        window.close()
        with open_store(peopled, demo_store.PASSPHRASE) as station:
            assert station.desk.event.name

    def test_a_scanner_does_not_close_the_window(self, window: MainWindow, work: Workplace) -> None:
        hands = Hands(work.desk.scanner)
        hands.scan("BCDEFGH", end=None)
        assert not window.close()
        hands.seconds += 1
        assert window.close()
