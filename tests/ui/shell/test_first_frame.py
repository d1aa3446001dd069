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
# What `main.py` imports before the first frame.
LOADED = f"""
import json, sys
import checkin.cli.arguments, checkin.cli.context, ui.shell.app
print(json.dumps([name for name in {SLOW!r} if name in sys.modules]))
"""


def test_the_first_frame_needs_nothing_that_is_slow_to_import() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == []
