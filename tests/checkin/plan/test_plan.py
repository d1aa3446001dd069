"""Event configuration (plan): values are taken exactly, errors name the key."""

from __future__ import annotations

import os
import tomllib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.domain import ReEntry
from checkin.errors import BadPlan
from checkin.language import load
from checkin.plan.mistakes import MOST, mistakes
from checkin.plan.plan import Plan, from_mapping, read_plan
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PLAN = """
[event]
name = "International Forum"
time_zone = "Asia/Tokyo"
days = ["2026-10-31", "2026-10-30"]
venue = "National Diet"

[[category]]
key = "press"
name = { en = "Press", ja = "報道" }
colour = "#1F4E9C"

[[session]]
key = "entrance"
name = { en = "Entrance", ja = "入口" }

[[session]]
key = "plenary-1"
name = { en = "Opening plenary", ja = "開会" }
room = "Room 201"
starts = 2026-10-30T10:00:00
ends = 2026-10-30T12:00:00+02:00
doors_minutes = 45
capacity = 0
categories = ["press"]
requires = "entrance"
re_entry = "never"
"""
DEMO = ROOT / "resources" / "demo" / "plan.toml"


def utc(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp() * 1000)  # type: ignore[arg-type, misc]


def plan(**changes: Any) -> Plan:
    """The plan with replaced keys of its event, or replaced lists."""
    document = tomllib.loads(PLAN)
    for key, value in changes.items():
        (document if key in ("category", "session") else document["event"])[key] = value
    return from_mapping(document)


def session(**keys: Any) -> dict[str, Any]:
    return {"key": "s", "name": "S", **keys}


def test_a_whole_plan_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8-sig")

    event = read_plan(path).event("an-id")

    assert (event.id, event.name, event.time_zone) == ("an-id", "International Forum", "Asia/Tokyo")
    assert event.days == ("2026-10-30", "2026-10-31")
    category = event.category("press")
    assert category is not None
    assert (category.name["ja"], category.colour) == ("報道", "#1f4e9c")
    entrance, plenary = event.sessions
    assert (entrance.starts, entrance.capacity, entrance.re_entry) == (
        None,
        None,
        ReEntry.AFTER_EXIT,
    )
    assert plenary.starts == utc(2026, 10, 30, 1)
    assert plenary.ends == utc(2026, 10, 30, 10)
    assert (plenary.capacity, plenary.doors_minutes) == (0, 45)
    assert (plenary.categories, plenary.requires) == (("press",), "entrance")
    assert plenary.re_entry is ReEntry.NEVER


def test_the_plan_of_the_demo_is_good() -> None:
    assert len(read_plan(DEMO).sessions) == 12


def test_without_sessions_there_is_an_entrance() -> None:
    (entrance,) = plan(session=[]).sessions

    assert entrance.key == "entrance"
    assert entrance.name["ja"] == "入口"


def test_a_plain_name_counts_as_english() -> None:
    assert plan(session=[session(name="Hall")]).sessions[0].name == {"en": "Hall"}


