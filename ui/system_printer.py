"""The printers of this machine: a badge goes to a queue of the system, chosen by its name.

Made, used and forgotten in the thread that prints. What stands in the list of print jobs, which anybody
at the machine can read, names nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from checkin.errors import PrinterTrouble
from checkin.language import mark
from ui.badge_painter import BadgePainter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checkin.layout import Composed, Sheet, Stroke
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
        pages = tuple(arranged(badges, self._sheet))
        printer = self._printer(pages[0])
        if any(badge.back for badge in badges):
            printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
        painter = QPainter()
        if not painter.begin(printer):
            raise PrinterTrouble(
                mark("{printer} cannot be reached. Is it switched on and plugged in?"),
                printer=self.name,
            )
        try:
            self._paint(printer, painter, pages)
        finally:
            taken = painter.end()
        if not taken or printer.printerState() in _STOPPED:
            raise self._gave_up()

    def _printer(self, first: Page) -> QPrinter:
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
        # The size is asked for exactly: a driver that looks for the nearest one would print on A7.
        size = QPageSize(
            QSizeF(first.width, first.height),
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

    def _paint(self, printer: QPrinter, painter: QPainter, pages: Sequence[Page]) -> None:
        scale = printer.resolution() / POINTS_AN_INCH
        painter.scale(scale, scale)
        artist = BadgePainter(self._faces)
        for number, page in enumerate(pages):
            if number and not printer.newPage():
                raise self._gave_up()
            for badge, left, top in page.placed:
                painter.save()
                painter.translate(left, top)
                artist.paint(painter, badge)
                painter.restore()
            artist.draw(painter, page.marks)

    def _gave_up(self) -> PrinterTrouble:
        return PrinterTrouble(
            mark("{printer} has stopped. Look for paper, ribbon and an open lid."),
            printer=self.name,
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size, what stands where on it, and the marks where it is cut."""

    width: float
    height: float
    placed: tuple[tuple[Composed, float, float], ...]
    marks: tuple[Stroke, ...] = ()


def arranged(badges: Sequence[Composed], sheet: Sheet | None) -> Iterator[Page]:
    """The pages in the order in which they are printed, each back right behind its front."""
    if sheet is None:
        for badge in badges:
            for side in badge.sides:
                yield Page(side.width, side.height, ((side, 0.0, 0.0),))
        return
    marks = tuple(sheet.crop_marks())
    for _, group in groupby(range(len(badges)), key=sheet.page_of):
        numbers = tuple(group)
        fronts = tuple((badges[one], *sheet.place(one)) for one in numbers)
        yield Page(sheet.width, sheet.height, fronts, marks)
        backs = tuple(
            (back, *sheet.back_place(one)) for one in numbers if (back := badges[one].back)
        )
        if backs:
            yield Page(sheet.width, sheet.height, backs, marks)
