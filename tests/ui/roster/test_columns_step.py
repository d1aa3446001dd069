"""The step of the columns: which sheet, which columns, what was chosen for an earlier list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.language import load
from checkin.roster import ALL_SHEETS, ReadingOptions
from tests.checkin.roster.roster_files import nobody, sheets, text_file
from ui.parts.theme import LIGHT
from ui.roster.columns_step import ColumnsStep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from checkin.station import Station

TWO = {
    "Canada": [["Name", "Organisation"], ["Mira Okabe", "Commons"]],
    "Lithuania": [["Name", "E-mail"], ["Jon Field", "jon@example.org"]],
}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with nobody(tmp_path) as opened:
        yield opened


@pytest.fixture
def step(qtbot: QtBot) -> ColumnsStep:
    made = ColumnsStep(load("en"), LIGHT)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_another_sheet_or_all_of_them_can_be_chosen(
    station: Station, step: ColumnsStep, tmp_path: Path, qtbot: QtBot
) -> None:
    path = text_file(tmp_path, sheets(TWO), "two.xlsx")
    step.show_preview("two.xlsx", station.roster.read(path))
    assert (step.sheet.chosen(), step.choice().sheet) == ("Canada", "")

    for sheet, people in (("Lithuania", ["Jon Field"]), (ALL_SHEETS, ["Mira Okabe", "Jon Field"])):
        with qtbot.waitSignal(step.sheet_changed) as told:
            qtbot.keyClick(step.sheet, Qt.Key.Key_Down)
        preview = station.roster.read(path, told.args[0])
        step.show_preview("two.xlsx", preview)
        assert [line.name for line in preview.lines] == people
        assert (step.sheet.chosen(), step.choice().sheet) == (sheet, sheet)


def test_a_text_file_has_no_sheets(station: Station, step: ColumnsStep, tmp_path: Path) -> None:
    step.show_preview("list.csv", station.roster.read(text_file(tmp_path, "Name\nMira Okabe\n")))

    assert not step.sheet.isVisible()
    assert not step.remembered.isVisible()


def test_joined_columns_are_shown_with_what_stands_in_them(
    station: Station, step: ColumnsStep, tmp_path: Path
) -> None:
    path = text_file(tmp_path, "姓,名,セイ,メイ\n岡部,美良,オカベ,ミラ\n")
    preview = station.roster.read(path)
    step.show_preview("list.csv", preview)

    assert step.fields["reading"].chosen() == "セイ + メイ"
    assert step.samples["reading"].text() == "オカベ ミラ"
    again = station.roster.read(path, step.choice())
    assert again.columns == preview.columns
    assert "セイ" not in step.rest.text()


def test_what_was_chosen_for_an_earlier_list_is_said(
    station: Station, step: ColumnsStep, tmp_path: Path
) -> None:
    path = text_file(tmp_path, "Wer,Woher\nMira Okabe,Uni\n")
    station.roster.read(path, ReadingOptions({"name": "Wer"})).apply(accept=True)
    step.show_preview("list.csv", station.roster.read(path))

    assert step.remembered.isVisible()
    assert step.fields["name"].chosen() == "Wer"
