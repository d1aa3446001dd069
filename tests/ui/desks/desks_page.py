"""Fixture of the Desks page: real stores on two machines, and a stick between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from checkin import bundle, joining
from checkin.bootstrap import open_store
from checkin.domain import Role, Tier
from tests.ui.fake_file_choice import Answered
from tests.ui.input_driver import strike
from ui.desks import DesksPage, DesksParts

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from checkin.station import Station
    from tests.ui.demo_store import World
    from tests.ui.recorded_shell import RecordedShell
    from ui.parts.keys import WindowKey
    from ui.parts.page import PageEnvironment

PASSPHRASE = "of the other machine"


@dataclass
class OtherMachine:
    """A machine that may join, with its own folder for requests."""

    folder: Path
    world: World

    @property
    def request_file(self) -> Path:
        return self.folder / "asks.uketsuke-request"

    @property
    def store(self) -> Path:
        return self.folder / "other.uketsuke"

    def ask(self, name: str = "Desk 2") -> joining.DeskRequest:
        self.folder.mkdir(exist_ok=True)
        return joining.ask(name, PASSPHRASE, self.request_file, self.folder / "requests")

    def join(self, invitation: Path, code: str = "") -> joining.Joined:
        new = joining.NewDesk(invitation, PASSPHRASE, code, self.folder / "requests")
        clock = self.world.clock
        return joining.join(self.store, new, now=lambda: int(clock().timestamp() * 1000))

    def joined(self, name: str = "Desk 2", tier: Tier = Tier.DESK) -> joining.Joined:
        """Joins without the window."""
        invitation = self.folder.with_suffix(".uketsuke-invitation")
        request = self.ask(name)
        self.world.station.invitations.invite(tier, invitation, request=request)
        return self.join(invitation)

    def lets_in_too(self, number: int, name: str = "Desk 2") -> Path:
        """While apart, both machines let the delegate in; returns the stick that tells it."""
        self.joined(name)
        with self.opened() as station:
            station.desk.scan(self.world.code(number))
        self.world.clock.forward(minutes=1)
        self.world.station.desk.scan(self.world.code(number))
        self.world.clock.forward(minutes=1)
        return self.stick()

    def opened(self) -> Station:
        return open_store(self.store, PASSPHRASE, clock=self.world.clock)

    def stick(self, name: str = "stick") -> Path:
        """All that it knows, in a file."""
        path = self.folder / name
        with self.opened() as station:
            bundle.write(station.exchange, path)
        return path


@dataclass
class OpenedDesks:
    page: DesksPage
    shell: RecordedShell
    files: Answered = field(default_factory=Answered)

    @property
    def is_asking(self) -> bool:
        """Whether a form or a question is open."""
        return self.page.sheet is not None

    def press(self, key: WindowKey) -> None:
        strike(key, QApplication.focusWidget() or self.page)

    def rows(self) -> dict[str, str]:
        """Desk → its row as a screen reader tells it."""
        return {desk.name: self.page.list.spoken(desk) for desk in self.page.list.desks}


MakeDesks = Callable[..., OpenedDesks]


@pytest.fixture
def other(desk: World, tmp_path: Path) -> OtherMachine:
    return OtherMachine(tmp_path / "other", desk)


@pytest.fixture
def desks_page(
    desk: World, qtbot: QtBot, shell: RecordedShell, around: PageEnvironment
) -> MakeDesks:
    def build(role: Role = Role.ORGANISER, station: Station | None = None) -> OpenedDesks:
        used = station or desk.station
        used.shift.role = role
        files = Answered()
        parts = DesksParts(
            used.exchange,
            used.invitations,
            used.revocations,
            used.clock_corrections,
            used.conflicts,
            used.export_log,
            used.people.card_log,
            used.shift.may,
            used.desk.event,
            files,
        )
        page = DesksPage(parts, around)
        qtbot.addWidget(page)
        page.resize(1278, 768)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.come()
        return OpenedDesks(page, shell, files)

    return build
