"""A file that is replaced: whole or not at all, and nothing of one that was not finished."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from checkin import files
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

linux = pytest.mark.skipif(sys.platform != "linux", reason="files without a name are Linux's")

KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from checkin import files
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
path = Path(sys.argv[1])
if sys.argv[3] == "replace":
    files.replace(path, b"Amina")
else:
    with files.replacing(path) as file:
        file.write(b"Amina")
"""


@linux
@pytest.mark.parametrize("act", ["replace", "replacing"])
@pytest.mark.parametrize("before", [None, b"before"])
def test_a_kill_while_a_file_is_written_leaves_nothing_behind(
    tmp_path: Path, act: str, before: bytes | None
) -> None:
    path = tmp_path / "list.csv"
    if before is not None:
        path.write_bytes(before)

    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(ROOT), act], check=False, timeout=60
    )

    assert ended.returncode == -signal.SIGKILL
    left = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert left == ({} if before is None else {"list.csv": before})


@pytest.mark.parametrize("nameless", [True, False])
@pytest.mark.parametrize("before", [None, b"before"])
def test_the_new_file_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes | None, *, nameless: bool
) -> None:
    if not nameless:
        monkeypatch.setattr(os, "O_TMPFILE", 0, raising=False)  # opening a folder to write: EISDIR
    path = tmp_path / "list.csv"
    if before is not None:
        path.write_bytes(before)

    files.replace(path, b"one")
    first = path.read_bytes()
    with files.replacing(path) as file:
        file.write(b"two")

    assert (first, path.read_bytes()) == (b"one", b"two")
    assert path.stat().st_mode & 0o777 == files.OWNER_ONLY
    assert [file.name for file in tmp_path.iterdir()] == ["list.csv"]


@pytest.mark.parametrize("nameless", [True, False])
def test_a_file_that_fails_halfway_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, nameless: bool
) -> None:
    if not nameless:
        monkeypatch.setattr(os, "O_TMPFILE", 0, raising=False)
    path = tmp_path / "list.csv"
    path.write_bytes(b"before")

    with pytest.raises(OSError, match="full"):
        _half_written(path)

    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"list.csv": b"before"}


def _half_written(path: Path) -> None:
    with files.replacing(path) as file:
        file.write(b"half")
        raise OSError(errno.ENOSPC, "full")
