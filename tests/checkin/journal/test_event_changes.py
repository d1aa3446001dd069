"""Differences of two states of an event as entries: applied to the one they make the other."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.domain import Category, Event, EventColumn, EventQuestion, ReEntry, Session, Tier
from checkin.journal import changes_of_event, desk_added, read_event, session_changed
from checkin.journal.bodies import (
    CATEGORY_FIELDS,
    COLUMN_FIELDS,
    EVENT_FIELDS,
    QUESTION_FIELDS,
    SESSION_FIELDS,
)
from tests import factories
from tests.desks_in_memory import EVENT, MemoryDesk

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = st.dictionaries(st.sampled_from(("en", "ja")), st.sampled_from("AB"))
HOURS = st.none() | st.integers(0, 5)
sessions = st.builds(
    Session,
    key=st.sampled_from("abcd"),
    name=NAMES,
    room=st.sampled_from(("", "Hall")),
    starts=HOURS,
    ends=HOURS,
    capacity=HOURS,
    categories=st.lists(st.sampled_from("xy"), unique=True).map(tuple),
    re_entry=st.sampled_from(ReEntry),
    people=st.sets(st.integers(1, 4)).map(sorted).map(tuple),
)
categories = st.builds(
    Category,
    key=st.sampled_from("xyz"),
    name=NAMES,
    colour=st.sampled_from(("#000000", "#ffffff")),
)
events = st.builds(
    lambda listed, more, **fields: factories.event(
        id=EVENT, sessions=tuple(listed), categories=tuple(more), **fields
    ),
    st.lists(sessions, min_size=1, unique_by=lambda session: session.key),
    st.lists(categories, unique_by=lambda category: category.key),
    name=st.sampled_from("XY"),
    names=NAMES,
    day_starts=st.integers(0, 2),
)


@given(st.lists(events, min_size=1, max_size=4))
def test_the_changes_make_one_event_of_another(states: list[Event]) -> None:
    desk = MemoryDesk(0)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)))
    before: Event | None = None
    for after in states:
        desk.write(*changes_of_event(before, after))
        with desk.memory.read() as connection:
            before = read_event(connection)
        assert before is not None
        assert changes_of_event(before, after) == ()
        assert replace(before, gone_sessions=(), gone_categories=()) == after
    desk.memory.close()


@pytest.mark.parametrize(
    ("kind", "described", "more"),
    [
        (Session, SESSION_FIELDS, {"gone"}),
        (Category, CATEGORY_FIELDS, {"gone"}),
        (EventColumn, COLUMN_FIELDS, {"gone"}),
        (EventQuestion, QUESTION_FIELDS, {"gone"}),
        (Event, EVENT_FIELDS, set[str]()),
    ],
)
def test_every_field_can_be_changed(
    kind: type[Any], described: Mapping[str, object], more: set[str]
) -> None:
    own = {"id", "key"}
    if kind is Event:
        own |= {"categories", "sessions", "columns", "questions"}
        own |= {"gone_categories", "gone_sessions", "gone_columns", "gone_questions"}
    names = {attribute.name for attribute in fields(kind)} - own
    assert names | more == set(described)


def test_only_what_differs_is_recorded() -> None:
    desk = MemoryDesk(0)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)))
    desk.write(*changes_of_event(None, factories.event()))
    with desk.memory.read() as connection:
        before = read_event(connection)
    desk.memory.close()
    assert before is not None
    workshop = replace(before.sessions[2], capacity=5, name={"en": "Workshop", "ja": "研究会"})
    kept = [session for session in before.sessions if session.key != "workshop"]
    assert changes_of_event(before, before) == ()
    in_place = tuple(workshop if s.key == "workshop" else s for s in before.sessions)
    assert changes_of_event(before, replace(before, sessions=in_place)) == (
        session_changed("workshop", {"name": {"ja": "研究会"}, "capacity": 5}),
    )
    assert changes_of_event(before, replace(before, sessions=tuple(kept))) == (
        session_changed("workshop", {"gone": True}),
    )
