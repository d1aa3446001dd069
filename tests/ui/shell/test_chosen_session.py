"""The session chosen at the desk persists, also over a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from checkin import settings
from checkin.language import load
from tests.ui import demo_store
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Hands, Heard
from ui.parts.theme import LIGHT
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.desk.page import DeskPage

ENGLISH = settings.Settings(language="en", theme=settings.Theme.LIGHT)
J, CTRL = Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier
BY_THE_CLOCK = ""
OPENING, CLOSING = "opening", "closing"

Start = Callable[[], MainWindow]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The settings file of this machine."""
    place = tmp_path / "settings.json"
    settings.save(place, ENGLISH)
    return place


@pytest.fixture
def start(kept: Path, store: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Start]:
    """Opens the window as at program start, with the settings saved so far."""
    opened: list[MainWindow] = []

    def build() -> MainWindow:
        for before in opened:
            before.close()
        chosen = settings.load(kept).settings
        made = MainWindow(chosen, kept, Appearance(qapp), InlineBackground(), Heard())
        opened.append(made)
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        made.start(store)
        made.reception.unlock(demo_store.PASSPHRASE)
        qtbot.waitUntil(desk_of(made).field.edit.hasFocus)
        return made

    yield build
    opened[-1].close_store()
    Appearance(qapp).put_on(load("en"), LIGHT)


def desk_of(window: MainWindow) -> DeskPage:
    assert window.workplace is not None
    return window.workplace.desk


def choose(page: DeskPage, session: str) -> None:
    """Ctrl+J, arrow keys to the session, Enter."""
    hands = Hands(page.scanner)
    hands.press(J, CTRL)
    assert page.sheet is not None
    rows = page.sheet.findChild(QListWidget)
    assert isinstance(rows, QListWidget)
    keys = [rows.item(row).data(Qt.ItemDataRole.UserRole) for row in range(rows.count())]
    for _ in keys:
        hands.press(Qt.Key.Key_Up)
    for _ in range(keys.index(session)):
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)


def shown(window: MainWindow) -> tuple[str, str]:
    """The session at the top of the desk, and how it was chosen."""
    page = desk_of(window)
    return page.header.title.text(), page.strip.chip.text()


def test_a_session_chosen_at_the_desk_is_there_at_the_next_start(start: Start, kept: Path) -> None:
    window = start()
    choose(desk_of(window), OPENING)
    assert settings.load(kept).settings.session == OPENING
    assert shown(start()) == ("Opening plenary", "chosen by hand")


def test_given_back_to_the_clock_it_is_the_clock_s_at_the_next_start(
    start: Start, kept: Path
) -> None:
    window = start()
    by_the_clock = shown(window)
    choose(desk_of(window), CLOSING)
    assert shown(window) != by_the_clock
    choose(desk_of(window), BY_THE_CLOCK)
    assert settings.load(kept).settings.session == BY_THE_CLOCK
    assert shown(start()) == by_the_clock


def test_what_else_is_set_on_the_machine_is_kept_with_it(start: Start, kept: Path) -> None:
    window = start()
    choose(desk_of(window), OPENING)
    window.settings.change(settings.load(kept).settings)
    assert settings.load(kept).settings == window.settings.current
    assert window.settings.current.last_store
    assert window.settings.current.language == "en"
    assert shown(window)[0] == "Opening plenary"


def test_a_session_that_the_event_no_longer_has_is_dropped(start: Start, kept: Path) -> None:
    settings.save(kept, settings.Settings(language="en", session="of-last-year"))
    window = start()
    assert shown(window)[1] != "chosen by hand"
    assert settings.load(kept).settings.session == BY_THE_CLOCK


def test_one_chosen_in_practice_is_forgotten_with_it(start: Start, kept: Path) -> None:
    window = start()
    choose(desk_of(window), OPENING)
    window.practise()
    practice = desk_of(window)
    assert window.practice.course is not None
    choose(practice, CLOSING)
    assert shown(window)[1] == "chosen by hand"
    assert settings.load(kept).settings.session == OPENING
    assert shown(start()) == ("Opening plenary", "chosen by hand")


def test_self_check_in_offers_no_session_to_choose(start: Start, kept: Path) -> None:
    window = start()
    choose(desk_of(window), OPENING)
    window.kiosk_mode.start()
    assert window.kiosk_mode.kiosk is not None
    Hands(window.kiosk_mode.kiosk.scanner).press(J, CTRL)
    assert desk_of(window).sheet is None
    assert window.station is not None
    assert window.station.desk.fixed == OPENING
    assert settings.load(kept).settings.session == OPENING
