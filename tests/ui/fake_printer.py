"""Fake printer: keeps its jobs, and jams on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.errors import PrinterInDoubt, PrinterTrouble
from checkin.language import mark
from checkin.printers import Came

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.layout import Composed, Sheet
    from checkin.printers import Size


class PaperTray:
    """Implements `ui.printing.print_desk.SheetPrinter`."""

    def __init__(self) -> None:
        self.jobs: list[tuple[str, tuple[Composed, ...]]] = []
        self.jammed = False
        self.breaks_at: int | None = None  # number of the badge in which it jams, counted from 1
        self._sheet = ""

    @property
    def name(self) -> str:
        return "Tray"

    @property
    def printed(self) -> int:
        return sum(len(badges) for _, badges in self.jobs)

    def on(self, sheet: Sheet | None) -> PaperTray:
        self._sheet = sheet.name if sheet else ""
        return self

    def check(self, size: Size) -> None:
        if self.jammed:
            raise PrinterTrouble(mark("Out of labels."))

    def send(self, badges: Sequence[Composed]) -> Came:
        self.check((0, 0))
        if self.breaks_at == self.printed + 1:
            self.breaks_at = None
            raise PrinterInDoubt(mark("A jam."))
        self.jobs.append((self._sheet, tuple(badges)))
        return Came.OUT

    def rest(self) -> None:
        """Nothing is held."""
