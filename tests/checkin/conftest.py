"""A real store in a folder of its own, with a plan, a dozen delegates and a clock that stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import store_copies
from tests.factories import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.desk import Desk
    from checkin.station import Station


@pytest.fixture
def clock() -> Clock:
    """Nine o'clock in Tokyo on the first day, until the test moves it."""
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that nobody has open."""
    return store_copies.copied(tmp_path)


@pytest.fixture
def station(folder: Path, clock: Clock) -> Iterator[Station]:
    """The same store, open."""
    with store_copies.opened(folder, clock) as station:
        yield station


@pytest.fixture
def desk(station: Station) -> Desk:
    return station.desk
