"""The row of actions at the foot of the desk: what is offered now, each with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.desk.actions import DeskAct, DeskOffer
from ui.parts.theme import TOUCH
from ui.parts.widgets import KeyButton
from ui.parts.widgets.buttons import HEIGHT
from ui.parts.widgets.texts import restyle

if TYPE_CHECKING:
    from ui.parts.theme import Theme

MOST: Final = 5
ENTER: Final = "Enter"


class ActionBar(QWidget):
    """Says `chosen(Act)` for a button or its key. A click never takes the focus from the field."""

    chosen = Signal(DeskAct)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._offers: tuple[DeskOffer, ...] = ()
        self._buttons = [KeyButton("", "", theme) for _ in range(MOST)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for at, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, at=at: self._clicked(at))
            row.addWidget(button)

    def listen(self, keys: tuple[str, ...], page: QWidget) -> None:
        """Function keys work wherever the focus is on the page; Enter and Esc are the page's own."""
        for key in keys:
            shortcut = QShortcut(QKeySequence(key.replace(" ", "+")), page)
            shortcut.activated.connect(lambda key=key: self.press(key))

    def show_offers(self, offers: tuple[DeskOffer, ...]) -> None:
        """Replaces what is offered. Enter's act is the primary one."""
        self._offers = offers
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(offers))
            if at < len(offers):
                offer = offers[at]
                button.change(offer.words, offer.key)
                restyle(button, "role", "primary" if offer.key == ENTER else "plain")

    @property
    def offers(self) -> tuple[DeskOffer, ...]:
        return self._offers

    def set_low(self, *, low: bool) -> None:
        """No higher than a finger, for a low window."""
        for button in self._buttons:
            button.setFixedHeight(TOUCH if low else HEIGHT)

    def button(self, key: str) -> KeyButton:
        """The button with that key; raises `StopIteration` where it is not offered."""
        return next(one for one in self._buttons if one.isVisibleTo(self) and one.key == key)

    def press(self, key: str) -> None:
        """Does what the key does now; nothing where it is not offered, or while a sheet asks."""
        if not self.isEnabled():
            return
        for offer in self._offers:
            if offer.key == key:
                self.chosen.emit(offer.act)
                return

    def _clicked(self, at: int) -> None:
        self.chosen.emit(self._offers[at].act)
