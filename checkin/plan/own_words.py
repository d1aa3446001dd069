"""The event's own columns and questions (custom fields) in the words of an event file: read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin.domain import (
    PLACES,
    AnswerType,
    AskedWhen,
    ColumnPlace,
    EventColumn,
    EventQuestion,
    Question,
    Tier,
)
from checkin.language import mark
from checkin.plan.values import PlanTable

if TYPE_CHECKING:
    from collections.abc import Collection

    from checkin.domain import Event
    from checkin.errors import BadPlan

MOST_AT_SCAN: Final = 3  # columns on the verdict: more cannot be read in passing
MOST_CHOICES: Final = 50
MOST_ANSWERS: Final = 9  # each has a digit on the keyboard
LONGEST_KEY: Final = 64
_KEY: Final = "key"
_OFF_SCAN: Final = (ColumnPlace.CARD, ColumnPlace.BADGE, ColumnPlace.LISTS)
_COLUMN_KEYS: Final = frozenset({"key", "name", "type", "choices", "tier", "places"})
_QUESTION_KEYS: Final = frozenset(
    {"key", "text", "type", "choices", "categories", "asked", "required"}
)
_TIERS: Final = (Tier.ORGANISER, Tier.DESK)
_TYPES: Final = (AnswerType.YES_NO, AnswerType.CHOICE, AnswerType.TEXT)


def read_column(place: PlanTable) -> tuple[EventColumn, bool]:
    """A column, and whether it stands on the verdict. Raises `BadPlan` naming the key."""
    place.refuse_others(_COLUMN_KEYS)
    key = place.text(_KEY)
    if len(key) > LONGEST_KEY:
        raise place.wrong(mark("{key} is longer than {most} letters."), _KEY, most=LONGEST_KEY)
    place = place.known_as(key)
    type_ = place.one_of("type", AnswerType, AnswerType.TEXT)
    places = _places(place)
    at_scan = ColumnPlace.SCAN in places
    tier = place.one_of("tier", Tier, Tier.DESK if at_scan else Tier.ORGANISER)
    # What stands on the verdict is read by desks.
    _known(place, "tier", tier, (Tier.DESK,) if at_scan else _TIERS)
    return EventColumn(
        key=key,
        name=place.names("name") if "name" in place.values else {},
        type=type_,
        choices=_choices(place, type_, MOST_CHOICES),
        tier=tier,
        places=tuple(shown for shown in _OFF_SCAN if shown in places),
    ), at_scan


def read_question(place: PlanTable) -> EventQuestion:
    """A question; its categories are checked by `check_categories`. Raises `BadPlan` naming the key."""
    key = place.key("key")
    place = place.known_as(key)
    place.refuse_others(_QUESTION_KEYS)
    if key in list(Question):
        raise place.wrong(mark("{key} is there twice."), _KEY, key)
    type_ = place.one_of("type", AnswerType, AnswerType.YES_NO)
    _known(place, "type", type_, _TYPES)
    return EventQuestion(
        key=key,
        text=place.names("text"),
        type=type_,
        choices=_choices(place, type_, MOST_ANSWERS),
        categories=place.texts("categories"),
        asked=place.one_of("asked", AskedWhen, AskedWhen.ONCE),
        required=place.flag("required", default=True),
    )


def check_categories(
    question: EventQuestion, categories: Collection[str], at: tuple[str | int, ...] = ()
) -> None:
    """Raises `BadPlan` where a question, which stands there in the file, is asked of a category that is not there."""
    place = PlanTable(f"question {question.key}", {}, at)
    for category in question.categories:
        if category not in categories:
            sentence = mark("{key} names the category {value}, and there is none.")
            raise place.wrong(sentence, "categories", value=category)


def too_many_at_scan(place: PlanTable) -> BadPlan:
    """The error where more would stand on the verdict than can be read in passing."""
    sentence = mark("{key} has more than {most} entries.")
    return place.wrong(sentence, "places", key="show_at_scan", most=MOST_AT_SCAN)


def _places(place: PlanTable) -> tuple[ColumnPlace, ...]:
    if "places" not in place.values:
        return PLACES
    words = place.texts("places")
    for word in words:
        if word not in list(ColumnPlace):
            known = ", ".join(ColumnPlace)
            raise place.wrong(mark("{key} must be one of {known}."), "places", word, known=known)
    return tuple(map(ColumnPlace, words))


def _choices(place: PlanTable, type_: AnswerType, most: int) -> tuple[str, ...]:
    choices = tuple(filter(None, place.texts("choices", most=most)))
    if type_ is AnswerType.CHOICE and not choices:
        raise place.wrong(mark("{key} is empty."), "choices")
    return choices


def _known(place: PlanTable, key: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise place.wrong(mark("{key} must be one of {known}."), key, known=", ".join(known))


def column_in_words(column: EventColumn, event: Event) -> dict[str, Any]:
    at_scan = column.key in event.show_at_scan
    places = [ColumnPlace.SCAN, *column.places] if at_scan else column.places
    return {
        "key": column.key,
        "name": dict(column.name) or None,
        "type": column.type.value,
        "choices": list(column.choices),
        "tier": (Tier.DESK if at_scan else column.tier).value,
        "places": [place.value for place in places],
    }


def question_in_words(question: EventQuestion) -> dict[str, Any]:
    return {
        "key": question.key,
        "text": dict(question.text),
        "type": question.type.value,
        "choices": list(question.choices),
        "categories": list(question.categories),
        "asked": question.asked.value,
        "required": question.required,
    }
