"""Line spacing (leading) of Uyghur text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ui.parts.theme import base_font
from ui.parts.widgets import Centred, leading, text

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from ui.parts.widgets import Text

RIGHT_TO_LEFT_MARK, LEFT_TO_RIGHT_MARK = "\u200f", "\u200e"
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


def drawn(label: Text, qtbot: QtBot) -> QImage:
    qtbot.addWidget(label)
    label.resize(300, 120)
    return label.grab().toImage()


@pytest.mark.parametrize("kind", [text, Centred])
@pytest.mark.parametrize("words", ["كودىڭىزنى تۇتۇڭ.", WORDS, "سائەت 10:15 دا، Room 201 دا."])
def test_the_full_stop_stands_where_the_sentence_ends_whatever_the_window(
    words: str, kind: type[Text], qtbot: QtBot
) -> None:
    """The application runs from the left here, as when self-check-in was opened from English."""
    plain = drawn(kind(words).wrapped(), qtbot)
    from_the_right = f"{RIGHT_TO_LEFT_MARK}{words}{RIGHT_TO_LEFT_MARK}"
    from_the_left = f"{LEFT_TO_RIGHT_MARK}{words}{LEFT_TO_RIGHT_MARK}"
    assert plain == drawn(kind(from_the_right).wrapped(), qtbot)
    assert plain != drawn(kind(from_the_left).wrapped(), qtbot)


@pytest.mark.parametrize("wraps", [True, False])
def test_a_latin_sentence_in_a_window_from_the_right_ends_at_the_right(
    wraps: bool, qtbot: QtBot
) -> None:
    def label(words: str) -> Text:
        made = text(words).wrapped() if wraps else text(words)
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        return made

    words = "Institute of Peace, Inc."
    marked = f"{LEFT_TO_RIGHT_MARK}{words}{LEFT_TO_RIGHT_MARK}"
    assert drawn(label(words), qtbot) == drawn(label(marked), qtbot)
