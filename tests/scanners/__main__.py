"""The full scanner test as one JSON value: a thousand codes for each layout and input method."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from tests.scanners.input_methods import Method
from tests.scanners.screen import Screen, missing
from tests.scanners.typing_run import LAYOUTS, compose_codes, type_codes, window

if TYPE_CHECKING:
    from tests.scanners.typing_run import Count


def main(arguments: list[str]) -> int:
    asked = parse(arguments)
    if lacking := missing():
        print(f"This needs {', '.join(lacking)}.", file=sys.stderr)
        return 2
    counts = []
    for layout in filter(None, asked.layouts.split(",")):
        began = time.monotonic()
        with Screen() as screen, window(screen) as subject:
            counts.append(type_codes(screen, subject, layout, asked.codes))
        tell(counts[-1], time.monotonic() - began)
    for method in Method if asked.methods else ():
        began = time.monotonic()
        with Screen() as screen, window(screen) as subject:
            counts.append(compose_codes(subject, method, asked.codes))
        tell(counts[-1], time.monotonic() - began)
    print(json.dumps([asdict(count) for count in counts], ensure_ascii=False, indent=1))
    return 0 if all(count.clean for count in counts) else 1


def tell(count: Count, seconds: float) -> None:
    words = f"{count.way}: {count.right} of {count.sent} right, {len(count.pressed)} presses"
    pace = f"{count.stumbled} bursts typed anew, {seconds:.0f} s"
    odd = (*count.wrong, *count.pressed, *count.written)
    print(f"{words}, {pace}", *odd, sep="\n  ", file=sys.stderr, flush=True)


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.scanners", description=__doc__)
    parser.add_argument("--codes", type=int, default=1_000)
    parser.add_argument("--layouts", default=",".join(LAYOUTS))
    parser.add_argument("--no-methods", dest="methods", action="store_false")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
