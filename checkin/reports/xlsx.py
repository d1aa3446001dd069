"""XLSX export of tables: every text stays text, never a formula, a link or a number."""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import xlsxwriter
from xlsxwriter.utility import xl_range

from checkin.domain import CellForm, ValueCell
from checkin.language import runs_left
from checkin.paper.csv_safe import disarmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from checkin.domain import Table

# In memory: otherwise the library writes names in clear text to the system's temporary folder.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NOT_IN_A_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME: Final = 31
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_NARROWEST, _WIDEST = 6, 48
_FORMATS: Final = {
    CellForm.MOMENT: "yyyy-mm-dd hh:mm:ss",
    CellForm.MINUTE: "yyyy-mm-dd hh:mm",
    CellForm.TIME: "hh:mm",
    CellForm.DAY: "yyyy-mm-dd",
    CellForm.DURATION: "[h]:mm",
    CellForm.PERCENT: "0%",
}
_FIRST_DAY: Final = datetime.fromisoformat("1899-12-30")  # spreadsheets count days from here
_DAY: Final = timedelta(days=1)
_MINUTES_A_DAY: Final = 24 * 60
_A4: Final = 9
_LONGEST_HEADER: Final = 100  # all of it together may have 255 characters
_LOOKED_AT: Final = 500  # rows with wrapping; a column may be dragged wider


def xlsx_bytes(table: Table) -> bytes:
    """The workbook: one sheet with a bold, frozen and filtered header row, set up to be printed."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    properties = {"title": _shown(table.title), "comments": _shown(_facts(table))}
    book.set_properties({**properties, "author": "Uketsuke"})
    sheet = book.add_worksheet(_sheet_name(table))
    _set_up(sheet, table)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for column, heading in enumerate(table.columns):
        sheet.write_string(0, column, _text(heading), bold)
    # Text that looks like a formula is marked as text (quote prefix), like a typed apostrophe.
    quoted = book.add_format({"quote_prefix": True})
    forms = {form: book.add_format({"num_format": code}) for form, code in _FORMATS.items()}
    for row, cells in enumerate(table.rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, ValueCell):
                _write_value(sheet, row, column, cell, forms)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell)
            elif cell:
                sheet.write_string(
                    row, column, _text(cell), quoted if disarmed(cell) != cell else None
                )
    book.close()
    return out.getvalue()


def _set_up(sheet: Worksheet, table: Table) -> None:
    """The view on a screen, and how it is printed: across, as wide as a page, the heading on each."""
    sheet.freeze_panes(1, 0)
    if any(runs_left(heading) for heading in table.columns[:1]):
        sheet.right_to_left()  # the order in the file is unchanged; the first column is shown on the right
    for column, width in enumerate(_widths(table)):
        sheet.set_column(column, column, width)
    last = len(table.rows), max(len(table.columns) - 1, 0)
    sheet.autofilter(0, 0, *last)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, *last)})
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{_in_header(table.title)}&R{_in_header(table.as_of)}")
    sheet.set_footer("&R&P / &N")


def _write_value(
    sheet: Worksheet, row: int, column: int, cell: ValueCell, forms: Mapping[CellForm, Format]
) -> None:
    value = cell.value
    if isinstance(value, datetime):
        value = (value - _FIRST_DAY) / _DAY  # a third of the time of `write_datetime`
    elif cell.form is CellForm.DURATION:
        value /= _MINUTES_A_DAY
    sheet.write_number(row, column, value, forms[cell.form])


def _facts(table: Table) -> str:
    return " · ".join(filter(None, (table.note, table.as_of)))


def _in_header(text: str) -> str:
    """The text of a printed header, without commands."""
    return _shown(text)[:_LONGEST_HEADER].replace("&", "&&")


def _text(text: str) -> str:
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _shown(text: str) -> str:
    """The text without control characters, which a workbook allows in cells alone."""
    return "".join(letter for letter in text if letter.isprintable())


def _sheet_name(table: Table) -> str:
    """The sheet name: that of the list, or the last part of the title, which names it."""
    title = table.name or table.title.rpartition(" · ")[2]
    name = _NOT_IN_A_SHEET_NAME.sub(" ", _shown(title)).strip()
    return name[:_LONGEST_SHEET_NAME].strip() or "Uketsuke"


def _widths(table: Table) -> Iterable[int]:
    for column, heading in enumerate(table.columns):
        longest = max((_columns(str(row[column])) for row in table.rows[:_LOOKED_AT]), default=0)
        yield min(_WIDEST, max(_NARROWEST, longest, _heading_width(heading)) + 3)


def _heading_width(heading: str) -> int:
    """Headings wrap: the longest word, or half of it all."""
    words = max(map(_columns, heading.split()), default=0)
    return max(words, _columns(heading) // 2)


def _columns(text: str) -> int:
    """The approximate width of the text in digits."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
