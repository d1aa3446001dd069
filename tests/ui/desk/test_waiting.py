"""Notes that must be confirmed, the queue of scans behind them, and questions answered by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.domain import Flag, Outcome
from checkin.wording import Tone

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands, Heard
    from ui.desk.page import DeskPage

NOTED, GUEST, JAPANESE = 14, 42, 12


def identifier(number: int) -> str:
    return f"{number:032x}"


@pytest.fixture(autouse=True)
def noted(desk: World) -> None:
    desk.station.people.flag(identifier(NOTED), Flag.ATTENTION, on=True)


def outcomes(world: World) -> list[Outcome]:
    return [scan.outcome for scan in world.station.desk.last(20)]


class TestNotes:
    def test_a_note_stands_out_and_asks_for_a_key(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(NOTED))
        assert page.card.notes.words() == "A secretary may come in place of the member"
        assert page.card.face.notes_tone is Tone.AGAIN
        assert page.bar.button("Enter").text() == "I have read the note"

    def test_the_next_scan_waits_visibly_until_the_note_was_read(
        self, desk: World, page: DeskPage, hands: Hands, sounds: Heard
    ) -> None:
        hands.scan(desk.code(NOTED))
        hands.scan(desk.code(GUEST))
        assert page.card.name.text() != "Adiljan Tohti"
        assert "1 scan waits" in page.card.hint.words()
        assert sounds.played[-1] == "ask"
        hands.press(Qt.Key.Key_Return)
        assert page.card.name.text() == "Adiljan Tohti"
        assert outcomes(desk) == [Outcome.ADMITTED, Outcome.ADMITTED]

    def test_those_who_wait_come_one_by_one_in_their_order(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        for number in (NOTED, GUEST, JAPANESE, 20):
            hands.scan(desk.code(number))
        assert page.waiting == 3
        for left in (2, 1, 0):
            hands.press(Qt.Key.Key_Return)
            assert page.waiting == left
        people = [scan.person for scan in desk.station.desk.last(4)]
        assert [person.number for person in people if person] == [20, JAPANESE, GUEST, NOTED]

    def test_neither_esc_nor_time_puts_an_unread_note_away(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(NOTED))
        hands.press(Qt.Key.Key_Escape)
        assert page.card.face.notes_tone is Tone.AGAIN
        assert not page.clearing.isActive()

    def test_the_same_badge_again_does_not_wait(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(NOTED))
        hands.scan(desk.code(NOTED))
        assert page.waiting == 0

    def test_what_is_typed_meanwhile_is_looked_for_afterwards(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(NOTED))
        hands.type("tan")
        assert not page.is_searching
        hands.press(Qt.Key.Key_Return)
        assert page.is_searching

    def test_a_read_note_leaves_the_card_and_its_ordinary_offers(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(NOTED))
        hands.press(Qt.Key.Key_Return)
        assert page.card.face.notes_tone is None
        assert page.bar.button("F4").text() == "Proxy"
        assert page.clearing.isActive()

    def test_an_unread_note_goes_with_the_entry_that_is_taken_back(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(NOTED))
        hands.press(Qt.Key.Key_F8)
        assert page.card.headline.text() == "Undone"
        hands.scan(desk.code(GUEST))
        assert page.card.name.text() == "Adiljan Tohti"

    def test_the_note_is_spoken(self, desk: World, page: DeskPage, hands: Hands) -> None:
        hands.scan(desk.code(NOTED))
        assert "A secretary may come" in page.card.accessibleName()


class TestQuestions:
    @pytest.fixture(autouse=True)
    def asked(self, desk: World) -> None:
        for flag in (Flag.CHECK_IDENTITY, Flag.ASK_CONSENT):
            desk.station.people.flag(identifier(GUEST), flag, on=True)

    def test_each_question_is_one_key(self, desk: World, page: DeskPage, hands: Hands) -> None:
        hands.scan(desk.code(GUEST))
        assert "identity document" in page.card.hint.words()
        hands.press(Qt.Key.Key_Return)
        assert "photographs" in page.card.hint.words()
        hands.press(Qt.Key.Key_Return)
        assert page.card.headline.text() == "Welcome"
        assert outcomes(desk) == [Outcome.ADMITTED, Outcome.NEEDS_ANSWER]

    def test_no_to_photographs_is_one_key_and_is_kept(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_F11)
        assert page.card.headline.text() == "Welcome"
        assert Flag.NO_PHOTO in desk.station.people.card(identifier(GUEST)).delegate.flags

    def test_who_is_not_let_in_now_is_asked_all_of_it_again(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_Escape)
        desk.clock.forward(minutes=1)
        hands.scan(desk.code(GUEST))
        assert "identity document" in page.card.hint.words()
