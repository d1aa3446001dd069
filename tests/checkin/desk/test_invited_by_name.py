"""Guests of one session and of one afternoon: who is invited by name, and from when until when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Manner, Outcome, Reason, Role
from checkin.errors import NotAllowed, NotPossible
from tests import factories, store_copies
from tests.factories import DAY, HOUR, MORNING
from tests.store_copies import ADA, BEN, CHIO, DORA, EVERYBODY, identifier, invitation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station
    from tests.factories import Clock

GALA = factories.session("gala", people=(BEN, DORA), categories=("press",))


@pytest.fixture
def station(folder: Path, clock: Clock) -> Iterator[Station]:
    """The store, with a session that lists people beside a category."""
    with store_copies.opened(folder, clock) as before:
        event = before.desk.event
        store_copies.change_event(before, replace(event, sessions=(*event.sessions, GALA)))
    with store_copies.opened(folder, clock) as station:
        yield station


def test_who_is_not_on_the_list_is_told_so(station: Station) -> None:
    answer = station.desk.scan(invitation(ADA), "gala")
    assert (answer.outcome, answer.reason) == (Outcome.WRONG_SESSION, Reason.PERSON)
    assert station.desk.scan(invitation(BEN), "gala").outcome is Outcome.ADMITTED
    assert station.desk.scan(invitation(CHIO), "gala").outcome is Outcome.ADMITTED


def test_a_session_on_the_card_admits_beside_the_list(station: Station) -> None:
    corrected = station.people.correct(identifier(ADA), {"sessions": "Gala; plenary"})
    assert corrected.sessions == "gala, plenary"
    assert station.desk.scan(invitation(ADA), "gala").outcome is Outcome.ADMITTED


def test_a_session_on_the_card_of_anybody_is_closed_to_the_others(
    station: Station, clock: Clock
) -> None:
    assert station.desk.look(BEN, "reception").outcome is Outcome.ADMITTED
    station.people.correct(identifier(ADA), {"sessions": "reception"})

    answers = {
        "scan": station.desk.scan(invitation(BEN), "reception"),
        "look": station.desk.look(CHIO, "reception"),
        "group": station.desk.admit_group([BEN, CHIO], "reception").verdicts[1],
    }
    assert {(answer.outcome, answer.reason) for answer in answers.values()} == {
        (Outcome.WRONG_SESSION, Reason.PERSON)
    }
    assert station.desk.scan(invitation(ADA), "reception").outcome is Outcome.ADMITTED
    station.desk.fixed = "reception"
    assert not station.desk.self_service.by_code(invitation(CHIO)).let_in
    clock.forward(HOUR)
    assert station.desk.look(BEN, "reception").right_session == "plenary"

    station.people.correct(identifier(ADA), {"sessions": ""})
    assert station.desk.scan(invitation(BEN), "reception").outcome is Outcome.ADMITTED


def test_of_a_session_on_a_card_the_counts_and_lists_know_who_is_expected(
    station: Station,
) -> None:
    station.people.correct(identifier(ADA), {"sessions": "reception"})
    station.people.correct(identifier(DORA), {"sessions": "reception, workshop"})
    assert station.desk.stats().sessions["reception"].expected == 1  # DORA is cancelled
    assert station.desk.stats().sessions["workshop"].expected == 0
    for table in (
        station.reports.absent("reception", language=None),
        station.reports.attendance("reception", language=None),
    ):
        assert [int(row[table.columns.index("number")]) for row in table.rows] == [ADA]
    boxes = station.reports.paper_list("reception", language=None)
    assert {row[boxes.columns.index("number")] for row in boxes.rows} == {ADA}


def test_the_entrance_on_a_card_keeps_nobody_out(station: Station) -> None:
    station.people.correct(identifier(ADA), {"sessions": "entrance"})
    assert station.desk.scan(invitation(BEN), "entrance").outcome is Outcome.ADMITTED
    assert station.desk.stats().sessions["entrance"].expected == len(EVERYBODY) - 1


def test_a_session_that_does_not_exist_is_not_put_on_the_card(station: Station) -> None:
    with pytest.raises(NotPossible, match=r"banquet.*entrance, plenary"):
        station.people.correct(identifier(ADA), {"sessions": "gala, banquet"})
    assert station.people.card(identifier(ADA)).delegate.sessions == ""


def test_counts_and_lists_expect_those_whom_the_door_admits(station: Station) -> None:
    station.people.correct(identifier(ADA), {"sessions": "gala"})
    expected = {ADA, BEN, CHIO}  # DORA is listed, and cancelled
    assert station.desk.stats().sessions["gala"].expected == len(expected)
    assert station.desk.stats().sessions["entrance"].expected == len(EVERYBODY) - 1
    absent = station.reports.absent("gala", language=None)
    numbers = {int(row[absent.columns.index("number")]) for row in absent.rows}
    assert numbers == expected
    table = station.reports.attendance("gala", language=None)
    assert {int(row[table.columns.index("number")]) for row in table.rows} == expected


def test_a_guest_of_one_afternoon_is_admitted_then(station: Station, clock: Clock) -> None:
    afternoon = {"valid_from": "2026-10-30 13:00", "valid_until": "2026-10-30 18:00"}
    station.people.correct(identifier(ADA), afternoon)
    early = station.desk.scan(invitation(ADA), "entrance")
    assert (early.outcome, early.reason) == (Outcome.TOO_EARLY, Reason.VALIDITY)
    assert early.opens_at == MORNING + 4 * HOUR
    clock.forward(4 * HOUR)
    assert station.desk.scan(invitation(ADA), "entrance").outcome is Outcome.ADMITTED
    clock.forward(DAY)
    late = station.desk.scan(invitation(ADA), "entrance")
    assert (late.outcome, late.reason) == (Outcome.TOO_LATE, Reason.VALIDITY)
    assert late.opens_at == MORNING + 9 * HOUR
    let_in = station.desk.scan(invitation(ADA), "entrance", Manner(force="still speaking"))
    assert let_in.outcome is Outcome.ADMITTED


def test_who_is_not_admitted_at_a_time_is_not_expected_then(station: Station, clock: Clock) -> None:
    everybody = len(EVERYBODY) - 1
    station.people.correct(identifier(ADA), {"valid_until": "2026-10-30 12:00"})
    station.people.correct(identifier(BEN), {"valid_from": "2026-10-30 12:00"})
    station.people.correct(identifier(CHIO), {"valid_from": "2026-10-31"})

    def awaited(day: str | None = None, before: str | None = None) -> set[int]:
        table = station.reports.absent("entrance", language=None, day=day, before=before)
        return {int(row[table.columns.index("number")]) for row in table.rows}

    def expected(key: str, day: str) -> int:
        return station.desk.stats(day).sessions[key].expected

    assert expected("entrance", "2026-10-30") == everybody - 1
    assert expected("entrance", "2026-10-31") == everybody - 1
    # From ten to twelve, for members of parliament and scholars.
    assert expected("plenary", "2026-10-30") == everybody - 2
    assert awaited() & {ADA, BEN, CHIO} == {ADA}
    assert awaited(before="13:00") & {ADA, BEN, CHIO} == {BEN}
    assert awaited(day="2026-10-31") & {ADA, BEN, CHIO} == {BEN, CHIO}
    clock.forward(DAY)
    assert awaited(day="2026-10-30") & {ADA, BEN, CHIO} == {ADA, BEN}


def test_alone_nobody_is_told_that_the_doors_are_closed_when_they_are_not(
    station: Station,
) -> None:
    station.people.correct(identifier(ADA), {"valid_from": "2026-10-31"})
    answer = station.desk.self_service.by_code(invitation(ADA)).verdict
    assert (answer.outcome, answer.opens_at) == (Outcome.NEEDS_ANSWER, None)


def test_a_period_that_ends_before_it_begins_is_not_stored(station: Station) -> None:
    station.people.correct(identifier(ADA), {"valid_from": "2026-10-31"})
    with pytest.raises(NotPossible, match="ends before it begins"):
        station.people.correct(identifier(ADA), {"valid_until": "2026-10-30"})


def test_a_volunteer_reads_them_and_changes_none(station: Station) -> None:
    station.people.correct(identifier(ADA), {"sessions": "gala", "valid_from": "2026-10-31"})
    station.shift.set_pin(Role.ORGANISER, "246813")
    station.shift.hand_over()
    delegate = station.people.card(identifier(ADA)).delegate
    assert (delegate.sessions, delegate.valid_from) == ("gala", "2026-10-31")
    with pytest.raises(NotAllowed):
        station.people.correct(identifier(ADA), {"valid_from": ""})
