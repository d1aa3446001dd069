"""The acts that are offered now as buttons with their keys, in one row or, where there are many, in two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.parts.columns import NARROW
from ui.parts.widgets import KeyButton
from ui.parts.widgets.texts import restyle

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import Enum

    from PySide6.QtGui import QResizeEvent

    from ui.parts.actions import Offer
    from ui.parts.theme import Theme

ENTER: Final = "Enter"
MOST: Final = 8
IN_A_ROW: Final = 4


class ActionGrid(QWidget):
    """Says `chosen(act)` for a button or its key."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[Offer, ...] = ()
        self._columns = IN_A_ROW
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._buttons = [KeyButton("", "", theme, parent=self) for _ in range(MOST)]
        for at, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, at=at: self._clicked(at))
            button.hide()

    def listen(self, keys: tuple[str, ...]) -> None:
        """These keys work wherever the focus is on the page, but not under a sheet that lies over it;
        Enter and Esc are the page's own."""
        for key in keys:
            shortcut = QShortcut(QKeySequence(key.replace(" ", "+")), self)
            shortcut.activated.connect(self._pressing(key))

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Replaces what is offered. The first one is the primary one."""
        self._offers = offers
        for at, button in enumerate(self._buttons):
            self._grid.removeWidget(button)
            button.setVisible(at < len(offers))
            if at < len(offers):
                offer = offers[at]
                button.change(offer.words, offer.key)
                button.setEnabled(True)
                restyle(button, "role", "plain" if at else "primary")
        self._arrange()
        self.setVisible(bool(offers))

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(offer.words for offer in self._offers)

    def enable(self, act: Enum, *, on: bool) -> None:
        """An act that is offered but cannot be done right now stays in its place."""
        for at, offer in enumerate(self._offers):
            if offer.act is act:
                self._buttons[at].setEnabled(on)

    def press(self, key: str) -> bool:
        """Does what the key does now; gives whether it is offered."""
        for at, offer in enumerate(self._offers):
            if offer.key == key and self._buttons[at].isEnabled():
                self._clicked(at)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Rows as even as can be: five are three and two, not four and one."""
        most = IN_A_ROW if self.width() >= NARROW * 2 // 3 else 2
        count = len(self._offers)
        rows = max(-(-count // most), 1)
        columns = max(-(-count // rows), 1)
        if count == 1:
            columns = most  # a button across the whole page would be shouting
        for at in range(count):
            self._grid.addWidget(self._buttons[at], at // columns, at % columns)
        for column in range(IN_A_ROW):
            self._grid.setColumnStretch(column, int(column < columns))

    def _pressing(self, key: str) -> Callable[[], None]:
        def press() -> None:
            self.press(key)

        return press

    def _clicked(self, at: int) -> None:
        self.chosen.emit(self._offers[at].act)
