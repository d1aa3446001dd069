"""Action bar (button bar) at the foot of a page: the current actions, each with its keyboard shortcut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.parts.actions import ENTER
from ui.parts.columns import NARROW
from ui.parts.keys import sequence
from ui.parts.theme import TOUCH
from ui.parts.widgets import KeyButton
from ui.parts.widgets.buttons import HEIGHT
from ui.parts.widgets.texts import restyle

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import Enum

    from PySide6.QtGui import QResizeEvent

    from ui.parts.actions import Offer
    from ui.parts.theme import Theme

MOST: Final = 12
IN_A_ROW: Final = 4
NARROWEST: Final = 96  # pixels of a button with a word and its key
IN_ONE_ROW: Final = 8  # more are in two, also where all should be in one


class ActionBar(QWidget):
    """Emits `chosen(act)` for a click or its shortcut. A click never takes the focus from a field.

    Many actions take two rows, and the first is the primary one. With `one_row` all are in one row, and only
    the action on Enter is primary, unless another one is marked as the likeliest.
    """

    chosen = Signal(object)
    missed = Signal(str)  # a key that it listens to, and that is none of its actions now

    def __init__(self, theme: Theme, *, one_row: bool = False) -> None:
        super().__init__()
        self._one_row = one_row
        self._offers: tuple[Offer, ...] = ()
        self._arranged = (0, 0)  # numbers of buttons and columns laid out
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._buttons = [KeyButton("", "", theme, parent=self) for _ in range(MOST)]
        for at, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, at=at: self._clicked(at))
            button.hide()

    def listen(self, keys: tuple[str, ...]) -> None:
        """Makes these shortcuts work wherever the focus is on the page, but not under a sheet that covers it;
        Enter and Esc belong to the page."""
        for key in keys:
            shortcut = QShortcut(QKeySequence(sequence(key)), self)
            shortcut.activated.connect(self._pressing(key))

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Replaces the actions shown."""
        self._offers = offers
        primary = self._primary(offers)
        for at, (button, offer) in enumerate(zip(self._buttons, offers, strict=False)):
            button.change(offer.words, offer.key)
            # Pressed for what it said before: its release decides nothing.
            button.setDown(False)
            button.setEnabled(True)
            restyle(button, "role", "primary" if at == primary else "plain")
        self._arrange()
        self.setVisible(bool(offers))

    @property
    def offers(self) -> tuple[Offer, ...]:
        return self._offers

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(offer.words for offer in self._offers)

    def button(self, key: str) -> KeyButton:
        """Returns the button with that key. Raises `StopIteration` when there is none."""
        keys = zip(self._offers, self._buttons, strict=False)
        return next(button for offer, button in keys if offer.key == key)

    def set_low(self, *, low: bool) -> None:
        """Touch height only, for a low window."""
        for button in self._buttons:
            button.setFixedHeight(TOUCH if low else HEIGHT)

    def enable(self, act: Enum, *, on: bool) -> None:
        """Enables or disables an action; a disabled one stays in its place."""
        for at, offer in enumerate(self._offers):
            if offer.act is act:
                self._buttons[at].setEnabled(on)

    def press(self, key: str) -> bool:
        """Runs the action of this key. Returns whether there is one."""
        for at, offer in enumerate(self._offers):
            if offer.key == key and self._buttons[at].isEnabled():
                self._clicked(at)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Lays the buttons out, where another number of them or of columns is wanted."""
        count, columns = len(self._offers), self._columns()
        if (count, columns) == self._arranged:
            return
        self._arranged = (count, columns)
        for at, button in enumerate(self._buttons):
            self._grid.removeWidget(button)
            button.setVisible(at < count)
            if at < count:
                self._grid.addWidget(button, at // columns, at % columns)
        even = 0 if self._one_row else columns  # in one row a longer label takes more width
        for column in range(MOST):
            self._grid.setColumnStretch(column, int(column < even))

    def _primary(self, offers: tuple[Offer, ...]) -> int | None:
        """The place of the action that stands out."""
        if not self._one_row:
            return 0
        places = range(len(offers))
        marked = (at for at in places if offers[at].likeliest)
        on_enter = (at for at in places if offers[at].key == ENTER)
        return next(marked, next(on_enter, None))

    def _columns(self) -> int:
        """Rows as even as possible: five are three and two, not four and one."""
        count = len(self._offers)
        if self._one_row:
            fit = count <= IN_ONE_ROW and count * NARROWEST <= max(self.width(), NARROW // 2)
            return max(count if fit else -(-count // 2), 1)
        most = IN_A_ROW if self.width() >= NARROW * 2 // 3 else 2
        if count == 1:
            return most  # a button across the whole page would be too loud
        rows = max(-(-count // most), 1)
        return max(-(-count // rows), 1)

    def _pressing(self, key: str) -> Callable[[], None]:
        def press() -> None:
            if not self.press(key):
                self.missed.emit(key)

        return press

    def _clicked(self, at: int) -> None:
        self.chosen.emit(self._offers[at].act)
