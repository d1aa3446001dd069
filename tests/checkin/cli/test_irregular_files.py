"""A pipe, a device or a folder in place of a file is refused in a sentence by every command, and nothing hangs."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.checkin.cli.program import Program

COMMANDS: Final = {
    "event file": ("create", "{file}", "--store", "{new}"),
    "roster": ("import", "{file}"),
    "participant report": ("remote", "{file}", "--session", "entrance"),
    "photographs": ("photos", "import", "{file}"),
    "numbers": ("checkin", "--numbers-file", "{file}", "--at", "10:00"),
    "bundle": ("bundle", "read", "{file}"),
    "backup": ("restore", "{file}", "--store", "{new}"),
    "invitation": ("desk", "join", "{file}", "--store", "{new}"),
    "request": ("desk", "invite", "--tier", "desk", "--for", "{file}", "--out", "{new}"),
    "new passphrase": ("passphrase", "add", "--new-passphrase-file", "{file}"),
    "passphrase": ("stats", "--passphrase-file", "{file}"),
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS.keys())
def test_what_is_no_ordinary_file_is_refused(
    looking: Program, tmp_path: Path, words: tuple[str, ...]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for file in (tmp_path / "pipe", tmp_path / "link", Path("/dev/zero"), tmp_path / "missing"):
        ran = looking(*(word.format(file=file, new=tmp_path / "new") for word in words))
        assert (ran.status, ran.out) == (1, ""), (file, ran)
        assert "bug" not in ran.err
        assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_backup_that_was_packed_by_somebody_else_and_damaged_is_refused(
    looking: Program, tmp_path: Path, method: int
) -> None:
    path = tmp_path / "copy.uketsuke-backup"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("keyslots.json", "{}" * 1_000)
        archive.writestr("store.db", bytes(range(256)) * 100)
    raw = bytearray(path.read_bytes())
    at = raw.index(b"keyslots.json") + len("keyslots.json")
    raw[at : at + 20] = bytes(range(100, 120))
    path.write_bytes(raw)
    ran = looking("restore", path, "--store", tmp_path / "new")
    assert (ran.status, ran.out, "bug" in ran.err) == (1, "", False), ran
    assert not (tmp_path / "new").exists()
