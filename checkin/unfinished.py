"""Temporary files that must have a name (crash cleanup): remembered while they are written, removed at the next start.

Where the system has files without a name (`checkin.files`) nothing is remembered of a file; folders have a name
everywhere. A note holds one path, for as long as that is being written.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import filelock
import platformdirs

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS: Final = (
    ".",
    "uketsuke-",
)  # how the names begin that this program gives to what it has not finished
_LOCK: Final = ".lock"


def notes() -> Path:
    """Where they are remembered: in the user's own folder for state."""
    return Path(platformdirs.user_state_dir("uketsuke", appauthor=False)) / "unfinished"


@contextmanager
def remembered(path: Path) -> Iterator[None]:
    """Remembers `path` until the block ends, however it ends but by a kill of the process.

    A home that cannot be written keeps nobody from writing elsewhere: nothing is remembered then.
    """
    with ExitStack() as kept:
        with suppress(OSError):
            kept.enter_context(_note(path))
        yield


@contextmanager
def folder(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """A temporary folder, its owner's only, in `parent` or where the system has such; gone when the block ends.

    It may be moved away within the block. Raises OSError where none can be made.
    """
    path = (parent or Path(tempfile.gettempdir())) / f"{prefix}{uuid.uuid4().hex}"
    with remembered(path):  # before it is there: a kill in between leaves a note of nothing
        path.mkdir(mode=0o700)
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


def remove_left() -> tuple[Path, ...]:
    """Removes what processes left that were killed; what a running one writes stays. Gives what is gone."""
    gone: list[Path] = []
    with suppress(OSError):
        for lock in notes().glob(f"*{_LOCK}"):
            gone += _removed(lock)
    return tuple(gone)


@contextmanager
def _note(path: Path) -> Iterator[None]:
    notes().mkdir(mode=0o700, parents=True, exist_ok=True)
    note = notes() / uuid.uuid4().hex
    held = filelock.FileLock(note.with_suffix(_LOCK), timeout=0, mode=0o600)
    with held:  # the system releases it with the process
        note.write_bytes(os.fsencode(path.absolute()))
        try:
            yield
        finally:
            note.unlink(missing_ok=True)
    Path(held.lock_file).unlink(missing_ok=True)


def _removed(lock: Path) -> list[Path]:
    note = lock.with_suffix("")
    try:
        with filelock.FileLock(lock, timeout=0, mode=0o600):
            left = Path(os.fsdecode(note.read_bytes())) if note.is_file() else None
            found = [left] if left is not None and _remove(left) else []
            note.unlink(missing_ok=True)
        lock.unlink(missing_ok=True)
    except (filelock.Timeout, OSError):
        return []  # its process runs, or the stick is not here: the next start tries again
    return found


def _remove(path: Path) -> bool:
    """Whether there was something of ours. Never follows a link."""
    if not path.name.startswith(OURS):
        return False
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
        return True
    existed = path.is_symlink() or path.exists()
    path.unlink(missing_ok=True)
    return existed
