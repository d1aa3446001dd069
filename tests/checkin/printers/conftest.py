"""Fixtures: no device stays connected after a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checkin.printers.connected import CONNECTED

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def rested() -> Iterator[None]:
    """Every printer of a test releases its device afterwards."""
    yield
    while CONNECTED:
        CONNECTED.pop().rest()
