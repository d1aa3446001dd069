"""What a volunteer has no business with is refused by the core itself, whatever a page would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.badges import Whose
from checkin.domain import Role, Table
from checkin.errors import NotAllowed
from checkin.roster import Worksheet
from tests.store_copies import ADA, identifier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.station import Station

LIST = Table("List", ("Number",), ())
SHEET = Worksheet([["Name"], ["Sole Example"]])
ORGANISERS: dict[str, Callable[[Station, Path], object]] = {
    "see everybody": lambda station, _: station.roster.delegates(),
    "read a roster": lambda station, _: station.roster.preview(SHEET),
    "see past imports": lambda station, _: station.roster.imports(),
    "take an import back": lambda station, _: station.roster.undo("batch"),
    "list attendance": lambda station, _: station.reports.attendance("hall"),
    "save a list": lambda station, folder: station.reports.write(LIST, "csv", folder / "list.csv"),
    "list the roster": lambda station, _: station.reports.delegates(),
    "list the roster for paper": lambda station, _: station.reports.paper_list(),
    "list the journal": lambda station, _: station.reports.journal(),
    "make a pile of badges": lambda station, _: station.badges.selection(Whose()),
    "write invitations": lambda station, folder: station.badges.invitations(folder),
    "open a layout to change it": lambda station, _: station.badges.workshop.open("badge-91x55"),
    "bring in a picture": lambda station, folder: station.badges.workshop.bring_in(folder),
    "name the desk": lambda station, _: station.rename_desk("Door"),
    "change the event": lambda station, _: station.programme.set_event({"venue": "Hall"}),
    "add a session": lambda station, _: station.programme.add_session("gala", {"name": "Gala"}),
    "change a session": lambda station, _: station.programme.set_session("plenary", {}),
    "take a session away": lambda station, _: station.programme.cancel_session("plenary"),
    "add a category": lambda station, _: station.programme.add_category("x", {"name": "X"}),
    "change a category": lambda station, _: station.programme.set_category("press", {}),
}


# A lead may see and print them; only an organiser saves them.
LEADS: dict[str, Callable[[Station, Path], object]] = {
    "list who is absent": lambda station, _: station.reports.absent(),
    "list who is inside": lambda station, _: station.reports.inside(),
    "take a photograph away": lambda station, _: station.photos.remove(identifier(ADA)),
}


@pytest.mark.parametrize("act", LEADS.values(), ids=LEADS)
def test_a_lead_may_and_a_volunteer_may_not(
    station: Station, tmp_path: Path, act: Callable[[Station, Path], object]
) -> None:
    station.shift.role = Role.LEAD
    act(station, tmp_path)
    station.shift.role = Role.VOLUNTEER
    with pytest.raises(NotAllowed):
        act(station, tmp_path)


@pytest.mark.parametrize("act", ORGANISERS.values(), ids=ORGANISERS)
@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD])
def test_only_an_organiser_may(
    station: Station, tmp_path: Path, act: Callable[[Station, Path], object], role: Role
) -> None:
    station.shift.role = role
    with pytest.raises(NotAllowed):
        act(station, tmp_path)


def test_a_preview_is_not_applied_after_the_desk_was_handed_over(station: Station) -> None:
    preview = station.roster.preview(SHEET)
    station.shift.hand_over()
    with pytest.raises(NotAllowed):
        preview.apply(accept=True)


def test_a_volunteer_prints_the_badge_of_who_stands_there(station: Station) -> None:
    delegate = station.people.card(identifier(ADA)).delegate
    station.shift.hand_over()
    assert station.badges.render((delegate,)).startswith(b"%PDF")
    assert station.badges.enqueue((delegate.id,)) == 1
