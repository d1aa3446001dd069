"""The reports of an organiser: matrix, totals, refusals, and the order of people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from checkin.domain import EXIT, CellForm, Flag, ListKind, Manner, Order, Role, Status, ValueCell
from checkin.errors import NotAllowed
from checkin.reports import CHOICES, Asked
from tests.checkin.paper_store import PaperStation
from tests.factories import DAY, HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.domain import Table

FIRST, SECOND = "2026-10-30", "2026-10-31"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    yield station
    station.station.close()


def keyed(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


@pytest.fixture
def forum(at: PaperStation) -> PaperStation:
    """Two days. 1 left after the plenary, never scanned out of it; 2 never left the entrance; 3 did not come."""
    at.add(number=1, name="Anna Zimmer", title="MP", country="Norway")
    at.add(number=2, name="Ben Abel", country=" norway", category="press")
    at.add(number=3, name="Chloe Hidden", country="Chad", title="Dr", flags=[Flag.PROTECTED])
    desk = at.station.desk
    desk.checkin(1, "entrance")
    desk.checkin(2, "entrance")
    at.clock.forward(50 * MINUTE)
    desk.checkin(1, "plenary")
    at.clock.forward(4 * HOUR)
    desk.checkin(1, "entrance", EXIT)
    at.clock.forward(DAY)
    desk.checkin(1, "entrance")
    at.clock.forward(90 * MINUTE)
    return at


def test_the_matrix_has_each_delegate_with_their_days_and_the_time_present(
    forum: PaperStation,
) -> None:
    anna, ben, chloe = keyed(forum.station.reports.matrix(None))
    assert anna == {
        "number": 1,
        "name": "Anna Zimmer",
        "native_name": "",
        "title": "MP",
        "organisation": "Example University",
        "country": "Norway",
        "category": "scholar",
        "status": "attended",
        "sessions": 2,
        "minutes": 290 + 90,  # the plenary lies within the time at the entrance
        "by_itself": "session",
        f"first_in.{FIRST}": "2026-10-30T09:00:00+09:00",
        f"last_out.{FIRST}": "2026-10-30T13:50:00+09:00",
        f"minutes.{FIRST}": 290,
        f"first_in.{SECOND}": "2026-10-31T13:50:00+09:00",
        f"last_out.{SECOND}": "",
        f"minutes.{SECOND}": 90,
        f"session.entrance.{FIRST}": "2026-10-30T09:00:00+09:00",
        "session.plenary": "2026-10-30T09:50:00+09:00",
        f"session.workshop.{FIRST}": "",
        f"session.reception.{FIRST}": "",
        f"session.exhibition.{FIRST}": "",
        f"session.entrance.{SECOND}": "2026-10-31T13:50:00+09:00",
        f"session.workshop.{SECOND}": "",
        f"session.reception.{SECOND}": "",
        f"session.exhibition.{SECOND}": "",
    }
    # Nobody knows when Ben left: no time is made up.
    assert (ben["minutes"], ben["by_itself"], ben[f"last_out.{FIRST}"]) == (0, "day", "")
    assert (chloe["status"], chloe["minutes"]) == ("not_attended", "")
    assert (chloe["name"], chloe["title"], chloe["country"]) == ("003", "", "")


def test_the_matrix_of_a_day_has_that_day_alone(forum: PaperStation) -> None:
    anna = keyed(forum.station.reports.matrix(None, day=SECOND))[0]
    assert (anna["minutes"], anna["sessions"]) == (90, 1)
    assert not [key for key in anna if FIRST in key or "plenary" in key]


def test_a_person_reads_times_and_a_spreadsheet_has_values(forum: PaperStation) -> None:
    table = forum.station.reports.matrix()
    first_in = table.rows[0][table.columns.index(f"First in · {FIRST}")]
    assert first_in == "09:00"
    assert isinstance(first_in, ValueCell)
    assert (first_in.value, first_in.form) == (
        datetime.fromisoformat("2026-10-30T09:00"),
        CellForm.TIME,
    )
    time_present = table.rows[0][table.columns.index("Time present")]
    assert time_present == "6:20"
    assert table.rows[1][table.columns.index("Ended by itself")] == "Unknown end"
    assert table.as_of == "As of 2026-10-31 15:20"


def test_a_seat_that_somebody_else_filled_counts_no_time(at: PaperStation) -> None:
    at.add(number=1)
    at.station.desk.checkin(1, "exhibition", Manner(represented_by="Ben"))
    at.clock.forward(HOUR)
    (row,) = keyed(at.station.reports.matrix(None))
    assert (row["status"], row["minutes"], row[f"first_in.{FIRST}"]) == ("attended", "", "")
    table = at.station.reports.matrix()
    assert "09:00 (represented)" in table.rows[0]


def test_totals_tell_who_was_expected_who_came_and_who_did_not(forum: PaperStation) -> None:
    rows = {
        (row["of"], row["name"], row["day"]): tuple(row.values())[3:]
        for row in keyed(forum.station.reports.totals(None))
    }
    assert rows["event", "", ""] == (3, 2, 1, "0.6667", "0.3333")
    assert rows["day", "", SECOND] == (3, 1, 2, "0.3333", "0.6667")
    assert rows["session", "plenary", FIRST] == (2, 1, 1, "0.5000", "0.5000")
    assert rows["session", "entrance", FIRST][:3] == (3, 2, 1)
    assert rows["category", "press", ""][:3] == (1, 1, 0)
    # One spelling of a country; who must not be named is counted to none.
    assert rows["country", "Norway", ""][:3] == (2, 2, 0)
    assert rows["country", "", ""][:3] == (1, 0, 1)
    assert ("country", "Chad", "") not in rows


def test_what_has_not_begun_has_no_no_show_rate(at: PaperStation) -> None:
    at.add(number=1)
    at.add(number=2, status=Status.PENDING.value)
    rows = {(row["name"], row["day"]): row for row in keyed(at.station.reports.totals(None))}
    assert tuple(rows["plenary", FIRST].values())[3:] == (1, "", "", "", "")
    assert rows["entrance", FIRST]["no_show_rate"] == "1.0000"
    assert keyed(at.station.reports.totals())[0]["No-show rate"] == "100%"


def test_refusals_and_exceptions_tell_who_when_why_and_by_whom(at: PaperStation) -> None:
    at.add(number=1, name="Anna", category="press")
    at.add(number=2, name="Ben", flags=[Flag.PROTECTED], category="press")
    desk = at.station.desk
    at.clock.forward(HOUR)
    desk.checkin(1, "plenary")
    at.clock.forward(MINUTE)
    desk.checkin(2, "plenary", Manner(force="the minister asked"))
    desk.scan("nothing of ours", "plenary")
    undone = desk.checkin(1, "plenary", Manner(force="mistaken"))
    desk.undo(undone.entry)
    rows = keyed(at.station.reports.refusals(None, None))
    assert [(row["number"], row["name"], row["outcome"], row["override"]) for row in rows] == [
        (1, "Anna", "wrong_session", ""),
        (2, "002", "admitted", "the minister asked"),
        ("", "", "unknown", ""),
    ]
    assert (rows[0]["time"], rows[0]["operator"]) == ("2026-10-30T10:00:00+09:00", "organiser")
    reports = at.station.reports
    assert len(reports.refusals("plenary", day=FIRST).rows) == 3
    assert reports.refusals("entrance").rows == reports.refusals(day=SECOND).rows == ()


def test_a_list_is_by_family_name_where_that_is_asked_for(at: PaperStation) -> None:
    at.add(number=1, name="Anna Zimmer")
    at.add(number=2, name="Aaron Hidden", flags=[Flag.PROTECTED])
    at.add(number=3, name="Real Name", badge_name="Moon")
    at.add(number=4, name="Zoe Abel")
    reports = at.station.reports
    listed = reports.attendance("entrance", None, order=Order.NAME)
    assert [row[0] for row in listed.rows] == [4, 3, 1, 2]  # who is a number on paper comes last


@pytest.mark.parametrize("which", ListKind)
def test_each_list_that_is_offered_can_be_made(at: PaperStation, which: ListKind) -> None:
    at.add(number=1)
    assert which in CHOICES
    assert at.station.reports.table(Asked(which, order=Order.NAME)).columns


@pytest.mark.parametrize("which", sorted(set(ListKind) - {ListKind.INSIDE, ListKind.ABSENT}))
def test_a_volunteer_takes_no_list_away(at: PaperStation, which: ListKind) -> None:
    at.station.shift.role = Role.VOLUNTEER
    with pytest.raises(NotAllowed):
        at.station.reports.table(Asked(which))
