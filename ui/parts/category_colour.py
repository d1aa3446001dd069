"""Category colours with enough contrast on their surface, and the bar that shows one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.parts.theme import Theme

CONTRAST: Final = 2.6
STEPS: Final = 20


def on_surface(colour: str, theme: Theme) -> str:
    """Returns the colour; lighter on a dark surface, darker on a light one, where contrast is too low."""
    return _told_apart(colour, theme.surface)


class CategoryBar(QWidget):
    """A bar in the category's colour; its label stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = ""
        self.setFixedSize(14, 26)

    def show_colour(self, colour: str) -> None:
        self._colour = colour
        self.setVisible(bool(colour))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.end()


@lru_cache(maxsize=256)
def _told_apart(colour: str, surface: str) -> str:
    ground, shown = QColor(surface), QColor(colour)
    hue, saturation, light = shown.hslHueF(), shown.hslSaturationF(), shown.lightnessF()
    way = 1.0 if ground.lightnessF() < 0.5 else 0.0
    for step in range(STEPS + 1):
        part = step / STEPS
        shown.setHslF(max(hue, 0.0), saturation, light + (way - light) * part)
        if _contrast(shown, ground) >= CONTRAST:
            break
    return shown.name()


def _contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio as WCAG defines it."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
