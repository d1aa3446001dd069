"""Two desks and a bundle that tests only read, or try in vain to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import bundle
from checkin.domain import Tier
from tests.checkin.bundle.carrying import MovingClock, register
from tests.several_desks import stations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Station]]:
    """An organiser's desk, and another that refuses all that is not whole."""
    folder = tmp_path_factory.mktemp("pair")
    with stations(folder, [Tier.DESK], MovingClock()) as both:
        bundle.write(both[1].exchange, folder / "statement")
        bundle.read(both[0].exchange, folder / "statement")
        register(both[0])
        yield both


@pytest.fixture(scope="module")
def written(pair: list[Station], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "to.uketsuke-bundle"
    bundle.write(pair[0].exchange, path)
    return path
