"""The photograph on the card: a moment after the verdict, and only of who is still on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from checkin.settings import Printing, Settings
from tests.ui.input_driver import wait_for
from ui.desk.late_additions import AFTER_MS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from tests.ui.recorded_shell import LooseSettings
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


def test_it_stays_when_the_badge_is_handed_over(
    desk: World, page: DeskPage, hands: Hands, chosen: LooseSettings, tmp_path: Path
) -> None:
    photographed(desk, tmp_path)
    chosen.change(Settings(printing=Printing.BEFOREHAND))
    page.scan(desk.code(OTHER))
    wait_for(AFTER_MS)
    assert page.card.hint.words() == "Hand over badge 012."
    hands.press(Qt.Key.Key_F6)
    assert page.card.hint.words() == "Badge 012 is handed over."
    assert page.card.face.photo != b""
