"""Warm processes (fork server): each command runs in one, without waiting for the imports."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

if sys.platform == "win32":  # without fork: slower, with the same results
    _CONTEXT: Final = multiprocessing.get_context("spawn")
else:
    _CONTEXT: Final = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["main", "checkin.cli.arguments", "checkin.cli.run"])
_STANDARD: Final = (1, 2)  # output and error


def run(
    words: Sequence[str], variables: Mapping[str, str], folder: Path, patience: float
) -> tuple[int, bytes, bytes]:
    """Runs `main.py` with arguments, variables and working folder. Returns status, output and error.

    Raises `TimeoutError` after `patience` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="uketsuke-said-") as place:
        files = [Path(place) / str(number) for number in _STANDARD]
        process = _CONTEXT.Process(target=_become, args=(words, dict(variables), folder, files))
        process.start()
        process.join(patience)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(" ".join(words))
        out, err = (file.read_bytes() for file in files)
        return process.exitcode, out, err


def _become(
    words: Sequence[str], variables: Mapping[str, str], folder: Path, files: Sequence[Path]
) -> None:
    for number, file in zip(_STANDARD, files, strict=True):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    os.environ.clear()
    os.environ.update(variables)
    if hasattr(time, "tzset"):
        time.tzset()
    os.chdir(folder)
    from main import main  # noqa: PLC0415 - in the process that it is for

    sys.exit(main(list(words)))
