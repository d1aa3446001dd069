"""Navigation rail (side bar) at the leading edge, with the lock at its foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.parts.theme import STEP, TOUCH, base_font
from ui.parts.tooltips import tooltip
from ui.parts.widgets.texts import drawn_for, text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from ui.parts.theme import Theme

WIDTH: Final = 88
MARK: Final = "受付"
MARK_HEIGHT: Final = 60
TALLEST, LOWEST = 64, TOUCH  # of an entry
LOW: Final = 560
WORDS: Final = 54
FEWEST: Final = 6  # entries in sight
ICON: Final = 22
MOST: Final = 99
BADGE: Final = 18  # height of the count


@dataclass(frozen=True, slots=True)
class Place:
    """One navigation entry. `key` is its id, `words` its label, `shortcut` as Qt reads it."""

    key: str
    words: str
    icon: str
    shortcut: str = ""


class Rail(QWidget):
    """Emits `went(key)` when an entry is chosen, be it a page or one of the actions at the foot."""

    went = Signal(str)

    def __init__(
        self,
        places: tuple[Place, ...],
        feet: tuple[Place, ...],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.buttons = {place.key: _RailButton(place, theme) for place in places}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        self._places = _Places()
        column.setContentsMargins(STEP, 0, STEP, STEP)
        column.setSpacing(STEP)
        self._mark = text(MARK)
        self._mark.setFixedHeight(MARK_HEIGHT)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._mark)
        for key, made in self.buttons.items():
            made.setCheckable(True)
            group.addButton(made)
            made.clicked.connect(lambda _=False, key=key: self.went.emit(key))
            self._places.column.addWidget(made)
        self._places.column.addStretch(1)
        column.addWidget(self._places, 1)
        self._entries = [*self.buttons.values()]
        for foot in feet:
            last = _RailButton(foot, theme)
            last.clicked.connect(lambda _=False, key=foot.key: self.went.emit(key))
            column.addWidget(last)
            self._entries.append(last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All entries are equally tall: a layout would take from the pages alone, and with that their words."""
        super().resizeEvent(event)
        low = self.height() < LOW
        self._mark.setVisible(not low)
        room, count = self.height() - STEP - (0 if low else MARK_HEIGHT), len(self._entries)
        spacing = STEP if room >= count * (TALLEST + STEP) else 2
        for entry in self._entries:
            entry.setFixedHeight(max(LOWEST, min(TALLEST, room // count - spacing)))
        for column in (self.layout(), self._places.column):
            if column is not None:
                column.setSpacing(spacing)
        self._show_chosen()

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH, FEWEST * TOUCH)

    def choose(self, key: str) -> None:
        """Marks the current entry, and scrolls it into sight."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)
            self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = next((made for made in self.buttons.values() if made.isChecked()), None)
        if chosen is not None:
            self._places.ensureWidgetVisible(chosen, 0, TOUCH)

    def show_count(self, key: str, count: int, spoken: str) -> None:
        """Shows how much waits at an entry, none at 0; `spoken` says the label and the count in words."""
        self.buttons[key].show_count(count, spoken)


class _Places(QScrollArea):
    """The pages, which scroll where the window is too low for all: by wheel, by Tab, with the chosen one."""

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, TOUCH)


class _RailButton(QAbstractButton):
    def __init__(self, place: Place, theme: Theme) -> None:
        super().__init__()
        self._place = place
        self._theme = theme
        self._count = 0
        self.setText(place.words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # An icon alone in a low window; Qt would give it its whole height always.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        if place.shortcut:
            self.setShortcut(QKeySequence(place.shortcut))
        self._say(place.words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_count(self, count: int, spoken: str) -> None:
        self._count = count
        self._say(spoken if count else self._place.words)
        self.update()

    def _say(self, words: str) -> None:
        self.setAccessibleName(words)
        shown = self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(tooltip(f"{words} ({shown})" if shown else words))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2 * STEP, 64)

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH - 2 * STEP, TOUCH)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.rail_chosen))
            painter.setOpacity(1.0 if chosen else 0.5)
            painter.drawRoundedRect(box, 10, 10)
            painter.setOpacity(1.0)
        if self.hasFocus():
            painter.setPen(QPen(QColor("#ffffff"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 10, 10)
        colour = "#ffffff" if chosen else self._theme.rail_text
        # In a low window the icon stands alone; the label is its tooltip.
        words = self.height() >= WORDS
        top = (self.height() - (44 if words else ICON)) // 2
        picture = drawn_for(self, self._place.icon, colour, ICON)
        painter.drawPixmap((self.width() - ICON) // 2, top, picture)
        if words:
            self._paint_words(painter, colour, top)
        if self._count:
            self._paint_count(painter, top)
        painter.end()

    def _paint_count(self, painter: QPainter, top: int) -> None:
        """Over the trailing corner of the icon."""
        shown = str(self._count) if self._count <= MOST else f"{MOST}+"
        font = base_font()
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.Bold)
        wide = max(BADGE, QFontMetrics(font).horizontalAdvance(shown) + 10)
        left = (self.width() + ICON) // 2 - 8
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - wide
        box = QRect(left, max(top - 6, 1), wide, BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffffff"))
        painter.drawRoundedRect(box, BADGE / 2, BADGE / 2)
        painter.setPen(QColor("#10151d"))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_words(self, painter: QPainter, colour: str, top: int) -> None:
        painter.setPen(QColor(colour))
        painter.setFont(_fitting(self._place.words, self.width()))
        place = QRect(0, top + 24, self.width(), 20)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._place.words)


def _fitting(words: str, width: int) -> QFont:
    """The largest font in which a long translated label fits the rail."""
    font = base_font()
    for pixels in (13, 12, 11, 10):
        font.setPixelSize(pixels)
        if QFontMetrics(font).horizontalAdvance(words) <= width - 4:
            break
    return font
