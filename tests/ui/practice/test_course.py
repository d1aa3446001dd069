"""Training mode (practice): eight cases by keyboard, with the real event untouched."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.domain import Role
from checkin.settings import Settings
from tests.ui import visible_text
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Hands, Heard
from ui.practice.course import Course, PracticeDone, Watermark
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.desk.page import DeskPage

ENTER, F7, F8, F10 = (
    Qt.Key.Key_Return,
    Qt.Key.Key_F7,
    Qt.Key.Key_F8,
    Qt.Key.Key_F10,
)
# The keys to press in each case; None: the name is typed.
MORNING = (
    (F10, ENTER),
    (F10, ENTER),
    (None, ENTER, ENTER),
    (F10, ENTER, ENTER),
    (F10, ENTER, ENTER),
    (F10, F7, ENTER),
    (F10, F7, ENTER),
    (F10, F8),
)


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    chosen = Settings(language="en", idle_minutes=1, second_backup=str(tmp_path / "second"))
    made = MainWindow(chosen, tmp_path / "s.json", Appearance(qapp), InlineBackground(), Heard())
    made.resize(1366, 768)
    made.start(None)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def practising(window: MainWindow, qtbot: QtBot) -> tuple[DeskPage, Hands]:
    window.practise()
    assert window.practice.course is not None
    assert window.workplace is not None
    page = window.workplace.desk
    qtbot.waitUntil(page.field.edit.hasFocus)
    return page, Hands(page.scanner)


def play(window: MainWindow, page: DeskPage, hands: Hands) -> None:
    for keys in MORNING:
        for key in keys:
            if key is None:
                hands.type("waka")
            else:
                hands.press(key)


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_eight_cases_by_keyboard_and_what_it_says_of_them(window: MainWindow, qtbot: QtBot) -> None:
    page, hands = practising(window, qtbot)
    play(window, page, hands)
    qtbot.waitUntil(lambda: isinstance(page.sheet, PracticeDone))
    assert isinstance(page.sheet, PracticeDone)
    assert page.sheet.said.text().startswith("8 of 8 cases without a slip")


def test_a_slip_is_told_at_once_and_at_the_end(window: MainWindow, qtbot: QtBot) -> None:
    page, hands = practising(window, qtbot)
    hands.press(F10)
    hands.press(F8)
    course = window.practice.course
    assert course is not None
    assert course.bar is not None
    assert course.bar.story.text().startswith("Not quite.")
    play(window, page, hands)
    qtbot.waitUntil(lambda: isinstance(page.sheet, PracticeDone))
    assert isinstance(page.sheet, PracticeDone)
    assert "An invitation: 1 slip" in visible_text.everything(page.sheet)


def test_once_more_begins_with_people_whom_nobody_has_let_in(
    desk: World, window: MainWindow, qtbot: QtBot
) -> None:
    window.open(Opened(desk.station))
    page, hands = practising(window, qtbot)
    for by in ("key", "button", "bar"):
        play(window, page, hands)
        qtbot.waitUntil(lambda page=page: isinstance(page.sheet, PracticeDone))  # type: ignore[misc]
        first, sheet = course_of(window), page.sheet
        assert first.bar is not None
        assert isinstance(sheet, PracticeDone)
        assert sheet.said.text().startswith("8 of 8 cases without a slip")
        assert "F10" in sheet.again.accessibleDescription()
        if by == "key":
            hands.press(F10)
        else:
            (sheet.again if by == "button" else first.bar.present).click()
        course = course_of(window)
        assert course is not first
        assert not first.practice.home.exists()
        assert course.progress.at == 0
        page = window.workplace.desk  # type: ignore[union-attr]
        qtbot.waitUntil(page.field.edit.hasFocus)
        hands = Hands(page.scanner, hands.seconds + 1)
    hands.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.practice.course is None)
    assert window.station is desk.station
    assert desk.station.desk.last() == ()


def course_of(window: MainWindow) -> Course:
    assert window.practice.course is not None
    return window.practice.course


def test_the_real_event_is_byte_for_byte_as_before(
    desk: World, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.open(Opened(desk.station))
    before = contents(desk.folder)
    page, hands = practising(window, qtbot)
    play(window, page, hands)
    qtbot.waitUntil(lambda: isinstance(page.sheet, PracticeDone))
    page.scan(desk.code(42))
    window.backups.back_up()
    window.covering.check_idle()
    window.practice.end()
    assert contents(desk.folder) == before
    assert not (tmp_path / "second").exists()
    assert desk.station.desk.last() == ()


def test_after_it_the_real_desk_is_there_in_the_role_it_had(
    desk: World, window: MainWindow, qtbot: QtBot
) -> None:
    window.open(Opened(desk.station))
    _, hands = practising(window, qtbot)
    home = window.practice.course.practice.home if window.practice.course else None
    hands.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.practice.course is None)
    assert window.station is desk.station
    assert desk.station.shift.role is Role.ORGANISER
    assert window.workplace is not None
    window.workplace.desk.scan(desk.code(42))
    assert window.workplace.desk.card.name.text() == "Adiljan Tohti"
    assert home is not None
    assert not home.exists()


def test_from_the_first_page_it_goes_back_to_the_first_page(
    window: MainWindow, qtbot: QtBot
) -> None:
    _, hands = practising(window, qtbot)
    assert window.reception.page is None
    hands.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.reception.page is not None)
    assert window.workplace is None


def test_a_watermark_lies_over_all_of_it_and_only_the_desk_can_be_seen(
    window: MainWindow, qtbot: QtBot
) -> None:
    practising(window, qtbot)
    assert window.workplace is not None
    (mark,) = window.workplace.findChildren(Watermark)
    assert mark.geometry() == window.workplace.rect()
    assert mark.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert window.workplace.places() == ("desk",)


def test_another_language_does_not_end_it(window: MainWindow, qtbot: QtBot) -> None:
    practising(window, qtbot)
    window.settings.change(Settings(language="ja", idle_minutes=0))
    assert window.practice.course is not None
    assert window.practice.course.bar is not None
    assert "練習" in window.practice.course.bar.title.text()


def test_closing_the_window_in_the_middle_leaves_nothing_behind(
    window: MainWindow, qtbot: QtBot
) -> None:
    practising(window, qtbot)
    assert window.practice.course is not None
    home = window.practice.course.practice.home
    window.close()
    assert not home.exists()


def test_nothing_of_it_is_remembered_as_a_store(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    practising(window, qtbot)
    window.settings.change(Settings(language="en", idle_minutes=0))
    assert "practice" not in (tmp_path / "s.json").read_text()
