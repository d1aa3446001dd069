"""Runs the benchmarks, prints JSON. `--only scan,search` selects, `--minute` scans for a minute.

`--many 20000` takes in fewer entries than a hundred thousand, to try it; `--hub-rows 3000000` fills a hub with 2,000 events.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.bench import (
    bundles,
    cameras,
    core,
    desks,
    hubs,
    papers,
    pressure,
    rosters,
    starting,
    window,
)
from tests.bench.context import HUB_ROWS, MANY, Workshop
from tests.bench.machine import limits
from tests.bench.names import names
from tests.bench.stores import Stores, say
from tests.conftest import move_into

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.bench.figures import Figure

TOPICS: Final[Mapping[str, Callable[[Workshop], Iterator[Figure]]]] = {
    "scan": core.scan,
    "verdict": window.verdict,
    "search": core.search,
    "results": window.results,
    "names": names,
    "badges": papers.badges,
    "import": rosters.imports,
    "lists": papers.lists,
    "start": starting.start,
    "sustained": core.sustained,
    "rebuild": core.rebuild,
    "camera": cameras.camera,
    "bundles": bundles.bundles,
    "desks": desks.desks,
    "hub": hubs.hub,
    "pressure": pressure.pressure,
}
WHILE_S: Final = 10.0
MINUTE_S: Final = 60.0


def main(arguments: list[str]) -> int:
    asked = parse(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="uketsuke-bench-") as folder:
        home = Path(folder)
        own = home / "home"
        own.mkdir()
        move_into(own)
        while_s = MINUTE_S if asked.minute else WHILE_S
        workshop = Workshop(home, Stores(home), while_s, asked.many, asked.hub_rows)
        machine = limits(home)
        figures = [figure for name in asked.only for figure in measured(name, workshop)]
    short = [f"{figure.name} {dict(figure.facts)}" for figure in figures if figure.holds is False]
    value = {"machine": machine, "figures": [figure.as_json() for figure in figures]}
    print(json.dumps({**value, "falls_short": short}, ensure_ascii=False, indent=1))
    return 0


def measured(name: str, workshop: Workshop) -> Iterator[Figure]:
    for figure in TOPICS[name](workshop):
        say(f"    {json.dumps(figure.as_json(), ensure_ascii=False)}")
        yield figure


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", type=topics, default=list(TOPICS), metavar="TOPIC,…")
    parser.add_argument("--minute", action="store_true")
    parser.add_argument("--many", type=int, default=MANY, metavar="ENTRIES")
    parser.add_argument("--hub-rows", type=int, default=HUB_ROWS, metavar="ROWS")
    return parser.parse_args(arguments)


def topics(text: str) -> list[str]:
    chosen = text.split(",")
    odd = set(chosen) - set(TOPICS)
    if odd:
        raise argparse.ArgumentTypeError(f"{', '.join(odd)}: there is {', '.join(TOPICS)}")
    return chosen


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
