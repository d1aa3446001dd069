"""The programme (timetable view): a tab for each day, a strip of sessions without times, one of cancelled ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.event.day_grid import HEAD, DayGrid
from ui.event.session_block import SessionBlock
from ui.event.words import day_name
from ui.parts.columns import FlowBox, Scrolling
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, Tabs, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Session
    from checkin.language import Language
    from checkin.plan.timetable import DayPlan
    from checkin.programme import EventView
    from ui.parts.theme import Theme

LEAST: Final = 160
ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
PAGES: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class ProgrammeView(Panel):
    """Emits `chose(key)` when another session is chosen, empty for none, and `opened(key)`.

    The arrow keys go to the nearest session in their direction.
    """

    chose = Signal(str)
    opened = Signal(str)

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self._view: EventView | None = None
        self.chosen = ""
        self._blocks: dict[str, SessionBlock] = {}
        self._looks: tuple[object, ...] = ()
        self._remade = False  # every block is made anew
        self._is_filled = False  # just now
        self.days = Tabs()
        self.days.setExpanding(False)
        self.days.setDrawBase(False)
        self.days.setAccessibleName(language.text("Days"))
        self.days.currentChanged.connect(self._show_day)
        self.daily, self.gone = FlowBox(), FlowBox()
        self._strips: dict[FlowBox, tuple[SessionBlock, ...]] = {}
        self.grid = DayGrid(language, theme)
        self._scroll = Scrolling(self.grid)
        self._daily_words = text(language.text("Every day, without times"), "small")
        self._gone_words = text(language.text("Cancelled sessions"), "small")
        empty = language.text("No session has times on this day. Ins adds one.")
        self.nothing = text(empty, "quiet").wrapped()
        self._lay_out()

    def _lay_out(self) -> None:
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setMinimumHeight(LEAST)
        self._scroll.verticalScrollBar().valueChanged.connect(self.grid.keep_head)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(STEP)
        for widget in (self._daily_words, self.daily, self.days, self.nothing):
            column.addWidget(widget)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._gone_words)
        column.addWidget(self.gone)
        self.body.addWidget(inner)

    @property
    def day(self) -> str:
        """The day that is shown; empty before there is one."""
        return str(self.days.tabData(self.days.currentIndex()) or "")

    @property
    def session(self) -> Session | None:
        """The chosen session."""
        block = self._blocks.get(self.chosen)
        return block.session if block else None

    @property
    def is_gone(self) -> bool:
        """Whether the chosen session is one that was cancelled."""
        block = self._blocks.get(self.chosen)
        return block is not None and block.is_gone

    def block(self, key: str) -> SessionBlock | None:
        """The block of a session that is in sight."""
        return self._blocks.get(key)

    def grid_keys(self) -> tuple[str, ...]:
        """The sessions with times on the day that is shown."""
        return tuple(
            key for key, block in self._blocks.items() if block.parentWidget() is self.grid
        )

    def show_view(self, view: EventView, session: str = "") -> None:
        """Shows the programme, with the day and the session chosen as before, or that session."""
        looks = (view.event.time_zone, view.event.categories, view.event.gone_categories)
        if looks != self._looks:  # of all blocks; else one of a session that is as before stays
            self._looks = looks
            self._remade = True
        self._view = view
        self.chosen = session or self.chosen
        day = self._day_of(self.chosen) or self.day
        self.days.blockSignals(True)  # noqa: FBT003 - Qt's
        while self.days.count():
            self.days.removeTab(0)
        for at, plan in enumerate(view.timetable.days):
            self.days.addTab(day_name(plan.day, self._language))
            self.days.setTabData(at, plan.day)
        days = [plan.day for plan in view.timetable.days]
        self.days.setCurrentIndex(days.index(day) if day in days else 0)
        self.days.blockSignals(False)  # noqa: FBT003
        self._show_day()

    def step_day(self, by: int) -> None:
        """Shows the day after, or before."""
        self.days.setCurrentIndex(self.days.currentIndex() + by)

    def take_focus(self) -> None:
        """To the chosen session, else the first one, else the days."""
        block = self._blocks.get(self.chosen) or next(iter(self._blocks.values()), None)
        (block or self.days).setFocus()

    def _show_day(self) -> None:
        view = self._view
        if view is None:
            return
        table = view.timetable
        plan = table.days[max(self.days.currentIndex(), 0)]
        had_focus = any(block.hasFocus() for block in self._blocks.values())
        timed = self._made((placed.session for placed in plan.blocks), self.grid, is_gone=False)
        daily = self._made(table.daily, self.daily, is_gone=False)
        gone = self._made(table.gone, self.gone, is_gone=True)
        self._blocks = {**daily, **timed, **gone}
        self._remade = False
        self._is_filled = True  # the focus leaves what is taken away, and chooses nothing by that
        self.grid.show_day(plan, timed)
        self.nothing.setVisible(not timed)
        self._scroll.setVisible(bool(timed))
        self._fill(self.daily, self._daily_words, tuple(daily.values()))
        self._fill(self.gone, self._gone_words, tuple(gone.values()))
        self._is_filled = False
        if self.chosen not in self._blocks:
            self.chosen = ""
        self._mark()
        if had_focus:
            self.take_focus()
        self.chose.emit(self.chosen)

    def _fill(self, strip: FlowBox, words: QWidget, blocks: tuple[SessionBlock, ...]) -> None:
        """Shows blocks in a strip, which deletes those that it had: not the same ones again."""
        if blocks != self._strips.get(strip):
            self._strips[strip] = blocks
            strip.show_all(blocks)
        words.setVisible(bool(blocks))

    def _made(
        self, sessions: Iterable[Session], place: QWidget, *, is_gone: bool
    ) -> dict[str, SessionBlock]:
        sessions = tuple(sessions)
        known = {} if self._remade else self._blocks
        found = {
            session.key: block
            for session in sessions
            if (block := known.get(session.key)) is not None
            and block.session == session
            and block.parentWidget() is place
        }
        if len(found) < len(sessions) and place is not self.grid:
            found = {}  # a strip is filled as a whole
        new = {
            session.key: self._block(session, is_gone=is_gone)
            for session in sessions
            if session.key not in found
        }
        return {session.key: (found | new)[session.key] for session in sessions}

    def _block(self, session: Session, *, is_gone: bool) -> SessionBlock:
        assert self._view is not None  # noqa: S101 - for the type checker
        block = SessionBlock(
            session, self._view.event, self._language, self._theme, is_gone=is_gone
        )
        block.chose.connect(self.choose)
        block.opened.connect(self.opened)
        block.installEventFilter(self)
        return block

    def choose(self, key: str) -> None:
        """Chooses a session that is in sight."""
        if self._is_filled:
            return
        if key != self.chosen:
            self.chosen = key
            self._mark()
            self.chose.emit(key)
        block = self._blocks.get(key)
        if block is not None and block.parentWidget() is self.grid:
            self._scroll.ensureWidgetVisible(block, 0, HEAD + STEP)

    def _mark(self) -> None:
        for key, block in self._blocks.items():
            block.setChecked(key == self.chosen)

    def _day_of(self, key: str) -> str:
        plans: tuple[DayPlan, ...] = self._view.timetable.days if self._view else ()
        for plan in plans:
            if any(placed.session.key == key for placed in plan.blocks):
                return plan.day
        return ""

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if step := PAGES.get(Qt.Key(event.key())):
                self.step_day(step)
                return True
            way = ARROWS.get(Qt.Key(event.key()))
            if way is not None and isinstance(watched, SessionBlock):
                self._go(watched, *way)
                return True
        return super().eventFilter(watched, event)

    def _go(self, block: SessionBlock, right: int, down: int) -> None:
        """To the nearest block in that direction of the screen."""
        here = self._middle(block)

        def far(other: SessionBlock) -> int:
            there = self._middle(other) - here
            along = there.x() * right + there.y() * down
            aside = abs(there.x() * down) + abs(there.y() * right)
            return along + 2 * aside if along > 4 else -1

        ways = [(far(other), other) for other in self._blocks.values() if other is not block]
        nearest = min((way for way in ways if way[0] > 0), key=lambda way: way[0], default=None)
        if nearest is not None:
            nearest[1].setFocus()

    def _middle(self, block: SessionBlock) -> QPoint:
        return block.mapTo(self, block.rect().center())
