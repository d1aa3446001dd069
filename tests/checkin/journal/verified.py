"""The integrity check of a closed store, and what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import store_copies
from tests.factories import DAY, MORNING, Clock

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Health


def verified(folder: Path) -> Health:
    station = store_copies.opened(folder, Clock(MORNING + DAY))
    try:
        return station.journal.verify()
    finally:
        store_copies.forsake(station)


def codes_of(health: Health) -> set[str]:
    return {problem.code for problem in health.problems}
