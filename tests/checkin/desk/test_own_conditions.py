"""Conditions of the organiser's own at the desk: refused with one reason, at a door, and what they mean beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import wording
from checkin.domain import EXIT, Manner, Outcome, Reason, Role, Tier
from checkin.errors import BadPlan
from checkin.journal import delegate_changed
from checkin.language import load
from checkin.plan.event_change import ChangeKind, EventChange
from checkin.plan.plan import read_plan
from tests import several_desks
from tests.factories import MINUTE, delegate_fields
from tests.store_copies import ADA, BEN, identifier

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Verdict
    from checkin.station import Station
    from tests.factories import Clock


def give(station: Station, number: int, **columns: str) -> None:
    with station.store.write() as connection:
        draft = delegate_changed(identifier(number), {"extras": columns})
        station.journal.append(connection, draft)


def register(station: Station) -> None:
    fields = delegate_fields(number=ADA, extras={"Training": "yes", "Diet": "vegan"})
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(identifier(ADA), fields))


def told(station: Station, verdict: Verdict, language: str = "en") -> tuple[str, str]:
    words = wording.of(verdict, station.desk.event, load(language))
    return words.headline, words.detail


def test_a_column_decides_and_its_reason_is_one_sentence(station: Station) -> None:
    give(station, ADA, Training="yes")
    give(station, BEN, Training="no")
    station.programme.set_session("reception", {"conditions": ["Training = yes"]})
    assert station.desk.checkin(ADA, "reception").outcome is Outcome.ADMITTED
    refused = station.desk.checkin(BEN, "reception")
    assert (refused.outcome, refused.reason) == (Outcome.WRONG_SESSION, Reason.CONDITION)
    assert told(station, refused) == (
        "Condition not met",
        "Training must be: yes Ask the lead.",
    )
    again = station.desk.checkin(BEN, "reception", Manner(force="seen the certificate"))
    assert again.outcome is Outcome.ADMITTED
    assert station.journal.verify().intact


def test_a_volunteer_reads_the_organiser_s_sentence_and_nothing_of_the_roster(
    station: Station,
) -> None:
    give(station, BEN, Visa="refused")
    station.programme.set_session("reception", {"conditions": ["Visa != refused"]})
    station.programme.set_session(
        "exhibition", {"conditions": ["Visa != refused -- Please go to the registration."]}
    )
    station.shift.role = Role.VOLUNTEER
    _, plain = told(station, station.desk.checkin(BEN, "reception"))
    assert plain == "A condition of Reception is not met. Ask the lead."
    _, own = told(station, station.desk.checkin(BEN, "exhibition"))
    assert own == "Please go to the registration. Ask the lead."
    station.desk.hide_names(on=True)
    assert station.desk.checkin(BEN, "exhibition").condition is None


def test_so_many_times_counts_all_days(station: Station, clock: Clock) -> None:
    station.programme.set_session(
        "reception", {"conditions": ["times <= 2"], "re_entry": "after_exit"}
    )
    for _ in range(2):
        assert station.desk.checkin(ADA, "reception").outcome in {
            Outcome.ADMITTED,
            Outcome.READMITTED,
        }
        clock.forward(5 * MINUTE)
        station.desk.checkin(ADA, "reception", EXIT)
        clock.forward(5 * MINUTE)
    refused = station.desk.checkin(ADA, "reception")
    assert refused.reason is Reason.CONDITION
    assert told(station, refused)[1] == "Only 2 times. Ask the lead."


def test_who_was_not_at_the_briefing_is_sent_away(station: Station) -> None:
    station.programme.set_session("reception", {"conditions": ["attended exhibition"]})
    assert told(station, station.desk.checkin(ADA, "reception"))[1] == (
        "Only who was in Exhibition. Ask the lead."
    )
    station.desk.checkin(ADA, "exhibition")
    assert station.desk.checkin(ADA, "reception").outcome is Outcome.ADMITTED


def test_a_door_sends_to_the_desk_whom_it_cannot_decide_about(tmp_path: Path, clock: Clock) -> None:
    with several_desks.stations(tmp_path, [Tier.DOOR], clock) as (organiser, door):
        register(organiser)
        organiser.programme.set_session("reception", {"conditions": ["Training = yes"]})
        several_desks.tell(organiser, door)
        door.desk.refresh()
        asked = door.desk.checkin(ADA, "reception")
        assert (asked.outcome, asked.reason) == (Outcome.CALL_LEAD, Reason.DOOR)
        assert organiser.desk.checkin(ADA, "reception").outcome is Outcome.ADMITTED


def test_a_desk_that_reads_no_other_column_has_those_of_conditions(
    tmp_path: Path, clock: Clock
) -> None:
    with several_desks.stations(tmp_path, [Tier.DESK], clock) as (organiser, desk):
        register(organiser)
        organiser.programme.set_session("reception", {"conditions": ["Training = yes"]})
        several_desks.tell(organiser, desk)
        desk.desk.refresh()
        known = desk.people.card(identifier(ADA)).delegate
        assert (dict(known.extras), dict(known.at_scan)) == ({}, {"Training": "yes"})
        assert desk.desk.checkin(ADA, "reception").outcome is Outcome.ADMITTED


def test_what_a_condition_means_is_said_before(station: Station) -> None:
    give(station, ADA, Training="yes")
    change = EventChange(ChangeKind.SESSION, "reception", {"conditions": ["Training = yes"]})
    lines = wording.effect_lines(station.programme.effects_of(change), load("en"))
    assert any("people do not meet the conditions of Reception" in line for line in lines)
    change = EventChange(ChangeKind.SESSION, "reception", {"conditions": ["Trainning = yes"]})
    lines = wording.effect_lines(station.programme.effects_of(change), load("en"))
    assert (
        "Reception has a condition about Trainning, and nobody on the roster has this column."
        in lines
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Points >= many", "is no condition"),
        ("attended plenry", "names the session plenry"),
        ("presss: until 12:00", "names the category presss"),
    ],
)
def test_a_mistake_is_told_and_nothing_changes(station: Station, line: str, message: str) -> None:
    before = station.programme.current()
    with pytest.raises(BadPlan) as caught:
        station.programme.set_session("reception", {"conditions": [line]})
    assert message in load("en").explain(caught.value)
    assert station.programme.current() == before


def test_they_are_in_the_event_file_and_come_back_from_it(station: Station, tmp_path: Path) -> None:
    lines = ["Training = yes, done", "press: until 12:00 -- In the morning only."]
    station.programme.set_session("reception", {"conditions": lines})
    station.programme.write_plan(tmp_path / "event.toml")
    (again,) = (
        session
        for session in read_plan(tmp_path / "event.toml").sessions
        if session.key == "reception"
    )
    assert again.conditions == tuple(lines)
