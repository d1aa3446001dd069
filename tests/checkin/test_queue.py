"""The print queue in the store: its order, its states, and what is left of it after a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.store import queue
from checkin.store.queue import JobState
from tests.checkin.paper_station import PaperStation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    yield station
    station.station.close()


def test_a_badge_that_waits_already_is_not_put_there_twice(at: PaperStation) -> None:
    with at.station.store.write() as connection:
        assert queue.add(connection, ["a", "b", "a"], 1) == 2
        assert queue.add(connection, ["b", "c"], 2) == 1
        assert [job.delegate for job in queue.jobs(connection)] == ["a", "b", "c"]


def test_the_longest_waiting_is_taken_and_nothing_is_taken_twice(at: PaperStation) -> None:
    with at.station.store.write() as connection:
        queue.add(connection, ["a", "b"], 1)
        first, second, third = (queue.take(connection) for _ in range(3))
    assert first
    assert second
    assert (first.delegate, second.delegate, third) == ("a", "b", None)
    assert first.state is JobState.PRINTING
    assert first.attempts == 1


def test_what_failed_is_kept_with_its_reason_until_somebody_lets_it_wait_again(
    at: PaperStation,
) -> None:
    with at.station.store.write() as connection:
        queue.add(connection, ["a"], 1)
        job = queue.take(connection)
        assert job
        queue.fail(connection, job.id, "A letter is in none of the fonts.")
        assert queue.take(connection) is None
        (failed,) = queue.jobs(connection)
        assert (failed.state, failed.reason) == (
            JobState.FAILED,
            "A letter is in none of the fonts.",
        )
        queue.wait(connection, job.id)
        assert queue.take(connection)


def test_the_queue_survives_a_restart_and_what_was_being_printed_waits_again(
    at: PaperStation,
) -> None:
    with at.station.store.write() as connection:
        queue.add(connection, ["a", "b"], 7)
        queue.take(connection)
    at.reopen()
    with at.station.store.write() as connection:
        before = queue.jobs(connection)
        assert queue.recover(connection) == 1
        after = queue.jobs(connection)
    assert [job.state for job in before] == [JobState.PRINTING, JobState.WAITING]
    assert [job.state for job in after] == [JobState.WAITING] * 2
    assert [(job.delegate, job.added_at, job.attempts) for job in after] == [
        ("a", 7, 1),
        ("b", 7, 0),
    ]


def test_a_printed_job_is_gone(at: PaperStation) -> None:
    with at.station.store.write() as connection:
        queue.add(connection, ["a"], 1)
        job = queue.take(connection)
        assert job
        queue.done(connection, job.id)
        assert queue.jobs(connection) == ()
