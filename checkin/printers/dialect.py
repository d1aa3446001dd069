"""The language of a kind of label printer: how a label is told to it, and how it tells how it is."""

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
    """How a printer is: what is loaded, where it says so, and a sentence where something is wrong."""

    label: Label | None = None
    fault: str = ""
    two_coloured: bool = False  # labels that can turn black and red


class Dialect(Protocol):
    """One language. What it reads and writes raises `OSError` when the printer is gone."""

    @property
    def dpi(self) -> int: ...

    @property
    def reset(self) -> bytes:
        """Said first: it ends whatever somebody has left half sent."""
        ...

    @property
    def end(self) -> bytes:
        """The last of a label, without which it never comes out."""
        ...

    def ask(self, wire: Wire, seconds: float) -> PrinterState | None:
        """How the printer is; None where it does not answer within that time."""
        ...

    def page(self, dots: Dots, state: PrinterState) -> bytes:
        """A label but for its end."""
        ...

    def outcome(self, wire: Wire, seconds: float) -> PrinterState | None:
        """What became of the label that was sent; None where the printer does not say."""
        ...

    def refuses(self, label: Label) -> bool:
        """Whether the printer cannot take such labels at all."""
        ...
