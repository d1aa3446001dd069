"""The overview as a picture (PNG export), for a report or a slide.

It has neither countries nor delegations: a group of one is a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checkin.language import time_of_day
from checkin.overview import Grouping
from ui.overview import words
from ui.overview.board import Arrivals, BarPanel
from ui.overview.figures import Figures
from ui.parts import theme as themes
from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets import text

if TYPE_CHECKING:
    from checkin.domain import Event
    from checkin.language import Language
    from checkin.overview import DayOverview
    from ui.parts.theme import Theme

WIDTH = 1_280
SHARPER = 2.0  # pixels of the picture for each of the layout


def png(shown: DayOverview, event: Event, language: Language, theme: Theme) -> bytes:
    """The picture of a day."""
    sheet = PictureSheet(shown, event, language, theme)
    right = Qt.LayoutDirection.RightToLeft
    sheet.setLayoutDirection(right if language.right_to_left else Qt.LayoutDirection.LeftToRight)
    themes.dress(sheet, theme)
    # Laid out as a window is, which takes several passes; it does not appear.
    sheet.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    sheet.resize(WIDTH, sheet.sizeHint().height())
    sheet.show()
    sheet.resize(WIDTH, sheet.sizeHint().height())
    sheet.grab()
    picture = QPixmap(QSize(sheet.width(), sheet.height()) * SHARPER)
    picture.setDevicePixelRatio(SHARPER)
    picture.fill(theme.window)
    sheet.render(picture)
    sheet.close()
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(out, "PNG")
    return bytes(out.data().data())


class PictureSheet(QWidget):
    """What is in the picture; it is never shown as a window."""

    def __init__(self, shown: DayOverview, event: Event, language: Language, theme: Theme) -> None:
        super().__init__()
        tr = language
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(2 * STEP)
        title = text(tr.name(event.names) or event.name, "large").wrapped()
        as_of = tr.text("As of {time}", time=time_of_day(shown.as_of, event.time_zone))
        column.addWidget(title)
        column.addWidget(text(tr.beside(shown.day, as_of), "quiet"))
        self._figures = Figures()
        self._figures.show_figures(words.figures(shown, event, tr))
        column.addWidget(self._figures)
        arrivals = Arrivals(event, tr, theme)
        arrivals.show_day(shown)
        column.addWidget(arrivals)
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        for heading, bars in (
            (tr.text("Category"), words.groups(shown, Grouping.CATEGORY, event, tr)),
            (tr.text("Session"), words.sessions(shown, event, tr)),
        ):
            panel = BarPanel(heading, "", theme)
            panel.show_bars(bars)
            row.addWidget(panel, 1)
        column.addLayout(row)
