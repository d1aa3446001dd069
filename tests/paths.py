"""Paths of the checkout and of the optional sample data beside it."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED_DATA: Final = ROOT.parent / "shared" / "data"
