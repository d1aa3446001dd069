"""The watch list in Station: an organiser adds, reads a file and removes; nobody else sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.domain import Role
from ui.station.watch_list import WatchSheet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.station.station_page import Make, Opened

ENTER = Qt.Key.Key_Return


@pytest.fixture
def opened(station_page: Make) -> Opened:
    return station_page()


def sheet_of(opened: Opened, qtbot: QtBot) -> WatchSheet:
    qtbot.mouseClick(opened.page.watch, Qt.MouseButton.LeftButton)
    sheet = opened.page.sheet
    assert isinstance(sheet, WatchSheet)
    return sheet


def lines(sheet: WatchSheet) -> list[str]:
    return [sheet.list.item(row).text() for row in range(sheet.list.count())]


def test_names_are_added_one_after_the_other(opened: Opened, qtbot: QtBot) -> None:
    sheet = sheet_of(opened, qtbot)
    qtbot.keyClicks(sheet.name, "Erik Lund")
    qtbot.keyClicks(sheet.why, "a court's order")
    qtbot.keyClick(sheet.why, ENTER)
    assert sheet.words() == "1 name added"
    assert lines(sheet) == ["Erik Lund · a court's order"]
    assert sheet.given() == ("", "")
    qtbot.keyClicks(sheet.name, "Anna Berg")
    qtbot.keyClick(sheet.name, ENTER)
    assert lines(sheet) == ["Anna Berg", "Erik Lund · a court's order"]


def test_what_is_no_name_is_refused_where_it_is_typed(opened: Opened, qtbot: QtBot) -> None:
    sheet = sheet_of(opened, qtbot)
    qtbot.keyClick(sheet.name, ENTER)
    assert sheet.words() == "A name or a code is needed."


def test_a_name_is_removed(opened: Opened, qtbot: QtBot, desk: World) -> None:
    desk.station.desk.watch_list.add("Erik Lund", "Anna Berg")
    sheet = sheet_of(opened, qtbot)
    qtbot.mouseClick(sheet.remove, Qt.MouseButton.LeftButton)
    assert len(lines(sheet)) == 2  # none was chosen
    sheet.list.setCurrentRow(0)
    qtbot.mouseClick(sheet.remove, Qt.MouseButton.LeftButton)
    assert lines(sheet) == ["Erik Lund"]
    assert [item.text for item in desk.station.desk.watch_list.items()] == ["Erik Lund"]


def test_a_file_is_read(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    sheet = sheet_of(opened, qtbot)
    qtbot.mouseClick(sheet.file, Qt.MouseButton.LeftButton)
    assert lines(sheet) == []  # the dialog was cancelled
    opened.files.path = tmp_path / "list.txt"
    opened.files.path.write_text("Erik Lund\n古屋圭司\n", encoding="utf-8")
    qtbot.mouseClick(sheet.file, Qt.MouseButton.LeftButton)
    assert sheet.words() == "2 names added"
    assert lines(sheet) == ["Erik Lund", "古屋圭司"]


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD])
def test_nobody_else_is_offered_the_list(station_page: Make, role: Role) -> None:
    assert not station_page(role).page.watch.isVisible()
