"""An organiser's desk with a dozen delegates, and a machine that wants to become a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checkin.joining.new_machine import NewMachine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories import Clock


@pytest.fixture
def machine(tmp_path: Path, clock: Clock) -> NewMachine:
    return NewMachine(tmp_path / "machine", clock)
