"""A real PostgreSQL for the tests of a process; each test has an event of its own in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Tier
from checkin.errors import HubMissing
from tests.checkin.hub.desks_at_hub import DesksAtHub, desks_at_hub, private_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.hub.local import LocalHub


@pytest.fixture(scope="session")
def cluster() -> Iterator[LocalHub]:
    try:
        with private_cluster() as made:
            yield made
    except HubMissing as error:
        if os.environ.get("CI") and os.name == "posix" and os.uname().sysname == "Linux":
            raise
        pytest.skip(str(error))


@pytest.fixture
def at_hub(cluster: LocalHub, tmp_path: Path) -> Iterator[DesksAtHub]:
    """An organiser's desk, a desk and a door, each with a login of its own."""
    with desks_at_hub(cluster, tmp_path, [Tier.DESK, Tier.DOOR]) as desks:
        yield desks


@pytest.fixture(scope="module")
def shared(cluster: LocalHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DesksAtHub]:
    """The same for all tests of a module, which change nothing of it that others look at."""
    folder = tmp_path_factory.mktemp("shared")
    with desks_at_hub(cluster, folder, [Tier.DESK, Tier.DOOR]) as desks:
        yield desks
