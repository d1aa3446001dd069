"""Badge preview: painted from the same items as the PDF, white in every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.parts.theme import MARGIN, RADIUS
from ui.printing.badge_painter import BadgePainter

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from checkin.layout import Composed
    from checkin.paper.faces import Faces
    from ui.parts.theme import Theme

LARGEST: Final = 2.2  # pixels per point: 91 mm are 567 px; larger shows no more detail
CORNER: Final = 6
SHADOW: Final = 8


class BadgePreview(QWidget):
    """One badge, centred."""

    def __init__(self, faces: Faces, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = BadgePainter(faces)
        self._badge: Composed | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def badge(self) -> Composed | None:
        return self._badge

    def show_badge(self, badge: Composed | None, spoken: str = "") -> None:
        """Shows a badge; `spoken` is its accessible text."""
        self._badge = badge
        self.setAccessibleName(spoken)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    def sizeHint(self) -> QSize:
        return QSize(640, 400)

    def place(self) -> QRectF:
        """The rectangle of the badge, in this widget's pixels."""
        if self._badge is None:
            return QRectF()
        room = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        scale = min(LARGEST, room.width() / self._badge.width, room.height() / self._badge.height)
        width, height = self._badge.width * scale, self._badge.height * scale
        return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = self._theme.line / 2
        painter.setPen(QPen(QColor(self._theme.hairline), self._theme.line))
        painter.setBrush(QColor(self._theme.window))
        whole = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(whole, RADIUS, RADIUS)
        if self._badge is not None:
            self._paint_badge(painter, self._badge)
        painter.end()

    def _paint_badge(self, painter: QPainter, badge: Composed) -> None:
        place = self.place()
        self._paint_shadow(painter, place)
        card = QPainterPath()
        card.addRoundedRect(place, CORNER, CORNER)
        painter.fillPath(card, Qt.GlobalColor.white)
        painter.save()
        painter.setClipPath(card)
        painter.translate(place.topLeft())
        painter.scale(place.width() / badge.width, place.height() / badge.height)
        self._painter.paint(painter, badge)
        painter.restore()
        # White paper on a white window would have no edge.
        painter.setPen(QPen(QColor(self._theme.hairline), self._theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(card)

    def _paint_shadow(self, painter: QPainter, place: QRectF) -> None:
        """A light drop shadow."""
        shade = QColor(Qt.GlobalColor.black)
        shade.setAlphaF(0.012)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        for step in range(SHADOW):
            around = place.adjusted(-step, -step + 4, step, step + 4)
            painter.drawRoundedRect(around, CORNER + step, CORNER + step)
