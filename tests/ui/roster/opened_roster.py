"""Helpers: the roster page of a new event, with a file to read."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from checkin.station import Station
    from tests.ui.fake_file_choice import Answered
    from ui.roster import RosterPage
    from ui.roster.actions import Step

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL = Qt.KeyboardModifier.ControlModifier
HEAD = ("name", "organisation", "category", "email")
ALI = ("Ali Veli", "Press Club", "press", "ali@example.org")
MEI = ("Hsiao Mei-chin", "Yuan", "scholar", "mei@example.org")


@dataclass
class Opened:
    page: RosterPage
    files: Answered
    folder: Path
    station: Station

    def file(
        self, *rows: Sequence[str], head: Sequence[str] = HEAD, encoding: str = "utf-8"
    ) -> Path:
        """A CSV file with these rows, which the file dialog returns next."""
        path = self.folder / "list.csv"
        with path.open("w", newline="", encoding=encoding) as file:
            csv.writer(file).writerows([head, *rows])
        self.files.path = path
        return path


def press(
    qtbot: QtBot,
    page: RosterPage,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(QApplication.focusWidget() or page, key, modifier)


def step(here: Opened) -> Step:
    return here.page.step


def names(here: Opened) -> list[str]:
    return [delegate.display_name for delegate in here.station.roster.delegates()]
