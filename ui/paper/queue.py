"""Print queue view: waiting jobs, and jobs that need the operator's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from checkin.badges import JobState, Queued
from checkin.errors import KnownError
from checkin.language import time_of_day
from checkin.wording import Tone
from ui.paper import actions
from ui.paper.actions import PaperAct
from ui.paper.part import PaperPart
from ui.parts.empty_state import EmptyState
from ui.parts.name_order import in_order
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, Strip, text
from ui.parts.widgets.rows import RowDelegate, RowPainter, TupleModel, list_view, row_font

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.language import Language
    from checkin.printers import Printer
    from ui.paper.part import PaperParts
    from ui.parts.actions import Offer
    from ui.parts.page import Page
    from ui.parts.theme import Theme
    from ui.printing.print_desk import PrintState

ROW: Final = 60


class QueuePart(PaperPart):
    """A failing printer affects nothing but this list."""

    def __init__(self, core: PaperParts, page: Page, test: Callable[[], None]) -> None:
        super().__init__(core, page)
        language, theme, zone = page.language, page.theme, core.event.time_zone
        self._language = language
        self._asked = False  # an answer is needed
        self._model = TupleModel[Queued](self._spoken)
        self._painter = RowDelegate(theme, ROW, _JobRow(zone, language, theme).write)
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
        self.progress = Running(language)
        self.progress.hide()
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
        column.addWidget(self.progress)
        column.addWidget(self._stack, 1)
        core.print_desk.counted.connect(self._show_count)
        self.acts = self._all_acts(test)

    def _all_acts(self, test: Callable[[], None]) -> dict[PaperAct, Callable[[], None]]:
        queue, desk = self.core.badges.queue, self.core.print_desk
        return {
            PaperAct.STOP: desk.stop_printing,
            PaperAct.CAME_OUT: lambda: self._answer(lambda job, chosen: job.id <= chosen.id),
            PaperAct.AGAIN: lambda: self._answer(lambda job, chosen: job.id < chosen.id),
            PaperAct.PRINT_NOW: desk.kick,
            PaperAct.RETRY: lambda: self._on_job(queue.retry),
            PaperAct.REMOVE: lambda: self._on_job(queue.drop),
            PaperAct.TEST: test,
        }

    def come(self) -> None:
        self.show_state(self.core.print_desk.state)
        try:
            self._show_jobs(self.core.badges.waiting())
        except KnownError as error:
            self.page.show_error(error)

    def offers(self) -> tuple[Offer, ...]:
        working = self.core.print_desk.state.working
        return actions.on_queue(self.chosen, len(self.doubtful), self._language, working=working)

    @property
    def doubtful(self) -> tuple[Queued, ...]:
        """The jobs that the printer of the selected one may have printed, in order."""
        chosen = self.chosen
        if chosen is None or chosen.state is not JobState.UNSURE:
            return ()
        same = self._printer(chosen)
        unsure = (job for job in self.jobs if job.state is JobState.UNSURE)
        return tuple(job for job in unsure if self._printer(job) is same)

    def _printer(self, job: Queued) -> Printer | None:
        desk = self.core.print_desk
        return desk.routes.printer(job.delegate, desk.layout) if job.delegate else None

    def _answer(self, came_out: Callable[[Queued, Queued], bool]) -> None:
        """Doubtful jobs up to the selected one came out, the rest is reprinted."""
        chosen, desk = self.chosen, self.core.print_desk
        if chosen is None:
            return
        out = [job.id for job in self.doubtful if came_out(job, chosen)]
        again = [job.id for job in self.doubtful if not came_out(job, chosen)]
        try:
            desk.answer(out, again)
        except KnownError as error:
            self.page.show_error(error)
        self.come()

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
        """Replaces the rows; keeps the selection while its job exists."""
        chosen = self.chosen
        self._model.show(jobs)
        self._stack.setCurrentIndex(1 if jobs else 0)
        heading = self._language.plural("{n} badge waits", "{n} badges wait", len(jobs))
        self.panel.heading.setText(heading)
        ids = [job.id for job in jobs]
        asked = [job.id for job in jobs if job.state is JobState.UNSURE]
        newly, self._asked = bool(asked) and not self._asked, bool(asked)
        if chosen is not None and chosen.id in ids and not newly:
            self.list.setCurrentIndex(self._model.index(ids.index(chosen.id)))
        elif jobs:
            # Doubtful jobs come first; the last one is where the printer stopped.
            at = ids.index(asked[-1]) if asked else 0
            self.list.setCurrentIndex(self._model.index(at))
        if newly and self.isVisible() and self.page.sheet is None:
            self.list.setFocus()  # the arrow keys select the last one that came out
        self.offers_changed.emit()

    def _show_count(self, printed: int) -> None:
        self.progress.show_count(printed, max(self.core.print_desk.state.wanted, printed))

    def show_state(self, state: PrintState) -> None:
        """Shows why the queue is stopped, and what to answer."""
        tr = self._language
        self.progress.setVisible(state.working and state.wanted > 0)
        self._show_count(state.printed)
        if state.unsure:
            words = (
                tr.text(
                    "Look at the printer: did this badge come out? Printing goes on when you have said it."
                )
                if state.unsure == 1
                else tr.text(
                    "Look at the printer: which is the last badge that came out? Choose it in the list. "
                    "Printing goes on when you have said it."
                )
            )
            self.said.say(words, "ask", Tone.ASK)
        elif state.trouble is not None:
            self.said.say(tr.explain(state.trouble), "printer", Tone.AGAIN)
        elif not state.printer:
            words = tr.text("No printer is chosen, so badges wait. Choose one under Station.")
            self.said.say(words, "printer", Tone.AGAIN if state.waiting else None)
        elif state.stopped and not state.working:
            self.said.say(tr.text("Stopped. The badges wait until you print on."), "printer", None)
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
    delegate = job.delegate
    if delegate is None:
        return language.text("No longer on the roster")
    number = language.text("Delegate {number}", number=f"{delegate.number:03}")
    name, _ = in_order(delegate.display_name, delegate.second_name, language)
    return language.beside(number, name)


def state(job: Queued, language: Language) -> str:
    """The status of the job, and why it waits."""
    return " · ".join(part for part in (_state(job.state, language), job.reason) if part)


def _state(state: JobState, language: Language) -> str:
    match state:
        case JobState.WAITING:
            return language.text("Waits")
        case JobState.PRINTING:
            return language.text("Is being printed")
        case JobState.SENT:
            return language.text("Is at the printer")
        case JobState.UNSURE:
            return language.text("Did it come out?")
        case JobState.FAILED:
            return language.text("Set aside")


class Running(QWidget):
    """Progress of the printer."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.words = text("", "row")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(language.text("Printing"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * STEP)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)

    def show_count(self, printed: int, total: int) -> None:
        words = self._language.text("{done} of {all} printed", done=printed, all=total)
        self.words.setText(words)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(printed)


_SIGNS: Final[Mapping[JobState, tuple[str, Tone]]] = {
    JobState.FAILED: ("warning", Tone.STOP),
    JobState.UNSURE: ("ask", Tone.ASK),
}


class _JobRow:
    def __init__(self, zone: str, language: Language, theme: Theme) -> None:
        self._zone, self._language, self._theme = zone, language, theme
        self._name = row_font(15, QFont.Weight.DemiBold)
        self._small = row_font(13)

    def write(self, row: RowPainter, job: Queued) -> None:
        theme = self._theme
        if row.is_chosen:
            row.chosen()
        row.rule()
        icon, tone = _SIGNS.get(job.state, ("badge", None))
        row.icon(icon, theme.tone(tone).ink if tone else theme.muted, 18, 22)
        time = time_of_day(job.added_at, self._zone)
        taken = row.trailing(time, self._small, theme.muted, 18) + 12
        room, top = row.box.width() - 58 - taken, row.box.top()
        words = who(job, self._language)
        row.text(words, self._name, theme.text, QRect(58, top + 9, room, 22))
        words = state(job, self._language)
        row.text(words, self._small, theme.muted, QRect(58, top + 31, room, 20))
