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
    """One application for all tests, and no loudspeaker."""
    monkeypatch.setattr(app, "application", lambda: qapp)
    monkeypatch.setattr(Sounds, "prepare", lambda *_: None)
    yield
    Appearance(qapp).put_on(load("en"), LIGHT)


def run(launch: Launch) -> int:
    """The program from its start to its end. Whoever quits closes the last window too, and that quits once
    more: left behind, it would end every event loop of the tests that follow before it begins."""
    status = app.run(launch)
    application = QCoreApplication.instance()
    assert application is not None
    QCoreApplication.removePostedEvents(application, QEvent.Type.Quit.value)
    return status


def when(ready: Callable[[], bool], then: Callable[[], None]) -> QTimer:
    """Looks until it is so, then does it."""
    timer = QTimer()

    def look() -> None:
        if ready():
            timer.stop()
            then()

    timer.timeout.connect(look)
    timer.start(10)
    return timer


def window() -> MainWindow | None:
    found = [
        toplevelwidget
        for toplevelwidget in QApplication.topLevelWidgets()
        if isinstance(toplevelwidget, MainWindow)
    ]
    return next((one for one in found if one.isVisible()), None)


def test_the_passphrase_of_the_command_opens_the_desk(store: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def there() -> bool:
        one = window()
        return one is not None and one.workplace is not None

    def close() -> None:
        one = window()
        assert one is not None
        seen.append(one.windowTitle())
        one.close()

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
        one = window()
        assert one is not None
        for box in one.findChildren(CrashBox):
            told.append(box.told.toPlainText())
            box.close()
        one.close()

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
