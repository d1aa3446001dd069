"""Prints the search quality as a table; with `--missed` also everybody not among the first three."""

from __future__ import annotations

import argparse
import sys

from tests.bench.names.asking import HEADING, line
from tests.bench.names.kinds import kinds, short


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.names", description=__doc__)
    parser.add_argument("--missed", action="store_true")
    asked = parser.parse_args(arguments)
    print(HEADING)
    found = []
    for result, hold in kinds():
        print(line(result), flush=True)
        found.append((result, hold))
        for query in result.missed if asked.missed else ():
            print(f"    {query.text} | {query.about}")
    print("falls short:", short(found) or "nowhere")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
