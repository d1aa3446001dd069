"""Runs the program as a child process, as other programs would."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checkin.presence import calendar_of
from tests import factories
from tests.checkin.cli import warm
from tests.factories import HOUR, PASSPHRASE
from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN: Final = ROOT / "main.py"
# Timeout far beyond any command; it only ends a test that would hang.
PATIENCE: Final = 120


@dataclass(frozen=True)
class Ran:
    """Result of a command: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def outcome(self) -> tuple[int, str]:
        """Status and standard output; the latter must be empty after a failure."""
        return self.status, self.out


@dataclass(frozen=True)
class Program:
    """Runs commands on one store, with a home folder of its own and without a terminal."""

    home: Path
    store: Path | None = None
    passphrase: str | None = PASSPHRASE
    variables: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, *words: object) -> Ran:
        """Runs one command and waits for its end."""
        status, out, err = warm.run(self._words(*words), self.environment(), self.home, PATIENCE)
        return Ran(status, out.decode(), err.decode())

    def json(self, *words: object) -> Any:
        """The JSON of a command that succeeds and writes no other message."""
        ran = self(*words, "--json")
        assert (ran.err, ran.status) == ("", 0), ran
        return ran.json

    def command(self, *words: object) -> list[str]:
        """The command line, for a process that another tool starts, cold."""
        return [sys.executable, str(MAIN), *self._words(*words)]

    def _words(self, *words: object) -> list[str]:
        store = [] if self.store is None else ["--store", str(self.store)]
        return [*store, *map(str, words)]

    def environment(self) -> dict[str, str]:
        variables = {**at_home(self.home), **self.variables}
        if self.passphrase is not None:
            variables["UKETSUKE_PASSPHRASE"] = self.passphrase
        return variables

    def on(self, store: Path | None) -> Program:
        return replace(self, store=store)

    def with_passphrase(self, passphrase: str | None) -> Program:
        return replace(self, passphrase=passphrase)

    def given(self, **variables: str) -> Program:
        return replace(self, variables={**self.variables, **variables})


def at_home(home: Path) -> dict[str, str]:
    """The environment variables of a process with this empty home folder."""
    places = {name: str(home / name.lower()) for name in os.environ if name.startswith("XDG_")}
    variables = {**os.environ, **places, "HOME": str(home), "USERPROFILE": str(home)}
    if variables.pop("PYTHONDONTWRITEBYTECODE", None):
        # Compiling the libraries anew at every start would take longer than all the rest.
        variables["PYTHONPYCACHEPREFIX"] = str(Path(os.environ["HOME"]) / "bytecode")
    return variables


def earlier_today() -> int:
    """An hour ago, or the beginning of the event's day: a scan by a command now is no repeat of one then."""
    now = time.time_ns() // 1_000_000
    calendar = calendar_of(factories.event())
    return max(now - HOUR, calendar.starts(calendar.day(now)))
