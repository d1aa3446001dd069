"""Station page: readiness checks, roles, and settings that apply at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from checkin.bootstrap import open_store
from checkin.doctor import CheckState
from checkin.domain import Role
from checkin.errors import PrinterTrouble
from checkin.settings import Printing, Settings, Theme, load, save
from checkin.store import backup
from tests.ui import demo_store
from tests.ui.station.station_page import BROTHER, ENTER, ESC, Make, lamps, press
from ui.parts.keys import WindowKey
from ui.parts.shell import Change
from ui.station.sheets import PinSheet, SecretSheet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World


@pytest.fixture
def make(station_page: Make) -> Make:
    return station_page


# Readiness checks


def test_the_lamps_tell_what_is_ready_and_what_is_not(make: Make) -> None:
    found = lamps(make().page)
    assert found["clock"] is CheckState.WARN  # the tests run in another time zone
    assert found["fonts"] is CheckState.OK
    assert found["printer"] is CheckState.OK  # nothing is printed at check-in
    assert found["code"] is CheckState.WARN
    assert found["backup"] is CheckState.WARN


@pytest.mark.parametrize(("up", "state"), [(True, CheckState.OK), (False, CheckState.FAIL)])
def test_the_printers_lamp_is_about_the_one_that_was_chosen(
    make: Make, up: bool, state: CheckState
) -> None:
    stopped = PrinterTrouble("Out of labels.")
    page = make(settings=Settings(printer=BROTHER), trouble=lambda _: None if up else stopped).page
    assert lamps(page)["printer"] is state


def test_a_clock_of_another_day_is_told(make: Make, desk: World) -> None:
    desk.clock.forward(days=9)
    (clock,) = (check for check in make().page.readiness.checks if check.check == "clock")
    assert clock.state is CheckState.WARN
    assert "another day" in clock.message


# Settings


def test_a_change_is_told_at_once_and_can_be_kept(make: Make, tmp_path: Path) -> None:
    opened = make()
    opened.page.badges.when.choose(Printing.ONCE)
    assert opened.latest.printing is Printing.ONCE
    save(tmp_path / "settings.json", opened.latest)
    assert load(tmp_path / "settings.json").settings == opened.latest


def test_the_session_is_fixed_at_the_desk_and_given_back_to_the_clock(
    make: Make, desk: World
) -> None:
    page = make().page
    page.desk.session.choose("opening")
    assert desk.station.desk.current_session().session.key == "opening"
    page.desk.session.choose("")
    assert desk.station.desk.current_session().by_clock


def test_another_change_leaves_the_session_that_was_fixed_at_the_desk(
    make: Make, desk: World
) -> None:
    opened = make()
    desk.station.desk.fixed = "opening"
    opened.page.window_card.volume.setValue(30)
    assert desk.station.desk.fixed == "opening"
    opened.page.come()
    assert opened.page.desk.session.chosen() == "opening"


def test_the_room_decides_which_session_the_clock_chooses(make: Make, desk: World) -> None:
    opened = make()
    opened.page.desk.room.choose("Room 201")
    assert desk.station.desk.room == "Room 201"
    assert opened.latest.room == "Room 201"


def test_the_desk_is_renamed_with_enter(make: Make, qtbot: QtBot, desk: World) -> None:
    page = make().page
    page.desk.name.selectAll()
    qtbot.keyClicks(page.desk.name, "  Entrance   B ")
    qtbot.keyClick(page.desk.name, ENTER)
    assert desk.station.desk.name == "Entrance B"


def test_a_desk_without_a_name_keeps_the_one_it_has(make: Make, qtbot: QtBot, desk: World) -> None:
    page = make().page
    page.desk.name.clear()
    qtbot.keyClick(page.desk.name, ENTER)
    assert page.desk.name.text() == desk.station.desk.name == "Desk 1"


def test_the_printer_that_is_chosen_is_used(make: Make) -> None:
    opened = make()
    opened.page.badges.printer.choose(BROTHER)
    assert opened.latest.printer == BROTHER
    assert opened.desk.state.printer == BROTHER
    opened.page.badges.printer.choose("")
    assert opened.desk.printer is None


def test_a_printer_that_is_switched_off_stays_chosen(make: Make) -> None:
    page = make(settings=Settings(printer="Old one")).page
    assert page.badges.printer.chosen() == "Old one"


def test_the_volume_is_heard(make: Make, qtbot: QtBot) -> None:
    opened = make()
    opened.page.window_card.volume.setFocus()
    qtbot.keyClick(opened.page.window_card.volume, Qt.Key.Key_Left)
    assert opened.latest.volume == 60
    qtbot.mouseClick(opened.page.window_card.test, Qt.MouseButton.LeftButton)
    assert opened.sounds.played == ["welcome"]


def test_language_and_colours_are_told_once_the_box_is_done(make: Make, qtbot: QtBot) -> None:
    opened = make()
    with qtbot.waitSignal(opened.chosen.changed) as told:
        opened.page.window_card.language.choose("ja")
    assert told.args is not None
    assert told.args[0].language == "ja"
    with qtbot.waitSignal(opened.chosen.changed) as told:
        opened.page.window_card.colours.choose(Theme.DARK)
    assert told.args is not None
    assert told.args[0].theme is Theme.DARK


def test_it_locks_itself_after_so_many_minutes_or_never(make: Make) -> None:
    opened = make()
    opened.page.window_card.idle.choose("5")
    assert opened.latest.idle_minutes == 5
    opened.page.window_card.idle.choose("0")
    assert opened.page.window_card.idle.currentText() == "Never"
    assert opened.latest.idle_minutes == 0


def test_what_was_changed_elsewhere_is_not_written_over(make: Make) -> None:
    opened = make()
    opened.chosen.change(replace(Settings(), sheet="a4-10"))
    opened.page.badges.when.choose(Printing.ALWAYS)
    assert (opened.latest.sheet, opened.latest.printing) == ("a4-10", Printing.ALWAYS)


# Backups


def test_a_backup_is_made_in_both_places(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path
) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    opened = make()
    opened.files.path = second
    choose = next(
        widget
        for widget in opened.page.backup.findChildren(QPushButton)
        if widget.accessibleName() == "Choose a second place for backups"
    )
    qtbot.mouseClick(choose, Qt.MouseButton.LeftButton)
    assert opened.latest.second_backup == str(second)
    press(qtbot, opened.page, WindowKey.BACK_UP)
    assert opened.page.banner.words() == "Backed up."
    assert len(list((desk.station.folder / "backups").iterdir())) == 1
    assert len(list(second.glob("*.uketsuke-backup"))) == 1
    assert lamps(opened.page)["backup"] is CheckState.OK


def test_a_second_place_that_is_gone_is_told(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    opened = make(settings=Settings(second_backup=str(tmp_path / "gone")))
    press(qtbot, opened.page, WindowKey.BACK_UP)
    assert "cannot be written" in opened.page.banner.words()


def test_a_second_place_can_be_given_up(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    opened = make(settings=Settings(second_backup=str(tmp_path)))
    qtbot.mouseClick(opened.page.backup.forget, Qt.MouseButton.LeftButton)
    assert opened.latest.second_backup == ""


def test_a_copy_by_hand_can_be_restored(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path
) -> None:
    opened = make()
    opened.files.path = tmp_path / "copy.uketsuke-backup"
    qtbot.mouseClick(opened.page.backup.copy, Qt.MouseButton.LeftButton)
    assert opened.page.banner.words().startswith("Copied, with")
    restored = tmp_path / "restored.uketsuke"
    backup.restore(opened.files.path, restored, demo_store.PASSPHRASE)
    with open_store(restored, demo_store.PASSPHRASE) as station:
        assert len(station.roster.delegates()) == 60


def test_a_backup_is_checked_by_its_passphrase(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    opened = make()
    opened.files.path = tmp_path / "copy.uketsuke-backup"
    qtbot.mouseClick(opened.page.backup.copy, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(opened.page.backup.check, Qt.MouseButton.LeftButton)
    sheet = opened.page.sheet
    assert isinstance(sheet, SecretSheet)
    qtbot.keyClicks(sheet.line, "not this")
    qtbot.keyClick(sheet.line, ENTER)
    assert sheet.words() == "The passphrase is wrong. Nothing was changed."
    qtbot.keyClicks(sheet.line, demo_store.PASSPHRASE)
    qtbot.keyClick(sheet.line, ENTER)
    assert opened.page.sheet is None
    assert opened.page.banner.words().startswith("This backup is whole, with ")


def test_a_backup_that_was_tried_is_asked_for_after_a_week_only(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path
) -> None:
    desk.clock.forward(days=9)
    opened = make()
    opened.files.path = tmp_path / "copy.uketsuke-backup"
    qtbot.mouseClick(opened.page.backup.copy, Qt.MouseButton.LeftButton)
    (offered,) = [
        button
        for button in opened.page.readiness.findChildren(QPushButton)
        if button.accessibleName() == "Check… Backup tried"
    ]
    assert lamps(opened.page)["tried backup"] is CheckState.WARN
    qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)
    sheet = opened.page.sheet
    assert isinstance(sheet, SecretSheet)
    qtbot.keyClicks(sheet.line, demo_store.PASSPHRASE)
    qtbot.keyClick(sheet.line, ENTER)
    assert lamps(opened.page)["tried backup"] is CheckState.OK


def test_a_restore_asks_for_the_passphrase_and_tells_whoever_owns_the_store(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    opened = make()
    opened.files.path = tmp_path / "copy.uketsuke-backup"
    qtbot.mouseClick(opened.page.backup.restore, Qt.MouseButton.LeftButton)
    sheet = opened.page.sheet
    assert isinstance(sheet, SecretSheet)
    qtbot.keyClicks(sheet.line, "secret")
    qtbot.keyClick(sheet.line, ENTER)
    assert opened.shell.restored == [(opened.files.path, "secret")]


def test_a_restore_can_be_thought_better_of(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    opened = make()
    opened.files.path = tmp_path / "copy.uketsuke-backup"
    qtbot.mouseClick(opened.page.backup.restore, Qt.MouseButton.LeftButton)
    sheet = opened.page.sheet
    assert sheet is not None
    qtbot.keyClick(sheet.first(), ESC)
    assert opened.page.sheet is not sheet
    assert opened.shell.restored == []


# Roles


def test_the_desk_is_handed_over_to_volunteers(make: Make, qtbot: QtBot, desk: World) -> None:
    opened = make()
    page = opened.page
    press(qtbot, page, WindowKey.HAND_OVER)
    assert page.sheet is not None
    qtbot.keyClick(page.sheet.first(), ENTER)
    qtbot.waitUntil(lambda: opened.shell.changes == [Change.ROLE])
    assert desk.station.shift.role is Role.VOLUNTEER
    assert page.role.text() == "Volunteer"


def test_a_role_is_taken_up_by_its_pin(make: Make, qtbot: QtBot, desk: World) -> None:
    desk.station.shift.set_pin(Role.LEAD, "258013")
    opened = make(Role.VOLUNTEER)
    page = opened.page
    press(qtbot, page, WindowKey.TAKE_UP)
    sheet = page.sheet
    assert isinstance(sheet, SecretSheet)
    qtbot.keyClicks(sheet.line, "0000")
    qtbot.keyClick(sheet.line, ENTER)
    assert page.sheet is sheet
    assert sheet.line.text() == ""
    assert page.role.text() == "Volunteer"
    qtbot.keyClicks(sheet.line, "258013")
    qtbot.keyClick(sheet.line, ENTER)
    qtbot.waitUntil(lambda: opened.shell.changes == [Change.ROLE])
    assert desk.station.shift.role is Role.LEAD


def test_the_passphrase_makes_an_organiser(make: Make, qtbot: QtBot, desk: World) -> None:
    opened = make(Role.VOLUNTEER)
    page = opened.page
    press(qtbot, page, WindowKey.TAKE_UP)
    sheet = page.sheet
    assert isinstance(sheet, SecretSheet)
    qtbot.keyClicks(sheet.line, demo_store.PASSPHRASE)
    qtbot.keyClick(sheet.line, ENTER)
    assert desk.station.shift.role is Role.ORGANISER


def test_a_pin_is_typed_twice(make: Make, qtbot: QtBot, desk: World) -> None:
    page = make().page
    qtbot.mouseClick(page.pins, Qt.MouseButton.LeftButton)
    sheet = page.sheet
    assert isinstance(sheet, PinSheet)
    qtbot.keyClicks(sheet.name, "Mika")
    qtbot.keyClicks(sheet.pin, "258013")
    qtbot.keyClicks(sheet.again, "2581")
    qtbot.keyClick(sheet.again, ENTER)
    assert page.sheet is sheet
    qtbot.keyClicks(sheet.again, "258013")
    qtbot.keyClick(sheet.again, ENTER)
    assert page.banner.words() == "The PIN is set: Mika."
    assert desk.station.shift.take_up("258013") is Role.LEAD
    assert desk.station.shift.operator_name == "Mika"


def test_a_short_pin_is_refused_where_it_is_typed(make: Make, qtbot: QtBot) -> None:
    page = make().page
    qtbot.mouseClick(page.pins, Qt.MouseButton.LeftButton)
    sheet = page.sheet
    assert isinstance(sheet, PinSheet)
    qtbot.keyClicks(sheet.pin, "12")
    qtbot.keyClicks(sheet.again, "12")
    qtbot.keyClick(sheet.again, ENTER)
    assert page.sheet is sheet


def test_what_a_volunteer_may_not_change_is_not_there(make: Make) -> None:
    page = make(Role.VOLUNTEER).page
    assert not page.desk.isVisible()
    assert not page.backup.isVisible()
    assert not page.pins.isVisible()
    assert not page.window_card.idle.isVisible()
    assert page.badges.isVisible()
    assert page.foot.words == ("Switch role", "Check again")


@pytest.mark.parametrize("size", [(1278, 704), (595, 320)])
def test_nothing_is_wider_than_the_window(make: Make, qtbot: QtBot, size: tuple[int, int]) -> None:
    page = make().page
    page.resize(*size)
    QApplication.processEvents()
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            left = button.mapTo(page, button.rect().topLeft()).x()
            assert 0 <= left <= page.width() - button.width()
