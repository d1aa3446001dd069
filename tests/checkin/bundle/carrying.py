"""What tests of bundles and folders share: people who come, and what a desk holds of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from tests.factories import Clock

if TYPE_CHECKING:
    from datetime import datetime

    from checkin.station import Station
    from checkin.sync import Exchange

CANARY = "Kanarienvogel"


class MovingClock(Clock):
    """A millisecond passes whenever somebody looks."""

    def __call__(self) -> datetime:
        self.forward(1)
        return super().__call__()


def register(station: Station) -> None:
    """Somebody new is there, and let in."""
    fields = {
        "name": f"{CANARY} {uuid.uuid4()}",
        "category": "scholar",
        "organisation": "k@example.org",
    }
    person = station.desk.walkin(fields, approved=True)
    station.desk.checkin(person.number, "entrance")


def last_numbers(exchange: Exchange) -> dict[str, int]:
    return {desk: head.seq for desk, head in exchange.heads().items()}


def inside(station: Station) -> int:
    return station.desk.stats().sessions["entrance"].inside
