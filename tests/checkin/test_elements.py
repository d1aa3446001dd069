"""Changes of lists and mappings as an entry has them, and what comes of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.elements import as_added, change, differing, merge, merged

WORDS = st.lists(st.sampled_from("abcdef"), unique=True)
COLUMNS = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"))


@given(WORDS, WORDS)
def test_a_changed_list_becomes_the_new_one_in_its_order(
    before: list[str], after: list[str]
) -> None:
    assert merged([{"days": as_added(before)}, {"days": change(before, after)}])["days"] == after


@given(COLUMNS, COLUMNS)
def test_a_changed_mapping_becomes_the_new_one(
    before: dict[str, str], after: dict[str, str]
) -> None:
    known = merged([{"extras": before}, {"extras": change(before, after)}])
    assert known["extras"] == after


@given(WORDS, WORDS, WORDS)
def test_what_two_desks_set_apart_is_set_whichever_comes_first(
    before: list[str], one: list[str], two: list[str]
) -> None:
    changes = [
        {"flags": change(before, [*before, *(set(new) - set(before))])} for new in (one, two)
    ]
    for order in (changes, changes[::-1]):
        assert set(merged([{"flags": as_added(before)}, *order])["flags"]) == {*before, *one, *two}


def test_one_word_is_taken_away_while_another_is_set() -> None:
    known: dict[str, Any] = {"flags": ["no_photo"]}
    merge(known, {"flags": change(["no_photo"], [])})
    merge(known, {"flags": change(["no_photo"], ["no_photo", "call_lead"])})
    assert known == {"flags": ["call_lead"]}


@pytest.mark.parametrize("value", ["Hall", 7, None, True])
def test_any_other_value_is_the_latest(value: object) -> None:
    assert merged([{"room": "A"}, {"room": change("A", value)}]) == {"room": value}


def test_only_what_differs_is_said() -> None:
    before = {"name": {"en": "Opening", "ja": "開会"}, "room": "A", "categories": ["press"]}
    after = {"name": {"en": "Opening"}, "room": "A", "categories": ["press", "scholar"]}
    assert differing(before, after) == {
        "name": {"ja": ""},
        "categories": {"set": ["scholar"], "gone": []},
    }
