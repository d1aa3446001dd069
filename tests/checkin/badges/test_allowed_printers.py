"""Where badges may be sent: only to printers that an organiser has allowed, whatever the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Role
from checkin.errors import NotAllowed, PrinterTrouble
from checkin.printers import read_address
from checkin.printers.label_printer import Patience
from tests.checkin.paper_store import PaperStation
from tests.checkin.printers.fake_printers import LoopbackZebra, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUICK = Patience(answer=1.0, print=2.0)


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    yield station
    station.station.close()


def test_nothing_is_sent_to_a_printer_that_no_organiser_has_allowed(at: PaperStation) -> None:
    badges = at.station.badges
    with running(LoopbackZebra()) as device:
        address = read_address(f"zebra://127.0.0.1:{device.port}")
        assert address
        printer = badges.label_printer(address, QUICK)
        with pytest.raises(PrinterTrouble, match="was not allowed by an organiser"):
            printer.look()
        badges.allowed.allow(str(address))
        printer.look()
        printer.rest()


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD])
def test_only_an_organiser_allows_one(at: PaperStation, role: Role) -> None:
    shift, allowed = at.station.shift, at.station.badges.allowed
    shift.role = role
    with pytest.raises(NotAllowed):
        allowed.allow("zebra://192.0.2.7")
    assert not allowed.knows("zebra://192.0.2.7")
    with shift.as_owner_once():
        allowed.allow("zebra://192.0.2.7")
    assert allowed.knows("zebra://192.0.2.7")
    assert shift.role is role


def test_it_is_the_place_that_is_allowed_and_not_what_is_in_the_printer(at: PaperStation) -> None:
    allowed = at.station.badges.allowed
    allowed.allow("brother://192.0.2.7?roll=62")
    allowed.allow("Laser")
    assert allowed.knows("brother://192.0.2.7?roll=62x100")
    assert not allowed.knows("brother://192.0.2.7:9101?roll=62")
    assert not allowed.knows("brother://192.0.2.8?roll=62")
    assert allowed.knows("Laser")
    assert not allowed.knows("Other")


def test_a_file_is_never_allowed_as_a_printer(at: PaperStation, tmp_path: Path) -> None:
    file = tmp_path / "thesis.odt"
    file.write_text("years of work")
    with pytest.raises(PrinterTrouble, match="is no device of a printer"):
        at.station.badges.allowed.allow(f"zebra://{file}")
    at.station.badges.allowed.allow(f"zebra://{tmp_path}/lp7")  # switched off: there is none yet
