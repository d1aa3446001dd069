"""Where the badge of a check-in is: what the queue knows, and what an undo takes off it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.domain import BadgeState
from checkin.store import queue
from tests.store_copies import ADA, BEN, identifier

if TYPE_CHECKING:
    from checkin.station import Station


def test_a_badge_is_taken_once_a_printer_has_it_and_not_before(station: Station) -> None:
    whose = identifier(ADA)
    with station.store.write() as connection:
        assert queue.badge_state(connection, whose, 0) is BadgeState.WAITS
        queue.add_job(connection, [whose], 0)
        (job,) = queue.jobs(connection)
        assert queue.badge_state(connection, whose, 0) is BadgeState.WAITS
        queue.take_job(connection, job.id)
        assert queue.badge_state(connection, whose, 0) is BadgeState.WAITS
        queue.mark_sent(connection, job.id)
        assert queue.badge_state(connection, whose, 0) is BadgeState.TAKEN
        queue.mark_unsure(connection, [job.id], "")
        assert queue.badge_state(connection, whose, 0) is BadgeState.UNSURE
        queue.set_aside(connection, job.id, "")
        assert queue.badge_state(connection, whose, 0) is BadgeState.SET_ASIDE
    station.badges.queue.came_out(job.id)
    assert station.badges.queue.badge_state(whose, 0) is BadgeState.TAKEN
    assert station.badges.queue.badge_state(whose, 1) is BadgeState.WAITS


def test_the_badge_of_an_undone_check_in_waits_no_longer(station: Station) -> None:
    first, second = (station.desk.checkin(number, "entrance") for number in (ADA, BEN))
    station.badges.enqueue([identifier(ADA), identifier(BEN)])
    sent = next(
        job for job in station.badges.waiting() if job.delegate and job.delegate.number == BEN
    )
    with station.store.write() as connection:
        queue.take_job(connection, sent.id)
    station.desk.undo(first.entry, second.entry)
    # What may lie in the printer already stays, so that somebody is asked.
    assert [job.id for job in station.badges.waiting()] == [sent.id]
