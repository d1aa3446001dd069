"""Long work is written in chunks behind the scans that wait; what somebody waits for is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk.chunks import in_chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa

    from checkin.station import Station


@pytest.mark.parametrize(("items", "urgent"), [((), set()), ((1,), {True}), ((1, 2, 3), {False})])
def test_one_item_is_written_as_a_scan_is_and_many_give_way(
    station: Station, items: tuple[int, ...], urgent: set[bool]
) -> None:
    seen: list[int] = []
    ways: set[bool] = set()
    progress: list[float] = []

    def write(connection: sa.Connection, chunk: Sequence[int]) -> None:
        assert connection.in_transaction()
        ways.add(station.store.priority.is_wanted())
        seen.extend(chunk)

    in_chunks(station.store, items, write, progress.append)
    assert tuple(seen) == items
    assert ways == urgent
    assert progress[-1:] == [1.0] * bool(items)


def test_no_other_chunk_is_begun_where_the_work_is_stopped(station: Station) -> None:
    seen: list[int] = []

    def stop(_part: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        in_chunks(station.store, range(100_000), lambda _, chunk: seen.extend(chunk), stop)
    assert seen
    assert seen == list(range(len(seen)))
    assert len(seen) < 100_000
