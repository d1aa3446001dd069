"""Flags, own sessions and columns change element by element: what two desks set apart stands on both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal import (
    EntryKind,
    delegate_changed,
    event_changed,
    read_event,
    session_changed,
)
from checkin.journal.kinds import EntryDraft
from tests.desks_in_memory import MemoryDesk, merge, two_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

ADA = "a1" * 16
BEFORE: dict[str, Any] = {
    "number": 1,
    "flags": ["no_photo"],
    "sessions": "plenary",
    "extras": {"diet": "vegan", "hotel": "Hilltop"},
}


@pytest.fixture
def desks() -> Iterator[tuple[MemoryDesk, MemoryDesk]]:
    """Two desks that know Ada, and hear nothing of each other from now on."""
    with two_apart(delegate_changed(ADA, BEFORE)) as both:
        yield both


def ada(one: MemoryDesk, two: MemoryDesk) -> tuple[list[str], str, dict[str, str]]:
    """Her flags, sessions and columns, after both desks have heard of each other."""
    merge(one, two)
    with one.memory.read() as connection:
        row = connection.execute(sa.select(schema.delegate)).one()
    return json.loads(row.flags), row.sessions, json.loads(row.extras)


def test_a_flag_set_at_each_of_two_desks_is_set_twice(desks: tuple[MemoryDesk, MemoryDesk]) -> None:
    one, two = desks
    one.write(delegate_changed(ADA, {"flags": ["call_lead"]}))
    two.write(delegate_changed(ADA, {"flags": ["protected"]}))
    assert ada(one, two)[0] == ["no_photo", "call_lead", "protected"]


def test_one_is_taken_away_while_another_is_set(desks: tuple[MemoryDesk, MemoryDesk]) -> None:
    one, two = desks
    one.write(delegate_changed(ADA, {"flags": {"set": [], "gone": ["no_photo"]}}))
    two.write(delegate_changed(ADA, {"flags": ["call_lead"]}))
    assert ada(one, two)[0] == ["call_lead"]


def test_a_session_and_a_column_of_each_desk_stand(desks: tuple[MemoryDesk, MemoryDesk]) -> None:
    one, two = desks
    one.write(
        delegate_changed(ADA, {"sessions": {"set": ["gala"], "gone": []}, "extras": {"diet": ""}})
    )
    two.write(
        delegate_changed(
            ADA, {"sessions": {"set": [], "gone": ["plenary"]}, "extras": {"bus": "7"}}
        )
    )
    assert ada(one, two)[1:] == ("gala", {"hotel": "Hilltop", "bus": "7"})


@pytest.mark.parametrize(
    "flags", [["call_lead"], {"call_lead": "yes"}, {"set": ["call_lead"]}, "call_lead"]
)
def test_flags_in_any_other_form_are_not_understood(
    desks: tuple[MemoryDesk, MemoryDesk], flags: object
) -> None:
    one, two = desks
    sections: dict[Tier, dict[str, Any]] = {
        Tier.DOOR: {"delegate": ADA, "fields": {}},
        Tier.DESK: {"fields": {"flags": flags}},
    }
    one.write(EntryDraft(EntryKind.DELEGATE_CHANGED, sections))
    assert ada(one, two)[0] == ["no_photo"]
    with one.memory.read() as connection:
        assert connection.scalars(sa.select(schema.ignored.c.why)).all() == ["not_understood"]


def test_a_day_and_a_category_of_each_desk_stand(desks: tuple[MemoryDesk, MemoryDesk]) -> None:
    one, two = desks
    one.write(
        event_changed({"name": "Forum", "days": ["2026-10-30"]}),
        session_changed("plenary", {"name": {"en": "Plenary"}, "categories": ["press"]}),
    )
    two.receive(one.entries())
    one.write(
        event_changed({"days": ["2026-10-31"]}),
        session_changed("plenary", {"categories": ["scholar"]}),
    )
    two.write(
        event_changed({"days": ["2026-10-29"]}),
        session_changed("plenary", {"categories": {"set": ["member"], "gone": ["press"]}}),
    )
    ada(one, two)
    with one.memory.read() as connection:
        event = read_event(connection)
    assert event is not None
    assert event.days == ("2026-10-29", "2026-10-30", "2026-10-31")
    assert sorted(event.sessions[0].categories) == ["member", "scholar"]


def test_a_flag_that_is_set_once_more_stands_against_its_taking_away_elsewhere(
    desks: tuple[MemoryDesk, MemoryDesk],
) -> None:
    one, two = desks
    one.write(delegate_changed(ADA, {"flags": {"set": [], "gone": ["no_photo"]}}))
    two.write(delegate_changed(ADA, {"flags": ["no_photo"]}))  # at one moment: the later desk
    assert ada(one, two)[0] == ["no_photo"]
