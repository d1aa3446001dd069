"""End-to-end: a layout is edited in a real window with the keyboard only, saved, and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pypdfium2
import pytest

from checkin.domain import Outcome
from checkin.paper.library import FOLDER, LAYOUTS, Library
from tests.checkin.paper_samples import picture, symbols_in
from tests.journeys import screen
from tests.journeys.test_window import UNKNOWN, Morning, morning

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["morning"]  # a fixture

ELEMENTS: Final = 10  # of the default badge; the QR code is the last
DPI: Final = 200
UP_MM: Final = 10


def test_a_layout_is_changed_kept_and_printed_on_by_keys_alone(
    morning: Morning, tmp_path: Path
) -> None:
    morning.unlock()
    # The desk is ready when it responds.
    assert morning.scan(UNKNOWN).outcome is Outcome.UNKNOWN
    window, layouts = morning.window, Library(morning.reader.folder / FOLDER)
    before = (LAYOUTS / "badge-91x55.toml").read_bytes()
    window.press("Escape", "ctrl+6")
    window.until_still()  # Paper looks through all badges first
    window.press("alt+d")
    window.until_still()
    window.press(*["Tab"] * ELEMENTS, "shift+Up", "shift+Up")
    window.press("ctrl+s", "ctrl+a")
    window.type("ours")
    window.press("Return")
    screen.wait_until(lambda: "ours" in layouts.own(), "the copy is kept")
    moved = layouts.get("ours").element("symbol")
    usual = layouts.get("badge-91x55").element("symbol")
    assert moved is not None
    assert usual is not None
    assert moved.box.top == usual.box.top - UP_MM
    pdf = printed(morning, tmp_path / "badges.pdf")
    top = top_of_the_symbol(pdf)
    # The quiet zone and the finder patterns are inside the box; a tenth of a millimetre is a dot.
    assert top == pytest.approx(moved.box.top, abs=1)
    assert (LAYOUTS / "badge-91x55.toml").read_bytes() == before


def printed(morning: Morning, path: Path) -> bytes:
    """Back on the page Paper, which prints with the new layout now."""
    window, home = morning.window, morning.reader.folder.parent / "home"
    window.press("Escape", "Escape")
    screen.wait_until(
        lambda: any('"ours"' in path.read_text() for path in home.rglob("settings.json")),
        "Paper prints with the new layout",
    )
    window.press("ctrl+s")
    window.focus("Save as PDF")
    window.press("ctrl+a")
    window.type(str(path))
    window.press("Return")
    screen.wait_until(path.exists, "the badges are written")
    pdf = path.read_bytes()
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    assert count > 100
    return pdf


def top_of_the_symbol(pdf: bytes) -> float:
    """The top of the QR code of the first badge, in millimetres."""
    (found,) = symbols_in(picture(pdf, DPI))
    place = found.position
    return float(min(place.top_left.y, place.top_right.y)) * 25.4 / DPI
