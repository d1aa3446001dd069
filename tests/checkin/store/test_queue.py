"""Print queue: order, states, and recovery after a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.store import queue
from checkin.store.queue import JobState
from tests.checkin.paper_store import PaperStation

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
        assert queue.add_job(connection, ["a", "b", "a"], 1) == 2
        assert queue.add_job(connection, ["b", "c"], 2) == 1
        assert [job.delegate for job in queue.jobs(connection)] == ["a", "b", "c"]


def test_the_longest_waiting_is_taken_and_nothing_is_taken_twice(at: PaperStation) -> None:
    with at.station.store.write() as connection:
        queue.add_job(connection, ["a", "b"], 1)
        first = queue.following(connection)
        assert first
        assert first.delegate == "a"
        assert queue.take_job(connection, first.id)
        assert not queue.take_job(connection, first.id)
        second = queue.following(connection)
        assert second
        assert second.delegate == "b"
        assert queue.following(connection, second.id) is None
        taken = queue.jobs(connection)[0]
    assert taken.state is JobState.PRINTING
    assert taken.attempts == 1


def test_what_failed_is_kept_with_its_reason_until_somebody_lets_it_wait_again(
    at: PaperStation,
) -> None:
    with at.station.store.write() as connection:
        queue.add_job(connection, ["a"], 1)
        job = queue.following(connection)
        assert job
        queue.set_aside(connection, job.id, "A letter is in none of the fonts.")
        assert queue.following(connection) is None
        (failed,) = queue.jobs(connection)
        assert (failed.state, failed.reason) == (
            JobState.FAILED,
            "A letter is in none of the fonts.",
        )
        queue.put_back(connection, job.id)
        assert queue.following(connection)


def test_whoever_asks_for_a_badge_again_need_not_answer_first(at: PaperStation) -> None:
    with at.station.store.write() as connection:
        queue.add_job(connection, ["a", "b", "c"], 1)
        first, second, _ = queue.jobs(connection)
        queue.mark_unsure(connection, [first.id], "A jam.")
        queue.set_aside(connection, second.id, "A letter.")
        assert queue.add_job(connection, ["a", "b", "c"], 2) == 0
        assert [job.state for job in queue.jobs(connection)] == [
            JobState.UNSURE,
            JobState.FAILED,
            JobState.WAITING,
        ]
        assert queue.add_job(connection, ["a", "b"], 3, again=True) == 0
        again = queue.jobs(connection)
    assert [(job.state, job.reason) for job in again] == [(JobState.WAITING, "")] * 3


def test_the_queue_survives_a_restart_and_what_was_at_the_printer_is_in_doubt(
    at: PaperStation,
) -> None:
    with at.station.store.write() as connection:
        queue.add_job(connection, ["a", "b", "c"], 7)
        first, second, _ = queue.jobs(connection)
        queue.take_job(connection, first.id)
        queue.mark_sent(connection, first.id)
        queue.take_job(connection, second.id)
    at.reopen()
    with at.station.store.write() as connection:
        before = queue.jobs(connection)
        assert queue.recover(connection) == 2
        after = queue.jobs(connection)
    assert [job.state for job in before] == [JobState.SENT, JobState.PRINTING, JobState.WAITING]
    assert [job.state for job in after] == [JobState.UNSURE, JobState.UNSURE, JobState.WAITING]
    assert [(job.delegate, job.added_at, job.attempts) for job in after] == [
        ("a", 7, 1),
        ("b", 7, 1),
        ("c", 7, 0),
    ]


def test_a_printed_job_is_gone(at: PaperStation) -> None:
    with at.station.store.write() as connection:
        queue.add_job(connection, ["a"], 1)
        job = queue.following(connection)
        assert job
        queue.remove_job(connection, job.id)
        assert queue.jobs(connection) == ()
