"""Conditions of a session: how a line is read, and when what it says holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.conditions import Facts, must_ask_desk, unmet
from checkin.domain import ConditionKind, NotACondition, SessionCondition, condition
from checkin.domain.conditions import LONGEST
from tests.factories import session

NOON = "2026-10-30 12:00"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Training = yes, done", {"name": "Training", "values": ("yes", "done")}),
        ("Training", {"name": "Training"}),
        ("Diet != none", {"name": "Diet", "values": ("none",), "is_not": True}),
        ("Diet ≠ none", {"name": "Diet", "values": ("none",), "is_not": True}),
        ("Points >= 3", {"name": "Points", "least": 3}),
        ("Points ≤ 30", {"name": "Points", "most": 30}),
        ("研修 = 済", {"name": "研修", "values": ("済",)}),
        ("mark = yes", {"name": "mark", "values": ("yes",)}),
        ("mark vip, host", {"kind": ConditionKind.MARK, "values": ("vip", "host")}),
        ("no mark press", {"kind": ConditionKind.MARK, "values": ("press",), "is_not": True}),
        ("times <= 1", {"kind": ConditionKind.TIMES, "most": 1}),
        ("attended a, b", {"kind": ConditionKind.ATTENDED, "values": ("a", "b"), "least": 2}),
        ("attended a, b >= 1", {"kind": ConditionKind.ATTENDED, "values": ("a", "b"), "least": 1}),
        ("from 9:00", {"kind": ConditionKind.FROM, "at": "09:00"}),
        ("until 2026-10-30 12:00", {"kind": ConditionKind.UNTIL, "at": NOON}),
        (
            "press, staff: until 12:00 -- Please come in the morning.",
            {
                "kind": ConditionKind.UNTIL,
                "at": "12:00",
                "categories": ("press", "staff"),
                "sentence": "Please come in the morning.",
            },
        ),
    ],
)
def test_a_line_says_one_condition(line: str, expected: dict[str, object]) -> None:
    assert condition(line) == SessionCondition(**{"kind": ConditionKind.COLUMN, **expected})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line", ["", " -- why", "Points >= many", "Training =", "attended a >= x", "x" * (LONGEST + 1)]
)
def test_what_is_no_condition_is_refused(line: str) -> None:
    with pytest.raises(NotACondition):
        condition(line)


@given(st.text(max_size=60))
def test_no_text_is_more_than_refused(line: str) -> None:
    try:
        known = condition(line)
    except NotACondition:
        return
    facts = Facts("press", NOON, ("vip",), {"Training": "yes"}, {"hall": 1})
    assert unmet(session("hall", conditions=(line,)), facts) in {None, known}


@pytest.mark.parametrize(
    ("line", "holds", "does_not"),
    [
        ("training = YES", {"columns": {"Training": "yes "}}, {"columns": {"Training": "no"}}),
        ("Training", {"columns": {"Training": "x"}}, {"columns": {}}),
        ("Diet != none", {"columns": {"Diet": ""}}, {"columns": {"Diet": "None"}}),
        ("Points >= 3", {"columns": {"Points": "3"}}, {"columns": {"Points": "2"}}),
        ("Points <= 3", {"columns": {"Points": "3"}}, {"columns": {"Points": "many"}}),
        ("mark vip, host", {"marks": ("host",)}, {"marks": ("press",)}),
        ("no mark press", {"marks": ()}, {"marks": ("press",)}),
        ("times <= 1", {"visits": {"other": 5}}, {"visits": {"hall": 1}}),
        ("attended a, b", {"visits": {"a": 1, "b": 2}}, {"visits": {"a": 1, "b": 0}}),
        ("attended a, b >= 1", {"visits": {"b": 1}}, {"visits": {}}),
        ("from 12:00", {"now": NOON}, {"now": "2026-10-31 11:59"}),
        ("until 2026-10-30 12:00", {"now": "2026-10-30 11:59"}, {"now": NOON}),
        (
            "press: until 12:00",
            {"now": NOON, "category": "staff"},
            {"now": NOON, "category": "press"},
        ),
    ],
)
def test_a_condition_holds_or_does_not(
    line: str, holds: dict[str, object], does_not: dict[str, object]
) -> None:
    hall = session("hall", conditions=(line,))
    plain = {"category": "scholar", "now": NOON}
    assert unmet(hall, Facts(**{**plain, **holds})) is None  # type: ignore[arg-type]
    assert unmet(hall, Facts(**{**plain, **does_not})) == condition(line)  # type: ignore[arg-type]


def test_all_must_hold_and_the_first_that_does_not_is_told() -> None:
    hall = session("hall", conditions=("Training = yes", "Paid", "mark vip"))
    facts = Facts("press", NOON, (), {"Training": "yes"})
    assert unmet(hall, facts) == condition("Paid")


def test_a_door_asks_the_desk_about_columns_and_marks_alone() -> None:
    at_door = Facts("press", NOON, is_door=True, visits={"hall": 1})
    assert must_ask_desk(session("hall", conditions=("Paid",)), at_door)
    assert not must_ask_desk(session("hall", conditions=("staff: Paid",)), at_door)
    once = session("hall", conditions=("times <= 1",))
    assert not must_ask_desk(once, at_door)
    assert unmet(once, at_door) == condition("times <= 1")
