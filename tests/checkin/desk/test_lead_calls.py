"""Calls for a lead: entries of the journal, open until they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.desk import Presentation
from checkin.domain import Outcome, Role
from checkin.errors import NotAllowed, NotFound, NotPossible
from tests import store_copies
from tests.factories import HOUR, MORNING, Clock
from tests.store_copies import ADA, DORA

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

PIN = "246813"


def test_a_call_is_an_entry_and_stays_open_through_a_restart(folder: Path, clock: Clock) -> None:
    with store_copies.opened(folder, clock) as station:
        refused = station.desk.checkin(DORA, "entrance")
        call = station.desk.lead_calls.call("entrance", refused.entry)
        assert station.journal.verify().intact
    with store_copies.opened(folder, clock) as station:
        (still,) = station.desk.lead_calls.open_calls()
        assert (still.id, still.desk, still.session, still.here) == (
            call,
            "Desk 1",
            "entrance",
            True,
        )
        assert still.scan is not None
        assert still.scan.outcome is Outcome.CANCELLED
        station.desk.lead_calls.answer(call)
        assert station.desk.lead_calls.open_calls() == ()
        station.journal.rebuild()
        assert station.desk.lead_calls.open_calls() == ()


def test_the_same_call_is_not_made_twice_while_it_is_open(station: Station) -> None:
    calls = station.desk.lead_calls
    refused = station.desk.checkin(DORA, "entrance")
    first = calls.call("entrance", refused.entry)
    assert calls.call("entrance", refused.entry) == first
    assert calls.call("entrance") != first
    calls.answer(first)
    assert calls.call("entrance", refused.entry) != first


def test_a_call_that_is_answered_or_unknown_cannot_be_answered(station: Station) -> None:
    calls = station.desk.lead_calls
    call = calls.call("entrance")
    calls.answer(call)
    with pytest.raises(NotPossible):
        calls.answer(call)
    with pytest.raises(NotFound):
        calls.answer("ff" * 32)
    with pytest.raises(NotFound):
        calls.call("entrance", "ff" * 32)


def other_desk_scans(station: Station, operator: str, at: int) -> None:
    row = {"ms": at, "counter": 0, "desk": "d2" * 16, "entry": "e2" * 32, "operator": operator}
    with station.store.write() as connection:
        connection.execute(
            sa.insert(schema.scan).values(**row, outcome="admitted", direction="entry")
        )


@pytest.mark.parametrize(
    ("operator", "at", "hears"),
    [
        ("lead", MORNING, True),
        ("organiser", MORNING, True),
        ("volunteer", MORNING, False),
        ("lead", MORNING - HOUR, False),
    ],
)
def test_a_lead_hears_who_was_at_work_elsewhere_lately(
    station: Station, operator: str, at: int, hears: bool
) -> None:
    station.desk.checkin(ADA, "entrance")
    assert not station.desk.lead_calls.hears()
    other_desk_scans(station, operator, at)
    assert station.desk.lead_calls.hears() is hears


def test_a_lead_lets_in_once_at_a_volunteers_desk(station: Station) -> None:
    station.shift.set_pin(Role.LEAD, PIN)
    station.shift.hand_over()
    front = Presentation(station.desk)
    front.present(DORA)
    assert not front.call_lead()
    with pytest.raises(NotAllowed):
        front.let_in_by("0000", "known to me")
    assert station.shift.role is Role.VOLUNTEER
    verdict = front.let_in_by(PIN, "known to me")
    assert (verdict.outcome, verdict.forced) == (Outcome.ADMITTED, "")
    assert station.shift.role is Role.VOLUNTEER
    assert station.desk.lead_calls.open_calls() == ()
    station.shift.take_up(PIN)
    let_in, refused = station.desk.last()
    assert (let_in.forced, let_in.operator) == ("known to me", "lead")
    assert refused.operator == "volunteer"


def test_a_volunteers_own_pin_lets_nobody_in(station: Station) -> None:
    station.shift.set_pin(Role.VOLUNTEER, PIN)
    station.shift.hand_over()
    front = Presentation(station.desk)
    front.present(DORA)
    with pytest.raises(NotAllowed, match="lead"):
        front.let_in_by(PIN, "please")
    assert len(station.desk.last()) == 1
