"""Painted list rows (item delegate): a dozen labels per row would cost more than a frame.

`TupleModel` holds a frozen tuple and replaces it. `RowDelegate` paints its items, each with a `RowPainter`,
which writes from the leading to the trailing edge, in left-to-right and right-to-left windows.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.parts.theme import base_font
from ui.parts.widgets.texts import drawn_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPainter

    from ui.parts.theme import Theme

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
Span = tuple[int, int]


class TupleModel(QAbstractListModel, Generic[T]):
    """A tuple as a Qt list model; `spoken` gives the accessible text of an item."""

    def __init__(self, spoken: Callable[[T], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[T, ...] = ()
        self._spoken = spoken

    def show(self, items: tuple[T, ...]) -> None:
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def item(self, row: int) -> T | None:
        return self._items[row] if 0 <= row < len(self._items) else None

    @property
    def items(self) -> tuple[T, ...]:
        return self._items

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        item = self.item(index.row())
        texts = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return self._spoken(item) if item is not None and role in texts else None


def list_view(words: str) -> QListView:
    """A list view for painted rows; `words` is its accessible name."""
    view = QListView()
    view.setAccessibleName(words)
    view.setFrameShape(QListView.Shape.NoFrame)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setUniformItemSizes(True)
    view.setProperty("role", "rows")
    return view


class RowPainter:
    """Paints one row. Positions are counted from the leading edge."""

    def __init__(
        self, painter: QPainter, box: QRect, theme: Theme, widget: QListView, index: Index
    ) -> None:
        self._painter = painter
        # Each text in the direction of its own script, whatever the window's direction.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.box = box
        self._theme = theme
        self._widget = widget
        self._right = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.is_chosen = widget.currentIndex().row() == index.row()
        self.is_last = index.row() + 1 == index.model().rowCount()

    def rule(self) -> None:
        """Draws the hairline under the row."""
        line = self._theme.line
        edge = QRect(self.box.left(), self.box.bottom() - line + 1, self.box.width(), line)
        self._painter.fillRect(edge, QColor(self._theme.hairline))

    def chosen(self) -> None:
        """Highlights the selected row: a tint, and a bar at the leading edge."""
        self._painter.fillRect(self.box, QColor(self._theme.chosen))
        self.bar(0, self.box.height(), self._theme.accent, 4)
        if self._theme.line > 1:
            self._painter.setPen(QPen(QColor(self._theme.accent), self._theme.line))
            self._painter.drawRect(self.box.adjusted(1, 1, -1, -2))

    def bar(self, at: int, height: int, colour: str, width: int) -> None:
        top = self.box.top() + (self.box.height() - height) // 2
        self._painter.fillRect(self._place(at, top, width, height), QColor(colour))

    def icon(self, name: str, colour: str, at: int, size: int) -> None:
        place = self._place(at, self.box.top() + (self.box.height() - size) // 2, size, size)
        self._painter.drawPixmap(place, drawn_for(self._widget, name, colour, size))

    def text(
        self, words: str, font: QFont, colour: str, place: QRect, spans: Sequence[Span] = ()
    ) -> int:
        """Draws one line in the place (its left counted from the leading edge); returns its width."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        wide = min(metrics.horizontalAdvance(shown) + 1, place.width())
        spot = self._place(place.left(), place.top(), wide, place.height())
        self._painter.setPen(QColor(colour))
        if spans and shown == words:
            self._marked(words, font, spot, spans)
        else:
            self._painter.setFont(font)
            self._painter.drawText(
                spot, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown
            )
        return wide

    def trailing(self, words: str, font: QFont, colour: str, margin: int) -> int:
        """Draws a short text at the trailing edge; returns the width it took."""
        wide = QFontMetrics(font).horizontalAdvance(words) + 1
        at = self.box.width() - margin - wide
        self.text(words, font, colour, QRect(at, self.box.top(), wide, self.box.height()))
        return wide + margin

    def _marked(self, words: str, font: QFont, spot: QRect, spans: Sequence[Span]) -> None:
        layout = QTextLayout(words, font)
        marks = []
        for begin, end in spans:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = _units(words[:begin]), _units(words[begin:end])
            look = QTextCharFormat()
            look.setBackground(QColor(self._theme.found))
            mark.format = look
            marks.append(mark)
        layout.setFormats(marks)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(spot.width() + 2)
        layout.endLayout()
        # The natural width is the text's own; right-to-left text would start at the far end.
        slack = spot.width() + 2 - line.naturalTextWidth()
        shift = -slack if words_run_left(layout) else 0.0
        top = spot.top() + (spot.height() - line.height()) / 2
        layout.draw(self._painter, QPointF(spot.left() + shift, top))

    def _place(self, at: int, top: int, width: int, height: int) -> QRect:
        left = self.box.right() + 1 - at - width if self._right else self.box.left() + at
        return QRect(left, top, width, height)


class RowDelegate(QStyledItemDelegate, Generic[T]):
    """Paints the items of a `TupleModel` in rows of one height; `write` paints one item."""

    def __init__(self, theme: Theme, height: int, write: Callable[[RowPainter, T], None]) -> None:
        super().__init__()
        self._theme, self._write = theme, write
        self.height = height

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, widget = index.model(), option.widget
        item = model.item(index.row()) if isinstance(model, TupleModel) else None
        if item is not None and isinstance(widget, QListView):
            self._write(RowPainter(painter, option.rect, self._theme, widget, index), item)


def words_run_left(layout: QTextLayout) -> bool:
    """Whether the text is written from right to left."""
    return layout.textOption().textDirection() is Qt.LayoutDirection.RightToLeft or (
        layout.text() != "" and _first_strong_is_right(layout.text())
    )


def row_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = base_font()
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def _units(words: str) -> int:
    """Length in UTF-16 code units, as Qt counts: rare kanji and emoji count twice."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def _first_strong_is_right(words: str) -> bool:
    for letter in words:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False
