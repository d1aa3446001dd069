"""Our own lists come back without a change: what a spreadsheet would run is guarded once, and the guard comes off once."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.paper.csv_safe import armed, csv_bytes, disarmed
from tests.checkin.roster.roster_files import load, nobody, table, text_file
from tests.thorough import tries

if TYPE_CHECKING:
    from pathlib import Path

TRICKY = (
    {
        "name": "@mira",
        "organisation": "=Uni, Test",
        "phone": "+81 90-0000-0001",
        "notes": "line one\nline two",
        "Table": "'=4",
    },
    {"name": "-Anon-", "native_name": "匿名", "notes": "'quoted", "flags": "check identity"},
    {"name": "'Aziz", "phone": "00441234", "Table": "''+1"},
    {"name": 'O\'Neil "Bo" Carr', "notes": "=1+1", "flags": "no photo; vip"},
    {"name": "Gone", "flags": "cancelled", "notes": "a;=1+1\t-2"},
)


@given(st.text("'=+-@ aＡ1＝\t", max_size=6))
def test_the_guard_of_a_cell_comes_off_as_it_went_on(text: str) -> None:
    assert armed(disarmed(text)) == text


CELLS = st.lists(st.text("'=+-@ ;,\t\r\n|\"a\u3000＝0", max_size=10), min_size=1, max_size=4)


@tries(150, 5_000)
@given(CELLS)
def test_no_cell_is_a_formula_whatever_parts_the_columns(cells: list[str]) -> None:
    """Half of the world's spreadsheets part them by a semicolon, and split a quoted cell there."""
    written = csv_bytes([cells, ["Ada", *cells]])[0].decode("utf-8-sig")
    for delimiter in ",;\t|":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=delimiter):
            for cell in row:
                bare = cell.lstrip(" \t\r\n\u3000")
                assert not bare.startswith(("=", "+", "-", "@", "＝"))
                # The end of a row may have come into a cell; the next row has its own guard.
                assert not cell.removeprefix("\r\n").startswith(("\t", "\r"))
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert [[armed(cell) for cell in row] for row in read] == [cells, ["Ada", *cells]]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("Tokyo;=HYPERLINK(1)", "Tokyo;'=HYPERLINK(1)"),
        ("Tokyo\t@SUM(A1)", "Tokyo\t'@SUM(A1)"),
        ('Tokyo; "=1+1', "Tokyo;' \"=1+1"),
        ("one\r\n\r\n- two", "one\r\n\r\n'- two"),
        ("A-B; C=D", "A-B; C=D"),
    ],
)
def test_what_begins_a_cell_elsewhere_is_guarded_too(cell: str, shown: str) -> None:
    assert disarmed(cell) == shown
    assert armed(shown) == cell


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_exported_roster_changes_nobody(tmp_path: Path, file_format: str) -> None:
    with nobody(tmp_path) as station:
        load(station, text_file(tmp_path, table(*TRICKY)))
        before = station.roster.delegates()
        out = tmp_path / f"delegates.{file_format}"
        station.reports.write(station.reports.delegates(), file_format, out)
        preview = station.roster.read(out)

        assert (preview.counts.unchanged, preview.in_doubt) == (len(TRICKY), 0)
        assert preview.apply().batch is None
        assert station.roster.delegates() == before
