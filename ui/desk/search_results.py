"""Search results at the desk: at most eight delegates, guesses apart; Enter takes the selected one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from checkin.domain import Found, Match, Status
from checkin.language import time_of_day
from checkin.wording import status_name, what_tells
from ui.parts.keys import WindowKey
from ui.parts.name_order import in_order
from ui.parts.widgets import Panel, link, text
from ui.parts.widgets.frames import HEADING
from ui.parts.widgets.rows import (
    Index,
    RowDelegate,
    RowPainter,
    TupleModel,
    list_view,
    row_font,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from checkin.domain import Event
    from checkin.language import Language
    from ui.parts.theme import Theme

HIGH, LOW = 69, 52  # row heights: high while there is room for all
FOOT = 44
APART = 26  # the heading above the guesses; then the rows are lower, so that eight and it have room
LOWEST = 49


@dataclass(frozen=True, slots=True)
class GuessHeading:
    """The row above the first guess; it cannot be chosen."""

    words: str


class SearchResults(Panel):
    """Emits `picked` when a row is clicked; `register` is the walk-in button."""

    picked = Signal()
    changed = Signal()

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        super().__init__(" ")
        self._language = language
        self._row = _FoundRow(event, language, theme)
        self._rows = _FoundRows(theme, HIGH, self._row.write)
        self._model = TupleModel[Found | GuessHeading](self._row.spoken)
        self.list = list_view(language.text("People found"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._rows)
        self.list.setUniformItemSizes(False)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.setMinimumHeight(0)
        self.list.doubleClicked.connect(lambda _: self.picked.emit())
        self.list.selectionModel().currentChanged.connect(lambda *_: self.changed.emit())
        self.register = link(language.text("Register a walk-in"))
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 0, 18, 0)
        foot.addWidget(text(language.text("Not here?"), "quiet"))
        foot.addWidget(self.register)
        foot.addWidget(text(WindowKey.WALK_IN, "key"))
        foot.addStretch(1)
        below = QWidget()
        below.setLayout(foot)
        below.setFixedHeight(FOOT)
        self.body.addWidget(self.list, 1)
        self.foot = below
        self.body.addWidget(below)
        self.body.addStretch(0)

    def show_found(self, found: tuple[Found, ...], total: int, *, choose: str = "") -> None:
        """Replaces the rows and selects the first one, without `changed`: the caller knows.

        `total`: the number of hits, of which these are the best. With `choose`, the sentence that asks for it, none
        is selected, so that Enter lets in nobody.
        """
        guesses = sum(hit.match is Match.GUESS for hit in found)
        sure = len(found) - guesses
        apart = GuessHeading(self._language.text("Did you mean"))
        rows: tuple[Found | GuessHeading, ...] = found
        if sure and guesses:
            rows = (*found[:sure], apart, *found[sure:])
        with QSignalBlocker(self):
            self._model.show(rows)
            self.heading.setText(choose if choose and found else self._heading(found, sure, total))
            self._fit()
            self.list.setCurrentIndex(self._model.index(-1 if choose else 0))

    def _heading(self, found: tuple[Found, ...], sure: int, total: int) -> str:
        tr, shown = self._language, len(found)
        if not found:
            return tr.text("Nobody found")
        if not sure:
            return tr.text("Did you mean")
        if total > shown:
            return tr.plural("{shown} of {n} person", "{shown} of {n} people", total, shown=shown)
        return tr.plural("{n} person", "{n} people", shown)

    def say(self, words: str) -> None:
        """Shows a message instead of rows."""
        self._model.show(())
        self.heading.setText(words)
        self._fit()

    def spoken(self, one: Found) -> str:
        """The accessible text of a row."""
        return self._row.spoken(one)

    @property
    def found(self) -> tuple[Found, ...]:
        return tuple(row for row in self._model.items if isinstance(row, Found))

    @property
    def chosen(self) -> Found | None:
        row = self._model.item(self.list.currentIndex().row())
        return row if isinstance(row, Found) else None

    def step(self, by: int) -> None:
        """Moves the selection; it stops at the ends."""
        row = self.list.currentIndex().row() + by
        if isinstance(self._model.item(row), GuessHeading):
            row += by
        if self._model.item(row) is not None:
            self.list.setCurrentIndex(self._model.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Fits the list to its rows, and the row height to the room."""
        rows = len(self.found)
        apart = APART if rows < len(self._model.items) else 0
        room = self.height() - HEADING - FOOT - 4 - apart
        self._rows.height = min(max(room // max(rows, 1), LOWEST if apart else LOW), HIGH)
        self.list.setMaximumHeight(rows * self._rows.height + apart)
        self.list.doItemsLayout()


class _FoundRows(RowDelegate["Found | GuessHeading"]):
    """The heading above the guesses is lower than the rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        heading = isinstance(model, TupleModel) and isinstance(
            model.item(index.row()), GuessHeading
        )
        return QSize(0, APART) if heading else super().sizeHint(option, index)


class _FoundRow:
    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        self._event, self._language, self._theme = event, language, theme
        self._name = row_font(18, QFont.Weight.DemiBold)
        self._native = row_font(18)
        self._quiet = row_font(15)
        self._small = row_font(13)

    def write(self, row: RowPainter, one: Found | GuessHeading) -> None:
        row.rule()
        if isinstance(one, GuessHeading):
            place = QRect(18, row.box.top(), row.box.width() - 36, row.box.height())
            row.text(one.words, self._small, self._theme.muted, place)
            return
        if row.is_chosen:
            row.chosen()
        theme, top, high = self._theme, row.box.top(), row.box.height()
        first = top + (high - 49) // 2
        number = str(one.number)
        wide = QFontMetrics(self._quiet).horizontalAdvance(number) + 2
        row.text(number, self._quiet, theme.muted, QRect(50 - wide, top, wide, high))
        taken = row.trailing(self._state(one), self._small, theme.muted, 16) + 16
        room = row.box.width() - 62 - taken
        upper = QRect(62, first, room, 28)
        name, second = in_order(one.name, one.native_name, self._language)
        marks = {one.name: one.marked_name, one.native_name: one.marked_native}
        used = row.text(name or f"{one.number:03}", self._name, theme.text, upper, marks[name])
        if second and room - used > 40:
            rest = QRect(62 + used + 8, first, room - used - 8, 28)
            row.text(second, self._native, theme.text, rest, marks[second])
        lower = QRect(62, first + 26, room, 24)
        row.text(what_tells(one, self._event, self._language), self._quiet, theme.muted, lower)

    def spoken(self, one: Found | GuessHeading) -> str:
        if isinstance(one, GuessHeading):
            return one.words
        names = in_order(one.name, one.native_name, self._language)
        parts = (*names, what_tells(one, self._event, self._language), self._state(one))
        return ", ".join(part for part in parts if part)

    def _state(self, one: Found) -> str:
        if one.status is not Status.EXPECTED:
            return status_name(one.status, self._language)
        if one.inside_since is None:
            return self._language.text("Not yet in")
        since = time_of_day(one.inside_since, self._event.time_zone)
        return self._language.text("In since {time}", time=since)
