"""Secrets given in environment variables: taken out, so that nothing started from here inherits them.

The kernel keeps the block that a process was started with (`/proc/PID/environ`); there they are overwritten, on Linux.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_START, _END = 47, 48  # fields of /proc/self/stat behind the name of the program
_LARGEST_BLOCK: Final = 16 * 1024 * 1024


def taken(names: Iterable[str]) -> dict[str, str]:
    """The secrets of the environment, which has them no more."""
    given = {name: os.environ.pop(name, None) for name in names}
    found = {name: secret for name, secret in given.items() if secret is not None}
    if found and sys.platform == "linux":
        with suppress(OSError, ValueError, IndexError):
            _overwrite(found)
    return found


def _overwrite(names: Iterable[str]) -> None:
    """Zeroes the values in the block of the kernel; no variable of the environment points there any more."""
    fields = Path("/proc/self/stat").read_bytes().rpartition(b")")[2].split()
    start, end = int(fields[_START]), int(fields[_END])
    if not 0 < end - start < _LARGEST_BLOCK:
        return
    block = b"\0" + ctypes.string_at(start, end - start)
    for name in names:
        key = b"\0" + os.fsencode(name) + b"="
        at = block.find(key)
        if at >= 0:
            begins = at + len(key)  # in `block`, which has one byte before the first
            length = block.index(b"\0", begins) - begins
            ctypes.memset(start + begins - 1, 0, length)
