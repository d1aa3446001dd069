"""Prints badges as the window does, through a given CUPS: `python -m tests.ui.printing.cups_job`."""

from __future__ import annotations

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from checkin.errors import PrinterTrouble
from checkin.layout import SHEETS
from tests.checkin.paper_samples import FACES, TANAKA, badge
from tests.ui.printing.cups import QUEUE
from ui.printing import system_printer
from ui.printing.system_printer import SystemPrinter


def main() -> None:
    _app = QApplication([])
    assert QUEUE in system_printer.names()
    assert system_printer.trouble(QUEUE) is None
    printer = SystemPrinter(QUEUE, FACES)
    printer.check((91, 55))
    printer.send([badge(TANAKA)] * 2)
    sheet = printer.on(SHEETS["a4-10"].starting(3))
    sheet.check((91, 55))
    sheet.send([badge(TANAKA)] * 12)
    try:
        printer.check((297, 420))
    except PrinterTrouble as trouble:
        sys.stdout.write(str(trouble))


if __name__ == "__main__":
    main()
