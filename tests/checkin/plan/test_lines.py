"""Mistakes in a plan file are told with their line, and with the word that was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.errors import BadPlan
from checkin.language import load
from checkin.plan.lines import line_of
from checkin.plan.plan import read_plan

if TYPE_CHECKING:
    from pathlib import Path

PLAN = '''\
# [event] of last year
[event]
name = """
A "forum"
of two days"""
time_zone = "Asia/Tokyo"
days = [
  "2026-10-30",  # name = "no key"
  "2026-10-31",
]

[[category]]
key = "press"
name.en = "Press"

[[session]]
key = "entrance"
name = { en = "Entrance" }

[[session]]
key = "plenary"
name = "Plenary"
categories = ["press"]
requires = "entrance"
capacity = 12
'''


def test_a_key_is_found_wherever_toml_lets_it_stand() -> None:
    assert line_of(PLAN, ("event", "name")) == 3
    assert line_of(PLAN, ("event", "days")) == 7
    assert line_of(PLAN, ("category", 0, "name", "en")) == 14
    assert line_of(PLAN, ("session", 1, "capacity")) == 25
    assert line_of(PLAN.replace("\n", "\r\n"), ("session", 1, "capacity")) == 25


def test_of_what_has_no_line_the_table_around_it_is_told() -> None:
    assert line_of(PLAN, ("session", 0, "name", "en")) == 18
    assert line_of(PLAN, ("session", 1, "room")) == 20
    assert line_of('session = [{ key = "a" }]', ("session", 0, "key")) == 1
    assert line_of(PLAN, ("sponsor",)) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("capacity", "capcity", "Line 25: session plenary: capcity is no key of an event file. "),
        ('["press"]', '["pres"]', "Line 23: session plenary: categories names the category pres"),
        ('"entrance"\ncap', '"entrace"\ncap', "Line 24: session plenary: requires names the"),
        ("capacity = 12", 're_entry = "allways"', "Line 25: session plenary: re_entry must be one"),
        ("name.en", 'colour = "gren"\nname.en', "Line 14: category press: colour must be a"),
        ("Asia/Tokyo", "Asia/Tokio", "Line 6: [event]: time_zone: there is no time zone"),
    ],
)
def test_a_mistake_has_its_line_and_the_word_that_was_meant(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    meant = {"capcity": "capacity", "pres": "press", "entrace": "entrance", "allways": "always"}
    word = next((value for key, value in meant.items() if f'"{key}"' in new or key == new), "")
    word = word or ("#3f7d20" if "gren" in new else "Asia/Tokyo")
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.replace(old, new), encoding="utf-8")
    with pytest.raises(BadPlan) as caught:
        read_plan(path)
    sentence = load("en").explain(caught.value)
    assert sentence.startswith(said)
    assert sentence.endswith(f"Do you mean {word}?")


def test_where_nothing_is_near_nothing_is_guessed(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.replace("capacity", "sponsor"), encoding="utf-8")
    with pytest.raises(BadPlan, match=r"Line 25: .*Known here") as caught:
        read_plan(path)
    assert "mean" not in load("en").explain(caught.value)
