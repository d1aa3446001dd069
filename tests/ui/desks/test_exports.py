"""What left the store, on the page of desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.desk.card_log import RUN
from checkin.domain import ListKind, Role
from checkin.reports import Asked
from ui.desks.exports import ExportsSheet
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.demo_store import World
    from tests.ui.desks.desks_page import MakeDesks


def test_a_lead_sees_who_took_which_list(
    desk: World, desks_page: MakeDesks, tmp_path: Path
) -> None:
    reports = desk.station.reports
    opened = desks_page(Role.LEAD)
    panel = opened.page.exports
    assert panel.last.text() == "No list, badge file or invitation has left it."
    assert not panel.show_all.isVisible()
    desk.station.shift.role = Role.ORGANISER
    table = reports.table(Asked(ListKind.DELEGATES))
    reports.write(table, "csv", tmp_path / "list.csv", why="For the fire officer")
    opened.page.come()
    assert panel.last.text().startswith("1 time something left. The last: The roster with all its")
    panel.show_all.click()
    sheet = opened.page.sheet
    assert isinstance(sheet, ExportsSheet)
    (row,) = sheet.model.rows
    assert row[2:5] == ("CSV", len(table.numbers), 0)
    assert row[5:] == ("Organiser", "Desk 1", "For the fire officer")
    opened.press(WindowKey.BACK)
    assert opened.page.sheet is None


def test_a_door_without_names_is_told_nothing_of_it(desk: World, desks_page: MakeDesks) -> None:
    desk.station.shift.nameless = True
    assert not desks_page().page.exports.isVisible()


def test_a_lead_sees_who_opened_many_cards(desk: World, desks_page: MakeDesks) -> None:
    station = desk.station
    opened = desks_page(Role.LEAD)
    cards = opened.page.cards
    assert cards.today.text() == "Nobody has opened a card at this desk today."
    assert not cards.runs.isVisible()
    station.shift.role = Role.VOLUNTEER
    for number in range(1, RUN + 2):
        station.people.open_card(f"{number:032x}")
    station.shift.role = Role.LEAD
    opened.page.come()
    assert cards.today.text() == "Today at this desk: Volunteer: 31"
    assert cards.runs.text().startswith(
        "31 cards in ten minutes, and nobody checked in · Volunteer"
    )
