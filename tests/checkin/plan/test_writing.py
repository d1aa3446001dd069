"""An event written out as a plan file is read back as the same event."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from checkin.domain import (
    PLACES,
    AnswerType,
    AskedWhen,
    Category,
    Event,
    EventColumn,
    EventQuestion,
    NameOrder,
    ReEntry,
    Session,
    Tier,
)
from checkin.names import clean
from checkin.plan.plan import from_mapping, read_plan
from checkin.plan.writing import to_toml
from tests import factories
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LINES = st.text(max_size=20).map(clean).filter(bool)
LANGUAGES = st.sampled_from(["en", "ja", "ug", "zh-Hant"])
NAMES = st.dictionaries(LANGUAGES, LINES, min_size=1)
# Around the night of 2026-10-25, whose second hour Europe's clocks show twice.
SECONDS = st.integers(1_761_350_000, 1_793_500_000).map(lambda second: second * 1000)
CATEGORIES = st.lists(st.sampled_from(["press", "scholar", "staff"]), unique=True)


@st.composite
def sessions(draw: st.DrawFn, key: str) -> Session:
    starts = draw(st.none() | SECONDS)
    length = draw(st.integers(1, 100_000))
    return Session(
        key,
        draw(NAMES),
        room=draw(LINES | st.just("")),
        starts=starts,
        ends=None if starts is None else draw(st.none() | st.just(starts + length * 1000)),
        doors_minutes=draw(st.integers(0, 1440)),
        capacity=draw(st.none() | st.integers(0, 10**9)),
        categories=tuple(draw(CATEGORIES)),
        requires=draw(st.sampled_from(["", "entrance"])) if key != "entrance" else "",
        re_entry=draw(st.sampled_from(ReEntry)),
        exclusive=draw(st.booleans()),
        leave_minutes=draw(st.integers(0, 1440)),
        people=tuple(draw(st.lists(st.integers(1, 10**9), unique=True, max_size=4))),
        quorum=draw(st.none() | st.integers(0, 10**9)),
    )


@st.composite
def columns(draw: st.DrawFn, key: str) -> EventColumn:
    kind = draw(st.sampled_from(AnswerType))
    choices = st.lists(LINES, min_size=kind is AnswerType.CHOICE, max_size=3, unique=True)
    return EventColumn(
        key,
        draw(NAMES | st.just({})),
        kind,
        tuple(draw(choices)),
        draw(st.sampled_from([Tier.ORGANISER, Tier.DESK])),
        tuple(place for place in PLACES if draw(st.booleans())),
    )


@st.composite
def questions(draw: st.DrawFn, key: str) -> EventQuestion:
    kind = draw(st.sampled_from([AnswerType.YES_NO, AnswerType.TEXT, AnswerType.CHOICE]))
    choices = st.lists(LINES, min_size=kind is AnswerType.CHOICE, max_size=3, unique=True)
    return EventQuestion(
        key,
        draw(NAMES),
        kind,
        tuple(draw(choices)),
        tuple(draw(CATEGORIES)),
        draw(st.sampled_from(AskedWhen)),
        draw(st.booleans()),
    )


@st.composite
def events(draw: st.DrawFn) -> Event:
    names, venues = draw(NAMES | st.just({})), draw(NAMES | st.just({}))
    colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
    days = draw(st.lists(st.dates(), min_size=1, max_size=3, unique=True))
    return Event(
        "an-id",
        names.get("en") or next(iter(names.values()), "") or draw(LINES),
        draw(st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/New_York"])),
        tuple(sorted(day.isoformat() for day in days)),
        venues.get("en") or next(iter(venues.values()), "") or draw(LINES | st.just("")),
        tuple(Category(key, draw(NAMES), draw(colours)) for key in ("press", "scholar", "staff")),
        (draw(sessions("entrance")), *(draw(sessions(f"s{at}")) for at in range(2))),
        day_starts=draw(st.integers(0, 1439)),
        names=names,
        short_names=draw(NAMES | st.just({})),
        venues=venues,
        columns=tuple(draw(columns(key)) for key in ("Diet of guests", "ホテル")),
        questions=(draw(questions("meal")),),
        name_order=draw(st.sampled_from(NameOrder)),
        show_at_scan=tuple(draw(st.lists(LINES, max_size=3, unique=True))),
    )


@given(events())
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    assert from_mapping(tomllib.loads(to_toml(event))).event(event.id) == event


def test_the_demo_comes_back_and_what_has_its_default_is_left_out(tmp_path: Path) -> None:
    event = read_plan(ROOT / "resources" / "demo" / "plan.toml").event("an-id")
    text = to_toml(event)
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    assert read_plan(path).event("an-id") == event
    assert "starts = 2026-10-30T10:00:00\n" in text
    assert "leave_minutes" not in text


def test_a_category_that_is_gone_stays_where_a_session_names_it() -> None:
    event = factories.event()
    staff = Category("staff", {"en": "Staff"})
    first = replace(event.sessions[0], categories=("staff",))
    gone = replace(event, sessions=(first, *event.sessions[1:]), gone_categories=(staff,))
    again = from_mapping(tomllib.loads(to_toml(gone)))
    assert again.sessions == gone.sessions
    assert again.categories == (*event.categories, staff)
    assert (
        from_mapping(tomllib.loads(to_toml(replace(event, gone_categories=(staff,))))).categories
        == event.categories
    )
