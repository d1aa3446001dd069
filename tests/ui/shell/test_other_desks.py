"""The window when entries of other desks have come: pages hear of it, and volunteers see nothing of desks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkin.domain import Role
from checkin.journal import changes_of_event
from ui.desks import DesksPage
from ui.parts.shell import Change

if TYPE_CHECKING:
    from tests.ui.scanner_window import Room
    from ui.shell.main_window import MainWindow
    from ui.shell.workplace import Workplace


def desks(work: Workplace) -> DesksPage:
    work.go("desks")
    page = work.front
    assert isinstance(page, DesksPage)
    return page


def in_front(window: MainWindow) -> Workplace:
    assert window.workplace is not None
    return window.workplace


def test_pages_read_anew_what_came(room: Room) -> None:
    room.work.go("people")
    page = desks(room.work)
    page.shell.changed(Change.ENTRIES, page)
    people = room.work.page("people")
    assert people is not None
    assert people.stale
    assert room.desk.stale
    assert not page.stale


def test_the_desk_in_front_is_up_to_date_at_once(room: Room) -> None:
    room.work.go("desk")
    room.desk.shell.changed(Change.ENTRIES, None)
    assert not room.desk.stale


def test_a_page_on_which_somebody_works_waits(room: Room) -> None:
    room.work.go("people")
    room.work.front.shell.changed(Change.ENTRIES, None)
    assert room.work.front.stale


def test_another_event_is_on_every_page_and_what_was_said_is_read(
    window: MainWindow, work: Workplace
) -> None:
    page = desks(work)
    station = window.station
    assert station is not None
    before = station.desk.event
    with station.store.write() as connection:
        renamed = replace(before, name="Renamed Forum")
        station.journal.append_many(connection, changes_of_event(before, renamed))
    page.shell.changed(Change.ENTRIES, page)
    page.shell.tell("3 entries were new.")
    now = in_front(window)
    assert now is not work
    assert now.place == "desks"
    assert now.front.banner.words() == "3 entries were new."
    assert station.desk.event.name == "Renamed Forum"


def test_the_same_event_makes_no_new_pages(window: MainWindow, work: Workplace) -> None:
    page = desks(work)
    page.shell.changed(Change.ENTRIES, page)
    assert in_front(window) is work


def test_a_volunteer_sees_nothing_of_desks(window: MainWindow, work: Workplace) -> None:
    assert "desks" in work.places()
    assert window.station is not None
    window.station.shift.role = Role.LEAD
    window.build_again()
    assert "desks" in in_front(window).places()
    window.station.shift.role = Role.VOLUNTEER
    window.build_again()
    assert "desks" not in in_front(window).places()
