"""Layout of the desk: the input field, the card or search results below, recent scans beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.desk.camera_panel import CameraPanel
from ui.desk.last_scans import LastScans
from ui.desk.search_results import SearchResults
from ui.desk.session_strip import LampLine, SessionStrip
from ui.desk.verdict_card import VerdictCard
from ui.parts.action_bar import ActionBar
from ui.parts.actions import ENTER
from ui.parts.keys import WindowKey
from ui.parts.page import Page, PageEnvironment
from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets import SearchField
from ui.parts.widgets.field import RING
from ui.parts.widgets.frames import HEADER, HEADER_LOW
from ui.sharing import LinkStrip
from ui.sharing.link_strip import HEIGHT as LINK_HEIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from checkin.domain import Event

SIDE: Final = 392
DIGITS: Final = tuple("0123456789")
NARROW: Final = 960
LOW: Final = 520
TALL: Final = 600  # camera and recent scans stacked
SIDE_NARROW: Final = 224
KEYS: Final = (
    WindowKey.NO,
    WindowKey.EXIT,
    WindowKey.PROXY,
    WindowKey.CHECK_IN,
    WindowKey.BADGE,
    WindowKey.LEAD,
    WindowKey.LEGAL_NAME,
    WindowKey.HEARD_LATE,
    WindowKey.LOOK,
    WindowKey.UNDO,
    WindowKey.GROUP,
    WindowKey.WALK_IN,
)
RETURNS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DeskView(Page):
    """The desk's widgets and the keys of the field; no decisions."""

    onward = Signal()  # the arrow key that opens a card
    back = Signal()  # Esc
    stepped = Signal(int)  # up or down, outside the look-up

    def __init__(self, event: Event, around: PageEnvironment) -> None:
        super().__init__("", around)
        tr, theme = around.language, around.theme
        self.strip = SessionStrip(self.header, event, tr, self)
        words = tr.text("Scan a code, or type a name in any script")
        self.field = SearchField(theme, words, "scan")
        self.field.edit.installEventFilter(self)
        self.card = VerdictCard(theme)
        self.results = SearchResults(event, tr, theme)
        self.last = LastScans(event, tr, theme)
        self.last.setFixedWidth(SIDE)
        self.last.hide()  # until it is known that there is room
        self.camera = CameraPanel(tr, theme, around.background)
        self.camera.listen(self)
        self.camera.turned.connect(self._fit)
        self.bar = ActionBar(theme, one_row=True)
        self.bar.listen(KEYS)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.card)
        self._middle.addWidget(self.results)
        self._side, self._foot, self._grid = QWidget(), QWidget(), QGridLayout()
        self.link = LinkStrip(tr, theme, self)
        self.link.begun.connect(self._fit)
        self.link.may_paint = lambda: not self.card.unpainted
        self._lay_out()

    @property
    def is_searching(self) -> bool:
        """Whether search results are shown, not the card."""
        return self._middle.currentWidget() is self.results

    def show_card(self) -> None:
        self._middle.setCurrentWidget(self.card)

    def show_results(self) -> None:
        self._middle.setCurrentWidget(self.results)

    def show_lamps(self, kept: LampLine, printer: LampLine) -> None:
        """Shows the state of the backup, and of the printer."""
        self.strip.show_lamps(kept, printer)

    def _lay_out(self) -> None:
        # The field's focus ring lies outside its edge: everything else is inset as much.
        below = QVBoxLayout()
        below.setContentsMargins(RING, 0, RING, 0)
        below.addWidget(self._middle, 1)
        main = QVBoxLayout()
        main.setSpacing(2 * STEP - RING)
        main.addWidget(self.field)
        main.addLayout(below, 1)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(RING, RING, RING, 0)
        side.setSpacing(2 * STEP)
        side.addWidget(self.camera)
        side.addWidget(self.last, 1)
        # Beside a narrow card there is room for the camera only, at the top.
        side.addStretch(0)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(RING, 0, RING, 0)
        foot.addWidget(self.bar)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(0, 1)
        self._grid.setVerticalSpacing(2 * STEP)
        self._grid.addLayout(main, 0, 0)
        self.body.addLayout(self._grid, 1)
        self._place_foot(wide=True)

    def _place_foot(self, *, wide: bool) -> None:
        """The button bar goes under the card; in a narrow window under the camera too, or no label would fit."""
        rows, columns = (2, 1) if wide else (1, 2)
        self._grid.addWidget(self._side, 0, 1, rows, 1)
        self._grid.addWidget(self._foot, 1, 0, 1, columns)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._field_key(event)
        return False

    def _field_key(self, event: QKeyEvent) -> bool:
        """Keys that mean something else in this field than in a plain line edit."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.results.step(step) if self.is_searching else self.stepped.emit(step)
            return True
        if not self.is_searching:
            # The answers to a question on the card.
            return event.text() in DIGITS and self.bar.press(event.text())
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        forward = Qt.Key.Key_Left if right else Qt.Key.Key_Right
        edit = self.field.edit
        if event.key() == forward and edit.cursorPosition() == len(edit.text()):
            self.onward.emit()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS:
            # A button that was reached with Tab is the one that Enter presses.
            chosen = self.focusWidget()
            if isinstance(chosen, QAbstractButton):
                chosen.click()
            else:
                self.bar.press(ENTER)
        elif event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.field.edit.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Responsive layout: what fits at this size is shown, the rest is smaller or hidden."""
        wide, low = self.width() >= NARROW, self.height() < LOW
        tall = self.height() >= TALL or not self.camera.is_on
        self.strip.set_narrow(narrow=not wide)
        self._place_foot(wide=wide)
        self.last.setVisible(wide and tall)
        beside = self.camera.is_on or (wide and tall)
        self._side.setVisible(beside)
        # With nothing beside the card the buttons end where it ends.
        self._grid.setHorizontalSpacing(MARGIN - 2 * RING if beside else 0)
        self.camera.setFixedWidth(SIDE if wide else SIDE_NARROW)
        self.camera.set_low(low=low)
        self.header.setFixedHeight(HEADER_LOW if low else HEADER)
        self.field.set_low(low=low)
        self.bar.set_low(low=low)
        edge = STEP if low else MARGIN
        # The line about other desks has the margin below the buttons: it moves nothing.
        below = max(edge, LINK_HEIGHT) if self.link.is_used else edge
        self.body.setContentsMargins(edge - RING, edge - RING, edge - RING, below)
        self.link.setGeometry(edge, self.height() - below, self.width() - 2 * edge, below)
