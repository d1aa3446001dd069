"""End-to-end: two days at the entrance and at the door of a hall, in the real window with the clock moved.

The lists of who is inside, as for an evacuation, hold exactly who is there, at each hour and in each room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt

from checkin.domain import Outcome
from checkin.settings import Settings
from tests.ui import demo_store
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Hands, Heard
from ui.desk.presence_sheet import PresenceSheet
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.desk.page import DeskPage

MEMBER, GUEST, SCHOLAR, REPORTER = 3, 42, 20, 24
EVERYBODY: Final = (MEMBER, GUEST, SCHOLAR, REPORTER)
HALL: Final = "Room 201"
ENTRANCE: Final = "Entrance"
OPENING: Final = "Room 201 · Opening plenary"
SECOND_DAY: Final = "2026-10-31"
EXIT_KEY: Final = Qt.Key.Key_F3


class Door:
    """One desk, carried from the entrance to the hall and back."""

    def __init__(self, world: World, window: MainWindow) -> None:
        assert window.workplace is not None
        self.world = world
        self.page: DeskPage = window.workplace.desk
        self.hands = Hands(self.page.scanner)

    def at(self, time: str, room: str = "") -> None:
        """Moves the clock to a time of that day, and the desk to a room."""
        self.world.clock.show(time)
        self.world.station.desk.room = room
        self.page.refresh()

    def scan(self, *numbers: int) -> list[Outcome]:
        """Scans badges, half a minute apart; what is on the card is what the journal says."""
        outcomes = []
        for number in numbers:
            self.world.clock.forward(seconds=30)
            self.hands.scan(self.world.code(number))
            assert self.page.card.headline.text()
            outcomes.append(self.world.station.desk.last(1)[0].outcome)
        return outcomes

    def leave(self, *numbers: int) -> list[Outcome]:
        """The same in exit mode."""
        self.hands.press(Qt.Key.Key_Escape)
        self.hands.press(EXIT_KEY)
        assert self.page.card.headline.text() == "Exit"
        outcomes = self.scan(*numbers)
        self.hands.press(Qt.Key.Key_Return)
        self.hands.press(EXIT_KEY)
        return outcomes

    def inside(self) -> dict[str, set[int]]:
        """The evacuation list on the screen: who is where, each person once."""
        self.hands.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        sheet = self.page.sheet
        assert isinstance(sheet, PresenceSheet)
        assert sheet.table is not None
        rows = sheet.table.rows
        assert rows == self.world.station.reports.inside().rows
        self.hands.press(Qt.Key.Key_Escape)
        places: dict[str, set[int]] = {}
        for place, number, *_ in rows:
            places.setdefault(str(place), set()).add(int(number))
        assert sum(map(len, places.values())) == len(rows) == len({row[1] for row in rows})
        return places

    def expect(self, rooms: dict[str, set[int]]) -> dict[str, set[int]]:
        """The list, which must be that of these rooms, whatever their sessions are called."""
        places = self.inside()
        assert {place.partition(" · ")[0]: there for place, there in places.items()} == rooms
        return places


@pytest.fixture
def door(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Door]:
    folder = demo_store.create(tmp_path / "demo.uketsuke")
    world = demo_store.open_world(folder, demo_store.demo_rows()[:60])
    chosen = Settings(language="en", idle_minutes=0)
    window = MainWindow(chosen, tmp_path / "s.json", Appearance(qapp), InlineBackground(), Heard())
    window.resize(1366, 768)
    window.start(None)
    window.open(Opened(world.station))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    opened = Door(world, window)
    qtbot.waitUntil(opened.page.field.edit.hasFocus)
    yield opened
    window.close()
    window.deleteLater()
    world.station.close()


def test_two_days_have_exactly_who_is_there(door: Door) -> None:
    first_day(door)
    second_day(door)
    lists_afterwards(door)
    assert door.world.station.journal.verify().intact


def test_an_evacuation_finds_everybody_in_the_room_that_they_entered(door: Door) -> None:
    """Each room of both days, while sessions run side by side, and after they are over."""
    rooms = {session.room for session in door.world.station.desk.event.sessions if session.room}
    door.at("09:30")
    door.scan(*EVERYBODY)
    seen = {
        place for hour in (*_first_day_by_room(door), *_second_day_by_room(door)) for place in hour
    }
    assert {place.partition(" · ")[0] for place in seen} == rooms | {ENTRANCE}


def _first_day_by_room(door: Door) -> Iterator[dict[str, set[int]]]:
    door.at("10:10", HALL)
    door.scan(*EVERYBODY)
    door.at("11:00", HALL)
    yield door.expect({HALL: set(EVERYBODY)})
    door.at("12:20", "Room 101")
    assert door.scan(MEMBER, GUEST) == [Outcome.ADMITTED, Outcome.WRONG_SESSION]
    door.at("12:45")
    yield door.expect({ENTRANCE: {GUEST, SCHOLAR, REPORTER}, "Room 101": {MEMBER}})
    for room, number in ((HALL, MEMBER), ("Room 102", SCHOLAR), ("Room 103", GUEST)):
        door.at("14:05", room)
        assert door.scan(number) == [Outcome.ADMITTED]
    assert door.scan(REPORTER) == [Outcome.ADMITTED]
    door.at("14:30", "Room 102")
    yield door.expect({HALL: {MEMBER}, "Room 102": {SCHOLAR}, "Room 103": {GUEST, REPORTER}})
    door.leave(SCHOLAR)
    door.at("14:50", HALL)
    assert door.scan(SCHOLAR) == [Outcome.ADMITTED]
    door.at("15:00")
    yield door.expect({HALL: {MEMBER, SCHOLAR}, "Room 103": {GUEST, REPORTER}})
    door.at("16:10", HALL)
    door.scan(*EVERYBODY)
    door.at("17:00")
    yield door.expect({HALL: set(EVERYBODY)})
    door.at("18:40", "Members' dining hall")
    assert door.scan(GUEST, REPORTER) == [Outcome.ADMITTED, Outcome.WRONG_SESSION]
    door.at("19:00")
    yield door.expect({"Members' dining hall": {GUEST}, ENTRANCE: {MEMBER, SCHOLAR, REPORTER}})
    door.world.clock.forward(hours=7)  # two in the morning
    yield door.expect({ENTRANCE: set(EVERYBODY)})
    door.at("04:01")
    yield door.expect({})


def _second_day_by_room(door: Door) -> Iterator[dict[str, set[int]]]:
    door.at("09:00")
    assert door.scan(*EVERYBODY) == [Outcome.ADMITTED] * 4
    door.at("09:40", HALL)
    door.scan(MEMBER, GUEST)
    door.at("10:55", HALL)
    yield door.expect({HALL: {MEMBER, GUEST}, ENTRANCE: {SCHOLAR, REPORTER}})
    for room, number in (("Room 102", SCHOLAR), ("Room 103", REPORTER)):
        door.at("11:20", room)
        assert door.scan(number) == [Outcome.ADMITTED]
    yield door.expect({HALL: {MEMBER, GUEST}, "Room 102": {SCHOLAR}, "Room 103": {REPORTER}})
    door.at("14:10", HALL)
    door.scan(MEMBER, SCHOLAR)
    door.at("15:00")
    yield door.expect({HALL: {MEMBER, SCHOLAR}, ENTRANCE: {GUEST, REPORTER}})


def first_day(door: Door) -> None:
    desk = door.world.station.desk
    door.at("09:30")
    assert door.scan(MEMBER, GUEST, SCHOLAR) == [Outcome.ADMITTED] * 3
    assert "Day 1" in door.page.header.subtitle.text()

    door.at("10:10", HALL)
    assert door.scan(MEMBER, GUEST, SCHOLAR) == [Outcome.ADMITTED] * 3
    door.at("10:40", HALL)
    assert door.leave(SCHOLAR) == [Outcome.LEFT]
    door.at("11:00", HALL)
    assert door.inside() == {ENTRANCE: {SCHOLAR}, OPENING: {MEMBER, GUEST}}

    # The clock has switched to the afternoon, and they leave the session that ended.
    door.at("12:05", HALL)
    assert desk.current_session().session.key == "workshop-law"
    door.leave(MEMBER)
    assert desk.last(1)[0].session == "opening"
    assert desk.stats().sessions["opening"].inside == 1
    door.at("12:31", HALL)
    assert door.inside() == {ENTRANCE: {MEMBER, GUEST, SCHOLAR}}

    door.at("18:00")
    door.leave(MEMBER)
    door.world.clock.forward(hours=7)  # one in the morning belongs to the day before
    assert door.inside() == {ENTRANCE: {GUEST, SCHOLAR}}
    door.at("04:00")
    assert door.inside() == {}


def second_day(door: Door) -> None:
    door.at("09:00")
    assert "Day 2" in door.page.header.subtitle.text()
    assert door.page.card.organisation.text().startswith("0 are in · 0 of ")
    assert door.scan(GUEST) == [Outcome.ADMITTED]
    assert door.scan(GUEST) == [Outcome.ALREADY_IN]
    door.at("09:20", HALL)
    assert door.scan(GUEST, MEMBER) == [Outcome.ADMITTED, Outcome.WRONG_SESSION]
    door.at("11:00", HALL)
    (place,) = door.inside()
    assert place.startswith(HALL)
    assert door.inside()[place] == {GUEST}


def lists_afterwards(door: Door) -> None:
    reports = door.world.station.reports
    came = {row[0] for row in reports.attendance("entrance").rows if "Attended" in row}
    today = reports.attendance("entrance", day=SECOND_DAY)
    assert came == {MEMBER, GUEST, SCHOLAR}
    assert {row[0] for row in today.rows if "Attended" in row} == {GUEST}
    missing = {row[0] for row in reports.absent(before="09:30").rows}
    assert missing >= {MEMBER, SCHOLAR}
    assert GUEST not in missing
