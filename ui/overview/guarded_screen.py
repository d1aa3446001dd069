"""The big screen over the whole window, left by Esc with a PIN or the passphrase (kiosk mode)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.overview.big_screen import BigScreen
from ui.overview.feed import OverviewFeed
from ui.parts.secret_form import SecretForm
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from checkin.domain import Event
    from checkin.language import Language
    from checkin.overview import Overview
    from ui.parts.background import Background
    from ui.parts.theme import Theme

GIVE_UP_MS: Final = 20_000  # without a key the counts come back
TURN_MS: Final = 3_000


class GuardedScreen(QStackedWidget):
    """Emits `tried(secret)` for each PIN or passphrase. A failure to read leaves the last counts, with their time."""

    tried = Signal(str)

    def __init__(
        self,
        overview: Overview,
        background: Background,
        event: Event,
        language: Language,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "window")
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.screen_of_counts = BigScreen(event, language, theme)
        self.form: SecretForm | None = None
        back = QWidget()
        self._middle = QHBoxLayout(back)
        self._middle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self.screen_of_counts)
        self.addWidget(back)
        self.feed = OverviewFeed(
            overview.public, background, self.screen_of_counts.isVisible, self, TURN_MS
        )
        self.feed.came.connect(self.screen_of_counts.show_counts)
        self._giving_up = single_shot(self, GIVE_UP_MS, self.stay)

    def begin(self) -> None:
        """Called when it is in front."""
        self.setFocus()
        self.feed.wake()

    def refuse(self, sentence: str) -> None:
        """Shows that the secret was wrong."""
        if self.form is not None:
            self.form.ready()
            self.form.fail(sentence)
            self.form.begin()
            self._giving_up.start()

    def ask_to_leave(self) -> None:
        """Asks for a PIN or the passphrase."""
        tr = self._language
        self.stay()
        form = SecretForm(
            tr.text("End the big screen"),
            tr.text("A PIN, or the passphrase of the store, ends it."),
            self._theme,
        )
        line = form.field(tr.text("PIN or passphrase"), secret=True)
        form.foot(tr.text("End"), tr.text("Back"))
        form.back.connect(self.stay)

        def leave() -> None:
            if line.text():
                self._giving_up.stop()
                form.wait(tr.text("One moment…"))
                self.tried.emit(line.text())

        form.accepted.connect(leave)
        line.textEdited.connect(lambda _: self._giving_up.start())
        self.form = form
        self._middle.addWidget(form)
        self.setCurrentIndex(1)
        form.begin()
        self._giving_up.start()

    def stay(self) -> None:
        """Back to the counts."""
        self._giving_up.stop()
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
        self.setCurrentIndex(0)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Other keys do nothing here, and are not passed to the window."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape and self.form is None:
            self.ask_to_leave()
