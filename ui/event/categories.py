"""Categories (ticket types): a list with their colours, and the form of one, with readable colours to choose."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from checkin.plan.event_change import ChangeKind, EventChange, free_key
from checkin.plan.values import COLOURS
from ui.event.change_sheet import ChangeSheet
from ui.event.names_field import NamesField
from ui.parts.category_colour import CategoryBar, on_surface
from ui.parts.columns import FlowBox, WidgetList
from ui.parts.theme import STEP, TOUCH
from ui.parts.tooltips import tooltip
from ui.parts.widgets import Elided, Panel, button, lead, link

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from checkin.domain import Category, Event
    from checkin.language import Language
    from ui.parts.theme import Theme

ROW: Final = 48
SWATCH: Final = 36


class CategoriesPanel(Panel):
    """Emits `change_wanted(key)`, `cancel_wanted(key)`, and `add_wanted`."""

    change_wanted = Signal(str)
    cancel_wanted = Signal(str)
    add_wanted = Signal()

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__(language.text("Categories"))
        self._language, self._theme = language, theme
        self._shown: tuple[Category, ...] = ()
        self.list = WidgetList()
        self.add = button(language.text("New category…"))
        self.add.clicked.connect(self.add_wanted)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 4, 18, 16)
        column.setSpacing(STEP)
        column.addWidget(self.list)
        column.addWidget(self.add)
        self.body.addWidget(inner)

    def show_event(self, event: Event) -> None:
        if event.categories != self._shown:
            self._shown = event.categories
            self.list.show_all([self._row(category) for category in event.categories])

    def _row(self, category: Category) -> QWidget:
        tr, name = self._language, self._language.name(category.name)
        row = QWidget()
        row.setFixedHeight(ROW)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        bar = CategoryBar()
        change, away = link(tr.text("Change…")), link(tr.text("Take away…"))
        change.setAccessibleName(tr.labelled(name, change.text()))
        away.setAccessibleName(tr.labelled(name, away.text()))
        change.clicked.connect(partial(self.change_wanted.emit, category.key))
        away.clicked.connect(partial(self.cancel_wanted.emit, category.key))
        line.addWidget(bar)
        bar.show_colour(on_surface(category.colour, self._theme))  # shows itself: not before
        line.addWidget(Elided(name, "row"), 1)
        line.addWidget(change)
        line.addWidget(away)
        return row


class ColourSwatch(QAbstractButton):
    """One colour; checked when it is the chosen one."""

    def __init__(self, words: str, colour: str, theme: Theme) -> None:
        super().__init__()
        self.colour = colour
        self._theme = theme
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setToolTip(tooltip(words))
        self.setFixedSize(SWATCH, TOUCH)

    def sizeHint(self) -> QSize:
        return QSize(SWATCH, TOUCH)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(4, (self.height() - SWATCH) / 2 + 4, SWATCH - 8, SWATCH - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colour))
        painter.drawRoundedRect(box, 6, 6)
        if self.isChecked() or self.hasFocus():
            width = 3 if self.isChecked() else 1
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.text), width))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 8, 8)
        painter.end()


class CategorySheet(ChangeSheet):
    """A new category, or one that is changed."""

    def __init__(
        self, event: Event, category: Category | None, language: Language, theme: Theme
    ) -> None:
        tr = language
        title = tr.name(category.name) if category else tr.text("New category")
        accept = tr.text("Change") if category else tr.text("Add")
        super().__init__(title, accept, language, theme)
        self._event, self._category = event, category
        words = tr.text("Category name")
        self.names = NamesField(words, category.name if category else {}, tr)
        self.hex = lead(QLineEdit(category.colour if category else _free_colour(event)))
        self.hex.setMaximumWidth(140)
        swatches = FlowBox(0)
        self._group = QButtonGroup(self)
        self._swatches = [ColourSwatch(colour, colour, theme) for colour in COLOURS.values()]
        for swatch in self._swatches:
            self._group.addButton(swatch)
            swatch.clicked.connect(partial(self._choose, swatch.colour))
        swatches.setFixedHeight(TOUCH)
        self.hex.textChanged.connect(self._mark)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(swatches, 1)
        row.addWidget(self.hex)
        both.setFocusProxy(self.hex)
        self.body.addWidget(self.cell("name", words, self.names))
        self.body.addWidget(self.cell("colour", tr.text("Colour"), both))
        swatches.show_all(self._swatches)  # shows itself: not before it is in the sheet
        self.hex.setAccessibleName(tr.text("Colour"))
        self._mark()

    def change(self) -> EventChange | None:
        fields: dict[str, object] = {}
        if self.names.value():
            fields["name"] = self.names.value()
        colour = self.hex.text().strip()
        if self._category is None:
            key = free_key(self._event, self.names.first_text())
            return EventChange(ChangeKind.NEW_CATEGORY, key, {**fields, "colour": colour})
        if colour != self._category.colour:
            fields["colour"] = colour
        return EventChange(ChangeKind.CATEGORY, self._category.key, fields) if fields else None

    def swatch(self, colour: str) -> ColourSwatch:
        """The button of an offered colour. Raises `StopIteration` for another one."""
        return next(swatch for swatch in self._swatches if swatch.colour == colour)

    def _choose(self, colour: str) -> None:
        self.hex.setText(colour)

    def _mark(self) -> None:
        now = self.hex.text().strip().lower()
        self._group.setExclusive(False)
        for swatch in self._swatches:
            swatch.setChecked(swatch.colour == now)
        self._group.setExclusive(True)


def _free_colour(event: Event) -> str:
    """A colour that no category has yet, if there is one."""
    taken = {category.colour for category in event.categories}
    return next((colour for colour in COLOURS.values() if colour not in taken), COLOURS["grey"])
