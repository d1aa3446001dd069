"""The lock of the user's session, over a real D-Bus of this test's own."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from ui.shell.session_lock import SAYS_SO, SAYS_WHETHER, SessionLock, buses_of_machine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

PATIENCE = 60

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="this machine has no D-Bus"
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A bus that nobody else is on."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    yield bus.stdout.readline().strip()
    bus.terminate()
    bus.wait(PATIENCE)
    bus.stdout.close()


@pytest.fixture
def buses(address: str, qapp: object) -> Iterator[tuple[QDBusConnection, QDBusConnection]]:
    """That of the listener, and that of the desktop."""
    names = ("listener", "desktop")
    yield tuple(QDBusConnection.connectToBus(address, name) for name in names)  # type: ignore[misc]
    for name in names:
        QDBusConnection.disconnectFromBus(name)


def tells(desktop: QDBusConnection, interface: str, name: str, *arguments: bool) -> None:
    message = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", interface, name)
    message.setArguments([*arguments])
    assert desktop.send(message)


@pytest.mark.parametrize(("interface", "name"), SAYS_WHETHER)
def test_a_screen_that_is_locked_is_heard_and_one_that_is_unlocked_is_not(
    buses: tuple[QDBusConnection, QDBusConnection], qtbot: QtBot, interface: str, name: str
) -> None:
    listener, desktop = buses
    lock, heard = SessionLock(), list[bool]()
    lock.locked.connect(lambda: heard.append(True))
    lock.listen((listener,))
    tells(desktop, interface, name, False)
    tells(desktop, interface, name, True)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [True]


@pytest.mark.parametrize(("interface", "name"), SAYS_SO)
def test_a_session_that_is_to_lock_is_heard(
    buses: tuple[QDBusConnection, QDBusConnection], qtbot: QtBot, interface: str, name: str
) -> None:
    listener, desktop = buses
    lock = SessionLock()
    lock.listen((listener,))
    with qtbot.waitSignal(lock.locked):
        tells(desktop, interface, name)


def test_without_a_bus_nothing_is_heard_and_nothing_is_wrong(qapp: object) -> None:
    lock = SessionLock()
    lock.listen((QDBusConnection("nobody is there"),))
    lock.listen(buses_of_machine())
