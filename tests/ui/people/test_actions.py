"""Actions on a delegate's card: each has the key that is shown, and Enter decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import DelegateId, Role, Status
from tests.ui.people.test_page import ENTER, make, press, typed
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.people.test_page import Make
    from tests.ui.recorded_shell import RecordedShell

__all__ = ["make"]  # a fixture


def test_enter_opens_the_card_and_its_key_checks_in_at_the_desk(
    make: Make, qtbot: QtBot, shell: RecordedShell
) -> None:
    page = make(Role.VOLUNTEER)
    page.resize(600, 600)  # the list or the card, not both
    typed(qtbot, page, "mitarai")
    qtbot.keyClick(page.field.edit, ENTER)
    assert page.card.isVisible()
    qtbot.keyClick(page, ENTER)
    assert shell.checked_in == []
    press(qtbot, page, WindowKey.CHECK_IN)
    assert shell.checked_in == [DelegateId(f"{9:032x}")]


@pytest.mark.parametrize("number", [9, 42])
def test_every_key_that_is_shown_works(make: Make, qtbot: QtBot, number: int) -> None:
    page = make()
    page.show_person(f"{number:032x}")
    heard: list[object] = []
    page.foot.chosen.connect(heard.append)
    for offer in page.foot.offers:
        press(qtbot, page, WindowKey(offer.key))
        assert heard.pop() is offer.act
        if page.sheet is not None:
            page.close_sheet()
        page.show_person(f"{number:032x}")


def test_a_walk_in_is_approved_with_its_key_and_not_with_enter(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    made = desk.station.desk.walkin({"name": "Nobody Inparticular"})
    page = make(Role.LEAD)
    typed(qtbot, page, "inparticular")
    assert page.foot.words[0] == "Approve"
    qtbot.keyClick(page.field.edit, ENTER)
    assert desk.station.people.card(made.id).delegate.status is Status.PENDING
    press(qtbot, page, WindowKey.APPROVE)
    assert desk.station.people.card(made.id).delegate.status is Status.EXPECTED
    assert page.foot.words[0] == "Check in"
