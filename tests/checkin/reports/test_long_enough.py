"""Certificates: who attended long enough, by minutes and by a share of the sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import EXIT, Manner
from checkin.errors import NotFound, NotPossible
from checkin.reports import Threshold
from tests.checkin.paper_store import PaperStation
from tests.factories import HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    """Plenary from ten to twelve: 1 and 2 were there for all of it, 3 left after half an hour.

    4 came to the entrance only, 5 was represented.
    """
    station = PaperStation(tmp_path)
    for number in range(1, 7):
        station.add(number=number)
    desk = station.station.desk
    desk.checkin(4, "entrance")
    station.clock.forward(50 * MINUTE)
    for number in (1, 2, 3):
        desk.checkin(number, "plenary")
    desk.checkin(5, "plenary", Manner(represented_by="Ben"))
    station.clock.forward(40 * MINUTE)
    desk.checkin(3, "plenary", EXIT)
    station.clock.forward(90 * MINUTE)
    desk.checkin(2, "plenary", EXIT)
    station.clock.forward(2 * HOUR)
    yield station
    station.station.close()


def found(at: PaperStation, **asked: object) -> dict[int, int]:
    """Number → minutes."""
    everyone = at.station.reports.attended_long_enough(Threshold(**asked))  # type: ignore[arg-type]
    return {attended.delegate.number: attended.minutes for attended in everyone}


def test_who_left_early_is_not_among_those_who_were_there_long_enough(at: PaperStation) -> None:
    assert found(at, sessions=("plenary",)) == {1: 120, 2: 120, 3: 30}
    assert found(at, minutes=120, sessions=("plenary",)) == {1: 120, 2: 120}
    assert found(at, percent=80) == {1: 120, 2: 120}
    assert found(at, percent=25) == {1: 120, 2: 120, 3: 30}


def test_who_is_still_there_has_been_until_now_and_is_told_where(at: PaperStation) -> None:
    assert found(at, minutes=300) == {4: 300}
    (fourth,) = at.station.reports.attended_long_enough(Threshold(minutes=300))
    assert fourth.sessions == ("entrance",)


def test_a_threshold_that_cannot_be_meant_is_refused(at: PaperStation) -> None:
    with pytest.raises(NotPossible, match="has no share"):
        found(at, percent=50, sessions=("entrance",))
    with pytest.raises(NotPossible, match="0 to 100"):
        found(at, percent=101)
    with pytest.raises(NotFound, match="breakfast"):
        found(at, sessions=("breakfast",))
