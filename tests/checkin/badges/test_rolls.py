"""Labels left on a roll: each that comes out counts, also a test badge, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.printers import read_address
from checkin.printers.label_printer import Patience
from tests.checkin.paper_store import PaperStation
from tests.checkin.printers.fake_printers import LoopbackBrother, LoopbackPrinter, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.printers import LabelPrinter

LAYOUT = "roll-62"
QUICK = Patience(answer=1.0, print=2.0)


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    yield station
    station.station.close()


def printer_at(at: PaperStation, device: LoopbackPrinter) -> LabelPrinter:
    address = read_address(f"brother://127.0.0.1:{device.port}")
    assert address
    at.station.badges.allowed.allow(str(address))
    return at.station.badges.label_printer(address, QUICK)


def test_each_label_that_comes_out_is_counted_test_badges_too(at: PaperStation) -> None:
    badges = at.station.badges
    with running(LoopbackBrother()) as device:
        printer = printer_at(at, device)
        badges.print_test(printer, LAYOUT)
        assert badges.rolls.left() == {}  # nobody said how many there are
        badges.rolls.new_roll(printer.name, 3)
        badges.enqueue([at.add().id])
        badges.work_off(printer, layout=LAYOUT)
        assert badges.rolls.left() == {printer.name: 2}
        badges.print_test(printer, LAYOUT, count=3)
        assert badges.rolls.left() == {printer.name: 0}
        assert len(device.paper) == 5
    badges.rolls.new_roll(printer.name, 200)
    assert badges.rolls.left() == {printer.name: 200}
    badges.rolls.new_roll(printer.name, 0)
    assert badges.rolls.left() == {}


def test_the_count_is_there_after_a_restart_and_is_no_entry(at: PaperStation) -> None:
    entries = at.station.journal.verify().entries
    at.station.badges.rolls.new_roll("Zebra · /dev/usb/lp0", 87)
    at.station.close()
    at.open()
    assert at.station.badges.rolls.left() == {"Zebra · /dev/usb/lp0": 87}
    assert at.station.journal.verify().entries == entries


def test_a_count_that_cannot_be_written_spoils_no_label(at: PaperStation) -> None:
    rolls = at.station.badges.rolls
    rolls.new_roll("Tray", 5)
    at.station.close()
    rolls.count_down("Tray")
    at.open()
    assert at.station.badges.rolls.left() == {"Tray": 5}
