"""Fixtures: a shared read-only store for commands, and fresh copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import store_copies
from tests.checkin.cli.program import Program

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Commands on a fresh store with a plan and a dozen delegates, in an empty home."""
    home = tmp_path / "home"
    home.mkdir()
    return Program(home, store_copies.copied(tmp_path))


@pytest.fixture(scope="module")
def looking(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Commands on a store that tests only read: it is the same for all tests of a module."""
    place = tmp_path_factory.mktemp("looking")
    return Program(place, store_copies.copied(place))
