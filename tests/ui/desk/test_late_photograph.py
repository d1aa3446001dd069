"""The photograph on the card: a moment after the verdict, and only of who is still on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from tests.ui.input_driver import wait_for
from ui.desk.late_photograph import AFTER_MS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.demo_store import World
    from ui.desk.page import DeskPage

GUEST, OTHER = 42, 12


def photographed(desk: World, tmp_path: Path) -> None:
    folder = tmp_path / "photographs"
    folder.mkdir()
    picture = QImage(120, 160, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    picture.save(str(folder / f"{OTHER}.png"))
    desk.station.photos.import_from(folder)


def test_it_comes_after_the_verdict(desk: World, page: DeskPage, tmp_path: Path) -> None:
    photographed(desk, tmp_path)
    page.scan(desk.code(OTHER))
    assert page.card.headline.text() == "Welcome"
    assert page.card.face.photo == b""
    wait_for(AFTER_MS)
    assert page.card.face.photo != b""
    assert page.card.headline.text() == "Welcome"


def test_that_of_somebody_before_is_not_shown(desk: World, page: DeskPage, tmp_path: Path) -> None:
    photographed(desk, tmp_path)
    page.scan(desk.code(OTHER))
    page.scan(desk.code(9))
    wait_for(AFTER_MS)
    assert page.card.face.photo == b""
