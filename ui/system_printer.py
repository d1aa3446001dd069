"""The printers of this machine: a badge goes to a queue of the system, chosen by its name.

Made, used and forgotten in the thread that prints. What stands in the list of print jobs, which anybody
at the machine can read, names nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from checkin.errors import PrinterTrouble
from checkin.language import mark
from ui.badge_painter import BadgePainter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checkin.layout import Composed, Sheet
    from checkin.paper.faces import Faces

JOB: Final = "Uketsuke"
POINTS_AN_INCH: Final = 72
DPI: Final = 600
_STOPPED: Final = frozenset({QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error})


def names() -> tuple[str, ...]:
    """The print queues that the system knows."""
    return tuple(sorted(QPrinterInfo.availablePrinterNames()))


def ready(name: str) -> bool:
    """Whether the system knows the queue and it is not stopped."""
    found = QPrinterInfo.printerInfo(name)
    return not found.isNull() and found.state() not in _STOPPED


class SystemPrinter:
    """One print queue. Each badge is a page of its own size; on a `sheet` they are filled in row by row.

    With `file` nothing is printed but written there as a PDF, by the same way.
    """

    def __init__(
        self, name: str, faces: Faces, sheet: Sheet | None = None, file: Path | None = None
    ) -> None:
        self._name = name
        self._faces = faces
        self._sheet = sheet
        self._file = file

    @property
    def name(self) -> str:
        return self._name or str(self._file or "")

    def on(self, sheet: Sheet | None) -> SystemPrinter:
        """The same queue for sheets, or for single badges."""
        return SystemPrinter(self._name, self._faces, sheet, self._file)

    def send(self, badges: Sequence[Composed]) -> None:
        """One job with these badges; raises `PrinterTrouble` when the queue does not take it."""
        if not badges:
            return
        printer = self._printer(badges[0])
        painter = QPainter()
        if not painter.begin(printer):
            raise PrinterTrouble(
                mark("{printer} cannot be reached. Is it switched on and plugged in?"),
                printer=self.name,
            )
        try:
            self._paint(printer, painter, badges)
        finally:
            taken = painter.end()
        if not taken or printer.printerState() in _STOPPED:
            raise self._gave_up()

    def _printer(self, first: Composed) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._file is not None:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(self._file))
        else:
            self._check()
            printer.setPrinterName(self._name)
        printer.setDocName(JOB)
        printer.setCreator(JOB)
        printer.setResolution(DPI)
        page = self._sheet or first
        # The size is asked for exactly: a driver that looks for the nearest one would print on A7.
        size = QPageSize(
            QSizeF(page.width, page.height),
            QPageSize.Unit.Point,
            JOB,
            QPageSize.SizeMatchPolicy.ExactMatch,
        )
        nothing = QMarginsF(0, 0, 0, 0)
        printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, nothing))
        printer.setFullPage(True)
        return printer

    def _check(self) -> None:
        found = QPrinterInfo.printerInfo(self._name)
        if found.isNull():
            raise PrinterTrouble(
                mark("There is no printer {printer} any more. Choose another one under Station."),
                printer=self._name,
            )
        if found.state() in _STOPPED:
            raise self._gave_up()

    def _paint(self, printer: QPrinter, painter: QPainter, badges: Sequence[Composed]) -> None:
        scale = printer.resolution() / POINTS_AN_INCH
        painter.scale(scale, scale)
        artist = BadgePainter(self._faces)
        places = self._sheet.places if self._sheet else 1
        for index, badge in enumerate(badges):
            if index and index % places == 0 and not printer.newPage():
                raise self._gave_up()
            left, top = self._sheet.place(index) if self._sheet else (0.0, 0.0)
            painter.save()
            painter.translate(left, top)
            artist.paint(painter, badge)
            painter.restore()

    def _gave_up(self) -> PrinterTrouble:
        return PrinterTrouble(
            mark("{printer} has stopped. Look for paper, ribbon and an open lid."),
            printer=self.name,
        )
