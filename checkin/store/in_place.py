"""Identity of the open database files (device and inode): whether the folder still holds them.

Where a folder may be deleted, moved or replaced while its files are open, SQLite goes on writing to
files that nobody will ever find again, and reports success.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checkin.errors import StoreMoved
from checkin.language import mark

if TYPE_CHECKING:
    from pathlib import Path


class OpenFiles:
    """The files of a database at the time when it was opened."""

    def __init__(self, *paths: Path) -> None:
        self._known = [(os.fspath(path), _identity(os.fspath(path))) for path in paths]

    def require(self) -> None:
        """Raises `StoreMoved` unless each path still leads to the same file: one `stat` each."""
        for path, identity in self._known:
            if identity is None or _identity(path) != identity:
                raise StoreMoved(
                    mark(
                        "The store was moved, deleted or replaced while it was open."
                        " Nothing was recorded: write on paper, and open the store again."
                    )
                )


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path would double what every scan pays
    except OSError:
        return None
    return found.st_dev, found.st_ino
