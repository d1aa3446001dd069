"""What all commands share: store, passphrase, exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests import store_copies
from tests.checkin.cli.program import PATIENCE
from tests.factories import PASSPHRASE
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.cli.program import Program


def test_without_words_of_help_nobody_needs_a_store(looking: Program) -> None:
    ran = looking.on(None).with_passphrase(None)("--help")
    assert ran.status == 0
    for command in ("create", "import", "scan", "badges", "export", "restore", "doctor"):
        assert command in ran.out


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("scan",),
        ("scan", "CODE", "--backwards"),
        ("checkin", "seven"),
        ("checkin", "0"),
        ("export", "secrets", "--format", "csv", "--out", "x"),
        ("export", "journal", "--format", "docx", "--out", "x"),
        ("badges",),
        ("desk",),
        ("import",),
    ],
    ids=" ".join,
)
def test_a_wrong_usage_ends_with_status_two(looking: Program, words: tuple[str, ...]) -> None:
    ran = looking(*words)
    assert ran.outcome == (2, "")
    assert ran.err


def test_options_may_stand_before_the_command_or_behind_it(looking: Program) -> None:
    assert looking.store is not None
    bare = looking.on(None)
    before = bare("--json", "--store", looking.store, "find", "1")
    behind = bare("find", "1", "--store", looking.store, "--json")
    assert before.status == 0
    assert before == behind
    assert before.json


def test_without_json_the_answer_is_for_people(looking: Program) -> None:
    ran = looking("find", f"{store_copies.CANARY} 1")
    assert ran.status == 0
    assert (
        ran.out.splitlines()[0].split()
        == f"1 {store_copies.CANARY} 1 エイダ Example University".split()
    )


def test_the_first_line_of_the_passphrase_file_unlocks(looking: Program, tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(f"\ufeff{PASSPHRASE}\r\nand a note below it\n".encode())
    # The file wins over the variable.
    ran = looking.with_passphrase("wrong")("stats", "--passphrase-file", file, "--json")
    assert ran.status == 0
    assert ran.json["delegates"] > 0


def test_a_passphrase_file_that_is_not_there_is_named(looking: Program, tmp_path: Path) -> None:
    ran = looking("--passphrase-file", tmp_path / "nowhere", "stats", "--json")
    assert ran.outcome == (1, "")
    assert str(tmp_path / "nowhere") in ran.err


def test_a_wrong_passphrase_is_said_in_one_sentence(looking: Program) -> None:
    ran = looking.with_passphrase("not this one")("find", "1", "--json")
    assert ran.outcome == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert "passphrase" in ran.err


def test_without_a_terminal_nobody_is_asked_for_the_passphrase(looking: Program) -> None:
    ran = looking.with_passphrase(None)("find", "1", "--json")
    assert ran.outcome == (1, "")
    assert "UKETSUKE_PASSPHRASE" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_at_a_terminal_the_passphrase_is_asked_for_and_not_shown(looking: Program) -> None:
    import pty  # noqa: PLC0415 - not on Windows

    here, there = pty.openpty()
    process = subprocess.Popen(
        looking.command("stats", "--json"),
        stdin=there,
        stdout=subprocess.PIPE,
        stderr=there,
        env=looking.with_passphrase(None).environment(),
        start_new_session=True,
    )
    os.close(there)
    asked = os.read(here, 100)
    os.write(here, PASSPHRASE.encode() + b"\n")
    out, _ = process.communicate(timeout=PATIENCE)
    assert asked.startswith(b"Passphrase: ")
    assert process.returncode == 0
    assert out.startswith(b'{"delegates": ')
    assert PASSPHRASE.encode() not in rest_of(here)


def rest_of(terminal: int) -> bytes:
    """The remaining output; a closed terminal reads as an error."""
    try:
        return os.read(terminal, 1_000)
    except OSError:
        return b""
    finally:
        os.close(terminal)


def test_a_store_that_is_not_there_is_named(looking: Program, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.uketsuke"
    ran = looking.on(missing)("stats", "--json")
    assert ran.outcome == (1, "")
    assert str(missing) in ran.err
    assert not missing.exists()


def test_a_folder_that_is_no_store_is_refused(looking: Program, tmp_path: Path) -> None:
    ran = looking.on(tmp_path)("scan", "CODE", "--json")
    assert ran.outcome == (1, "")
    assert list(tmp_path.iterdir()) == []


def test_without_a_store_named_or_remembered_one_is_asked_for(program: Program) -> None:
    ran = program.on(None)("stats", "--json")
    assert ran.outcome == (1, "")
    assert "--store" in ran.err


def test_a_bug_ends_with_status_seventy_and_keeps_names_to_itself(program: Program) -> None:
    driver = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import main; from checkin.desk import Desk\n"
        "def broken(*_, **__): raise ValueError('Kanarienvogel')\n"
        "Desk.find = broken\n"
        "raise SystemExit(main.main(sys.argv[2:]))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", driver, ROOT, "--store", program.store or "", "find", "1", "--json"],
        check=False,
        capture_output=True,
        text=True,
        env=program.environment(),
        timeout=PATIENCE,
    )
    assert (ended.returncode, ended.stdout) == (70, "")
    assert "ValueError" in ended.stderr
    assert "in find" in ended.stderr
    assert store_copies.CANARY not in ended.stderr


def test_settings_that_cannot_be_read_are_moved_aside_and_the_command_goes_on(
    program: Program,
) -> None:
    folder = program.home / "xdg_config_home" / "uketsuke"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_bytes(b"\x00\xff")
    ran = program("stats", "--json")
    assert ran.status == 0
    assert ran.json["delegates"] > 0
    assert "moved" in ran.err
    assert (folder / "settings.json.unreadable").read_bytes() == b"\x00\xff"
