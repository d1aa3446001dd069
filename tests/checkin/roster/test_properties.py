"""Property-based tests of imports: invariants for any file."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import NumberedAnew
from checkin.roster import ReadingOptions, Worksheet
from checkin.roster.reading import read_sheet
from tests.checkin.roster.roster_files import csv_of, load, nobody, text_file
from tests.paths import SHARED_DATA
from tests.thorough import tries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.domain import Delegate
    from checkin.station import Station

CONGRESS = SHARED_DATA / "us-congress.csv"
HEADINGS = ["number", "name", "organisation", "email", "category", "flags", "code", "Diet"]

# Few values, so that rows collide in every possible way.
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", "1", "2", "３", "x"]),
        st.sampled_from(["Ali", "ALI", "Jose\u0301", "José", "Ali Veli", "Veli Ali", "王丹", "=1", "", "A\u202eli"]),
        st.sampled_from(["", "", "Press", "press", "Radio"]),
        st.sampled_from(["", "", "a@x.org", "A@x.org", "b@x.org"]),
        st.sampled_from(["", "press", "Scholar", "none"]),
        st.sampled_from(["", "vip", "cancelled; vip", "no photo"]),
        st.sampled_from(["", "", "", "c1", "c2"]),
        st.sampled_from(["", "vegan", "halal"]),
    ),
    min_size=1,
    max_size=10,
)  # fmt: skip


@contextmanager
def empty() -> Iterator[Station]:
    with tempfile.TemporaryDirectory() as folder, nobody(Path(folder)) as station:
        yield station


def apply(station: Station, rows: list[tuple[str, ...]]) -> tuple[int, int]:
    preview = station.roster.preview(Worksheet([HEADINGS, *map(list, rows)]))
    applied = preview.apply(accept=True)
    assert (applied.added, applied.changed) == (preview.counts.added, preview.counts.changed)
    total = applied.added + applied.changed + applied.unchanged + applied.refused
    assert total == len(preview.lines)
    # A row with nothing but a word in the place of a number is no person.
    people = [row for row in rows if any(cell.strip() for cell in (*row[1:], row[0].strip("x")))]
    assert total >= len(people)
    return applied.added, applied.changed


def everybody(station: Station) -> list[Delegate]:
    return list(station.roster.delegates())


@tries(20)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_same_rows_again_in_any_order_change_nothing(
    rows: list[tuple[str, ...]], dice: object
) -> None:
    filled = [row for row in rows if any(row)]
    if not filled:
        return
    with empty() as station:
        apply(station, filled)
        before = everybody(station)

        assert apply(station, filled) == (0, 0)
        dice.shuffle(filled)  # type: ignore[attr-defined]
        assert apply(station, filled) == (0, 0)
        assert everybody(station) == before
        assert station.journal.verify().intact


@tries(12)
@given(ROWS, ROWS)
def test_taking_an_import_back_leaves_the_roster_as_it_was(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    if not any(map(any, first)) or not any(map(any, second)):
        return
    with empty() as station:
        apply(station, first)
        before = everybody(station)
        try:
            preview = station.roster.preview(Worksheet([HEADINGS, *map(list, second)]))
        except NumberedAnew:
            return
        batch = preview.apply(accept=True).batch
        if batch:
            undone = station.roster.undo(batch)
            assert (undone.removed, undone.restored) == (
                preview.counts.added,
                preview.counts.changed + preview.counts.cancelled,
            )
        assert everybody(station) == before


@tries(8)
@given(ROWS, st.sampled_from(["organisation", "email", "title"]))
def test_a_correction_by_hand_outlives_the_same_list(
    rows: list[tuple[str, ...]], field: str
) -> None:
    if not any(map(any, rows)):
        return
    with empty() as station:
        apply(station, rows)
        for delegate in everybody(station):
            station.people.correct(delegate.id, {field: f"By hand {delegate.number}"})
        before = everybody(station)
        numbered = [HEADINGS, *([str(d.number), d.name, "Press", "a@x.org"] for d in before)]
        if before:
            station.roster.preview(Worksheet(numbered)).apply(accept=True)
        after = everybody(station)

        assert [getattr(d, field) for d in after] == [getattr(d, field) for d in before]


@tries(12)
@given(ROWS)
def test_no_number_and_no_code_is_given_twice(rows: list[tuple[str, ...]]) -> None:
    if not any(map(any, rows)):
        return
    with empty() as station:
        apply(station, rows)
        apply(station, rows[::-1])
        numbers = [delegate.number for delegate in everybody(station)]

        assert len(set(numbers)) == len(numbers)
        assert all(number > 0 for number in numbers)


@tries(20)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=2, max_size=4),
        min_size=2,
        max_size=6,
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)  # fmt: skip
def test_text_comes_out_of_a_file_as_it_went_in(rows: list[list[str]], encoding: str) -> None:
    if not any(cell.strip() for row in rows for cell in row):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = text_file(Path(folder), csv_of(rows).encode(encoding))

        assert read_sheet(path, ReadingOptions(delimiter=",")).rows == rows


@pytest.mark.skipif(not CONGRESS.exists(), reason="needs the list of members")
def test_the_list_of_congress_comes_in_without_a_hint(tmp_path: Path) -> None:
    with nobody(tmp_path) as station:
        preview = load(station, CONGRESS)

        assert preview.findings == ()
        assert preview.counts.added == 537
        assert dict(preview.columns) == {
            "name": "Official full name",
            "family_name": "Last name",
            "given_name": "First name",
            "organisation": "Chamber",
        }
        members = station.roster.delegates()
        assert all(member.display_name for member in members)
        assert members[0].extras["Bioguide ID"] == "C000127"
        assert station.roster.read(CONGRESS).apply().unchanged == 537
