"""The print queue: what waits for the printer, and what waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from checkin.badges import JobState, Queued
from checkin.errors import KnownError
from checkin.language import time_of_day
from checkin.wording import Tone
from ui.empty_state import EmptyState
from ui.paper import acts
from ui.paper.acts import Act
from ui.paper.part import PaperPart
from ui.theme import STEP
from ui.widgets import Panel, Strip
from ui.widgets.rows import Index, RowPainter, TupleModel, list_view, row_font

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.language import Language
    from ui.offers import Offer
    from ui.page import Page
    from ui.paper.part import PaperParts
    from ui.print_desk import PrintState
    from ui.theme import Theme

ROW: Final = 60


class QueuePart(PaperPart):
    """A failing printer touches nothing but this list."""

    def __init__(self, core: PaperParts, page: Page, test: Callable[[], None]) -> None:
        super().__init__(core, page)
        language, theme, zone = page.language, page.theme, core.event.time_zone
        self._language = language
        self._model = TupleModel[Queued](self._spoken)
        self._painter = _Painter(zone, language, theme)
        self.list = list_view(language.text("Print queue"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._painter)
        self.list.selectionModel().currentChanged.connect(lambda *_: self.offers_changed.emit())
        self.said = Strip(theme)
        self.said.hide()
        self.nothing = EmptyState(
            "printer",
            language.text("Nothing waits to be printed"),
            language.text("A badge that is wanted at the desk appears here until it is printed."),
            theme,
        )
        self.panel = Panel(language.text("Print queue"))
        self.panel.body.addWidget(self.list)
        self._stack = QStackedWidget()
        empty = Panel()
        empty.body.addWidget(self.nothing)
        self._stack.addWidget(empty)
        self._stack.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.said)
        column.addWidget(self._stack, 1)
        queue = core.badges.queue
        self.acts = {
            Act.PRINT_NOW: core.print_desk.kick,
            Act.RETRY: lambda: self._on_job(queue.retry),
            Act.REMOVE: lambda: self._on_job(queue.drop),
            Act.TEST: test,
        }

    def come(self) -> None:
        self.show_state(self.core.print_desk.state)
        try:
            self._show_jobs(self.core.badges.waiting())
        except KnownError as error:
            self.page.show_error(error)

    def offers(self) -> tuple[Offer, ...]:
        return acts.on_queue(self.chosen, self._language)

    def _on_job(self, work: Callable[[int], None]) -> None:
        job = self.chosen
        if job is None:
            return
        try:
            work(job.id)
        except KnownError as error:
            self.page.show_error(error)
        self.core.print_desk.kick()
        self.come()

    def _show_jobs(self, jobs: tuple[Queued, ...]) -> None:
        """Replaces the rows; the chosen job stays chosen while it is there."""
        chosen = self.chosen
        self._model.show(jobs)
        self._stack.setCurrentIndex(1 if jobs else 0)
        heading = self._language.plural("{n} badge waits", "{n} badges wait", len(jobs))
        self.panel.heading.setText(heading)
        ids = [job.id for job in jobs]
        if chosen is not None and chosen.id in ids:
            self.list.setCurrentIndex(self._model.index(ids.index(chosen.id)))
        elif jobs:
            self.list.setCurrentIndex(self._model.index(0))
        self.offers_changed.emit()

    def show_state(self, state: PrintState) -> None:
        """Why nothing goes on, when nothing does."""
        tr = self._language
        if state.trouble is not None:
            self.said.say(tr.explain(state.trouble), "printer", Tone.AGAIN)
        elif not state.printer:
            words = tr.text("No printer is chosen, so badges wait. Choose one under Station.")
            self.said.say(words, "printer", Tone.AGAIN if state.waiting else None)
        else:
            self.said.say("", "", None)

    @property
    def jobs(self) -> tuple[Queued, ...]:
        return self._model.items

    @property
    def chosen(self) -> Queued | None:
        return self._model.item(self.list.currentIndex().row())

    def _spoken(self, job: Queued) -> str:
        return ", ".join((who(job, self._language), state(job, self._language)))


def who(job: Queued, language: Language) -> str:
    one = job.delegate
    if one is None:
        return language.text("No longer on the roster")
    number = language.text("Delegate {number}", number=f"{one.number:03}")
    return f"{number} · {one.display_name}"


def state(job: Queued, language: Language) -> str:
    """What becomes of it, and why not yet."""
    return " · ".join(part for part in (_state(job.state, language), job.reason) if part)


def _state(state: JobState, language: Language) -> str:
    match state:
        case JobState.WAITING:
            return language.text("Waits")
        case JobState.PRINTING:
            return language.text("Is being printed")
        case JobState.FAILED:
            return language.text("Set aside")


class _Painter(QStyledItemDelegate):
    def __init__(self, zone: str, language: Language, theme: Theme) -> None:
        super().__init__()
        self._zone, self._language, self._theme = zone, language, theme
        self._name = row_font(15, QFont.Weight.DemiBold)
        self._small = row_font(13)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, widget = index.model(), option.widget
        job = model.item(index.row()) if isinstance(model, TupleModel) else None
        if job is None or not isinstance(widget, QListView):
            return
        theme = self._theme
        row = RowPainter(painter, option.rect, theme, widget)
        if widget.currentIndex().row() == index.row():
            row.chosen()
        row.rule()
        aside = job.state is JobState.FAILED
        colour = theme.tone(Tone.STOP).ink if aside else theme.muted
        row.icon("warning" if aside else "badge", colour, 18, 22)
        time = time_of_day(job.added_at, self._zone)
        taken = row.trailing(time, self._small, theme.muted, 18) + 12
        room, top = row.box.width() - 58 - taken, row.box.top()
        words = who(job, self._language)
        row.text(words, self._name, theme.text, QRect(58, top + 9, room, 22))
        words = state(job, self._language)
        row.text(words, self._small, theme.muted, QRect(58, top + 31, room, 20))
