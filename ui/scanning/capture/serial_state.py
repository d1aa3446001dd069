"""Connection states of a serial scanner, and baud rates."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

SPEEDS: Final = (
    9600,
    19200,
    38400,
    57600,
    115200,
)  # baud rates of real serial lines; USB takes any


class LineState(StrEnum):
    """The state of the connection to the scanner."""

    OFF = "off"
    OPEN = "open"
    ABSENT = "absent"  # unplugged; opened as soon as it is plugged in
    DENIED = "denied"
    FAILED = "failed"  # another program has it, or it is no serial port
