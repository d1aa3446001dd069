"""Labels of the filter of People: of what delegates are filtered by, and of each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from checkin.desk import FilterCondition, Topic
from checkin.desk.people_filter import YES
from checkin.domain import Status
from checkin.language import mark
from checkin.own_columns import described
from checkin.wording import flag_name, status_name
from checkin.wording.own_columns import column_name, column_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.desk.people_filter import Subject
    from checkin.domain import Event
    from checkin.language import Language


_NAMES: Final[Mapping[Topic, str]] = {
    Topic.STATUS: mark("Status"),
    Topic.INSIDE: mark("Inside now"),
    Topic.TODAY: mark("Came today"),
    Topic.BADGE: mark("Badge printed"),
    Topic.HANDED_OVER: mark("Badge handed over"),
    Topic.INVITED: mark("Invited"),
    Topic.CATEGORY: mark("Category"),
    Topic.FLAG: mark("Mark"),
    Topic.DELEGATION: mark("Delegation"),
    Topic.ORGANISATION: mark("Organisation"),
    Topic.COUNTRY: mark("Country"),
}


def subject_name(subject: Subject, event: Event, language: Language) -> str:
    topic, column = subject
    if topic is Topic.COLUMN:
        return column_name(described(event, column), language)
    return language.text(_NAMES[topic])


def value_name(condition: FilterCondition, event: Event, language: Language) -> str:
    topic, value = condition.topic, condition.value
    if not value:
        return language.text("None given")
    match topic:
        case Topic.STATUS:
            return status_name(Status(value), language)
        case Topic.INSIDE | Topic.TODAY | Topic.BADGE | Topic.HANDED_OVER | Topic.INVITED:
            return language.text("Yes") if value == YES else language.text("No")
        case Topic.CATEGORY:
            category = event.category(value)
            return language.name(category.name) if category else value
        case Topic.FLAG:
            return flag_name(value, language)
        case Topic.COLUMN:
            return column_value(described(event, condition.column), value, language)
        case Topic.DELEGATION | Topic.ORGANISATION | Topic.COUNTRY:
            return value
        case _:
            assert_never(topic)


def condition_name(condition: FilterCondition, event: Event, language: Language) -> str:
    """What a chip says: a value that speaks for itself, else with what it is a value of."""
    value = value_name(condition, event, language)
    speaks = condition.topic in {Topic.STATUS, Topic.CATEGORY, Topic.FLAG}
    if condition.value and speaks:
        return value
    return language.labelled(subject_name(condition.subject, event, language), value)
