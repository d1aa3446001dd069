"""The end of the event in Station: all personal data is destroyed after its name was typed, and the receipt is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from checkin.backup_check import check_backup
from checkin.domain import Role, Tier
from tests.ui import demo_store
from tests.ui.input_driver import strike
from ui.parts.keys import WindowKey
from ui.parts.shell import Change
from ui.station.closing import CloseSheet
from ui.station.ending import PurgeSheet, ReceiptSheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.demo_store import World
    from tests.ui.station.station_page import Make, Opened


@pytest.fixture
def opened(station_page: Make) -> Opened:
    return station_page()


def asked(opened: Opened) -> PurgeSheet:
    """The last step of the guide, opened from the keyboard."""
    press_button(closing(opened).purge)
    assert isinstance(opened.page.sheet, PurgeSheet)
    return opened.page.sheet


def closing(opened: Opened) -> CloseSheet:
    press_button(opened.page.ending.close_event)
    assert isinstance(opened.page.sheet, CloseSheet)
    return opened.page.sheet


def press_button(button: QPushButton) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def press(opened: Opened, key: WindowKey) -> None:
    strike(key, QApplication.focusWidget() or opened.page)


def named(desk: World) -> int:
    """How many delegates have a name."""
    return sum(bool(delegate.name) for delegate in desk.station.people.delegates())


def test_all_is_destroyed_and_the_receipt_is_shown(opened: Opened, desk: World) -> None:
    desk.station.backup_dated()
    invitation = desk.folder.parent / "asks.uketsuke-invitation"
    desk.station.invitations.invite(Tier.DESK, invitation, name="Entrance B")
    before = named(desk)
    sheet = asked(opened)
    assert QApplication.focusWidget() is sheet.name
    assert "This cannot be undone." in sheet.accessibleDescription()
    QTest.keyClicks(sheet.name, desk.station.desk.event.name)
    press(opened, WindowKey.ENTER)
    shown = opened.page.sheet
    assert isinstance(shown, ReceiptSheet)
    assert (before > 0, named(desk)) == (True, 0)
    receipt = desk.station.folder / "receipt.json"
    said = shown.accessibleDescription()
    assert str(receipt) in said
    assert f"{json.loads(receipt.read_text())['entries_emptied']} entries emptied." in said
    assert "1 backup deleted." in said
    assert {Change.ROSTER, Change.DELEGATE} <= set(opened.shell.changes)
    press(opened, WindowKey.BACK)
    assert opened.page.sheet is None


def test_what_it_says_of_this_desk_is_of_after(opened: Opened, desk: World) -> None:
    before = opened.page.readiness.checks
    sheet = asked(opened)
    QTest.keyClicks(sheet.name, desk.station.desk.event.name)
    press(opened, WindowKey.ENTER)
    assert opened.page.readiness.checks != before
    at_last = opened.page.readiness.checks
    opened.page.refresh()
    assert opened.page.readiness.checks == at_last


def test_its_key_opens_the_guide(opened: Opened) -> None:
    press(opened, WindowKey.CLOSE_EVENT)
    assert isinstance(opened.page.sheet, CloseSheet)


def test_reports_and_an_archive_are_kept_before(
    opened: Opened, desk: World, tmp_path: Path
) -> None:
    sheet = closing(opened)
    assert sheet.open.text() == "All desks hold the same, and nothing is open."
    opened.files.path = tmp_path
    press_button(sheet.reports)
    names = {path.name for path in (tmp_path / "reports").iterdir()}
    assert {"totals.xlsx", "totals.pdf", "matrix.xlsx", "refusals.xlsx"} <= names
    assert sheet.reported.text() == f"{len(names)} files in {tmp_path / 'reports'}"
    press_button(sheet.reports)
    assert "is not empty. Choose a new folder." in sheet.words()
    opened.files.path = tmp_path / "archive.uketsuke-backup"
    press_button(sheet.archive)
    assert check_backup(opened.files.path, demo_store.PASSPHRASE).problems == 0
    assert "archive.uketsuke-backup" in sheet.archived.text()
    assert named(desk) > 0


@pytest.mark.parametrize("typed", ["", "yes", "forum"])
def test_another_name_destroys_nothing(opened: Opened, desk: World, typed: str) -> None:
    before = named(desk)
    sheet = asked(opened)
    QTest.keyClicks(sheet.name, typed)
    press(opened, WindowKey.ENTER)
    assert opened.page.sheet is sheet
    assert sheet.words() == "This is not the id or the name of the event."
    assert QApplication.focusWidget() is sheet.name
    press(opened, WindowKey.BACK)
    assert named(desk) == before


@pytest.mark.parametrize("role", [Role.LEAD, Role.VOLUNTEER])
def test_only_an_organiser_may(station_page: Make, role: Role) -> None:
    assert not station_page(role).page.ending.isVisible()
