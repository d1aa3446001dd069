"""Property editor (inspector) of an element or the layout, generated from the property table.

An invalid value is reported beside its field, and nothing changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from checkin.errors import KnownError
from checkin.layout import edit
from checkin.layout.properties import LAYOUT_PROPERTIES, PROPERTIES, Type
from checkin.wording import Tone
from ui.designer.field_factory import DesignChoices, field_for
from ui.designer.text_fields import NumberField
from ui.designer.words import kind_name
from ui.parts.columns import Scrolling, Stack
from ui.parts.keys import WindowKey
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, rule, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.language import Language
    from checkin.layout.model import ElementKind
    from checkin.layout.properties import Property
    from ui.designer.editing import Editing
    from ui.designer.text_fields import Field
    from ui.parts.page import Page

UNSEEN: Final = frozenset({"kind"})  # read-only; shown in the heading
EDGE: Final = 16
LOWEST: Final = 320


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """One property: its field, and its error label."""

    prop: Property
    field: Field
    said: QLabel


class PropertyForm(Panel):
    """The rows of an element kind are made lazily, when the first of its kind is selected."""

    def __init__(self, editing: Editing, known: DesignChoices, page: Page) -> None:
        super().__init__(" ")
        self._editing, self._known = editing, known
        self._language, self._theme = page.language, page.theme
        self._forms: dict[ElementKind | None, tuple[PropertyRow, ...]] = {}
        self._places: dict[ElementKind | None, QScrollArea] = {}
        self.stack = Stack()
        self.body.addWidget(self.stack, 1)
        for signal in (editing.changed, editing.chosen_changed, editing.turned):
            signal.connect(self.show_values)
        self.show_values()

    @property
    def rows(self) -> tuple[PropertyRow, ...]:
        """The properties shown."""
        return self._forms[self._kind]

    def row(self, key: str) -> PropertyRow:
        return next(row for row in self.rows if row.prop.key == key)

    def show_row(self, key: str) -> None:
        """Scrolls to a property."""
        row = self.row(key)
        place = self._places[self._kind]
        place.ensureWidgetVisible(row.field)
        if row.said.isVisible():
            place.ensureWidgetVisible(row.said)

    def begin(self) -> None:
        """Focuses the first field that affects the look."""
        self.rows[0].field.setFocus()

    def show_values(self) -> None:
        """Shows the current values, and the form for the selected kind."""
        if self._kind not in self._forms:
            self._build(self._kind)
        target = self._editing.element or self._editing.layout
        self.stack.setCurrentWidget(self._places[self._kind])
        self.heading.setText(self._heading())
        for row in self.rows:
            row.field.show_value(getattr(target, row.prop.key))
            row.said.hide()

    def forget(self) -> None:
        """Rebuilds the forms: there are more choices than before."""
        for place in self._places.values():
            self.stack.removeWidget(place)
            place.deleteLater()
        self._forms.clear()
        self._places.clear()
        self.show_values()

    @property
    def _kind(self) -> ElementKind | None:
        element = self._editing.element
        return element.kind if element else None

    def _heading(self) -> str:
        tr, element = self._language, self._editing.element
        name = kind_name(element.kind, tr) if element else tr.text("The layout itself")
        return tr.text("{name} · {key}", name=name, key=WindowKey.PART_3)

    def _build(self, kind: ElementKind | None) -> None:
        table = PROPERTIES[kind] if kind else LAYOUT_PROPERTIES
        content = QWidget()
        # Placed before it is filled: Qt styles every widget below one that gets another parent anew.
        self._places[kind] = Scrolling(content, self.stack)
        column = QVBoxLayout(content)
        column.setContentsMargins(EDGE, STEP, EDGE, EDGE)
        column.setSpacing(STEP)
        self._forms[kind] = tuple(self._row(prop, column) for prop in _shown(table))
        column.addStretch(1)
        self.stack.addWidget(self._places[kind])

    def _row(self, prop: Property, column: QVBoxLayout) -> PropertyRow:
        words = self._language.text(prop.label)
        field = field_for(prop, words, self._known)
        error_label = text("", "small").wrapped()
        error_label.set_tone(Tone.STOP)
        error_label.hide()
        row = PropertyRow(prop, field, error_label)
        field.wanted.connect(lambda value: self._set(row, value))
        field.stepped.connect(lambda value: self._set(row, value, prop.key))
        name = text(words, "small")
        if isinstance(field, NumberField):
            name = name.wrapped()
            line = QHBoxLayout()
            line.addWidget(name, 1)
            line.addWidget(field)
            column.addLayout(line)
        else:
            if prop.takes is not Type.YES_NO:
                column.addWidget(name)
            column.addWidget(field)
        column.addWidget(error_label)
        if prop.takes in {Type.FRAME, Type.CONDITION, Type.SOURCES, Type.TEXTS}:
            column.addWidget(rule())
        return row

    def _set(self, row: PropertyRow, value: object, act: str = "") -> None:
        key = row.prop.key
        if value is None and self._editing.chosen:
            chosen = self._editing.chosen
            error: KnownError | None = self._editing.change(
                lambda layout: edit.reset_value(layout, chosen, key)
            )
        else:
            error = self._editing.set_value(key, value, act)
        if error is not None:
            row.said.setText(reason(error, self._language))
            row.said.show()
            self._places[self._kind].ensureWidgetVisible(row.said)


def _shown(table: Sequence[Property]) -> tuple[Property, ...]:
    return tuple(prop for prop in table if prop.key not in UNSEEN)


def reason(error: KnownError, language: Language) -> str:
    """The error without the names of file, element and key: the field is right beside it."""
    found = error.facts.get("reason")
    sentence = language.explain(found if isinstance(found, KnownError) else error)
    sentence = sentence[:1].upper() + sentence[1:]
    return (
        sentence
        if sentence.endswith((".", "。"))
        else language.text("{sentence}.", sentence=sentence)
    )
