"""Driver for Brother QL label printers: raster commands, and parsing of their status.

Source: Brother's "Raster Command Reference" for the QL series (QL-800/810W/820NWB; the older
"QL-500 … 1060N" differs in nothing that is used here). A page is: the loaded media (`ESC i z`), cut after
each label, the empty margin, one `g` command per row of 720 dots, then print (`0x1A`). A page without that
last byte is never printed, so a connection lost before it leaves no doubt. Rows begin at the right edge.
Nothing is compressed: not all models support it, and a badge is a tenth of a megabyte.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from checkin.language import mark
from checkin.printers.dialect import AWAY, BROKEN, PrinterState
from checkin.printers.labels import Label
from checkin.printers.wire import read_exactly

if TYPE_CHECKING:
    from checkin.printers.printer import Dots
    from checkin.printers.wire import Wire

DPI: Final = 300
PINS: Final = 720
ROW: Final = PINS // 8
MARGIN: Final = 35  # dots, 3 mm: the minimum feed of a continuous roll before and after a page
RESET: Final = bytes(400) + b"\x1b@"  # aborts a job that was left half sent
ASK: Final = b"\x1biS"
PRINT: Final = b"\x1a"
STATUS_BYTES: Final = 32
HEAD: Final = b"\x80\x20B"
CONTINUOUS: Final = 0x0A
DIE_CUT: Final = 0x0B
TWO_COLOURED: Final = 0x81

# Width and length in mm → printable dots across and along, and dots off the right edge.
DOTS: Final = {
    (12, 0): (106, 0, 29),
    (29, 0): (306, 0, 6),
    (38, 0): (413, 0, 12),
    (50, 0): (554, 0, 12),
    (54, 0): (590, 0, 0),
    (62, 0): (696, 0, 12),
    (17, 54): (165, 566, 0),
    (17, 87): (165, 956, 0),
    (23, 23): (202, 202, 42),
    (29, 42): (306, 425, 6),
    (29, 90): (306, 991, 6),
    (38, 90): (413, 991, 12),
    (39, 48): (425, 495, 6),
    (52, 29): (578, 271, 0),
    (60, 87): (672, 954, 18),
    (62, 29): (696, 271, 12),
    (62, 100): (696, 1109, 12),
}
ROLLS: Final = tuple(Label(float(width), float(length)) for width, length in DOTS)
USUAL: Final = Label(62.0)


class StatusKind(IntEnum):
    """Why the printer sent its status."""

    ANSWER = 0
    PRINTED = 1
    FAULT = 2
    LEAVING = 3
    SWITCHED_OFF = 4
    NOTICE = 5
    PHASE = 6


@dataclass(frozen=True, slots=True)
class BrotherStatus:
    """One status message of the printer."""

    kind: int
    state: PrinterState


# Error bits of the first and of the second error byte.
_FAULTS: Final = (
    (
        (0x01, mark("{printer}: no labels are in it. Put a roll in and close the cover.")),
        (0x02, mark("{printer}: the labels are used up. Put a new roll in.")),
        (0x04, mark("{printer}: the cutter is jammed. Open the cover and free it.")),
        (0x10, mark("{printer} is in use by another computer.")),
    ),
    (
        (0x01, mark("{printer}: this is not the roll for the badge. Put the right one in.")),
        (0x10, mark("{printer}: the cover is open. Close it.")),
        (
            0x40,
            mark("{printer}: labels are not moved on. Look for a jam, or a roll that is used up."),
        ),
    ),
)


def status(said: bytes) -> BrotherStatus | None:
    """Parses the printer's reply; None where it is not a status of such a printer."""
    if len(said) != STATUS_BYTES or not said.startswith(HEAD):
        return None
    width, kind, length = said[10], said[11] & 0x0F, said[17]
    loaded = Label(float(width), float(length if kind == DIE_CUT else 0))
    there = kind in {CONTINUOUS, DIE_CUT} and width > 0
    state = PrinterState(loaded if there else None, _fault(said), said[25] == TWO_COLOURED)
    return BrotherStatus(said[18], state)


