"""More people than places, and sessions that were changed while another desk went on as before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkin import rules
from checkin.domain import ConflictKind
from checkin.journal import session_changed
from tests import factories
from tests.checkin.conflicts.apart import ADA, BEN, CHIO, let_in, let_out, two_desks
from tests.desks_in_memory import EVENT
from tests.factories import HOUR, MORNING


def test_more_people_than_places_are_told_with_those_who_came_last() -> None:
    with two_desks() as apart:
        apart.write(apart.one, let_in(ADA, "workshop"))
        (second,) = apart.write(apart.two, let_in(BEN, "workshop"))
        (third,) = apart.write(apart.one, let_in(CHIO, "workshop"))
        (conflict,) = apart.merged()
        assert conflict.kind is ConflictKind.OVER_CAPACITY
        assert (conflict.count, conflict.limit, conflict.session) == (3, 2, "workshop")
        assert (conflict.entries, conflict.people) == ((third,), (CHIO,))
        assert second not in conflict.entries
        assert conflict.undoes == ()  # nobody is put out


@pytest.mark.parametrize("forced", [True, False])
def test_not_where_a_lead_let_them_in_or_somebody_had_left(*, forced: bool) -> None:
    with two_desks() as apart:
        apart.write(apart.one, let_in(ADA, "workshop"), let_in(BEN, "workshop"))
        if not forced:
            apart.write(apart.two, let_out(ADA, "workshop"))
        apart.write(apart.two, let_in(CHIO, "workshop", forced=forced))
        assert apart.merged() == []


def test_who_came_before_there_were_fewer_places_is_not_too_many() -> None:
    with two_desks() as apart:
        apart.write(apart.one, let_in(ADA, "workshop"), let_in(BEN, "workshop"))
        apart.write(apart.one, session_changed("workshop", {"capacity": 1}))
        assert apart.merged() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"gone": True},
        {"categories": ["press"]},
        {"starts": MORNING + 2 * HOUR, "ends": MORNING + 3 * HOUR},
    ],
    ids=["taken away", "for others", "later"],
)
def test_a_session_changed_while_another_desk_went_on(fields: dict[str, Any]) -> None:
    event = factories.event(id=EVENT, sessions=(factories.session("plenary"),))
    with two_desks(event=event) as apart:
        apart.write(apart.two, let_in(BEN, "plenary"))
        (change,) = apart.write(apart.one, session_changed("plenary", fields))
        (scan,) = apart.write(apart.two, let_in(ADA, "plenary"))
        apart.write(apart.one, let_in(CHIO, "plenary"))  # it knew what it did
        (conflict,) = apart.merged()
        assert conflict.kind is ConflictKind.SESSION_CHANGED
        assert (conflict.entries, conflict.people) == ((change, scan), (ADA,))


def test_what_was_let_in_by_the_new_rule_too_is_none_unless_the_desk_was_apart() -> None:
    with two_desks() as apart:
        (change,) = apart.write(apart.one, session_changed("workshop", {"capacity": 3}))
        apart.write(apart.two, let_in(ADA, "workshop"))
        assert apart.merged() == []
        (scan,) = apart.write(apart.two, let_in(BEN, "workshop", heard=MORNING))
        (conflict,) = apart.merged()
        assert (conflict.kind, conflict.entries) == (ConflictKind.SESSION_CHANGED, (change, scan))


def test_who_was_let_in_by_the_old_rules_is_told_though_the_new_ones_let_them_in_too() -> None:
    event = factories.event(id=EVENT)
    workshop = next(session for session in event.sessions if session.key == "workshop")
    old = rules.version_of(workshop)
    new = rules.version_of(replace(workshop, capacity=3))
    with two_desks() as apart:
        (change,) = apart.write(apart.one, session_changed("workshop", {"capacity": 3}))
        (scan,) = apart.write(apart.two, let_in(ADA, "workshop", rules=old))
        apart.write(apart.two, let_in(BEN, "workshop", rules=new))
        apart.write(apart.one, let_in(CHIO, "workshop", rules=old))
        (conflict,) = apart.merged()
        assert (conflict.kind, conflict.entries) == (ConflictKind.SESSION_CHANGED, (change, scan))
