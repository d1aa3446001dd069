"""System printers (QPrinter): prints badges through a print queue of the system, chosen by its name.

Made, used and deleted in the printing thread. The job title, which anybody at the machine can read, names
no delegate.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from checkin.errors import PrinterInDoubt, PrinterTrouble
from checkin.language import mark
from checkin.printers import Came, size_words
from ui.printing.badge_painter import BadgePainter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checkin.layout import Composed, Sheet, Stroke
    from checkin.paper.faces import Faces
    from checkin.printers import Size

JOB: Final = "Uketsuke"
POINTS_AN_INCH: Final = 72
DPI: Final = 600
MM_A_POINT: Final = 25.4 / 72
SLACK: Final = (
    1.5  # millimetres: tolerance: drivers round, and a business card is 91 × 55 or 90 × 55
)
_STOPPED: Final = frozenset({QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error})


def names() -> tuple[str, ...]:
    """The names of the system's print queues."""
    return tuple(sorted(QPrinterInfo.availablePrinterNames()))


def trouble(name: str) -> PrinterTrouble | None:
    """Why the system's queue of that name is not ready; None when it is."""
    found = QPrinterInfo.printerInfo(name)
    if found.isNull():
        return PrinterTrouble(
            mark("There is no printer {printer} any more. Choose another one under Station."),
            printer=name,
        )
    if found.state() in _STOPPED:
        return PrinterTrouble(
            mark("{printer} has stopped. Look for paper, ribbon and an open lid."), printer=name
        )
    return None


@dataclass(frozen=True, slots=True)
class Papers:
    """The paper sizes that a driver offers, and the largest custom size, in millimetres; none: unknown."""

    offered: tuple[Size, ...] = ()
    largest: Size | None = None

    @classmethod
    def of(cls, info: QPrinterInfo) -> Papers:
        sizes = (
            page_size.size(QPageSize.Unit.Millimeter) for page_size in info.supportedPageSizes()
        )
        most = info.maximumPhysicalPageSize()
        free = info.supportsCustomPageSizes() and most.isValid()
        size = most.size(QPageSize.Unit.Millimeter)
        largest = (size.width(), size.height()) if free else None
        return cls(
            tuple((paper_size.width(), paper_size.height()) for paper_size in sizes), largest
        )


def takes(papers: Papers, size: Size) -> bool:
    """Whether the size is available, portrait or landscape; True when nothing is known."""
    if not papers.offered:
        return True
    for turned in (size, size[::-1]):
        if any(_near(turned, paper_size) for paper_size in papers.offered):
            return True
        if papers.largest and all(
            length <= most + SLACK for length, most in zip(turned, papers.largest, strict=True)
        ):
            return True
    return False


def _near(one: Size, other: Size) -> bool:
    return all(abs(a - b) <= SLACK for a, b in zip(one, other, strict=True))


class SystemPrinter:
    """One print queue. Each badge is a page of its own size; a `sheet` is filled row by row.

    With `file` it writes a PDF there instead of printing, by the same code.
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
        """The same queue for that sheet, or for single badges."""
        return SystemPrinter(self._name, self._faces, sheet, self._file)

    def check(self, size: Size) -> None:
        """Checks the driver's paper sizes; most drivers do not know which labels are loaded."""
        if self._file is not None:
            return
        found = self._known()
        if self._sheet is not None:
            size = (self._sheet.width * MM_A_POINT, self._sheet.height * MM_A_POINT)
        if not takes(Papers.of(found), size):
            raise PrinterTrouble(
                mark(
                    "{printer} has no paper of {size} mm. Choose that size in the system's settings "
                    "of the printer, or another layout or sheet."
                ),
                printer=self._name,
                size=size_words(size),
            )

    def rest(self) -> None:
        """Nothing to release: the system holds the printer."""

    def send(self, badges: Sequence[Composed]) -> Came:
        """Prints these badges as one job. Raises `PrinterTrouble` when the queue does not accept it.

        A job that broke off after its first page raises `PrinterInDoubt`: some systems print while they
        still receive pages.
        """
        if not badges:
            return Came.TAKEN
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
            raise self._gave_up(len(pages))
        return Came.TAKEN if self._file is None else Came.OUT

    def _printer(self, first: PrintedPage) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._file is not None:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(self._file))
        else:
            self._known()
            printer.setPrinterName(self._name)
        printer.setDocName(JOB)
        printer.setCreator(JOB)
        printer.setResolution(DPI)
        # An exact size match is requested: a driver that picks the nearest one would print on A7.
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

    def _known(self) -> QPrinterInfo:
        """The queue's QPrinterInfo. Raises `PrinterTrouble` when it is gone or stopped."""
        wrong = trouble(self._name)
        if wrong is not None:
            raise wrong
        return QPrinterInfo.printerInfo(self._name)

    def _paint(self, printer: QPrinter, painter: QPainter, pages: Sequence[PrintedPage]) -> None:
        scale = printer.resolution() / POINTS_AN_INCH
        painter.scale(scale, scale)
        artist = BadgePainter(self._faces)
        for number, page in enumerate(pages):
            if number and not printer.newPage():
                raise self._gave_up(number + 1)
            for badge, left, top in page.placed:
                painter.save()
                painter.translate(left, top)
                artist.paint(painter, badge)
                painter.restore()
            artist.draw(painter, page.marks)

    def _gave_up(self, pages: int) -> PrinterTrouble:
        trouble = PrinterInDoubt if pages > 1 else PrinterTrouble
        return trouble(
            mark("{printer} has stopped. Look for paper, ribbon and an open lid."),
            printer=self.name,
        )


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page: its size, its placed items, and the crop marks."""

    width: float
    height: float
    placed: tuple[tuple[Composed, float, float], ...]
    marks: tuple[Stroke, ...] = ()


def arranged(badges: Sequence[Composed], sheet: Sheet | None) -> Iterator[PrintedPage]:
    """The pages in printing order (imposition), each back right after its front."""
    if sheet is None:
        for badge in badges:
            for side in badge.sides:
                yield PrintedPage(side.width, side.height, ((side, 0.0, 0.0),))
        return
    marks = tuple(sheet.crop_marks())
    for _, group in groupby(range(len(badges)), key=sheet.page_of):
        numbers = tuple(group)
        fronts = tuple((badges[number], *sheet.place(number)) for number in numbers)
        yield PrintedPage(sheet.width, sheet.height, fronts, marks)
        backs = tuple(
            (back, *sheet.back_place(number)) for number in numbers if (back := badges[number].back)
        )
        if backs:
            yield PrintedPage(sheet.width, sheet.height, backs, marks)
