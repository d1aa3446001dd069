"""The legal name of somebody who is shown by an alias: behind a key, for leads, for some seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.domain import Flag, Role
from tests.ui import visible_text
from tests.ui.input_driver import run_out
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from ui.desk.page import DeskPage

GUEST, OTHER = 42, 12
ALIAS = "Guest Seven"


@pytest.fixture
def legal(desk: World) -> str:
    """A delegate is protected; a lead is at work."""
    people, delegate = desk.station.people, f"{GUEST:032x}"
    people.correct(delegate, {"badge_name": ALIAS})
    people.flag(delegate, Flag.PROTECTED, on=True)
    name = people.to_correct(delegate).display_name
    desk.station.shift.role = Role.LEAD
    return name


def press(hands: Hands, key: Qt.Key) -> None:
    hands.press(key, Qt.KeyboardModifier.ControlModifier)


def test_a_key_shows_it_on_the_card_for_some_seconds(
    desk: World, page: DeskPage, hands: Hands, legal: str
) -> None:
    hands.scan(desk.code(GUEST))
    assert page.card.name.text() == ALIAS
    assert WindowKey.LEGAL_NAME in [offer.key for offer in page.bar.offers]
    assert legal not in visible_text.everything(page)
    press(hands, Qt.Key.Key_R)
    assert page.card.notes.words().startswith("Legal name:")
    assert legal in page.card.notes.words()
    run_out(page.legal_name.hiding)
    assert legal not in visible_text.everything(page)
    press(hands, Qt.Key.Key_R)
    assert legal in page.card.notes.words()


def test_it_goes_away_with_the_card_and_does_not_come_back(
    desk: World, page: DeskPage, hands: Hands, legal: str
) -> None:
    hands.scan(desk.code(GUEST))
    press(hands, Qt.Key.Key_R)
    hands.scan(desk.code(OTHER))
    assert legal not in visible_text.everything(page)
    assert WindowKey.LEGAL_NAME not in [offer.key for offer in page.bar.offers]
    run_out(page.legal_name.hiding)
    assert page.card.number.text() == f"Delegate {OTHER:03}"


def test_a_look_has_it_too(desk: World, page: DeskPage, hands: Hands, legal: str) -> None:
    page.bar.press(WindowKey.LOOK)
    hands.scan(desk.code(GUEST))
    press(hands, Qt.Key.Key_R)
    assert legal in page.card.notes.words()
    assert desk.station.desk.last() == ()


def test_a_quiet_check_does_not_take_it_from_the_lead(
    desk: World, page: DeskPage, hands: Hands, legal: str
) -> None:
    desk.station.people.flag(f"{GUEST:032x}", Flag.CALL_LEAD, on=True)
    hands.scan(desk.code(GUEST))
    press(hands, Qt.Key.Key_R)
    assert legal in page.card.notes.words()


@pytest.mark.parametrize("nameless", [False, True])
def test_nobody_else_has_such_a_key(
    desk: World,
    page: DeskPage,
    hands: Hands,
    legal: str,
    nameless: bool,
) -> None:
    """Neither a volunteer, as in practice and before self-check-in, nor a lead where names are hidden."""
    desk.station.shift.role = Role.LEAD if nameless else Role.VOLUNTEER
    desk.station.desk.hide_names(on=nameless)
    hands.scan(desk.code(GUEST))
    assert WindowKey.LEGAL_NAME not in [offer.key for offer in page.bar.offers]
    press(hands, Qt.Key.Key_R)
    assert legal not in visible_text.everything(page)


def test_who_is_not_protected_has_no_other_name(
    desk: World, page: DeskPage, hands: Hands, legal: str
) -> None:
    hands.scan(desk.code(OTHER))
    assert WindowKey.LEGAL_NAME not in [offer.key for offer in page.bar.offers]
