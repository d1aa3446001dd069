"""Fixtures: the main window, closed and with a store open."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from checkin import settings
from checkin.language import load
from tests.ui import demo_store
from tests.ui.fake_file_choice import Answered
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard
from tests.ui.shell.first_page import FirstPage
from tests.ui.shell.synced_window import synced  # noqa: F401 - a fixture
from ui.parts.theme import LIGHT
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.welcome import Welcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from checkin.language import Language
    from tests.ui.demo_store import World
    from ui.parts.theme import Theme
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


@pytest.fixture
def first(
    desk: World, language: Language, theme: Theme, background: InlineBackground, qtbot: QtBot
) -> Iterator[FirstPage]:
    desk.clock.at = datetime.fromtimestamp(
        time.time(), demo_store.ZONE
    )  # as the machine that joins
    files = Answered()
    page = Welcome(None, language, theme, background, files)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.begin()
    made = FirstPage(page, files)
    yield made
    made.close()
