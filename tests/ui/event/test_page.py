"""The event page: a programme is looked at and changed by keys, and each change can be undone."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checkin.domain import HandsOut
from checkin.plan.plan import read_plan
from checkin.programme import Programme
from tests.ui.event.event_page import EventHands
from tests.ui.fake_file_choice import Answered
from tests.ui.shown_windows import shown_windows
from tests.ui.visible_text import everything
from ui.event import EventPage
from ui.event.categories import CategorySheet
from ui.event.facts import FactsSheet
from ui.event.moving import MoveSheet
from ui.event.session_form import SessionForm
from ui.parts.question_sheet import QuestionSheet
from ui.parts.shell import Change

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.recorded_shell import RecordedShell
    from ui.parts.page import PageEnvironment

ENTER = Qt.Key.Key_Return


@pytest.fixture
def hands(desk: World, around: PageEnvironment, qtbot: QtBot) -> EventHands:
    page = EventPage(desk.station.programme, desk.station.desk.trying, around)
    qtbot.addWidget(page)
    page.resize(1278, 768)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.come()
    qtbot.waitUntil(page.isActiveWindow)
    return EventHands(page, desk)


def test_the_programme_is_drawn_by_day_and_walked_with_the_arrows(hands: EventHands) -> None:
    page = hands.page
    words = everything(page)
    for said in ("International Forum on Dignity", "Asia/Tokyo", "Opening plenary", "Press"):
        assert said in words
    assert page.programme.day == "2026-10-30"
    assert page.programme.chosen == "entrance"  # the first has the focus
    hands.press(Qt.Key.Key_Down)
    first = page.programme.chosen
    assert first in page.programme.grid_keys()
    hands.press(Qt.Key.Key_Right)
    assert page.programme.chosen != first
    hands.press(Qt.Key.Key_PageDown)
    assert page.programme.day == "2026-10-31"


def test_a_change_says_what_it_means_and_is_made_by_a_second_enter(
    hands: EventHands, shell: RecordedShell
) -> None:
    hands.choose("reception")
    hands.press(ENTER)
    sheet = hands.page.sheet
    assert isinstance(sheet, SessionForm)
    hands.type(sheet.numbers["capacity"], "2")
    hands.press(ENTER)
    assert "there is room for 2" in hands.said()
    assert hands.session("reception").capacity == 120
    hands.type(sheet.numbers["capacity"], "3")  # another change asks again
    hands.press(ENTER)
    assert "there is room for 3" in hands.said()
    hands.press(ENTER)
    assert hands.page.sheet is None
    assert hands.session("reception").capacity == 3
    assert shell.changes == [Change.EVENT]
    assert hands.page.programme.chosen == "reception"
    hands.strike("Ctrl Z")
    assert hands.session("reception").capacity == 120
    assert "Ctrl Z" not in [offer.key for offer in hands.page.foot.offers]


def test_conditions_are_typed_a_line_each_and_a_mistake_is_told(hands: EventHands) -> None:
    hands.choose("reception")
    hands.press(ENTER)
    sheet = hands.page.sheet
    assert isinstance(sheet, SessionForm)
    hands.type(sheet.conditions, "Points >= many")
    sheet.names.lines["en"].setFocus()
    hands.press(ENTER)
    assert "is no condition" in hands.said()
    hands.type(sheet.conditions, "no mark press")
    hands.press(ENTER)  # within the field: another line
    QTest.keyClicks(sheet.conditions, "times <= 1 -- Once is enough.")
    sheet.names.lines["en"].setFocus()
    hands.press(ENTER)
    if hands.page.sheet is not None:
        hands.press(ENTER)  # it was said what it means
    assert hands.session("reception").conditions == (
        "no mark press",
        "times <= 1 -- Once is enough.",
    )
    hands.strike("Ctrl Z")
    assert hands.session("reception").conditions == ()


def add(hands: EventHands) -> None:
    """A session "Tea" from half past one to two in a new room."""
    hands.strike("Ins")
    sheet = hands.page.sheet
    assert isinstance(sheet, SessionForm)
    hands.type(sheet.names.lines["en"], "Tea")
    hands.type(sheet.room.line, "Room 9")
    hands.type(sheet.starts, "13:30")
    hands.type(sheet.ends, "14:00")
    hands.press(ENTER)


def test_a_session_is_added_and_copied(hands: EventHands) -> None:
    add(hands)
    added = hands.session("tea")
    assert (added.name["en"], added.room, added.exclusive) == ("Tea", "Room 9", True)
    assert hands.page.programme.chosen == "tea"
    hands.strike("Ctrl D")
    copy = hands.page.sheet
    assert isinstance(copy, SessionForm)
    hands.type(copy.starts, "15:30")
    hands.type(copy.ends, "16:00")
    hands.press(ENTER)
    assert added.starts is not None
    assert added.ends is not None
    later = 2 * 3_600_000
    assert hands.session("tea-2") == replace(
        added, key="tea-2", starts=added.starts + later, ends=added.ends + later
    )


def test_what_is_handed_out_has_no_day_to_choose(hands: EventHands) -> None:
    hands.strike("Ins")
    form = hands.page.sheet
    assert isinstance(form, SessionForm)
    hands.type(form.names.lines["en"], "Receivers")
    hands.press(ENTER)
    assert hands.said().startswith("A time is missing.")  # it has the day that is in sight
    form.hands_out.setFocus()
    hands.press(Qt.Key.Key_End)
    assert not form.day.isEnabled()
    hands.press(ENTER)
    assert hands.session("receivers").hands_out is HandsOut.LENT


def test_a_session_is_moved_cancelled_and_brought_back(hands: EventHands) -> None:
    add(hands)
    added = hands.session("tea")
    hands.strike("Ctrl M")
    sheet = hands.page.sheet
    assert isinstance(sheet, MoveSheet)
    hands.type(sheet.starts, "9:00")
    hands.press(ENTER)
    moved = hands.session("tea")
    assert added.starts is not None
    assert moved.starts == added.starts - int(4.5 * 3_600_000)
    hands.strike("Del")
    assert isinstance(hands.page.sheet, QuestionSheet)
    assert "people lose Tea." in everything(hands.page.sheet)
    hands.press(ENTER)
    assert hands.event.offered_session("tea") is None
    assert hands.page.programme.is_gone
    hands.press(ENTER)  # bring back
    hands.press(ENTER)
    assert hands.session("tea") == moved
    for _ in range(3):
        hands.strike("Ctrl Z")
    assert hands.session("tea") == added
    hands.strike("Ctrl Z")
    assert hands.event.offered_session("tea") is None


def test_what_is_wrong_is_told_by_the_name_of_its_field(hands: EventHands) -> None:
    hands.choose("reception")
    hands.press(ENTER)
    sheet = hands.page.sheet
    assert isinstance(sheet, SessionForm)
    hands.type(sheet.numbers["capacity"], "many")
    hands.press(ENTER)
    assert hands.said().startswith("Places must be a whole number")
    assert sheet.numbers["capacity"].hasFocus()
    hands.type(sheet.numbers["capacity"], "９０")
    hands.type(sheet.starts, "late")
    hands.press(ENTER)
    assert "late is no time" in hands.said()
    hands.press(Qt.Key.Key_Escape)
    assert hands.session("reception").capacity == 120


def test_facts_are_changed_in_several_languages(hands: EventHands) -> None:
    hands.page.facts.change.click()
    sheet = hands.page.sheet
    assert isinstance(sheet, FactsSheet)
    sheet.names("name").more.click()
    hands.type(sheet.names("name").lines["ja"], "国際会議")
    hands.type(sheet.line("time_zone"), "Asia/Tokio")
    hands.press(ENTER)
    assert hands.said() == "Time zone: there is no time zone Asia/Tokio. Do you mean Asia/Tokyo?"
    hands.type(sheet.line("time_zone"), "Asia/Seoul")
    hands.type(sheet.line("days"), "2026-10-30、2026-10-31、2026-11-01")
    hands.press(ENTER)
    hands.press(ENTER)
    event = hands.event
    assert (event.names["ja"], event.time_zone) == ("国際会議", "Asia/Seoul")
    assert event.days[-1] == "2026-11-01"
    assert hands.page.facts.words("days") == "30 October – 1 November 2026"


def test_the_form_of_a_category_is_never_a_window_of_its_own(
    hands: EventHands, qapp: QApplication
) -> None:
    """It would steal the focus for a moment."""
    with shown_windows(qapp) as shown:
        hands.page.categories.add.click()
    assert shown == []


def test_a_category_is_added_with_a_colour_and_taken_away(hands: EventHands) -> None:
    page = hands.page
    page.categories.add.click()
    sheet = page.sheet
    assert isinstance(sheet, CategorySheet)
    hands.type(sheet.names.lines["en"], "Interpreter")
    sheet.swatch("#b85c00").click()
    hands.press(ENTER)
    category = hands.event.offered_category("interpreter")
    assert category is not None
    assert category.colour == "#b85c00"
    page.categories.cancel_wanted.emit("press")
    assert "keep it." in everything(page.sheet or page)
    hands.press(ENTER)
    assert hands.event.offered_category("press") is None


def test_the_plan_is_written_out(hands: EventHands, tmp_path: Path) -> None:
    file = tmp_path / "again.toml"
    hands.page.files = Answered(file)
    hands.strike("Ctrl S")
    assert read_plan(file).event(hands.event.id) == hands.event
    assert tomllib.loads(file.read_text(encoding="utf-8"))


def test_what_somebody_changed_again_is_not_undone(hands: EventHands) -> None:
    hands.choose("reception")
    hands.strike("Ctrl M")
    sheet = hands.page.sheet
    assert isinstance(sheet, MoveSheet)
    hands.type(sheet.room.line, "Garden")
    hands.press(ENTER)
    station = hands.world.station
    other = Programme(station.store, station.journal, station.shift.require, lambda _: None)
    other.set_session("reception", {"room": "Roof"})
    hands.strike("Ctrl Z")
    assert "Nothing was undone." in everything(hands.page.banner)
    assert hands.session("reception").room == "Roof"
    hands.page.refresh()
    assert "Ctrl Z" not in [offer.key for offer in hands.page.foot.offers]
