"""Zebra label printers: a label as one picture in ZPL II, and what their host status says.

The rule is Zebra's "ZPL II Programming Guide": `^GF` takes a picture packed with zlib as `:Z64:` (the
appendix on ZB64: base64, and a CRC-16 of the base64 letters that begins at 0); `~HS` is answered with three
lines; a label comes out when its `^XZ` has arrived. `~JX` ends a label that was left half sent and touches
no other one.
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
FIELDS: Final = (12, 11)  # of the first two lines
AGAIN: Final = 0.2  # seconds between two questions
_FRAME: Final = "\x02\x03\r\n "

_NO_LABELS: Final = mark("{printer}: the labels are used up. Put a new roll in.")
_HEAD_OPEN: Final = mark("{printer}: the print head is open. Close it.")
_NO_RIBBON: Final = mark("{printer}: the ribbon is used up. Put a new one in.")
_PAUSED: Final = mark("{printer} is paused. Press its pause key.")
_HOT: Final = mark("{printer} is too hot or too cold. It goes on by itself.")


@dataclass(frozen=True, slots=True)
class ZebraStatus:
    """What the three lines say."""

    state: PrinterState
    busy: bool  # a label is still on its way


def status(lines: list[str]) -> ZebraStatus | None:
    """What the printer answered; None where it is no answer of such a printer."""
    rows = [line.strip(_FRAME).split(",") for line in lines]
    if len(rows) < LINES or tuple(map(len, rows[:2])) != FIELDS:
        return None
    first, second = rows[0], rows[1]
    if not all(one.strip().isdigit() for one in (first[4], second[8])):
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
    # A label that waits to be taken off is out, though it still counts.
    waits_for_a_hand = second[7].strip() == "1"
    return ZebraStatus(PrinterState(fault=fault), busy and not waits_for_a_hand)


def page(dots: Dots) -> bytes:
    """The label but for its end: exactly as large as the picture."""
    row = (dots.width + 7) // 8
    data = b"".join(dots.row(number) for number in range(dots.height))
    packed = base64.b64encode(zlib.compress(data, 9))
    check = binascii.crc_hqx(packed, 0)
    head = f"^XA^PW{dots.width}^LL{dots.height}^LH0,0^FO0,0^GFA,{len(data)},{len(data)},{row},:Z64:"
    return head.encode() + packed + f":{check:04X}^FS^PQ1".encode()


class Zebra:
    """ZPL II at so many dots an inch: what the print head has, for it cannot be asked of all of them."""

    reset = RESET
    end = END

    def __init__(self, dpi: int = DPI[0]) -> None:
        self.dpi = dpi

    def ask(self, wire: Wire, seconds: float) -> PrinterState | None:
        answer = self._ask(wire, seconds)
        return answer.state if answer else None

    def outcome(self, wire: Wire, seconds: float) -> PrinterState | None:
        """It says nothing by itself: it is asked until the label is out.

        What is wrong while nothing is on its way any more, such as an empty roll, is the next label's.
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
