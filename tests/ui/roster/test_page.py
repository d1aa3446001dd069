"""Roster page: import of a file in four steps, and undo of an import (rollback)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from checkin.journal import delegate_changed
from tests.ui import demo_store
from tests.ui.roster.opened_roster import (
    ALI,
    CTRL,
    ENTER,
    ESC,
    HEAD,
    MEI,
    Opened,
    names,
    press,
    step,
)
from ui.parts.question_sheet import QuestionSheet
from ui.remote import ParticipantsSheet, ReportSheet
from ui.roster.actions import Step

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.roster import RosterPage


def test_the_first_step_says_what_to_do_next(here: Opened) -> None:
    assert step(here) is Step.FILE
    assert here.page.start.target.heading.text() == "Bring in the list of delegates"
    assert here.page.start.none.isVisible()


def test_a_whole_import_takes_four_presses(here: Opened, qtbot: QtBot) -> None:
    here.file(ALI, MEI)
    press(qtbot, here.page, Qt.Key.Key_O, CTRL)
    assert step(here) is Step.COLUMNS
    press(qtbot, here.page, ENTER)
    assert step(here) is Step.FINDINGS
    assert here.page.foot.words[0] == "Bring in 2"
    assert names(here) == []
    press(qtbot, here.page, ENTER)
    assert step(here) is Step.DONE
    assert names(here) == ["Ali Veli", "Hsiao Mei-chin"]
    assert here.page.done.heading.text().startswith("2 added, 0 changed")
    press(qtbot, here.page, ENTER)
    assert step(here) is Step.FILE


def test_columns_are_found_and_shown_with_what_is_in_them(here: Opened) -> None:
    here.page.open_file(here.file(ALI, MEI))
    columns = here.page.columns
    assert columns.fields["name"].chosen() == "name"
    assert columns.samples["name"].text() == "Ali Veli · Hsiao Mei-chin"
    assert columns.fields["phone"].chosen() == ""
    assert columns.fields["phone"].currentText() == "not in this file"
    assert columns.encoding.chosen() == "utf-8"
    assert columns.delimiter.chosen() == ","
    assert columns.file.text() == "list.csv"


def test_a_column_can_be_chosen_by_hand(here: Opened, qtbot: QtBot) -> None:
    here.page.open_file(here.file(("Ali Veli", "Club of the Press"), head=("name", "Verein")))
    box = here.page.columns.fields["organisation"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.chosen() == "Verein"
    assert here.page.columns.samples["organisation"].text() == "Club of the Press"
    press(qtbot, here.page, ENTER)
    press(qtbot, here.page, ENTER)
    assert [delegate.organisation for delegate in here.station.roster.delegates()] == [
        "Club of the Press"
    ]


def test_a_column_can_be_left_out(here: Opened, qtbot: QtBot) -> None:
    here.page.open_file(here.file(ALI))
    here.page.columns.fields["email"].choose("")
    assert here.page.columns.fields["email"].chosen() == ""
    assert "email" in here.page.columns.rest.text()
    press(qtbot, here.page, ENTER)
    press(qtbot, here.page, ENTER)
    assert [delegate.email for delegate in here.station.roster.delegates()] == [""]


def test_one_column_for_two_fields_is_refused_until_it_is_put_right(
    here: Opened, qtbot: QtBot
) -> None:
    here.page.open_file(here.file(ALI))
    here.page.columns.fields["notes"].choose("email")
    assert "cannot be two fields" in here.page.banner.words()
    press(qtbot, here.page, ENTER)
    assert step(here) is Step.COLUMNS
    here.page.columns.fields["email"].choose("")
    assert not here.page.banner.isVisible()
    press(qtbot, here.page, ENTER)
    assert step(here) is Step.FINDINGS


def test_letters_that_were_read_wrongly_are_read_again(here: Opened, qtbot: QtBot) -> None:
    here.page.open_file(here.file(("森", "国会"), head=("氏名", "所属"), encoding="cp932"))
    columns = here.page.columns
    columns.encoding.choose("cp1252")
    assert "森" not in columns.samples["name"].text()
    columns.encoding.choose("cp932")
    assert columns.samples["name"].text() == "森"


def test_what_parts_the_columns_can_be_changed(here: Opened) -> None:
    path = here.folder / "list.csv"
    path.write_text("name;organisation\nAli, Veli;Press\n", encoding="utf-8")
    here.page.open_file(path)
    assert here.page.columns.delimiter.chosen() == ";"
    here.page.columns.delimiter.choose(",")
    assert here.page.banner.isVisible() or here.page.columns.delimiter.chosen() == ","


def test_the_same_file_again_says_that_nothing_is_new(here: Opened, qtbot: QtBot) -> None:
    path = here.file(ALI)
    words = ""
    for _ in range(2):
        here.page.open_file(path)
        press(qtbot, here.page, ENTER)
        words = here.page.foot.words[0]
        press(qtbot, here.page, ENTER)
        if step(here) is Step.DONE:
            press(qtbot, here.page, ENTER)
    assert words == "Nothing is new: done"
    assert step(here) is Step.FILE
    assert len(here.station.roster.imports()) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"name\n", "only headings"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "no table"),
    ],
)
def test_a_bad_file_is_one_sentence_and_nothing_changes(
    here: Opened, content: bytes, said: str
) -> None:
    path = here.folder / "bad.csv"
    path.write_bytes(content)
    here.page.open_file(path)
    assert said in here.page.banner.words()
    assert step(here) is Step.FILE
    assert not here.page.progress.isVisible()
    assert names(here) == []


def test_a_file_without_names_cannot_be_brought_in(here: Opened, qtbot: QtBot) -> None:
    here.page.open_file(here.file(("a", "b"), head=("x", "y")))
    press(qtbot, here.page, ENTER)
    assert here.page.foot.words[0] == "Nothing is new: done" or not here.page.review.ready
    assert names(here) == []


def test_escape_goes_back_step_by_step(here: Opened, qtbot: QtBot) -> None:
    here.page.open_file(here.file(ALI))
    press(qtbot, here.page, ENTER)
    press(qtbot, here.page, ESC)
    assert step(here) is Step.COLUMNS
    press(qtbot, here.page, ESC)
    assert step(here) is Step.FILE
    assert names(here) == []


def test_an_import_is_undone_where_it_was_done(here: Opened, qtbot: QtBot) -> None:
    here.page.open_file(here.file(ALI, MEI))
    press(qtbot, here.page, ENTER)
    press(qtbot, here.page, ENTER)
    press(qtbot, here.page, Qt.Key.Key_Z, CTRL)
    assert names(here) == []
    assert here.page.banner.words().startswith("Taken back: 2 removed")
    assert step(here) is Step.FILE


def undo_button(page: RosterPage) -> QPushButton:
    QApplication.processEvents()
    buttons = page.start.past.findChildren(QPushButton)
    return next(button for button in buttons if button.isVisible())


def test_an_earlier_import_is_undone_when_it_was_asked_for(here: Opened, qtbot: QtBot) -> None:
    here.page.open_file(here.file(ALI))
    for _ in range(3):
        press(qtbot, here.page, ENTER)
    qtbot.mouseClick(undo_button(here.page), Qt.MouseButton.LeftButton)
    assert here.page.sheet is not None
    qtbot.keyClick(here.page.sheet.first(), ESC)
    assert names(here) == ["Ali Veli"]
    qtbot.mouseClick(undo_button(here.page), Qt.MouseButton.LeftButton)
    qtbot.keyClick(here.page.sheet.first(), ENTER)
    assert names(here) == []
    with pytest.raises(StopIteration):
        undo_button(here.page)


def test_an_import_whose_people_came_is_not_undone(here: Opened, qtbot: QtBot) -> None:
    here.page.open_file(here.file(ALI))
    for _ in range(3):
        press(qtbot, here.page, ENTER)
    station = here.station
    with station.store.write() as connection:
        delegate = station.roster.delegates()[0]
        station.journal.append(connection, delegate_changed(delegate.id, {"title": "Editor"}))
    qtbot.mouseClick(undo_button(here.page), Qt.MouseButton.LeftButton)
    assert here.page.sheet is not None
    qtbot.keyClick(here.page.sheet.first(), ENTER)
    assert "Nothing was taken back" in here.page.banner.words()
    assert names(here) == ["Ali Veli"]


def dropped(page: RosterPage, *paths: Path) -> tuple[bool, bool]:
    """Drag and drop: whether the page accepted the files when dragged over it, and when dropped."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(50, 50), action, data, left, none)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    drop = QDropEvent(QPoint(50, 50), action, data, left, none)
    drop.ignore()
    if enter.isAccepted():
        QApplication.sendEvent(page, drop)
    return enter.isAccepted(), drop.isAccepted()


