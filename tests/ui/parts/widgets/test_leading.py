"""Line spacing (leading) of Uyghur text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.parts.theme import base_font
from ui.parts.widgets import leading, text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WORDS = "كودنى سىكاننېرلاڭ ياكى ئىسىمنىڭ بىر نەچچە ھەرىپىنى يېزىڭ."


def test_lines_are_closer_than_the_font_would_have_them(qtbot: QtBot) -> None:
    font = base_font()
    font.setPixelSize(20)
    assert leading.pitch(font) < leading.natural_height(WORDS, font)
    label = text(WORDS).wrapped()
    label.setFont(font)
    qtbot.addWidget(label)
    lines = leading.height(WORDS, font, 200) // leading.pitch(font)
    assert lines > 1
    assert label.heightForWidth(200) == lines * leading.pitch(font)


def test_a_label_of_one_line_takes_no_more_than_a_line(qtbot: QtBot) -> None:
    label = text("خۇش كەپسىز")
    qtbot.addWidget(label)
    assert label.sizeHint().height() == leading.pitch(label.font())


def test_other_scripts_are_left_as_they_are(qtbot: QtBot) -> None:
    label = text("受付 Welcome").wrapped()
    qtbot.addWidget(label)
    assert not leading.is_loose(label.text())
    assert label.heightForWidth(400) >= label.fontMetrics().height()
