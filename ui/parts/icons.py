"""Icons: SVG files drawn in one stroke, coloured by the theme, sharp at every scale (high DPI)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.parts.theme import RESOURCES

if TYPE_CHECKING:
    from pathlib import Path

# Directional icons, mirrored in right-to-left windows; all others look the same in both directions.
MIRRORED: Final = frozenset({"exit", "undo", "chevron-right", "roster", "queue"})


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a pixmap of `size` logical pixels; empty when there is no such icon."""
    return _drawn(name, colour, size, ratio, way="")


def mirrored(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Like `pixmap`, for a right-to-left window."""
    return _drawn(name, colour, size, ratio, way="mirrored" if name in MIRRORED else "")


def icon(name: str, colour: str, size: int = 24) -> QIcon:
    """A QIcon, for native widgets that scale an icon themselves."""
    found = QIcon(pixmap(name, colour, size))
    found.addPixmap(pixmap(name, colour, size, 2.0))
    return found


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, size: int, ratio: float, *, way: str) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    file = RESOURCES / "icons" / f"{name}.svg"
    painter = QPainter(picture)
    if way:
        painter.translate(picture.width(), 0)
        painter.scale(-1, 1)
    # Qt's SVG renderer draws currentColor as black.
    drawing = _source(file).replace(b"currentColor", colour.encode())
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=64)
def _source(file: Path) -> bytes:
    return file.read_bytes()
