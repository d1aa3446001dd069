"""Import history, and columns mapped to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.roster import ReadingOptions
from checkin.roster.headings import find_columns
from tests.checkin.roster.roster_files import nobody, table, text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

ALI = {"name": "Ali Veli", "organisation": "Press Club"}
MEI = {"name": "Hsiao Mei-chin", "organisation": "Yuan"}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with nobody(tmp_path) as opened:
        yield opened


def test_there_were_no_imports_before_the_first(station: Station) -> None:
    assert station.roster.imports() == ()


def test_an_import_is_listed_with_its_desk_and_counts(station: Station, tmp_path: Path) -> None:
    done = station.roster.read(text_file(tmp_path, table(ALI, MEI))).apply()
    (past,) = station.roster.imports()
    assert (past.batch, past.desk, past.added, past.changed) == (done.batch, "Desk 1", 2, 0)
    assert not past.undone


def test_an_import_that_was_taken_back_says_so(station: Station, tmp_path: Path) -> None:
    done = station.roster.read(text_file(tmp_path, table(ALI))).apply()
    station.roster.undo(str(done.batch))
    assert [past.undone for past in station.roster.imports()] == [True]


def test_a_field_that_the_file_does_not_have_is_not_recognised() -> None:
    rows = [["name", "organisation", "no"], ["Ali", "Press", "7"]]
    assert set(find_columns(rows, {}).fields) == {"name", "organisation", "number"}
    left = find_columns(rows, {"organisation": "", "number": ""})
    assert set(left.fields) == {"name"}
    assert set(left.extras.values()) == {"organisation", "no"}


def test_a_column_left_out_is_kept_for_the_organiser(station: Station, tmp_path: Path) -> None:
    choice = ReadingOptions(mapping={"organisation": ""})
    station.roster.read(text_file(tmp_path, table(ALI)), choice).apply()
    (delegate,) = station.roster.delegates()
    assert delegate.organisation == ""
    assert delegate.extras == {"organisation": "Press Club"}
