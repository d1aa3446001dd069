"""Atomic file replacement: write to a temporary file, flush (fsync), rename."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER_ONLY: Final = 0o600


def replace(path: Path, data: bytes) -> None:
    """Writes `data` to `path` atomically, readable by its owner only. Raises OSError and changes nothing."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(OWNER_ONLY)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file, its owner's only, that takes the place of `path` when the block ends, on the disk.

    Where the block raises, `path` is as it was. What a killed program has left is removed.
    """
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, OWNER_ONLY), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a rename durable (fsync of the folder), where the system supports it; Windows needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move_aside(path: Path, why: str) -> Path:
    """Renames a file or folder to `NAME.why`, `NAME.why-2` …. Returns the new path."""
    for count in range(1, 1_000):
        target = path.with_name(f"{path.name}.{why}" + (f"-{count}" if count > 1 else ""))
        if not target.exists():
            return path.rename(target)
    raise FileExistsError(path)
