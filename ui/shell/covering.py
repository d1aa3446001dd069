"""Screen lock: blank screen by a key, auto-lock when idle; unlocked by Esc, a PIN or the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QObject, QTimer, Signal

from checkin.domain import Role
from ui.shell import opening
from ui.shell.lock import LockScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.errors import KnownError
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace_host import WorkplaceHost

IDLE_CHECK_MS: Final = 5_000
SLEPT_MS: Final = 30_000  # later than that a check is after a sleep, and not after a busy moment


class Covering(QObject):
    """Emits `locked` when it has locked the window, and `lifted` when the workplace is in front again.

    `taken`: whether kiosk or practice mode has the window; then there is nothing to cover.
    """

    locked = Signal()
    lifted = Signal()

    def __init__(
        self, parts: WindowParts, host: WorkplaceHost, taken: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts, self._host, self._taken = parts, host, taken
        self.cover: LockScreen | None = None
        self.wall: Callable[[], int] = QDateTime.currentMSecsSinceEpoch
        self._checked = self.wall()
        self._idle = QTimer(self)
        self._idle.setInterval(IDLE_CHECK_MS)
        self._idle.timeout.connect(self.check_idle)

    def start(self) -> None:
        """Starts the idle check."""
        self._checked = self.wall()
        self._idle.start()

    def stop(self) -> None:
        self._idle.stop()

    def blank(self) -> None:
        """Blanks the window at once; it locks itself soon."""
        workplace = self._host.workplace
        # In practice there is nothing to hide, and nobody knows the passphrase that would unlock it.
        shown = workplace is not None and self._parts.stack.currentWidget() is workplace
        if shown and not self._taken():
            self._cover().blank(locks=self._can_unlock())

    def lock(self) -> None:
        """Locks the window until a PIN or the passphrase is given; the state is kept."""
        if self._host.workplace is not None:
            self._cover().lock()
            self.locked.emit()

    def lock_with_session(self) -> None:
        """Locks the window because the user's session is locked, or the machine goes to sleep."""
        if self._host.workplace is None or self._taken() or not self._can_unlock():
            return
        if self.cover is None or not self.cover.locked:
            self.lock()

    def check_idle(self) -> None:
        """Locks the window when it was idle for as long as the settings say."""
        slept, workplace = self._has_slept(), self._host.workplace
        if workplace is None or self.cover is not None or self._taken():
            return
        limit = self._limit_ms()
        is_idle = bool(limit) and workplace.desk.scanner.idle_ms >= limit
        if (slept or is_idle) and self._can_unlock():
            self.lock()

    def _limit_ms(self) -> int:
        chosen, station = self._parts.settings.current, self._host.station
        if not chosen.idle_minutes:
            return 0  # this machine never locks itself
        is_lead = station is not None and station.shift.role is not Role.VOLUNTEER
        return (chosen.idle_minutes_of_leads if is_lead else chosen.idle_minutes) * 60_000

    def _has_slept(self) -> bool:
        """Whether the machine was suspended since the last check, or its session locked: nothing ran meanwhile.

        Every system stops timers then, and the wall clock goes on; so it needs no service of any of them.
        """
        before, self._checked = self._checked, self.wall()
        return self._checked - before > IDLE_CHECK_MS + SLEPT_MS

    def _can_unlock(self) -> bool:
        """A desk that nobody at it could open again does not lock itself."""
        station = self._host.station
        return station is not None and station.shift.can_unlock()

    def _cover(self) -> LockScreen:
        look = self._parts.look
        self._parts.second.blank()
        cover = LockScreen(look.language, look.theme)
        cover.tried.connect(self._try)
        cover.lifted.connect(self.lift)
        if self._host.workplace is not None:
            cover.told.connect(self._host.workplace.desk.settling.renew)
        self.cover = self._parts.stack.replace(self.cover, cover)
        self._host.listen(on=False, locked=True)
        return cover

    def _try(self, secret: str) -> None:
        station = self._host.station
        if station is not None:
            role = station.shift.role
            self._parts.background.run(
                lambda: opening.unlock_window(station, secret),
                lambda _: self.lift(role),
                self._refuse,
            )

    def _refuse(self, error: KnownError) -> None:
        if self.cover is not None:
            self.cover.refuse(self._parts.look.language.explain(error))

    def lift(self, role_before: Role | None = None) -> None:
        """Unlocks; for another role the workplace is rebuilt."""
        cover, host = self.cover, self._host
        if cover is None or host.workplace is None or host.station is None:
            return
        cover.rest()
        self._parts.stack.setCurrentWidget(host.workplace)
        self._parts.stack.drop(cover)
        self.cover = None
        host.listen(on=True)
        if role_before not in {None, host.station.shift.role}:
            host.build()
        self.lifted.emit()
        host.come()
