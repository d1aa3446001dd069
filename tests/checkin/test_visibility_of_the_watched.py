"""Nothing on a volunteer's screen tells that there is a watch list; and a protected name stays where it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Flag, Manner, Outcome, Role
from tests.store_copies import ADA, BEN, CANARY, identifier, invitation

if TYPE_CHECKING:
    from checkin.station import Station

LET_IN = Manner(force="known to the lead")


@pytest.fixture(params=["name", "code"])
def watched(request: pytest.FixtureRequest, station: Station) -> Station:
    """One is on the list by name or by a code; a lead let both in before the doors opened."""
    listed = {"name": f"{CANARY} {ADA}", "code": invitation(ADA)}[request.param]
    for number in (ADA, BEN):
        station.people.correct(identifier(number), {"notes": "Nightshade"})
    station.desk.watch_list.add(listed)
    for number in (BEN, ADA):
        assert station.desk.scan(invitation(number), "plenary", LET_IN).forced
    return station


@pytest.mark.parametrize("role", Role)
def test_by_whom_somebody_watched_was_let_in_is_for_leads(watched: Station, role: Role) -> None:
    watched.shift.role = role
    leads = role is not Role.VOLUNTEER
    lines = {scan.person.number: scan for scan in watched.desk.last() if scan.person}
    change = watched.desk.last_change()
    assert change is not None
    shown = {
        "the last ten": lines[ADA].by_lead,
        "undo": change.scan.by_lead,
        "the card": watched.people.card(identifier(ADA)).scans[0].by_lead,
    }
    assert shown == dict.fromkeys(shown, leads)
    # Of anybody else it is told.
    assert lines[BEN].by_lead
    assert watched.people.card(identifier(BEN)).scans[0].by_lead


@pytest.mark.parametrize("role", Role)
def test_the_card_shows_a_watched_delegate_as_one_with_the_mark(
    watched: Station, role: Role
) -> None:
    watched.shift.role = role
    card = watched.people.card(identifier(ADA))
    assert Flag.CALL_LEAD not in card.delegate.flags
    assert ("Nightshade" in repr(card)) is (role is not Role.VOLUNTEER)
    assert all(scan.outcome is not Outcome.CALL_LEAD for scan in card.scans)


@pytest.mark.parametrize("role", Role)
def test_the_print_queue_calls_a_protected_delegate_by_the_name_for_the_badge(
    station: Station, role: Role
) -> None:
    station.people.correct(identifier(ADA), {"badge_name": "Pythia"})
    station.people.flag(identifier(ADA), Flag.PROTECTED, on=True)
    station.badges.enqueue([identifier(ADA), identifier(BEN)])
    station.shift.role = role
    first, second = (job.delegate for job in station.badges.waiting())
    assert first is not None
    assert second is not None
    assert first.display_name == "Pythia"
    assert CANARY not in repr(first)
    assert second.display_name == f"{CANARY} {BEN}"
    station.desk.hide_names(on=True)
    assert CANARY not in repr(station.badges.waiting())
    assert "Pythia" not in repr(station.badges.waiting())
