"""Long work in chunks (batching): a transaction each, behind the scans that wait (decision 070)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from checkin.scan_priority import ChunkSize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import sqlalchemy as sa

    from checkin.store.store import Store

    Progress = Callable[[float], None]

T = TypeVar("T")


def in_chunks(
    store: Store,
    items: Sequence[T],
    write: Callable[[sa.Connection, Sequence[T]], object],
    progress: Progress | None = None,
) -> None:
    """Calls `write` with some of the items at a time, each in a transaction of its own.

    A single item is no long work: somebody waits for it at the desk, and it is written as a scan is.
    Where the disk is full in the middle, what was written stays. `progress` is called with the part done; an
    exception from it ends the work there.
    """
    if len(items) == 1:
        with store.write() as connection:
            write(connection, items)
        if progress:
            progress(1.0)
        return
    size, done = ChunkSize(store.priority), 0
    while done < len(items):
        chunk = items[done : done + size.next()]
        began = time.thread_time()
        with store.write_in_background() as connection:
            write(connection, chunk)
        size.took(len(chunk), time.thread_time() - began)
        done += len(chunk)
        if progress:
            progress(done / len(items))
    if items:
        store.after_write()
