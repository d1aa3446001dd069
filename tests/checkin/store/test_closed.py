"""A closed store stays closed: another process may have opened it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.errors import StoreClosed
from checkin.store.store import get_setting, put_setting
from tests import store_copies
from tests.store_copies import ADA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_closed_store_neither_reads_nor_writes_whoever_has_it_by_then(
    folder: Path, tmp_path: Path
) -> None:
    late = store_copies.opened(folder)
    late.close()
    acts: list[Callable[[], object]] = [
        lambda: late.desk.checkin(ADA, "entrance"),
        late.desk.last,
        late.journal.verify,
        lambda: late.store.copy_to(tmp_path / "copy"),
    ]
    with store_copies.opened(folder) as station:
        for act in acts:
            with pytest.raises(StoreClosed, match="The store is closed"):
                act()
        assert station.desk.last() == ()
    late.close()


def test_what_is_under_way_when_a_store_is_closed_is_not_recorded(folder: Path) -> None:
    late = store_copies.opened(folder)

    def write() -> None:
        with late.store.write() as connection:
            put_setting(connection, "late", "yes")
            late.close()

    with pytest.raises(StoreClosed):
        write()
    with (
        store_copies.opened(folder) as station,
        station.store.read() as connection,
        pytest.raises(KeyError),
    ):
        get_setting(connection, "late")
