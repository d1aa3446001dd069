"""A store whose folder is deleted, moved or replaced while it is open says so, and admits nobody."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from checkin.errors import StoreMoved
from tests import store_copies
from tests.factories import Clock
from tests.store_copies import ADA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder that is in use")


def _deleted(folder: Path) -> None:
    shutil.rmtree(folder)


def _moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere.uketsuke"))


def _replaced_by_a_copy(folder: Path) -> None:
    copy = folder.with_name("copy.uketsuke")
    shutil.copytree(folder, copy)
    shutil.rmtree(folder)
    copy.rename(folder)


def _database_replaced(folder: Path) -> None:
    shutil.copy(folder / "store.db", folder / "new")
    (folder / "new").replace(folder / "store.db")


def _log_deleted(folder: Path) -> None:
    (folder / "store.db-wal").unlink()


@pytest.mark.parametrize(
    "happens", [_deleted, _moved, _replaced_by_a_copy, _database_replaced, _log_deleted]
)
def test_nobody_is_admitted_once_the_store_is_no_longer_in_its_folder(
    folder: Path, tmp_path: Path, happens: Callable[[Path], None]
) -> None:
    with store_copies.opened(folder, Clock()) as station:
        station.desk.checkin(ADA, "entrance")
        happens(folder)
        with pytest.raises(StoreMoved, match="moved, deleted or replaced"):
            station.desk.checkin(ADA + 1, "entrance")
        with pytest.raises(StoreMoved):
            station.store.copy_to(tmp_path / "copy")


def test_what_is_under_way_when_the_folder_disappears_is_not_recorded(folder: Path) -> None:
    moved = folder.with_name("elsewhere.uketsuke")
    with store_copies.opened(folder, Clock()) as station:
        with pytest.raises(StoreMoved), station.store.write():
            folder.rename(moved)
        moved.rename(folder)
        # Back in its place, the store goes on.
        assert station.desk.checkin(ADA, "entrance").entry


def test_a_store_that_nobody_touches_is_written_through_backups_and_checkpoints(
    folder: Path, tmp_path: Path
) -> None:
    with store_copies.opened(folder, Clock()) as station:
        station.desk.checkin(ADA, "entrance")
        station.store.checkpoint()
        station.store.copy_to(tmp_path / "copy")
        with store_copies.opened(folder, Clock(), read_only=True) as reader:
            assert reader.desk.last()
        assert station.desk.checkin(ADA + 1, "entrance").entry
