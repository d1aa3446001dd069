"""A command at a terminal (pseudo-terminal): what it asks is answered, line by line."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from tests.checkin.cli.program import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.checkin.cli.program import Program

PROMPT = b": "


def at_terminal(program: Program, typed: Sequence[str], *words: object) -> tuple[int, str]:
    """Types one line at each prompt. Returns the exit status, and all that stood on the terminal."""
    import pty  # noqa: PLC0415 - not on Windows

    here, there = pty.openpty()
    process = subprocess.Popen(
        program.command(*words),
        stdin=there,
        stdout=subprocess.DEVNULL,
        stderr=there,
        env=program.environment(),
        start_new_session=True,
    )
    os.close(there)
    shown = b""
    for line in typed:
        said = b""
        while not said.endswith(PROMPT) and (more := _read(here)):
            said += more
        shown += said
        os.write(here, line.encode() + b"\n")
    while more := _read(here):
        shown += more
    os.close(here)
    return process.wait(timeout=PATIENCE), shown.decode()


def _read(terminal: int) -> bytes:
    """What comes next; nothing when the other end was closed."""
    try:
        return os.read(terminal, 1_000)
    except OSError:
        return b""
