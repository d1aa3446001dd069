"""Atomic file output: whole or not at all, readable by the owner only; failures as sentences."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Final

from checkin import files
from checkin.errors import DiskFull, KnownError, NotPossible
from checkin.language import mark

if TYPE_CHECKING:
    from pathlib import Path

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write(path: Path, data: bytes) -> None:
    """Writes the data atomically; raises `NotPossible` or `DiskFull` and leaves the old file unchanged."""
    if path.is_dir():
        raise NotPossible(mark("{path} is a folder. Name a file."), path=path)
    if path.exists() and not path.is_file():
        raise NotPossible(mark("{path} is no ordinary file. Name another one."), path=path)
    if not path.parent.is_dir():
        raise NotPossible(mark("There is no folder {path}."), path=path.parent)
    try:
        files.replace(path, data)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> KnownError:
    if error.errno in _FULL:
        return DiskFull(
            mark("The disk is full: {path} was not written. Make room and try again."), path=path
        )
    return NotPossible(
        mark("{path} cannot be written: is the place read-only, or the file open elsewhere?"),
        path=path,
    )


def write_new(path: Path, data: bytes) -> None:
    """Writes one of many new files, for the owner only; raises `NotPossible` or `DiskFull`.

    Without fsync, which takes longer than writing: a file lost in a power cut is simply made again.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, files.OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        raise _refused(path, error) from error


def make_folder(path: Path) -> None:
    """Creates the folder if it does not exist, for the owner only; raises `NotPossible`."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotPossible(mark("The folder {path} cannot be made."), path=path) from error


def make_empty_folder(path: Path) -> None:
    """Creates the folder, or takes an empty one; raises `NotPossible` where there is something in it."""
    make_folder(path)
    try:
        is_empty = not any(path.iterdir())
    except OSError as error:
        raise _refused(path, error) from error
    if not is_empty:
        raise NotPossible(mark("The folder {path} is not empty. Choose a new one."), path=path)


def remove(path: Path) -> None:
    """Deletes a file; raises `NotPossible`."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, error) from error
