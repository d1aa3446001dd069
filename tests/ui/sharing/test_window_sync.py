"""The thread of the window: begun and ended with the connection, and a bug in it is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from checkin.domain import LinkPhase, LinkState
from checkin.errors import KnownError
from checkin.sharing import connection, is_exchanging
from checkin.store.store import put_setting
from ui.sharing import WindowSync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World

PATIENCE_MS = 20_000


@pytest.fixture
def sync(desk: World) -> Iterator[WindowSync]:
    made = WindowSync(desk.station)
    made.folder_every = 0.05
    yield made
    made.close()


def test_without_a_connection_nothing_runs(sync: WindowSync) -> None:
    sync.start()
    assert not sync.is_running
    assert sync.state == LinkState()


def test_it_runs_until_it_is_told_to_stop(sync: WindowSync, tmp_path: Path, qtbot: QtBot) -> None:
    connection.use_folder(sync.station.exchange, tmp_path)
    sync.start()
    qtbot.waitUntil(lambda: sync.state.phase is LinkPhase.SHARED, timeout=PATIENCE_MS)
    assert is_exchanging(sync.station.folder)
    with qtbot.waitSignal(sync.linked):
        sync.stop()
    assert not sync.is_running
    assert sync.state == LinkState()
    assert not is_exchanging(sync.station.folder)


def test_what_an_earlier_connection_said_last_is_not_heard(
    sync: WindowSync, tmp_path: Path, qtbot: QtBot
) -> None:
    connection.use_folder(sync.station.exchange, tmp_path)
    sync.start()
    qtbot.waitUntil(lambda: sync.state.phase is LinkPhase.SHARED, timeout=PATIENCE_MS)
    sync.stop()
    with qtbot.assertNotEmitted(sync.linked, wait=200):
        pass


def test_a_scan_calls_nothing_that_it_would_wait_for(
    sync: WindowSync, desk: World, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    connection.use_folder(sync.station.exchange, gone)
    sync.start()
    assert desk.station.desk.scan(desk.code(3)).entry
    sync.stop()
    assert desk.station.desk.scan(desk.code(8)).entry


def test_a_bug_in_it_is_told(sync: WindowSync, qtbot: QtBot) -> None:
    odd = {"way": "folder", "folder": "\0", "ran_hub": False}
    with sync.station.store.write() as writing:
        put_setting(writing, connection.SETTING, json.dumps(odd))
    with qtbot.waitSignal(sync.broke, timeout=PATIENCE_MS) as told:
        sync.start()
    assert told.args is not None
    assert not isinstance(told.args[0], KnownError)
