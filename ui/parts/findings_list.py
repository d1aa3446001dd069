"""List of findings (validation messages): subject, effect, and an icon for the severity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from checkin.domain import Finding, Severity
from checkin.wording import Tone
from ui.parts.widgets.rows import Index, RowDelegate, RowPainter, TupleModel, list_view, row_font
from ui.parts.widgets.texts import broken

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.parts.theme import Theme

TEXT_AT: Final = 58
EDGE: Final = 18
LINE: Final = 20
MOST_LINES: Final = 3
HEIGHT_OF_TWO: Final = 66


class FindingsList(QWidget):
    """Emits `meant(Finding)` when a finding is chosen. `heading` and `sentence` put one into words.

    `look` gives its icon and colour, else its severity does.
    """

    meant = Signal(object)

    def __init__(
        self,
        words: str,
        heading: Callable[[Finding], str],
        sentence: Callable[[Finding], str],
        theme: Theme,
        look: Callable[[Finding], tuple[str, Tone]] | None = None,
    ) -> None:
        super().__init__()
        self._model = TupleModel[Finding](
            lambda finding: f"{heading(finding)}. {sentence(finding)}"
        )
        self._painter = _FindingDelegate(heading, sentence, theme, look or look_of)
        self.view = list_view(words)
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._painter)
        self.view.setUniformItemSizes(False)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.selectionModel().currentChanged.connect(self._mean)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        self._model.show(findings)

    @property
    def chosen(self) -> Finding | None:
        return self._model.item(self.view.currentIndex().row())

    def choose(self, row: int) -> None:
        self.view.setCurrentIndex(self._model.index(row))

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._model.items

    def height_of(self, most: int) -> int:
        """The height of the first `most` rows together."""
        rows = range(min(self._model.rowCount(), most))
        return sum(self.view.sizeHintForRow(row) for row in rows)

    def _mean(self) -> None:
        found = self._model.item(self.view.currentIndex().row())
        if found is not None:
            self.meant.emit(found)


class _FindingDelegate(RowDelegate[Finding]):
    """Rows as high as their sentence needs (word wrap)."""

    def __init__(
        self,
        heading: Callable[[Finding], str],
        sentence: Callable[[Finding], str],
        theme: Theme,
        look: Callable[[Finding], tuple[str, Tone]],
    ) -> None:
        super().__init__(theme, HEIGHT_OF_TWO, self._put)
        self._look = look
        self._heading, self._sentence = heading, sentence
        self._name = row_font(15, QFont.Weight.DemiBold)
        self._text = row_font(14)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model, widget = index.model(), option.widget
        found = model.item(index.row()) if isinstance(model, TupleModel) else None
        if found is None or not isinstance(widget, QListView):
            return super().sizeHint(option, index)
        lines = self._lines(found, widget.viewport().width())
        return QSize(0, HEIGHT_OF_TWO - LINE + LINE * len(lines))

    def _put(self, row: RowPainter, found: Finding) -> None:
        if row.is_chosen:
            row.chosen()
        row.rule()
        icon, tone = self._look(found)
        row.icon(icon, self._theme.tone(tone).ink, EDGE, 22)
        top, room = row.box.top(), row.box.width() - TEXT_AT - EDGE
        place = QRect(TEXT_AT, top + 10, room, 22)
        row.text(self._heading(found), self._name, self._theme.text, place)
        for number, line in enumerate(self._lines(found, row.box.width())):
            place = QRect(TEXT_AT, top + 33 + LINE * number, room, LINE)
            row.text(line, self._text, self._theme.muted, place)

    def _lines(self, found: Finding, width: int) -> list[str]:
        words = self._sentence(found)
        room = width - TEXT_AT - EDGE
        if QFontMetrics(self._text).horizontalAdvance(words) <= room:
            return [words]
        return broken(words, self._text, room)[:MOST_LINES]


def look_of(found: Finding) -> tuple[str, Tone]:
    return mark_of(found.severity)


def mark_of(severity: Severity) -> tuple[str, Tone]:
    """The icon and colour of a severity."""
    match severity:
        case Severity.REFUSED:
            return "stop", Tone.STOP
        case Severity.DOUBT:
            return "again", Tone.AGAIN
        case Severity.NOTE:
            return "info", Tone.ASK
