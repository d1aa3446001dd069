"""Reports for an organiser: attendance, roster, audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checkin.domain import EXIT, CodeKind, Direction, DoorOverride, Manner, Role, Status
from checkin.errors import NotFound
from checkin.journal import batch_applied, delegates_joined, operator_set
from checkin.language import load
from checkin.roster.headings import find_columns
from checkin.store import people
from tests.checkin.paper_store import PaperStation
from tests.factories import HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from checkin.domain import Table


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    yield station
    station.station.close()


def lines(table: Table) -> list[Mapping[str, Any]]:
    """The rows with their header."""
    assert all(len(row) == len(table.columns) for row in table.rows)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_the_list_of_a_session_has_who_came_and_who_did_not(at: PaperStation) -> None:
    at.add(number=1, name="Anna", native_name="安娜", organisation="Example University")
    at.add(number=2, name="Ben")
    at.station.desk.checkin(1, "entrance")
    at.clock.forward(2 * HOUR + MINUTE)
    at.station.desk.checkin(1, "entrance", EXIT)
    table = at.station.reports.attendance("entrance")
    anna, ben = lines(table)
    assert anna == {
        "Number": 1,
        "Name": "Anna",
        "Native name": "安娜",
        "Organisation": "Example University",
        "Category": "Scholar",
        "Status": "Attended",
        "First in": "2026-10-30 09:00:00",
        "Last out": "2026-10-30 11:01:00",
        "Left by": "Exit scanned",
        "Represented by": "",
        "Let in because": "",
        "Recorded": "",
        "First in, 2026-10-30": "2026-10-30 09:00:00",
        "Last out, 2026-10-30": "2026-10-30 11:01:00",
        "First in, 2026-10-31": "",
        "Last out, 2026-10-31": "",
    }
    assert (ben["Status"], ben["First in"]) == ("Not attended", "")
    assert table.title == "International Forum · Entrance"
    assert table.note == "1 of 2 attended"


def test_who_is_still_inside_has_not_gone_out(at: PaperStation) -> None:
    at.add(number=1)
    at.station.desk.checkin(1, "exhibition")
    at.station.desk.checkin(1, "exhibition", EXIT)
    at.clock.forward(MINUTE)
    at.station.desk.checkin(1, "exhibition")
    (anna,) = lines(at.station.reports.attendance("exhibition"))
    assert (anna["First in"], anna["Last out"]) == ("2026-10-30 09:00:00", "")


def test_only_who_may_enter_is_listed_as_absent_and_whoever_came_is_listed(
    at: PaperStation,
) -> None:
    at.add(number=1, category="scholar")
    at.add(number=2, category="press")
    at.add(number=3, category="press")
    at.add(number=4, category="scholar", status=Status.CANCELLED.value)
    at.clock.forward(HOUR)
    at.station.desk.checkin(3, "plenary", Manner(force="the minister asked"))
    rows = lines(at.station.reports.attendance("plenary"))
    assert [row["Number"] for row in rows] == [1, 3]
    assert rows[1]["Let in because"] == "the minister asked"


def test_the_reason_that_was_chosen_at_a_door_is_told_in_words(at: PaperStation) -> None:
    at.add(number=3, category="press")
    at.clock.forward(HOUR)
    at.station.desk.checkin(3, "plenary", Manner(force=DoorOverride.IDENTITY_SEEN))
    table = at.station.reports.attendance("plenary")
    assert lines(table)[0]["Let in because"] == "Identity document seen"


def test_a_seat_that_somebody_else_filled_says_who(at: PaperStation) -> None:
    at.add(number=1)
    at.station.desk.checkin(1, "entrance", Manner(represented_by="佐藤 花子"))
    (row,) = lines(at.station.reports.attendance("entrance"))
    assert (row["Status"], row["Represented by"]) == ("Attended", "佐藤 花子")
    (row,) = lines(at.station.reports.attendance())
    assert row["Entrance · 2026-10-30"] == "2026-10-30 09:00 (represented)"


def test_an_undone_scan_is_no_attendance(at: PaperStation) -> None:
    at.add(number=1)
    verdict = at.station.desk.checkin(1, "entrance", Manner(represented_by="somebody"))
    at.station.desk.undo(verdict.entry)
    (row,) = lines(at.station.reports.attendance("entrance"))
    assert (row["Status"], row["Represented by"]) == ("Not attended", "")


def test_without_a_session_there_is_a_column_for_each(at: PaperStation) -> None:
    at.add(number=1)
    at.add(number=2)
    at.station.desk.checkin(1, "entrance")
    at.clock.forward(HOUR)
    at.station.desk.checkin(1, "plenary")
    table = at.station.reports.attendance()
    first, second = (f" · {day}" for day in at.station.desk.event.days)
    assert table.columns[5:9] == (
        f"Entrance{first}",
        f"Entrance{second}",
        "Plenary",
        f"Workshop{first}",
    )
    anna, ben = table.rows
    assert anna[5:9] == ("2026-10-30 09:00", "", "2026-10-30 10:00", "")
    assert set(ben[5:]) == {""}


def test_a_walk_in_that_waits_for_approval_says_so(at: PaperStation) -> None:
    at.add(number=1, status=Status.PENDING.value)
    (row,) = lines(at.station.reports.attendance("entrance"))
    assert row["Status"] == "Waits for approval"


def test_who_must_not_be_named_stands_under_pseudonym_or_number(at: PaperStation) -> None:
    secret = {"native_name": "秘密", "organisation": "Hidden"}
    at.add(number=1, name="Real Name", badge_name="Observer", **secret)
    at.add(number=2, name="Real Name", flags=["protected"], **secret)
    for table in (
        at.station.reports.attendance(),
        at.station.reports.attendance("entrance"),
        at.station.reports.journal(),
    ):
        assert not {"Real Name", "秘密", "Hidden"} & {
            str(cell) for row in table.rows for cell in row
        }
    first, second = lines(at.station.reports.attendance())
    assert (first["Name"], second["Name"]) == ("Observer", "002")


def test_a_session_that_there_is_none_of_is_refused_by_name(at: PaperStation) -> None:
    with pytest.raises(NotFound, match="breakfast"):
        at.station.reports.attendance("breakfast")


def test_lists_speak_the_language_that_is_asked_for(at: PaperStation) -> None:
    at.add(number=1)
    table = at.station.reports.attendance("entrance", load("ja"))
    assert len(table.columns) == len(at.station.reports.attendance("entrance").columns)


def test_the_roster_goes_out_with_every_field_and_every_unknown_column(at: PaperStation) -> None:
    cancelled = Status.CANCELLED.value
    flags = ["no_photo", "vip"]
    at.add(number=1, name="Anna", email="a@example.org", flags=flags, status=cancelled)
    at.add(number=2, name="Ben", extras={"Diet": "vegan", "Hotel": "Tokyo"}, badge_name="B")
    anna, ben = lines(at.station.reports.delegates())
    assert (anna["Number"], anna["E-mail"], anna["Flags"]) == (
        1,
        "a@example.org",
        "no_photo, vip, cancelled",
    )
    assert (anna["Diet"], ben["Diet"], ben["Hotel"]) == ("", "vegan", "Tokyo")
    assert (ben["Badge name"], ben["Flags"], ben["Category"]) == ("B", "", "scholar")


def test_the_headings_of_the_roster_are_those_that_an_import_knows(at: PaperStation) -> None:
    table = at.station.reports.delegates()
    found = find_columns([table.columns], {})
    assert sorted(found.fields.values()) == [(column,) for column in range(len(table.columns))]


def test_who_is_inside_now_is_listed_room_by_room(at: PaperStation) -> None:
    for number in (1, 2, 3):
        at.add(number=number)
    for number in (2, 1, 3):
        at.station.desk.checkin(number, "entrance")
    at.station.desk.checkin(1, "exhibition")
    at.station.desk.checkin(1, "exhibition", EXIT)
    at.clock.forward(MINUTE)
    at.station.desk.checkin(3, "entrance", EXIT)
    at.station.desk.checkin(1, "exhibition")
    table = at.station.reports.inside()
    assert [(row[0], row[1], row[-1]) for row in table.rows] == [
        ("Entrance", 2, "2026-10-30 09:00:00"),
        ("Exhibition", 1, "2026-10-30 09:01:00"),
    ]


def test_who_was_expected_and_has_not_come_is_listed(at: PaperStation) -> None:
    for number in (1, 2, 3):
        at.add(number=number)
    at.add(number=4, status=Status.CANCELLED.value)
    at.station.desk.checkin(2, "entrance")
    rows = lines(at.station.reports.absent("entrance"))
    assert [row["Number"] for row in rows] == [1, 3]


DIGEST = "5e" * 48  # of a PIN


@pytest.fixture
def busy(at: PaperStation) -> PaperStation:
    """A morning with every kind of action on delegate 7, Anna."""
    anna = at.add(number=7, name="Anna")
    (code,) = at.codes(anna, CodeKind.INVITATION)
    at.station.desk.scan(code, "entrance")
    verdict = at.station.desk.scan(code, "entrance", EXIT)
    at.station.desk.undo(verdict.entry)
    at.station.desk.checkin(7, "reception", Manner(force="late", represented_by="Ben"))
    at.station.badges.render([anna])
    at.station.badges.record_printed([anna.id])
    double = at.add(number=8, name="Cai")
    with at.station.store.write() as connection:
        drafts = (
            batch_applied("b" * 32, {"added": 3, "changed": 1}),
            operator_set("0" * 32, "Mika", Role.LEAD, DIGEST),
            delegates_joined(double.id, anna.id),
        )
        at.station.journal.append_many(connection, drafts)
    return at


def test_the_journal_tells_no_code_no_secret_and_no_name(busy: PaperStation) -> None:
    table = busy.station.reports.journal()
    everything = "\n".join(" ".join(map(str, row)) for row in table.rows)
    with busy.station.store.read() as connection:
        codes = [code.code for code in people.codes(connection)]
    assert len(codes) == 3
    assert not [word for word in (*codes, DIGEST, "Anna", "Cai") if word in everything]


def test_the_journal_is_told_in_words(busy: PaperStation) -> None:
    rows = lines(busy.station.reports.journal())
    by_kind = {row["What"]: row for row in rows}
    assert by_kind["Event changed"]["Details"] == "days, name, time_zone, venue"
    assert by_kind["Session changed"]["Session"] == "Exhibition"
    assert by_kind["Category changed"]["Details"] == "press · name, place"
    assert by_kind["Badge printed"]["Details"].startswith("…")
    assert by_kind["Import"]["Details"] == "3 added, 1 changed"
    assert by_kind["Operator set up"]["Details"] == "Mika"
    assert {row["Number"] for row in rows if row["What"] == "Delegate changed"} == {7, 8}
    joined = by_kind["Two delegates joined"]
    assert (joined["Number"], joined["Details"]) == (8, "7")
    assert rows[0]["Time"] == "2026-10-30 09:00:00"
    on_paper, first = rows[:2], rows[2:]  # the root introduces itself and the first desk
    assert [row["Entry"] for row in on_paper] == [1, 2]
    assert [row["Entry"] for row in first] == list(range(1, len(first) + 1))


def test_the_journal_tells_each_scan_with_its_answer(busy: PaperStation) -> None:
    rows = lines(busy.station.reports.journal())
    scans = [row for row in rows if row["What"] == "Scan"]
    assert [row["Answer"] for row in scans][:2] == ["Admitted", "Left"]
    assert [row["Session"] for row in scans] == ["Entrance", "Entrance", "Reception"]
    assert "represented by Ben" in scans[2]["Details"]


def test_every_direction_of_a_scan_can_be_told(at: PaperStation) -> None:
    at.add(number=1)
    at.station.desk.checkin(1, "exhibition")
    at.station.desk.checkin(1, "exhibition", Manner(direction=Direction.EXIT))
    rows = lines(at.station.reports.journal())
    assert [row["Details"] for row in rows if row["What"] == "Scan"] == ["", "Out"]
