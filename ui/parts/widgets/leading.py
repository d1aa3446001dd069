"""Line spacing (leading) of text in the Arabic script, closer than the font's default.

The font leaves room for marks that Uyghur does not write: twice the height of its letters. A paragraph would
fall apart, and in a low window the verdict would not fit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QTextLayout, QTextOption

from checkin.scripts import ARABIC

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

# Called for every label at every layout, so it must be cheap.
_ARABIC: Final = re.compile(f"[{ARABIC}]")
PITCH: Final = 1.6  # line height, in font sizes
BASE: Final = 1.1  # from the top of a line to its baseline, in font sizes


def is_loose(words: str) -> bool:
    """Whether the font's default line spacing is too large for this text."""
    return _ARABIC.search(words) is not None


def pitch(font: QFont) -> int:
    """The line height in pixels."""
    return round(font.pixelSize() * PITCH)


def height(words: str, font: QFont, width: int) -> int:
    """The height of the text wrapped to that width."""
    return _laid_out(words, font, width, Qt.AlignmentFlag.AlignLeft).lineCount() * pitch(font)


def natural_height(words: str, font: QFont) -> int:
    """The height of one line with the font's default spacing."""
    # The layout owns its lines: it must stay alive while they are used.
    layout = _laid_out(words, font, 1 << 20, Qt.AlignmentFlag.AlignLeft)
    return round(layout.lineAt(0).height())


def draw(painter: QPainter, words: str, font: QFont, place: QRect, side: Qt.AlignmentFlag) -> None:
    """Draws the text vertically centred in the place, aligned to `side`."""
    layout = _laid_out(words, font, place.width(), side)
    top = place.top() + (place.height() - layout.lineCount() * pitch(font)) / 2
    layout.draw(painter, QPointF(place.left(), top))


def _laid_out(words: str, font: QFont, width: int, side: Qt.AlignmentFlag) -> QTextLayout:
    layout = QTextLayout(words.replace("\n", "\u2028"), font)
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    # By the text itself, or Qt takes the application's: self-check-in in Uyghur, opened from an English
    # window, would put the full stop at the wrong end.
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        at = (layout.lineCount() - 1) * pitch(font) + BASE * font.pixelSize()
        line.setPosition(QPointF(0, at - line.ascent()))
    layout.endLayout()
    return layout
