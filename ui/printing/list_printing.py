"""Printing of lists on the system's default printer: a title, as of when, and a table over as many pages as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from checkin.errors import PrinterTrouble
from checkin.language import mark

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Table

BODY_PT, TITLE_PT = 9, 14


def print_table(table: Table, *, leftwards: bool, to: Path | None = None) -> str:
    """Prints a table. Returns the printer's name, or writes a PDF where a file is given.

    Raises `PrinterTrouble` where the system has no printer.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if to is not None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(to))
    else:
        default = QPrinterInfo.defaultPrinter()
        if default.isNull():
            raise PrinterTrouble(mark("This computer has no printer. Save the list under Paper."))
        printer.setPrinterName(default.printerName())
    # The document has margins of its own, of two centimetres.
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    document_of(table, leftwards=leftwards).print_(printer)
    return printer.printerName()


def document_of(table: Table, *, leftwards: bool) -> QTextDocument:
    """The document: plain text only, since names come from outside."""
    document = QTextDocument()
    document.setDefaultFont(QFont(QFont().defaultFamily(), BODY_PT))
    option = QTextOption()
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight
    )
    document.setDefaultTextOption(option)
    cursor = QTextCursor(document)
    cursor.insertText(table.title, _weight(TITLE_PT))
    cursor.insertBlock()
    cursor.insertText(" · ".join(filter(None, (table.note, table.as_of))), _weight(BODY_PT))
    look = QTextTableFormat()
    look.setHeaderRowCount(1)
    look.setBorderCollapse(True)
    look.setCellPadding(3)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    grid = cursor.insertTable(len(table.rows) + 1, len(table.columns), look)
    for row, cells in enumerate((table.columns, *table.rows)):
        for column, cell in enumerate(cells):
            inside = grid.cellAt(row, column).firstCursorPosition()
            inside.insertText(str(cell), _weight(BODY_PT, bold=not row))
    return document


def _weight(points: int, *, bold: bool = True) -> QTextCharFormat:
    style = QTextCharFormat()
    style.setFontPointSize(points)
    style.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return style
