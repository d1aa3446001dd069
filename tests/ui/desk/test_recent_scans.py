"""The last ten beside the card: where visitors can see the screen, the names go away with the card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checkin.domain import Onlookers, Role
from tests.ui import visible_text
from tests.ui.input_driver import happen, run_out, wait_for
from ui.desk.recent_scans import LIST_AFTER_MS
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from tests.ui.recorded_shell import LooseSettings
    from ui.desk.page import DeskPage

GUEST, OTHER = 42, 12


@pytest.fixture
def scanned(desk: World, page: DeskPage, hands: Hands) -> DeskPage:
    """A desk of volunteers, whose last ten have two names."""
    desk.station.shift.hand_over()
    for number in (GUEST, OTHER):
        hands.scan(desk.code(number))
    wait_for(LIST_AFTER_MS)
    return page


def names(page: DeskPage) -> list[str]:
    return [scan.person.name for scan in page.last.scans if scan.person]


def lines(page: DeskPage) -> list[str]:
    model = page.last.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_names_go_away_with_the_card(scanned: DeskPage) -> None:
    assert all(names(scanned))
    run_out(scanned.clearing)
    assert scanned.card.headline.text() == "Ready"
    assert names(scanned) == ["", ""]
    assert [line.split(",")[0] for line in lines(scanned)] == [
        "Delegate 012 · Parliamentarian",
        "Delegate 042 · Guest",
    ]


def test_an_answer_that_names_nobody_brings_no_names_back(scanned: DeskPage, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Return)
    hands.scan("something else")
    wait_for(LIST_AFTER_MS)
    assert len(scanned.last.scans) == 3
    assert not any(names(scanned))


def test_they_are_back_with_the_next_card(desk: World, scanned: DeskPage, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Return)
    hands.scan(desk.code(30))
    wait_for(LIST_AFTER_MS)
    assert all(names(scanned))


def test_a_key_brings_them_back_for_a_moment(scanned: DeskPage, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Down)
    assert all(names(scanned))
    assert scanned.last.chosen == scanned.last.scans[0]
    hands.press(Qt.Key.Key_Down)
    assert scanned.last.chosen == scanned.last.scans[1]
    run_out(scanned.recent.looked_at)
    assert not any(names(scanned))
    assert scanned.last.chosen is None


def test_a_row_that_is_pressed_is_chosen_and_named(scanned: DeskPage, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Return)
    view = scanned.last.list
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    happen()
    assert all(names(scanned))
    assert scanned.last.chosen == scanned.last.scans[1]


def test_whoever_was_named_just_now_is_not_undone_unseen(
    desk: World, scanned: DeskPage, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Down)
    hands.seconds += 0.1
    QTest.keyClick(hands.target(), Qt.Key.Key_F8)
    hands.settle()
    assert not any(scan.undone for scan in desk.station.desk.last())
    hands.press(Qt.Key.Key_F8)
    assert [scan.undone for scan in desk.station.desk.last()] == [True, False]


def test_a_look_does_not_stay_on_the_screen(desk: World, scanned: DeskPage, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Return)
    scanned.bar.press(WindowKey.LOOK)
    hands.scan(desk.code(30))
    assert scanned.card.name.text()
    run_out(scanned.clearing)
    assert scanned.card.headline.text() == "Ready"


def test_nothing_that_is_seen_at_rest_names_anybody(scanned: DeskPage, hands: Hands) -> None:
    known = {word for scan in names(scanned) for word in scan.split()}
    hands.press(Qt.Key.Key_Return)
    assert not known & set(visible_text.everything(scanned).split())


@pytest.mark.parametrize(
    ("onlookers", "role", "named"),
    [
        (Onlookers.AUTOMATIC, Role.VOLUNTEER, False),
        (Onlookers.AUTOMATIC, Role.LEAD, True),
        (Onlookers.YES, Role.ORGANISER, False),
        (Onlookers.NO, Role.VOLUNTEER, True),
    ],
)
def test_whether_visitors_see_the_screen_can_be_said(
    desk: World,
    scanned: DeskPage,
    chosen: LooseSettings,
    onlookers: Onlookers,
    role: Role,
    named: bool,
) -> None:
    run_out(scanned.clearing)
    desk.station.shift.role, desk.station.shift.onlookers = role, onlookers
    chosen.change(replace(chosen.current, onlookers=onlookers))
    assert all(names(scanned)) is named
