"""Calls and arrivals reach the desk where a lead is at work, and are answered once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import CallKind, DelegateId, Outcome, Tier
from checkin.errors import NotPossible
from tests.factories import MINUTE, Clock
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

FIELDS = {"name": "Ada Lovelace", "category": "scholar"}


def calls(*desks: Station) -> list[list[str]]:
    return [[call.id for call in desk.desk.lead_calls.open_calls()] for desk in desks]


@pytest.mark.parametrize("tier", [Tier.DESK, Tier.DOOR])
def test_a_call_is_seen_at_the_lead_s_desk_and_answered_once(tmp_path: Path, tier: Tier) -> None:
    clock = Clock()
    with stations(tmp_path, [tier], clock) as (first, other):
        person = first.desk.walkin(FIELDS, approved=True)
        first.people.cancel(person.id)
        tell(first, other)
        refused = other.desk.present(DelegateId(person.id), "entrance")
        assert refused.outcome is Outcome.CANCELLED
        call = other.desk.lead_calls.call("entrance", refused.entry)
        tell(other, first)
        assert calls(first, other) == [[call], [call]]
        (seen,) = first.desk.lead_calls.open_calls()
        assert (seen.here, seen.desk, seen.session) == (False, "Desk 2", "entrance")
        assert seen.scan is not None
        assert seen.scan.person is not None
        assert seen.scan.person.name == "Ada Lovelace"
        first.desk.lead_calls.answer(call)
        tell(first, other)
        assert calls(first, other) == [[], []]
        with pytest.raises(NotPossible):
            first.desk.lead_calls.answer(call)


def test_answered_at_two_desks_apart_it_is_answered(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK, Tier.DESK], Clock()) as (first, one, two):
        call = one.desk.lead_calls.call("entrance")
        for desk in (first, two):
            tell(one, desk)
            desk.desk.lead_calls.answer(call)
        for giver, taker in ((first, one), (two, one), (two, first), (first, two)):
            tell(giver, taker)
        assert calls(first, one, two) == [[], [], []]
        for desk in (first, one, two):
            assert desk.journal.verify().intact
            assert desk.conflicts.every() == ()


def test_an_arrival_at_another_desk_is_told_where_the_lead_is(tmp_path: Path) -> None:
    clock = Clock()
    with stations(tmp_path, [Tier.DESK], clock) as (first, other):
        person = first.desk.walkin(FIELDS, approved=True)
        first.people.correct(person.id, {"tell_on_arrival": "Mika, secretariat"})
        tell(first, other)
        admitted = other.desk.present(DelegateId(person.id), "entrance")
        assert admitted.tell == "Mika, secretariat"
        tell(other, first)
        (call,) = first.desk.lead_calls.open_calls()
        assert (call.kind, call.tell) == (CallKind.ARRIVAL, "Mika, secretariat")
        clock.forward(MINUTE)
        other.desk.undo(admitted.entry)
        tell(other, first)
        assert calls(first, other) == [[], []]


def test_the_same_arrival_at_two_desks_apart_is_told_once(tmp_path: Path) -> None:
    clock = Clock()
    with stations(tmp_path, [Tier.DESK], clock) as (first, other):
        person = first.desk.walkin(FIELDS, approved=True)
        first.people.correct(person.id, {"tell_on_arrival": "Mika"})
        tell(first, other)
        for desk in (first, other):
            desk.desk.present(DelegateId(person.id), "entrance")
            clock.forward(MINUTE)
        tell(other, first)
        tell(first, other)
        assert [len(found) for found in calls(first, other)] == [1, 1]
        ((call,),) = calls(first)
        first.desk.lead_calls.answer(call)
        tell(first, other)
        assert calls(first, other) == [[], []]


def test_a_lead_at_work_at_another_desk_hears(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK], Clock()) as (first, other):
        first.desk.walkin(FIELDS, approved=True)
        tell(first, other)
        assert not other.desk.lead_calls.hears()
        first.desk.checkin(first.desk.find("Ada")[0].number, "entrance")
        tell(first, other)
        assert other.desk.lead_calls.hears()
