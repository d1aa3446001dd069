"""Sheets to sign: who stands on them, and how much room there is for a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from checkin.domain import Flag, Status
from checkin.layout import mm
from checkin.reports.printed import pdf_bytes
from tests.checkin.paper_samples import FACES
from tests.checkin.paper_store import PaperStation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST, SECOND = "2026-10-30", "2026-10-31"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    station.add(number=1, name="Anna Zimmer", family_name="Zimmer")
    station.add(number=2, name="Ben Abel", category="press")
    station.add(number=3, name="Chloe Hidden", flags=[Flag.PROTECTED])
    station.add(number=4, name="Dora Far", flags=[Flag.REMOTE])
    station.add(number=5, name="Eve Gone", status=Status.CANCELLED.value)
    station.add(number=6, name="Fay Later", valid_from=SECOND)
    yield station
    station.station.close()


def test_a_sheet_has_who_may_enter_the_session_on_its_day(at: PaperStation) -> None:
    table = at.station.reports.signatures("plenary", None)
    assert table.columns[:4] == ("session", "day", "number", "name")
    assert [row[:4] for row in table.rows] == [
        ("plenary", FIRST, 1, "Anna Zimmer"),
        ("plenary", FIRST, 3, "003"),
    ]
    entrance = at.station.reports.signatures("entrance", None, day=SECOND)
    assert [row[2] for row in entrance.rows] == [2, 6, 1, 3]  # by family name


def test_there_is_a_sheet_for_each_session_and_day(at: PaperStation) -> None:
    rows = at.station.reports.signatures(language=None).rows
    sheets = list(dict.fromkeys(row[:2] for row in rows))
    assert sheets[:3] == [("entrance", FIRST), ("entrance", SECOND), ("plenary", FIRST)]
    on_the_second = at.station.reports.signatures(language=None, day=SECOND).rows
    assert {row[1] for row in on_the_second} == {SECOND}


def test_on_paper_each_session_has_pages_of_its_own_and_room_to_sign(at: PaperStation) -> None:
    for number in range(10, 50):
        at.add(number=number, name=f"Person {number}")
    table = at.station.reports.signatures(day=FIRST)
    document = pypdfium2.PdfDocument(pdf_bytes(table, FACES))
    pages = [page.get_textpage() for page in document]
    texts = [page.get_text_range() for page in pages]
    assert sum("1 / 3" in text for text in texts) == 5  # five sessions
    assert "Plenary" in texts[3]
    assert "10:00" in texts[3]
    assert all((table.sign_off[0] in text) is ("3 / 3" in text) for text in texts)
    width, height = document[0].get_size()
    assert width < height
    tops = [_top(pages[0], f"Person {number}") for number in (10, 11)]
    assert abs(tops[0] - tops[1]) >= mm(12)
    signature = pages[0].get_charbox(_place(pages[0], table.columns[-1]))
    assert width - signature[0] - mm(12) >= mm(50)


def _place(page: pypdfium2.PdfTextPage, text: str) -> int:
    found = page.search(text).get_next()
    assert found is not None
    return int(found[0])


def _top(page: pypdfium2.PdfTextPage, text: str) -> float:
    return float(page.get_charbox(_place(page, text))[3])
