"""Printer faults (jam, open lid, out of labels): each badge is printed once, or is in doubt."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from checkin.badges import JobState
from checkin.errors import PrinterTrouble
from checkin.printers import Came, Routes, read_address
from checkin.printers.label_printer import Patience
from checkin.store import queue
from tests.checkin.paper_store import PaperStation
from tests.checkin.printers.fake_printers import (
    LoopbackBrother,
    LoopbackPrinter,
    LoopbackZebra,
    Plan,
)
from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checkin.badges import Queued
    from checkin.layout import Composed
    from checkin.printers import Size

EVERYBODY = 40
LAYOUT = "roll-62"
QUICK = Patience(answer=1.0, print=2.0)
TRIES = 60
KINDS = (LoopbackBrother, LoopbackZebra)


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    yield station
    station.station.close()


@dataclass
class Operator:
    """Simulates the operator: checks the printer, answers correctly, closes the lid, reconnects it."""

    at: PaperStation
    device: LoopbackPrinter
    asked: set[int] = field(default_factory=set)

    def print_all(self) -> None:
        """Works the queue off until nothing waits."""
        badges = self.at.station.badges
        make = "brother" if isinstance(self.device, LoopbackBrother) else "zebra"
        address = read_address(f"{make}://127.0.0.1:{self.device.port}")
        assert address
        badges.allowed.allow(str(address))
        printer = badges.label_printer(address, QUICK)
        for _ in range(TRIES):
            badges.work_off(printer, layout=LAYOUT)
            self.device.state.clear()
            if not self.device.on.is_set():
                self.device.switch_on()
            self.answer_all()
            if not badges.waiting():
                return
        pytest.fail("it never came to an end")

    def look_after_a_crash(self) -> None:
        """Restarts the program, which asks before it prints."""
        self.at.station.badges.work_off(Silent(0), layout=LAYOUT, going_on=lambda _: False)
        self.answer_all()

    def answer_all(self) -> None:
        for job in self.at.station.badges.waiting():
            if job.state is JobState.UNSURE:
                self.answer(job)

    def answer(self, job: Queued) -> None:
        assert job.delegate
        self.asked.add(job.delegate.number)
        asked = self.at.station.badges.queue
        if self.code(job.delegate.id) in self.device.codes:
            asked.came_out(job.id)
        else:
            asked.retry(job.id)

    def code(self, delegate: str) -> str:
        codes = self.at.station.people.card(delegate).codes
        return next(code.code for code in codes if code.kind == "badge")


@pytest.mark.parametrize("kind", KINDS)
def test_each_of_many_badges_comes_out_once_whatever_the_printer_does(
    at: PaperStation, kind: type[LoopbackPrinter]
) -> None:
    everybody = [at.add() for _ in range(EVERYBODY)]
    faults = {5: "reset", 10: "eaten", 15: "torn", 20: "jam", 25: "away", 30: "out", 35: "mute"}
    device = kind(Plan(dict(faults)))
    try:
        operator = Operator(at, device)
        at.station.badges.enqueue([delegate.id for delegate in everybody])
        operator.print_all()
        wanted = [operator.code(delegate.id) for delegate in everybody]
        assert Counter(device.codes) == Counter(wanted)
        assert device.plan.faults == {}
    finally:
        device.close()
    assert [at.printed(delegate) for delegate in everybody] == [1] * EVERYBODY
    assert len(operator.asked) < len(faults)  # one that is empty before a badge leaves no doubt


def test_a_program_that_is_killed_loses_no_badge_and_prints_none_twice(at: PaperStation) -> None:
    if not hasattr(signal, "SIGKILL"):
        pytest.skip("this system kills in another way")
    everybody = [at.add() for _ in range(12)]
    at.station.badges.enqueue([delegate.id for delegate in everybody])
    device = LoopbackBrother()
    operator = Operator(at, device)
    try:
        for crash, count in enumerate((2, 5, 9), start=1):
            at.station.close()
            kill_when_printed(at, device, count)
            at.open()
            operator.look_after_a_crash()
            assert len(operator.asked) <= crash
        operator.print_all()
        wanted = [operator.code(delegate.id) for delegate in everybody]
        assert Counter(device.codes) == Counter(wanted)
    finally:
        device.close()
    assert [at.printed(delegate) for delegate in everybody] == [1] * len(everybody)


def test_each_badge_of_a_batch_in_a_program_that_is_killed_comes_out_once(
    at: PaperStation,
) -> None:
    if not hasattr(signal, "SIGKILL"):
        pytest.skip("this system kills in another way")
    everybody = [at.add() for _ in range(8)]
    device = LoopbackBrother()
    operator = Operator(at, device)
    try:
        at.station.close()
        kill_when_printed(at, device, 3, batch="yes")
        at.open()
        operator.look_after_a_crash()
        assert operator.asked == {delegate.number for delegate in everybody}
        operator.print_all()
        wanted = [operator.code(delegate.id) for delegate in everybody]
        assert Counter(device.codes) == Counter(wanted)
    finally:
        device.close()
    assert [at.printed(delegate) for delegate in everybody] == [1] * len(everybody)


def kill_when_printed(
    at: PaperStation, device: LoopbackPrinter, count: int, **options: str
) -> None:
    """A program that prints, killed as soon as that many badges are printed."""
    address = f"brother://127.0.0.1:{device.port}"
    order = {"store": str(at.folder), "address": address, **options}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.printing", json.dumps(order)], cwd=ROOT
    )
    with process:
        device.wait_for(count)
        os.kill(process.pid, signal.SIGKILL)


# A printer without confirmation


class Silent:
    """Accepts badges until its connection is lost; does not report what became of the last ones."""

    name = "Silent"

    def __init__(self, breaks_after: int) -> None:
        self.left = breaks_after
        self.taken: list[Composed] = []

    def check(self, size: Size) -> None:
        """Accepts any size."""

    def send(self, badges: Sequence[Composed]) -> Came:
        if not self.left:
            raise PrinterTrouble("The wire is broken.")
        self.left -= 1
        self.taken += badges
        return Came.TAKEN

    def rest(self) -> None:
        """Does nothing: there is no connection to release."""


def test_all_that_a_silent_printer_took_before_it_failed_is_asked_about(at: PaperStation) -> None:
    everybody = [at.add() for _ in range(5)]
    badges = at.station.badges
    badges.enqueue([delegate.id for delegate in everybody])
    done = badges.work_off(Silent(3), layout=LAYOUT)
    assert done.printed == 0
    assert done.trouble
    jobs = badges.waiting()
    assert [job.state for job in jobs] == [JobState.UNSURE] * 3 + [JobState.WAITING] * 2
    assert [at.printed(delegate) for delegate in everybody] == [0] * 5
    # Two are printed; the third is not.
    assert badges.queue.came_out(jobs[0].id, jobs[1].id) == 2
    badges.queue.retry(jobs[2].id)
    silent = Silent(10)
    assert badges.work_off(silent, layout=LAYOUT).printed == 3
    assert [at.printed(delegate) for delegate in everybody] == [1] * 5
    assert badges.waiting() == ()


def test_what_a_silent_printer_took_is_printed_when_it_complains_of_nothing(
    at: PaperStation,
) -> None:
    anna = at.add()
    at.station.badges.enqueue([anna.id])
    assert at.station.badges.work_off(Silent(1), layout=LAYOUT).printed == 1
    assert at.printed(anna) == 1
    assert at.station.badges.waiting() == ()


def test_a_doubt_holds_up_its_own_printer_and_no_other(at: PaperStation) -> None:
    press, guest = at.add(category="press"), at.add(category="guest")
    badges = at.station.badges
    badges.enqueue([press.id])
    broken, well = Silent(0), Silent(10)
    routes = Routes(well, {"category:press": broken})
    with at.station.store.write() as connection:
        queue.mark_unsure(connection, [job.id for job in queue.jobs(connection)], "A jam.")
    badges.enqueue([guest.id])
    assert badges.work_off(routes, layout=LAYOUT).printed == 1
    assert len(well.taken) == 1
    (left,) = badges.waiting()
    assert left.delegate == press


def test_badges_go_to_the_printer_of_their_category_before_that_of_their_layout(
    at: PaperStation,
) -> None:
    press, guest = at.add(category="press"), at.add(category="guest")
    usual, of_press, of_layout = Silent(10), Silent(10), Silent(10)
    routes = Routes(usual, {"category:press": of_press, f"layout:{LAYOUT}": of_layout})
    assert routes.all() == (usual, of_press, of_layout)
    badges = at.station.badges
    badges.enqueue([press.id, guest.id])
    badges.work_off(routes, layout=LAYOUT)
    assert [len(printer.taken) for printer in (usual, of_press, of_layout)] == [0, 1, 1]
    badges.enqueue([press.id, guest.id])
    badges.work_off(routes, layout="a7")
    assert [len(printer.taken) for printer in (usual, of_press, of_layout)] == [1, 2, 1]


def test_stopped_by_hand_the_rest_waits(at: PaperStation) -> None:
    everybody = [at.add() for _ in range(4)]
    badges = at.station.badges
    badges.enqueue([delegate.id for delegate in everybody])
    counted: list[int] = []

    def going_on(printed: int) -> bool:
        counted.append(printed)
        return printed < 2

    done = badges.work_off(Silent(10), layout=LAYOUT, going_on=going_on)
    assert (done.printed, done.trouble, counted) == (2, None, [0, 1, 2])
    assert [job.state for job in badges.waiting()] == [JobState.WAITING] * 2
    assert [at.printed(delegate) for delegate in everybody] == [1, 1, 0, 0]
