"""Photographs from a folder, chosen on the roster page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from tests.ui.fake_file_choice import Answered
from ui.roster import RosterPage, RosterParts

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.parts.page import PageEnvironment


def test_a_folder_is_chosen_and_what_became_of_its_pictures_is_said(
    desk: World, around: PageEnvironment, qtbot: QtBot, tmp_path: Path
) -> None:
    station = desk.station
    Image.new("RGB", (90, 120), "navy").save(tmp_path / "42.jpg")
    Image.new("RGB", (90, 120), "navy").save(tmp_path / "9999.png")
    files = Answered(tmp_path)
    parts = RosterParts(station.roster, station.photos, station.remote, station.desk.event, files)
    page = RosterPage(parts, around)
    qtbot.addWidget(page)
    page.show()
    page.come()
    page.start.photographs.click()
    qtbot.waitUntil(page.start.photographs.isEnabled)
    said = page.banner.words()
    assert "1 photograph is new." in said
    assert "Nobody answers to 9999.png." in said
    assert station.desk.look_up.photograph(f"{42:032x}")
