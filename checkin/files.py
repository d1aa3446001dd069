"""Atomic file replacement: write to a file without a name, or a temporary one; flush (fsync); name it."""

from __future__ import annotations

import errno
import os
import stat
import sys
import uuid
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from checkin import unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER_ONLY: Final = 0o600
_OPEN_FILES: Final = "/proc/self/fd"
# What a file system, or a kernel that does not know the flag, answers.
_HAS_NONE: Final = frozenset(
    {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOSYS, errno.ENOENT}
)

# What shares and sticks answer that sync files and no folders.
_NO_SYNC_OF_FOLDERS: Final = frozenset(
    {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EACCES, errno.EPERM}
)


def replace(path: Path, data: bytes) -> None:
    """Writes `data` to `path` atomically, readable by its owner only. Raises OSError and changes nothing."""
    with _unfinished(path, None) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file, its owner's only, that takes the place of `path` when the block ends, on the disk.

    Where the block raises, `path` is as it was. A killed program leaves nothing behind where the system
    has files without a name (Linux, most file systems); elsewhere the next start removes it (`unfinished`).
    """
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    with _unfinished(path, temporary) as file:
        yield file


@contextmanager
def _unfinished(path: Path, temporary: Path | None) -> Iterator[BinaryIO]:
    """A file that has no name, or `temporary` (None: one of its own), until the block ends."""
    handle = _without_name(path.parent)
    nameless = handle is not None
    with ExitStack() as kept:
        if handle is None:
            temporary = temporary or path.with_name(f".{uuid.uuid4().hex}.new")
            kept.enter_context(unfinished.remembered(temporary))
            handle = _named(temporary)
        try:
            with os.fdopen(handle, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
                if nameless:
                    temporary = _given_name(file.fileno(), path, temporary)
            if temporary is not None:
                temporary.replace(path)
        except BaseException:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def _without_name(folder: Path) -> int | None:
    """A file that the system forgets with the process, or None where there are none (FAT, NFS, macOS, Windows)."""
    if sys.platform != "linux" or not Path(_OPEN_FILES).is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, OWNER_ONLY)
    except OSError as error:
        if error.errno in _HAS_NONE:
            return None
        raise


def _named(temporary: Path) -> int:
    """A new file, its owner's only."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(temporary, flags, OWNER_ONLY)


def _given_name(handle: int, path: Path, temporary: Path | None) -> Path | None:
    """Names the whole file `path`; where that exists, gives the name from which it is to be renamed."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        try:
            _link(handle, path.name, folder)
        except FileExistsError:
            other = temporary or path.with_name(f".{uuid.uuid4().hex}.new")
            _link(handle, other.name, folder)
            return other
    finally:
        os.close(folder)
    return None


def _link(handle: int, name: str, folder: int) -> None:
    # With a folder's handle: only then does Python ask the system to follow the link to the open file.
    os.link(f"{_OPEN_FILES}/{handle}", name, dst_dir_fd=folder, follow_symlinks=True)


def sync_folder(folder: Path) -> None:
    """Makes a rename durable (fsync of the folder), where the system supports it; Windows needs none.

    What the disk itself fails with (full, an error while writing) is raised.
    """
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC_OF_FOLDERS:
            raise


def is_link(path: Path) -> bool:
    """Whether this name leads to another place: a symbolic link, or a junction of Windows."""
    try:
        found = path.lstat()
    except OSError:
        return False
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    tag = getattr(found, "st_reparse_tag", 0)
    return stat.S_ISLNK(found.st_mode) or (junction is not None and tag == junction)


def move_aside(path: Path, why: str) -> Path:
    """Renames a file or folder to `NAME.why`, `NAME.why-2` …. Returns the new path."""
    return path.rename(free_name(path, why))


def free_name(path: Path, why: str) -> Path:
    """The first of `NAME.why`, `NAME.why-2` … that nothing has."""
    for count in range(1, 1_000):
        target = path.with_name(f"{path.name}.{why}" + (f"-{count}" if count > 1 else ""))
        if not target.exists():
            return target
    raise FileExistsError(path)
