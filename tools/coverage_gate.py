"""Coverage gate: full branch coverage of the critical modules, by their own tests.

An average over everything says little; these modules decide who is admitted, and in which order events
happened, so each must be covered completely. The coverage of all tests together is measured by
`make coverage`, which makes them slower by half.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
# A module or a package, as a path without its suffix, and its own tests.
PERFECT = {
    "checkin/rules": (
        "test_rules",
        "test_rules_invitees",
        "test_rules_of_several_desks",
        "test_presence",
        "test_conditions",
    ),
    "checkin/presence": ("test_presence", "test_presence_of_things"),
    "checkin/codes": ("test_codes",),
    "checkin/keyboards": ("keyboards/test_keyboards", "keyboards/test_trial"),
    "checkin/domain": (
        "domain/test_domain",
        "domain/test_enums",
        "domain/test_fields",
        "test_conditions",
    ),
    "checkin/journal/clock": ("journal/test_clock",),
}


class Measured(NamedTuple):
    file: str
    lines: list[int]
    branches: list[list[int]]


def main(arguments: Sequence[str] = ()) -> int:
    """Runs the tests of the critical modules; with `--others`, prints what makes pytest run all others."""
    if "--others" in arguments:
        print(*(f"--ignore={file}" for file in own_tests()))
        return 0
    with tempfile.TemporaryDirectory() as place:
        written = Path(place) / "coverage.json"
        status = run(own_tests(), written)
        if status:
            return status
        report = json.loads(written.read_text(encoding="utf-8"))
    flaws = [flaw for name in PERFECT for flaw in flaws_of(name, measured(report))]
    for flaw in flaws:
        print(flaw, file=sys.stderr)
    if not flaws:
        print(f"Every branch is tested of {', '.join(PERFECT)}")
    return 1 if flaws else 0


def own_tests() -> list[str]:
    """The files of tests that alone have to reach every branch, each once."""
    names = dict.fromkeys(test for tests in PERFECT.values() for test in tests)
    return [Path("tests", "checkin", f"{name}.py").as_posix() for name in names]


def run(files: Sequence[str], written: Path) -> int:
    """Runs tests and writes down which lines and branches of the core they cover."""
    counting = ("--cov=checkin", "--cov-fail-under=0", f"--cov-report=json:{written}")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *counting, *files]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


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
