"""A window on one of two desks that share a folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from checkin.bundle import folder
from checkin.domain import Tier
from checkin.sharing import connection
from tests.factories import Clock
from tests.several_desks import stations
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from checkin.station import Station
    from ui.desk.page import DeskPage
    from ui.shell.main_window import MainWindow
    from ui.shell.open_store import OpenStore
    from ui.shell.workplace import Workplace

PATIENCE_MS = 20_000


@dataclass
class SyncedWindow:
    """`here` is open in the window; `there` exchanges when it is told to."""

    window: MainWindow
    here: Station
    there: Station
    shared: Path
    clock: Clock
    qtbot: QtBot

    @property
    def work(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def desk(self) -> DeskPage:
        return self.work.desk

    @property
    def store(self) -> OpenStore:
        assert self.window.host.store is not None
        return self.window.host.store

    def send(self) -> None:
        """The other desk writes into the folder, and this one has read it."""
        folder.round(self.there.exchange, self.shared)
        heads = self.there.exchange.heads()
        self.until(lambda: heads.items() <= self.here.exchange.heads().items())

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def words(self) -> str:
        return self.desk.link.words()


@pytest.fixture
def synced(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Iterator[SyncedWindow]:
    shared, clock = tmp_path / "shared", Clock()
    shared.mkdir()
    with stations(tmp_path, [Tier.ORGANISER], clock) as (here, there):
        connection.use_folder(here.exchange, shared)
        window.open(Opened(here))
        made = SyncedWindow(window, here, there, shared, clock, qtbot)
        made.store.sync.folder_every = 0.1
        made.store.sync.start()
        made.until(lambda: bool(made.words()))
        yield made
        window.close_store()
