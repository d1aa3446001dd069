"""Driver for Zebra label printers: a label as one ZPL II graphic, and parsing of the host status.

Source: Zebra's "ZPL II Programming Guide": `^GF` takes a graphic compressed with zlib as `:Z64:` (the
appendix on ZB64: base64, and a CRC-16 of the base64 text with initial value 0); `~HS` is answered with three
lines; a label is printed when its `^XZ` has arrived. `~JX` cancels a label that was left half sent and
affects no other.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.language import mark
from checkin.printers.dialect import BROKEN, PrinterState
from checkin.printers.wire import read_lines

if TYPE_CHECKING:
    from checkin.printers.labels import Label
    from checkin.printers.printer import Dots
    from checkin.printers.wire import Wire

DPI: Final = (203, 300, 600)
RESET: Final = b"~JX\r\n"
ASK: Final = b"~HS\r\n"
END: Final = b"^XZ\r\n"
LINES: Final = 3
FIELDS: Final = (12, 11)  # number of fields of the first two lines
AGAIN: Final = 0.2  # seconds between two status queries
_FRAME: Final = "\x02\x03\r\n "

_NO_LABELS: Final = mark("{printer}: the labels are used up. Put a new roll in.")
_HEAD_OPEN: Final = mark("{printer}: the print head is open. Close it.")
_NO_RIBBON: Final = mark("{printer}: the ribbon is used up. Put a new one in.")
_PAUSED: Final = mark("{printer} is paused. Press its pause key.")
_HOT: Final = mark("{printer} is too hot or too cold. It goes on by itself.")


@dataclass(frozen=True, slots=True)
class ZebraStatus:
    """The host status, parsed from its three lines."""

    state: PrinterState
    busy: bool  # a label is not printed yet


def status(lines: list[str]) -> ZebraStatus | None:
    """Parses the printer's reply; None where it is not a status of such a printer."""
    rows = [line.strip(_FRAME).split(",") for line in lines]
    if len(rows) < LINES or tuple(map(len, rows[:2])) != FIELDS:
        return None
    first, second = rows[0], rows[1]
    if not all(number.strip().isdigit() for number in (first[4], second[8])):
        return None
    signs = (
        (second[2], _HEAD_OPEN),
        (first[1], _NO_LABELS),
        (second[3], _NO_RIBBON),
        (first[9], BROKEN),
        (first[10], _HOT),
        (first[11], _HOT),
        (first[2], _PAUSED),
    )
    fault = next((sentence for sign, sentence in signs if sign.strip() == "1"), "")
    busy = int(first[4]) > 0 or first[7].strip() == "1" or int(second[8]) > 0
    # In peel-off mode a label that waits to be taken is printed, though it is still counted.
    waits_for_a_hand = second[7].strip() == "1"
    return ZebraStatus(PrinterState(fault=fault), busy and not waits_for_a_hand)


def page(dots: Dots) -> bytes:
    """The label without its end: exactly as large as the bitmap."""
    row = (dots.width + 7) // 8
    data = b"".join(dots.row(number) for number in range(dots.height))
    packed = base64.b64encode(zlib.compress(data, 9))
    check = binascii.crc_hqx(packed, 0)
    head = f"^XA^PW{dots.width}^LL{dots.height}^LH0,0^FO0,0^GFA,{len(data)},{len(data)},{row},:Z64:"
    return head.encode() + packed + f":{check:04X}^FS^PQ1".encode()


class Zebra:
    """The ZPL II dialect at `dpi`, the resolution of the print head, which not all models report."""

    reset = RESET
    end = END

    def __init__(self, dpi: int = DPI[0]) -> None:
        self.dpi = dpi

    def ask(self, wire: Wire, seconds: float) -> PrinterState | None:
        answer = self._ask(wire, seconds)
        return answer.state if answer else None

    def outcome(self, wire: Wire, seconds: float) -> PrinterState | None:
        """Polls, as the printer does not notify, until the label is printed.

        An error while nothing is being printed any more, such as an empty roll, counts for the next label.
        """
        while answer := self._ask(wire, seconds):
            if not answer.busy:
                return PrinterState()
            if answer.state.fault:
                return answer.state
            wire.read(1, AGAIN)
        return None

    def refuses(self, label: Label) -> bool:  # noqa: ARG002 - it prints on whatever is in it
        return False

    def page(self, dots: Dots, state: PrinterState) -> bytes:  # noqa: ARG002 - the picture says it all
        return page(dots)

    def _ask(self, wire: Wire, seconds: float) -> ZebraStatus | None:
        wire.write(ASK)
        return status(read_lines(wire, LINES, seconds))
