"""Filter of the People page (faceted search): by what delegates are told apart, and how many have each value.

Pure: it is given what the viewer may see of each delegate, so nobody is found by what is hidden from the viewer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checkin.domain import Delegate


class Topic(StrEnum):
    """What a condition is about, in the order in which they are offered."""

    STATUS = "status"
    INSIDE = "inside"  # in any session now
    TODAY = "today"  # came to any session today
    BADGE = "badge"  # printed
    HANDED_OVER = "handed_over"  # the badge
    INVITED = "invited"  # an invitation was written
    CATEGORY = "category"
    FLAG = "flag"
    DELEGATION = "delegation"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    COLUMN = "column"  # a column of the roster's own


YES: Final = "yes"
NO: Final = "no"


@dataclass(frozen=True, slots=True)
class FilterCondition:
    """One value of one topic; an empty value is met by who has none. `column` is the heading, for own columns."""

    topic: Topic
    value: str
    column: str = ""

    @property
    def subject(self) -> Subject:
        return self.topic, self.column


Subject = tuple[Topic, str]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Conditions that must all be met, and what is searched for; of each subject at most one."""

    conditions: tuple[FilterCondition, ...] = ()
    text: str = ""

    def with_condition(self, condition: FilterCondition) -> PeopleFilter:
        """With this condition in place of another of its subject."""
        others = self.without(condition.subject).conditions
        return PeopleFilter((*others, condition), self.text)

    def without(self, subject: Subject) -> PeopleFilter:
        left = tuple(condition for condition in self.conditions if condition.subject != subject)
        return PeopleFilter(left, self.text)

    def value(self, subject: Subject) -> str | None:
        """The value that a subject must have; None for any."""
        return next((each.value for each in self.conditions if each.subject == subject), None)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A delegate as the viewer may see them, and where they are in the course of the event."""

    delegate: Delegate
    delegation: str = ""  # of a column for it; the organisation is a topic of its own
    inside_since: int | None = None
    came_today: bool = False
    badge_printed: bool = False
    badge_handed_over: bool = False
    invited: bool | None = None  # None: not for this viewer to know
    columns: tuple[tuple[str, str], ...] = ()  # own columns: key, and the one form of the value


@dataclass(frozen=True, slots=True)
class Facet:
    """A subject with its values: how many would be listed with each of them, all other conditions kept."""

    topic: Topic
    column: str
    counts: tuple[tuple[str, int], ...]  # the chosen value also where nobody has it

    @property
    def subject(self) -> Subject:
        return self.topic, self.column

    def count(self, value: str) -> int:
        return dict(self.counts).get(value, 0)


@dataclass(frozen=True, slots=True)
class FilteredPeople:
    """Who meets a filter, in order, and what else they could be filtered by."""

    filter: PeopleFilter
    people: tuple[ListedPerson, ...] = ()
    facets: tuple[Facet, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(person.delegate.id for person in self.people)

    def facet(self, topic: Topic, column: str = "") -> Facet:
        found = (facet for facet in self.facets if facet.subject == (topic, column))
        return next(found, Facet(topic, column, ()))


def filtered(everyone: Iterable[ListedPerson], wanted: PeopleFilter) -> FilteredPeople:
    """Who of them meets the conditions, in the order given, with the facets; the text is for the caller.

    Whoever fails one condition alone still counts for the other values of its subject.
    """
    people: list[ListedPerson] = []
    counts: defaultdict[Subject, Counter[str]] = defaultdict(Counter)
    for person in everyone:
        values = dict(_values(person))
        failed = [each for each in wanted.conditions if not _meets(values, each)]
        if not failed:
            people.append(person)
            for subject, having in values.items():
                counts[subject].update(having)
        elif len(failed) == 1:
            subject = failed[0].subject
            counts[subject].update(values.get(subject, ()))
    for condition in wanted.conditions:
        counts[condition.subject][condition.value] += 0
    return FilteredPeople(wanted, tuple(people), _facets(counts))


def _meets(values: Mapping[Subject, tuple[str, ...]], condition: FilterCondition) -> bool:
    having = values.get(condition.subject, ())
    return condition.value in having if condition.value else not any(having)


def _values(person: ListedPerson) -> Iterator[tuple[Subject, tuple[str, ...]]]:
    """What a delegate has of each subject; marks may be several."""
    delegate = person.delegate
    yield (Topic.STATUS, ""), (delegate.status.value,)
    yield (Topic.INSIDE, ""), (_word(person.inside_since is not None),)
    yield (Topic.TODAY, ""), (_word(person.came_today),)
    yield (Topic.BADGE, ""), (_word(person.badge_printed),)
    yield (Topic.HANDED_OVER, ""), (_word(person.badge_handed_over),)
    if person.invited is not None:
        yield (Topic.INVITED, ""), (_word(person.invited),)
    yield (Topic.CATEGORY, ""), (delegate.category,)
    if delegate.flags:
        yield (Topic.FLAG, ""), delegate.flags
    if person.delegation:
        yield (Topic.DELEGATION, ""), (person.delegation,)
    yield (Topic.ORGANISATION, ""), (delegate.organisation,)
    yield (Topic.COUNTRY, ""), (delegate.country,)
    for column, value in person.columns:
        yield (Topic.COLUMN, column), (value,)


def _word(holds: bool) -> str:  # noqa: FBT001 - the value of a yes or no
    return YES if holds else NO


def _facets(counts: Mapping[Subject, Counter[str]]) -> tuple[Facet, ...]:
    """In the order of the topics; values by name."""
    order = list(Topic)
    subjects = sorted(counts, key=lambda subject: (order.index(subject[0]), subject[1]))
    return tuple(Facet(*subject, tuple(sorted(counts[subject].items()))) for subject in subjects)
