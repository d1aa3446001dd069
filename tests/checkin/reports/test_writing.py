"""Export to CSV, XLSX and PDF: formula injection, encodings, layout, and full disks."""

from __future__ import annotations

import csv
import errno
import io
import tempfile
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import files
from checkin.domain import CellForm, Format, Table, ValueCell
from checkin.errors import DiskFull, NotPossible
from checkin.paper.csv_safe import armed, csv_bytes, disarmed
from checkin.paper.library import Library
from checkin.reports.printed import pdf_bytes
from checkin.reports.writing import as_file
from checkin.reports.xlsx import xlsx_bytes
from tests import factories
from tests.checkin.paper_samples import FACES, ODD_BUT_PRINTABLE, UNPRINTABLE, picture, words_of

if TYPE_CHECKING:
    from pathlib import Path

FORMULAS = (
    '=HYPERLINK("http://e/?"&A2,"x")',
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1",
    "  =1+1",
    "\u00a0=1",
    "\0=1",
    "＝1+1",
    "\tharmless",
)
SMALL = Table("Forum · List", ("Number", "Name"), ((1, "Anna"), (2, "田中 京子")), "2 of 2")


def cells(data: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


def of(*names: str) -> Table:
    return Table("Forum · Names", ("Name",), tuple((name,) for name in names))


# CSV


def test_a_csv_says_that_it_is_utf_8() -> None:
    data, _ = csv_bytes([("田中",)])
    assert data.startswith(b"\xef\xbb\xbf")
    assert cells(data) == [["田中"]]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_a_spreadsheet_would_run_is_disarmed(formula: str) -> None:
    assert disarmed(formula).startswith("'")
    assert armed(disarmed(formula)) == formula


@pytest.mark.parametrize("text", ["Anna", "1+1", "a=b", "", "田中", "(=1)", "“=1”"])
def test_what_a_spreadsheet_would_not_run_is_left_alone(text: str) -> None:
    assert disarmed(text) == text


@given(st.text())
def test_no_text_comes_out_of_the_csv_as_a_formula(text: str) -> None:
    data, _ = csv_bytes([(text, "x")])
    ((first, _),) = cells(data)
    assert not first.lstrip(" \t\r\n\u00a0\u3000\ufeff").startswith(("=", "+", "-", "@"))
    assert not first.startswith(("\t", "\r"))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_a_csv_holds_what_was_put_in_but_for_the_apostrophe(row: list[str]) -> None:
    data, lost = csv_bytes([("first", *row)])
    assert lost == 0
    assert cells(data) == [["first", *map(disarmed, row)]]


def test_numbers_stay_numbers() -> None:
    data, _ = csv_bytes([(-1, 2)])
    assert cells(data) == [["-1", "2"]]


def test_a_letter_that_cp932_lacks_is_seen_to_be_missing_and_counted() -> None:
    data, lost = csv_bytes([("田中 دول Ł",)], "cp932")
    assert lost == 4
    assert cells(data, "cp932") == [["田中 〓〓〓 〓"]]


def test_an_encoding_without_the_mark_has_a_question_mark() -> None:
    assert csv_bytes([("Ł",)], "latin-1") == (b"?\r\n", 1)


# XLSX


def test_every_text_in_the_workbook_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    as_file(of(*FORMULAS, "http://example.org", "0123"), Format.XLSX).write(path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    kinds = {row[0].data_type for row in sheet.iter_rows()}
    assert kinds == {"s"}
    assert [row[0].value for row in sheet.iter_rows(min_row=4, max_row=5)] == ["+1+1", "-1"]
    assert all(row[0].hyperlink is None for row in sheet.iter_rows())
    # Quote prefix, as typed with an apostrophe, so that editing the cell does not run it either.
    quoted = [row[0].quotePrefix for row in sheet.iter_rows(min_row=2)]
    assert quoted == [True] * len(FORMULAS) + [False] * 2


def test_the_header_is_bold_and_stays_in_sight(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    as_file(SMALL, "xlsx").write(path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.title == "List"
    assert sheet.freeze_panes == "A2"
    assert [cell.font.b for cell in sheet[1]] == [True, True]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Number", "Name"],
        [1, "Anna"],
        [2, "田中 京子"],
    ]


@pytest.mark.parametrize("title", ["", "a/b:c*[d]?", "'quoted'", "x" * 300, "Forum · \ud83d"])
def test_any_title_makes_a_sheet(title: str) -> None:
    assert xlsx_bytes(Table(title, ("A",), ()))


def test_names_in_clear_never_touch_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert xlsx_bytes(SMALL)
    assert pdf_bytes(SMALL, FACES)


def test_times_are_times_to_a_spreadsheet_and_so_are_shares() -> None:
    ten = datetime.fromisoformat("2026-10-30T10:02:03")
    cells = (
        ValueCell("2026-10-30 10:02:03", ten, CellForm.MOMENT),
        ValueCell("10:02", ten, CellForm.TIME),
        ValueCell("26:30", 26 * 60 + 30, CellForm.DURATION),
        ValueCell("25%", 0.25, CellForm.PERCENT),
    )
    table = Table("T", ("A", "B", "C", "D"), (cells,), as_of="As of 2026 & later")
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table))).worksheets[0]
    moment, clock, hours, share = sheet[2]
    assert moment.value == clock.value == ten
    assert hours.value == timedelta(hours=26, minutes=30)
    assert share.value == 0.25
    assert [cell.number_format for cell in sheet[2]] == [
        "yyyy-mm-dd hh:mm:ss",
        "hh:mm",
        "[h]:mm",
        "0%",
    ]


