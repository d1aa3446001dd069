"""The application as `main.py` starts it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from checkin.cli.context import Launch
from checkin.language import load
from tests.ui import demo_store
from ui.parts.sounds import Sounds
from ui.parts.theme import LIGHT
from ui.shell import app
from ui.shell.appearance import Appearance
from ui.shell.crash_box import CrashBox
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def started(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Shares one QApplication, without sound."""
    monkeypatch.setattr(app, "application", lambda: qapp)
    monkeypatch.setattr(Sounds, "prepare", lambda *_: None)
    yield
    Appearance(qapp).put_on(load("en"), LIGHT)


def run(launch: Launch) -> int:
    """Runs the program. Quitting also closes the last window, which posts a second Quit event:
    left in the queue, it would end the event loops of the following tests at once."""
    status = app.run(launch)
    application = QCoreApplication.instance()
    assert application is not None
    QCoreApplication.removePostedEvents(application, QEvent.Type.Quit.value)
    return status


def when(ready: Callable[[], bool], then: Callable[[], None]) -> QTimer:
    """Polls until ready, then runs `then`."""
    timer = QTimer()

    def look() -> None:
        if ready():
            timer.stop()
            then()

    timer.timeout.connect(look)
    timer.start(10)
    return timer


def window() -> MainWindow | None:
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
    return next((widget for widget in found if widget.isVisible()), None)


def test_the_passphrase_of_the_command_opens_the_desk(store: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def there() -> bool:
        opened = window()
        return opened is not None and opened.workplace is not None

    def close() -> None:
        opened = window()
        assert opened is not None
        seen.append(opened.windowTitle())
        opened.close()

    keep = when(there, close)
    status = run(Launch(store, demo_store.PASSPHRASE, tmp_path / "settings.json"))
    assert (status, seen) == (0, ["Uketsuke"])
    assert not keep.isActive()
    assert sys.excepthook is sys.__excepthook__


def test_what_nobody_caught_is_shown_and_the_desk_goes_on(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("A bug: ")
    told: list[str] = []

    def fail() -> None:
        error = ZeroDivisionError()
        sys.excepthook(type(error), error, error.__traceback__)
        opened = window()
        assert opened is not None
        for box in opened.findChildren(CrashBox):
            told.append(box.told.toPlainText())
            box.close()
        opened.close()

    keep = when(lambda: window() is not None, fail)
    assert run(Launch(None, None, tmp_path / "settings.json")) == 0
    assert told[0].endswith("ZeroDivisionError")
    assert not keep.isActive()


def test_an_interrupt_ends_it(tmp_path: Path) -> None:
    def interrupt() -> None:
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    keep = when(lambda: window() is not None, interrupt)
    assert run(Launch(None, None, tmp_path / "settings.json")) == 0
    assert not keep.isActive()
