"""Labels: plain text only, at the leading edge, in the direction of its own script; eliding, fitting.

Names are untrusted input. A QLabel that guesses the format would load an image that a name refers to, so
every label here is set to plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.parts import icons
from ui.parts.theme import base_font
from ui.parts.tooltips import tooltip
from ui.parts.widgets import leading

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QPixmap, QResizeEvent

    from checkin.wording import Tone

# Fraction of the full size, and the number of lines allowed.
SHRINKING: Final = ((1.0, 1), (0.85, 1), (0.72, 1), (0.62, 1), (0.62, 2), (0.5, 2), (0.42, 2))


class Text(QLabel):
    """A label. An Arabic name in an English window still begins where the other lines begin."""

    def __init__(self, words: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self._vertical = Qt.AlignmentFlag.AlignVCenter
        self.setText(words)
        self._align()

    def wrapped(self) -> Text:
        """Enables word wrap."""
        self.setWordWrap(True)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        return self

    def set_tone(self, tone: Tone | None) -> None:
        restyle(self, "tone", tone.value if tone else "")

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        if not (self.wordWrap() and leading.is_loose(self.text())):
            return super().heightForWidth(width)
        air = self.contentsMargins()
        room = width - air.left() - air.right()
        return leading.height(self.text(), self.font(), room) + air.top() + air.bottom()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.wordWrap():
            return QSize(hint.width(), self.heightForWidth(hint.width()))
        return self._closer(hint)

    def minimumSizeHint(self) -> QSize:
        return self._closer(super().minimumSizeHint())

    def _closer(self, one_line: QSize) -> QSize:
        """The size without the line spacing that the letters do not use."""
        words, font = self.text(), self.font()
        if not leading.is_loose(words):
            return one_line
        spare = leading.natural_height(words, font) - leading.pitch(font)
        return QSize(one_line.width(), one_line.height() - max(spare, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self.wordWrap() and leading.is_loose(self.text())):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        leading.draw(painter, self.text(), self.font(), self.contentsRect(), side)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | self._vertical)


class Centred(Text):
    """Centred, whatever its direction."""

    def _align(self) -> None:
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)


def text(words: str, role: str = "") -> Text:
    """A label; `role` is one of the stylesheet's: title, strong, large, hint, row, quiet, heading, small …"""
    return Text(words, role)


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Sets a property that the stylesheet selects on, and re-applies the style."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Elided(Text):
    """One line, elided with "…" where it is too long; the tooltip has the full text."""

    def __init__(self, words: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(tooltip("" if shown == self.text() else self.text()))
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), self.alignment(), shown)
        painter.end()


class Fitted(Text):
    """A name that is never clipped: shrinks to fit, at last two lines and "…"."""

    def __init__(self, pixels: int, weight: QFont.Weight, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._pixels = pixels
        self._weight = weight
        self._lines: list[str] = []
        self._font = base_font()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_name(self, words: str) -> None:
        self.setText(words)
        self._settle()

    def set_pixels(self, pixels: int) -> None:
        if pixels != self._pixels:
            self._pixels = pixels
            self._settle()

    @property
    def lines(self) -> tuple[str, ...]:
        """The text as shown, line by line."""
        return tuple(self._lines)

    @property
    def pixels(self) -> int:
        """The font size in use, in pixels."""
        return self._font.pixelSize()

    def sizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        font = base_font()
        font.setWeight(self._weight)
        for part, most in SHRINKING:
            font.setPixelSize(round(self._pixels * part))
            self._lines = broken(self.text(), font, self.width())
            if len(self._lines) <= most:
                break
        metrics = QFontMetrics(font)
        if len(self._lines) > 2:
            rest = self.text()[len(self._lines[0]) :].lstrip()
            cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
            self._lines = [self._lines[0], cut]
        self._font = font
        self.setToolTip(tooltip(self.text() if font.pixelSize() < self._pixels // 2 else ""))
        self.setFixedHeight(metrics.lineSpacing() * len(self._lines))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(self._font)
        painter.setPen(self.palette().windowText().color())
        high = painter.fontMetrics().lineSpacing()
        for number, line in enumerate(self._lines):
            painter.drawText(QRect(0, number * high, self.width(), high), self.alignment(), line)
        painter.end()


def broken(words: str, font: QFont, width: int) -> list[str]:
    """Wraps the text into lines that fit the width; none for no text. A word longer than a line is cut."""
    if QFontMetrics(font).horizontalAdvance(words) < width:
        return [words] if words else []  # nearly every name; a text layout is ten times slower
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while words and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        # Qt counts UTF-16 units; letters beyond them (rare kanji) count twice.
        units = words.encode("utf-16-le", "replace")
        begin, end = line.textStart(), line.textStart() + line.textLength()
        lines.append(units[2 * begin : 2 * end].decode("utf-16-le", "replace").strip())
        if len(lines) > 2:
            break
    layout.endLayout()
    return lines


class IconLabel(QWidget):
    """An icon in a colour of the theme."""

    def __init__(self, name: str, colour: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._colour, self._size = name, colour, size
        self.setFixedSize(size, size)

    def show_icon(self, name: str, colour: str) -> None:
        self._name, self._colour = name, colour
        self.update()

    def set_size(self, size: int) -> None:
        self._size = size
        self.setFixedSize(size, size)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._name:
            painter = QPainter(self)
            painter.drawPixmap(0, 0, drawn_for(self, self._name, self._colour, self._size))
            painter.end()


def drawn_for(widget: QWidget, name: str, colour: str, size: int) -> QPixmap:
    """The icon as a pixmap for this widget: its device pixel ratio, its layout direction."""
    right = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    draw = icons.mirrored if right else icons.pixmap
    return draw(name, colour, size, widget.devicePixelRatioF())
