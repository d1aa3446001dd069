"""A store that is another than last time under the same name: said at every open until an organiser accepts it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from checkin import demo, settings
from checkin.domain import Role
from tests.ui import demo_store
from tests.ui.input_driver import happen
from ui.shell.another_store import AnotherStoreSheet
from ui.shell.workplace import Workplace

if TYPE_CHECKING:
    from pathlib import Path

    from ui.shell.main_window import MainWindow

SAID = "holds another store than when it was last opened here"


@pytest.fixture
def exchanged(window: MainWindow, peopled: Path) -> Path:
    """A store that the window has opened, and that somebody has replaced by one of their own."""
    opened(window, peopled)
    window.close_store()
    shutil.rmtree(peopled)
    demo.create(peopled, demo_store.PASSPHRASE, count=3)
    return peopled


def opened(window: MainWindow, store: Path) -> Workplace:
    window.start(store)
    window.reception.unlock(demo_store.PASSPHRASE)
    happen()
    assert isinstance(window.workplace, Workplace)
    return window.workplace


def test_the_same_store_is_not_asked_about(window: MainWindow, peopled: Path) -> None:
    assert opened(window, peopled).desk.sheet is None
    known = dict(window.settings.current.stores)
    assert window.station is not None
    assert known == {str(peopled.absolute()): window.station.identity}
    assert not settings.is_another_store(window.settings.current, peopled, window.station.identity)


def test_another_one_is_asked_about_until_an_organiser_accepts_it(
    window: MainWindow, exchanged: Path
) -> None:
    sheet = opened(window, exchanged).desk.sheet
    assert isinstance(sheet, AnotherStoreSheet)
    assert SAID in sheet.accessibleDescription()
    assert window.station is not None
    assert settings.is_another_store(window.settings.current, exchanged, window.station.identity)
    sheet.accepted.emit()  # by Enter alone
    assert "only if you know why" in sheet.words()
    assert settings.is_another_store(window.settings.current, exchanged, window.station.identity)
    sheet.known.setChecked(True)
    sheet.accepted.emit()
    assert not settings.is_another_store(
        window.settings.current, exchanged, window.station.identity
    )
    assert window.workplace is not None
    assert window.workplace.desk.sheet is None


def test_who_may_not_accept_it_is_told(window: MainWindow, exchanged: Path) -> None:
    workplace = opened(window, exchanged)
    workplace.desk.close_sheet()
    assert window.station is not None
    window.station.shift.role = Role.VOLUNTEER
    window.alarm.another_store.look()
    assert SAID in workplace.front.banner.words()
    assert workplace.desk.sheet is None
