"""Whose turn it is: long work waits for a scan, and never for ever."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from checkin import scan_priority
from checkin.scan_priority import Turns

if TYPE_CHECKING:
    import pytest


def test_long_work_goes_on_where_nobody_waits() -> None:
    Turns().give_way()


def test_long_work_waits_while_somebody_is_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_priority, "LONGEST", 30.0)
    whose, went_on = Turns(), threading.Event()

    def long() -> None:
        whose.give_way()
        went_on.set()

    with whose.first(), whose.first():
        worker = threading.Thread(target=long)
        worker.start()
        assert not went_on.wait(0.05)
    assert went_on.wait(30)
    worker.join()


def test_long_work_is_not_held_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_priority, "LONGEST", 0.01)
    whose = Turns()
    with whose.first():
        whose.give_way()
