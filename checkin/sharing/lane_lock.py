"""Mark of a window that exchanges (advisory lock): the command line sees that a store's window does it already."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import filelock

from checkin import files

if TYPE_CHECKING:
    from pathlib import Path

LOCK: Final = "lane"


class LaneLock:
    """Held while the lane of a store runs. It goes with its process, however that ends."""

    def __init__(self, folder: Path) -> None:
        self._lock = filelock.FileLock(folder / LOCK, mode=files.OWNER_ONLY)

    def take(self) -> None:
        """Holds it; nothing depends on it but a sentence, so what fails is passed over."""
        with suppress(OSError, filelock.Timeout):
            self._lock.acquire(timeout=0)

    def release(self) -> None:
        self._lock.release()


def is_exchanging(folder: Path) -> bool:
    """Whether another program has the store open and exchanges."""
    if not (folder / LOCK).exists():
        return False
    lock = filelock.FileLock(folder / LOCK, mode=files.OWNER_ONLY)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False
