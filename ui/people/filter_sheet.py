"""Filter sheet (faceted search): a dropdown for each thing that delegates can be filtered by, with counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.desk import FilterCondition, PeopleFilter, Topic
from ui.parts.widgets import Choice, Sheet
from ui.people.filter_words import subject_name, value_name

if TYPE_CHECKING:
    from checkin.desk import Facet, FilteredPeople
    from checkin.desk.people_filter import Subject
    from checkin.domain import Event
    from checkin.language import Language
    from ui.parts.theme import Theme

ANY: Final = (
    "any"  # the key of what is chosen in a dropdown: no value, so that an empty one is a value too
)


class FilterSheet(Sheet):
    """Own columns of the roster share two dropdowns: which column, and which value."""

    def __init__(
        self, found: FilteredPeople, event: Event, language: Language, theme: Theme
    ) -> None:
        super().__init__(
            language.text("Filter"), language.text("Show"), language.text("Back"), theme
        )
        self._found, self._event, self._language = found, event, language
        self.choices: dict[Topic, Choice] = {}
        for facet in found.facets:
            if facet.topic is not Topic.COLUMN:
                self._offer(facet, theme)
        self._columns = {
            facet.column: facet for facet in found.facets if facet.topic is Topic.COLUMN
        }
        self.column, self.value = Choice(theme), Choice(theme)
        if self._columns:
            self._offer_columns()

    def wanted(self) -> PeopleFilter:
        """The filter as it is chosen now; of several conditions on own columns one is shown, and the others stay."""
        wanted = self._found.filter
        for topic, choice in self.choices.items():
            wanted = _with(wanted, (topic, ""), choice)
        if self._columns:
            wanted = _with(wanted, (Topic.COLUMN, self.column.chosen()), self.value)
        return wanted

    def _offer(self, facet: Facet, theme: Theme) -> None:
        choice = self.choices[facet.topic] = Choice(theme)
        self._fill(choice, facet)
        self.row(subject_name(facet.subject, self._event, self._language), choice)

    def _offer_columns(self) -> None:
        tr = self._language
        for column in self._columns:
            self.column.offer(column, subject_name((Topic.COLUMN, column), self._event, tr))
        chosen = (each.column for each in self._found.filter.conditions if each.column)
        self.column.choose(next(chosen, ""))
        self.row(tr.text("Another column"), self.column)
        self.row(tr.text("Value"), self.value)
        self._fill_values()
        self.column.currentIndexChanged.connect(self._fill_values)

    def _fill_values(self) -> None:
        self.value.clear()
        self._fill(self.value, self._columns[self.column.chosen()])

    def _fill(self, choice: Choice, facet: Facet) -> None:
        tr = self._language
        choice.offer(ANY, tr.text("Any"))
        named = [
            (self._named(FilterCondition(facet.topic, value, facet.column)), value, count)
            for value, count in facet.counts
        ]
        for name, value, count in sorted(named) if facet.topic is not Topic.STATUS else named:
            choice.offer(f"={value}", tr.text("{name} ({n})", name=name, n=count))
        chosen = self._found.filter.value(facet.subject)
        choice.choose(ANY if chosen is None else f"={chosen}")

    def _named(self, condition: FilterCondition) -> str:
        return value_name(condition, self._event, self._language)


def _with(wanted: PeopleFilter, subject: Subject, choice: Choice) -> PeopleFilter:
    key = choice.chosen()
    if key == ANY:
        return wanted.without(subject)
    topic, column = subject
    return wanted.with_condition(FilterCondition(topic, key.removeprefix("="), column))
