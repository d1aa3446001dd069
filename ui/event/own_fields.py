"""Columns of the roster and questions at check-in that are the event's own (custom fields): their lists and forms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from checkin.domain import AnswerType, AskedWhen, ColumnPlace, EventColumn, EventQuestion, Tier
from checkin.plan.event_change import ChangeKind, EventChange
from checkin.plan.own_changes import free_question_key
from checkin.wording import column_name
from ui.event.change_sheet import ChangeSheet
from ui.event.names_field import NamesField
from ui.event.words import answer_type_name, column_place_name
from ui.parts.columns import WidgetList
from ui.parts.theme import STEP
from ui.parts.widgets import Choice, Elided, Panel, Tick, button, lead, link, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checkin.domain import Event
    from checkin.language import Language
    from ui.event.change_flow import ChangeFlow
    from ui.parts.theme import Theme

ROW: Final = 48
BETWEEN: Final = ", "  # choices, as they are typed


class OwnPanel(Panel):
    """A list of columns or of questions. Emits `change_wanted(key)`, `cancel_wanted(key)`, and `add_wanted`."""

    change_wanted = Signal(str)
    cancel_wanted = Signal(str)
    add_wanted = Signal()

    def __init__(self, title: str, empty: str, add: str, language: Language) -> None:
        super().__init__(title)
        self._language = language
        self._empty = empty
        self.list = WidgetList()
        self.add = button(add)
        self.add.clicked.connect(self.add_wanted)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 4, 18, 16)
        column.setSpacing(STEP)
        column.addWidget(self.list)
        column.addWidget(self.add)
        self.body.addWidget(inner)

    def show_rows(self, named: Iterable[tuple[str, str]]) -> None:
        """The keys and names of what there is."""
        rows = [self._row(key, name) for key, name in named]
        self.list.show_all(rows or [text(self._empty, "quiet").wrapped()])

    def _row(self, key: str, name: str) -> QWidget:
        tr = self._language
        row = QWidget()
        row.setFixedHeight(ROW)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        change, away = link(tr.text("Change…")), link(tr.text("Take away…"))
        change.setAccessibleName(tr.labelled(name, change.text()))
        away.setAccessibleName(tr.labelled(name, away.text()))
        change.clicked.connect(partial(self.change_wanted.emit, key))
        away.clicked.connect(partial(self.cancel_wanted.emit, key))
        line.addWidget(Elided(name, "row"), 1)
        line.addWidget(change)
        line.addWidget(away)
        return row


class OwnFields(QObject):
    """The two panels, and what can be done there. `shown` gives the event as the page shows it."""

    def __init__(
        self, flow: ChangeFlow, shown: Callable[[], Event], language: Language, theme: Theme
    ) -> None:
        super().__init__()
        tr = language
        self._flow, self._shown, self._language, self._theme = flow, shown, tr, theme
        self.columns = OwnPanel(
            tr.text("Columns of the roster"),
            tr.text("Diets, hotels, tables: with a type they can be corrected and counted."),
            tr.text("New column…"),
            tr,
        )
        self.questions = OwnPanel(
            tr.text("Questions at check-in"),
            tr.text("Nothing is asked but what the marks of a person say."),
            tr.text("New question…"),
            tr,
        )
        self.columns.add_wanted.connect(lambda: self._ask_column(None))
        self.columns.change_wanted.connect(self._ask_column)
        self.columns.cancel_wanted.connect(self._cancel_column)
        self.questions.add_wanted.connect(lambda: self._ask_question(None))
        self.questions.change_wanted.connect(self._ask_question)
        self.questions.cancel_wanted.connect(self._cancel_question)

    def show_event(self, event: Event) -> None:
        tr = self._language
        self.columns.show_rows((column.key, column_name(column, tr)) for column in event.columns)
        self.questions.show_rows(
            (question.key, tr.name(question.text)) for question in event.questions
        )

    def _ask_column(self, key: str | None) -> None:
        event = self._shown()
        known = next((column for column in event.columns if column.key == key), None)
        self._flow.ask(ColumnSheet(event, known, self._language, self._theme))

    def _ask_question(self, key: str | None) -> None:
        event = self._shown()
        known = next((question for question in event.questions if question.key == key), None)
        self._flow.ask(EventQuestionSheet(event, known, self._language, self._theme))

    def _cancel_column(self, key: str) -> None:
        tr = self._language
        self._flow.confirm(
            EventChange(ChangeKind.REMOVE_COLUMN, key),
            tr.text("Take away {name}?", name=key),
            tr.text("What delegates have in it stays, as text."),
            tr.text("Take away"),
        )

    def _cancel_question(self, key: str) -> None:
        tr = self._language
        question = self._shown().question(key)
        name = tr.name(question.text) if question else key
        self._flow.confirm(
            EventChange(ChangeKind.REMOVE_QUESTION, key),
            tr.text("Take away {name}?", name=name),
            tr.text("It is asked no more. Its answers stay."),
            tr.text("Take away"),
        )


class OwnSheet(ChangeSheet):
    """What columns and questions have in common: names, a type, and the choices of one type."""

    def __init__(
        self,
        titles: tuple[str, str],
        words: str,
        known: EventColumn | EventQuestion | None,
        types: Iterable[AnswerType],
        language: Language,
        theme: Theme,
    ) -> None:
        tr = language
        new, changed = titles
        accept = tr.text("Change") if known else tr.text("Add")
        super().__init__(changed if known else new, accept, language, theme)
        self._known = known
        names = known.name if isinstance(known, EventColumn) else known.text if known else {}
        self.names = NamesField(words, names, tr)
        self.type = Choice(theme)
        for type_ in types:
            self.type.offer(type_, answer_type_name(type_, tr))
        self.choices = lead(QLineEdit(BETWEEN.join(known.choices) if known else ""))
        self.choices.setPlaceholderText(tr.text("Vegan, Halal, Kosher"))
        self.type.currentIndexChanged.connect(lambda _: self._show_choices())

    def add_types(self) -> None:
        """The type, and below it the choices, where it has any."""
        tr = self.language
        self.body.addWidget(self.cell("type", tr.text("Type"), self.type))
        words = tr.text("Choices, with commas between")
        self._choices_cell = self.cell("choices", words, self.choices)
        self.body.addWidget(self._choices_cell)
        self.type.choose(self._known.type if self._known else str(self.type.itemData(0)))
        self._show_choices()

    def typed(self) -> dict[str, object]:
        """The type and the choices as they are typed."""
        parts = self.choices.text().replace("、", ",").replace("،", ",").split(",")
        choices = [part.strip() for part in parts if part.strip()]
        is_choice = self.type.chosen() == AnswerType.CHOICE
        return {"type": self.type.chosen(), "choices": choices if is_choice else []}

    def _show_choices(self) -> None:
        self._choices_cell.setVisible(self.type.chosen() == AnswerType.CHOICE)


class ColumnSheet(OwnSheet):
    """A column of the roster: its heading, names, type, who reads it, and where it is shown."""

    def __init__(
        self, event: Event, column: EventColumn | None, language: Language, theme: Theme
    ) -> None:
        tr = language
        titles = (tr.text("New column"), column.key if column else "")
        super().__init__(titles, tr.text("Name"), column, AnswerType, tr, theme)
        self._column = column
        self.heading = lead(QLineEdit(column.key if column else ""))
        self.tier = Choice(theme)
        self.tier.offer(Tier.ORGANISER, tr.text("Organisers"))
        self.tier.offer(Tier.DESK, tr.text("All desks, but no door"))
        if column is None:
            self.body.addWidget(self.cell("key", tr.text("Heading in the roster"), self.heading))
        self.body.addWidget(self.cell("name", tr.text("Name"), self.names))
        self.add_types()
        shown = (*column.places,) if column else (ColumnPlace.CARD, ColumnPlace.BADGE)
        at_scan = column is not None and column.key in event.show_at_scan
        self.places = {place: Tick(column_place_name(place, tr), theme) for place in ColumnPlace}
        for place, tick in self.places.items():
            tick.setChecked(at_scan if place is ColumnPlace.SCAN else place in shown)
        places = _in_two_columns(self.places.values())
        places.setFocusProxy(self.places[ColumnPlace.SCAN])
        self.body.addWidget(self.cell("places", tr.text("Shown"), places))
        self.body.addWidget(self.cell("tier", tr.text("Who reads it"), self.tier))
        self.tier.choose(Tier.DESK if at_scan else column.tier if column else Tier.ORGANISER)
        self.places[ColumnPlace.SCAN].toggled.connect(self._follow_scan)
        self._follow_scan(is_on=at_scan)

    def _follow_scan(self, is_on: bool) -> None:  # noqa: FBT001 - the argument of a Qt signal
        """What stands on the verdict is read by desks."""
        if is_on:
            self.tier.choose(Tier.DESK)
        self.tier.setEnabled(not is_on)

    def change(self) -> EventChange | None:
        places = [place.value for place, tick in self.places.items() if tick.isChecked()]
        fields = {**self.typed(), "places": places, "tier": self.tier.chosen()}
        if self.names.value():
            fields["name"] = self.names.value()
        if self._column is None:
            return EventChange(ChangeKind.NEW_COLUMN, self.heading.text().strip(), fields)
        return EventChange(ChangeKind.COLUMN, self._column.key, fields)


class EventQuestionSheet(OwnSheet):
    """A question at check-in: what is asked, the kind of answer, of whom, and how often."""

    def __init__(
        self, event: Event, question: EventQuestion | None, language: Language, theme: Theme
    ) -> None:
        tr = language
        types = (AnswerType.YES_NO, AnswerType.CHOICE, AnswerType.TEXT)
        titles = (tr.text("New question"), tr.name(question.text) if question else "")
        super().__init__(titles, tr.text("Question"), question, types, tr, theme)
        self._event, self._question = event, question
        self.body.addWidget(self.cell("text", tr.text("Question"), self.names))
        self.add_types()
        self.asked = Choice(theme)
        self.asked.offer(AskedWhen.ONCE, tr.text("Once"))
        self.asked.offer(AskedWhen.EACH_TIME, tr.text("At every entry"))
        self.asked.choose(question.asked if question else AskedWhen.ONCE)
        self.required = Tick(tr.text("Nobody is let in without an answer"), theme)
        self.required.setChecked(question.required if question else True)
        self.categories = {
            category.key: Tick(tr.name(category.name), theme) for category in event.categories
        }
        for key, tick in self.categories.items():
            tick.setChecked(question is not None and key in question.categories)
        of_whom = _in_two_columns(self.categories.values())
        self.body.addWidget(self.cell("asked", tr.text("Asked"), self.asked))
        self.body.addWidget(self.required)
        words = tr.text("Of whom; of everybody where none is chosen")
        self.body.addWidget(self.cell("categories", words, of_whom))

    def change(self) -> EventChange | None:
        chosen = [key for key, tick in self.categories.items() if tick.isChecked()]
        fields = {
            **self.typed(),
            "asked": self.asked.chosen(),
            "required": self.required.isChecked(),
            "categories": chosen,
        }
        if self.names.value():
            fields["text"] = self.names.value()
        if self._question is None:
            key = free_question_key(self._event, self.names.first_text())
            return EventChange(ChangeKind.NEW_QUESTION, key, fields)
        return EventChange(ChangeKind.QUESTION, self._question.key, fields)


def _in_two_columns(ticks: Iterable[Tick]) -> QWidget:
    both = QWidget()
    grid = QGridLayout(both)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(0)
    for at, tick in enumerate(ticks):
        grid.addWidget(tick, at // 2, at % 2)
    return both
