"""Entries about the event for property tests, and a history of desks that had not heard of each other."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from checkin.journal import (
    category_changed,
    changes_of_event,
    column_changed,
    event_changed,
    question_changed,
    session_changed,
)
from tests import factories
from tests.factories import MORNING

SESSIONS = ("entrance", "plenary")

# Different days, rooms and ends: with each of them the same scans mean something else.
EVENTS = (
    factories.event(),
    factories.event(day_starts=0, time_zone="America/New_York"),
    factories.event(
        sessions=(
            factories.session("entrance", room="Hall", exclusive=True),
            factories.timed("plenary", room="Room 201", exclusive=True, requires="entrance"),
        )
    ),
)

CHANGES = tuple(
    draft for before in EVENTS for after in EVENTS for draft in changes_of_event(before, after)
)
some_names = st.dictionaries(st.sampled_from(("en", "ja")), st.sampled_from(("", "A", "B")))
places = {"place": st.integers(0, 2), "gone": st.booleans()}
some_of_the_event = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from("XYZ"),
        "names": some_names,
        "time_zone": st.sampled_from(("Asia/Tokyo", "America/New_York", "Nowhere/At_All")),
        "days": st.just(["2026-10-30"]),
        "day_starts": st.sampled_from((0, 240)),
    },
)
some_of_a_session = st.fixed_dictionaries(
    {},
    optional={
        "name": some_names,
        "capacity": st.none() | st.integers(0, 2),
        "starts": st.none() | st.just(MORNING),
        "ends": st.none() | st.just(MORNING + 1_000),
        "requires": st.sampled_from(("", "gala", "entrance", "plenary")),
        "re_entry": st.sampled_from(("always", "of a newer program")),
        "exclusive": st.booleans(),
        "people": st.dictionaries(st.sampled_from(("1", "2")), st.booleans()),
        **places,
    },
)
some_of_a_category = st.fixed_dictionaries(
    {}, optional={"name": some_names, "colour": st.sampled_from(("#000000", "#ffffff")), **places}
)

some_of_a_column = st.fixed_dictionaries(
    {},
    optional={
        "name": some_names,
        "type": st.sampled_from(("choice", "of a newer program")),
        "choices": st.just(["vegan"]),
        "tier": st.sampled_from(("desk", "organiser")),
        "places": st.sampled_from((["card"], ["badge", "elsewhere"])),
        **places,
    },
)
some_of_a_question = st.fixed_dictionaries(
    {},
    optional={
        "text": some_names,
        "type": st.sampled_from(("text", "of a newer program")),
        "categories": st.just(["press"]),
        "asked": st.sampled_from(("once", "of a newer program")),
        "required": st.booleans(),
        **places,
    },
)

event_drafts = st.one_of(
    st.sampled_from(CHANGES),
    st.builds(event_changed, some_of_the_event),
    st.builds(session_changed, st.sampled_from((*SESSIONS, "gala")), some_of_a_session),
    st.builds(category_changed, st.sampled_from(("scholar", "press")), some_of_a_category),
    st.builds(column_changed, st.just("Diet"), some_of_a_column),
    st.builds(question_changed, st.just("film"), some_of_a_question),
)

# Desk, minute and draft.
APART: tuple[tuple[int, int, Any], ...] = (
    (
        1,
        0,
        session_changed("gala", {"name": {"en": "Gala"}, "place": 9, "people": {"3": True}}),
    ),
    (2, 0, session_changed("plenary", {"capacity": 120, "people": {"7": True}})),
    (3, 0, session_changed("plenary", {"name": {"ja": "本会議"}, "people": {"8": True}})),
    (4, 1, session_changed("workshop", {"gone": True})),
    (1, 2, session_changed("plenary", {"people": {"7": False}, "requires": "workshop"})),
)