def test_a_file_can_be_dropped_onto_the_page(here: Opened) -> None:
    path = here.file(ALI)
    assert dropped(here.page, path) == (True, True)
    assert step(here) is Step.COLUMNS


def test_two_files_at_once_are_not_taken(here: Opened) -> None:
    path = here.file(ALI)
    assert dropped(here.page, path, path) == (False, False)
    assert step(here) is Step.FILE


def test_a_workbook_says_itself_how_it_is_written(here: Opened) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Delegates"
    for row in (HEAD, ALI, MEI):
        sheet.append(row)
    path = here.folder / "list.xlsx"
    book.save(path)
    here.page.open_file(path)
    assert step(here) is Step.COLUMNS
    assert not here.page.columns.encoding.isVisible()
    assert here.page.columns.extent.text() == "2 rows · sheet Delegates"


def test_an_empty_choice_of_a_file_changes_nothing(here: Opened, qtbot: QtBot) -> None:
    press(qtbot, here.page, Qt.Key.Key_O, CTRL)
    assert step(here) is Step.FILE
    assert not here.page.banner.isVisible()


def test_a_report_of_a_video_meeting_is_offered_as_attendance(here: Opened, qtbot: QtBot) -> None:
    head = ("Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)")
    known = demo_store.demo_rows()[0]
    here.station.roster.read(here.file(*([known[name] for name in HEAD],))).apply()
    hours = ("2026-10-30 10:00:00", "2026-10-30 11:00:00", "60")
    here.page.open_file(here.file((known["name"], known["email"], *hours), head=head))
    assert isinstance(here.page.sheet, QuestionSheet)
    assert "who was in a video meeting (Zoom)" in here.page.sheet.accessibleDescription()
    press(qtbot, here.page, ENTER)
    assert isinstance(here.page.sheet, ReportSheet)
    here.page.sheet.session.choose("opening")
    here.page.sheet.accept_button.click()
    assert isinstance(here.page.sheet, ParticipantsSheet)
    here.page.sheet.accept_button.click()
    assert here.station.desk.stats().sessions["opening"].remote == 1
    assert here.page.banner.words().startswith("1 participant is recorded.")
    assert step(here) == Step.FILE
