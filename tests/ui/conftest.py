"""UI test fixtures: a real core behind every page, with a temporary copy of one demo store."""

from __future__ import annotations

import gc
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLoggingCategory
from pytestqt.qtbot import QtBot

from checkin.desk import Presentation
from checkin.language import Language, load
from tests.ui import demo_store
from tests.ui.designer.designer_page import design  # noqa: F401 - a fixture
from tests.ui.desks.desks_page import desks_page, other  # noqa: F401 - fixtures
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Hands, Heard
from tests.ui.paper.paper_page import make  # noqa: F401 - a fixture
from tests.ui.recorded_shell import LooseSettings, RecordedShell
from tests.ui.scanner_window import room  # noqa: F401 - a fixture
from tests.ui.station.station_page import station_page  # noqa: F401 - a fixture
from ui.desk.page import DeskPage
from ui.parts import theme as themes
from ui.parts.page import PageEnvironment
from ui.shell.app import QUIET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from tests.ui.demo_store import World


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: key derivation is slow on purpose."""
    return demo_store.create(tmp_path_factory.mktemp("stores") / "demo.uketsuke")


@pytest.fixture
def store(empty_store: Path, tmp_path: Path) -> Path:
    return shutil.copytree(empty_store, tmp_path / "demo.uketsuke")


@pytest.fixture
def desk(store: Path) -> Iterator[World]:
    """The demo event with its first delegates, at 09:48 of its first day."""
    opened = demo_store.open_world(store, demo_store.demo_rows()[:60])
    yield opened
    opened.station.close()


@pytest.fixture
def language() -> Language:
    return load("en")


@pytest.fixture
def theme() -> themes.Theme:
    return themes.LIGHT


@pytest.fixture
def background() -> InlineBackground:
    return InlineBackground()


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    """All fonts, also where a test of the application has loaded the first ones."""
    themes.load_fonts(themes.FIRST_FONTS + themes.later_fonts())
    qapp.setFont(themes.base_font())


class DressedBot(QtBot):
    """Gives a page that is tested alone the theme of the window that it would stand in."""

    def addWidget(self, widget: QWidget, **options: Any) -> None:
        if not widget.styleSheet():
            themes.dress(widget, themes.LIGHT)
        super().addWidget(widget, **options)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> DressedBot:
    return DressedBot(request)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, qtbot: QtBot, fonts: None) -> Iterator[None]:
    """Applies the real style, fonts and theme; closes all windows after the test."""
    if qapp.style().objectName() != "fusion":
        QLoggingCategory.setFilterRules(QUIET)
        qapp.setStyle("Fusion")
        qapp.setPalette(themes.palette(themes.LIGHT))
    yield
    demo_store.clear_the_screen()
    gc.unfreeze()  # a main window freezes what is in memory, and thousands are opened here


@pytest.fixture
def sounds() -> Heard:
    return Heard()


@pytest.fixture
def shell() -> RecordedShell:
    """A recorded shell, for a page that is tested alone."""
    return RecordedShell()


@pytest.fixture
def chosen() -> LooseSettings:
    return LooseSettings()


@pytest.fixture
def around(
    shell: RecordedShell, language: Language, theme: themes.Theme, background: InlineBackground
) -> PageEnvironment:
    """The environment of every page."""
    return PageEnvironment(shell, language, theme, background)


@pytest.fixture
def page(
    desk: World, chosen: LooseSettings, sounds: Heard, around: PageEnvironment, qtbot: QtBot
) -> DeskPage:
    made = DeskPage(Presentation(desk.station.desk), chosen, sounds, around)
    qtbot.addWidget(made)
    made.resize(1278, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.field.edit.hasFocus)
    return made


@pytest.fixture
def hands(page: DeskPage) -> Hands:
    return Hands(page.scanner)
