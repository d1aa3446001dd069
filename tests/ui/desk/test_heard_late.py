"""A desk that is apart from the others: its card says so, and one key lets in all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk import Presentation
from checkin.domain import DelegateId, Outcome, Tier
from tests.factories import MINUTE, Clock
from tests.several_desks import stations, tell
from tests.ui.input_driver import look_at_it, strike, wait_for
from ui.desk.page import DeskPage
from ui.parts.keys import WindowKey
from ui.scanning.rhythm import RHYTHM_MS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from checkin.station import Station
    from tests.ui.input_driver import Heard
    from tests.ui.recorded_shell import LooseSettings
    from ui.parts.page import PageEnvironment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def first(tmp_path: Path, clock: Clock) -> Iterator[Station]:
    """A desk that has heard another one, at nine."""
    with stations(tmp_path, [Tier.DESK], clock) as (first, other):
        tell(other, first)
        first.exchange.hear(other.exchange.statement())
        yield first


@pytest.fixture
def front(
    first: Station,
    qtbot: QtBot,
    chosen: LooseSettings,
    sounds: Heard,
    around: PageEnvironment,
) -> DeskPage:
    page = DeskPage(Presentation(first.desk), chosen, sounds, around)
    qtbot.addWidget(page)
    page.resize(1278, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def press(key: WindowKey) -> None:
    """A key, once all has been read."""
    look_at_it()
    strike(key)
    wait_for(RHYTHM_MS)


def test_who_seems_to_be_in_is_let_in_by_a_volunteer_with_one_key(
    front: DeskPage, first: Station, clock: Clock
) -> None:
    who = DelegateId(first.desk.walkin({"name": "Ada Lovelace"}, approved=True).id)
    first.shift.hand_over()
    front.check_in(who)
    clock.forward(2 * MINUTE)
    front.check_in(who)
    assert "As heard at 09:00" in front.card.face.notes
    assert "As heard at 09:00" in front.card.accessibleName()
    assert "Let in, heard late" in front.bar.words
    press(WindowKey.HEARD_LATE)
    assert front.card.face.headline == "Welcome back"
    assert "Let in, heard late" not in front.bar.words
    press(WindowKey.HEARD_LATE)  # nobody is refused any more
    outcomes = [scan.outcome for scan in first.desk.last(5)]
    assert outcomes == [Outcome.READMITTED, Outcome.ALREADY_IN, Outcome.ADMITTED]


def test_while_the_others_are_heard_nobody_is_offered_to(
    front: DeskPage, first: Station, clock: Clock
) -> None:
    who = DelegateId(first.desk.walkin({"name": "Ada Lovelace"}, approved=True).id)
    front.check_in(who)
    clock.forward(MINUTE // 2)
    front.check_in(who)
    assert "Same person" in front.bar.words
    assert "Let in, heard late" not in front.bar.words
    press(WindowKey.HEARD_LATE)
    assert front.card.face.headline != "Welcome back"
