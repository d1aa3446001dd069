"""The page Overview (dashboard): a day of the event as it goes, for leads and organisers."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from checkin.language import time_of_day
from checkin.roles import Action
from ui.overview import picture
from ui.overview.awaited import AwaitedPanel
from ui.overview.board import Board
from ui.overview.feed import OverviewFeed
from ui.parts.action_bar import ActionBar
from ui.parts.actions import Offer
from ui.parts.columns import NARROW, Scrolling
from ui.parts.keys import WindowKey
from ui.parts.page import Page, PageEnvironment
from ui.parts.shell import Change
from ui.parts.theme import STEP
from ui.parts.widgets import Choice
from ui.parts.widgets.frames import HEADER, HEADER_LOW
from ui.remote import RemoteActs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from checkin.overview import DayOverview
    from checkin.reports import Export
    from ui.overview.parts import OverviewParts

LOW: Final = 480  # pixels of the page
DAY: Final = 200
FORMATS: Final = ("xlsx", "csv")
KEYS: Final = (WindowKey.BIG_SCREEN, WindowKey.SAVE, WindowKey.PICTURE, WindowKey.OPEN)


class OverviewAct(Enum):
    BIG_SCREEN = auto()
    NUMBERS = auto()
    PICTURE = auto()
    REMOTE = auto()


class OverviewPage(Page):
    """Read anew while somebody looks at it; see `OverviewFeed`."""

    shows = frozenset({Change.SCAN, Change.ENTRIES, Change.DELEGATE, Change.ROSTER})
    is_live = True

    def __init__(self, parts: OverviewParts, around: PageEnvironment) -> None:
        super().__init__(around.language.text("Overview"), around)
        self._core = parts
        self.shown: DayOverview | None = None
        self._today = ""
        self._chosen: str | None = None  # the day; None: today, or the nearest
        self.day = Choice(self.theme)
        self.day.setAccessibleName(self.language.text("Day"))
        self.day.setMinimumWidth(DAY)
        self.day.hide()
        self.header.add(self.day)
        self.board = Board(parts.event, self.language, self.theme)
        self.awaited = AwaitedPanel(self.language, self.theme)
        self.awaited.opened.connect(self.shell.show_person)
        self.foot = ActionBar(self.theme)
        self.foot.listen(KEYS)
        self._acts: dict[OverviewAct, Callable[[], None]] = {
            OverviewAct.BIG_SCREEN: self.shell.start_big_screen,
            OverviewAct.NUMBERS: self._save_numbers,
            OverviewAct.PICTURE: self._save_picture,
            OverviewAct.REMOTE: RemoteActs(self, parts.remote, parts.event, parts.files).choose,
        }
        self.foot.chosen.connect(lambda act: self._acts[act]())
        self._panels = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.scrolling = Scrolling(self._laid_out())
        self.body.addWidget(self.scrolling, 1)
        self.body.addWidget(self.foot)
        self._offer()
        self.feed = OverviewFeed(
            lambda: parts.overview.of(self._chosen), self.background, self.isVisible, self
        )
        self.feed.came.connect(self.show_day)
        self.feed.failed.connect(self.show_error)
        self.day.currentIndexChanged.connect(self._choose_day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < LOW
        self.header.setFixedHeight(HEADER_LOW if low else HEADER)
        self.foot.set_low(low=low)
        directions = QBoxLayout.Direction
        wide = self.width() >= NARROW
        self._panels.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _laid_out(self) -> QWidget:
        """Figures above two columns: what happens, and what is awaited."""
        board, whole = self.board, QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(board.figures)
        self._panels.setSpacing(2 * STEP)
        for panels, stretch in (
            ((board.arrivals, board.groups), 3),
            ((board.rooms, self.awaited, board.refusals), 2),
        ):
            side = QVBoxLayout()
            side.setSpacing(2 * STEP)
            for panel in panels:
                side.addWidget(panel)
            side.addStretch(1)
            self._panels.addLayout(side, stretch)
        column.addLayout(self._panels)
        column.addStretch(1)
        return whole

    # State

    def note(self, change: Change) -> None:
        """A change while it is in front is read soon, and not at the next visit."""
        super().note(change)
        if self.stale and self.isVisible():
            self.stale = False
            self.feed.wake()

    def refresh(self) -> None:
        self.feed.wake()

    def take_focus(self) -> None:
        if self.sheet is None:
            (self.awaited.view if self.awaited.rows else self.board.groups.by).setFocus()

    def show_day(self, shown: DayOverview) -> None:
        """Shows the counts, unless another day has been chosen since they were read."""
        if self._chosen not in {None, shown.day}:
            return
        self.shown = shown
        self._offer_days(shown)
        zone, tr = self._core.event.time_zone, self.language
        self.header.subtitle.setText(tr.text("As of {time}", time=time_of_day(shown.as_of, zone)))
        self.board.show_day(shown)
        self.awaited.show_awaited(shown.awaited)

    def _offer_days(self, shown: DayOverview) -> None:
        if self.day.count() == len(shown.days) and self.day.chosen() == shown.day:
            return
        tr, days = self.language, self._core.event.days
        self.day.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.day.clear()
        for day in shown.days:
            words = (
                tr.text("Day {n}, {day}", n=days.index(day) + 1, day=day) if day in days else day
            )
            self.day.offer(day, words)
        self.day.choose(shown.day)
        self.day.blockSignals(False)  # noqa: FBT003
        self.day.setVisible(len(shown.days) > 1)

    def _choose_day(self) -> None:
        chosen, shown = self.day.chosen(), self.shown
        if shown is not None and shown.is_today:
            self._today = shown.day
        # Today goes on to be today after midnight.
        self._chosen = None if chosen == self._today else chosen
        self.feed.read_now()

    # Acts

    def _offer(self) -> None:
        tr = self.language
        offers = []
        if self._core.may(Action.EXPORT):
            offers += [
                Offer(OverviewAct.NUMBERS, tr.text("Save the numbers…"), WindowKey.SAVE),
                Offer(OverviewAct.PICTURE, tr.text("Save as a picture…"), WindowKey.PICTURE),
            ]
        offers.append(Offer(OverviewAct.BIG_SCREEN, tr.text("Big screen…"), WindowKey.BIG_SCREEN))
        if self._core.may(Action.IMPORT):
            offers.append(Offer(OverviewAct.REMOTE, tr.text("Video meeting…"), WindowKey.OPEN))
        self.foot.show_offers(tuple(offers))

    def _save_numbers(self) -> None:
        shown, tr = self.shown, self.language
        if shown is None:
            return
        kinds = ";;".join(tr.text("Lists (*.{ending})", ending=form) for form in FORMATS)
        name = f"overview-{shown.day}.{FORMATS[0]}"
        path = self._core.files.to_save(self, tr.text("Save the numbers"), name, kinds)
        if path is None:
            return
        form = path.suffix.lstrip(".").lower()
        chosen = form if form in FORMATS else FORMATS[0]

        def work() -> Export:
            return self._core.overview.write(shown, tr, chosen, path)

        self.run(work, self._say_saved)

    def _say_saved(self, export: Export) -> None:
        tr = self.language
        self.tell(tr.plural("{n} row written.", "{n} rows written.", export.rows))

    def _save_picture(self) -> None:
        shown, tr = self.shown, self.language
        if shown is None:
            return
        name, kinds = f"overview-{shown.day}.png", tr.text("Pictures (*.png)")
        path = self._core.files.to_save(self, tr.text("Save as a picture"), name, kinds)
        if path is not None:
            data = picture.png(shown, self._core.event, tr, self.theme)
            self.run(lambda: self._write(shown, path, data), lambda _: self._say_picture())

    def _write(self, shown: DayOverview, path: Path, data: bytes) -> None:
        self._core.overview.write_picture(shown, data, path)

    def _say_picture(self) -> None:
        self.tell(self.language.text("The picture is saved. It names nobody."))
