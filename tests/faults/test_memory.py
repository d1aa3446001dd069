"""Memory limit of a small laptop: unlocking and a morning's work fit into 512 megabytes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.factories import PASSPHRASE
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WORK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (512 * 1024 * 1024,) * 2)
from checkin import open_store
with open_store(sys.argv[1], sys.argv[2]) as station:
    for number in range(1, 13):
        station.desk.checkin(number, "entrance")
    station.desk.find("kanarienvogel")
    print(station.journal.verify().intact)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to such a limit")
def test_a_morning_fits_into_512_megabytes(folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", WORK, str(folder), PASSPHRASE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "True\n"
