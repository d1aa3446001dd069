"""A real PostgreSQL for the tests of a process; each test has an event of its own in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Tier
from checkin.errors import HubMissing
from checkin.hub.local import Listening, LocalHub
from tests.checkin.hub.desks_at_hub import DesksAtHub, desks_at_hub

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def cluster() -> Iterator[LocalHub]:
    """Below a folder that the user who runs it may enter, which pytest's own ones are not for root."""
    folder = Path(tempfile.mkdtemp(prefix="uketsuke-hub-"))
    folder.chmod(0o755)
    try:
        hub = LocalHub(folder / "hub", Listening("127.0.0.1", 0))
    except HubMissing as error:
        if os.environ.get("CI") and os.name == "posix" and os.uname().sysname == "Linux":
            raise
        pytest.skip(str(error))
    try:
        with hub:
            yield hub
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
