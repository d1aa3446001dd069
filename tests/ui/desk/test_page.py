"""Desk page with the real core: keys in, displayed text out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent

from checkin.domain import EXIT, Flag, Outcome
from checkin.errors import DiskFull
from ui.parts.question_sheet import QuestionSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands, Heard
    from tests.ui.recorded_shell import RecordedShell
    from ui.desk.page import DeskPage

PARLIAMENTARIAN, GUEST, JAPANESE = 18, 42, 12


def outcomes(world: World) -> list[Outcome]:
    return [scan.outcome for scan in world.station.desk.last(20)]


class TestScanning:
    def test_a_scan_says_welcome_and_whose_it_was(
        self, desk: World, page: DeskPage, hands: Hands, sounds: Heard
    ) -> None:
        hands.scan(desk.code(GUEST))
        assert page.card.headline.text() == "Welcome"
        assert page.card.name.text() == "Adiljan Tohti"
        assert page.card.second.text() == "ئادىلجان توختى"
        assert page.card.category.text() == "Guest"
        assert sounds.played == ["welcome"]
        assert page.field.edit.text() == ""

    def test_a_second_scan_says_when_the_first_was(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(GUEST))
        desk.clock.show("10:11")
        hands.scan(desk.code(GUEST))
        assert page.card.headline.text() == "Already in"
        assert "09:48" in page.card.hint.words()

    def test_a_scanner_without_a_terminator_is_understood_when_it_falls_silent(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(GUEST), end=None)
        hands.fall_silent()
        assert page.card.headline.text() == "Welcome"

    def test_a_code_typed_by_hand_is_a_scan(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.type(desk.code(GUEST).lower())
        hands.press(Qt.Key.Key_Return)
        assert page.card.headline.text() == "Welcome"

    def test_a_hundred_scans_one_on_the_other_are_all_answered_in_order(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        for number in range(1, 31):
            hands.scan(desk.code(number))
        people = [scan.person for scan in desk.station.desk.last(30)]
        assert [person.number for person in people if person] == list(range(30, 0, -1))

    def test_a_letter_left_in_the_field_does_not_spoil_the_next_scan(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.type("ta")
        hands.scan(desk.code(GUEST))
        assert page.card.name.text() == "Adiljan Tohti"
        assert page.field.edit.text() == ""

    def test_what_is_no_code_of_ours_is_turned_away_and_shown_as_text(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan("http://192.0.2.9/<b>x</b>")
        assert page.card.headline.text() == "Not one of our codes"
        assert outcomes(desk) == [Outcome.UNKNOWN]

    def test_the_verdict_is_gone_after_its_time(
        self, desk: World, page: DeskPage, hands: Hands, qtbot: QtBot
    ) -> None:
        hands.scan(desk.code(GUEST))
        page.clearing.setInterval(1)
        page.clearing.start()
        qtbot.waitUntil(lambda: page.card.name.text() == "")
        assert page.card.headline.text() == "Ready"

    def test_a_full_disk_admits_nobody_and_offers_paper(
        self, desk: World, page: DeskPage, hands: Hands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise DiskFull("The disk is full. Nothing was recorded.")

        monkeypatch.setattr(desk.station.desk, "present", full)
        hands.scan(desk.code(GUEST))
        assert page.card.headline.text() == "Not recorded"
        assert page.card.notes.words() == "The disk is full. Nothing was recorded."
        assert "paper" in page.card.hint.words()


class TestSearching:
    def test_typed_letters_find_people_and_enter_checks_the_first_one_in(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.type("tanaka")
        assert page.results.found[0].name == "Tanaka Kyoko"
        hands.press(Qt.Key.Key_Return)
        assert page.card.headline.text() == "Welcome"
        assert page.card.name.text() == "Tanaka Kyoko"

    def test_one_letter_is_enough(self, page: DeskPage, hands: Hands) -> None:
        hands.type("t")
        assert len(page.results.found) == 8

    @pytest.mark.parametrize("letters", ["BCDEF", "ＢＣＤＥＦ"])
    def test_what_may_be_a_scan_of_an_input_method_waits_for_its_end(
        self, page: DeskPage, letters: str
    ) -> None:
        for letter in letters:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QCoreApplication.sendEvent(page.field.edit, event)
            assert page.looking.waits

    def test_arrows_choose_and_the_button_says_whom(self, page: DeskPage, hands: Hands) -> None:
        hands.type("tan")
        second = page.results.found[1]
        hands.press(Qt.Key.Key_Down)
        assert page.results.chosen == second
        assert page.bar.offers[0].words == f"Check in {second.name}"

    def test_esc_clears(self, page: DeskPage, hands: Hands) -> None:
        hands.type("tan")
        hands.press(Qt.Key.Key_Escape)
        assert page.field.edit.text() == ""
        assert not page.is_searching

    def test_the_arrow_onward_asks_for_the_card(
        self, page: DeskPage, hands: Hands, shell: RecordedShell
    ) -> None:
        hands.type("tanaka")
        hands.press(Qt.Key.Key_Right)
        assert shell.people == [page.results.found[0].id]

    def test_enter_on_a_name_that_nobody_has_does_nothing(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.type("zzzqqq")
        hands.press(Qt.Key.Key_Return)
        assert outcomes(desk) == []

    def test_a_text_pasted_as_a_name_is_shown_as_it_is(self, page: DeskPage, hands: Hands) -> None:
        page.field.edit.insert("<img src='file:///etc/hostname'>")
        page.field.edit.textEdited.emit(page.field.edit.text())
        assert page.is_searching


class TestActs:
    def test_exit_marks_as_out(self, desk: World, page: DeskPage, hands: Hands) -> None:
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_F3)
        assert page.card.headline.text() == "Goodbye"

    def test_exit_without_a_verdict_turns_the_desk_round(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_F3)
        assert page.card.headline.text() == "Exit"
        hands.scan(desk.code(GUEST))
        assert page.card.headline.text() == "Goodbye"

    def test_who_left_unseen_is_let_in_again(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(GUEST))
        desk.clock.show("10:30")
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_F3)
        assert page.card.headline.text() == "Welcome back"
        assert outcomes(desk)[:2] == [Outcome.READMITTED, Outcome.LEFT]

    def test_undo_takes_back_the_verdict_on_the_card(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_F8)
        assert page.card.headline.text() == "Undone"
        assert desk.station.desk.last(1)[0].undone

    def test_undo_without_a_verdict_takes_back_the_last_entry(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(GUEST))
        hands.scan("something else")
        hands.press(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_F8)
        assert isinstance(page.sheet, QuestionSheet)
        assert "Admitted · Entrance · 09:48" in page.sheet.accessibleDescription()
        hands.press(Qt.Key.Key_Return)
        assert page.card.name.text() == "Adiljan Tohti"
        undone = [scan.outcome for scan in desk.station.desk.last(5) if scan.undone]
        assert undone == [Outcome.ADMITTED]

    def test_undo_at_ready_asks_when_the_last_scan_is_some_time_ago(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_Return)
        desk.clock.forward(seconds=121)
        hands.press(Qt.Key.Key_F8)
        assert isinstance(page.sheet, QuestionSheet)
        assert not desk.station.desk.last(1)[0].undone
        hands.press(Qt.Key.Key_Return)
        assert desk.station.desk.last(1)[0].undone
        assert page.card.headline.text() == "Undone"

    def test_an_earlier_scan_is_chosen_by_key_and_undone(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        for number in (GUEST, JAPANESE):
            hands.scan(desk.code(number))
        page.recent.read()
        hands.press(Qt.Key.Key_Down)
        assert page.last.chosen is None  # another one is on the card
        hands.press(Qt.Key.Key_Return)
        for _ in range(2):
            hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_F8)
        undone = [scan.person for scan in desk.station.desk.last(5) if scan.undone]
        assert [person.number for person in undone if person] == [GUEST]

    def test_a_question_is_asked_first_and_enter_says_that_it_was(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        delegate = desk.station.desk.find("tanaka kyoko")[0].id
        desk.station.people.flag(delegate, Flag.CHECK_IDENTITY, on=True)
        hands.scan(desk.code(PARLIAMENTARIAN))
        assert page.card.headline.text() == "Please check"
        assert "identity" in page.card.hint.words()
        hands.press(Qt.Key.Key_Return)
        assert page.card.headline.text() == "Welcome"

    def test_who_is_to_be_checked_quietly_looks_like_anybody(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        delegate = desk.station.desk.find("tanaka kyoko")[0].id
        desk.station.people.flag(delegate, Flag.CALL_LEAD, on=True)
        hands.scan(desk.code(PARLIAMENTARIAN))
        assert page.card.headline.text() == "One moment"
        assert page.card.face.notes == ""
        shown = (page.card.headline.text(), page.card.hint.words(), page.bar.offers[0].words)
        assert shown == ("One moment", "Please ask the lead to come.", "Next")

    def test_a_lead_lets_in_with_a_reason(self, desk: World, page: DeskPage, hands: Hands) -> None:
        delegate = desk.station.desk.find("tanaka kyoko")[0].id
        desk.station.people.cancel(delegate)
        hands.scan(desk.code(PARLIAMENTARIAN))
        assert page.card.headline.text() == "Cancelled"
        hands.press(Qt.Key.Key_F7)
        hands.type("known to us")
        hands.press(Qt.Key.Key_Return)
        assert page.card.headline.text() == "Welcome"
        assert page.card.hint.words() == "Let in by a lead: known to us"

    def test_a_volunteer_calls_the_lead_instead(
        self, desk: World, page: DeskPage, hands: Hands, sounds: Heard
    ) -> None:
        desk.station.people.cancel(desk.station.desk.find("tanaka kyoko")[0].id)
        desk.station.shift.hand_over()
        hands.scan(desk.code(PARLIAMENTARIAN))
        hands.press(Qt.Key.Key_F7)
        assert page.sheet is None
        assert "lead is needed" in page.card.hint.words()
        assert sounds.played[-1] == "ask"

    def test_somebody_else_takes_the_seat(self, desk: World, page: DeskPage, hands: Hands) -> None:
        hands.scan(desk.code(PARLIAMENTARIAN))
        hands.press(Qt.Key.Key_F4)
        hands.type("Ito Aki")
        hands.press(Qt.Key.Key_Return)
        assert page.card.headline.text() == "Welcome"
        assert desk.station.desk.last(1)[0].represented_by == "Ito Aki"

    def test_a_walk_in_is_registered_and_presented(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        hands.type("Erik Lund")
        hands.press(Qt.Key.Key_Return)
        assert page.sheet is None
        assert page.card.name.text() == "Erik Lund"
        assert page.card.hint.words().startswith("Registered, not approved yet")

    def test_a_walk_in_without_a_name_is_told_so(self, page: DeskPage, hands: Hands) -> None:
        hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        hands.press(Qt.Key.Key_Return)
        assert page.sheet is not None
        assert page.sheet.words() == "A name is needed."

    def test_another_session_is_chosen_by_hand(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_Return)
        assert page.header.title.text() == "Opening plenary"
        assert page.strip.chip.text() == "chosen by hand"

    def test_a_badge_is_asked_for_again(
        self, desk: World, hands: Hands, shell: RecordedShell
    ) -> None:
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_F6)
        assert shell.badges_again == [f"{GUEST:032x}"]

    def test_a_second_badge_is_asked_about_first(
        self, desk: World, page: DeskPage, hands: Hands, shell: RecordedShell
    ) -> None:
        desk.station.badges.record_printed([f"{GUEST:032x}"])
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_F6)
        assert isinstance(page.sheet, QuestionSheet)
        hands.press(Qt.Key.Key_Escape)
        assert shell.badges_again == []
        hands.press(Qt.Key.Key_F6)
        hands.press(Qt.Key.Key_Return)
        assert shell.badges_again == [f"{GUEST:032x}"]
        assert page.sheet is None


def test_the_way_in_and_out_is_counted(desk: World, page: DeskPage, hands: Hands) -> None:
    hands.scan(desk.code(GUEST))
    hands.scan(desk.code(JAPANESE))
    desk.station.desk.scan(desk.code(JAPANESE), how=EXIT)
    hands.press(Qt.Key.Key_Return)
    assert page.card.organisation.text() == "1 is in · 2 of 60 came"


def test_what_to_do_next_is_in_sight_in_the_smallest_window(
    desk: World, page: DeskPage, hands: Hands, qtbot: QtBot
) -> None:
    page.resize(600, 384)
    desk.station.people.flag(f"{42:032x}", Flag.CHECK_IDENTITY, on=True)
    hands.scan(desk.code(42))
    card = page.card
    # The page may be laid out once more in its new size.
    qtbot.waitUntil(lambda: not card.scroll_area.verticalScrollBar().isVisible())
    until = card.hint.mapTo(card, card.hint.rect().bottomLeft()).y()
    assert card.hint.isVisible()
    assert until < card.height()
