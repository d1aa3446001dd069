"""Columns and questions of the event's own in an event file: read, refused with the key, changed."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from checkin.domain import AnswerType, AskedWhen, ColumnPlace, Event, EventColumn, Tier
from checkin.errors import BadPlan, NotFound, NotPossible
from checkin.plan import own_changes
from checkin.plan.changing import in_words
from checkin.plan.plan import from_mapping

PLAN = """
[event]
name = "Forum"
time_zone = "Asia/Tokyo"
days = ["2026-10-30"]
show_at_scan = ["Table"]

[[category]]
key = "press"
name = "Press"

[[column]]
key = "Diet"
name = { en = "Diet", ja = "食事" }
type = "choice"
choices = ["Vegan", "Halal"]

[[column]]
key = "Hotel"
places = ["scan", "card"]

[[question]]
key = "film"
text = { en = "May we film?", ja = "撮影してもよいですか" }
categories = ["press"]
asked = "each_time"
required = false
"""


def document(**changes: Any) -> dict[str, Any]:
    return {**tomllib.loads(PLAN), **changes}


def event() -> Event:
    return from_mapping(document()).event("e1")


def test_they_are_read_and_written_alike() -> None:
    made = event()
    assert made.show_at_scan == ("Table", "Hotel")
    assert made.desk_columns == ("Table", "Hotel")
    diet, hotel = made.columns
    assert (diet.type, diet.choices, diet.tier) == (
        AnswerType.CHOICE,
        ("Vegan", "Halal"),
        Tier.ORGANISER,
    )
    assert hotel == EventColumn("Hotel", tier=Tier.DESK, places=(ColumnPlace.CARD,))
    (question,) = made.questions
    assert (question.type, question.asked) == (AnswerType.YES_NO, AskedWhen.EACH_TIME)
    words = in_words(made)
    assert words["column"][1]["places"] == ["scan", "card"]
    columns = [{k: v for k, v in column.items() if v is not None} for column in words["column"]]
    again = from_mapping(document(column=columns, question=words["question"]))
    assert again.event("e1") == made


@pytest.mark.parametrize(
    ("place", "table", "named"),
    [
        ("column", {"key": "Diet", "type": "choice"}, "Diet: choices"),
        ("column", {"key": "Diet", "places": ["wall"]}, "Diet: places wall"),
        ("column", {"key": "Diet", "tier": "door"}, "Diet: tier"),
        ("column", {"key": "Diet", "tier": "organiser", "places": ["scan"]}, "Diet: tier"),
        ("column", {"key": "x" * 65}, "key"),
        ("column", {"key": "Diet", "colour": "red"}, "colour"),
        ("question", {"key": "consent", "text": "?"}, "consent"),
        ("question", {"key": "film", "text": "?", "type": "number"}, "film: type"),
        ("question", {"key": "film", "text": "?", "categories": ["nobody"]}, "film: categories"),
        ("question", {"key": "film", "text": "?", "choices": list("abcdefghij")}, "film: choices"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_key(
    place: str, table: dict[str, Any], named: str
) -> None:
    with pytest.raises(BadPlan, match=named):
        from_mapping(document(**{place: [table]}))


def test_no_more_stand_on_the_verdict_than_can_be_read() -> None:
    columns = [{"key": key, "places": ["scan"]} for key in ("A", "B", "C")]
    with pytest.raises(BadPlan, match="show_at_scan"):
        from_mapping(document(column=columns))
    made = own_changes.with_new_column(event(), "Bus", {"places": ["scan"]})
    with pytest.raises(BadPlan, match="show_at_scan"):
        own_changes.with_new_column(made, "Shirt", {"places": ["scan"]})


def test_a_column_on_the_verdict_keeps_its_place_when_it_is_described() -> None:
    made = own_changes.with_new_column(event(), "Table", {"name": {"ja": "卓"}})
    assert made.show_at_scan == ("Table", "Hotel")
    made = own_changes.with_column(made, "Table", {"type": "number"})
    assert made.show_at_scan == ("Table", "Hotel")
    made = own_changes.with_column(made, "Diet", {"places": ["scan"]})
    assert made.show_at_scan == ("Table", "Hotel", "Diet")


def test_each_is_there_once_and_only_what_is_there_is_changed() -> None:
    made = event()
    with pytest.raises(NotPossible, match="Diet"):
        own_changes.with_new_column(made, "Diet", {})
    with pytest.raises(NotPossible, match="film"):
        own_changes.with_new_question(made, "film", {"text": "?"})
    with pytest.raises(NotFound, match="Shirt"):
        own_changes.without_column(made, "Shirt")
    with pytest.raises(NotFound, match="why"):
        own_changes.without_question(made, "why")
    assert own_changes.without_question(made, "film").questions == ()
    (question,) = own_changes.with_question(made, "film", {"text": {"ug": "?"}}).questions
    assert sorted(question.text) == ["en", "ja", "ug"]
