"""Printer selection: system printers and label printers, and those of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinterInfo

from checkin.errors import KnownError, PrinterTrouble
from checkin.language import mark
from checkin.printers import read_address
from ui.printing import system_printer
from ui.printing.system_printer import SystemPrinter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checkin.badges import Badges
    from checkin.layout import Composed, Sheet
    from checkin.printers import Address, Came, LabelPrinter, Size
    from checkin.settings import Settings
    from ui.printing.print_desk import SheetPrinter


class RollPrinter:
    """A label printer behind the interface of `SheetPrinter`; it takes no sheets."""

    def __init__(self, printer: LabelPrinter) -> None:
        self._printer = printer
        self.name = printer.name

    def on(self, sheet: Sheet | None) -> RollPrinter:
        """Raises `PrinterTrouble` for a sheet."""
        if sheet is not None:
            raise PrinterTrouble(
                mark("{printer} prints label by label. Choose another printer for sheets."),
                printer=self.name,
            )
        return self

    def check(self, size: Size) -> None:
        self._printer.check(size)

    def send(self, badges: Sequence[Composed]) -> Came:
        return self._printer.send(badges)

    def rest(self) -> None:
        self._printer.rest()

    def look(self) -> None:
        """Raises `PrinterTrouble` when it is not ready."""
        self._printer.look()


def shown(printer: str) -> str:
    """The display name of a printer of the settings."""
    address = address_of(printer)
    return address.name if address else printer


def address_of(printer: str) -> Address | None:
    """The label printer's address in a setting; None for a print queue of the system."""
    try:
        return read_address(printer)
    except PrinterTrouble:
        return None


def is_remote(printer: str) -> bool:
    """Whether a print queue of the system is at another computer, as far as the system tells."""
    return QPrinterInfo.printerInfo(printer).isRemote()


def printer_for(printer: str, badges: Badges) -> SheetPrinter:
    """The printer of a setting; nothing is opened before it is used."""
    address = address_of(printer)
    if address is None:
        return SystemPrinter(printer, badges.faces)
    return RollPrinter(badges.label_printer(address))


def chosen(
    settings: Settings, badges: Badges
) -> tuple[SheetPrinter | None, Mapping[str, SheetPrinter]]:
    """The default printer, and those of categories and layouts. One device is one shared object."""
    wanted = {settings.printer, *(printer for _, printer in settings.routes)} - {""}
    printers = {printer: printer_for(printer, badges) for printer in wanted}
    special = {key: printers[printer] for key, printer in settings.routes if printer}
    return printers.get(settings.printer), special


def trouble(printer: str, badges: Badges) -> KnownError | None:
    """Why the printer is not ready now; a label printer is queried directly."""
    chosen = printer_for(printer, badges)
    if not isinstance(chosen, RollPrinter):
        return system_printer.trouble(printer)
    try:
        chosen.look()
    except KnownError as error:
        return error
    finally:
        chosen.rest()
    return None
