"""The facts of an event (settings): a table of fields, shown as a list and changed in a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from checkin.language import Language, mark
from checkin.layout.days import days_text
from checkin.plan.changing import about_in_words
from checkin.plan.event_change import ChangeKind, EventChange
from checkin.time_input import plain
from ui.event.change_sheet import ChangeSheet
from ui.event.choice_line import ChoiceLine
from ui.event.names_field import NamesField
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, button, lead, text

if TYPE_CHECKING:
    from checkin.domain import Event
    from ui.parts.theme import Theme

SEPARATORS: Final = str.maketrans("、，،;；", ",,,,,")


@dataclass(frozen=True, slots=True)
class FactAt:
    """Where a field of a fact will be: its label, and what all fields need."""

    words: str
    language: Language
    theme: Theme


@dataclass(frozen=True, slots=True)
class FactKind:
    """How a fact is shown, and its field: `make` a widget, `read` its value (None: unchanged)."""

    shown: Callable[[Any, Language], str]
    make: Callable[[FactAt, Any], QWidget]
    read: Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the event; its key is that of an event file."""

    key: str
    words: str
    kind: FactKind


def _line(_: FactAt, value: Any) -> QLineEdit:
    return lead(QLineEdit(str(value or "")))


def _zone(at: FactAt, value: Any) -> ChoiceLine:
    return ChoiceLine(str(value), sorted(available_timezones()), at.theme)


def listed(typed: str) -> list[str]:
    """The parts between commas of any script."""
    return [part.strip() for part in typed.translate(SEPARATORS).split(",") if part.strip()]


def _changed(now: Any, before: Any) -> Any:
    return None if now == before else now


def _names(at: FactAt, value: Any) -> NamesField:
    names = {"en": value} if isinstance(value, str) else value or {}
    return NamesField(at.words, names, at.language)


def _said(value: Any, language: Language) -> str:
    return language.name(value) if isinstance(value, Mapping) else str(value or "")


NAMES: Final = FactKind(_said, _names, lambda field, _: field.value() or None)
TIME: Final = FactKind(_said, _line, lambda field, old: _changed(plain(field.text().strip()), old))
ZONE: Final = FactKind(_said, _zone, lambda field, old: _changed(field.text().strip(), old))
LIST: Final = FactKind(
    lambda value, language: language.listed(value),
    lambda at, value: _line(at, ", ".join(value)),
    lambda field, old: _changed(listed(field.text()), old),
)
DAYS: Final = FactKind(
    lambda value, language: days_text(value, language.code),
    LIST.make,
    lambda field, old: _changed(listed(plain(field.text())), old),
)
# One line more is one fact more: shown, changed, and named in messages.
FACTS: Final = (
    Fact("name", mark("Event name"), NAMES),
    Fact("short_name", mark("Short name, for badges"), NAMES),
    Fact("venue", mark("Venue"), NAMES),
    Fact("days", mark("Days, such as 2026-10-30, 2026-10-31"), DAYS),
    Fact("time_zone", mark("Time zone"), ZONE),
    Fact("day_starts", mark("A day begins at"), TIME),
    Fact("show_at_scan", mark("Columns shown at the scan"), LIST),
)
# Labels that are too long for the list beside the programme.
_IN_LIST: Final = {
    "short_name": mark("Short name"),
    "days": mark("Days"),
    "show_at_scan": mark("At the scan"),
}


class FactsPanel(Panel):
    """What is said of the event, and a button to change it. Emits `change_wanted`."""

    change_wanted = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__(language.text("The event"))
        self._language = language
        self._values = {fact.key: text("").wrapped() for fact in FACTS}
        self._rows: dict[str, QWidget] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 12, 18, 16)
        column.setSpacing(STEP)
        for fact in FACTS:
            self._rows[fact.key] = self._row(fact)
            column.addWidget(self._rows[fact.key])
        self.change = button(language.text("Change the event…"))
        self.change.clicked.connect(self.change_wanted)
        column.addWidget(self.change)
        self.body.addWidget(inner)

    def show_event(self, event: Event) -> None:
        """Facts without a value take no room."""
        values = about_in_words(event)
        for fact in FACTS:
            value = values.get(fact.key)
            said = fact.kind.shown(value, self._language) if value else ""
            self._values[fact.key].setText(said)
            self._rows[fact.key].setVisible(bool(said))

    def words(self, key: str) -> str:
        """What is said of a fact."""
        return self._values[key].text()

    def _row(self, fact: Fact) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        label = text(self._language.text(_IN_LIST.get(fact.key, fact.words)), "quiet").wrapped()
        label.setFixedWidth(112)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._values[fact.key], 1, Qt.AlignmentFlag.AlignTop)
        return row


class FactsSheet(ChangeSheet):
    """All facts in one form."""

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        super().__init__(language.text("The event"), language.text("Change"), language, theme)
        self._before = about_in_words(event)
        grid = QGridLayout()
        grid.setHorizontalSpacing(STEP + 4)
        grid.setVerticalSpacing(STEP)
        place = 0
        for fact in FACTS:
            words = language.text(fact.words)
            at = FactAt(words, language, theme)
            field = fact.kind.make(at, self._before.get(fact.key))
            span = 2 if fact.kind is NAMES else 1
            place += place % 2 if span == 2 else 0
            cell = self.cell(fact.key, words, field)
            grid.addWidget(cell, place // 2, place % 2, 1, span)
            place += span
        self.body.addLayout(grid)

    def line(self, key: str) -> QLineEdit:
        """The field of a fact that is one text."""
        field = self.fields[key]
        line = field.line if isinstance(field, ChoiceLine) else field
        assert isinstance(line, QLineEdit)  # noqa: S101 - by its kind in the table
        return line

    def names(self, key: str) -> NamesField:
        """The field of a fact that has a text for each language."""
        field = self.fields[key]
        assert isinstance(field, NamesField)  # noqa: S101 - by its kind in the table
        return field

    def change(self) -> EventChange | None:
        read = {
            fact.key: fact.kind.read(self.fields[fact.key], self._before.get(fact.key))
            for fact in FACTS
        }
        fields = {key: value for key, value in read.items() if value is not None}
        return EventChange(ChangeKind.EVENT, fields=fields) if fields else None
