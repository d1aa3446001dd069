"""Tables: their headings are read in full, whenever the table was filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.settings import Settings
from ui.parts.tables import TableModel, fit_columns, table_view
from ui.parts.theme import dress
from ui.shell.appearance import theme_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HEADINGS = (
    ("Where", "Number", "Native name", "Organisation", "Since"),
    ("場所", "番号", "母語の氏名", "所属", "時刻"),
    ("ئورنى", "نومۇرى", "ئانا تىلدىكى ئىسمى", "ئورگان", "ۋاقتى"),
    ("地點", "編號", "母語姓名", "單位", "時間"),
)


@pytest.mark.parametrize("headings", HEADINGS)
def test_no_heading_of_a_table_is_cut_that_was_filled_before_it_was_shown(
    qtbot: QtBot, headings: tuple[str, ...]
) -> None:
    model = TableModel()
    view = table_view("List", model)
    model.show(headings, ())
    fit_columns(view)
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(view)
    window.resize(1000, 300)
    dress(window, theme_of(Settings()))
    with qtbot.waitExposed(window):
        window.show()
    across = view.horizontalHeader()
    for column in range(len(headings)):
        needed = across.sectionSizeFromContents(column).width()
        assert across.sectionSize(column) >= needed, headings[column]
    # The last one takes what is left.
    assert across.length() == view.viewport().width()
