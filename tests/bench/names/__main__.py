"""Prints the search quality as tables, each with its ten worst; with `--missed` everybody not found.

Found are those among the first three; mistaken is a stranger for whom more than a guess is offered.
"""

from __future__ import annotations

import argparse
import sys

from tests.bench.names import namesakes, strangers
from tests.bench.names.asking import HEADING, line
from tests.bench.names.kinds import LANGUAGES, kinds, short

WORST = 10


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.names", description=__doc__)
    parser.add_argument("--missed", action="store_true")
    most = None if parser.parse_args(arguments).missed else WORST
    falls_short = recall(most) + long_lists() + precision(most)
    print("falls short:", falls_short or "nowhere")
    return 0


def recall(most: int | None) -> list[str]:
    print(HEADING)
    found = []
    for result, hold in kinds():
        print(line(result), flush=True)
        found.append((result, hold))
        for query in result.missed[:most]:
            print(f"    {query.text} | {query.about}")
    return short(found)


def long_lists() -> list[str]:
    found = list(namesakes.namesakes(LANGUAGES))
    for shared in found:
        print(namesakes.line(shared))
        for name, missing in shared.missed[:WORST]:
            print(f"    {name} | {missing} are missing")
    return [shared.kind for shared in found if shared.share < namesakes.ALL]


def precision(most: int | None) -> list[str]:
    print(strangers.HEADING)
    found = list(strangers.precision())
    for result in found:
        print(strangers.line(result))
        for name in result.mistaken[:most]:
            print(f"    {name.text} | {name.offered} | {name.match.value}")
    return [result.kind for result in found if result.share > strangers.MOST]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
