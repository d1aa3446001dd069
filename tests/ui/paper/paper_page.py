"""Fixture of the Paper page: real store, fake printer, fake file dialogs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from checkin.badges import BadgeGroup
from checkin.domain import Role
from tests.ui.fake_file_choice import Answered
from tests.ui.fake_printer import PaperTray
from tests.ui.input_driver import strike
from tests.ui.recorded_shell import LooseSettings
from ui.paper import PaperPage, PaperParts
from ui.parts.keys import WindowKey
from ui.printing.print_desk import PrintDesk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from checkin.language import Language
    from checkin.settings import Settings
    from tests.ui.demo_store import World
    from tests.ui.inline_background import InlineBackground
    from ui.parts.page import PageEnvironment

NINE = f"{9:032x}"
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Opened:
    """The page and its fakes."""

    page: PaperPage
    files: Answered
    tray: PaperTray
    desk: PrintDesk
    chosen: LooseSettings


Make = Callable[..., Opened]


@pytest.fixture
def make(
    desk: World,
    qtbot: QtBot,
    language: Language,
    background: InlineBackground,
    around: PageEnvironment,
) -> Make:
    def build(
        role: Role = Role.ORGANISER, settings: Settings | None = None, *, printer: bool = True
    ) -> Opened:
        station = desk.station
        station.shift.role = role
        files, tray = Answered(), PaperTray()
        print_desk = PrintDesk(station.badges, background, language)
        if printer:
            print_desk.use(tray)
        core = PaperParts(
            station.desk.event,
            station.badges,
            station.mailing,
            station.reports,
            print_desk,
            station.shift.may,
            files,
        )
        chosen = LooseSettings(settings)
        page = PaperPage(core, chosen, around)
        qtbot.addWidget(page)
        page.resize(1278, 768)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.come()
        return Opened(page, files, tray, print_desk, chosen)

    return build


def press(
    qtbot: QtBot,
    page: PaperPage,
    key: Qt.Key | WindowKey,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    if isinstance(key, WindowKey):
        strike(key, page.focusWidget() or page)  # type: ignore[truthy-bool]
        return
    qtbot.keyClick(page.focusWidget() or page, key, modifier)  # type: ignore[truthy-bool]


def name_them(page: PaperPage, text: str) -> None:
    """Types the delegates' numbers or names."""
    page.badges.preflight.fields.whose.choose(BadgeGroup.NAMED.value)
    field = page.badges.preflight.fields.typed
    for letter in text:
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, key)
    field.returnPressed.emit()


# Badges
