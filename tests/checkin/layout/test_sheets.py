"""Sheets (imposition): cells, crop marks, backs, and which sheets fit a layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from checkin.errors import BadLayout, NotFound, NotPossible
from checkin.layout import A4, Layout, mm, sheet_named, sheets_for
from checkin.layout.sheets import BUILT_IN, read_sheets, single
from checkin.paper.document import pages_of
from checkin.paper.library import Library
from tests.checkin.paper_samples import CODE, FACES, LIBRARY, TANAKA, badge, codes_in, picture

if TYPE_CHECKING:
    from pathlib import Path

CARD = LIBRARY.get("card-cr80")


@pytest.mark.parametrize("name", LIBRARY.built_in())
def test_the_sheet_that_a_layout_names_takes_it(name: str) -> None:
    layout = LIBRARY.get(name)
    assert not layout.sheet or BUILT_IN[layout.sheet].takes(layout)


@pytest.mark.parametrize("name", BUILT_IN)
def test_no_badge_stands_over_the_edge_or_over_another(name: str) -> None:
    sheet = BUILT_IN[name]
    for index in range(sheet.places):
        left, top = sheet.place(index)
        assert left >= -0.01
        assert top >= -0.01
        assert left + sheet.cell_width <= sheet.width + 0.01
        assert top + sheet.cell_height <= sheet.height + 0.01
    assert sheet.step_x >= sheet.cell_width
    assert sheet.step_y >= sheet.cell_height


def test_plain_paper_is_filled_with_what_fits_the_better_way_round() -> None:
    across = sheet_named("a4", Layout("wide", 130, 60))
    assert (across.columns, across.rows) == (2, 3)
    assert across.width > across.height
    assert across.marks
    assert sheet_named("a4", LIBRARY.get("a6")).places == 2  # with room for the marks


def test_what_fits_no_paper_is_not_offered_any() -> None:
    large = Layout("poster", 400, 600)
    assert sheets_for(large) == ()
    with pytest.raises(NotFound):
        sheet_named("a4", large)


def test_a_sheet_that_is_cut_for_another_size_is_refused_and_the_right_ones_are_named() -> None:
    with pytest.raises(NotPossible, match="a4-8-a7, a4, letter"):
        sheet_named("a4-10", LIBRARY.get("a7"))


def test_printing_begins_at_any_label_and_goes_on_over_the_page() -> None:
    sheet = BUILT_IN["a4-10"].starting(8)
    assert sheet.place(0) == pytest.approx((mm(14), mm(11 + 4 * 55)))
    assert [sheet.page_of(index) for index in (0, 1, 2, 11, 12)] == [0, 0, 1, 1, 2]
    assert [sheet.pages(count) for count in (0, 2, 3)] == [0, 1, 2]
    for label in (-1, 10):
        with pytest.raises(NotPossible):
            BUILT_IN["a4-10"].starting(label)


def test_two_badges_from_the_last_label_on_take_two_pages() -> None:
    pdf = pages_of([badge(TANAKA)] * 2, BUILT_IN["a4-10"].starting(9), FACES, "")
    assert [len(codes_in(picture(pdf, 200, page))) for page in (0, 1)] == [1, 1]


def test_a_back_stands_behind_its_front_when_the_paper_is_turned_over() -> None:
    sheet = BUILT_IN["a4-8-card"]
    for index in range(sheet.places):
        left, top = sheet.place(index)
        behind, same = sheet.back_place(index)
        assert sheet.width - behind == pytest.approx(left + sheet.cell_width)
        assert same == top


def test_fronts_and_backs_come_page_by_page() -> None:
    cards = [badge(replace(TANAKA, number=number), layout="card-cr80") for number in range(1, 10)]
    document = pypdfium2.PdfDocument(pages_of(cards, BUILT_IN["a4-8-card"], FACES, ""))
    words = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert ["Tanaka" in word for word in words] == [True, False, True, False]
    assert ["001" in word for word in words] == [True, True, False, False]


def test_a_card_alone_is_two_pages() -> None:
    document = pypdfium2.PdfDocument(pages_of([badge(TANAKA, layout="card-cr80")], None, FACES, ""))
    assert len(document) == 2
    document.close()


def test_crop_marks_are_in_line_with_the_edges_and_outside_of_them() -> None:
    sheet = BUILT_IN["a4-8-card"]
    marks = list(sheet.crop_marks())
    assert len(marks) == 2 * 2 * (sheet.columns + sheet.rows)
    edges = {
        round(sheet.left + column * sheet.step_x + side, 3)
        for column in range(sheet.columns)
        for side in (0, sheet.cell_width)
    }
    assert {round(mark.x1, 3) for mark in marks if mark.x1 == mark.x2} == edges
    assert all(mark.y2 <= sheet.top or mark.y1 >= sheet.top for mark in marks)
    assert list(BUILT_IN["a4-10"].crop_marks()) == []


def test_crop_marks_are_on_the_paper_and_nothing_stands_in_the_symbols_way() -> None:
    sheet = sheet_named("a4", LIBRARY.get("badge-91x55"))
    pdf = pages_of([badge(TANAKA)] * sheet.places, sheet, FACES, "")
    assert codes_in(picture(pdf, 200)) == [CODE] * sheet.places


def test_one_badge_a_page_is_as_large_as_the_badge() -> None:
    sheet = single(CARD)
    assert (sheet.width, sheet.height) == pytest.approx((mm(85.6), mm(54)))


OWN = '["avery-l7418"]\nwidth = 210\nheight = 297\nleft = 19\ntop = 24.75\ncolumns = 2\nrows = 4\ncell = [86, 55]\ngap = [0, 9.2]\n'


def test_an_own_sheet_is_described_in_millimetres() -> None:
    sheets = read_sheets(OWN, "sheets")
    sheet = sheets["avery-l7418"]
    assert (sheet.width, sheet.height) == A4
    assert sheet.place(7) == pytest.approx((mm(19 + 86), mm(24.75 + 3 * 64.2)))


def test_the_library_offers_own_sheets_beside_the_others(tmp_path: Path) -> None:
    (tmp_path / "sheets.toml").write_text(OWN, encoding="utf-8")
    library = Library(tmp_path)
    layout = Layout("label", 86, 55)
    assert library.sheets_for(layout)[0] == "avery-l7418"
    assert library.sheet("avery-l7418", layout).places == 8
    assert library.own() == ()


@pytest.mark.parametrize(
    "change",
    [
        ("columns = 2", "columns = 0"),
        ("columns = 2", "colums = 2"),
        ("cell = [86, 55]", "cell = 86"),
        ("width = 210", 'width = "A4"'),
        ("rows = 4", ""),
        ("[86, 55]", "[86, 55"),
    ],
)
def test_a_sheet_that_is_none_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(BadLayout, match="sheets"):
        read_sheets(OWN.replace(*change, 1), "sheets")
