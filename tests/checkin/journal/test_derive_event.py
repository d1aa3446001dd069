"""The event derived from its changes: what desks changed apart stands, and it can always be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from checkin.domain import THE_ENTRANCE, Session
from checkin.journal import EntryKind, event_changed, read_event, session_changed
from tests import factories
from tests.checkin.journal.event_drafts import APART
from tests.desks_in_memory import EVENT, MemoryDesk, five, story
from tests.factories import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Event
    from checkin.journal import Entry


def event_of(batches: Iterable[Iterable[Entry]]) -> Event | None:
    """The event of a new desk that receives the entries."""
    desk = MemoryDesk(9)
    for batch in batches:
        desk.receive(batch)
    with desk.memory.read() as connection:
        event = read_event(connection)
    desk.memory.close()
    return event


def everything(acts: tuple[tuple[int, int, Any], ...]) -> list[Entry]:
    """The first entries of the event, and then those of a story."""
    first, entries = story(*acts)
    return [*first, *entries]


def test_a_session_added_at_one_desk_and_a_capacity_changed_at_another_both_stand() -> None:
    told = everything(APART)
    event = event_of([[entry] for entry in reversed(told)])
    assert event is not None
    assert [session.key for session in event.sessions] == [
        *(s.key for s in factories.event().sessions if s.key != "workshop"),
        "gala",
    ]
    plenary = event.session("plenary")
    assert plenary is not None
    before = factories.event().session("plenary")
    assert before is not None
    assert plenary == replace(
        before, capacity=120, name={"en": "Plenary", "ja": "本会議"}, people=(8,)
    )
    assert [session.key for session in event.gone_sessions] == ["workshop"]


def test_what_was_taken_away_comes_back_with_all_that_was_known_of_it() -> None:
    told = everything(
        (
            (1, 0, session_changed("workshop", {"gone": True})),
            (2, 1, session_changed("workshop", {"capacity": 5})),
            (3, 2, session_changed("workshop", {"gone": False})),
        )
    )
    event, before = event_of([told]), factories.event()
    assert event is not None
    workshop = before.session("workshop")
    assert workshop is not None
    assert event.session("workshop") == replace(workshop, capacity=5)
    assert [session.key for session in event.sessions] == [s.key for s in before.sessions]


def test_a_session_of_which_a_single_field_is_known_has_defaults() -> None:
    event = event_of([everything(((1, 0, session_changed("gala", {"capacity": 3})),))])
    assert event is not None
    assert event.session("gala") == Session("gala", {}, capacity=3)


@pytest.mark.parametrize(
    "required",
    [
        {"gala": {"requires": "never came"}},
        {"gala": {"requires": "plenary"}, "plenary": {"requires": "gala"}},
    ],
    ids=["what never came", "each other"],
)
def test_a_session_that_requires_what_nobody_can_attend_requires_nothing(
    required: dict[str, dict[str, Any]],
) -> None:
    acts = tuple((1, 0, session_changed(key, fields)) for key, fields in required.items())
    event = event_of([everything(acts)])
    assert event is not None
    assert [s.requires for s in event.sessions if s.key in required] == [""] * len(required)
    workshop = event.session("workshop")
    assert workshop is not None
    assert workshop.requires == "entrance"


def test_an_event_without_any_session_has_an_entrance() -> None:
    gone = [session_changed(s.key, {"gone": True}) for s in factories.event().sessions]
    event = event_of([everything(tuple((1, at, draft) for at, draft in enumerate(gone)))])
    assert event is not None
    assert event.sessions == (THE_ENTRANCE,)
    assert len(event.gone_sessions) == len(gone)


def test_of_time_zones_the_latest_that_is_known_here_counts() -> None:
    told = everything(
        (
            (1, 0, event_changed({"time_zone": "Europe/Oslo"})),
            (1, 1, event_changed({"time_zone": "Nowhere/At_All", "venue": "Hall"})),
        )
    )
    event = event_of([told])
    assert event is not None
    assert (event.time_zone, event.venue) == ("Europe/Oslo", "Hall")


def test_there_is_no_event_before_its_own_entry_has_come() -> None:
    first = five(Clock().wall)[0].entries()
    changed = [entry for entry in first if entry.header.kind != EntryKind.EVENT_CHANGED]
    assert event_of([changed]) is None
    assert event_of([first]) == factories.event(id=EVENT)
