"""Main window: first run, unlock, page switching, lock screen, saved settings, close."""

from __future__ import annotations

import gc
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from checkin import settings
from checkin.bootstrap import open_store
from checkin.demo import FOLDER
from checkin.domain import Role
from checkin.errors import DiskFull
from tests.ui import demo_store
from tests.ui.fake_file_choice import Answered
from tests.ui.input_driver import Hands, focused, look_at_it, tap
from tests.ui.shell.first_page import FirstPage
from ui.parts.proposed_words import ProposedWords
from ui.parts.theme import ThemeName
from ui.shell import opening
from ui.shell.appearance import AppearanceSheet
from ui.shell.crash_box import CrashBox
from ui.shell.pages import DESK, PAGES
from ui.shell.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.parts.secret_form import SecretForm
    from ui.shell.main_window import MainWindow

ENGLISH = settings.Settings(language="en", theme=settings.Theme.LIGHT)


def type_into_focus(words: str) -> None:
    QTest.keyClicks(focused(), words)
    look_at_it()
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def said(form: SecretForm | None) -> str:
    assert form is not None
    return form.said.words()


class TestFirstRun:
    def test_without_a_store_three_ways_are_offered(self, window: MainWindow) -> None:
        window.start(None)
        assert window.reception.page is not None
        assert window.reception.page.form is not None
        assert window.reception.page.form.primary is not None
        assert window.reception.page.form.primary.text() == "Try the demo event"

    def test_a_new_event_wants_the_passphrase_twice_and_shows_the_recovery_once(
        self,
        window: MainWindow,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("UKETSUKE_STORES", str(tmp_path))
        window.start(None)
        assert window.reception.page is not None
        window.reception.page.ask_for_event(FOLDER / "plan.toml")
        form = window.reception.page.form
        first, second = form.findChildren(QLineEdit) if form else []
        first.setText("long enough")
        second.setText("something else")
        QTest.keyClick(second, Qt.Key.Key_Return)
        assert said(form) == "The two passphrases differ."
        second.setText("long enough")
        QTest.keyClick(second, Qt.Key.Key_Return)
        assert said(form).startswith("This passphrase has too few words.")
        assert not any(tmp_path.iterdir())
        proposal = form.findChild(ProposedWords) if form else None
        assert proposal is not None
        QTest.keyClick(proposal.button, Qt.Key.Key_Space)
        first.setText(proposal.words)
        second.setText(proposal.words)
        QTest.keyClick(second, Qt.Key.Key_Return)
        assert window.workplace is None
        FirstPage(window.reception.page, Answered()).type_back()
        assert isinstance(window.workplace, Workplace)

    def test_another_language_is_spoken_at_once(self, window: MainWindow, qtbot: QtBot) -> None:
        window.start(None)
        assert window.reception.page is not None
        window.reception.page.language_chosen.emit("ja")
        qtbot.waitUntil(lambda: window.settings.current.language == "ja")
        assert window.reception.page.form is not None


class TestUnlocking:
    def test_the_passphrase_opens_the_desk(self, window: MainWindow, peopled: Path) -> None:
        window.start(peopled)
        type_into_focus(demo_store.PASSPHRASE)
        assert isinstance(window.workplace, Workplace)
        assert window.workplace.place == DESK.key
        assert window.reception.page is None
        assert window.workplace.desk.field.edit.hasFocus()

    def test_a_wrong_passphrase_is_said_so_and_the_field_is_empty_again(
        self, window: MainWindow, peopled: Path
    ) -> None:
        window.start(peopled)
        type_into_focus("wrong")
        assert window.reception.page is not None
        assert said(window.reception.page.form) == "The passphrase is wrong. Nothing was changed."
        line = focused()
        assert isinstance(line, QLineEdit)
        assert line.text() == ""

    def test_a_store_in_use_can_be_looked_at(self, window: MainWindow, peopled: Path) -> None:
        with open_store(peopled, demo_store.PASSPHRASE):
            window.start(peopled)
            window.reception.unlock(demo_store.PASSPHRASE)
            assert window.workplace is None
            assert window.reception.page is not None
            form = window.reception.page.form
            assert form is not None
            assert "Open for reading only" in [
                button.text() for button in form.findChildren(QWidget) if hasattr(button, "text")
            ]

    def test_a_damaged_store_is_brought_back_from_its_latest_backup(
        self, window: MainWindow, peopled: Path
    ) -> None:
        with open_store(peopled, demo_store.PASSPHRASE) as station:
            station.backup_dated()
        (peopled / "keyslots.json").write_text("{}")
        window.start(peopled)
        window.reception.unlock(demo_store.PASSPHRASE)
        assert window.reception.page is not None
        form = window.reception.page.form
        assert form is not None
        form.findChildren(QLineEdit)[0].setText(demo_store.PASSPHRASE)
        press(form, "Restore the latest backup")
        assert isinstance(window.workplace, Workplace)

    def test_a_store_that_is_gone_leads_back_to_the_first_page(
        self, window: MainWindow, peopled: Path
    ) -> None:
        window.start(peopled)
        shutil.rmtree(peopled)
        type_into_focus(demo_store.PASSPHRASE)
        assert window.reception.page is not None
        assert said(window.reception.page.form).startswith("There is no store at")

    def test_the_store_is_the_one_that_is_opened_next_time(
        self, window: MainWindow, work: Workplace, peopled: Path, tmp_path: Path
    ) -> None:
        kept = json.loads((tmp_path / "settings.json").read_text())
        assert kept["last_store"] == str(peopled)


def test_what_is_in_memory_when_the_desk_is_ready_is_collected_no_more(
    window: MainWindow, peopled: Path
) -> None:
    gc.unfreeze()
    window.start(peopled)
    type_into_focus(demo_store.PASSPHRASE)
    assert isinstance(window.workplace, Workplace)
    assert gc.get_freeze_count() > 100_000


def test_enter_on_the_first_page_follows_the_focus(window: MainWindow) -> None:
    window.start(None)
    welcome = window.reception.page
    assert welcome is not None
    assert welcome.form is not None
    words = ("Try the demo event", "Practise for five minutes")
    first, other = (
        next(button for button in welcome.form.findChildren(QPushButton) if button.text() == text)
        for text in words
    )
    wanted: list[str] = []
    welcome.practice_wanted.connect(lambda: wanted.append("practice"))
    welcome.practice_wanted.disconnect(window.practise)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Return)
    assert wanted == ["practice"]
    assert first.isVisible()


