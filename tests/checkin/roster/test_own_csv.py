"""Our own lists come back without a change: what a spreadsheet would run is guarded once, and the guard comes off once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.paper.csv_safe import armed, disarmed
from tests.checkin.roster.roster_files import load, nobody, table, text_file

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
    {"name": "Gone", "flags": "cancelled"},
)


@given(st.text("'=+-@ aＡ1＝\t", max_size=6))
def test_the_guard_of_a_cell_comes_off_as_it_went_on(text: str) -> None:
    assert armed(disarmed(text)) == text


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