def test_a_workbook_is_filtered_and_ready_to_be_printed() -> None:
    table = replace(SMALL, as_of="As of 10:00 & later")
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table))).worksheets[0]
    assert sheet.auto_filter.ref == "A1:B3"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(table))) as book:
        written = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<oddHeader>&amp;LForum · List&amp;RAs of 10:00 &amp;&amp; later</oddHeader>" in written
    assert "<oddFooter>&amp;R&amp;P / &amp;N</oddFooter>" in written


# PDF


def test_the_printed_list_repeats_its_heading_and_counts_its_pages() -> None:
    rows = tuple((number, f"Delegate {number}") for number in range(1, 100))
    words = words_of(pdf_bytes(Table("Forum · List", ("Number", "Name"), rows, "note"), FACES))
    assert words.count("Number") == words.count("Forum · List") == 3
    assert "1 / 3" in words
    assert "3 / 3" in words
    assert all(f"Delegate {number}" in words for number in (1, 50, 99))


def test_a_list_of_nobody_is_a_page_with_its_heading() -> None:
    words = words_of(pdf_bytes(Table("Forum · List", ("Number", "Name"), ()), FACES))
    assert "Number" in words
    assert "1 / 1" in words


def test_more_columns_than_a_page_holds_are_made_narrower_and_none_is_lost() -> None:
    columns = tuple(f"Column{number}" for number in range(20))
    row = tuple(f"a rather long cell number {number}" for number in range(20))
    pdf = pdf_bytes(Table("Wide", columns, (row,)), FACES)
    words = words_of(pdf).replace("\r\n", " ")
    assert all(column[:4] in words for column in columns)
    image = picture(pdf, 40)
    assert image.crop((image.width - 12, 60, image.width, image.height)).getextrema() == (255, 255)


def test_what_no_page_has_room_for_stands_on_pages_of_its_own_beside_the_same_people() -> None:
    columns = ("Number", "Name", *(f"Session{number}" for number in range(40)))
    rows: tuple[tuple[str | int, ...], ...] = tuple(
        (number, f"Ann{number}", *["10:02:03"] * 40) for number in range(1, 60)
    )
    document = pypdfium2.PdfDocument(pdf_bytes(Table("Wide", columns, rows), FACES))
    pages = [page.get_textpage().get_text_range() for page in document]
    assert all(f"Session{number}" in " ".join(pages) for number in range(40))
    first, second = pages[:2]
    assert "Session0" in first
    assert "Session0" not in second
    assert "Ann1" in first
    assert "Ann1" in second


def test_a_long_event_name_is_never_cut_and_the_time_stands_on_each_page() -> None:
    event = "The International Forum on the Dignity of Displaced Families and Their Languages " * 3
    rows = tuple((number, "x") for number in range(60))
    table = Table("T", ("Number", "Name"), rows, "note", event, "List", "As of 2026-10-30 10:00")
    document = pypdfium2.PdfDocument(pdf_bytes(table, FACES))
    for page in document:
        words = " ".join(page.get_textpage().get_text_range().split())
        assert event.strip() in words
        assert "note · As of 2026-10-30 10:00" in words


