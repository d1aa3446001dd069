"""Files for people: written whole or not at all, readable by their owner only, failures told in words."""

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
    """Puts the data at the path in one step; raises `NotPossible` or `DiskFull` and changes nothing."""
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
    """Writes one of many new files, for its owner only; raises `NotPossible` or `DiskFull`.

    Whoever lost it to a power cut makes it again: waiting for the disk takes longer than making it.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, files.OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        raise _refused(path, error) from error


def make_folder(path: Path) -> None:
    """The folder, made if need be, for its owner only; raises `NotPossible`."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotPossible(mark("The folder {path} cannot be made."), path=path) from error


def remove(path: Path) -> None:
    """Removes a file; raises `NotPossible`."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, error) from error
