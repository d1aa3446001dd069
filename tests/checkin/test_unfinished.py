"""What was not finished is remembered, and removed at the next start; what is being written stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from checkin import files, unfinished
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from checkin import files
os.O_TMPFILE = 0  # as on macOS, on Windows, on FAT and NFS
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
path = Path(sys.argv[1])
if sys.argv[3] == "replace":
    files.replace(path, b"Amina")
else:
    with files.replacing(path) as file:
        file.write(b"Amina")
"""


@pytest.mark.skipif(os.name != "posix", reason="a process is killed by a signal")
@pytest.mark.parametrize("act", ["replace", "replacing"])
def test_an_export_that_was_killed_where_files_need_a_name_is_gone_after_the_next_start(
    tmp_path: Path, act: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"before")
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(ROOT), act], check=False, timeout=60
    )
    assert ended.returncode == -signal.SIGKILL
    (left,) = (file for file in tmp_path.iterdir() if file != path)
    assert b"Amina" in left.read_bytes() or not left.read_bytes()
    assert unfinished.remove_left() == (left,)
    assert [file.name for file in tmp_path.iterdir()] == ["list.csv"]
    assert path.read_bytes() == b"before"
    assert unfinished.remove_left() == ()
    assert not list(unfinished.notes().iterdir())


def test_what_another_process_is_writing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "O_TMPFILE", 0, raising=False)
    start = "import sys; sys.path.insert(0, sys.argv[1]); from checkin import unfinished; print(unfinished.remove_left())"
    with files.replacing(tmp_path / "list.csv") as file:
        file.write(b"x")
        said = subprocess.run(
            [sys.executable, "-c", start, str(ROOT)], check=True, capture_output=True, text=True
        )
        assert said.stdout == "()\n"
    assert (tmp_path / "list.csv").read_bytes() == b"x"
    assert not list(unfinished.notes().iterdir())


def test_only_what_this_program_names_so_is_removed(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_bytes(b"x")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept").write_bytes(b"x")
    (tmp_path / ".link.new").symlink_to(tmp_path / "elsewhere")
    for number, path in enumerate((tmp_path / "thesis.odt", tmp_path / ".link.new")):
        unfinished.notes().mkdir(parents=True, exist_ok=True)
        (unfinished.notes() / f"{number}").write_bytes(os.fsencode(path))
        (unfinished.notes() / f"{number}.lock").touch()
    assert unfinished.remove_left() == (tmp_path / ".link.new",)
    assert (tmp_path / "thesis.odt").exists()
    assert (tmp_path / "elsewhere" / "kept").exists()


def test_a_folder_may_be_moved_away_and_a_failure_leaves_none(tmp_path: Path) -> None:
    with unfinished.folder(".new-", tmp_path) as made:
        (made / "file").write_bytes(b"x")
        assert made.stat().st_mode & 0o777 == 0o700
        made.replace(tmp_path / "kept")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    with pytest.raises(KeyError), unfinished.folder(".new-", tmp_path) as made:
        raise KeyError(made)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_home_that_cannot_be_written_keeps_nobody_from_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_bytes(b"no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    monkeypatch.setattr(os, "O_TMPFILE", 0, raising=False)
    files.replace(tmp_path / "list.csv", b"x")
    assert (tmp_path / "list.csv").read_bytes() == b"x"
    assert unfinished.remove_left() == ()
