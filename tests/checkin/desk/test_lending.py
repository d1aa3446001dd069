"""Things handed out and lent: said as such, kept for the event or a day, and never taken for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import wording
from checkin.domain import EXIT, Outcome, Role
from checkin.errors import BadPlan
from checkin.language import load
from checkin.plan.plan import read_plan
from tests.factories import HOUR, MINUTE
from tests.store_copies import ADA, BEN

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Manner, Verdict
    from checkin.station import Station
    from tests.factories import Clock

DAY = 24 * HOUR


@pytest.fixture
def lending(station: Station) -> Station:
    names = {"receiver": "lent", "kit": "once", "lunch": "daily"}
    for key, how in names.items():
        station.programme.add_session(key, {"name": key.capitalize(), "hands_out": how})
    return station


def ask(station: Station, number: int, thing: str, how: Manner | None = None) -> tuple[str, str]:
    verdict = station.desk.checkin(number, thing, *([how] if how else []))
    return told(station, verdict)


def told(station: Station, verdict: Verdict) -> tuple[str, str]:
    words = wording.of(verdict, station.desk.event, load("en"))
    return words.headline, words.detail


def test_a_receiver_is_lent_and_comes_back_on_another_day(lending: Station, clock: Clock) -> None:
    assert ask(lending, ADA, "receiver") == ("Hand out", "Hand it over: Receiver.")
    clock.forward(DAY)
    headline, detail = ask(lending, ADA, "receiver")
    assert headline == "Has one already"
    assert detail.endswith("Is it to come back? Then take it back.")
    assert ask(lending, ADA, "receiver", EXIT) == ("Taken back", "Receiver is back.")
    clock.forward(MINUTE)
    assert ask(lending, ADA, "receiver", EXIT)[1] == "It was not noted as handed out."
    clock.forward(MINUTE)
    assert ask(lending, ADA, "receiver")[0] == "Hand out"


def test_what_is_given_once_is_given_once_and_lunch_once_a_day(
    lending: Station, clock: Clock
) -> None:
    for thing in ("kit", "lunch"):
        assert ask(lending, ADA, thing)[0] == "Hand out"
    clock.forward(HOUR)
    for thing in ("kit", "lunch"):
        assert ask(lending, ADA, thing)[0] == "Has had it"
    clock.forward(DAY)
    assert ask(lending, ADA, "kit")[0] == "Has had it"
    assert ask(lending, ADA, "lunch")[0] == "Hand out"


def test_who_has_a_thing_is_not_inside_anything(lending: Station, clock: Clock) -> None:
    for thing in ("receiver", "kit", "lunch"):
        ask(lending, ADA, thing)
    lending.desk.checkin(BEN, "entrance")
    assert [row[1] for row in lending.reports.inside(None).rows] == [BEN]
    assert (lending.overview.of().came, lending.overview.of().inside) == (1, 1)
    assert lending.reports.absent("entrance", None).rows
    assert all("Receiver" not in str(column) for column in lending.reports.attendance(None).columns)
    matrix = lending.reports.matrix(load("en"))
    assert not any("Receiver" in str(cell) for row in matrix.rows for cell in row)
    assert [attended.delegate.number for attended in lending.reports.attended_long_enough()] == [
        BEN
    ]


def test_the_time_of_a_thing_is_nobody_s_time_present(lending: Station, clock: Clock) -> None:
    """A receiver that was lent over the night is no night of work on a certificate."""
    for thing in ("entrance", "receiver", "kit"):
        lending.desk.checkin(ADA, thing)
    lending.desk.checkin(BEN, "receiver")
    clock.forward(HOUR)
    lending.desk.checkin(ADA, "entrance", EXIT)
    clock.forward(DAY)
    (attended,) = lending.reports.attended_long_enough()
    assert (attended.delegate.number, attended.minutes) == (ADA, 60)
    table = lending.reports.matrix(None)
    matrix = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert (matrix[ADA]["sessions"], matrix[ADA]["minutes"]) == (1, 60)
    assert matrix[BEN]["status"] == "not_attended"


def test_leaving_the_building_brings_no_receiver_back(lending: Station, clock: Clock) -> None:
    lending.programme.set_session("receiver", {"requires": "entrance"})
    lending.desk.checkin(ADA, "entrance")
    ask(lending, ADA, "receiver")
    clock.forward(HOUR)
    lending.desk.checkin(ADA, "entrance", EXIT)
    assert lending.desk.stats().sessions["receiver"].inside == 1
    assert lending.desk.stats().sessions["entrance"].inside == 0


def test_a_lead_sees_who_still_has_one(lending: Station, clock: Clock) -> None:
    ask(lending, ADA, "receiver")
    ask(lending, BEN, "receiver")
    ask(lending, BEN, "kit")
    clock.forward(DAY)
    ask(lending, BEN, "receiver", EXIT)
    lending.shift.role = Role.LEAD
    table = lending.reports.lent(load("en"))
    assert [row[:2] for row in table.rows] == [("Receiver", ADA)]


def test_an_exit_from_the_room_is_none_from_the_receiver(lending: Station, clock: Clock) -> None:
    ask(lending, ADA, "receiver")
    lending.desk.checkin(ADA, "entrance")
    clock.forward(HOUR)
    verdict = lending.desk.checkin(ADA, "exhibition", EXIT)
    assert (verdict.outcome, verdict.session) == (Outcome.LEFT, "entrance")


def test_the_clock_never_chooses_it(lending: Station) -> None:
    assert lending.desk.current_session().session.key == "entrance"


def test_it_has_no_times_and_goes_round_in_the_event_file(lending: Station, tmp_path: Path) -> None:
    with pytest.raises(BadPlan):
        lending.programme.set_session("receiver", {"starts": "2026-10-30T10:00:00"})
    lending.programme.write_plan(tmp_path / "event.toml")
    kinds = {
        session.key: session.hands_out.value
        for session in read_plan(tmp_path / "event.toml").sessions
    }
    assert (kinds["receiver"], kinds["kit"], kinds["lunch"]) == ("lent", "once", "daily")
    assert kinds["entrance"] == "nothing"


def test_the_tables_are_the_same_after_a_rebuild(lending: Station, clock: Clock) -> None:
    ask(lending, ADA, "receiver")
    ask(lending, ADA, "lunch")
    clock.forward(DAY)
    ask(lending, ADA, "lunch")
    ask(lending, ADA, "receiver", EXIT)
    assert lending.journal.verify().intact
    before = lending.desk.stats()
    lending.journal.rebuild()
    assert lending.desk.stats() == before
