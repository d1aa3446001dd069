"""The roster page of a new event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui import demo_store
from tests.ui.fake_file_choice import Answered
from tests.ui.roster.opened_roster import Opened
from ui.roster import RosterPage, RosterParts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.parts.page import PageEnvironment


@pytest.fixture
def here(store: Path, tmp_path: Path, qtbot: QtBot, around: PageEnvironment) -> Iterator[Opened]:
    opened = demo_store.open_world(store, [])
    files = Answered()
    station = opened.station
    parts = RosterParts(station.roster, station.photos, station.remote, station.desk.event, files)
    page = RosterPage(parts, around)
    qtbot.addWidget(page)
    page.resize(1278, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.come()
    yield Opened(page, files, tmp_path, opened.station)
    opened.station.close()
