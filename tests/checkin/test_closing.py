"""The end of an event: what is still open, and which reports are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from checkin import bundle
from checkin.domain import Role, Tier
from checkin.errors import NotAllowed, NotPossible
from checkin.language import load
from tests.factories import Clock
from tests.several_desks import stations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

CANARY = "Tursun Canary"
ENGLISH = load("en")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Station, Station]]:
    with stations(tmp_path, [Tier.DESK], Clock()) as (organiser, desk):
        person = organiser.desk.walkin({"name": CANARY, "category": "scholar"}, approved=True)
        organiser.desk.checkin(person.number, "entrance")
        yield organiser, desk


def test_a_desk_that_has_not_confirmed_is_named_until_it_has(
    two: tuple[Station, Station], tmp_path: Path
) -> None:
    organiser, desk = two
    left = organiser.closing.still_open()
    assert left.desks == (desk.desk.name,)
    assert not left.is_nothing
    for giver, taker in ((organiser, desk), (desk, organiser)):
        bundle.write(giver.exchange, tmp_path / "stick")
        bundle.read(taker.exchange, tmp_path / "stick")
    assert organiser.closing.still_open().is_nothing


def test_the_reports_are_there_and_those_that_stay_name_nobody(
    two: tuple[Station, Station], tmp_path: Path
) -> None:
    organiser, _ = two
    every = organiser.closing.save_reports(tmp_path / "all", ENGLISH)
    assert {path.name for path in every} >= {"totals.xlsx", "totals.pdf", "matrix.xlsx"}
    assert any(CANARY in words(path) for path in every if path.suffix == ".xlsx")
    some = organiser.closing.save_reports(tmp_path / "counts", ENGLISH, anonymous=True)
    assert {path.name for path in some} == {"totals.xlsx", "totals.pdf"}
    assert not any(CANARY in words(path) for path in some if path.suffix == ".xlsx")
    assert all(path.stat().st_mode & 0o077 == 0 for path in (*every, *some))


def words(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row
    )


def test_no_report_takes_the_place_of_another(two: tuple[Station, Station], tmp_path: Path) -> None:
    organiser, _ = two
    organiser.closing.save_reports(tmp_path / "all", ENGLISH, anonymous=True)
    before = {path.name: path.read_bytes() for path in (tmp_path / "all").iterdir()}
    with pytest.raises(NotPossible, match="not empty"):
        organiser.closing.save_reports(tmp_path / "all", ENGLISH)
    assert {path.name: path.read_bytes() for path in (tmp_path / "all").iterdir()} == before


@pytest.mark.parametrize("role", [Role.LEAD, Role.VOLUNTEER])
def test_only_an_organiser_closes(two: tuple[Station, Station], tmp_path: Path, role: Role) -> None:
    organiser, _ = two
    organiser.shift.role = role
    with pytest.raises(NotAllowed):
        organiser.closing.still_open()
    with pytest.raises(NotAllowed):
        organiser.closing.save_reports(tmp_path / "all", ENGLISH)
    assert not (tmp_path / "all").exists()
