"""What a process is given that reads what is not trusted, and what any process started from here inherits."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from checkin import child_environment
from checkin.errors import KnownError
from checkin.photos import shrinking
from checkin.roster import ReadingOptions, reading
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "canary-of-a-passphrase"
NAMES = ("UKETSUKE_PASSPHRASE", "UKETSUKE_NEW_PASSPHRASE", "UKETSUKE_JOIN_CODE", "HOME", "PATH")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a child writes its environment, which here has what it must not see."""
    for name in NAMES:
        monkeypatch.setenv(name, CANARY)
    return tmp_path / "told"


def writes_environment(told: Path) -> list[str]:
    code = f"import os; open({str(told)!r}, 'w').write(repr(dict(os.environ)))"
    return [sys.executable, "-I", "-c", code]


def test_what_reads_a_roster_sees_none_of_it(
    told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "command", lambda _: writes_environment(told))
    (tmp_path / "list.csv").write_text("Name\nAda\n")
    with pytest.raises(KnownError):
        reading.read_sheet(tmp_path / "list.csv", ReadingOptions())
    assert CANARY not in told.read_text()


def test_what_reads_photographs_sees_none_of_it(
    told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shrinking, "command", lambda _: writes_environment(told))
    shrinking.shrunk([b"x"])
    assert CANARY not in told.read_text()


def test_only_what_starts_an_interpreter_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSTEMROOT", "C:\\Windows")
    monkeypatch.setenv("UKETSUKE_PASSPHRASE", CANARY)
    assert set(child_environment.bare()) <= set(child_environment.NEEDED)
    assert child_environment.bare()["SYSTEMROOT"] == "C:\\Windows"


def test_a_command_takes_its_secrets_out_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = (
        "import argparse, os; from checkin.cli.context import context;"
        "here = context(argparse.Namespace(passphrase_file=None));"
        f"print(here.given_passphrase(), [n for n in {NAMES[:3]!r} if n in os.environ], here)"
    )
    for name in NAMES[:3]:
        monkeypatch.setenv(name, CANARY)
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith(f"{CANARY} [] ")
    assert ran.stdout.count(CANARY) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems keep no such file")
def test_the_copy_that_the_kernel_keeps_is_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import argparse, os; from pathlib import Path; from checkin.cli.context import context;"
        "context(argparse.Namespace(passphrase_file=None));"
        "block = Path('/proc/self/environ').read_bytes();"
        f"print({CANARY!r}.encode() in block, b'OTHER=kept' in block, os.environ['OTHER'])"
    )
    for name in NAMES[:3]:
        monkeypatch.setenv(name, CANARY)
    monkeypatch.setenv("OTHER", "kept")
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False True kept\n"
