"""A page reads anew what has changed since it was looked at, and nothing else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from ui.parts.shell import Change
from ui.people import PeoplePage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.scanner_window import Room

GUEST, NINE = 42, f"{9:032x}"


@contextmanager
def statements() -> Iterator[list[str]]:
    heard: list[str] = []

    def executed(*facts: object) -> None:
        heard.append(str(facts[2]))

    sa.event.listen(sa.Engine, "before_cursor_execute", executed)
    try:
        yield heard
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", executed)


@pytest.mark.parametrize("place", ["people", "roster", "paper"])
def test_a_page_that_nothing_has_changed_on_reads_nothing(room: Room, place: str) -> None:
    room.work.go(place)
    room.work.go("desk")
    with statements() as read:
        room.work.go(place)
    assert read == []


@pytest.mark.parametrize("place", ["people", "roster", "paper"])
def test_after_a_scan_it_reads_once(room: Room, qtbot: QtBot, place: str) -> None:
    room.work.go(place)
    room.work.go("desk")
    room.desk.scan(room.world.code(GUEST))
    qtbot.waitUntil(lambda: not room.desk.recent.waits)
    with statements() as read:
        room.work.go(place)
    assert read
    room.work.go("desk")
    with statements() as read:
        room.work.go(place)
    assert read == []


def test_a_card_shows_the_scan_that_came_meanwhile(room: Room) -> None:
    room.work.go("people")
    people = room.work.front
    assert isinstance(people, PeoplePage)
    people.show_person(f"{GUEST:032x}")
    before = people.card.card
    room.work.go("desk")
    room.desk.scan(room.world.code(GUEST))
    room.work.go("people")
    assert before is not None
    assert people.card.card is not None
    assert (before.inside, people.card.card.inside) == ((), ("entrance",))


def test_the_last_ten_name_whoever_was_corrected_meanwhile(room: Room, qtbot: QtBot) -> None:
    room.desk.scan(room.world.code(9))
    qtbot.waitUntil(lambda: not room.desk.recent.waits)
    room.work.go("people")
    assert room.window.station is not None
    room.window.station.people.correct(NINE, {"name": "Somebody Else"})
    room.work.front.shell.changed(Change.DELEGATE, room.work.front)
    room.work.go("desk")
    qtbot.waitUntil(lambda: not room.desk.recent.waits)
    assert room.names() == [room.desk.last.scans[0].person.name]  # type: ignore[union-attr]
    assert room.names() == ["Somebody Else"]


def test_whoever_has_changed_it_is_not_stale(room: Room) -> None:
    room.work.go("people")
    page = room.work.front
    page.shell.changed(Change.DELEGATE, page)
    assert not page.stale
    assert room.desk.stale
