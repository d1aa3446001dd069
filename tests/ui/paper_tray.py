"""A printer that keeps what it is sent, and runs out of paper when it is told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.errors import PrinterTrouble
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.layout import Composed, Sheet


class PaperTray:
    """Honours `ui.print_desk.SheetPrinter`."""

    def __init__(self) -> None:
        self.jobs: list[tuple[str, tuple[Composed, ...]]] = []
        self.jammed = False
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

    def send(self, badges: Sequence[Composed]) -> None:
        if self.jammed:
            raise PrinterTrouble(mark("Out of labels."))
        self.jobs.append((self._sheet, tuple(badges)))
