"""Big-screen mode of the window: counts for everybody to see, until a PIN or the passphrase is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from checkin.roles import Action
from ui.parts.question_sheet import QuestionSheet
from ui.shell import opening

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from checkin.errors import KnownError
    from ui.overview.guarded_screen import GuardedScreen
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace_host import WorkplaceHost


class BigScreenMode(QObject):
    """Takes over `window`, and gives it back in the role that was there before. Emits `ended` then."""

    ended = Signal()

    def __init__(self, parts: WindowParts, host: WorkplaceHost, window: QWidget) -> None:
        super().__init__(window)
        self._parts, self._host, self._window = parts, host, window
        self.guarded: GuardedScreen | None = None
        self._was_maximised = False

    def ask(self) -> None:
        """Confirms before it: the operator must be able to end it."""
        workplace, look = self._host.workplace, self._parts.look
        if workplace is None:
            return
        tr = look.language
        sheet = QuestionSheet(
            tr.text("Start the big screen?"),
            tr.text(
                "It shows how many are where, and nobody's name. The window takes the whole screen "
                "and scans nothing; Esc and a PIN or the passphrase end it."
            ),
            tr.text("Start"),
            tr.text("Back"),
            look.theme,
        )
        # Deferred: not from within the sheet that confirmed it.
        workplace.front.confirm(sheet, lambda: QTimer.singleShot(0, self, self.start))

    def start(self) -> None:
        """Shows the counts. Raises `NotAllowed` for who may not see them in the first place."""
        from ui.overview.guarded_screen import GuardedScreen  # noqa: PLC0415 - lazy, as pages are

        parts, station = self._parts, self._host.station
        if station is None or self._host.workplace is None:
            return
        station.shift.require(Action.SEE_PRESENCE)
        parts.second.blank()
        self._host.listen(on=False, locked=True)
        look = parts.look
        guarded = GuardedScreen(
            station.overview, parts.background, station.desk.event, look.language, look.theme
        )
        guarded.tried.connect(self._try_to_leave)
        self._was_maximised = self._window.isMaximized()
        self.guarded = parts.stack.replace(None, guarded)
        self._window.showFullScreen()
        guarded.begin()

    def _try_to_leave(self, secret: str) -> None:
        station = self._host.station
        if station is not None:
            role = station.shift.role
            self._parts.background.run(
                lambda: opening.unlock_window(station, secret),
                lambda _: self._end(is_same_role=station.shift.role is role),
                self._stay,
            )

    def _stay(self, error: KnownError) -> None:
        if self.guarded is not None:
            self.guarded.refuse(self._parts.look.language.explain(error))

    def _end(self, *, is_same_role: bool) -> None:
        """Back to the workplace; the PIN of a lower role gives its own pages."""
        guarded, self.guarded = self.guarded, None
        workplace = self._host.workplace
        if guarded is None or workplace is None:
            return
        if self._was_maximised:
            self._window.showMaximized()
        else:
            self._window.showNormal()
        self._parts.stack.setCurrentWidget(workplace)
        self._parts.stack.drop(guarded)
        self._host.listen(on=True)
        if is_same_role:
            self._host.come()
        else:
            self._host.build()
        self.ended.emit()
