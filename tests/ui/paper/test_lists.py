"""Paper page: attendance lists, read back from the files."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from checkin.domain import Flag, Role
from checkin.errors import DiskFull
from checkin.language import mark
from tests.ui.paper.paper_page import CTRL, NINE, Make, press
from ui.paper.actions import Part
from ui.parts.export_sheet import ExportSheet
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World


# Lists


def test_a_list_is_seen_before_it_is_saved(make: Make, qtbot: QtBot, desk: World) -> None:
    desk.station.desk.checkin(9)
    page = make().page
    press(qtbot, page, WindowKey.PART_3)
    assert page.lists.panel.heading.text() == "International Forum on Dignity · Entrance"
    assert "1 of 60 attended" in page.lists.note.text()
    attended = [row[0] for row in page.lists.table.rows if "Attended" in row]
    assert attended == [9]


def test_attendance_can_be_read_back_from_a_workbook(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path
) -> None:
    desk.station.desk.checkin(9)
    opened = make()
    opened.files.path = tmp_path / "list.xlsx"
    press(qtbot, opened.page, WindowKey.PART_3)
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert opened.files.proposed == []  # asked before
    press(qtbot, opened.page, WindowKey.ENTER)
    assert opened.files.proposed == ["attendance.xlsx"]
    book = openpyxl.load_workbook(opened.files.path)
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "Mitarai Shiho" in cells
    assert datetime.fromisoformat("2026-10-30T09:48") in cells
    assert opened.page.banner.words() == "60 rows written."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_roster_can_be_read_back_from_csv_in_its_encoding(
    make: Make, qtbot: QtBot, tmp_path: Path, encoding: str
) -> None:
    opened = make()
    opened.files.path = tmp_path / "list.csv"
    press(qtbot, opened.page, WindowKey.PART_3)
    lists = opened.page.lists
    lists.which.choose("delegates")
    lists.form.choose("csv")
    assert lists.encoding.isVisible()
    lists.encoding.choose(encoding)
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    press(qtbot, opened.page, WindowKey.ENTER)
    text = opened.files.path.read_bytes().decode(encoding)
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 61
    assert any("榊原 義之" in row for row in rows)
    lost = "encoding" in opened.page.banner.words()
    assert lost is (encoding == "cp932")


def test_protected_people_leave_with_a_second_yes(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path
) -> None:
    hidden = desk.station.people.flag(NINE, Flag.PROTECTED, on=True)
    opened = make()
    opened.files.path = tmp_path / "list.csv"
    press(qtbot, opened.page, WindowKey.PART_3)
    opened.page.lists.which.choose("delegates")
    opened.page.lists.form.choose("csv")
    for yes in (False, True):
        press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
        sheet = opened.page.sheet
        assert isinstance(sheet, ExportSheet)
        assert sheet.protected.isVisible()
        assert sheet.protected.text() == "Also the 1 who is protected"
        sheet.protected.setChecked(yes)
        sheet.why.setText("The fire officer")
        press(qtbot, opened.page, WindowKey.ENTER)
        assert (hidden.display_name in opened.files.path.read_text("utf-8-sig")) is yes
    second, first = desk.station.export_log.history()
    assert (first.people, first.protected) == (59, 0)
    assert (second.people, second.protected, second.why) == (60, 1, "The fire officer")


def test_a_list_that_names_nobody_is_saved_at_once(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    opened = make()
    opened.files.path = tmp_path / "list.xlsx"
    press(qtbot, opened.page, WindowKey.PART_3)
    opened.page.lists.which.choose("totals")
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert opened.files.path.exists()


def test_the_journal_names_nobody_on_paper(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    opened = make()
    opened.files.path = tmp_path / "list.pdf"
    press(qtbot, opened.page, WindowKey.PART_3)
    opened.page.lists.which.choose("journal")
    opened.page.lists.form.choose("pdf")
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    press(qtbot, opened.page, WindowKey.ENTER)
    document = pypdfium2.PdfDocument(opened.files.path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Delegate changed" in text
    assert "Mitarai" not in text


@pytest.mark.parametrize(
    ("which", "heading"),
    [
        ("attendance", "Attendance"),
        ("matrix", "Attendance with the time present"),
        ("totals", "Totals"),
        ("refusals", "Refusals and exceptions"),
        ("inside", "Inside now"),
        ("absent", "Not yet come"),
        ("paper-list", "Paper list"),
        ("signatures", "Attendance list"),
        ("journal", "Journal"),
    ],
)
def test_every_list_can_be_seen(make: Make, qtbot: QtBot, which: str, heading: str) -> None:
    page = make().page
    press(qtbot, page, WindowKey.PART_3)
    page.lists.which.choose(which)
    page.lists.session.choose("")
    assert heading in page.lists.panel.heading.text()
    chosen = ("attendance", "refusals", "absent", "paper-list", "signatures")
    assert (page.lists.form.chosen() == "pdf") is (which in {"paper-list", "signatures"})
    assert page.lists.session.isVisible() is (which in chosen)


def test_a_day_is_chosen_where_there_are_several(make: Make, qtbot: QtBot) -> None:
    page = make().page
    press(qtbot, page, WindowKey.PART_3)
    lists = page.lists
    assert lists.day.isVisible()
    lists.session.choose("opening")  # on one day alone
    assert not lists.day.isVisible()
    lists.which.choose("matrix")
    lists.day.choose("2026-10-31")
    assert not any("2026-10-30" in heading for heading in lists.table.columns)
    lists.which.choose("absent")
    lists.before.setText("quarter past")
    lists.before.editingFinished.emit()
    assert "09:30" in page.banner.words()


# Roles, shortcuts, errors


def test_one_column_is_chosen_and_its_plan_saved(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path
) -> None:
    for number, table in ((9, "2"), (10, "10"), (11, "2")):
        delegate = desk.station.desk.find(str(number))[0].id
        desk.station.people.correct(delegate, {"column:Table": table})
    opened = make()
    lists = opened.page.lists
    press(qtbot, opened.page, WindowKey.PART_3)
    lists.which.choose("by-column")
    lists.column.choose("Table")
    assert [row[0] for row in lists.table.rows] == ["2", "2", "10"]
    lists.form.choose("pdf")
    opened.files.path = tmp_path / "plan.pdf"
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    press(qtbot, opened.page, Qt.Key.Key_Return)  # why it leaves may stay empty
    document = pypdfium2.PdfDocument(opened.files.path)
    pages = len(document)
    document.close()
    assert pages == 3


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD])
def test_only_an_organiser_sees_more_than_the_queue(make: Make, role: Role) -> None:
    page = make(role).page
    assert page.tabs.count() == 1
    assert page.key is Part.QUEUE
    assert not page.tabs.isVisible()


def test_every_action_shows_a_key(make: Make, qtbot: QtBot) -> None:
    page = make().page
    for key in (WindowKey.PART_1, WindowKey.PART_2, WindowKey.PART_3, WindowKey.PART_4):
        press(qtbot, page, key)
        buttons = [widget for widget in page.foot.findChildren(QPushButton) if widget.isVisible()]
        assert buttons
        assert all(button.accessibleDescription() for button in buttons)


def test_a_full_disk_while_a_badge_is_wanted_is_told_not_raised(
    make: Make, desk: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = make()

    def full(*_: object, **__: object) -> int:
        raise DiskFull(mark("The disk is full."))

    monkeypatch.setattr(desk.station.badges, "enqueue", full)
    opened.desk.want([NINE])
    assert opened.page.printer.words() == "Printer: look"
