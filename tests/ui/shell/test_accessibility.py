"""Accessibility of every page in every language: screen reader, keyboard, touch, wheel, clipped text."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from checkin.language import LANGUAGES
from tests.paths import ROOT
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from pathlib import Path

# Uyghur has the longest texts and is mirrored. The other languages are looked at by soak.
LOOKED_AT: Final = LANGUAGES if THOROUGH else ("ug",)


@pytest.mark.soak
@pytest.mark.parametrize("language", LOOKED_AT)
def test_every_page_is_heard_reached_by_keys_touched_and_read_whole(
    language: str, tmp_path: Path
) -> None:
    """Screen reader names and states; keyboard access to everything; touch targets of 44 px; no clipped text."""
    looked = subprocess.run(
        [sys.executable, "-m", "tests.ui.every_page", language, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert looked.returncode == 0, looked.stderr
    assert json.loads(looked.stdout) == []
