"""The window when entries of other desks have come: pages hear of it, and volunteers see nothing of desks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin import bundle
from checkin.domain import Role, Settling
from checkin.journal import changes_of_event
from tests.ui.input_driver import Heard
from ui.desks import DesksPage
from ui.parts.shell import Change
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.demo_store import World
    from tests.ui.desks.desks_page import OtherMachine
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


def spoken(work: Workplace) -> str:
    """What a screen reader says of the way to the page of desks."""
    return work.rail.buttons["desks"].accessibleName()


@pytest.fixture
def apart(window: MainWindow, desk: World, other: OtherMachine) -> Path:
    """The window of a desk that let somebody in; the stick tells that another one did so before."""
    stick = other.lets_in_too(3)
    window.start(None)
    window.open(Opened(desk.station))
    return stick


def test_a_lead_sees_how_many_conflicts_there_are_from_every_page(
    window: MainWindow, desk: World, apart: Path
) -> None:
    work = in_front(window)
    assert spoken(work) == "Desks"
    bundle.read(desk.station.exchange, apart)
    work.desk.shell.changed(Change.ENTRIES, None)
    assert spoken(work) == "Desks · 1 to settle"
    assert work.rail.buttons["desks"].toolTip().startswith("Desks · 1 to settle (")
    desk.station.shift.role = Role.LEAD
    window.build_again()
    assert spoken(in_front(window)) == "Desks · 1 to settle"


def test_what_is_settled_is_counted_no_more(window: MainWindow, desk: World, apart: Path) -> None:
    bundle.read(desk.station.exchange, apart)
    window.build_again()
    work = in_front(window)
    assert spoken(work) == "Desks · 1 to settle"
    (conflict,) = desk.station.conflicts.every()
    desk.station.conflicts.settle(conflict.id, Settling.BOTH, "twins")
    page = desks(work)
    page.shell.changed(Change.ENTRIES, page)
    assert spoken(work) == "Desks"


def test_a_volunteer_is_told_of_no_conflict(window: MainWindow, desk: World, apart: Path) -> None:
    bundle.read(desk.station.exchange, apart)
    desk.station.shift.role = Role.VOLUNTEER
    window.build_again()
    work = in_front(window)
    work.desk.shell.changed(Change.ENTRIES, None)
    names = [button.accessibleName() for button in work.rail.buttons.values()]
    assert not any("to settle" in name for name in names)


@pytest.fixture
def unstopped(window: MainWindow, desk: World, other: OtherMachine) -> World:
    """The window of a desk that knows that another one let in somebody whom this one had cancelled; nothing was told yet."""
    other.joined()
    desk.station.people.cancel(f"{3:032x}")
    desk.clock.forward(minutes=1)
    with other.opened() as station:
        station.desk.scan(desk.code(3))
    window.start(None)
    window.open(Opened(desk.station))
    bundle.read(desk.station.exchange, other.stick())
    return desk


def played(window: MainWindow) -> list[str]:
    assert isinstance(window.parts.sounds, Heard)
    return window.parts.sounds.played


def test_somebody_whom_nobody_stopped_sounds_once_at_a_lead_s_desk(
    window: MainWindow, unstopped: World
) -> None:
    unstopped.station.shift.role = Role.VOLUNTEER
    window.build_again()
    in_front(window).desk.shell.changed(Change.ENTRIES, None)
    assert played(window) == []  # a volunteer is told nothing
    unstopped.station.shift.role = Role.LEAD
    window.build_again()
    assert played(window) == ["ask"]
    in_front(window).desk.shell.changed(Change.ENTRIES, None)
    window.build_again()
    (conflict,) = unstopped.station.conflicts.every()
    unstopped.station.conflicts.settle(conflict.id, Settling.NOTE, "sent out")
    in_front(window).desk.shell.changed(Change.ENTRIES, None)
    assert played(window) == ["ask"]


def test_who_was_let_in_twice_makes_no_sound(window: MainWindow, desk: World, apart: Path) -> None:
    bundle.read(desk.station.exchange, apart)
    in_front(window).desk.shell.changed(Change.ENTRIES, None)
    assert spoken(in_front(window)) == "Desks · 1 to settle"
    assert played(window) == []
