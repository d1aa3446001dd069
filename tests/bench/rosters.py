"""Import benchmark: from a file to delegates with codes, all checks and the child process included."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from checkin import demo
from tests.bench.figures import seconds, single
from tests.bench.stores import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.roster import Roster
    from tests.bench.context import Workshop
    from tests.bench.figures import Figure

HOLD: Final = {2_000: 0.4, 10_000: None, 20_000: 4.0}


def imports(workshop: Workshop) -> Iterator[Figure]:
    for rows, hold in HOLD.items():
        file = as_csv(workshop.home / f"{rows}.csv", rows)
        with workshop.stores.opened(0) as room:
            say(f"importing {rows:,} rows")
            took, _ = seconds(whole, room.station.roster, file, rows)
            yield single("import", "s", took, hold, rows=rows)


def as_csv(path: Path, count: int) -> Path:
    rows = demo.make_up(count, seed=1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def whole(roster: Roster, file: Path, rows: int) -> None:
    applied = roster.read(file).apply(accept=True)
    assert applied.added + applied.refused == rows, applied
