"""Printer command language (protocol): how a label is sent, and how the status is queried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from checkin.language import mark

if TYPE_CHECKING:
    from checkin.printers.labels import Label
    from checkin.printers.printer import Dots
    from checkin.printers.wire import Wire

AWAY: Final = mark("{printer} cannot be reached. Is it switched on and plugged in?")
BROKEN: Final = mark("{printer} reports a fault. Switch it off and on again.")


@dataclass(frozen=True, slots=True)
class PrinterState:
    """Printer status: what is loaded, if known, and a sentence if there is an error."""

    label: Label | None = None
    fault: str = ""
    two_coloured: bool = False  # black and red labels


class Dialect(Protocol):
    """One command language. Reading and writing raise `OSError` when the connection is lost."""

    @property
    def dpi(self) -> int: ...

    @property
    def reset(self) -> bytes:
        """Sent first: aborts whatever was left half sent."""
        ...

    @property
    def end(self) -> bytes:
        """The last bytes of a label, without which it is not printed."""
        ...

    def ask(self, wire: Wire, seconds: float) -> PrinterState | None:
        """Queries the status; None on timeout."""
        ...

    def page(self, dots: Dots, state: PrinterState) -> bytes:
        """The commands for a label without its end."""
        ...

    def outcome(self, wire: Wire, seconds: float) -> PrinterState | None:
        """The result of the label that was sent; None where the printer does not report it."""
        ...

    def refuses(self, label: Label) -> bool:
        """Whether the printer does not support such labels."""
        ...
