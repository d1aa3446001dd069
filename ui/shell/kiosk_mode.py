"""Kiosk mode of the window: full-screen self-check-in until the passphrase is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from checkin.roles import Action
from checkin.settings import SelfCheckIn
from ui.parts.question_sheet import QuestionSheet
from ui.shell import opening

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from checkin.errors import KnownError
    from ui.kiosk.kiosk import Kiosk
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace_host import WorkplaceHost


class KioskMode(QObject):
    """Takes over `window`, and gives it back."""

    def __init__(self, parts: WindowParts, host: WorkplaceHost, window: QWidget) -> None:
        super().__init__(window)
        self._parts, self._host, self._window = parts, host, window
        self.kiosk: Kiosk | None = None
        self._was_maximised = False

    def ask(self) -> None:
        """Confirms before it: the operator must know the passphrase that ends it."""
        workplace, look = self._host.workplace, self._parts.look
        if workplace is None:
            return
        tr = look.language
        sheet = QuestionSheet(
            tr.text("Start self-check-in?"),
            tr.text(
                "Delegates check in by themselves. The window takes the whole screen, and only the "
                "passphrase of the store ends it: a PIN does not."
            ),
            tr.text("Start"),
            tr.text("Back"),
            look.theme,
        )
        # Deferred: not from within the sheet that confirmed it.
        workplace.front.confirm(sheet, lambda: QTimer.singleShot(0, self, self.start))

    def start(self) -> None:
        """Starts self-check-in."""
        from ui.kiosk.kiosk import Kiosk, KioskParts  # noqa: PLC0415 - lazy: imports the camera parts

        parts, store, workplace = self._parts, self._host.store, self._host.workplace
        if store is None or workplace is None:
            return
        store.station.shift.require(Action.SET_UP)
        store.station.shift.hand_over()
        if not workplace.desk.waiting:
            workplace.desk.clear()
        parts.second.blank()
        self._host.listen(on=False)
        chosen = parts.settings.current
        uses = KioskParts(
            store.station.desk,
            store.print_desk,
            parts.background,
            parts.sounds,
            chosen.camera,
            by_name=chosen.self_checkin is SelfCheckIn.NAMES,
        )
        kiosk = Kiosk(uses, parts.look.language, parts.look.theme)
        parts.serial.scanned.connect(kiosk.scanner.take)
        kiosk.tried.connect(self._try_to_leave)
        self._was_maximised = self._window.isMaximized()
        self.kiosk = parts.stack.replace(None, kiosk)
        self._window.showFullScreen()
        kiosk.ready()

    def _try_to_leave(self, secret: str) -> None:
        station = self._host.station
        if station is not None:
            self._parts.background.run(
                lambda: opening.is_passphrase(station, secret), lambda _: self.end(), self._stay
            )

    def _stay(self, error: KnownError) -> None:
        if self.kiosk is not None:
            self.kiosk.refuse(self._parts.look.language.explain(error))

    def end(self) -> None:
        """Ends it: back to the workplace, in the role of organiser."""
        kiosk, self.kiosk = self.kiosk, None
        station = self._host.station
        if kiosk is None or station is None:
            return
        kiosk.rest()
        station.shift.take_up_as_organiser()
        if self._was_maximised:
            self._window.showMaximized()
        else:
            self._window.showNormal()
        self._host.build()
        self._parts.stack.drop(kiosk)