def test_a_date_beside_arabic_letters_is_read_forwards() -> None:
    table = Table("T", ("ئىسىم · 2026-10-31",), (("x",),), as_of="2026-10-30 دىكى ھالەت")
    words = words_of(pdf_bytes(table, FACES))
    assert "2026/10/31" in words
    assert "2026/10/30" in words


def test_the_logo_of_the_event_stands_beside_the_title(tmp_path: Path) -> None:
    (tmp_path / "Our-Logo.png").write_bytes(factories.png_of_nothing(400, 200))
    (tmp_path / "flag.png").write_bytes(factories.png_of_nothing(80, 80))
    as_file(SMALL, "pdf", faces=FACES, logo=Library(tmp_path).logo).write(tmp_path / "l.pdf")
    image = picture((tmp_path / "l.pdf").read_bytes(), 40)
    corner = image.crop((image.width * 4 // 5, 0, image.width, image.height // 5))
    assert corner.getextrema()[0] == 0
    assert Library(tmp_path / "nowhere").logo() is None


def test_columns_that_are_empty_leave_their_room_to_the_others() -> None:
    words = words_of(pdf_bytes(Table("T", ("Full", "Void"), (("x", ""),)), FACES))
    assert "Full" in words
    assert "Void" not in words


@pytest.mark.parametrize("name", [*ODD_BUT_PRINTABLE, *UNPRINTABLE, *FORMULAS, "", "\n"])
def test_any_name_at_all_can_be_listed_on_paper(name: str) -> None:
    assert pdf_bytes(of("before", name, "after"), FACES).startswith(b"%PDF")


def test_a_letter_that_no_font_has_is_shown_by_a_mark_on_a_list() -> None:
    assert "Ávila 〓" in words_of(pdf_bytes(of("Ávila 😀"), FACES))


# Files


@pytest.mark.parametrize("form", Format)
def test_a_list_is_for_its_owner_only_and_replaces_the_old_one(
    form: Format, tmp_path: Path
) -> None:
    path = tmp_path / f"list.{form}"
    path.write_text("old")
    path.chmod(0o644)
    assert as_file(SMALL, form).write(path).rows == 2
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"old" not in path.read_bytes()[:3]
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_letters_that_were_replaced_are_told(tmp_path: Path) -> None:
    assert as_file(of("Ł"), "csv", encoding="cp932").write(tmp_path / "list.csv").replaced == 1


def test_a_folder_or_a_device_is_never_written_over(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="folder"):
        as_file(SMALL, "csv").write(tmp_path)
    with pytest.raises(NotPossible, match="folder"):
        as_file(SMALL, "csv").write(tmp_path / "missing" / "list.csv")
    with pytest.raises(NotPossible, match="ordinary"):
        as_file(SMALL, "csv").write(type(tmp_path)("/dev/null"))


def test_formats_and_encodings_that_do_not_exist_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="docx"):
        as_file(SMALL, "docx").write(tmp_path / "list.docx")
    with pytest.raises(NotPossible, match="morse"):
        as_file(SMALL, "csv", encoding="morse").write(tmp_path / "list.csv")


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EROFS, NotPossible)]
)
def test_a_disk_that_refuses_leaves_the_old_list(
    number: int, error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(files, "replace", refuse)
    with pytest.raises(error, match=r"list\.csv"):
        as_file(SMALL, "csv").write(path)
    assert path.read_text() == "old"


def test_a_printed_list_is_across(tmp_path: Path) -> None:
    as_file(SMALL, "pdf", faces=FACES).write(tmp_path / "list.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "list.pdf")
    width, height = document[0].get_size()
    document.close()
    assert width > height


MIRRORED = Table("قەغەز تىزىملىك", ("نومۇر", "ئىسىم"), ((417, "Ann Example"), (2, "گۈلنار")))


def test_a_list_that_is_read_from_the_right_begins_there_on_paper() -> None:
    page = pypdfium2.PdfDocument(pdf_bytes(MIRRORED, FACES))[0]
    text = page.get_textpage()
    number = text.search("417").get_next()
    name = text.search("Ann").get_next()
    assert number is not None
    assert name is not None
    assert text.get_charbox(number[0])[0] > text.get_charbox(name[0])[2]


def test_a_workbook_that_is_read_from_the_right_begins_there() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(MIRRORED)))
    assert book.worksheets[0].sheet_view.rightToLeft
    assert book.worksheets[0].cell(2, 1).value == 417  # the same order in every language
    plain = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(Table("List", ("Name",), (("ئا",),)))))
    assert not plain.worksheets[0].sheet_view.rightToLeft
