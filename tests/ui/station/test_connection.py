"""The card of the connection in Station: a folder, a hub, and neither."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin import hub as hubs
from checkin.domain import LinkPhase, LinkState, Role
from checkin.errors import HubMissing, HubRefuses, HubUnreachable
from checkin.hub import HubAddress, Membership
from checkin.sharing import HubHere, Way, connection, connection_of
from checkin.store.store import put_setting
from tests.ui.input_driver import look_at_it
from tests.ui.station.station_page import press
from ui.station.connection_sheets import HubSheet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from checkin.store.store import Store
    from tests.ui.demo_store import World
    from tests.ui.station.station_page import Make, Opened
    from ui.station import StationPage

ENTER = Qt.Key.Key_Return
LOGIN = Membership(HubAddress("192.0.2.7", 25432, "postgres"), "desk_1", "secret", "PEM")


@pytest.fixture
def opened(station_page: Make) -> Opened:
    return station_page()


def store_of(opened: Opened) -> Store:
    return opened.page.parts.sync.station.store


def test_a_new_desk_has_sticks_only(opened: Opened) -> None:
    card = opened.page.connection
    assert (card.place.text(), card.state.text()) == ("Sticks only", "Alone")
    assert not card.stop.isEnabled()
    assert not card.go_back.isVisibleTo(card)


def test_a_chosen_folder_is_used_at_once_and_given_up_again(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    sync, card = opened.page.parts.sync, opened.page.connection
    sync.folder_every = 0.05
    opened.files.path = tmp_path
    qtbot.keyClick(card.folder, Qt.Key.Key_Space)
    assert connection_of(store_of(opened)).way is Way.FOLDER
    qtbot.waitUntil(lambda: card.state.text().startswith("Shared"), timeout=20_000)
    assert card.place.text() == f"Folder {tmp_path}"
    qtbot.keyClick(card.stop, Qt.Key.Key_Space)
    assert not sync.is_running
    assert (card.place.text(), card.state.text()) == ("Sticks only", "Alone")


def test_why_there_is_no_connection_is_said_in_a_sentence(opened: Opened) -> None:
    failure = HubUnreachable("The hub cannot be reached. Entries wait until it can.")
    now = opened.page.parts.desk.now()
    opened.page.parts.sync.linked.emit(
        LinkState(LinkPhase.WAITING, now, to_send=3, failure=failure)
    )
    words = opened.page.connection.state.text()
    assert words.startswith("3 to send, no connection since 09:48")
    assert words.endswith("Entries wait until it can.")


def test_a_hub_that_refuses_is_told_once(opened: Opened) -> None:
    refused = HubRefuses("The hub does not let this desk in.")
    opened.page.parts.sync.linked.emit(LinkState(LinkPhase.WAITING, failure=refused))
    assert opened.page.connection.state.text() == "The hub does not let this desk in."


def said(page: StationPage) -> str:
    """What the checks say about other desks."""
    return next(check.message for check in page.readiness.checks if check.check == "hub")


def test_what_is_said_about_the_desk_follows_its_connection(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    page, card = opened.page, opened.page.connection
    opened.files.path = tmp_path
    qtbot.keyClick(card.folder, Qt.Key.Key_Space)
    assert said(page) == f"This desk exchanges by {tmp_path}."
    page.tell("The hub runs.")
    qtbot.keyClick(card.stop, Qt.Key.Key_Space)
    assert said(page).startswith("No hub is set up")
    assert not page.banner.words()


def test_who_stopped_sharing_goes_back_to_the_hub(opened: Opened, qtbot: QtBot) -> None:
    card, sync = opened.page.connection, opened.page.parts.sync
    hubs.keep(store_of(opened), LOGIN)
    opened.page.refresh()
    assert card.place.text() == "Hub, 192.0.2.7:25432"
    qtbot.keyClick(card.stop, Qt.Key.Key_Space)
    assert card.go_back.isVisibleTo(card)
    qtbot.keyClick(card.go_back, Qt.Key.Key_Space)
    assert connection_of(store_of(opened)).way is Way.HUB
    sync.stop()


class RunningHub(HubHere):
    """Runs already."""

    runs = True

    @property
    def is_running(self) -> bool:
        return self.runs

    def stop(self) -> None:
        self.runs = False


def test_who_runs_the_hub_is_asked_before_all_others_lose_it(opened: Opened, qtbot: QtBot) -> None:
    page, store = opened.page, store_of(opened)
    hub = page.parts.sync.hub = RunningHub()
    ran = {"way": "hub", "folder": "", "ran_hub": True}
    with store.write() as writing:
        put_setting(writing, connection.SETTING, json.dumps(ran))
    hubs.keep(store, LOGIN)
    page.refresh()
    qtbot.keyClick(page.connection.stop, Qt.Key.Key_Space)
    assert hub.is_running
    look_at_it()
    press(qtbot, page, ENTER)
    assert not page.parts.sync.hub.is_running
    assert connection_of(store).way is Way.NONE
    assert page.connection.start_hub.isEnabled()
    assert not page.connection.go_back.isVisibleTo(page.connection)


def test_without_postgresql_the_sentence_names_the_installer(opened: Opened, qtbot: QtBot) -> None:
    def none() -> hubs.LocalHub:
        raise HubMissing("PostgreSQL is not installed. Install it from {site}.", site="example.org")

    page = opened.page
    page.parts.sync.hub = HubHere(none)
    qtbot.keyClick(page.connection.start_hub, Qt.Key.Key_Space)
    look_at_it()
    press(qtbot, page, ENTER)
    assert "Install it from example.org" in page.banner.words()
    assert page.connection.start_hub.isEnabled()


@pytest.mark.parametrize(
    ("url", "said"),
    [("", "This is no address of a PostgreSQL database."), ("postgresql://a@b/c", "certificate")],
)
def test_an_address_that_will_not_do_is_refused_in_the_form(
    opened: Opened, qtbot: QtBot, url: str, said: str
) -> None:
    page = opened.page
    qtbot.keyClick(page.connection.use_hub, Qt.Key.Key_Space)
    sheet = page.sheet
    assert isinstance(sheet, HubSheet)
    sheet.url.setText(url)
    look_at_it()
    press(qtbot, page, ENTER)
    assert page.sheet is sheet
    assert said in sheet.words()
    assert sheet.accept_button.isEnabled()


def test_a_lead_at_an_organiser_s_desk_has_no_such_card(station_page: Make) -> None:
    assert not station_page(Role.LEAD).page.connection.isVisible()


def test_at_another_desk_who_has_its_passphrase_chooses_the_folder_and_makes_no_hub(
    desk: World, station_page: Make
) -> None:
    desk.station.shift.highest = Role.LEAD
    card = station_page(Role.LEAD).page.connection
    assert card.isVisible()
    assert card.folder.isVisible()
    assert not card.start_hub.isVisible()
    assert station_page(Role.LEAD).page.desk.room.isVisible()
    desk.station.shift.role = Role.VOLUNTEER
    assert not station_page(Role.VOLUNTEER).page.connection.isVisible()
