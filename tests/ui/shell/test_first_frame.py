"""Start-up imports: the first frame of the window waits for no database, no cryptography and no paper."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.paths import ROOT

SLOW = (
    "sqlalchemy",
    "sqlcipher3",
    "cryptography",
    "reportlab",
    "uharfbuzz",
    "PIL",
    "checkin.bootstrap",
    "checkin.badges",
    "checkin.names",
    "PySide6.QtMultimedia",
    "PySide6.QtPrintSupport",
)
NOT_FOR_SCANS = (
    "checkin.closing",
    "checkin.joining",
    "checkin.names.latin",
    "checkin.overview",
    "checkin.programme",
    "checkin.remote",
    "checkin.reports",
    "checkin.roster",
)


def test_the_first_frame_needs_nothing_that_is_slow_to_import() -> None:
    before_it = "checkin.cli.arguments, checkin.cli.context, ui.shell.app"  # by `main.py`
    assert loaded_with(before_it, SLOW) == []


def test_a_desk_that_is_ready_has_loaded_nothing_that_no_scan_needs() -> None:
    assert loaded_with("checkin.bootstrap", NOT_FOR_SCANS) == []


def loaded_with(imports: str, names: tuple[str, ...]) -> list[str]:
    """Which of the modules a process has loaded that imports these."""
    program = f"""
import json, sys
import {imports}
print(json.dumps([name for name in {names!r} if name in sys.modules]))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(ran.stdout)
    return found
