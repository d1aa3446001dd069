"""Start-up time: from the start of the process to the first window, and to the first possible scan."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.bench.figures import Figure, single
from tests.bench.stores import PASSPHRASE, say
from tests.checkin.cli.program import at_home
from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.context import Workshop

SIZE: Final = 20_000
WARM: Final = 5
COLD: Final = 3
PATIENCE_S: Final = 120
MS: Final = 1_000_000
DROP: Final = Path("/proc/sys/vm/drop_caches")
FIRST: Final = "start to first painted window"
READY: Final = "start to ready to scan"


def start(workshop: Workshop) -> Iterator[Figure]:
    """Runs the program itself, measured from within; the passphrase is passed on the command line."""
    folder = workshop.stores.copied(SIZE)
    home = workshop.home / "home-of-the-window"
    home.mkdir()
    say(f"starting the window on {SIZE:,} delegates")
    run(folder, home)  # fills Python's bytecode cache
    warm = [run(folder, home) for _ in range(WARM)]
    yield middle(FIRST, warm, "first", 300, cache="warm")
    yield middle(READY, warm, "ready", 700, cache="warm", delegates=SIZE)
    yield middle("start to search ready", warm, "settled", None, cache="warm", delegates=SIZE)
    if drop_caches():
        cold = [run(folder, home, before=drop_caches) for _ in range(COLD)]
        yield middle(FIRST, cold, "first", 600, cache="cold")
        yield middle(READY, cold, "ready", 1_000, cache="cold", delegates=SIZE)
    memory = statistics.median(run_times["resident"] for run_times in warm) / 1024**2
    yield single("memory of the idle window", "MiB", memory, 200, delegates=SIZE)


def middle(
    name: str, runs: list[dict[str, int]], key: str, hold: float | None, **facts: object
) -> Figure:
    """The median of some starts, beside the slowest."""
    took = sorted((run[key] - run["began"]) / MS for run in runs)
    slowest = round(took[-1])
    return single(name, "ms", statistics.median(took), hold, slowest=slowest, **facts)


def run(folder: Path, home: Path, before: Callable[[], object] = lambda: None) -> dict[str, int]:
    """One start; returns times of its milestones, on a clock shared by all processes."""
    variables: dict[str, Any] = {
        **at_home(home),
        "QT_QPA_PLATFORM": "offscreen",
        "UKETSUKE_PASSPHRASE": PASSPHRASE,
    }
    command = [sys.executable, "-m", "tests.bench.first_frames", "--store", str(folder)]
    before()
    began = time.monotonic_ns()
    ended = subprocess.run(
        command, check=True, capture_output=True, cwd=ROOT, env=variables, timeout=PATIENCE_S
    )
    return {"began": began, **json.loads(ended.stdout)}


def drop_caches() -> bool:
    """Drops the disk caches if permitted; returns whether it did."""
    try:
        os.sync()
        DROP.write_text("3", encoding="ascii")
    except (OSError, AttributeError):
        return False
    return True
