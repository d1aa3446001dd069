"""This program in Station: its fingerprint, and another copy that is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin import VERSION
from checkin.release import own_copy
from tests.checkin.release.test_copies import installed
from ui.station.program_card import FoundSheet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.station.station_page import Make, Opened


@pytest.fixture
def opened(station_page: Make) -> Opened:
    return station_page()


def test_version_and_fingerprint_stand_there(opened: Opened) -> None:
    said = opened.page.program.line.said.text()
    assert VERSION in said
    assert own_copy.look().fingerprint in said
    assert opened.page.program.line.warning.isHidden()


def test_another_copy_is_checked_and_what_is_known_of_it_said(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    copy = installed(tmp_path / "the other")
    (copy / "uketsuke").write_bytes(b"another program")
    opened.files.path = copy
    qtbot.mouseClick(opened.page.program.folder, Qt.MouseButton.LeftButton)
    sheet = opened.page.sheet
    assert isinstance(sheet, FoundSheet)
    assert "Do not use this copy" in sheet.said[0].text()
    assert "uketsuke" in sheet.said[0].text()


def test_what_is_no_copy_is_a_sentence(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    opened.files.path = tmp_path
    qtbot.mouseClick(opened.page.program.folder, Qt.MouseButton.LeftButton)
    assert opened.page.sheet is None
    assert "no copy of Uketsuke" in opened.page.banner.words()
