"""Label printers that are connected to a simulator, and released after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.paper.raster import Rasteriser
from checkin.printers import Label, LabelPrinter, label_printer, read_address
from checkin.printers.label_printer import Patience
from tests.checkin.paper_samples import FACES, LIBRARY
from tests.checkin.printers.fake_printers import LoopbackBrother, LoopbackPrinter

if TYPE_CHECKING:
    from checkin.layout import Composed
    from checkin.paper.raster import Bitmap

BADGES: Final = [name for name in LIBRARY.built_in() if LIBRARY.get(name).symbols]
LABEL: Final = (100.0, 62.0)
QUICK: Final = Patience(answer=0.3, print=0.5)
ROLL: Final = Label(62.0)
CONNECTED: Final[list[LabelPrinter]] = []


def dots_of(page: Composed, dpi: int, turn: int) -> Bitmap:
    return Rasteriser(FACES).bitmap(page, dpi, turn=turn)


def at(printer: LoopbackPrinter, query: str = "") -> LabelPrinter:
    """The label printer at a simulator's port."""
    make = "brother" if isinstance(printer, LoopbackBrother) else "zebra"
    address = read_address(f"{make}://127.0.0.1:{printer.port}{query}")
    assert address
    made = label_printer(address, dots_of, QUICK)
    CONNECTED.append(made)
    return made
