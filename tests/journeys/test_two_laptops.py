"""End-to-end: two laptops and a stick, by the windows alone: asked, invited, scanned apart, told, revoked.

Two main windows with a store each, real key presses, and the program's own file dialogs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from checkin.domain import CodeKind, Role, Tier
from checkin.settings import Settings
from checkin.store import people
from tests.journeys.file_dialog import dialog
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard, combined, look_at_it, wait_for
from ui.desks import DesksPage
from ui.desks.sheets import LettersSheet
from ui.parts.keys import WindowKey
from ui.parts.letters import LetterGroups
from ui.scanning.rhythm import RHYTHM_MS
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from checkin.station import Station
    from ui.parts.secret_form import SecretForm

PASSPHRASE: Final = "made up for this test"
AT_ORGANISER, AT_ENTRANCE = 10, 11  # delegates who come to one of the two


class Laptop:
    """A main window with a store of its own, and whoever sits in front of it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    def walk_to(self, other: Laptop) -> Laptop:
        """In front of the other one: no key reaches this one meanwhile, as on two machines."""
        self.window.host.listen(on=False)
        other.window.host.listen(on=True)
        other.sit_down()
        return other

    def sit_down(self) -> None:
        """The window in front is this one."""
        with self._qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    @property
    def form(self) -> SecretForm:
        assert self.window.reception.page is not None
        assert self.window.reception.page.form is not None
        return self.window.reception.page.form

    @property
    def station(self) -> Station:
        assert self.window.station is not None
        return self.window.station

    @property
    def desks(self) -> DesksPage:
        assert self.window.workplace is not None
        page = self.window.workplace.front
        assert isinstance(page, DesksPage)
        return page

    def press(self, *keys: str) -> None:
        for key in keys:
            look_at_it()
            pressed = combined(key)
            # The window's, which a file dialog may have left inactive on a screen without a window manager.
            target = self.window.focusWidget()
            QTest.keyClick(target, pressed.key(), pressed.keyboardModifiers())
            wait_for(RHYTHM_MS)

    def choose(self, words: str) -> None:
        """A choice of the first page."""
        button = next(b for b in self.form.findChildren(QPushButton) if b.text() == words)
        button.setFocus()
        self.press(WindowKey.ENTER)

    def fill(self, *lines: str) -> None:
        """Types into the fields, one after another, and presses Enter."""
        fields = self.form.findChildren(QLineEdit)
        for field, line in zip(fields, lines, strict=True):
            QTest.keyClicks(field, line)
        self.press(WindowKey.ENTER)

    def go_to_desks(self) -> None:
        assert self.window.workplace is not None
        self.window.workplace.rail.buttons["desks"].click()
        assert self.desks.list.desks

    def scan(self, code: str) -> str:
        """The headline of the verdict."""
        assert self.window.workplace is not None
        self.window.workplace.desk.scan(code)
        self.window.workplace.desk.go_on()
        return self.window.workplace.desk.card.headline.text()

    @property
    def said(self) -> str:
        return self.desks.banner.words()


@pytest.fixture
def laptops(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[tuple[Laptop, Laptop]]:
    windows = []
    for name in ("organiser", "entrance"):
        chosen = Settings(language="en", idle_minutes=0)
        keep = tmp_path / name / "settings.json"
        windows.append(MainWindow(chosen, keep, Appearance(qapp), InlineBackground(), Heard()))
        windows[-1].start(None)
    first, second = (Laptop(window, qtbot) for window in windows)
    yield first, second
    for window in windows:
        window.close_store()
        window.close()
        window.deleteLater()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def codes(station: Station) -> dict[int, str]:
    """Delegate number → invitation code."""
    with station.store.read() as connection:
        valid = people.valid_codes(connection, CodeKind.INVITATION)
    return {delegate.number: valid[delegate.id] for delegate in station.roster.delegates()}


def test_two_laptops_and_a_stick(laptops: tuple[Laptop, Laptop], stick: Path) -> None:
    organiser, entrance = laptops
    organiser.sit_down()
    organiser.choose("Try the demo event")
    organiser.fill(PASSPHRASE, PASSPHRASE)
    organiser.press(WindowKey.ENTER)  # the recovery passphrase is written down
    join(organiser, entrance, stick)
    code = codes(organiser.station)

    # Apart: both let somebody in, and neither knows of the other.
    assert entrance.scan(code[AT_ENTRANCE]) == "Welcome"
    assert organiser.scan(code[AT_ORGANISER]) == "Welcome"

    carry(entrance, organiser, stick / "from entrance.uketsuke-bundle")
    assert organiser.said == "2 entries were new."
    assert organiser.scan(code[AT_ENTRANCE]) == "Already in"
    carry(organiser, entrance, stick / "from organiser.uketsuke-bundle")
    assert entrance.scan(code[AT_ORGANISER]) == "Already in"

    entrance.walk_to(organiser)
    organiser.go_to_desks()
    organiser.press("Down", WindowKey.REVOKE_DESK, WindowKey.ENTER)
    assert organiser.said == "Entrance B is revoked."


def join(organiser: Laptop, entrance: Laptop, stick: Path) -> None:
    """The entrance asks, the organiser compares and invites, the entrance opens its invitation."""
    request, invitation = stick / "asks.uketsuke-request", stick / "b.uketsuke-invitation"
    organiser.walk_to(entrance)
    entrance.choose("Join an event…")
    entrance.choose("Ask to join…")
    with dialog(request):
        entrance.fill("Entrance B", PASSPHRASE, PASSPHRASE)
    (asked,) = entrance.form.findChildren(LetterGroups)

    entrance.walk_to(organiser)
    organiser.go_to_desks()
    organiser.press(WindowKey.ADD_DESK)
    with dialog(request):
        organiser.press(WindowKey.ENTER)
    compared = organiser.desks.sheet
    assert isinstance(compared, LettersSheet)
    assert compared.letters.letters == asked.letters
    with dialog(invitation):
        organiser.press(WindowKey.ENTER)
    assert "Take it to Entrance B" in organiser.said

    organiser.walk_to(entrance)
    with dialog(invitation):
        entrance.press(WindowKey.ENTER)
    entrance.fill(PASSPHRASE)
    entrance.press(WindowKey.ENTER)
    assert entrance.station.desk.tier is Tier.DESK
    assert entrance.station.shift.role is Role.LEAD


def carry(giver: Laptop, taker: Laptop, file: Path) -> None:
    """A stick from one to the other, who sits in front of it afterwards."""
    taker.walk_to(giver)
    giver.go_to_desks()
    with dialog(file):
        giver.press(WindowKey.WRITE_STICK)
    assert giver.said.startswith("Written, with ")
    giver.walk_to(taker)
    taker.go_to_desks()
    with dialog(file):
        taker.press(WindowKey.READ_STICK)