def _fault(said: bytes) -> str:
    for byte, faults in zip(said[8:10], _FAULTS, strict=True):
        for bit, sentence in faults:
            if byte & bit:
                return sentence
    if said[18] == StatusKind.SWITCHED_OFF:
        return AWAY
    return BROKEN if said[8] or said[9] or said[18] == StatusKind.FAULT else ""


def page(dots: Dots, label: Label, *, two_coloured: bool = False) -> bytes:
    """The commands for one label without the last byte, `PRINT`, which starts printing.

    The picture is centred in the printable area; what exceeds it is cropped.
    """
    across, along, right = DOTS[round(label.width), round(label.length)]
    rows = along or dots.height
    length = rows.to_bytes(4, "little")
    kind = DIE_CUT if label.length else CONTINUOUS
    flags = 0x80 | 0x40 | 0x02 | 0x04 | (0x08 if label.length else 0)
    head = b"".join(
        (
            b"\x1bia\x01",  # raster mode
            b"\x1bi!\x00",  # notify by itself when a label is done
            bytes((0x1B, 0x69, 0x7A, flags, kind, round(label.width), round(label.length))),
            length + b"\x00\x00",
            b"\x1biM\x40\x1biA\x01",  # cut after each label
            b"\x1biK" + bytes((0x08 | two_coloured,)),
            b"\x1bid" + (0 if label.length else MARGIN).to_bytes(2, "little"),
            b"M\x00",
        )
    )
    return head + b"".join(_rows(dots, (across, rows, right), two_coloured=two_coloured))


def _rows(dots: Dots, area: tuple[int, int, int], *, two_coloured: bool) -> list[bytes]:
    across, rows, right = area
    # From the picture's left edge to the highest pin: rows are sent mirrored, from the right.
    shift = right + (across - dots.width) // 2
    window = ((1 << across) - 1) << right
    above = (rows - dots.height) // 2
    sent = []
    for number in range(rows):
        at = number - above
        line = _pins(dots, at, shift) & window if 0 <= at < dots.height else 0
        data = _mirrored(line).to_bytes(ROW, "big")
        if two_coloured:
            sent.append(b"w\x01" + bytes((ROW,)) + data + b"w\x02" + bytes((ROW,)) + bytes(ROW))
        else:
            sent.append(b"g\x00" + bytes((ROW,)) + data)
    return sent


def _pins(dots: Dots, row: int, shift: int) -> int:
    """A row of dots as an integer whose lowest bit is the pin at the right edge."""
    spare = -dots.width % 8
    value = int.from_bytes(dots.row(row), "big") >> spare
    return value << shift if shift >= 0 else value >> -shift


def _mirrored(pins: int) -> int:
    return int(f"{pins:0{PINS}b}"[::-1], 2)


class Brother:
    """The dialect of Brother QL printers."""

    dpi = DPI
    reset = RESET
    end = PRINT

    def ask(self, wire: Wire, seconds: float) -> PrinterState | None:
        wire.write(ASK)
        answer = status(read_exactly(wire, STATUS_BYTES, seconds))
        return answer.state if answer else None

    def outcome(self, wire: Wire, seconds: float) -> PrinterState | None:
        """Waits for notifications: cooling, printing started, printing completed."""
        while said := read_exactly(wire, STATUS_BYTES, seconds):
            answer = status(said)
            if answer and (answer.state.fault or answer.kind == StatusKind.PRINTED):
                return answer.state
        return None

    def refuses(self, label: Label) -> bool:
        return (round(label.width), round(label.length)) not in DOTS

    def page(self, dots: Dots, state: PrinterState) -> bytes:
        return page(dots, state.label or USUAL, two_coloured=state.two_coloured)
