"""What the doctor says of a store, in words that need no reckoning."""

from __future__ import annotations

import os
import shlex
import subprocess
from functools import cache
from typing import TYPE_CHECKING

import pytest

from checkin import doctor
from checkin.doctor import CheckState
from checkin.language import load
from checkin.store import backup
from tests import store_copies

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_000_000_000_000
MINUTE = 60_000
TR = load("en")


@cache
def kept() -> bytes:
    """A backup of the template."""
    with store_copies.opened(store_copies.template().folder, read_only=True) as station:
        file = store_copies.scratch() / "kept"
        station.backup(file)
    return file.read_bytes()


def made(store: Path, name: str) -> None:
    """A backup of that name, in the store's own folder."""
    folder = store / backup.FOLDER
    folder.mkdir(exist_ok=True)
    (folder / f"{name}{backup.SUFFIX}").write_bytes(kept())


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (119, "119 minutes"),
        (120, "2 hours"),
        (284, "4 hours"),
        (48 * 60 - 1, "47 hours"),
        (48 * 60, "2 days"),
    ],
)
def test_the_age_of_a_backup_is_told_in_the_largest_unit_of_which_there_are_two(
    tmp_path: Path, minutes: int, words: str
) -> None:
    made(tmp_path, f"{NOW - minutes * MINUTE:014d}")
    assert doctor.check_backup(TR, NOW, tmp_path).message == f"The last backup is {words} old."


def test_what_somebody_laid_beside_the_backups_is_none(tmp_path: Path) -> None:
    made(tmp_path, "my copy")
    assert doctor.check_backup(TR, NOW, tmp_path).message == "There is no backup yet."


@pytest.mark.parametrize(
    ("free", "words"), [(9 * 1024**3, "9216 MB"), (68_900 * 1024**2, "67 GB"), (0, "0 MB")]
)
def test_the_room_on_the_disk_is_told_roughly(free: int, words: str) -> None:
    assert doctor.free_space(TR, free) == f"{words} are free."


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_a_store_that_others_may_read_is_told_with_the_command_that_mends_it(
    tmp_path: Path,
) -> None:
    folder = store_copies.copied(tmp_path / "it's here")
    folder.chmod(0o700)
    assert doctor.permissions(TR, folder).state is CheckState.OK
    for path, mode in ((folder, 0o755), (folder / "store.db", 0o640)):
        before = path.stat().st_mode
        path.chmod(mode)
        found = doctor.permissions(TR, folder)
        assert found.state is CheckState.WARN
        command = found.message.partition("Type: ")[2]
        subprocess.run(shlex.split(command), check=True)
        assert doctor.permissions(TR, folder).state is CheckState.OK
        assert path.stat().st_mode & 0o700 == before & 0o700


def test_a_store_in_a_synchronised_folder_is_told(tmp_path: Path) -> None:
    folder = store_copies.copied(tmp_path / "Dropbox")
    assert doctor.place(TR, folder).state is CheckState.WARN
    assert "synchronised" in doctor.place(TR, folder).message
    elsewhere = store_copies.copied(tmp_path)
    assert doctor.place(TR, elsewhere).state is CheckState.OK
