"""A store of which entries are missing: the desk says so, records nothing, and an organiser accepts it with a reason."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin.bootstrap import open_store
from checkin.domain import Outcome, Problem, Role
from tests.ui import demo_store
from tests.ui.input_driver import happen
from ui.shell.alarm_question import AlarmSheet
from ui.shell.workplace import Workplace

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.shell.main_window import MainWindow

GUEST = 42
HUNDRED = 100


@pytest.fixture
def rolled_back(window: MainWindow, peopled: Path) -> MainWindow:
    """The window on a store whose database is yesterday's."""
    with open_store(peopled, demo_store.PASSPHRASE):
        pass
    shutil.copy(peopled / "store.db", peopled.parent / "yesterday")
    with open_store(peopled, demo_store.PASSPHRASE) as station:
        station.desk.checkin(GUEST, "entrance")
    shutil.copy(peopled.parent / "yesterday", peopled / "store.db")
    window.start(peopled)
    window.reception.unlock(demo_store.PASSPHRASE)
    happen()
    return window


def workplace(window: MainWindow) -> Workplace:
    assert isinstance(window.workplace, Workplace)
    return window.workplace


def test_an_organiser_sees_it_and_goes_on_with_a_reason(rolled_back: MainWindow) -> None:
    desk = workplace(rolled_back).desk
    assert desk.card.headline.text() == "Nothing is recorded"
    sheet = desk.sheet
    assert isinstance(sheet, AlarmSheet)
    sheet.accepted.emit()
    assert sheet.words() == "Type a reason; it goes on record."
    sheet.reason.setText("the laptop was set up anew")
    sheet.accepted.emit()
    happen()
    assert desk.sheet is None
    assert desk.card.headline.text() == "Ready"
    desk.check_in(GUEST)
    assert rolled_back.station is not None
    assert rolled_back.station.desk.last(1)[0].outcome is Outcome.ADMITTED


def test_what_was_found_after_the_sheet_was_shown_is_not_accepted_with_it(
    rolled_back: MainWindow,
) -> None:
    desk, station = workplace(rolled_back).desk, rolled_back.station
    sheet = desk.sheet
    assert isinstance(sheet, AlarmSheet)
    assert station is not None
    more = Problem("forged", "An entry does not carry its desk's signature.")
    station.store.alarm.add([more])
    sheet.reason.setText("the laptop was set up anew")
    sheet.accepted.emit()
    happen()
    assert more in station.store.alarm.problems
    again = desk.sheet
    assert isinstance(again, AlarmSheet)
    assert more in again.problems


def test_who_has_put_it_off_is_asked_again_only_where_more_was_found(
    rolled_back: MainWindow,
) -> None:
    desk, station = workplace(rolled_back).desk, rolled_back.station
    sheet = desk.sheet
    assert isinstance(sheet, AlarmSheet)
    assert station is not None
    sheet.cancel_button.click()
    happen()
    rolled_back.alarm.noting.note()
    assert desk.sheet is None
    station.store.alarm.add([Problem("forged", "An entry does not carry its desk's signature.")])
    rolled_back.alarm.noting.note()
    assert isinstance(desk.sheet, AlarmSheet)


def test_a_scan_meanwhile_is_not_recorded_and_a_volunteer_is_asked_nothing(
    rolled_back: MainWindow,
) -> None:
    desk = workplace(rolled_back).desk
    sheet = desk.sheet
    assert isinstance(sheet, AlarmSheet)
    sheet.cancel_button.click()
    happen()
    assert not sheet.isVisible()
    desk.check_in(GUEST)
    assert desk.card.headline.text() == "Not recorded"
    assert rolled_back.station is not None
    assert rolled_back.station.desk.last() == ()
    rolled_back.station.shift.role = Role.VOLUNTEER
    rolled_back.host.build_again()
    happen()
    again = workplace(rolled_back).desk
    assert again.sheet is None
    assert again.card.headline.text() == "Nothing is recorded"


def test_a_store_that_is_whole_asks_nothing(window: MainWindow, work: Workplace) -> None:
    happen()
    assert work.desk.sheet is None
    assert work.desk.card.headline.text() == "Ready"


def test_a_folder_that_was_put_back_whole_is_noticed_by_the_note_in_the_settings(
    window: MainWindow, peopled: Path, tmp_path: Path
) -> None:
    with open_store(peopled, demo_store.PASSPHRASE) as station:
        station.remember_in(window.settings.notes_folder)
    shutil.copytree(peopled, tmp_path / "kept")
    with open_store(peopled, demo_store.PASSPHRASE) as station:
        station.remember_in(window.settings.notes_folder)
        station.desk.checkin(GUEST, "entrance")
    shutil.rmtree(peopled)
    shutil.copytree(tmp_path / "kept", peopled)
    window.start(peopled)
    window.reception.unlock(demo_store.PASSPHRASE)
    happen()
    desk = workplace(window).desk
    assert desk.card.headline.text() == "Nothing is recorded"
    sheet = desk.sheet
    assert isinstance(sheet, AlarmSheet)
    sheet.reason.setText("the laptop was set up anew")
    sheet.accepted.emit()
    happen()
    desk.check_in(GUEST)
    assert window.station is not None
    assert window.station.desk.last(1)[0].outcome is Outcome.ADMITTED


def test_a_stick_that_knows_more_is_looked_at_when_a_store_is_opened(
    window: MainWindow, peopled: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copytree(peopled, tmp_path / "kept")
    with open_store(peopled, demo_store.PASSPHRASE) as station:
        station.desk.checkin(GUEST, "entrance")
        station.backup_dated(stick)
    shutil.rmtree(peopled)
    shutil.copytree(tmp_path / "kept", peopled)
    window.settings.keep(replace(window.settings.current, second_backup=str(stick)))
    window.start(peopled)
    window.reception.unlock(demo_store.PASSPHRASE)
    happen()
    assert isinstance(workplace(window).desk.sheet, AlarmSheet)


def test_entries_are_noted_by_the_timer_and_after_every_hundredth(
    window: MainWindow, peopled: Path, qtbot: QtBot
) -> None:
    window.start(peopled)
    window.reception.unlock(demo_store.PASSPHRASE)
    (note,) = window.settings.notes_folder.iterdir()
    before = note.read_bytes()
    desk = workplace(window).desk
    desk.check_in(GUEST)
    assert note.read_bytes() == before
    window.alarm.noting.note()
    once = note.read_bytes()
    assert once != before
    for number in range(HUNDRED):
        desk.scan(f"unknown {number}")
    qtbot.waitUntil(lambda: note.read_bytes() != once)
