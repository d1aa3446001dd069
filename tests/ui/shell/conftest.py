"""Fixtures: the main window, closed and with a store open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import settings
from checkin.language import load
from tests.ui import demo_store
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard
from tests.ui.shell.synced_window import synced  # noqa: F401 - a fixture
from ui.parts.theme import LIGHT
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.shell.workplace import Workplace

ENGLISH = settings.Settings(language="en", theme=settings.Theme.LIGHT)


@pytest.fixture
def peopled(store: Path) -> Path:
    """A closed store with the first delegates of the demo event."""
    demo_store.open_world(store, demo_store.demo_rows()[:45]).station.close()
    return store


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = MainWindow(
        ENGLISH, tmp_path / "settings.json", Appearance(qapp), InlineBackground(), Heard()
    )
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    yield made
    made.close_store()
    demo_store.clear_the_screen()  # Qt would restyle the pages once more.
    Appearance(qapp).put_on(load("en"), LIGHT)


@pytest.fixture
def work(window: MainWindow, peopled: Path) -> Workplace:
    """The window with the store open."""
    window.start(peopled)
    window.reception.unlock(demo_store.PASSPHRASE)
    assert window.workplace is not None
    return window.workplace
