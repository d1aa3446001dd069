"""The window exchanges by itself: what another desk does is here without a click, beside whoever works."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from checkin import hub as hubs
from checkin.bootstrap import open_store
from checkin.domain import LinkPhase, Outcome, Role
from checkin.hub import HubAddress, Membership
from checkin.journal import changes_of_event
from checkin.sharing import connection
from checkin.store.store import put_setting
from checkin.sync.new_chain import MACHINE
from tests.several_desks import PASSPHRASE, stations
from tests.ui.input_driver import Hands
from ui.parts.question_sheet import QuestionSheet
from ui.parts.shell import Change
from ui.shell import opening
from ui.shell.opening import Opened
from ui.station import StationPage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.shell.synced_window import SyncedWindow
    from ui.shell.main_window import MainWindow


# At a port where nothing answers, and says so at once.
STOPPED = Membership(HubAddress("127.0.0.1", 9, "postgres"), "desk_1", "secret", "PEM")


def sync_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "sync"]


def test_who_was_registered_at_another_desk_is_found_and_already_in(synced: SyncedWindow) -> None:
    guest = synced.there.desk.walkin({"name": "Noor Haddad"}, approved=True)
    synced.there.desk.checkin(guest.number)
    before = synced.desk.card.face
    synced.send()
    synced.until(lambda: synced.desk.card.face != before)  # the counts
    Hands(synced.desk.scanner).type("haddad")
    synced.until(lambda: not synced.desk.looking.waits)
    assert [hit.name for hit in synced.desk.results.found] == ["Noor Haddad"]
    synced.desk.check_in(guest.number)
    assert synced.store.presenting.verdict is not None
    assert synced.store.presenting.verdict.outcome is Outcome.ALREADY_IN


def test_a_session_that_came_is_on_the_pages(synced: SyncedWindow) -> None:
    before = synced.work
    synced.there.programme.set_event({"name": "Renamed Forum"})
    synced.send()
    synced.until(lambda: synced.work is not before)
    assert synced.here.desk.event.name == "Renamed Forum"


def test_over_a_form_that_is_open_no_page_is_made_anew(synced: SyncedWindow) -> None:
    before = synced.work
    sheet = QuestionSheet("Really?", "A question.", "Yes", "No", before.front.theme)
    before.front.open_sheet(sheet)
    synced.there.programme.set_event({"name": "Renamed Forum"})
    synced.send()
    synced.until(lambda: synced.here.desk.event.name == "Renamed Forum")
    assert synced.work is before
    assert before.front.sheet is sheet
    before.front.close_sheet()
    synced.until(lambda: synced.work is not before)


def test_a_locked_window_stays_locked_whatever_comes(synced: SyncedWindow) -> None:
    window, before = synced.window, synced.work
    window.covering.lock()
    synced.there.programme.set_event({"name": "Renamed Forum"})
    synced.send()
    synced.until(lambda: synced.here.desk.event.name == "Renamed Forum")
    assert window.parts.stack.currentWidget() is window.covering.cover
    assert synced.work is before
    window.covering.lift()
    synced.until(lambda: synced.work is not before)


def test_a_stick_that_was_read_meanwhile_opens_no_lock(synced: SyncedWindow) -> None:
    window, before = synced.window, synced.work
    synced.store.sync.stop()
    window.covering.lock()
    event = synced.here.desk.event
    with synced.here.store.write() as writing:
        renamed = replace(event, name="Renamed Forum")
        synced.here.journal.append_many(writing, changes_of_event(event, renamed))
    before.front.shell.changed(Change.ENTRIES, before.front)
    assert window.parts.stack.currentWidget() is window.covering.cover
    window.covering.lift()
    synced.until(lambda: synced.work is not before)
    assert synced.here.desk.event.name == "Renamed Forum"


def test_the_line_says_that_all_is_shared_and_what_waits(synced: SyncedWindow) -> None:
    assert synced.words() == "Shared just now"
    shutil.rmtree(synced.shared)
    synced.here.rename_desk("Entrance")
    synced.until(lambda: " to send, no connection since " in synced.words())


def test_the_line_moves_nothing_and_takes_no_focus(synced: SyncedWindow) -> None:
    places = geometry(synced.work)
    focus = QApplication.focusWidget()
    shutil.rmtree(synced.shared)
    synced.until(lambda: synced.words().startswith("No connection"))
    connection.stop(synced.here.store)
    synced.store.sync.start()
    synced.until(lambda: not synced.desk.link.isVisible())
    assert geometry(synced.work) == places
    assert QApplication.focusWidget() is focus


def geometry(work: QWidget) -> dict[int, tuple[int, int, int, int]]:
    """Where each widget stands, but those of the line."""
    line = work.desk.link  # type: ignore[attr-defined]
    return {
        id(widget): widget.geometry().getRect()  # type: ignore[misc]
        for widget in work.findChildren(QWidget)
        if widget is not line and widget.parent() is not line
    }


def test_beside_a_verdict_no_seconds_count(synced: SyncedWindow) -> None:
    synced.desk.check_in(1)
    synced.store.sync.stop()
    synced.clock.forward(25_000)
    synced.desk.link.tick()
    assert synced.words() != "Shared, 25 s ago"


def test_a_volunteer_sees_the_line_and_nothing_else(synced: SyncedWindow) -> None:
    synced.here.shift.role = Role.VOLUNTEER
    synced.window.build_again()
    synced.until(lambda: synced.words() == "Shared just now")
    synced.work.go("station")
    page = synced.work.front
    assert isinstance(page, StationPage)
    assert not page.connection.isVisible()


def test_when_the_store_is_closed_no_thread_is_left(synced: SyncedWindow) -> None:
    assert sync_threads()
    synced.window.close_store()
    assert sync_threads() == []


def test_after_a_restore_it_goes_on(synced: SyncedWindow, tmp_path: Path) -> None:
    backup = tmp_path / "copy.uketsuke-backup"
    synced.here.backup(backup)
    synced.window.reopen(
        lambda page, store: page.reopen_with(
            store, partial(opening.restore, backup, store, PASSPHRASE, None)
        )
    )
    assert synced.window.station is not synced.here
    synced.until(lambda: synced.store.sync.state.phase is LinkPhase.SHARED)


def test_why_a_desk_began_a_new_chain_is_said_once(synced: SyncedWindow, tmp_path: Path) -> None:
    window, folder = synced.window, synced.there.folder
    with synced.there.store.write() as writing:
        put_setting(writing, MACHINE, "another")
    synced.there.close()
    station = open_store(folder, PASSPHRASE, clock=synced.clock)
    window.other_desks.end()
    window.open(Opened(station))
    assert window.workplace is not None
    assert "was on another computer" in window.workplace.front.banner.words()
    window.workplace.front.banner.clear()
    window.build_again()
    assert not window.workplace.front.banner.words()


def test_the_hub_that_ran_here_is_offered_again(window: MainWindow, tmp_path: Path) -> None:
    with stations(tmp_path, []) as (here,):
        ran = {"way": "hub", "folder": "", "ran_hub": True}
        with here.store.write() as writing:
            put_setting(writing, connection.SETTING, json.dumps(ran))
        hubs.keep(here.store, STOPPED)
        window.open(Opened(here))
        assert window.workplace is not None
        assert isinstance(window.workplace.front.sheet, QuestionSheet)
        window.close_store()
