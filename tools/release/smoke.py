"""Takes the built program, not its source, through an event: `python -m tools.release.smoke FOLDER`.

An empty home and an empty environment; no network where the system lets one cut it (unshare).
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from checkin import VERSION
from tools.release.bundle import NAME

PASSPHRASE = "six words of this trial alone"  # noqa: S105 - of a store that is thrown away
PATIENCE = 120
FIRST_FRAME = 20  # seconds until a window must be up


class Installed:
    """The program in a folder, with a home of its own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.program, self.home = folder / NAME, home
        self.store = home / "trial.uketsuke"
        self._alone = ["unshare", "-rn"] if _can_unshare() else []

    @property
    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.home),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "UKETSUKE_PASSPHRASE": PASSPHRASE,
        }

    def __call__(self, *words: str | Path) -> str:
        """Runs one command that must succeed; what it wrote."""
        done = subprocess.run(
            [*self._alone, self.program, "--store", self.store, *words],
            env=self.environment,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{words}: status {done.returncode}\n{done.stderr.decode()}")
        return done.stdout.decode()

    def json(self, *words: str | Path) -> Any:
        return json.loads(self("--json", *words))

    def window(self) -> None:
        """Opens the window and lets it live until its first page must be there."""
        opened = subprocess.Popen(
            [*self._alone, self.program, "--store", self.store], env=self.environment
        )
        try:
            opened.wait(FIRST_FRAME)
        except subprocess.TimeoutExpired:
            opened.terminate()
            opened.wait(PATIENCE)
            return
        raise SystemExit(f"The window ended by itself with status {opened.returncode}.")


def _can_unshare() -> bool:
    tried = subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True)  # noqa: S607
    return tried.returncode == 0


def steps(run: Installed) -> list[tuple[str, Callable[[], object]]]:
    """What an event asks of the program, in order."""
    home = run.home
    return [
        ("version", lambda: _is(VERSION in run("--version"))),
        ("demo", lambda: run("demo", "--no-window")),
        ("doctor", lambda: _is("fail" not in {c["state"] for c in run.json("doctor")})),
        ("find Latin", lambda: _is(run.json("find", "tanaka"))),
        ("find Japanese", lambda: _is(run.json("find", "田中"))),
        ("find kana", lambda: _is(run.json("find", "たなか"))),
        ("check in", lambda: run("checkin", "9", "--session", "entrance")),
        ("scan", lambda: _scan(run)),
        ("import UTF-8", lambda: run("import", _roster(home / "a.csv", "utf-8-sig"), "--dry-run")),
        ("import cp932", lambda: run("import", _roster(home / "b.csv", "cp932"), "--dry-run")),
        ("export CSV", lambda: run("export", "totals", "--format", "csv", "--out", home / "t.csv")),
        (
            "export XLSX",
            lambda: run("export", "totals", "--format", "xlsx", "--out", home / "t.xlsx"),
        ),
        ("export PDF", lambda: run("export", "totals", "--format", "pdf", "--out", home / "t.pdf")),
        ("badges", lambda: run("badges", "--number", "9", "--out", home / "badges.pdf")),
        ("verify", lambda: _is(run.json("verify")["intact"])),
        ("rebuild", lambda: run("rebuild")),
        ("backup", lambda: run("backup", home / "trial.uketsuke-backup")),
        ("check the backup", lambda: run("backup", "--check", home / "trial.uketsuke-backup")),
        ("restore", lambda: run("restore", home / "trial.uketsuke-backup")),
        ("stats", lambda: _is(run.json("stats"))),
        ("check this copy", lambda: run("check-copy", run.program.parent)),
        ("window", run.window),
    ]


def _is(true: object) -> None:
    if not true:
        raise SystemExit("not as it should be")


def _scan(run: Installed) -> None:
    found = run.json("find", "10")
    codes = [code["code"] for code in found[0].get("codes", ())]
    run("scan", codes[0] if codes else "10", "--session", "entrance")


def _roster(path: Path, encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([("氏名", "所属"), ("岡部 美良", "国会"), ("王 小明", "大学")])
    return path


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]).resolve()
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o700)  # noqa: PTH101
        run = Installed(folder, Path(place))
        every = steps(run)
        for number, (name, step) in enumerate(every, start=1):
            began = time.monotonic()
            step()
            print(f"{number:>2}/{len(every)} {name}: {time.monotonic() - began:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
