"""XLSX export of tables: every text stays text, never a formula, a link or a number."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import TYPE_CHECKING, Final

import xlsxwriter

from checkin.language import runs_left
from checkin.paper.csv_safe import disarmed

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_LOOKED_AT: Final = 500  # rows with wrapping; a column may be dragged wider


def xlsx_bytes(table: Table) -> bytes:
    """The workbook: one sheet with a bold, frozen header row."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    properties = {"title": _shown(table.title), "comments": _shown(table.note)}
    book.set_properties({**properties, "author": "Uketsuke"})
    sheet = book.add_worksheet(_sheet_name(table.title))
    sheet.freeze_panes(1, 0)
    if any(runs_left(heading) for heading in table.columns[:1]):
        sheet.right_to_left()  # the order in the file is unchanged; the first column is shown on the right
    for column, width in enumerate(_widths(table)):
        sheet.set_column(column, column, width)
    bold = book.add_format({"bold": True})
    # Text that looks like a formula is marked as text (quote prefix), like a typed apostrophe.
    quoted = book.add_format({"quote_prefix": True})
    for column, heading in enumerate(table.columns):
        sheet.write_string(0, column, _text(heading), bold)
    for row, cells in enumerate(table.rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell)
            elif cell:
                sheet.write_string(
                    row, column, _text(cell), quoted if disarmed(cell) != cell else None
                )
    book.close()
    return out.getvalue()


def _text(text: str) -> str:
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _shown(text: str) -> str:
    """The text without control characters, which a workbook allows in cells alone."""
    return "".join(letter for letter in text if letter.isprintable())


def _sheet_name(title: str) -> str:
    """The sheet name: the last part of the title, which names the list."""
    name = _NOT_IN_A_SHEET_NAME.sub(" ", _shown(title).rpartition(" · ")[2]).strip()
    return name[:_LONGEST_SHEET_NAME].strip() or "Uketsuke"


def _widths(table: Table) -> Iterable[int]:
    for column, heading in enumerate(table.columns):
        longest = max((_columns(str(row[column])) for row in table.rows[:_LOOKED_AT]), default=0)
        yield min(_WIDEST, max(_NARROWEST, longest, _columns(heading)) + 2)


def _columns(text: str) -> int:
    """The approximate width of the text in digits."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
