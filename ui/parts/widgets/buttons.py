"""Buttons that show their keyboard shortcut, links, and chip buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui.parts.keys import sequence
from ui.parts.theme import STEP, TOUCH, base_font
from ui.parts.widgets.texts import broken

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.parts.theme import Theme

GAP: Final = 10
PADDING: Final = 12
TIGHT: Final = 4  # padding where a word would be broken otherwise
SLACK: Final = 2  # glyphs may extend beyond their advance
HEIGHT: Final = 52
NARROW: Final = 120
SIZES: Final = (16, 15, 14, 13)
WORD, LOW_CAP = 20, 17  # heights of the label and of the key cap below it


class KeyButton(QPushButton):
    """A label and the key that does the same. The primary one is always Enter's."""

    def __init__(
        self, words: str, key: str, theme: Theme, role: str = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._theme = theme
        self._key = key
        self.setProperty("role", role)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(key)

    @property
    def key(self) -> str:
        return self._key

    def change(self, words: str, key: str) -> None:
        if (words, key) == (self.text(), self._key):
            return
        self._key = key
        self.setText(words)
        self.setAccessibleDescription(key)
        self.update()

    def sizeHint(self) -> QSize:
        # The stylesheet sets its own minimum height; the maximum is set only here.
        wide = QFontMetrics(_font(16)).horizontalAdvance(self.text()) + SLACK
        return QSize(wide + self._cap_width() + GAP + 2 * PADDING, self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(TOUCH + STEP, self.maximumHeight())

    def paintEvent(self, _: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words, cap = self._places()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(QColor(self._ink()))
        self._paint_words(painter, words)
        if cap.width():
            self._paint_cap(painter, cap)
        painter.end()

    def lines(self) -> list[str]:
        """The label as shown, line by line; a name may end in "…" in the second line, if it must."""
        words, _ = self._places()
        font = self._words_font(words.width())
        if _wide(self.text(), font) <= words.width():
            return [self.text()]
        found = broken(self.text(), font, words.width() - SLACK)
        rest = self.text()[len(found[0]) :].lstrip()
        cut = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, words.width())
        return [found[0], cut] if rest else found

    def _paint_words(self, painter: QPainter, place: QRect) -> None:
        lines = self.lines()
        painter.setFont(self._words_font(place.width(), low=place.height() == WORD))
        high = painter.fontMetrics().height()
        top = place.top() + (place.height() - high * len(lines)) // 2
        for number, line in enumerate(lines):
            spot = QRect(place.left(), top + number * high, place.width(), high)
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, line)

    def _words_font(self, room: int, *, low: bool = False) -> QFont:
        """The largest font in which the label fits; where none does it takes two lines."""
        fonts = [_font(size) for size in (SIZES[2:] if low else SIZES)]
        return next((font for font in fonts if _wide(self.text(), font) <= room), fonts[-1])

    def _places(self) -> tuple[QRect, QRect]:
        """The places of the label and the key cap: centred together, the label first."""
        needed = _wide(self.text(), _font(SIZES[0]))
        cap = self._cap_width()
        gap = GAP if cap else 0
        inside = self.width() - 2 * PADDING
        # An unreadable label is worse than a hidden key.
        least = _font(SIZES[-1])
        word = max((_wide(part, least) for part in self.text().split()), default=0)
        whole = _wide(self.text(), least) if inside < NARROW else word
        if max(word, whole) + gap + cap > inside:
            below = _wide(self.text(), least) <= inside and cap <= inside
            if cap and below:
                return self._stacked(cap)
            cap = gap = 0
        if word > inside:
            inside = self.width() - 2 * TIGHT
        wide = min(needed, inside - gap - cap)
        left = (self.width() - wide - gap - cap) // 2
        words = QRect(left, 0, wide, self.height())
        key = QRect(left + wide + gap, (self.height() - 22) // 2, cap, 22)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            words.moveLeft(self.width() - words.left() - words.width())
            key.moveLeft(self.width() - key.left() - key.width())
        return words, key

    def _stacked(self, cap: int) -> tuple[QRect, QRect]:
        """The places in a narrow button: the key under the label."""
        top = (self.height() - WORD - LOW_CAP) // 2
        words = QRect(PADDING, top, self.width() - 2 * PADDING, WORD)
        return words, QRect((self.width() - cap) // 2, top + WORD, cap, LOW_CAP)

    def _cap_width(self) -> int:
        if not self._key:
            return 0
        return max(QFontMetrics(_font(12)).horizontalAdvance(self._key) + 14, 24)

    def _paint_cap(self, painter: QPainter, place: QRect) -> None:
        primary = self.property("role") == "primary" and self.isEnabled()
        line = QColor(self._theme.on_accent if primary else self._theme.hairline)
        box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if primary else QColor(self._theme.window))
        painter.drawRoundedRect(box, 4, 4)
        painter.fillRect(QRectF(box.left() + 3, box.bottom() - 1, box.width() - 6, 1.5), line)
        painter.setFont(_font(12))
        painter.setPen(QColor(self._theme.on_accent if primary else self._theme.muted))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._key)

    def _ink(self) -> str:
        if not self.isEnabled():
            return self._theme.muted
        primary = self.property("role") == "primary"
        return self._theme.on_accent if primary else self._theme.text


def tool(words: str, key: str, theme: Theme) -> KeyButton:
    """A touch-high button as wide as its label; `listen` adds its shortcut."""
    tool_button = KeyButton(words, key, theme)
    tool_button.setFixedHeight(TOUCH)
    tool_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    tool_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return tool_button


def listen(button: KeyButton, where: QWidget) -> None:
    """Enables the button's shortcut wherever the focus is, as long as `where` is visible and not covered."""
    shortcut = QShortcut(QKeySequence(sequence(button.key)), where)
    shortcut.activated.connect(button.click)


def button(words: str, role: str = "") -> QPushButton:
    """A plain button; `role` "primary" for the one that Enter presses, "quiet" for secondary ones."""
    plain_button = QPushButton(words)
    plain_button.setProperty("role", role)
    plain_button.setMinimumHeight(TOUCH)
    return plain_button


def chip_button(words: str) -> QPushButton:
    """A small rounded button (chip), for the header."""
    chip = QPushButton(words)
    chip.setProperty("role", "chip")
    chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return chip


def link(words: str) -> QPushButton:
    """A link button in the accent colour."""
    link_button = QPushButton(words)
    link_button.setProperty("role", "link")
    link_button.setCursor(Qt.CursorShape.PointingHandCursor)
    return link_button


def _wide(words: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(words) + SLACK


def _font(pixels: int) -> QFont:
    font = base_font()
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold)
    return font
