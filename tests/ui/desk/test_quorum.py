"""The quorum stands on the card at Ready, for a session that needs one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkin.bootstrap import open_store
from checkin.desk import Presentation
from checkin.domain import Flag
from tests import store_copies
from tests.ui import demo_store
from ui.desk.page import DeskPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.input_driver import Heard
    from tests.ui.recorded_shell import LooseSettings
    from ui.parts.page import PageEnvironment

MEMBERS = (12, 18, 42)


def prepared(store: Path) -> None:
    """The demo event, the entrance of which needs two of three members."""
    world = demo_store.open_world(store, demo_store.demo_rows()[:60])
    event, station = world.station.desk.event, world.station
    sessions = (replace(event.sessions[0], quorum=2), *event.sessions[1:])
    for number in MEMBERS:
        station.people.flag(f"{number:032x}", Flag.VOTING, on=True)
    store_copies.change_event(station, replace(event, sessions=sessions))
    station.close()


def test_the_quorum_stands_on_the_ready_card(
    store: Path, chosen: LooseSettings, sounds: Heard, around: PageEnvironment, qtbot: QtBot
) -> None:
    prepared(store)
    with open_store(store, demo_store.PASSPHRASE, clock=demo_store.Clock()) as station:
        page = DeskPage(Presentation(station.desk), chosen, sounds, around)
        qtbot.addWidget(page)
        assert page.card.number.text() == "0 of 3 present, quorum is 2"
        for number in MEMBERS[:2]:
            page.check_in(number)
            page.clear()
        assert page.card.number.text() == "2 of 3 present, quorum reached at 09:48"
        page.check_in(5)
        assert "quorum" not in page.card.number.text()
