"""Write lock (file lock): one process at a time writes a store."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Final

import filelock

from checkin import files
from checkin.errors import StoreBusy, StoreReadOnly
from checkin.language import mark

if TYPE_CHECKING:
    from pathlib import Path

LOCK: Final = "lock"
_BUSY: Final = mark("The store is already open in another window or program. Close that one first.")

if sys.platform == "win32":

    def _lock_folder(_folder: Path) -> int | None:
        return None  # an open file cannot be deleted there: the named lock is enough

else:
    import fcntl

    def _lock_folder(folder: Path) -> int | None:
        """A lock of the folder itself. None where the file system has none, such as some network shares."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
                raise StoreBusy(_BUSY) from error
            return None
        return handle


class WriteLock:
    """The named lock in a store's folder, and one of the folder, which outlives a deleted name.

    A lock of the database itself would cost SQLite its own: closing a file ends all locks that a
    process has of it (POSIX). The folder keeps its lock when it is moved.
    """

    def __init__(self, folder: Path) -> None:
        """Raises `StoreBusy` when another process has it."""
        self._named = filelock.FileLock(folder / LOCK, mode=files.OWNER_ONLY)
        self._folder: int | None = None
        try:
            self._named.acquire(timeout=0)
            self._folder = _lock_folder(folder)
        except filelock.Timeout as error:
            raise StoreBusy(_BUSY) from error
        except StoreBusy:
            self._named.release()
            raise
        except OSError as error:
            self._named.release()
            raise StoreReadOnly(
                mark("{path} cannot be written. Copy the store to a disk that can."), path=folder
            ) from error

    def release(self) -> None:
        """Another process may write from now on."""
        self._named.release()
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None
