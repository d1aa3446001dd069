"""Some modules are promised perfect: every branch of them is run by a test.

One average over everything says little; these decide who comes in, and in which order things
happened, so for these the promise is kept module by module.
"""

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

# A module or a package, as a path without its suffix.
PERFECT = (
    "checkin/rules",
    "checkin/codes",
    "checkin/keyboards",
    "checkin/domain",
    "checkin/journal/clock",
)


class Measured(NamedTuple):
    file: str
    lines: list[int]
    branches: list[list[int]]


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m tools.coverage_gate COVERAGE.json", file=sys.stderr)
        return 2
    report = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    flaws = [flaw for name in PERFECT for flaw in flaws_of(name, measured(report))]
    for flaw in flaws:
        print(flaw, file=sys.stderr)
    if not flaws:
        print(f"Every branch is tested of {', '.join(PERFECT)}")
    return 1 if flaws else 0


def measured(report: dict[str, Any]) -> list[Measured]:
    return [
        Measured(
            Path(file).as_posix(),
            facts["missing_lines"],
            facts["missing_branches"],
        )
        for file, facts in report["files"].items()
    ]


def flaws_of(name: str, files: list[Measured]) -> list[str]:
    parts = [
        part for part in files if part.file == f"{name}.py" or part.file.startswith(f"{name}/")
    ]
    if not parts:
        return [f"{name} is promised to be fully tested, but no such module was measured"]
    return [
        f"{part.file} is promised to be fully tested; untested lines: {part.lines}, "
        f"branches: {part.branches}"
        for part in parts
        if part.lines or part.branches
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
