"""Counts of each session: expected, came, inside and refused, of all sessions or of one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import EXIT, Flag, SessionCount
from tests import factories, store_copies
from tests.factories import DAY, HOUR, MORNING, Clock, session, timed
from tests.store_copies import ADA, BEN, CHIO, DORA, EVERYBODY, HANA, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

FIRST_DAY, SECOND_DAY = "2026-10-30", "2026-10-31"
SESSIONS = (
    session("entrance"),
    timed("plenary"),
    timed("panel", categories=("scholar",)),
    session("lounge"),
)
COMING = len(EVERYBODY) - 1  # Dora is cancelled


@pytest.fixture
def at(folder: Path, clock: Clock) -> Iterator[Station]:
    with store_copies.opened(folder, clock) as before:
        store_copies.change_event(before, factories.event(sessions=SESSIONS))
    clock.set(MORNING + HOUR)
    with store_copies.opened(folder, clock) as station:
        yield station


def test_nobody_is_there_before_the_first_scan(at: Station) -> None:
    stats = at.desk.stats()
    assert stats.delegates == len(EVERYBODY)
    assert stats.sessions["entrance"] == SessionCount(COMING, 0, 0, 0)
    assert stats.sessions["panel"].expected == COMING - 2  # Ben and Chio are no scholars


def test_each_session_counts_its_own(at: Station, clock: Clock) -> None:
    for number in (ADA, BEN, HANA, DORA):
        at.desk.checkin(number, "entrance")
    at.desk.checkin(ADA, "plenary")
    at.desk.checkin(BEN, "panel")
    at.desk.checkin(CHIO, "panel")
    clock.forward(1000)
    at.desk.checkin(HANA, "entrance", EXIT)
    counts = at.desk.stats().sessions
    assert counts["entrance"] == SessionCount(COMING, 3, 2, 1)
    assert (counts["plenary"].attended, counts["plenary"].refused) == (1, 0)
    assert (counts["panel"].attended, counts["panel"].refused) == (0, 2)
    assert counts["lounge"] == SessionCount(COMING, 0, 0, 0)


def test_what_is_undone_is_counted_nowhere(at: Station) -> None:
    at.desk.undo(at.desk.checkin(ADA, "entrance").entry)
    at.desk.undo(at.desk.checkin(DORA, "entrance").entry)
    assert at.desk.stats().sessions["entrance"] == SessionCount(COMING, 0, 0, 0)


def test_days_are_told_apart_where_a_session_has_no_times(at: Station, clock: Clock) -> None:
    at.desk.checkin(ADA, "entrance")
    at.desk.checkin(DORA, "entrance")
    at.desk.checkin(ADA, "plenary")
    clock.set(MORNING + DAY)
    at.desk.checkin(BEN, "entrance")
    now, first = at.desk.stats().sessions, at.desk.stats(FIRST_DAY).sessions
    assert now["entrance"] == SessionCount(COMING, 1, 1, 0)
    assert first["entrance"] == SessionCount(COMING, 1, 0, 1)
    assert now["plenary"].attended == first["plenary"].attended == 1
    assert set(at.desk.stats(SECOND_DAY).sessions) == {"entrance", "lounge"}


def test_who_attends_remotely_is_expected_at_no_door(at: Station) -> None:
    at.people.flag(identifier(ADA), Flag.REMOTE, on=True)
    assert at.desk.stats().sessions["entrance"].expected == COMING - 1
    assert at.desk.stats().delegates == len(EVERYBODY)
