"""The window under test, in a process of its own.

It prints what it receives as lines of JSON, and obeys commands: focus a widget, open a sheet. It counts everything
that is pressed, opened or written although no scan may cause it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from checkin import settings
from tests.ui import demo_store
from tests.ui.inline_background import InlineBackground
from ui.parts.sounds import Sounds
from ui.shell.app import application
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.workplace import Workplace

ENGLISH: Final = settings.Settings(language="en", theme=settings.Theme.LIGHT, idle_minutes=0)
PEOPLE: Final = 20
PACE_MS: Final = 5
COUNTED: Final = "counted"
# The separate windows to type into.
OWN_WINDOW: Final = frozenset({"dialog", "combo"})


class Presses(QObject):
    """Counts what a scan must never cause."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.seen: list[str] = []
        self.slowest = 0  # largest gap between two keys, or two steps of an input method, in ms
        self._last = 0
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.timestamp():
            self.note(event.timestamp())
        if kind is QEvent.Type.Polish and isinstance(watched, QAbstractButton):
            self.watch(watched)
        if kind is QEvent.Type.Show and isinstance(watched, QMenu):
            self.seen.append("menu")
        if kind is QEvent.Type.Shortcut:
            self.seen.append(f"shortcut {_keys(watched)}")
        if kind is QEvent.Type.Close and isinstance(watched, QMainWindow):
            self.seen.append("closed")
        return False

    def note(self, at: int) -> None:
        """Notes that a key was pressed then, in milliseconds: by the time stamp of the X server."""
        if self._last:
            self.slowest = max(self.slowest, at - self._last)
        self._last = at

    def begin(self) -> None:
        self.seen.clear()
        self.slowest = self._last = 0

    def watch(self, button: QAbstractButton) -> None:
        # Marked, not stored: a reference held here would outlive its window.
        if not button.property(COUNTED):
            button.setProperty(COUNTED, True)
            name = f"button {button.text()}"
            button.pressed.connect(lambda: self.seen.append(name))


class Beside(QDialog):
    """A modeless dialog with a field, a button and a list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.combo = QLineEdit(), QComboBox()
        self.combo.addItems(["BCDE", "FGHI", "JKLM"])
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.combo)


class Subject:
    """The window, and the replies to commands."""

    def __init__(self, window: MainWindow, presses: Presses) -> None:
        self._window = window
        self._presses = presses
        self._dialog: Beside | None = None
        scanner = self.work.desk.scanner
        self._pressed: list[str] = []
        scanner.scanned.connect(lambda text: say(scan=text, slowest=presses.slowest))
        scanner.broken_off.connect(lambda: say(broken_off=True, slowest=presses.slowest))
        scanner.composing.connect(lambda: say(composing=True))

    @property
    def work(self) -> Workplace:
        assert self._window.workplace is not None
        return self._window.workplace

    def told(self, line: str) -> None:
        """Executes a command line, and reports when it is done."""
        what, _, steps = line.strip().partition(" ")
        if what == "pace":
            say(pace=self._presses.slowest)
            return
        if what != "anew":
            self._pressed += self._presses.seen
        self._presses.begin()
        if what == "end":
            self._end()
        elif what == "anew":
            for field in self._window.findChildren(QLineEdit):
                field.clear()
            say(ready=what)
        elif what == "compose":
            self._compose(json.loads(steps))
        else:
            if what not in OWN_WINDOW:
                # There is no window manager: when a window closes, no other gets the focus.
                self._window.activateWindow()
            self.places()[what]()
            self._when_focused(what)

    def _compose(self, steps: list[tuple[str, str]]) -> None:
        """Posts the events of an input method: at each step the commit and the preedit text."""
        target = QApplication.focusWidget()
        if not steps or target is None:
            return
        done, growing = steps[0]
        event = QInputMethodEvent(growing, [])
        event.setCommitString(done)
        self._presses.note(time.monotonic_ns() // 1_000_000)  # such an event has no stamp
        QApplication.postEvent(target, event)
        QTimer.singleShot(PACE_MS, self._window, lambda: self._compose(steps[1:]))

    def places(self) -> dict[str, Callable[[], None]]:
        return {
            "field": self.work.desk.field.edit.setFocus,
            "button": self._button,
            "sheet": self._sheet,
            "people": lambda: self.work.go("people"),
            "dialog": lambda: self._ask("field"),
            "combo": lambda: self._ask("combo"),
            "nowhere": self._nowhere,
        }

    def _button(self) -> None:
        self.work.go("desk")
        for button in self.work.desk.bar.findChildren(QAbstractButton):
            if button.isVisible():
                button.setFocus()
                return

    def _sheet(self) -> None:
        self.work.desk.clear()
        self.work.desk.bar.press("Ctrl N")
        sheet = self.work.desk.sheet
        assert sheet is not None
        sheet.first().setFocus()

    def _ask(self, which: str) -> None:
        if self._dialog is None:
            self._dialog = Beside(self._window)
        self._dialog.open()
        self._dialog.activateWindow()
        getattr(self._dialog, which).setFocus()

    def _nowhere(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()

    def _when_focused(self, place: str, tries: int = 200) -> None:
        """Polls, because the X server sets the focus, and a scan shows the buttons, later."""
        focused = QApplication.focusWidget()
        there = place == "nowhere" or isinstance(
            focused, QAbstractButton if place == "button" else QWidget
        )
        in_front = self._dialog if place in OWN_WINDOW else self._window
        if tries and not (QApplication.activeWindow() is in_front and there):
            if place == "button" and not there:
                self._button()
            QTimer.singleShot(5, lambda: self._when_focused(place, tries - 1))
            return
        self._presses.begin()
        say(ready=place)

    def _end(self) -> None:
        written = [field.text() for field in self._window.findChildren(QLineEdit)]
        say(
            pressed=self._pressed + self._presses.seen,
            written=[text for text in written if text],
        )
        self._pressed.clear()


def _keys(watched: QObject) -> str:
    return watched.key().toString() if isinstance(watched, QShortcut) else type(watched).__name__


def say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


def main() -> int:
    app = application()
    with tempfile.TemporaryDirectory(prefix="uketsuke-scanners-") as folder:
        home = Path(folder)
        store = demo_store.create(home / "forum.uketsuke")
        opened = demo_store.open_world(store, demo_store.demo_rows()[:PEOPLE])
        known = [opened.code(number) for number in sorted(opened.invitations)]
        opened.station.close()
        window = MainWindow(
            ENGLISH, home / "settings.json", Appearance(app), InlineBackground(), Sounds()
        )
        window.start(store)
        window.reception.unlock(demo_store.PASSPHRASE)
        window.show()
        window.activateWindow()
        presses = Presses(app)
        for button in window.findChildren(QAbstractButton):
            presses.watch(button)
        subject = Subject(window, presses)
        incoming = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

        def read() -> None:
            line = sys.stdin.readline()
            subject.told(line) if line else app.quit()

        incoming.activated.connect(read)
        say(codes=known)
        status = app.exec()
        window.close_store()
    return status


if __name__ == "__main__":
    sys.exit(main())
