"""An organiser in front of one real main window, with a keyboard and a clock that the test moves.

What is pressed is counted by step: a step that takes many keys is one that takes long.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from checkin.bootstrap import open_store
from checkin.domain import CodeKind
from checkin.store import people
from tests.journeys.file_dialog import dialog
from tests.ui.input_driver import Hands, combined, happen, look_at_it, wait_for
from ui.parts.keys import WindowKey
from ui.scanning.rhythm import RHYTHM_MS
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from checkin.domain import Outcome, Table
    from checkin.station import Station
    from tests.ui.demo_store import Clock
    from ui.desk.page import DeskPage
    from ui.parts.page import Page
    from ui.shell.main_window import MainWindow
    from ui.shell.workplace import Workplace

PageT = TypeVar("PageT", bound="Page")
SheetT = TypeVar("SheetT", bound=QWidget)
MOST_TABS: Final = 60


class Organiser:
    """Uses nothing but keys, except for what no key could show: the codes on paper, and what is in a file."""

    def __init__(self, window: MainWindow, clock: Clock, qtbot: QtBot) -> None:
        self.window, self.clock, self._qtbot = window, clock, qtbot
        self.step = ""
        self.keys: Counter[str] = Counter()

    # What is on the screen

    @property
    def work(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def desk(self) -> DeskPage:
        return self.work.desk

    @property
    def station(self) -> Station:
        assert self.window.station is not None
        return self.window.station

    def front(self, kind: type[PageT]) -> PageT:
        page = self.work.front
        assert isinstance(page, kind)
        return page

    def sheet(self, kind: type[SheetT]) -> SheetT:
        sheet = self.work.front.sheet
        assert isinstance(sheet, kind)
        return sheet

    @property
    def said(self) -> str:
        return self.work.front.banner.words()

    # Keys

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys[self.step] += 1
            look_at_it()
            pressed = combined(key)
            QTest.keyClick(self._target(), pressed.key(), pressed.keyboardModifiers())
            wait_for(RHYTHM_MS)
            happen()

    def write(self, words: str) -> None:
        self.keys[self.step] += len(words)
        if self.window.workplace is None:
            QTest.keyClicks(self._target(), words)
        else:  # as a hand, or it were a scan
            Hands(self.desk.scanner).type(words)

    def fill(self, *lines: str) -> None:
        """Types into one field after the other, in place of what is there, and presses Enter."""
        for at, words in enumerate(lines):
            self.press(*([] if not at else ["Tab"]), "Ctrl A")
            self.write(words)
        self.press(WindowKey.ENTER)

    def tab_to(self, widget: QWidget, back: str = "") -> None:
        """Goes with Tab to what is meant, as who uses no mouse."""
        for _ in range(MOST_TABS):
            if widget.hasFocus():
                return
            self.press(f"{back}Tab")
        focused = self.window.focusWidget()
        raise AssertionError(f"{widget} is not reached; the focus is on {focused}")

    def go(self, digit: int, kind: type[PageT]) -> PageT:
        """To a page, with Ctrl and its digit."""
        self.press(f"Ctrl {digit}")
        self._qtbot.waitUntil(
            lambda: isinstance(self.work.front, kind)
        )  # the button is seen pressed first
        happen()
        return self.front(kind)

    def with_file(self, path: Path, key: str) -> None:
        """Presses a key that asks for a file, and names it in the dialog."""
        with dialog(path):
            self.press(key)
        if not self.window.isActiveWindow():  # no window manager gives it back
            with self._qtbot.waitActive(self.window):
                self.window.activateWindow()

    def _target(self) -> QWidget:
        # The window's, which a file dialog may have left inactive on a screen without a window manager.
        target = self.window.focusWidget()
        assert isinstance(target, QWidget), "nothing has the focus"
        return target

    # The desk

    def begin(self, folder: Path, passphrase: str) -> None:
        """Opens the store with the clock of the test."""
        self.window.open(Opened(open_store(folder, passphrase, clock=self.clock), is_expected=True))

    def at(self, time: str) -> None:
        """It is that time of the day, as the desk has seen."""
        self.clock.show(time)
        self.desk.refresh()

    def code(self, name: str) -> str:
        """The code that is printed on somebody's invitation."""
        station = self.station
        with station.store.read() as connection:
            valid = people.valid_codes(connection, CodeKind.INVITATION)
        found = {delegate.display_name: delegate.id for delegate in station.roster.delegates()}
        return valid[found[name]]

    def scan(self, *names: str) -> list[Outcome]:
        """Scans invitations, half a minute apart; what is on the card is what the journal says."""
        outcomes = []
        for name in names:
            self.clock.forward(seconds=30)
            Hands(self.desk.scanner).scan(self.code(name))
            happen()
            assert self.desk.card.headline.text()
            outcomes.append(self.station.desk.last(1)[0].outcome)
        return outcomes

    def set_to(self, session: str) -> None:
        """Sets the desk to a session by its name, until somebody changes it."""
        self.press(WindowKey.BACK, WindowKey.SESSION)
        sheet = self.work.front.sheet
        assert sheet is not None
        keys = ["", *(offered.key for offered in self.station.desk.event.sessions)]
        names = {offered.name["en"]: offered.key for offered in self.station.desk.event.sessions}
        self.press("Home", *["Down"] * keys.index(names[session]), WindowKey.ENTER)
        assert self.station.desk.current_session().session.name["en"] == session

    def inside(self) -> set[str]:
        """Who is here, as the list for an evacuation says."""
        return column(self.station.reports.inside(), "Name")


def shown(window: MainWindow, qtbot: QtBot) -> None:
    """Shows the first page in front of everything."""
    window.resize(1366, 768)
    window.start(None)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def column(table: Table, title: str) -> set[str]:
    at = table.columns.index(title)
    return {str(row[at]) for row in table.rows}
