"""What the card says of a badge: only what has become of it so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.domain import BadgeState
from checkin.settings import Printing, Settings
from tests.ui.input_driver import wait_for
from ui.desk.late_additions import AFTER_MS

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from tests.ui.recorded_shell import LooseSettings, RecordedShell
    from ui.desk.page import DeskPage

GUEST = 42


def test_a_check_in_prints_by_itself_where_it_was_set_up_so(
    desk: World, page: DeskPage, chosen: LooseSettings, shell: RecordedShell
) -> None:
    chosen.change(Settings(printing=Printing.ONCE))
    page.scan(desk.code(GUEST))
    assert shell.badges == [f"{GUEST:032x}"]
    assert page.card.hint.words() == "Badge 042 waits for the printer."


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (BadgeState.AWAY, "Badge 042 waits: no printer works."),
        (BadgeState.TAKEN, "Badge 042 is printing. Hand it over."),
        (BadgeState.UNSURE, "Badge 042: is it out? Look at the printer."),
        (BadgeState.SET_ASIDE, "Badge 042 cannot be printed. See Paper."),
    ],
)
def test_the_card_says_what_became_of_the_badge(
    desk: World,
    page: DeskPage,
    chosen: LooseSettings,
    shell: RecordedShell,
    state: BadgeState,
    said: str,
) -> None:
    chosen.change(Settings(printing=Printing.ONCE))
    page.scan(desk.code(GUEST))
    shell.badge = state
    page.badge_moved()
    assert page.card.hint.words() == said
    page.clear()
    page.badge_moved()
    assert page.card.headline.text() == "Ready"


def test_an_undone_check_in_wants_no_badge_any_longer(
    desk: World, page: DeskPage, hands: Hands, chosen: LooseSettings, shell: RecordedShell
) -> None:
    chosen.change(Settings(printing=Printing.ONCE))
    hands.scan(desk.code(GUEST))
    hands.press(Qt.Key.Key_F8)
    assert shell.withdrawn == [f"{GUEST:032x}"]


def test_a_badge_printed_beforehand_is_handed_over_with_one_key(
    desk: World, page: DeskPage, hands: Hands, chosen: LooseSettings, shell: RecordedShell
) -> None:
    chosen.change(Settings(printing=Printing.BEFOREHAND))
    page.scan(desk.code(GUEST))
    assert shell.badges == []
    wait_for(AFTER_MS)
    assert page.card.hint.words() == "Hand over badge 042."
    hands.press(Qt.Key.Key_F6)
    assert page.card.hint.words() == "Badge 042 is handed over."
    assert not desk.station.desk.hand_over.waits(f"{GUEST:032x}")
    assert desk.station.people.card(f"{GUEST:032x}").badges_printed == 0


def test_undo_takes_the_hand_over_back_first_and_then_the_check_in(
    desk: World, page: DeskPage, hands: Hands, chosen: LooseSettings
) -> None:
    chosen.change(Settings(printing=Printing.BEFOREHAND))
    page.scan(desk.code(GUEST))
    wait_for(AFTER_MS)
    hands.press(Qt.Key.Key_F6)
    hands.press(Qt.Key.Key_F8)
    assert page.card.hint.words() == "Hand over badge 042."
    assert desk.station.desk.hand_over.waits(f"{GUEST:032x}")
    (scan, *_) = desk.station.people.card(f"{GUEST:032x}").scans
    assert not scan.undone
    hands.press(Qt.Key.Key_F8)
    (scan, *_) = desk.station.people.card(f"{GUEST:032x}").scans
    assert scan.undone


def test_who_has_the_badge_is_not_given_another(
    desk: World, page: DeskPage, chosen: LooseSettings
) -> None:
    desk.station.desk.hand_over.record([f"{GUEST:032x}"])
    chosen.change(Settings(printing=Printing.BEFOREHAND))
    page.scan(desk.code(GUEST))
    wait_for(AFTER_MS)
    assert "badge" not in page.card.hint.words().lower()
