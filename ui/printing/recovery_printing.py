"""Prints the sheet with the recovery passphrase on the system's default printer, from memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinterInfo

from checkin.errors import PrinterTrouble
from checkin.language import mark
from ui.printing.system_printer import SystemPrinter

if TYPE_CHECKING:
    from checkin.language import Language
    from checkin.paper.faces import Faces
    from checkin.paper.recovery_sheet import RecoveryPaper


def print_recovery(paper: RecoveryPaper, faces: Faces, language: Language) -> str:
    """Prints the sheet; for a background thread. Returns the printer's name. Raises `PrinterTrouble`.

    It is never a file of ours: whoever finds a file with it opens the store.
    """
    from checkin.paper.recovery_sheet import recovery_page  # noqa: PLC0415 - lazy: imports the PDF writer

    default = QPrinterInfo.defaultPrinter()
    if default.isNull():
        raise PrinterTrouble(mark("This computer has no printer. Write the letters down."))
    printer = SystemPrinter(default.printerName(), faces)
    printer.send((recovery_page(paper, faces, language),))
    return printer.name
