"""Exchange from the command line while a window has the store: said in a sentence, and why a new chain began."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.bootstrap import open_store
from checkin.sharing import LaneLock, is_exchanging
from checkin.store.store import put_setting
from checkin.sync.new_chain import MACHINE
from tests.factories import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station
    from tests.checkin.cli.program import Program

NOTHING = {"sent": 0, "received": 0, "refused": 0, "conflicts": 0}


@pytest.fixture
def window(program: Program) -> Iterator[Station]:
    """The store, open as by a window."""
    assert program.store is not None
    with open_store(program.store, PASSPHRASE) as station:
        yield station


def test_a_window_that_exchanges_does_what_sync_would(program: Program, window: Station) -> None:
    lane = LaneLock(window.folder)
    lane.take()
    ran = program("sync")
    assert (ran.status, ran.out.strip()) == (0, "The open window exchanges by itself.")
    assert program.json("sync") == NOTHING
    elsewhere = program("sync", "--hub", "folder:elsewhere")
    assert elsewhere.status == 1
    lane.release()
    assert not is_exchanging(window.folder)


def test_beside_a_window_without_a_connection_sync_says_that_the_store_is_open(
    program: Program, window: Station
) -> None:
    ran = program("sync")
    assert ran.outcome == (1, "")
    assert "already open in another window" in ran.err


def test_a_bundle_is_read_and_a_hub_is_started_in_the_window(
    program: Program, window: Station, tmp_path: Path
) -> None:
    read = program("bundle", "read", tmp_path / "some.uketsuke-bundle")
    assert read.outcome == (1, "")
    assert "Read the file there, under Desks." in read.err
    started = program("hub", "start")
    assert started.outcome == (1, "")
    assert "Start the hub there, under Station." in started.err


def test_why_a_desk_begins_a_new_chain_is_said_once(program: Program) -> None:
    assert program.store is not None
    with open_store(program.store, PASSPHRASE) as station, station.store.write() as writing:
        put_setting(writing, MACHINE, "another")
    assert "was on another computer before" in program("sync", "--hub", "folder:none").err
    assert "was on another computer before" not in program("stats").err
    assert not program("walkin", "--name", "Ada", "--category", "scholar").err