def test_a_day_and_a_time_may_be_written_as_toml_or_as_text() -> None:
    document = tomllib.loads('days = [2026-10-30]\nstarts = "2026-10-30T10:00"')
    found = plan(days=document["days"], session=[session(starts=document["starts"])])

    assert found.days == ("2026-10-30",)
    assert found.sessions[0].starts == utc(2026, 10, 30, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "[event]: name is empty."),
        ({"name": 5}, "[event]: name must be text."),
        ({"name": "x" * 301}, "[event]: name is longer than 300 letters."),
        ({"nmae": "x"}, "[event]: nmae is no key of an event file."),
        ({"time_zone": "Tokio"}, "there is no time zone Tokio"),
        ({"time_zone": "../../etc/passwd"}, "there is no time zone"),
        ({"days": []}, "[event]: days is empty."),
        ({"days": "2026-10-30"}, "[event]: days must be a list."),
        ({"days": ["2026-02-30"]}, "[event]: days[0] must be a day"),
        ({"days": ["2026-10-30", "2026-10-30"]}, "names one day twice"),
        ({"category": [{"key": "a b", "name": "x"}]}, "category 1: key a b must be one short word"),
        ({"category": [{"name": "x"}]}, "category 1: key is missing."),
        ({"category": [{"key": "a", "name": "x"}] * 2}, "category 2: key a is there twice."),
        ({"category": [{"key": "a", "name": "x", "colour": "red"}]}, "category a: colour must be a colour"),
        ({"category": [{"key": "a", "name": {}}]}, "category a: name must have a text"),
        ({"category": [{"key": "a", "name": {"EN!": "x"}}]}, "category a: name: EN! is no code"),
        ({"category": [{"key": "a", "name": {"en": 1}}]}, "category a: name: en must be text."),
        ({"category": {"key": "a"}}, "category must be a list of tables"),
        ({"session": [session(name=None)]}, "session s: name is missing."),
        ({"session": [session(room=1)]}, "session s: room must be text."),
        ({"session": [session(colour="x")]}, "session s: colour is no key of an event file."),
        ({"session": [session(), session()]}, "session 2: key s is there twice."),
        ({"session": [session(starts="soon")]}, "session s: starts must be a time"),
        ({"session": [session(starts=10)]}, "session s: starts must be a time"),
        ({"session": [session(starts="0001-01-01T00:00")]}, "session s: starts must be a time"),
        (
            {"session": [session(starts="2026-10-30T10:00", ends="2026-10-30T10:00")]},
            "session s: ends must be after the start.",
        ),
        ({"session": [session(capacity=-1)]}, "session s: capacity must be a whole number"),
        ({"session": [session(capacity=True)]}, "session s: capacity must be a whole number"),
        ({"session": [session(doors_minutes=9999)]}, "from 0 to 1440"),
        ({"session": [session(categories="press")]}, "session s: categories must be a list."),
        ({"session": [session(categories=[1])]}, "session s: categories must be a list of texts."),
        ({"session": [session(categories=["vip"])]}, "names the category vip, and there is none"),
        ({"session": [session(requires="gate")]}, "names the session gate, and there is none"),
        ({"session": [session(requires="s")]}, "session s: requires goes round in a circle"),
        ({"session": [session(re_entry="maybe")]}, "must be one of after_exit, always, never"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadPlan) as error:
        plan(**changes)

    assert sentence in str(error.value)


def test_sessions_that_require_each_other_are_refused() -> None:
    circle = [session(key=key, requires=required) for key, required in ("ab", "bc", "ca")]

    with pytest.raises(BadPlan, match="circle"):
        plan(session=circle)


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(BadPlan, match="skip"):
        plan(time_zone="Europe/Berlin", session=[session(starts="2026-03-29T02:30")])


def test_a_plan_without_an_event_is_refused() -> None:
    with pytest.raises(BadPlan, match="event is missing"):
        from_mapping({})
    with pytest.raises(BadPlan, match="event must be a table"):
        from_mapping({"event": 1})
    with pytest.raises(BadPlan, match="sessions is no key"):
        from_mapping({**tomllib.loads(PLAN), "sessions": []})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"[event\n", "line 1"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"#" * 1_000_001, "too large"),
        (b"a = " + b"[" * 5000, "not written as TOML"),
        (b"", "event is missing"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(content)

    with pytest.raises(BadPlan, match=sentence):
        read_plan(path)


MANY = """
[event]
naem = "Forum"
name = "Forum"
time_zone = "Tokyo"
days = ["2026-10-30", "30 October"]

[[category]]
key = "press"
name = "Press"
color = "#ff0000"

[[session]]
key = "hall"
name = "Hall"
capacity = "many"
categories = ["pres"]

[[session]]
key = "hall"
name = "Another hall"

[[session]]
key = "panel"
name = "Panel"
requires = "hal"
"""


def test_all_mistakes_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(MANY, encoding="utf-8")
    with pytest.raises(BadPlan) as found:
        read_plan(path)
    lines = [line.partition(":")[0] for line in load("en").explain(found.value).splitlines()]
    assert lines == [f"Line {number}" for number in (3, 5, 6, 11, 16, 17, 20, 26)]
    assert "hall" in str(found.value)


def test_what_follows_from_another_mistake_is_none(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        PLAN.replace('name = "International', 'naem = "International'), encoding="utf-8"
    )
    with pytest.raises(BadPlan) as found:
        read_plan(path)
    assert len(str(found.value).splitlines()) == 1


@given(
    st.recursive(
        st.integers() | st.text(max_size=3) | st.booleans(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["key", "name", "event", "session", "category", "days", "time_zone"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_is_in_the_file_its_mistakes_come_to_an_end(value: Any) -> None:
    document = {"event": value, "session": [value, value], "category": value}
    found = mistakes(document, from_mapping)
    assert 1 <= len(found) <= MOST


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(BadPlan, match="There is no event file"):
            read_plan(path)


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="needs a file that is closed to us"
)
def test_a_file_that_is_closed_to_us_says_why(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    path.chmod(0)

    with pytest.raises(BadPlan, match="cannot be read"):
        read_plan(path)
