"""Changes of an event as values: copies and moves of sessions, and keys that are free."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkin.errors import NotFound
from checkin.plan.event_change import (
    ChangeKind,
    EventChange,
    copied_session,
    free_key,
    moved_session,
)
from tests import factories
from tests.factories import HOUR, MORNING


def test_a_copy_is_as_the_session_but_for_what_is_said() -> None:
    event = factories.event()
    copy = copied_session(event, "plenary", {"room": "Room 9"})
    assert (copy.kind, copy.key) == (ChangeKind.NEW_SESSION, "plenary-2")
    changed = copy.applied_to(event)
    assert changed.sessions[-1] == replace(
        event.session("plenary") or event.sessions[0], key="plenary-2", room="Room 9"
    )


def test_a_moved_session_is_as_long_as_before() -> None:
    event = factories.event()
    old = event.session("plenary")
    assert old is not None
    moved = moved_session(event, "plenary", starts=MORNING + 5 * HOUR).applied_to(event)
    assert moved.session("plenary") == replace(
        old, starts=MORNING + 5 * HOUR, ends=MORNING + 7 * HOUR
    )
    elsewhere = moved_session(event, "plenary", room="Hall").applied_to(event).session("plenary")
    assert elsewhere == replace(old, room="Hall")
    with pytest.raises(NotFound):
        moved_session(event, "nothing", room="Hall")


def test_a_key_of_what_was_taken_away_is_not_given_again() -> None:
    event = factories.event()
    gone = replace(event, sessions=event.sessions[:1], gone_sessions=event.sessions[1:])
    assert free_key(gone, "Plenary") == "plenary-2"
    assert free_key(gone, "開会 式!") == "開会-式"
    assert free_key(gone, "…") == "session"


def test_a_category_can_be_taken_away_and_comes_back() -> None:
    event = factories.event()
    gone = EventChange(ChangeKind.CANCEL_CATEGORY, "press").applied_to(event)
    assert "press" not in [category.key for category in gone.categories]
    with pytest.raises(NotFound):
        EventChange(ChangeKind.CANCEL_CATEGORY, "press").applied_to(gone)
