"""Fixture of the Station page: real store, fake printer names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from checkin.domain import Role
from tests.ui.fake_file_choice import Answered
from tests.ui.input_driver import Heard, strike
from tests.ui.recorded_shell import LooseSettings
from ui.parts.keys import WindowKey
from ui.printing.print_desk import PrintDesk
from ui.scanning.capture.serial_line import SerialLine
from ui.sharing import WindowSync
from ui.shell import opening
from ui.station import StationPage, StationParts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from checkin.doctor import CheckState
    from checkin.errors import KnownError
    from checkin.language import Language
    from checkin.settings import Settings
    from tests.ui.demo_store import World
    from tests.ui.inline_background import InlineBackground
    from tests.ui.recorded_shell import RecordedShell
    from ui.parts.page import PageEnvironment

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
BROTHER = "Brother QL-820NWB"


@dataclass
class Opened:
    page: StationPage
    files: Answered
    sounds: Heard
    desk: PrintDesk
    told: list[Settings]
    chosen: LooseSettings
    shell: RecordedShell

    @property
    def latest(self) -> Settings:
        return self.told[-1]


Make = Callable[..., Opened]


@pytest.fixture
def station_page(
    desk: World,
    qtbot: QtBot,
    language: Language,
    background: InlineBackground,
    shell: RecordedShell,
    around: PageEnvironment,
) -> Make:
    def build(
        role: Role = Role.ORGANISER,
        settings: Settings | None = None,
        *,
        trouble: Callable[[str], KnownError | None] = lambda _: None,
    ) -> Opened:
        station = desk.station
        station.shift.role = role
        files, sounds = Answered(), Heard()
        print_desk = PrintDesk(station.badges, background, language)
        parts = StationParts(
            folder=station.folder,
            desk=station.desk,
            shift=station.shift,
            badges=station.badges,
            print_desk=print_desk,
            serial=SerialLine(),
            sounds=sounds,
            sync=WindowSync(station),
            rename=station.rename_desk,
            take_up=partial(opening.take_up, station),
            allow_printer=partial(opening.allow_printer, station),
            back_up=station.backup_dated,
            copy_to=station.backup,
            check_backup=partial(opening.check_backup, station),
            closing=station.closing,
            passphrases=station.passphrases,
            purge=station.purge,
            readiness=station.readiness,
            cameras=lambda: (),
            printers=lambda: (BROTHER, "Laser"),
            printer_trouble=trouble,
            files=files,
        )
        chosen = LooseSettings(settings)
        page = StationPage(parts, chosen, around)
        qtbot.addWidget(page)
        page.resize(1278, 768)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.come()
        told: list[Settings] = []
        chosen.changed.connect(told.append)
        return Opened(page, files, sounds, print_desk, told, chosen, shell)

    return build


def press(qtbot: QtBot, page: StationPage, key: Qt.Key | WindowKey) -> None:
    if isinstance(key, WindowKey):
        strike(key, QApplication.focusWidget() or page)
        return
    qtbot.keyClick(QApplication.focusWidget() or page, key)


def lamps(page: StationPage) -> dict[str, CheckState]:
    return {check.check: check.state for check in page.readiness.checks}
