"""Shrinks pictures in a child process (sandbox): what hangs, crashes or is no picture costs that picture alone."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checkin import child_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

CHILD: Final = Path(__file__).with_name("shrink_process.py")
# A frozen program has no interpreter beside it; it starts itself with this argument instead.
CHILD_OPTION: Final = "--shrink-photos"
SECONDS: Final = 60
LARGEST: Final = 24_000  # bytes of a photograph


def shrunk(pictures: Sequence[bytes], *, portrait: bool = False) -> list[bytes | None]:
    """The photograph of each picture as a small JPEG; None for what is no picture that can be read.

    A portrait is cut out of the middle, 3 wide and 4 high.
    """
    found = _ask(pictures, portrait=portrait)
    if found is None and len(pictures) == 1:
        return [None]
    # One of them was too much for the process: each by itself tells which.
    if found is not None:
        return found
    return [shrunk([picture], portrait=portrait)[0] for picture in pictures]


def command(asked: str) -> list[str]:
    """The command line of the child process that decodes."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_OPTION, asked]
    return [sys.executable, "-I", str(CHILD), asked]


def _ask(pictures: Sequence[bytes], *, portrait: bool) -> list[bytes | None] | None:
    """The child's answer; None where it died or did not answer in time."""
    sizes = [len(picture) for picture in pictures]
    try:
        done = subprocess.run(  # noqa: S603 — our own program, and no shell
            command(json.dumps({"sizes": sizes, "portrait": portrait})),
            input=b"".join(pictures),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            env=child_environment.bare(),
        )
        answers = json.loads(done.stdout)
        photographs = [base64.b64decode(text) if text else None for text in answers]
    except (subprocess.TimeoutExpired, ValueError, TypeError):
        return None
    fit = all(photo is None or len(photo) <= LARGEST for photo in photographs)
    return photographs if fit and len(photographs) == len(pictures) else None
