"""The states of the line to a serial scanner, and its speeds."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

SPEEDS: Final = (9600, 19200, 38400, 57600, 115200)  # of real serial lines; USB takes any


class LineState(StrEnum):
    """How the line to the scanner is."""

    OFF = "off"
    OPEN = "open"
    ABSENT = "absent"  # it is looked for, and taken as soon as it is there
    DENIED = "denied"
    FAILED = "failed"  # another program has it, or it is none
