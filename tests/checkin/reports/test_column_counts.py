"""Counts of the event's own columns, for caterers and hotels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from checkin.domain import Format, ListKind, Order
from checkin.errors import NotFound
from checkin.journal import delegate_changed
from checkin.language import load
from checkin.reports import Asked
from tests.store_copies import ADA, BEN, CANARY, CHIO, DORA, EVERYBODY, identifier

BY = ListKind.BY_COLUMN

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station


def test_each_value_is_counted_and_who_is_cancelled_is_not(station: Station) -> None:
    choice = {"type": "choice", "choices": ["Vegan", "Halal"], "name": {"ja": "食事"}}
    station.programme.add_column("Diet", choice)
    station.programme.add_column("Bus", {"type": "yes_no"})
    drafts = [
        delegate_changed(identifier(ADA), {"extras": {"Diet": "halal", "Bus": "x", "Pass": "A1"}}),
        delegate_changed(identifier(BEN), {"extras": {"Diet": "Halal", "Bus": "no"}}),
        delegate_changed(identifier(CHIO), {"extras": {"Diet": "vegan", "Pass": "B2"}}),
        delegate_changed(identifier(DORA), {"extras": {"Diet": "vegan"}}),  # cancelled
    ]
    with station.store.write() as connection:
        station.journal.append_many(connection, drafts)
    others = len(EVERYBODY) - 1
    rows = station.reports.counts_of_columns(load("ja")).rows
    assert rows == (
        ("食事", "Vegan", 1),
        ("食事", "Halal", 2),
        ("食事", f"{CANARY} seed", 1),  # another one had it, before it was a choice
        ("食事", "—", others - 4),
        ("Bus", "はい", 1),
        ("Bus", "いいえ", 1),
        ("Bus", "—", others - 2),
    )
    table = station.reports.counts_of_columns(None)
    assert table.columns == ("column", "value", "delegates")
    assert table.rows[4] == ("Bus", "yes", 1)


def test_a_list_has_the_columns_that_are_for_it_but_of_nobody_who_stays_unnamed(
    station: Station,
) -> None:
    station.programme.add_column("Bus", {"type": "yes_no", "places": ["lists"]})
    station.programme.add_column("Hotel", {})
    for number in (ADA, BEN):
        own = {"column:Bus": "yes", "column:Hotel": "Okura"}
        station.people.correct(identifier(number), own)
    station.people.flag(identifier(BEN), "protected", on=True)
    table = station.reports.attendance("entrance", load("ja"))
    assert "Hotel" not in table.columns
    cells = {row[0]: row[table.columns.index("Bus")] for row in table.rows}
    assert (cells[ADA], cells[BEN], cells[CHIO]) == ("はい", "", "")


def test_who_is_at_which_table_stands_by_table_and_unnamed_people_by_number(
    station: Station,
) -> None:
    for number, table in ((ADA, "2"), (BEN, "1"), (CHIO, "1")):
        station.people.correct(identifier(number), {"column:Table": table})
    station.people.flag(identifier(CHIO), "protected", on=True)
    found = station.reports.by_column(load("en"), Asked(BY, order=Order.NUMBER))
    at_tables = [row for row in found.rows if row[0] == "Table"]
    assert [row[1:3] for row in at_tables] == [("1", BEN), ("1", CHIO), ("2", ADA)]
    assert f"{CANARY} {CHIO}" not in [cell for row in at_tables for cell in row]


def test_of_one_column_there_is_a_plan_and_a_page_for_each_value(
    station: Station, tmp_path: Path
) -> None:
    tables = {ADA: "10", BEN: "2", CHIO: "2", DORA: "1"}  # one is cancelled
    station.programme.add_column("Table", {"name": {"ja": "卓"}})
    for number, label in tables.items():
        station.people.correct(identifier(number), {"column:Table": label})
    station.people.flag(identifier(CHIO), "protected", on=True)
    found = station.reports.by_column(load("ja"), Asked(BY, column="卓"))
    assert (found.name, found.columns[0]) == ("卓", "値")
    assert [row[:2] for row in found.rows] == [("2", BEN), ("2", CHIO), ("10", ADA)]
    station.reports.write(found, Format.PDF, tmp_path / "plan.pdf")
    document = PdfDocument(tmp_path / "plan.pdf")
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert len(pages) == 3
    assert all(name in pages[0] for name in ("エイダ", f"{CANARY} {BEN}", f"{CHIO:03}"))
    assert all(f"{CANARY} {CHIO}" not in page for page in pages)
    assert "エイダ" not in pages[1]


def test_a_column_in_which_nobody_has_anything_is_not_there(station: Station) -> None:
    with pytest.raises(NotFound, match="column Table"):
        station.reports.by_column(asked=Asked(BY, column="Table"))
