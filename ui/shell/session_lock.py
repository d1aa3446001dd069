"""The lock of the user's session (screen saver, logind), heard on D-Bus: a desk whose screen was locked is locked too.

On Linux. D-Bus is a socket of this machine; nothing is asked, it is only listened to. Elsewhere, and where no desktop
tells, a desk still locks itself when it was idle and when the machine has slept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtDBus import QDBusConnection

# Signals that say by their one argument whether it is on.
SAYS_WHETHER: Final = (
    ("org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("org.mate.ScreenSaver", "ActiveChanged"),
    ("org.freedesktop.login1.Manager", "PrepareForSleep"),
)
# Text at run time, and bytes as `connect` is declared.
_SAID: Final = cast("bytes", SLOT("said(bool)"))
_LOCKS: Final = cast("bytes", SLOT("locks()"))
SAYS_SO: Final = (("org.freedesktop.login1.Session", "Lock"),)


class SessionLock(QObject):
    """Emits `locked` when the screen is locked, its saver begins, or the machine is about to sleep."""

    locked = Signal()

    def listen(self, buses: Iterable[QDBusConnection]) -> None:
        """Listens on those buses that are there."""
        for bus in buses:
            if not bus.isConnected():
                continue
            for interface, name in SAYS_WHETHER:
                bus.connect("", "", interface, name, self, _SAID)
            for interface, name in SAYS_SO:
                bus.connect("", "", interface, name, self, _LOCKS)

    @Slot(bool)
    def said(self, on: bool) -> None:  # noqa: FBT001 - a slot of D-Bus
        if on:
            self.locked.emit()

    @Slot()
    def locks(self) -> None:
        self.locked.emit()


def buses_of_machine() -> tuple[QDBusConnection, ...]:
    """The buses of the session and of the system; none where this Qt has no D-Bus."""
    try:
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - not everywhere, and not before the first frame
    except ImportError:
        return ()
    return QDBusConnection.sessionBus(), QDBusConnection.systemBus()
