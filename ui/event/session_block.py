"""A session as a block (tile): painted, with the colours of its categories at its leading edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton

from ui.event.words import hours, spoken
from ui.parts.category_colour import on_surface
from ui.parts.theme import TOUCH, base_font
from ui.parts.tooltips import tooltip
from ui.parts.widgets import leading
from ui.parts.widgets.texts import broken

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent

    from checkin.domain import Event, Session
    from checkin.language import Language
    from ui.parts.theme import Theme

BAR: Final = 6
PAD: Final = 8
WIDEST: Final = 240


class SessionBlock(QAbstractButton):
    """Emits `chose(key)` when it gets the focus, `opened(key)` for a double click."""

    chose = Signal(str)
    opened = Signal(str)

    def __init__(
        self, session: Session, event: Event, language: Language, theme: Theme, *, is_gone: bool
    ) -> None:
        super().__init__()
        self.session, self.is_gone = session, is_gone
        self._theme = theme
        self._name = language.name(session.name)
        below = (hours(session, event.time_zone), _places(session, language))
        self._below = [line for line in below if line]
        found = (event.category(key) for key in session.categories)
        self._colours = [on_surface(category.colour, theme) for category in found if category]
        self.setCheckable(True)
        words = spoken(session, event.time_zone, language)
        self.setAccessibleName(words)
        self.setToolTip(tooltip(words))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def words(self) -> str:
        """The name as it is shown."""
        return self._name

    def sizeHint(self) -> QSize:
        """The size in a strip."""
        wide = QFontMetrics(_font(14, bold=True)).horizontalAdvance(self._name)
        below = max(self._below, key=len, default="")
        wide = max(wide, QFontMetrics(_font(12)).horizontalAdvance(below))
        return QSize(min(wide + BAR + 3 * PAD, WIDEST), TOUCH)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chose.emit(self.session.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.opened.emit(self.session.key)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """A click chooses, and never takes the choice away."""

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box = self._theme, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = theme.accent if self.isChecked() else theme.hairline
        width = 2 if self.isChecked() else theme.line
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(theme.chosen if self.isChecked() else theme.surface))
        painter.drawRoundedRect(box, 6, 6)
        self._paint_bar(painter)
        self._paint_words(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 3))
            painter.drawRoundedRect(box, 6, 6)
        painter.end()

    def _paint_bar(self, painter: QPainter) -> None:
        high = self.height() - 10
        colours = self._colours or [self._theme.muted]
        left = self.width() - 5 - BAR if self._runs_left() else 5
        part = high / len(colours)
        painter.setPen(Qt.PenStyle.NoPen)
        for at, colour in enumerate(colours):
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(left, 5 + at * part, BAR, part))

    def _paint_words(self, painter: QPainter) -> None:
        across = self.rect().adjusted(PAD + BAR + 2, 3, -PAD, -3)
        if self._runs_left():
            across = self.rect().adjusted(PAD, 3, -PAD - BAR - 2, -3)
        name, small = _font(14, bold=True), _font(12)
        if self.is_gone:
            name.setStrikeOut(True)
        ink = self._theme.muted if self.is_gone else self._theme.text
        name_high = round(
            leading.pitch(name) if leading.is_loose(self._name) else QFontMetrics(name).height()
        )
        small_high = QFontMetrics(small).height()
        below = self._below[: max((across.height() - name_high) // small_high, 0)]
        most = max((across.height() - small_high * min(len(below), 1)) // name_high, 1)
        lines = _cut(self._name, name, across.width(), most)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        texts = [(line, name, ink, name_high) for line in lines]
        texts += [(line, small, self._theme.muted, small_high) for line in below]
        spare = across.height() - sum(high for *_, high in texts)
        top = across.top() + (max(spare // 2, 0) if self.height() <= TOUCH else 0)
        for line, font, colour, high in texts:
            if line is not lines[0] and top + high > across.bottom() + 2:
                break
            place = QRect(across.left(), top, across.width(), high)
            self._paint_line(painter, line, font, colour, place)
            top += high

    def _paint_line(
        self, painter: QPainter, words: str, font: QFont, ink: str, place: QRect
    ) -> None:
        side = Qt.AlignmentFlag.AlignRight if self._runs_left() else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        how = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, how | Qt.TextFlag.TextDontClip, shown)

    def _runs_left(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _cut(words: str, font: QFont, width: int, most: int) -> list[str]:
    """The words in at most so many lines, the last one cut with an ellipsis if it must be."""
    lines = broken(words, font, width)
    if len(lines) <= most:
        return lines
    kept = lines[: most - 1]
    rest = words
    for line in kept:
        rest = rest.strip()[len(line) :]
    cut = QFontMetrics(font).elidedText(rest.strip(), Qt.TextElideMode.ElideRight, width)
    return [*kept, cut]


def _places(session: Session, language: Language) -> str:
    if session.capacity is None:
        return ""
    return language.plural("{n} place", "{n} places", session.capacity)


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = base_font()
    font.setPixelSize(pixels)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
