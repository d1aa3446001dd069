"""Arrival alerts: whom the desk and a lead's desk are to tell that somebody has come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin.domain import CallKind, Manner, Outcome, Role
from checkin.visibility import Audience, verdict
from tests.factories import DAY, MINUTE
from tests.store_copies import ADA, BEN, CANARY, identifier, invitation

if TYPE_CHECKING:
    from checkin.station import Station
    from tests.factories import Clock

WHOM = "protocol office, ext. 12"


@pytest.fixture(autouse=True)
def awaited(station: Station) -> None:
    station.people.correct(identifier(ADA), {"tell_on_arrival": WHOM})


def test_the_desk_says_whom_to_tell_and_a_leads_desk_is_called(station: Station) -> None:
    desk = station.desk
    answer = desk.scan(invitation(ADA))
    assert (answer.outcome, answer.tell) == (Outcome.ADMITTED, WHOM)
    assert desk.scan(invitation(BEN)).tell == ""
    (call,) = desk.lead_calls.open_calls()
    assert (call.kind, call.tell) == (CallKind.ARRIVAL, WHOM)
    assert call.scan is not None
    assert call.scan.entry == answer.entry
    desk.lead_calls.answer(call.id)
    assert desk.lead_calls.open_calls() == ()
    station.journal.rebuild()
    assert desk.lead_calls.open_calls() == ()
    assert station.journal.verify().intact


def test_it_is_told_once_a_day(station: Station, clock: Clock) -> None:
    desk = station.desk
    assert desk.scan(invitation(ADA)).tell == WHOM
    clock.forward(MINUTE)
    assert desk.scan(invitation(ADA)).tell == ""
    assert desk.scan(invitation(ADA), "exhibition").tell == ""
    clock.forward(DAY)
    assert desk.scan(invitation(ADA)).tell == WHOM
    assert len(desk.lead_calls.open_calls()) == len(("yesterday", "today"))


def test_an_arrival_that_was_undone_calls_nobody(station: Station, clock: Clock) -> None:
    desk = station.desk
    desk.undo(desk.scan(invitation(ADA)).entry)
    assert desk.lead_calls.open_calls() == ()
    clock.forward(MINUTE)
    assert desk.scan(invitation(ADA)).tell == WHOM
    assert len(desk.lead_calls.open_calls()) == 1


@pytest.mark.parametrize("by", ["look", "proxy", "afterwards", "refused"])
def test_what_is_no_arrival_calls_nobody(station: Station, clock: Clock, by: str) -> None:
    desk = station.desk
    match by:
        case "look":
            answer = desk.look(invitation(ADA))
        case "proxy":
            answer = desk.scan(invitation(ADA), how=Manner(represented_by="Tanaka Hanako"))
        case "afterwards":
            how = Manner(happened=clock.ms - MINUTE)
            answer = desk.scan(invitation(ADA), how=how)
        case _:
            answer = desk.scan(invitation(ADA), "workshop")
            assert answer.outcome is Outcome.WRONG_SESSION
    assert answer.tell == ""
    assert desk.lead_calls.open_calls() == ()


def test_a_door_that_names_nobody_calls_by_number_alone(station: Station) -> None:
    desk = station.desk
    desk.hide_names(on=True)
    assert desk.scan(invitation(ADA)).tell == ""
    desk.shift.take_up_as_organiser()
    desk.hide_names(on=False)
    (call,) = desk.lead_calls.open_calls()
    assert (call.tell, call.scan and call.scan.person and call.scan.person.number) == (WHOM, ADA)
    desk.hide_names(on=True)
    assert all(CANARY not in repr(call) for call in desk.lead_calls.open_calls())
    assert all(call.tell == "" for call in desk.lead_calls.open_calls())


def test_self_check_in_says_nothing_and_still_calls(station: Station) -> None:
    served = station.desk.self_service.by_code(invitation(ADA))
    assert served.let_in
    assert served.verdict.tell == ""
    (call,) = station.desk.lead_calls.open_calls()
    assert call.tell == WHOM


def test_the_second_screen_never_says_it(station: Station) -> None:
    told = station.desk.scan(invitation(ADA))
    viewer = replace(station.shift.viewer, audience=Audience.SECOND_SCREEN)
    assert verdict(told, viewer).tell == ""


def test_a_volunteer_can_still_call_the_lead_about_that_scan(station: Station) -> None:
    station.shift.set_pin(Role.ORGANISER, "246813")
    station.shift.hand_over()
    calls = station.desk.lead_calls
    answer = station.desk.scan(invitation(ADA))
    (arrival,) = calls.open_calls()
    assert calls.call(answer.session, answer.entry) != arrival.id
    assert {call.kind for call in calls.open_calls()} == {CallKind.ARRIVAL, CallKind.HELP}


def test_a_group_says_whose_arrival_is_to_be_told(station: Station) -> None:
    answer = station.desk.admit_group((ADA, BEN))
    (told,) = answer.to_be_told
    assert told.person is not None
    assert (told.person.number, told.tell) == (ADA, WHOM)


def test_the_journal_tells_an_arrival_from_a_call_for_help(station: Station) -> None:
    answer = station.desk.scan(invitation(ADA))
    station.desk.lead_calls.call(answer.session, answer.entry)
    table = station.reports.journal()
    kind, details = (table.columns.index(name) for name in ("What", "Details"))
    told = [row[details] for row in table.rows if row[kind] == "Call for a lead"]
    assert told == ["Arrival to be told", ""]
