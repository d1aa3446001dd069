"""Kiosk mode (self-check-in): only the guest's own name is shown, and only the passphrase leaves it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checkin.domain import Flag, Outcome, Role
from checkin.settings import SelfCheckIn, Settings
from tests.ui import demo_store, visible_text
from tests.ui.fake_printer import PaperTray
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Hands, Heard, run_out
from ui.kiosk.kiosk import TARGET, Kiosk
from ui.kiosk.name_form import NameForm
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World

GUEST, OTHER, CANCELLED, QUIET, ASKED, NOTED = 42, 12, 36, 31, 24, 14


@pytest.fixture
def window(desk: World, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    chosen = Settings(language="en", idle_minutes=0)
    made = MainWindow(chosen, tmp_path / "s.json", Appearance(qapp), InlineBackground(), Heard())
    made.start(None)
    made.open(Opened(desk.station))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.kiosk_mode.kiosk = None
    made.close()
    made.deleteLater()


@pytest.fixture
def kiosk(window: MainWindow, qtbot: QtBot) -> Kiosk:
    window.kiosk_mode.start()
    shown = window.kiosk_mode.kiosk
    assert shown is not None
    qtbot.waitUntil(shown.hasFocus)
    return shown


@pytest.fixture
def hands(kiosk: Kiosk) -> Hands:
    return Hands(kiosk.scanner)


def outcomes(demo_store: World) -> list[Outcome]:
    return [scan.outcome for scan in demo_store.station.desk.last(20)]


def test_a_code_lets_its_owner_in_and_shows_their_own_name(
    desk: World, kiosk: Kiosk, hands: Hands
) -> None:
    hands.scan(desk.code(GUEST))
    assert kiosk.card.headline.text() == "Welcome"
    assert kiosk.card.name.text() == "Adiljan Tohti"
    assert outcomes(desk) == [Outcome.ADMITTED]


def test_the_badge_is_printed_once_by_the_print_desk(
    desk: World, window: MainWindow, kiosk: Kiosk, hands: Hands
) -> None:
    assert window.host.print_desk is not None
    tray = PaperTray()
    window.host.print_desk.use(tray)
    hands.scan(desk.code(GUEST))
    assert "Your badge is being printed" in kiosk.card.hint.text()
    hands.scan(desk.code(GUEST))
    assert desk.station.people.card(f"{GUEST:032x}").badges_printed == 1


def test_without_a_printer_nothing_is_promised(desk: World, kiosk: Kiosk, hands: Hands) -> None:
    hands.scan(desk.code(GUEST))
    assert kiosk.card.hint.text() == "You are checked in. Please go in."


def test_a_printer_that_is_stopped_promises_nothing_either(
    desk: World, window: MainWindow, kiosk: Kiosk, hands: Hands
) -> None:
    assert window.host.print_desk is not None
    window.host.print_desk.use(PaperTray())
    window.host.print_desk.stop_printing()
    hands.scan(desk.code(GUEST))
    assert kiosk.card.hint.text() == "You are checked in. Please go in."
    assert [job.delegate.number for job in desk.station.badges.waiting() if job.delegate] == [GUEST]


def test_whoever_needs_a_human_reads_the_same_and_no_name(
    desk: World, kiosk: Kiosk, hands: Hands
) -> None:
    people = desk.station.people
    people.shift.take_up_as_organiser()
    people.cancel(f"{CANCELLED:032x}")
    for number, flag in (
        (QUIET, Flag.CALL_LEAD),
        (ASKED, Flag.CHECK_IDENTITY),
        (NOTED, Flag.ATTENTION),
    ):
        people.flag(f"{number:032x}", flag, on=True)
    told = set()
    for number in (CANCELLED, QUIET, ASKED, NOTED):
        hands.scan(desk.code(number))
        told.add(kiosk.card.accessibleName())
    hands.scan("https://example.org/other")
    told.add(kiosk.card.accessibleName())
    assert told == {"Please come to the desk. Somebody will help you there at once."}


def test_a_note_for_the_desk_is_still_unread_there(desk: World, kiosk: Kiosk, hands: Hands) -> None:
    desk.station.shift.take_up_as_organiser()
    desk.station.people.flag(f"{NOTED:032x}", Flag.ATTENTION, on=True)
    hands.scan(desk.code(NOTED))
    assert desk.station.desk.last() == ()
    verdict = desk.station.desk.scan(desk.code(NOTED))
    assert (verdict.outcome, verdict.attention) == (Outcome.ADMITTED, True)


def test_no_name_of_anybody_else_is_on_the_screen(desk: World, kiosk: Kiosk, hands: Hands) -> None:
    hands.scan(desk.code(OTHER))
    hands.scan(desk.code(GUEST))
    text = visible_text.everything(kiosk)
    others = [row["name"] for row in demo_store.demo_rows()[:60] if int(row["number"]) != GUEST]
    assert [name for name in others if name and name in text] == []


def test_each_picks_a_language_and_the_next_one_finds_the_first(
    desk: World, kiosk: Kiosk, hands: Hands
) -> None:
    kiosk.languages["ja"].click()
    hands.scan(desk.code(GUEST))
    assert kiosk.card.headline.text() == "ようこそ"
    kiosk.begin_anew()
    assert kiosk.card.headline.text() == "Please hold your code to the reader"


def test_what_can_be_touched_is_big(kiosk: Kiosk) -> None:
    for language in (*kiosk.languages.values(), kiosk.camera_button, kiosk.staff_button):
        assert language.height() >= TARGET


def test_a_camera_or_serial_scanner_is_read_as_well(
    desk: World, window: MainWindow, kiosk: Kiosk
) -> None:
    window.parts.serial.scanned.emit(desk.code(GUEST))
    assert kiosk.card.headline.text() == "Welcome"


class TestLeaving:
    def test_no_key_leaves_it(self, window: MainWindow, kiosk: Kiosk) -> None:
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_F12, Qt.Key.Key_F11, Qt.Key.Key_Return):
            QTest.keyClick(kiosk, key)
        for key in (Qt.Key.Key_1, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_J):
            QTest.keyClick(kiosk, key, Qt.KeyboardModifier.ControlModifier)
        assert window.parts.stack.currentWidget() is kiosk
        assert window.isFullScreen()

    def test_closing_the_window_does_not_close_it(self, window: MainWindow, kiosk: Kiosk) -> None:
        window.close()
        assert window.isVisible()
        assert window.parts.stack.currentWidget() is kiosk

    def test_time_and_a_darker_system_do_not_end_it(self, window: MainWindow, kiosk: Kiosk) -> None:
        window.settings.current = Settings(language="en", idle_minutes=1)
        window.covering.check_idle()
        window.look_again()
        assert window.parts.stack.currentWidget() is kiosk

    def test_a_pin_does_not_end_it(
        self, desk: World, window: MainWindow, kiosk: Kiosk, hands: Hands, qtbot: QtBot
    ) -> None:
        desk.station.shift.take_up_as_organiser()
        desk.station.shift.set_pin(Role.ORGANISER, "246813")
        desk.station.shift.hand_over()
        leave_with(kiosk, hands, "246813", qtbot)
        assert window.kiosk_mode.kiosk is kiosk
        assert kiosk.form is not None
        assert "not the passphrase" in kiosk.form.said.words()

    def test_the_passphrase_ends_it(
        self, desk: World, window: MainWindow, kiosk: Kiosk, hands: Hands, qtbot: QtBot
    ) -> None:
        leave_with(kiosk, hands, demo_store.PASSPHRASE, qtbot)
        assert window.kiosk_mode.kiosk is None
        assert not window.isFullScreen()
        assert window.parts.stack.currentWidget() is window.workplace
        assert desk.station.shift.role is Role.ORGANISER

    def test_while_it_runs_nobody_may_do_more_than_a_volunteer(
        self, desk: World, kiosk: Kiosk
    ) -> None:
        assert desk.station.shift.role is Role.VOLUNTEER

    def test_who_goes_away_from_the_question_leaves_it_running(
        self, desk: World, kiosk: Kiosk, hands: Hands
    ) -> None:
        kiosk.staff_button.click()
        kiosk.giving_up.timeout.emit()
        assert kiosk.form is None
        hands.scan(desk.code(GUEST))
        assert kiosk.card.headline.text() == "Welcome"


def leave_with(kiosk: Kiosk, hands: Hands, secret: str, qtbot: QtBot) -> None:
    kiosk.staff_button.click()
    assert kiosk.form is not None
    for letter in secret:
        QTest.keyClicks(hands.target(), letter)
    QTest.keyClick(hands.target(), Qt.Key.Key_Return)
    qtbot.wait(1)


def test_without_being_set_up_nobody_is_looked_up_by_name(kiosk: Kiosk) -> None:
    assert not kiosk.name_button.isVisible()


class TestByName:
    @pytest.fixture
    def kiosk(self, window: MainWindow, qtbot: QtBot) -> Kiosk:
        settings = window.settings
        settings.change(replace(settings.current, self_checkin=SelfCheckIn.NAMES))
        window.kiosk_mode.start()
        shown = window.kiosk_mode.kiosk
        assert shown is not None
        qtbot.waitUntil(shown.hasFocus)
        return shown

    def type(self, kiosk: Kiosk, name: str, proof: str) -> None:
        kiosk.name_button.click()
        assert isinstance(kiosk.form, NameForm)
        QTest.keyClicks(kiosk.form.name, name)
        QTest.keyClick(kiosk.form.name, Qt.Key.Key_Tab)
        QTest.keyClicks(kiosk.form.proof, proof)
        QTest.keyClick(kiosk.form.proof, Qt.Key.Key_Return)

    def test_name_and_number_let_in_and_the_form_is_gone(self, desk: World, kiosk: Kiosk) -> None:
        assert kiosk.name_button.height() >= TARGET
        self.type(kiosk, "adiljan tohti", str(GUEST))
        assert kiosk.form is None
        assert kiosk.card.headline.text() == "Welcome"
        assert outcomes(desk) == [Outcome.ADMITTED]

    @pytest.mark.parametrize("name", ["adiljan", "nobody at all"])
    def test_whatever_does_not_match_reads_the_same(
        self, desk: World, kiosk: Kiosk, name: str
    ) -> None:
        self.type(kiosk, name, str(GUEST))
        assert kiosk.card.headline.text() == "Please come to the desk"
        assert kiosk.card.name.text() == ""
        assert outcomes(desk) == []

    def test_what_is_typed_is_forgotten_when_they_walk_away(self, kiosk: Kiosk) -> None:
        kiosk.name_button.click()
        assert isinstance(kiosk.form, NameForm)
        QTest.keyClicks(kiosk.form.name, "adiljan")
        run_out(kiosk.giving_up)
        assert kiosk.form is None
