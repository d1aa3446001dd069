"""Keys at every state of the desk: held down, pressed twice, pressed too soon, with a scan between. Nothing is decided
that could not be read before. Real key events, the real desk, no real time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checkin.domain import Match, Outcome
from tests.ui.desk.desk_case import DeskCase, wait_for_typing
from tests.ui.desk.desk_states import OTHER, STATES, admitted, guess
from tests.ui.input_driver import focused, wait_for
from ui.parts.keys import WindowKey
from ui.parts.settling import SETTLE_MS
from ui.scanning.key_guard import decides

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from tests.ui.recorded_shell import LooseSettings, RecordedShell
    from ui.desk.page import DeskPage

SOON: Final = SETTLE_MS / 1000 - 0.05


@pytest.fixture
def case(
    desk: World, page: DeskPage, hands: Hands, shell: RecordedShell, chosen: LooseSettings
) -> DeskCase:
    return DeskCase(desk, page, hands, shell, chosen)


@pytest.mark.parametrize("state", [state for state in STATES if state != "guess"])
def test_no_key_decides_what_could_not_be_read(case: DeskCase, state: str) -> None:
    """Each key that is shown or known: too soon, held down, and on a card that a scan has just shown."""
    STATES[state](case)
    case.hands.seconds += SOON
    before = case.seen()
    for key in case.known_keys():
        case.press(key)
        assert case.seen() == before, f"{key}, too soon"
    case.hands.seconds += 1
    for key in case.known_keys():
        case.hold(key)
        assert case.seen() == before, f"{key}, held down"
    waiting = case.page.waiting
    case.scan(OTHER)
    if case.page.waiting > waiting:
        return  # what is in sight is what was in sight
    assert case.page.card.number.text() == f"Delegate {OTHER:03}"  # scans are never held back
    case.hands.seconds += SOON - 0.05
    seen = case.seen()
    for key in case.known_keys():
        case.press(key)
        assert case.seen() == seen, f"{key}, behind a scan"


@pytest.mark.parametrize("state", STATES)
def test_a_key_pressed_twice_decides_once(case: DeskCase, state: str) -> None:
    for key in (WindowKey.ENTER, WindowKey.UNDO, WindowKey.BADGE):
        STATES[state](case)
        start = case.seen()
        case.later(key)
        once = case.seen()
        if once != start:  # else it decides nothing here
            case.hands.seconds += SOON
            case.press(key)
            assert case.seen() == once, key
        case.fresh()


@pytest.mark.parametrize("state", ["admitted", "cancelled", "question", "note", "ready"])
def test_scans_one_on_the_other_are_never_held_back(case: DeskCase, state: str) -> None:
    STATES[state](case)
    for number in (30, 31, 32):
        case.scan(number)
    recorded = {scan.person.number for scan in case.world.station.desk.last(5) if scan.person}
    assert case.page.waiting == 3 or recorded >= {30, 31, 32}


class TestEnterInTheLookUp:
    def typed(self, case: DeskCase, text: str) -> None:
        """Somebody who types fast: ten keys a second."""
        for letter in text:
            case.hands.seconds += 0.1
            QTest.keyClicks(focused(), letter)
            wait_for_typing()

    def outcomes(self, case: DeskCase) -> list[Outcome]:
        return [scan.outcome for scan in case.world.station.desk.last(5)]

    def run_out(self, case: DeskCase) -> None:
        case.hands.seconds += 0.3
        wait_for(SETTLE_MS)

    def test_typed_in_one_go_it_waits_until_the_hit_could_be_read(self, case: DeskCase) -> None:
        self.typed(case, "18")  # after the first letter the first hit was another one
        case.hands.seconds += 0.1
        case.press(WindowKey.ENTER)
        assert self.outcomes(case) == []
        assert case.page.lookup_keys.waits
        self.run_out(case)
        assert self.outcomes(case) == [Outcome.ADMITTED]
        assert case.page.card.number.text() == "Delegate 018"

    def test_after_a_look_it_acts_at_once(self, case: DeskCase) -> None:
        self.typed(case, "tanaka")
        case.later(WindowKey.ENTER)
        assert self.outcomes(case) == [Outcome.ADMITTED]

    def test_it_never_acts_on_a_hit_that_came_after_it(self, case: DeskCase) -> None:
        self.typed(case, "tan")
        case.page.results.show_found(case.page.results.found[1:], total=7)
        case.hands.seconds += 0.1
        case.press(WindowKey.ENTER)
        assert case.page.lookup_keys.waits
        case.page.looking.look()  # the first hit is another one again
        self.run_out(case)
        assert self.outcomes(case) == []

    def test_it_is_forgotten_when_a_scan_comes(self, case: DeskCase) -> None:
        self.typed(case, "tan")
        case.page.results.show_found(case.page.results.found[1:], total=7)
        case.press(WindowKey.ENTER)
        case.page.scanner.take(case.world.code(OTHER))
        self.run_out(case)
        assert self.outcomes(case) == [Outcome.ADMITTED]
        assert case.page.card.number.text() == f"Delegate {OTHER:03}"

    def test_a_guess_is_shown_and_only_its_own_key_lets_in(self, case: DeskCase) -> None:
        guess(case)
        assert case.page.results.heading.text() == "Did you mean"
        case.later(WindowKey.ENTER)
        assert case.page.card.name.text() == "Tanaka Kyoko"
        assert [offer.key for offer in case.page.bar.offers] == ["F5", "Esc"]
        for key in (WindowKey.ENTER, WindowKey.GROUP, WindowKey.EXIT, WindowKey.UNDO):
            case.later(key)
        assert self.outcomes(case) == []
        case.later(WindowKey.CHECK_IN)
        assert self.outcomes(case) == [Outcome.ADMITTED]

    def test_guesses_stand_apart_and_their_heading_cannot_be_chosen(self, case: DeskCase) -> None:
        self.typed(case, "tan")
        results, hits = case.page.results, case.page.results.found[:3]
        results.show_found((*hits[:2], replace(hits[2], match=Match.GUESS)), total=3)
        assert results.list.model().rowCount() == 4
        assert results.list.model().index(2, 0).data() == "Did you mean"
        results.step(1)
        results.step(1)
        assert results.chosen == replace(hits[2], match=Match.GUESS)
        results.step(-1)
        assert results.chosen == hits[1]

    def test_more_hits_than_are_shown_are_counted(self, case: DeskCase) -> None:
        self.typed(case, "tan")
        case.page.results.show_found(case.page.results.found, total=57)
        shown = len(case.page.results.found)
        assert case.page.results.heading.text() == f"{shown} of 57 people"


def test_a_button_that_a_scan_changed_while_it_was_pressed_decides_nothing(case: DeskCase) -> None:
    admitted(case)
    button = case.page.bar.button(WindowKey.UNDO)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    case.page.scanner.take(case.world.code(OTHER))
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert not any(scan.undone for scan in case.world.station.desk.last(5))


def test_typing_and_editing_may_be_held_down(page: DeskPage) -> None:
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    edit = page.field.edit
    for key in (Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Down):
        assert not decides(key, none, edit)
    assert not decides(Qt.Key.Key_Z, control, edit)
    assert decides(Qt.Key.Key_N, control, edit)
    assert decides(Qt.Key.Key_Space, none, page.bar.button("F3"))


@pytest.mark.parametrize("state", STATES)
def test_every_key_that_is_shown_works_where_it_is_shown(case: DeskCase, state: str) -> None:
    STATES[state](case)
    if case.page.sheet is not None:
        return  # its two keys are those of every sheet
    heard: list[object] = []
    case.page.bar.chosen.connect(heard.append)
    case.page.bar.chosen.disconnect(case.page.act)
    # The camera's key is its own, and Esc that of the page.
    beside = {WindowKey.CAMERA, WindowKey.BACK}
    for offer in case.page.bar.offers:
        if len(offer.key) > 1 and offer.key not in beside:  # the arrow belongs to the field
            heard.clear()
            case.later(offer.key)
            assert heard == [offer.act]


def test_a_walk_in_is_a_key_away_beside_a_list_of_hits(case: DeskCase) -> None:
    case.hands.type("tan")
    assert case.page.results.register.isVisible()
    case.later(WindowKey.WALK_IN)
    assert case.page.sheet is not None
