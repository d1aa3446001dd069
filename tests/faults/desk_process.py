"""A process that has everything imported and forks desks for the test to kill.

Each line on standard input is one desk: a fork of this process that opens the store, works without pause
and prints what was acknowledged, after the core has returned. Importing the program two hundred times
would take minutes; what is killed is a real process in a real commit.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from checkin.roster import Worksheet
from tests import store_copies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkin.station import Station

ROWS = 40
SETTINGS = "settings"  # beside the store


def main() -> None:
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(json.loads(line))
        os.waitpid(child, 0)
        say("ended")


def work(order: dict[str, Any]) -> NoReturn:
    """Works until it is killed."""
    try:
        say(f"started {os.getpid()}")
        station = store_copies.opened(Path(order["folder"]), key=bytes.fromhex(order["key"]))
        for acknowledged in WORK[order["work"]](station, order["run"]):
            say(f"done {acknowledged}")
    finally:
        os._exit(1)


def scanning(station: Station, run: int) -> Iterator[str]:
    for count in range(10_000):
        number = count % 12 + 1
        if count % 3:
            yield station.desk.scan(f"unknown {run} {count}", "entrance").entry
        else:
            yield station.desk.scan(store_copies.invitation_of(station, number), "exhibition").entry


def noting(station: Station, run: int) -> Iterator[str]:
    """Notes the last entries after every third scan; acknowledges scans only."""
    station.remember_in(station.folder.parent / SETTINGS)
    for count, entry in enumerate(scanning(station, run)):
        if count % 3 == 0:
            station.notes.write()
        yield entry


def importing(station: Station, run: int) -> Iterator[str]:
    for count in range(10_000):
        organisation = f"Import {run} {count}"
        rows = [[f"Person {row} of {run} {count}", organisation] for row in range(ROWS)]
        preview = station.roster.preview(Worksheet([["name", "organisation"], *rows]))
        preview.apply(accept=True)
        yield organisation


def saving(station: Station, run: int) -> Iterator[str]:
    for count in range(10_000):
        station.desk.scan(f"unknown {run} {count}", "entrance")
        yield station.backup_dated().name


def rebuilding(station: Station, run: int) -> Iterator[str]:
    for _ in range(10_000):
        yield str(station.journal.rebuild())


WORK: dict[str, Callable[[Station, int], Iterator[str]]] = {
    "scanning": scanning,
    "noting": noting,
    "importing": importing,
    "saving": saving,
    "rebuilding": rebuilding,
}


def say(what: str) -> None:
    os.write(1, f"{what}\n".encode())


if __name__ == "__main__":
    main()
