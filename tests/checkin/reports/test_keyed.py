"""Language-neutral tables: translated at the end for a person, keys for a program."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from checkin.domain import EXIT, Category, CodeKind, Manner, Status
from checkin.language import LANGUAGES, load
from tests import store_copies
from tests.checkin.paper_store import PaperStation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.domain import Table

# Texts of the reports, used as the organiser's own names.
MISLEADING = ("Not attended", "Attended", "Status", "—", "absent", "未到着", "")


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    """Ten delegates: 1 came, 2 was represented and left; 4 waits for approval, 5 is cancelled."""
    station = PaperStation(tmp_path)
    for number in range(1, 11):
        station.add(number=number, status=STATUSES.get(number, Status.EXPECTED).value)
    station.station.desk.checkin(1, "entrance")
    station.station.desk.checkin(2, "entrance", Manner(represented_by="Ben"))
    station.station.desk.checkin(2, "entrance", EXIT)
    yield station
    station.station.close()


STATUSES = {4: Status.PENDING, 5: Status.CANCELLED}
ABSENT = [3, 6, 7, 8, 9, 10]


def keyed(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def numbers(table: Table) -> list[str | int]:
    return [row[0] for row in table.rows]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_same_people_are_absent_in_every_language(at: PaperStation, code: str) -> None:
    assert numbers(at.station.reports.absent("entrance", load(code))) == ABSENT


def test_the_same_people_are_absent_for_a_program(at: PaperStation) -> None:
    table = at.station.reports.absent("entrance", None)
    assert numbers(table) == ABSENT
    assert table.columns == ("number", "name", "native_name", "organisation", "category")


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_name_of_a_category_makes_anybody_absent(at: PaperStation, code: str) -> None:
    names = [
        Category(f"c{place}", dict.fromkeys(LANGUAGES, word))
        for place, word in enumerate(MISLEADING)
    ]
    store_copies.change_event(at.station, replace(at.station.desk.event, categories=tuple(names)))
    for place, word in enumerate(MISLEADING):
        at.add(number=20 + place, category=f"c{place}", name=word, organisation=word)
        if place % 2:
            at.station.desk.checkin(20 + place, "entrance")
    came = [20 + place for place in range(len(MISLEADING)) if not place % 2]
    table = at.station.reports.absent("entrance", load(code))
    assert numbers(table) == [*ABSENT, *came]
    assert [row[4] for row in table.rows[-len(came) :]] == list(MISLEADING[::2])


def test_a_program_reads_keys_and_instants_of_a_session(at: PaperStation) -> None:
    rows = keyed(at.station.reports.attendance("entrance", None))
    assert rows[1] == {
        "number": 2,
        "name": "Delegate 2",
        "native_name": "",
        "organisation": "Example University",
        "category": "scholar",
        "status": "attended",
        "first_in": "2026-10-30T09:00:00+09:00",
        "last_out": "2026-10-30T09:00:00+09:00",
        "ended": "exit",
        "represented_by": "Ben",
        "forced": "",
        "recorded": "",
        "first_in.2026-10-30": "2026-10-30T09:00:00+09:00",
        "last_out.2026-10-30": "2026-10-30T09:00:00+09:00",
        "first_in.2026-10-31": "",
        "last_out.2026-10-31": "",
    }
    assert [row["status"] for row in rows[2:5]] == ["not_attended", "pending", "not_attended"]
    assert rows[2]["first_in"] == ""


def test_a_program_reads_all_sessions_by_their_keys(at: PaperStation) -> None:
    table = at.station.reports.attendance(None, None)
    assert table.columns[5:8] == (
        "session.entrance.2026-10-30",
        "session.entrance.2026-10-31",
        "session.plenary",
    )
    assert table.rows[1][5:7] == ("2026-10-30T09:00:00+09:00", "")
    (inside,) = keyed(at.station.reports.inside(None))
    assert (inside["session"], inside["number"]) == ("entrance", 1)
    assert inside["since"] == "2026-10-30T09:00:00+09:00"


def test_a_program_reads_the_roster_by_its_fields(at: PaperStation) -> None:
    at.add(number=11, extras={"Seat": "A1", "name": "another"}, flags=["no_photo"])
    row = keyed(at.station.reports.delegates(None))[-1]
    assert (row["number"], row["name"], row["flags"]) == (11, "Delegate 11", "no_photo")
    assert (row["extra.Seat"], row["extra.name"]) == ("A1", "another")
    assert keyed(at.station.reports.delegates(None))[4]["flags"] == "cancelled"


def test_a_program_reads_who_may_come_where(at: PaperStation) -> None:
    at.add(number=11, category="press", name="Aaron")
    rows = keyed(at.station.reports.paper_list(None, None))
    (first,) = (row for row in rows if row["name"] == "Aaron")
    assert (first["session.entrance"], first["session.plenary"]) == (1, 0)


def test_a_program_reads_the_journal_by_its_kinds(at: PaperStation) -> None:
    table = at.station.reports.journal(None)
    scans = [row for row in keyed(table) if row["kind"] == "scanned"]
    assert [row["outcome"] for row in scans] == ["admitted", "admitted", "left"]
    assert [row["session"] for row in scans] == ["entrance"] * 3
    assert [json.loads(row["details"] or "{}") for row in scans] == [
        {"direction": "entry"},
        {"direction": "entry", "represented_by": "Ben"},
        {"direction": "exit"},
    ]


def test_what_a_program_reads_of_the_journal_tells_no_code_and_no_name(at: PaperStation) -> None:
    anna = at.add(number=11, name="Anna")
    (code,) = at.codes(anna, CodeKind.INVITATION)
    at.station.desk.scan(code, "entrance")
    everything = json.dumps(at.station.reports.journal(None).rows, ensure_ascii=False)
    assert code[-4:] in everything
    assert code not in everything
    assert "Anna" not in everything


def test_the_title_of_what_a_program_reads_is_of_no_language(at: PaperStation) -> None:
    reports = at.station.reports
    assert reports.attendance("entrance", None).title == "International Forum · entrance"
    assert reports.attendance(None, None).note == ""
