"""A new event without a file: the guide on the first page, and then the page Event, all by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from checkin.language import local
from tests.ui.fake_file_choice import Answered
from tests.ui.input_driver import Hands, tap
from tests.ui.shell.first_page import FirstPage
from tests.ui.visible_text import everything
from ui.event import EventPage
from ui.event.moving import MoveSheet
from ui.event.session_form import SessionForm
from ui.parts.letters import LetterGroups
from ui.shell.workplace import Workplace

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.shell.main_window import MainWindow

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def first(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> FirstPage:
    monkeypatch.setenv("UKETSUKE_STORES", str(tmp_path))
    qtbot.waitUntil(window.isActiveWindow)
    window.start(None)
    assert window.reception.page is not None
    return FirstPage(window.reception.page, Answered())


def fill(first: FirstPage, *lines: str) -> None:
    """Replaces the texts of the fields, and presses Enter."""
    for field, words in zip(first.form.findChildren(QLineEdit), lines, strict=True):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, words)
    tap(ENTER)


def event_page(first: FirstPage, window: MainWindow) -> EventPage:
    """Makes an event with the guide, and opens its page."""
    first.choose("New event…")
    fill(first, "Forum", "Hall", "Asia/Tokyo")
    fill(first, "2026-10-30", "2026-10-31")
    fill(first, "Opening", "Room 201", "10:00", "12:00")
    fill(first, "Closing", "Room 201", "16:00", "")
    tap(ENTER)  # no further session
    fill(first, "of the new forum", "of the new forum")
    assert "Write this down" in everything(first.form)
    first.type_back()
    assert isinstance(window.workplace, Workplace)
    window.workplace.go("event")
    page = window.workplace.front
    assert isinstance(page, EventPage)
    return page


def test_an_event_is_made_with_the_guide(first: FirstPage, window: MainWindow) -> None:
    page = event_page(first, window)
    event = page.event_shown
    assert (event.name, event.venue, event.days) == ("Forum", "Hall", ("2026-10-30", "2026-10-31"))
    opening = event.session("opening")
    assert opening is not None
    assert opening.starts is not None
    assert local(opening.starts, "Asia/Tokyo").isoformat() == "2026-10-30T10:00:00+09:00"
    assert (opening.room, opening.requires, opening.exclusive) == ("Room 201", "entrance", True)
    assert [session.key for session in event.sessions] == ["entrance", "opening", "closing"]


def test_a_session_is_added_moved_and_cancelled_and_the_other_pages_follow(
    first: FirstPage, window: MainWindow
) -> None:
    page = event_page(first, window)
    work = window.workplace
    assert work is not None
    hands = Hands(work.desk.scanner)
    work.go("people")
    work.go("event")
    hands.press(Qt.Key.Key_Insert)
    form = page.sheet
    assert isinstance(form, SessionForm)
    hands.type("Tea")
    form.starts.setFocus()
    hands.type("13:00")
    hands.press(ENTER)
    assert work.page("people") is None  # was made for the event as it was before
    hands.press(Qt.Key.Key_M, CTRL)
    moving = page.sheet
    assert isinstance(moving, MoveSheet)
    moving.room.line.setFocus()
    hands.type("Garden")
    hands.press(ENTER)
    assert [session.room for session in page.event_shown.sessions][-1] == "Garden"
    hands.press(Qt.Key.Key_Delete)
    hands.press(ENTER)
    assert page.event_shown.offered_session("tea") is None
    for _ in range(3):
        hands.press(Qt.Key.Key_Z, CTRL)
    assert page.event_shown.offered_session("tea") is None
    hands.press(Qt.Key.Key_Z, CTRL)  # there is nothing more to undo
    assert [session.key for session in page.event_shown.sessions][-1] == "closing"


def test_each_step_says_what_is_wrong_and_keeps_what_was_typed(first: FirstPage) -> None:
    first.choose("New event…")
    fill(first, "", "Hall", "Asia/Tokyo")
    assert first.said == "Name of the event is empty."
    fill(first, "Forum", "Hall", "Asia/Tokio")
    assert first.said == "Time zone: there is no time zone Asia/Tokio. Do you mean Asia/Tokyo?"
    fill(first, "Forum", "Hall", "Asia/Tokyo")
    fill(first, "2026-10-31", "2026-10-30")
    assert first.said.startswith("The last day is before the first")
    fill(first, "2026-10-30", "")
    fill(first, "Opening", "", "12:00", "10:00")
    assert first.said == "Ends must be after the start."
    fill(first, "Opening", "", "10:00", "12:00")
    remove = next(b for b in first.form.findChildren(QPushButton) if b.text() == "Remove")
    remove.click()
    assert "Opening" not in everything(first.form)
    tap(ESC)
    tap(ESC)
    assert [line.text() for line in first.form.findChildren(QLineEdit)] == [
        "Forum", "Hall", "Asia/Tokyo",
    ]  # fmt: skip


def test_mistakes_of_an_event_file_are_told_before_a_passphrase_is_asked(
    first: FirstPage, tmp_path: Path
) -> None:
    file = tmp_path / "plan.toml"
    file.write_text('[event]\nname = "Forum"\ntime_zone = "Asia/Tokyo"\ndais = []\n')
    first.page.ask_for_event(file)
    assert first.said == "Line 4: [event]: dais is no key of an event file. Do you mean days?"
    assert not first.form.findChildren(QLineEdit)


def test_the_recovery_passphrase_is_typed_back_before_the_event_is_done(
    first: FirstPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.choose("New event…")
    fill(first, "Forum", "Hall", "Asia/Tokyo")
    fill(first, "2026-10-30", "")
    tap(ENTER)
    fill(first, "of the new forum", "of the new forum")
    shown = first.form.findChild(LetterGroups)
    assert shown is not None
    letters = shown.letters
    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", QPrinterInfo)
    first.choose("Print it…")
    assert first.said == "This computer has no printer. Write the letters down."
    first.form.accepted.emit()
    assert letters not in everything(first.form)
    groups = letters.split("-")
    first.fill("-".join((*groups[:3], groups[4], groups[3], groups[5])))
    assert first.said == "Group 4 is not what was shown. Compare it with your paper."
    fill(first, letters[:-1])
    assert first.said.startswith("Group 6 ")
    tap(ESC)  # to look once more
    assert window.workplace is None
    first.type_back()
    assert isinstance(window.workplace, Workplace)
