"""Cached widget background: round corners over a large surface take a millisecond to paint."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtWidgets import QWidget

KEPT: Final = 6


class Backdrop:
    """A few cached pixmaps of one widget's background, by state and size.

    The window's background behind round corners is painted too (opaque): otherwise Qt would repaint all that
    lies under the widget whenever a word on it changes.
    """

    def __init__(self, widget: QWidget, ground: str) -> None:
        widget.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._ground = QColor(ground)
        self._pictures: OrderedDict[tuple[Hashable, ...], QPixmap] = OrderedDict()

    def draw(
        self, painter: QPainter, widget: QWidget, state: Hashable, paint: Callable[[QPainter], None]
    ) -> None:
        """Draws the cached pixmap of this state; `paint` makes it on a cache miss."""
        ratio = widget.devicePixelRatioF()
        key = (widget.width(), widget.height(), ratio, widget.layoutDirection(), state)
        picture = self._pictures.get(key)
        if picture is None:
            picture = QPixmap(widget.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(self._ground)
            brush = QPainter(picture)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(brush)
            brush.end()
            self._pictures[key] = picture
            if len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        painter.drawPixmap(0, 0, picture)
