"""Canary test for privacy: no name leaks to the disk, a log, an exception or a window title."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pytest

from tests import store_copies
from tests.checkin.cli.program import PATIENCE, Program, Ran
from tests.faults.needles import written
from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Words that occur nowhere in the program, its libraries or this machine.
WORD: Final = "Zyxqvorn"
WORDS: Final = (WORD, "Плымбаркс", "鷽鶲鵯鶸", "زىخقۋورن", "Qworblat", "vexitrump", "+999 7654321")
HEADINGS: Final = ("Name", "Native name", "Organisation", "Reading", "E-mail", "Phone", "Notes")
PEOPLE: Final = (
    ("Zyxqvorn Alpha", "鷽鶲鵯鶸", "Qworblat Institute", "", "vexitrump@example.org", "", ""),
    ("Zyxqvorn Beta", "زىخقۋورن", "Qworblat Institute", "", "", "+999 7654321", "vexitrump"),
    ("Zyxqvorn Gamma", "Плымбаркс", "", "", "", "", "Call Qworblat first"),
)
BUG: Final = (
    "import sys; sys.path.insert(0, sys.argv[1])\n"
    "import main; from checkin.desk import Desk\n"
    "def broken(self, text, **_): raise ValueError(text)\n"
    "Desk.find = broken\n"
    "raise SystemExit(main.main(sys.argv[2:]))\n"
)


@dataclass(frozen=True)
class Fence:
    """All places that a process may write to, and its output; `asked` is the file that the user requested."""

    program: Program
    asked: Path
    tmp: Path
    roster: Path

    @property
    def store(self) -> Path:
        assert self.program.store is not None
        return self.program.store

    def run(self, command: list[str]) -> Ran:
        ended = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**self.program.environment(), "QT_QPA_PLATFORM": "offscreen"},
            cwd=ROOT,
            timeout=PATIENCE,
        )
        return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    def files(self) -> Iterator[Path]:
        for place in (self.store, self.program.home, self.tmp):
            yield from place.rglob("*")

    def leaks(self) -> list[str]:
        """Where a word was left: in a file name or in any byte of a file."""
        named = [str(file) for file in self.files() if says_a_word(file.name.encode())]
        held = [
            str(file) for file in self.files() if file.is_file() and says_a_word(file.read_bytes())
        ]
        return named + held


def says_a_word(data: bytes) -> bool:
    """Whether a canary word is in the data, in any encoding or escaping, folded or not."""
    return any(needle in data for needle in NEEDLES)


NEEDLES: Final = sorted(set[bytes]().union(*map(written, WORDS)))


@pytest.fixture
def fence(tmp_path: Path) -> Fence:
    folders = {name: tmp_path / name for name in ("home", "tmp", "run", "asked")}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    home, tmp = folders["home"], folders["tmp"]
    variables = {name: str(tmp) for name in ("TMPDIR", "TEMP", "TMP")}
    variables["XDG_RUNTIME_DIR"] = str(folders["run"])
    # The sender put a name into the file name.
    roster = folders["asked"] / f"{WORD}.csv"
    rows = (HEADINGS, *PEOPLE)
    roster.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    program = Program(home, store_copies.copied(tmp_path), variables=variables)
    return Fence(program, folders["asked"], tmp, roster)


def test_the_words_would_be_found(fence: Fence) -> None:
    assert says_a_word(fence.roster.read_bytes())
    for word in WORDS:
        (fence.tmp / "leak").write_text(f"before {word.upper()} after", encoding="utf-16")
        assert fence.leaks() == [str(fence.tmp / "leak")]


def test_a_day_by_command_leaves_no_name_anywhere(fence: Fence) -> None:
    program, asked = fence.program, fence.asked
    everything = [
        program("import", fence.roster, "--dry-run"),
        program("import", fence.roster),
        program("find", WORD, "--json"),
        program("checkin", 13, "--represented-by", WORDS[4]),
        program("scan", f"{WORD} https://example.org/", "--json"),
        program("walkin", "--name", f"{WORD} Delta", "--new", "--json"),
        program("badges", "--out", asked / "badges.pdf"),
        program("passes", "--out", asked / "passes"),
        program("export", "delegates", "--format", "xlsx", "--out", asked / "all.xlsx"),
        program("export", "attendance", "--format", "pdf", "--out", asked / "all.pdf"),
        program("backup", fence.tmp / "forum.backup"),
        program("rebuild"),
        program("verify"),
        program("import", fence.asked / "badges.pdf"),
    ]
    assert [result.status for result in everything] == [0] * 13 + [1]
    assert not says_a_word("".join(result.err for result in everything).encode())
    assert fence.leaks() == []


def test_a_bug_in_a_command_leaves_no_name_anywhere(fence: Fence) -> None:
    fence.program("import", fence.roster)
    store = ("--store", str(fence.store))
    ran = fence.run([sys.executable, "-c", BUG, str(ROOT), *store, "find", WORD])
    assert ran.status == 70
    assert "ValueError" in ran.err
    assert not says_a_word(ran.err.encode())
    assert fence.leaks() == []


def test_a_day_in_the_window_and_a_bug_leave_no_name_anywhere(fence: Fence) -> None:
    fence.program("import", fence.roster)
    # The window opens the most recent store.
    fence.program("backup", fence.tmp / "forum.backup")
    fence.program("restore", fence.tmp / "forum.backup")
    played = replace(fence, program=fence.program.on(fence.store))
    ran = played.run([sys.executable, "-m", "tests.faults.canary_day", str(fence.asked), WORD])
    assert ran.status == 0, ran
    titles = json.loads(ran.out)
    assert {"Uketsuke", "A fault in Uketsuke"} <= set(titles)
    assert not says_a_word("".join(titles).encode())
    assert "ValueError" in ran.err
    assert not says_a_word(ran.err.encode())
    assert fence.leaks() == []