def test_enter_on_another_language_chooses_it(window: MainWindow, qtbot: QtBot) -> None:
    window.start(None)
    welcome = window.reception.page
    assert welcome is not None
    japanese = next(link for link in welcome.findChildren(QPushButton) if link.text() == "日本語")
    japanese.setFocus()
    with qtbot.waitSignal(welcome.language_chosen) as heard:
        QTest.keyClick(japanese, Qt.Key.Key_Return)
    assert heard.args == ["ja"]


def test_a_key_held_down_decides_nothing_before_a_store_is_open(window: MainWindow) -> None:
    window.start(None)
    welcome = window.reception.page
    assert welcome is not None
    before = welcome.form
    assert before is not None
    assert before.primary is not None
    none = Qt.KeyboardModifier.NoModifier
    QTest.simulateEvent(before.primary, True, int(Qt.Key.Key_Return), none, "\r", True)
    assert welcome.form is before
    QTest.keyClick(before.primary, Qt.Key.Key_Return)
    assert welcome.form is not before


def press(form: SecretForm, words: str) -> None:
    for button in form.findChildren(QPushButton):
        if button.text() == words:
            button.click()
            return
    raise AssertionError(words)


class TestSwitching:
    def test_the_title_names_nobody(self, window: MainWindow, work: Workplace) -> None:
        work.desk.scan("x")
        assert window.windowTitle() == "Uketsuke"

    def test_another_theme_shows_at_once_and_stays_on_the_page(
        self, window: MainWindow, work: Workplace
    ) -> None:
        before = window.styleSheet()
        window.settings.change(replace(window.settings.current, theme=settings.Theme.DARK))
        assert window.styleSheet() != before
        assert window.workplace is not work
        assert window.workplace is not None
        assert window.workplace.desk.theme.name is ThemeName.DARK

    def test_the_sheet_for_language_and_colours_changes_both(
        self, window: MainWindow, work: Workplace, qtbot: QtBot
    ) -> None:
        work.go("look")
        sheet = work.front.sheet
        assert isinstance(sheet, AppearanceSheet)
        sheet.accept_button.click()
        qtbot.waitUntil(lambda: window.workplace is not None and work.front.sheet is None)

    def test_a_volunteer_sees_no_page_that_is_not_theirs(
        self, window: MainWindow, work: Workplace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        station = window.station
        assert station is not None
        station.shift.hand_over()
        window.settings.change(replace(window.settings.current, theme=settings.Theme.DARK))
        assert window.workplace is not None
        allowed = {maker.key for maker in PAGES if station.shift.may(maker.needs)}
        assert set(window.workplace.places()) == allowed


class TestCovering:
    def test_f12_hides_everything_and_esc_brings_it_back(
        self, window: MainWindow, work: Workplace
    ) -> None:
        tap(Qt.Key.Key_F12)
        assert window.covering.cover is not None
        assert not work.isVisible()
        shown = [label.text() for label in window.covering.cover.findChildren(QLabel)]
        assert "Until then nothing is scanned here." in shown
        tap(Qt.Key.Key_Escape, window.covering.cover)
        assert work.isVisible()
        assert work.desk.field.edit.hasFocus()

    def test_what_was_hidden_too_long_is_locked(self, window: MainWindow, work: Workplace) -> None:
        window.hide_all()
        assert window.covering.cover is not None
        window.covering.cover.lock()
        tap(Qt.Key.Key_Escape, window.covering.cover)
        assert not work.isVisible()

    def test_nobody_at_the_desk_locks_it_and_keeps_a_backup(
        self, window: MainWindow, work: Workplace, peopled: Path
    ) -> None:
        work.desk.scanner.clock = lambda: 1e9
        window.covering.check_idle()
        assert window.covering.cover is not None
        assert window.covering.cover.locked
        assert list((peopled / "backups").iterdir())

    def test_a_scan_is_not_taken_while_the_window_is_locked(
        self, window: MainWindow, work: Workplace
    ) -> None:
        hands = Hands(work.desk.scanner)
        window.covering.lock()
        hands.scan("BCDEFGHIJKLNOPRSTUVX")
        assert window.station is not None
        assert window.station.desk.last() == ()

    def test_the_passphrase_lifts_the_lock(self, window: MainWindow, work: Workplace) -> None:
        window.covering.lock()
        type_into_focus("wrong")
        assert not work.isVisible()
        type_into_focus(demo_store.PASSPHRASE)
        assert work.isVisible()

    def test_a_desk_that_its_volunteers_could_not_open_does_not_lock_itself(
        self, window: MainWindow, work: Workplace
    ) -> None:
        assert window.station is not None
        window.station.shift.hand_over()
        work.desk.scanner.clock = lambda: 1e9
        window.covering.check_idle()
        assert window.covering.cover is None

    def test_the_passphrase_gives_back_the_role_that_was_there(
        self, window: MainWindow, work: Workplace
    ) -> None:
        assert window.station is not None
        window.station.shift.hand_over()
        window.covering.lock()
        type_into_focus(demo_store.PASSPHRASE)
        assert work.isVisible()
        assert window.station.shift.role is Role.VOLUNTEER

    def test_a_pin_opens_the_shift_of_its_role(self, window: MainWindow, work: Workplace) -> None:
        assert window.station is not None
        window.station.shift.set_pin(Role.VOLUNTEER, "246813")
        window.covering.lock()
        type_into_focus("246813")
        assert window.station.shift.role is Role.VOLUNTEER
        assert window.workplace is not None
        assert window.workplace.isVisible()


class TestFailing:
    def test_a_failure_of_the_world_is_a_sentence(
        self, window: MainWindow, work: Workplace
    ) -> None:
        window.fail(DiskFull("The disk is full."))
        assert work.front.banner.words() == "The disk is full."

    def test_a_bug_is_shown_as_ours_and_names_nobody(
        self,
        window: MainWindow,
        work: Workplace,
        caplog: pytest.LogCaptureFixture,
        expect_log: Callable[[str], None],
    ) -> None:
        expect_log("A bug: ")
        with pytest.raises(ValueError, match="Adiljan") as caught:
            int_of("Adiljan Tohti")
        window.fail(caught.value)
        box = window.findChild(CrashBox)
        assert isinstance(box, CrashBox)
        told = box.told.toPlainText()
        assert "ValueError" in told
        assert "test_main_window.py" in told
        assert "Adiljan" not in told + caplog.text
        box.close()


def int_of(name: str) -> None:
    raise ValueError(name)


def test_the_demo_can_be_opened_by_its_doors(tmp_path: Path) -> None:
    result = opening.new_demo(tmp_path / "demo.uketsuke", "only the demo event")
    try:
        assert result.recovery
        assert result.station.desk.stats().delegates == 150
    finally:
        result.station.close()
