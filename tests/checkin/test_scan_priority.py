"""Whose turn it is: long work waits for a scan, and never for ever."""

from __future__ import annotations

import threading

import pytest

from checkin import scan_priority
from checkin.errors import StoreBusy
from checkin.scan_priority import ChunkSize, ScanPriority


def test_long_work_goes_on_where_nobody_waits() -> None:
    ScanPriority().give_way()


def test_long_work_waits_while_somebody_is_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_priority, "LONGEST", 30.0)
    whose, went_on = ScanPriority(), threading.Event()

    def long() -> None:
        whose.give_way()
        went_on.set()

    with whose.urgent():
        worker = threading.Thread(target=long)
        worker.start()
        assert not went_on.wait(0.05)
    assert went_on.wait(30)
    worker.join()


def test_long_work_is_not_held_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_priority, "LONGEST", 0.01)
    whose = ScanPriority()
    with whose.urgent():
        whose.give_way()


def test_who_is_urgent_goes_before_work_in_the_background_that_came_earlier() -> None:
    priority, order = ScanPriority(), list[str]()

    def chunk() -> None:
        with priority.background():
            order.append("chunk")

    def scan() -> None:
        with priority.urgent():
            order.append("scan")

    chunks = [threading.Thread(target=chunk) for _ in range(3)]
    with priority.background():
        for thread in chunks:
            thread.start()
        scanning = threading.Thread(target=scan)
        scanning.start()
        while not priority.is_wanted():
            pass
    for thread in (scanning, *chunks):
        thread.join()
    assert order == ["scan", "chunk", "chunk", "chunk"]


def test_two_who_write_never_do_so_at_once() -> None:
    priority, most, inside = ScanPriority(), list[int](), list[int]()

    def write(*, urgent: bool) -> None:
        for _ in range(20):
            with priority.urgent() if urgent else priority.background():
                inside.append(1)
                threading.Event().wait(0.001)  # the others would come now
                most.append(len(inside))
                inside.pop()

    threads = [
        threading.Thread(target=write, kwargs={"urgent": urgent}) for urgent in (True, False) * 2
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(most) == {1}


def test_an_urgent_writer_is_told_when_it_waited_for_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scan_priority, "PATIENCE", 0.01)
    priority = ScanPriority()
    with priority.background(), pytest.raises(StoreBusy), priority.urgent():
        pass
    assert not priority.is_wanted()


@pytest.mark.parametrize(
    ("seconds", "entries"), [(10.0, 25), (1e-9, 50), (scan_priority.LONG_CHUNK, 25)]
)
def test_a_chunk_grows_by_its_time_and_is_never_tiny(seconds: float, entries: int) -> None:
    size = ChunkSize(ScanPriority())
    size.took(size.next(), seconds)
    assert size.next() == entries


def test_while_scans_come_a_chunk_is_short() -> None:
    priority = ScanPriority()
    size = ChunkSize(priority)
    for _ in range(5):
        size.took(size.next(), 0.01)
    long = size.next()
    with priority.urgent():
        size.took(long, 0.01)
    assert size.next() < long
