"""Entering a list afterwards: typed with real keys, seen before it is recorded, undone as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin.desk import Presentation
from checkin.domain import Flag, Outcome
from checkin.journal import delegate_changed
from tests import factories
from tests.ui.desk.desk_case import DeskCase
from tests.ui.input_driver import happen, wait_for
from ui.desk.afterwards_sheet import READ_AFTER_MS, AfterwardsSheet
from ui.desk.page import DeskPage
from ui.parts.keys import WindowKey
from ui.people.history import lines

if TYPE_CHECKING:
    from checkin.domain import PastScan
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands, Heard
    from tests.ui.recorded_shell import LooseSettings, RecordedShell
    from ui.parts.page import PageEnvironment

GUEST, JAPANESE, OTHER, CANCELLED = 42, 12, 30, 36
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case(
    desk: World, page: DeskPage, hands: Hands, shell: RecordedShell, chosen: LooseSettings
) -> DeskCase:
    return DeskCase(desk, page, hands, shell, chosen)


def opened(case: DeskCase) -> AfterwardsSheet:
    case.later(WindowKey.AFTERWARDS)
    sheet = case.page.sheet
    assert isinstance(sheet, AfterwardsSheet)
    return sheet


def read(case: DeskCase) -> None:
    """The preview is there, and has been seen."""
    wait_for(READ_AFTER_MS)
    case.hands.seconds += 1


def typed(case: DeskCase, time: str, *numbers: str) -> AfterwardsSheet:
    """The time, Enter, and the numbers each with an Enter, as on a number pad."""
    sheet = opened(case)
    case.hands.type(time)
    case.later(WindowKey.ENTER)
    for number in numbers:
        case.hands.type(number)
        case.hands.press(Qt.Key.Key_Enter)
    read(case)
    return sheet


def scans(case: DeskCase) -> list[PastScan]:
    return list(case.world.station.desk.last(20))


def test_a_list_is_typed_seen_and_recorded_with_one_key(case: DeskCase) -> None:
    sheet = typed(case, "9:41", "42", "012", "30 9:45")
    assert [who[:3] for who, _ in sheet.rows.lines] == ["042", "012", "030"]
    assert "Adiljan Tohti" in sheet.rows.lines[0][0]
    assert {what for _, what in sheet.rows.lines} == {"Admitted · Entrance"}
    assert sheet.accept_button.text() == "Record 3 people"
    assert scans(case) == []
    case.later(WindowKey.SAVE)
    assert case.page.sheet is None
    happened = {scan.person.number: scan.at for scan in scans(case) if scan.person}
    day = case.world.clock.at.replace(hour=9, minute=41)
    assert happened[GUEST] == happened[JAPANESE] == day.timestamp() * 1000
    assert happened[OTHER] == day.replace(minute=45).timestamp() * 1000
    assert "3 people were entered afterwards." in case.page.banner.words()
    assert case.world.station.desk.stats().sessions["entrance"].inside == 3
    assert case.shell.badges == []


def test_what_cannot_be_recorded_stands_first_with_the_reason(case: DeskCase) -> None:
    case.world.station.people.cancel(f"{CANCELLED:032x}")
    sheet = typed(case, "9:41", "42", "999", "36", "x")
    whats = [what for _, what in sheet.rows.lines]
    assert whats[:3] == ["Nobody has this number", "Cancelled · Entrance", "Not a number"]
    assert whats[3:] == ["Admitted · Entrance"]
    assert sheet.note.text() == "3 cannot be recorded"
    assert sheet.accept_button.text() == "Record 1 person"
    case.later(WindowKey.SAVE)
    assert [scan.person and scan.person.number for scan in scans(case)] == [GUEST]


def test_a_reason_lets_in_whom_the_rules_refuse(case: DeskCase) -> None:
    case.world.station.people.flag(f"{GUEST:032x}", Flag.CHECK_IDENTITY, on=True)
    sheet = typed(case, "9:41", "42")
    assert sheet.reason.isVisible()
    assert not sheet.accept_button.isEnabled()
    sheet.reason.setFocus()
    case.hands.type("paper list")
    read(case)
    case.later(WindowKey.SAVE)
    (scan,) = scans(case)
    assert (scan.outcome, scan.forced) == (Outcome.ADMITTED, "paper list")


def test_forgotten_exits_are_entered_too(case: DeskCase) -> None:
    case.scan(GUEST)
    case.world.clock.forward(hours=2)
    sheet = opened(case)
    sheet.direction.setFocus()
    case.hands.press(Qt.Key.Key_Down)
    sheet.time.setFocus()
    case.hands.type("10:30")
    sheet.numbers.setFocus()
    case.hands.type("42, 12")
    read(case)
    assert [what for _, what in sheet.rows.lines] == ["Was not in", "Left · Entrance"]
    case.later(WindowKey.SAVE)
    left = scans(case)[0]
    half_past_ten = case.world.clock.at.replace(hour=10, minute=30)
    assert (left.outcome, left.at) == (Outcome.LEFT, half_past_ten.timestamp() * 1000)
    assert case.world.station.desk.stats().sessions["entrance"].inside == 0


def test_a_pasted_list_is_read_as_it_is(case: DeskCase) -> None:
    sheet = opened(case)
    QApplication.clipboard().setText("４２、۱۲\t9:40\r\n30;")
    sheet.numbers.setFocus()
    case.hands.press(Qt.Key.Key_V, CONTROL)
    sheet.time.setFocus()
    case.hands.type("9:41")
    read(case)
    assert sheet.accept_button.text() == "Record 3 people"


@pytest.mark.parametrize(
    ("time", "said"), [("23:00", "still to come"), ("soon", "soon is no time"), ("", "")]
)
def test_without_a_time_that_may_be_nothing_can_be_recorded(
    case: DeskCase, time: str, said: str
) -> None:
    sheet = typed(case, time, "42")
    assert said in sheet.note.text()
    assert not sheet.accept_button.isEnabled()
    case.later(WindowKey.SAVE)
    assert scans(case) == []
    assert case.page.sheet is sheet


def test_nothing_is_recorded_that_was_not_seen(case: DeskCase) -> None:
    """The button is of what is typed: while that is not read yet there is nothing to press."""
    sheet = typed(case, "9:41", "42")
    case.hands.type("12")
    assert not sheet.accept_button.isEnabled()
    case.press(WindowKey.SAVE)
    wait_for(READ_AFTER_MS)
    assert sheet.accept_button.text() == "Record 2 people"
    case.hands.seconds += 0.1
    case.press(WindowKey.SAVE)  # too soon after it changed
    case.hold(WindowKey.SAVE)
    assert scans(case) == []
    case.later(WindowKey.SAVE)
    assert len(scans(case)) == 2


def test_enter_records_nothing_wherever_it_is_pressed(case: DeskCase) -> None:
    sheet = typed(case, "9:41", "42")
    for field in (sheet.time, sheet.numbers, sheet.session, sheet.day):
        field.setFocus()
        case.later(WindowKey.ENTER)
    assert scans(case) == []
    read(case)
    sheet.accept_button.setFocus()
    case.later(WindowKey.ENTER)  # the button that was reached with Tab
    assert len(scans(case)) == 1


def test_what_changed_meanwhile_is_said_and_read_again(case: DeskCase) -> None:
    sheet = typed(case, "9:41", "42", "12")
    case.world.station.people.cancel(f"{GUEST:032x}")
    case.later(WindowKey.SAVE)
    assert "number 42 has changed" in sheet.words()
    assert scans(case) == []
    assert sheet.accept_button.text() == "Record 1 person"
    case.later(WindowKey.SAVE)
    assert len(scans(case)) == 1


def test_scans_wait_until_the_list_is_done(case: DeskCase) -> None:
    sheet = typed(case, "9:41", "42")
    case.scan(OTHER)
    assert (case.page.sheet, case.page.waiting) == (sheet, 1)
    assert sheet.numbers.toPlainText() == "42\n"
    case.later(WindowKey.SAVE)
    happen()
    assert case.page.waiting == 0
    assert case.page.card.number.text() == f"Delegate {OTHER:03}"


def test_a_list_that_was_not_recorded_is_still_there_the_next_time(case: DeskCase) -> None:
    typed(case, "9:41", "42", "12")
    case.later(WindowKey.BACK)
    assert not isinstance(case.page.sheet, AfterwardsSheet)
    sheet = opened(case)
    read(case)
    assert (sheet.time.text(), sheet.numbers.toPlainText()) == ("9:41", "42\n12\n")
    case.later(WindowKey.AFTERWARDS)
    assert opened(case) is sheet
    case.later(WindowKey.SAVE)
    assert opened(case).numbers.toPlainText() == ""


def test_undo_asks_and_takes_back_the_whole_list(case: DeskCase) -> None:
    case.scan(OTHER)
    case.later(WindowKey.ENTER)
    typed(case, "9:41", "42", "12")
    case.later(WindowKey.SAVE)
    case.later(WindowKey.UNDO)
    assert case.page.sheet is not None
    case.later(WindowKey.ENTER)
    assert sum(scan.undone for scan in scans(case)) == 2
    assert case.world.station.desk.stats().sessions["entrance"].inside == 1


def test_the_last_ten_and_the_history_say_when_and_by_whom_it_was_entered(
    case: DeskCase,
) -> None:
    typed(case, "9:05", "42")
    case.later(WindowKey.SAVE)
    (row,) = case.page.last.scans
    index = case.page.last.list.model().index(0, 0)
    assert row.entered_at is not None
    assert "Admitted · afterwards 09:48 · Organiser, 09:05" in index.data()
    desk = case.world.station.desk
    card = case.world.station.people.card(f"{GUEST:032x}")
    (line,) = [line for line in lines(card, desk.event, case.page.language) if line.tone]
    assert line.what == "Admitted · entered afterwards at 09:48"
    assert line.time.endswith("09:05")
    assert "Organiser" in line.where


def test_days_to_choose_from_are_those_that_have_begun(case: DeskCase) -> None:
    sheet = opened(case)
    assert sheet.day.count() == 1
    case.later(WindowKey.BACK)
    case.world.clock.forward(days=1)
    sheet = opened(case)
    assert [sheet.day.itemText(at) for at in range(sheet.day.count())] == [
        "2026-10-30",
        "2026-10-31",
    ]
    assert sheet.day.chosen() == "2026-10-31"


def test_a_volunteer_is_not_offered_it_and_the_key_says_that_a_lead_is_needed(
    desk: World,
    chosen: LooseSettings,
    sounds: Heard,
    around: PageEnvironment,
) -> None:
    desk.station.shift.hand_over()
    page = DeskPage(Presentation(desk.station.desk), chosen, sounds, around)
    assert page.strip.afterwards.isHidden()
    page.strip.afterwards.click()
    assert page.sheet is None
    assert "needs a lead" in page.banner.words()
    page.deleteLater()


def test_in_a_narrow_window_the_key_is_left_and_the_session_has_the_room(case: DeskCase) -> None:
    assert case.page.strip.afterwards.isVisible()
    case.page.resize(595, 384)
    happen()
    assert case.page.strip.afterwards.isHidden()
    opened(case)


def test_of_two_people_with_one_number_one_is_chosen(case: DeskCase) -> None:
    station, twin = case.world.station, "f0" * 16
    fields = factories.delegate_fields(number=GUEST, name="Another", category="guest")
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(twin, fields))
    sheet = typed(case, "9:41", str(GUEST))
    whom = [who for who, _ in sheet.rows.lines]
    assert {what for _, what in sheet.rows.lines} == {
        "Two people have this number. Choose who is meant."
    }
    assert len(whom) == 2
    row = next(place for place, who in enumerate(whom) if "Another" in who)
    view = sheet.rows.view
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    read(case)
    assert sheet.rows.lines == (("042  Another", "Admitted · Entrance"),)
    case.later(WindowKey.SAVE)
    assert [scan.person.id for scan in scans(case) if scan.person] == [twin]
