"""Edit form of a delegate: the fields that may be corrected, in place of the card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from checkin.domain import fields_by_place
from checkin.own_columns import COLUMN
from ui.parts.columns import SIDE
from ui.parts.field_names import field_name
from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets import Choice, Elided, Strip, Tick, lead, text
from ui.people.column_editors import ColumnEditor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from checkin.domain import Delegate, Event, EventColumn
    from checkin.language import Language
    from checkin.wording import Tone
    from ui.parts.theme import Theme

# In the order in which they are read, and checked, with the delegate.
FIELDS: Final = tuple(field.name for field in fields_by_place("form"))


class PersonForm(QScrollArea):
    """Two columns of fields where there is room. Validation errors are shown above them."""

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields = {name: lead(QLineEdit()) for name in FIELDS if name != "category"}
        self.category = Choice(theme)
        for category in event.categories:
            self.category.offer(category.key, language.name(category.name))
        self._before: dict[str, str] = {}
        self._said = Strip(theme)
        self._said.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(MARGIN)
        self._grid.setVerticalSpacing(STEP // 2)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(2 * STEP)
        column.addWidget(text(language.text("Correct"), "title"))
        column.addWidget(self._said)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.columns: tuple[ColumnEditor, ...] = ()
        self._cells = [
            _cell(field_name(name, language), self.fields.get(name, self.category))
            for name in FIELDS
        ]
        self._arrange()
        self.setWidget(inner)

    def show_delegate(
        self, delegate: Delegate, columns: Iterable[tuple[EventColumn, str]] = ()
    ) -> None:
        """Fills the fields, adds those of the columns, and focuses the first one."""
        self._show_columns(columns)
        self._said.hide()
        self._before = {name: str(getattr(delegate, name)) for name in FIELDS}
        for name, field in self.fields.items():
            field.setText(self._before[name])
            field.setCursorPosition(0)
        if self.category.findData(delegate.category) < 0:
            self.category.insertItem(0, delegate.category, delegate.category)
        self.category.choose(delegate.category)
        self.fields["name"].setFocus()
        self.fields["name"].selectAll()

    def changes(self) -> dict[str, str]:
        """The changed fields and their new values."""
        now = {name: field.text() for name, field in self.fields.items()}
        now["category"] = self.category.chosen()
        changed = {name: value for name, value in now.items() if value != self._before[name]}
        for editor in self.columns:
            if (value := editor.changed()) is not None:
                changed[f"{COLUMN}{editor.column.key}"] = value
        return changed

    def say(self, sentence: str, tone: Tone) -> None:
        self._said.say(sentence, "warning", tone)
        self.verticalScrollBar().setValue(0)

    def said(self) -> str:
        return self._said.words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_columns(self, columns: Iterable[tuple[EventColumn, str]]) -> None:
        for cell in self._cells[len(FIELDS) :]:
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self.columns = tuple(
            ColumnEditor(column, value, self._language, self._theme) for column, value in columns
        )
        cells = [_cell(editor.label, editor.widget) for editor in self.columns]
        self._cells = [*self._cells[: len(FIELDS)], *cells]
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= SIDE + SIDE // 2 else 1
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // columns, at % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))


def _cell(words: str, field: QWidget) -> QWidget:
    """A field below its label; a check box has its words beside it."""
    field.setAccessibleName(words)
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    label = Elided("" if isinstance(field, Tick) else words, "small")
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    return cell
