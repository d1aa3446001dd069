"""List of delegates: search results, or the whole roster for an organiser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QSizePolicy

from checkin.domain import Delegate, Found, Status
from checkin.language import time_of_day
from checkin.wording import status_name, what_tells
from ui.parts.category_colour import on_surface
from ui.parts.name_order import in_order
from ui.parts.widgets import Panel, text
from ui.parts.widgets.rows import (
    RowDelegate,
    RowPainter,
    Span,
    TupleModel,
    list_view,
    row_font,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checkin.desk import ListedPerson
    from checkin.domain import Event
    from checkin.language import Language
    from ui.parts.theme import Theme

ROW: Final = 60
FEWEST: Final = 3  # rows that stay visible in a low window


@dataclass(frozen=True, slots=True)
class PersonRow:
    """The texts of one row."""

    id: str
    number: int
    name: str
    second: str
    detail: str
    state: str
    colour: str
    marked: Sequence[Span] = ()
    marked_second: Sequence[Span] = ()


class PeopleList(Panel):
    """Emits `changed` when the selection changes."""

    changed = Signal()

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        super().__init__(" ")
        self._event, self._language = event, language
        self._model = TupleModel[PersonRow](_spoken)
        self._painter = RowDelegate(theme, ROW, _PersonLine(theme).write)
        self.list = list_view(language.text("People found"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._painter)
        self.list.setMinimumHeight(FEWEST * ROW)
        self.list.selectionModel().currentChanged.connect(lambda *_: self.changed.emit())
        self._hint = text("", "quiet").wrapped()
        self._hint.setContentsMargins(18, 16, 18, 16)
        self.body.addWidget(self._hint)
        self.body.addWidget(self.list, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_found(self, found: tuple[Found, ...]) -> None:
        """Shows search results and selects the best one."""
        tr = self._language
        if not found:
            self.say(
                tr.text("Nobody found"),
                tr.text("Try fewer letters, another script, or the number."),
            )
            return
        heading = tr.plural("{n} person", "{n} people", len(found))
        self._show(tuple(map(self._hit, found)), heading)
        self.list.setCurrentIndex(self._model.index(0))

    def show_listed(self, rows: tuple[PersonRow, ...], *, filtered: bool) -> None:
        """Shows the whole roster, or whoever meets the filter; keeps the selection, and makes none."""
        tr = self._language
        if not rows and filtered:
            self.say(tr.text("Nobody found"), tr.text("Press Esc to take all conditions away."))
            return
        if not rows:
            self.say(
                tr.text("Nobody is on the roster yet"),
                tr.text("Bring the list of delegates in under Roster."),
            )
            return
        chosen = self.chosen
        self._show(rows, tr.plural("{n} delegate", "{n} delegates", len(rows)))
        if chosen is None or not self.choose(chosen.id):
            self.changed.emit()

    def show_some(self, delegates: tuple[Delegate, ...], heading: str) -> None:
        """Shows these delegates under a heading, and selects the first."""
        self._show(
            tuple(person_row(delegate, self._event, self._language) for delegate in delegates),
            heading,
        )
        self.list.setCurrentIndex(self._model.index(0))

    def say(self, heading: str, sentence: str) -> None:
        """Shows an empty state: no rows, but what to do next."""
        self._show((), heading, sentence)
        self.changed.emit()

    @property
    def rows(self) -> tuple[PersonRow, ...]:
        return self._model.items

    @property
    def chosen(self) -> PersonRow | None:
        return self._model.item(self.list.currentIndex().row())

    def choose(self, delegate: str) -> bool:
        """Selects a delegate of the list; returns whether they are in it."""
        for at, row in enumerate(self._model.items):
            if row.id == delegate:
                self.list.setCurrentIndex(self._model.index(at))
                return True
        return False

    def step(self, by: int) -> None:
        """Moves the selection; it stops at the ends."""
        row = self.list.currentIndex().row() + by
        if self._model.item(row) is not None:
            self.list.setCurrentIndex(self._model.index(row))

    def _show(self, rows: tuple[PersonRow, ...], heading: str, sentence: str = "") -> None:
        self.heading.setText(heading)
        self._hint.setText(sentence)
        self._hint.setVisible(bool(sentence))
        self._model.show(rows)

    def _hit(self, one: Found) -> PersonRow:
        first, second = in_order(one.name, one.native_name, self._language)
        category = self._event.category(one.category)
        marks = {one.name: one.marked_name, one.native_name: one.marked_native}
        return PersonRow(
            id=one.id,
            number=one.number,
            name=first,
            second=second,
            detail=what_tells(one, self._event, self._language),
            state=_state(one.status, one.inside_since, self._event, self._language),
            colour=category.colour if category else "",
            marked=marks[first],
            marked_second=marks[second],
        )


def listed_rows(
    people: Iterable[ListedPerson], event: Event, language: Language
) -> tuple[PersonRow, ...]:
    """The rows of a list, made behind the window: of twenty thousand they take longer than a frame."""
    return tuple(
        person_row(person.delegate, event, language, person.inside_since) for person in people
    )


def person_row(
    one: Delegate, event: Event, language: Language, inside_since: int | None = None
) -> PersonRow:
    first, second = in_order(one.display_name, one.second_name, language)
    category = event.category(one.category)
    return PersonRow(
        id=one.id,
        number=one.number,
        name=first,
        second=second,
        detail=language.beside(language.name(category.name) if category else "", one.organisation),
        state=_state(one.status, inside_since, event, language),
        colour=category.colour if category else "",
    )


def _state(status: Status, inside_since: int | None, event: Event, language: Language) -> str:
    """What is not plain of a delegate: that they are in, or not expected."""
    if status is not Status.EXPECTED:
        return status_name(status, language)
    if inside_since is None:
        return ""
    return language.text("In since {time}", time=time_of_day(inside_since, event.time_zone))


class _PersonLine:
    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._name = row_font(15, QFont.Weight.DemiBold)
        self._second = row_font(15)
        self._small = row_font(13)

    def write(self, row: RowPainter, one: PersonRow) -> None:
        if row.is_chosen:
            row.chosen()
        row.rule()
        theme, top = self._theme, row.box.top()
        if one.colour:
            row.bar(14, 32, on_surface(one.colour, theme), 5)
        number = f"{one.number:03}"
        row.text(number, self._small, theme.muted, QRect(28, top + 9, 44, 22))
        taken = row.trailing(one.state, self._small, theme.muted, 14) + 8 if one.state else 14
        room = row.box.width() - 68 - taken
        used = row.text(one.name, self._name, theme.text, QRect(68, top + 9, room, 22), one.marked)
        if one.second and room - used > 40:
            rest = QRect(68 + used + 8, top + 9, room - used - 8, 22)
            row.text(one.second, self._second, theme.text, rest, one.marked_second)
        row.text(one.detail, self._small, theme.muted, QRect(68, top + 31, room, 20))


def _spoken(row: PersonRow) -> str:
    parts = (str(row.number), row.name, row.second, row.detail, row.state)
    return ", ".join(part for part in parts if part)
