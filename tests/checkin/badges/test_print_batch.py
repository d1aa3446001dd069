"""Print batches, such as the badges of a sheet: each is printed once, or the operator is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.badges import JobState
from checkin.errors import KnownError, PrinterInDoubt, PrinterTrouble
from checkin.printers import Came
from tests.checkin.paper_store import PaperStation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from checkin.domain import Delegate
    from checkin.layout import Composed
    from checkin.printers import Size

COUNT = 5


class BatchPrinter:
    """Keeps what it is sent. `while_sending` is called in the middle, and may raise."""

    name = "Office"

    def __init__(self, while_sending: Callable[[], None] = lambda: None) -> None:
        self.while_sending = while_sending
        self.wrong_paper: KnownError | None = None
        self.batches: list[int] = []

    def check(self, size: Size) -> None:
        if self.wrong_paper is not None:
            raise self.wrong_paper

    def send(self, badges: Sequence[Composed]) -> Came:
        self.while_sending()
        self.batches.append(len(badges))
        return Came.TAKEN

    def rest(self) -> None:
        """Does nothing: there is no connection to release."""


def raising(error: BaseException) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    yield station
    station.station.close()


@pytest.fixture
def everybody(at: PaperStation) -> list[Delegate]:
    return [at.add() for _ in range(COUNT)]


def printed(at: PaperStation, everybody: list[Delegate]) -> list[int]:
    return [at.printed(delegate) for delegate in everybody]


def test_a_batch_is_one_job_and_each_badge_is_journalled(
    at: PaperStation, everybody: list[Delegate]
) -> None:
    printer = BatchPrinter()
    result = at.station.badges.print_batch(everybody, printer)
    assert (result.printed, result.trouble) == (COUNT, None)
    assert printer.batches == [COUNT]
    assert printed(at, everybody) == [1] * COUNT
    assert at.station.badges.waiting() == ()


def test_while_it_is_at_the_printer_it_is_marked_and_the_queue_rests(
    at: PaperStation, everybody: list[Delegate]
) -> None:
    badges = at.station.badges
    seen: list[JobState] = []

    def look() -> None:
        seen.extend(job.state for job in badges.waiting())
        assert badges.work_off(BatchPrinter()).printed == 0
        with pytest.raises(PrinterTrouble, match="busy"):
            badges.print_batch(everybody, BatchPrinter())

    badges.print_batch(everybody, BatchPrinter(look))
    assert seen == [JobState.PRINTING] * COUNT
    assert printed(at, everybody) == [1] * COUNT


@pytest.mark.parametrize("when", ["before", "at the printer"])
def test_of_a_batch_that_was_refused_nothing_waits_that_did_not_before(
    at: PaperStation, everybody: list[Delegate], when: str
) -> None:
    badges = at.station.badges
    badges.enqueue([everybody[2].id])
    trouble = PrinterTrouble("Out of paper.")
    printer = BatchPrinter(raising(trouble))
    if when == "before":
        printer.wrong_paper = trouble
    result = badges.print_batch(everybody, printer)
    assert (result.printed, result.trouble) == (0, trouble)
    (job,) = badges.waiting()
    assert (job.delegate, job.state) == (everybody[2], JobState.WAITING)
    assert printed(at, everybody) == [0] * COUNT
    assert badges.print_batch(everybody, BatchPrinter()).printed == COUNT
    assert badges.waiting() == ()
    assert printed(at, everybody) == [1] * COUNT


def test_each_badge_of_a_batch_that_broke_off_is_asked_about(
    at: PaperStation, everybody: list[Delegate]
) -> None:
    badges = at.station.badges
    jam = PrinterInDoubt("A jam.")
    result = badges.print_batch(everybody, BatchPrinter(raising(jam)))
    assert (result.printed, result.trouble) == (0, jam)
    jobs = badges.waiting()
    assert [(job.delegate, job.state, job.reason) for job in jobs] == [
        (delegate, JobState.UNSURE, "A jam.") for delegate in everybody
    ]
    printer = BatchPrinter()
    assert badges.work_off(printer).printed == 0  # before somebody has looked
    badges.queue.came_out(*(job.id for job in jobs[:2]))
    badges.queue.retry(*(job.id for job in jobs[2:]))
    assert badges.work_off(printer).printed == COUNT - 2
    assert printer.batches == [1] * (COUNT - 2)
    assert printed(at, everybody) == [1] * COUNT
    assert badges.waiting() == ()


def test_a_badge_that_waited_is_not_printed_a_second_time(
    at: PaperStation, everybody: list[Delegate]
) -> None:
    badges = at.station.badges
    badges.enqueue([everybody[0].id])
    printer = BatchPrinter()
    badges.print_batch(everybody, printer)
    badges.work_off(printer)
    assert printer.batches == [COUNT]
    assert printed(at, everybody) == [1] * COUNT


def test_what_was_at_the_printer_when_the_program_ended_is_asked_about(
    at: PaperStation, everybody: list[Delegate]
) -> None:
    class Killed(BaseException):
        """An exception that no code of ours catches."""

    with pytest.raises(Killed):
        at.station.badges.print_batch(everybody, BatchPrinter(raising(Killed())))
    at.reopen()
    printer = BatchPrinter()
    assert at.station.badges.work_off(printer).printed == 0
    jobs = at.station.badges.waiting()
    assert [(job.delegate, job.state) for job in jobs] == [
        (delegate, JobState.UNSURE) for delegate in everybody
    ]
    assert printer.batches == []


def test_what_composing_raises_ends_a_batch_before_anything_is_printed(
    at: PaperStation, everybody: list[Delegate]
) -> None:
    class Stop(Exception):
        """The user cancelled."""

    def progress(part: float) -> None:
        raise Stop

    printer = BatchPrinter()
    with pytest.raises(Stop):
        at.station.badges.print_batch(everybody, printer, progress=progress)
    assert printer.batches == []
    assert at.station.badges.waiting() == ()


def test_a_test_page_is_printed_as_often_as_asked_and_recorded_nowhere(at: PaperStation) -> None:
    badges, before = at.station.badges, at.entries()
    printer = BatchPrinter()
    assert badges.print_test(printer, count=10).trouble is None
    trouble = PrinterInDoubt("A jam.")
    assert badges.print_test(BatchPrinter(raising(trouble))).trouble is trouble
    assert printer.batches == [10]
    assert badges.waiting() == ()
    assert at.entries() == before
