"""A lead is called at a volunteer's desk, comes, and lets in; a lead's own desk shows the calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from checkin.domain import Role
from ui.desk.sheets import LeadSheet, Line
from ui.parts.question_sheet import QuestionSheet

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands, Heard
    from ui.desk.page import DeskPage

GUEST = 42


def test_a_lead_lets_in_at_a_volunteers_desk_by_pin_and_reason(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    shift = desk.station.shift
    shift.set_pin(Role.LEAD, "246813")
    delegate = f"{GUEST:032x}"
    desk.station.people.cancel(delegate)
    shift.hand_over()
    hands.scan(desk.code(GUEST))
    hands.press(Qt.Key.Key_F7)
    assert "Raise your hand: this desk is alone." in page.card.hint.words()
    hands.press(Qt.Key.Key_F7)
    sheet = page.sheet
    assert isinstance(sheet, LeadSheet)
    sheet.pin.setText("909173")
    assert isinstance(sheet.reason, Line)
    sheet.reason.setText("known to us")
    sheet.accepted.emit()
    assert sheet.words() == "The PIN is wrong."
    desk.clock.forward(seconds=1)
    sheet.pin.setText("246813")
    sheet.accepted.emit()
    assert page.sheet is None
    assert page.card.headline.text() == "Welcome"
    assert shift.role is Role.VOLUNTEER
    page.refresh()
    assert "Volunteer" in page.header.subtitle.text()


def test_a_call_is_told_with_a_sound_and_answered_by_a_key(
    desk: World, page: DeskPage, hands: Hands, sounds: Heard
) -> None:
    desk.station.desk.lead_calls.call("entrance")
    page.calls.look()
    assert page.banner.words() == "A lead is needed at Desk 1."
    assert sounds.played == ["ask"]
    page.calls.look()
    assert sounds.played == ["ask"]
    hands.press(Qt.Key.Key_F7)
    assert isinstance(page.sheet, QuestionSheet)
    hands.press(Qt.Key.Key_Return)
    assert desk.station.desk.lead_calls.open_calls() == ()


def test_an_arrival_says_whom_to_tell_at_the_desk_and_at_the_leads(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    desk.station.people.correct(f"{GUEST:032x}", {"tell_on_arrival": "protocol office, ext. 12"})
    hands.scan(desk.code(GUEST))
    assert "Tell: protocol office, ext. 12" in page.card.notes.words()
    page.calls.look()
    assert page.banner.words().endswith("Tell: protocol office, ext. 12")
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F7)
    assert isinstance(page.sheet, QuestionSheet)
    hands.press(Qt.Key.Key_Return)
    assert desk.station.desk.lead_calls.open_calls() == ()
