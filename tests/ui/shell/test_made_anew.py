"""Window rebuild for a language, theme or role: the queue of waiting scans survives, in order."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from checkin import settings
from checkin.domain import Flag, Outcome
from checkin.settings import Names
from tests.ui.input_driver import Hands, happen
from ui.desk.actions import DeskAct
from ui.desk.group_sheet import GroupDone, GroupSheet
from ui.parts.shell import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.scanner_window import Room

NOTED, JAPANESE, GUEST, OTHER = 9, 12, 42, 20
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def change(room: Room, **chosen: object) -> None:
    room.window.settings.change(replace(room.window.settings.current, **chosen))  # type: ignore[arg-type]
    happen()


def hand_over(room: Room) -> None:
    assert room.window.station is not None
    room.window.station.shift.hand_over()
    room.desk.shell.changed(Change.ROLE, room.desk)
    happen()


def practise(room: Room) -> None:
    room.window.practise()
    happen()
    assert room.window.practice.course is not None
    room.window.practice.end()
    happen()


def by_themselves(room: Room) -> None:
    room.window.kiosk_mode.start()
    happen()
    room.window.kiosk_mode.end()
    happen()


def other_system(room: Room) -> None:
    change(room, theme=settings.Theme.SYSTEM)
    change(room, theme=settings.Theme.DARK)


ANEW: dict[str, Callable[[Room], None]] = {
    "language": lambda room: change(room, language="ja"),
    "theme": other_system,
    "role": hand_over,
    "practice": practise,
    "self-check-in": by_themselves,
}


@pytest.fixture
def numbers(room: Room) -> Callable[[], list[int]]:
    def given() -> list[int]:
        assert room.window.station is not None
        last = reversed(room.window.station.desk.last(10))
        return [entry.person.number for entry in last if entry.person is not None]

    return given


@pytest.fixture
def noted(room: Room) -> None:
    assert room.window.station is not None
    people = room.window.station.people
    people.correct(f"{NOTED:032x}", {"notes": "Has a letter for the chair"})
    people.flag(f"{NOTED:032x}", Flag.ATTENTION, on=True)


@pytest.mark.usefixtures("noted")
@pytest.mark.parametrize("way", ANEW)
def test_a_note_and_those_behind_it_are_still_there(
    room: Room, numbers: Callable[[], list[int]], way: str
) -> None:
    hands = Hands(room.desk.scanner)
    for number in (NOTED, JAPANESE, GUEST):
        hands.scan(room.world.code(number))
    before = room.desk
    ANEW[way](room)
    desk = room.desk
    assert desk is not before
    assert desk.card.notes.words() == "Has a letter for the chair"
    assert desk.waiting == 2
    assert "2" in desk.card.hint.words()
    assert room.work.place == "desk"
    hands = Hands(desk.scanner, hands.seconds + 1)
    hands.scan(room.world.code(OTHER))
    assert desk.waiting == 3
    for _ in range(3):
        hands.press(ENTER)
    assert numbers() == [NOTED, JAPANESE, GUEST, OTHER]


@pytest.mark.usefixtures("noted")
def test_the_window_does_not_close_over_those_who_wait(
    room: Room, numbers: Callable[[], list[int]]
) -> None:
    hands = Hands(room.desk.scanner)
    hands.scan(room.world.code(NOTED))
    hands.scan(room.world.code(JAPANESE))
    room.work.go("people")
    hands.fall_silent()
    assert not room.window.close()
    assert room.work.front is room.desk
    assert "1 scan waits" in room.desk.card.hint.words()
    hands.press(ENTER)
    assert numbers() == [NOTED, JAPANESE]
    assert room.window.close()


@pytest.mark.usefixtures("noted")
def test_who_waits_while_another_page_is_in_front_brings_the_desk_to_it(room: Room) -> None:
    hands = Hands(room.desk.scanner)
    for number in (NOTED, GUEST):
        hands.scan(room.world.code(number))
    room.work.go("station")
    hand_over(room)
    assert room.work.place == "desk"
    assert room.desk.waiting == 1


def test_whoever_is_on_the_card_stays_there_in_the_other_language(room: Room) -> None:
    Hands(room.desk.scanner).scan(room.world.code(GUEST))
    change(room, language="ja")
    assert room.desk.card.name.text() == "Adiljan Tohti"
    assert room.desk.card.headline.text() == "ようこそ"
    assert room.desk.clearing.isActive()
    assert len(room.names()) == 1


def test_a_desk_that_was_replaced_is_freed(room: Room) -> None:
    """A signal of what outlives it, connected to a lambda, would keep the page and all of its widgets."""
    replaced = weakref.ref(room.desk)
    change(room, language="ja")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert replaced() is None
    assert room.desk.language.code == "ja"


def test_names_that_are_hidden_now_leave_the_card(room: Room) -> None:
    Hands(room.desk.scanner).scan(room.world.code(GUEST))
    change(room, names=Names.HIDDEN)
    assert room.desk.card.name.text() == "042"


def test_leaving_stays_leaving(room: Room) -> None:
    room.desk.scan(room.world.code(GUEST))
    room.desk.clear()
    room.desk.act(DeskAct.EXIT_MODE)
    change(room, language="ja")
    Hands(room.desk.scanner).scan(room.world.code(GUEST))
    assert room.window.station is not None
    assert room.window.station.desk.last()[0].outcome is Outcome.LEFT


def listed(room: Room) -> Hands:
    """A delegation list half ticked, and two scans queued behind it."""
    hands = Hands(room.desk.scanner)
    hands.type("adiljan")
    hands.press(Qt.Key.Key_F9)
    assert isinstance(room.desk.sheet, GroupSheet)
    for number in (JAPANESE, OTHER):
        hands.scan(room.world.code(number))
    happen()
    assert room.names() == []
    assert "2 scans wait" in room.desk.sheet.words()
    return hands


def test_those_who_wait_for_a_list_come_one_by_one_when_it_is_put_away(
    room: Room, numbers: Callable[[], list[int]]
) -> None:
    hands = listed(room)
    hands.press(ESC)
    assert numbers() == [JAPANESE]
    assert room.desk.waiting == 1
    hands.press(ENTER)
    assert numbers() == [JAPANESE, OTHER]


def test_those_who_wait_for_a_list_come_when_it_is_done(
    room: Room, numbers: Callable[[], list[int]]
) -> None:
    hands = listed(room)
    hands.press(Qt.Key.Key_Space)
    hands.press(ENTER)
    assert isinstance(room.desk.sheet, GroupDone)
    assert "2 scans wait" in room.desk.sheet.words()
    assert JAPANESE not in numbers()
    hands.press(ENTER)
    assert numbers()[-1] == JAPANESE
    hands.press(ENTER)
    assert numbers()[-2:] == [JAPANESE, OTHER]


def test_a_sheet_in_place_of_the_list_keeps_them_too(
    room: Room, numbers: Callable[[], list[int]]
) -> None:
    hands = listed(room)
    room.work.go("look")
    happen()
    assert room.desk.sheet is not None
    assert "2 scans wait" in room.desk.sheet.words()
    hands.scan(room.world.code(GUEST))
    happen()
    assert room.desk.waiting == 3
    hands.press(ESC)
    for _ in range(2):
        hands.press(ENTER)
    assert numbers() == [JAPANESE, OTHER, GUEST]


def test_a_list_that_is_gone_with_the_window_made_anew_leaves_them_to_the_desk(
    room: Room, numbers: Callable[[], list[int]]
) -> None:
    listed(room)
    change(room, language="ja")
    assert numbers() == [JAPANESE]
    assert room.desk.waiting == 1
    Hands(room.desk.scanner, 2000).press(ENTER)
    assert numbers() == [JAPANESE, OTHER]


@pytest.mark.usefixtures("noted")
def test_a_sheet_over_an_unread_note_says_that_scans_wait(room: Room) -> None:
    hands = Hands(room.desk.scanner)
    hands.scan(room.world.code(NOTED))
    hands.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert room.desk.sheet is not None
    hands.scan(room.world.code(GUEST))
    assert "1 scan waits" in room.desk.sheet.words()


def test_a_darker_system_does_not_lift_the_lock(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = room.window
    change(room, theme=settings.Theme.SYSTEM)
    window.covering.lock()
    other = next(
        theme
        for theme in ("DARK", "LIGHT")
        if getattr(_themes(), theme) is not window.parts.look.theme
    )
    monkeypatch.setattr("ui.shell.main_window.theme_of", lambda _: getattr(_themes(), other))
    window.look_again()
    happen()
    assert window.covering.cover is not None
    assert window.parts.stack.currentWidget() is window.covering.cover
    assert not window.workplace.isVisible()  # type: ignore[union-attr]
    Hands(room.desk.scanner).scan(room.world.code(GUEST), end=ENTER)
    assert room.names() == []
    window.covering.lift()
    assert window.parts.look.theme is getattr(_themes(), other)
    assert window.parts.stack.currentWidget() is window.workplace


def test_a_practice_that_is_ready_does_not_lift_the_lock(room: Room) -> None:
    room.window.covering.lock()
    room.window.practise()
    happen()
    assert room.window.practice.course is None
    assert room.window.parts.stack.currentWidget() is room.window.covering.cover


def _themes() -> object:
    from ui.parts import theme  # noqa: PLC0415 - only here

    return theme
