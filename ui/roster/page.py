"""Roster page: import wizard with preview, in four steps, and undo (rollback) of an import."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from checkin.errors import IsParticipantReport, NumberedAnew
from checkin.roster import ReadingOptions
from checkin.wording import Tone
from ui.parts.action_bar import ActionBar
from ui.parts.actions import ENTER
from ui.parts.columns import Scrolling, Stack
from ui.parts.empty_state import EmptyState
from ui.parts.keys import WindowKey
from ui.parts.page import Page, PageEnvironment
from ui.parts.question_sheet import QuestionSheet
from ui.parts.shell import Change
from ui.parts.theme import STEP
from ui.parts.widgets import Panel
from ui.remote import RemoteActs
from ui.roster import actions
from ui.roster.actions import RosterAct, Step
from ui.roster.columns_step import ColumnsStep
from ui.roster.file_drop import FileDrop
from ui.roster.merge_bar import MergeBar
from ui.roster.photographs import PhotoActs
from ui.roster.review import ReviewStep
from ui.roster.start import StartStep
from ui.roster.stepper import Stepper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from checkin.domain import Applied
    from checkin.errors import KnownError
    from checkin.language import Language
    from checkin.roster import Answers, PastImport, Preview
    from checkin.roster.undoing import Undone
    from ui.parts.theme import Theme
    from ui.roster.parts import RosterParts

RETURNS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RosterPage(Page):
    """One step at a time; nothing is stored before the third one is accepted."""

    # Scans and corrections decide whether an import can still be undone.
    shows = frozenset({Change.SCAN, Change.ROSTER, Change.DELEGATE, Change.ENTRIES})

    def __init__(self, parts: RosterParts, around: PageEnvironment) -> None:
        super().__init__(around.language.text("Roster"), around)
        self._roster, self.files = parts.roster, parts.files
        self._path: Path | None = None
        self._choice = ReadingOptions()
        self._preview: Preview | None = None
        self._applied: Applied | None = None
        self._busy = False
        self._sound = True  # the choices are valid
        tr, theme = around.language, around.theme
        self.steps = Stepper(
            (tr.text("File"), tr.text("Columns"), tr.text("Findings"), tr.text("Done")), theme
        )
        self.start = StartStep(parts.event.time_zone, tr, theme)
        self.columns = ColumnsStep(tr, theme)
        self.review = ReviewStep(tr, theme)
        self.merging = MergeBar(tr, theme)
        self.done = EmptyState("check", "", "", theme, Tone.WELCOME)
        self.stack = Stack()
        self.progress = QProgressBar()
        self.foot = ActionBar(theme)
        self._acts: dict[RosterAct, Callable[[], None]] = {
            RosterAct.CHOOSE: self._choose,
            RosterAct.NEXT: lambda: self._go(Step.FINDINGS),
            RosterAct.AS_PROPOSED: self.review.take_proposed,
            RosterAct.APPLY: self._apply,
            RosterAct.BACK: self._back,
            RosterAct.UNDO: lambda: self._undo(self._applied),
            RosterAct.FINISH: self._finish,
        }
        self._build()
        self._connect()
        # Kept: a connection alone keeps nobody alive.
        self._photographs = PhotoActs(self, self.start, parts.photos, parts.files)
        self._meeting = RemoteActs(self, parts.remote, parts.event, parts.files)
        FileDrop(
            self,
            lambda: self.sheet is None and not self._busy,
            lambda over: self.start.target.show_over(over=over),
            self.open_file,
        )

    def _build(self) -> None:
        finished = Panel()
        finished.body.addWidget(self.done)
        for part in (self.start, self.columns, self.review, finished):
            self.stack.addWidget(part)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.language.text("Working"))
        keeps = self.progress.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keeps)
        self.progress.hide()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.steps)
        column.addWidget(self.progress)
        column.addWidget(self.stack, 1)
        column.addWidget(self.merging)
        self.merging.hide()
        column.addSpacing(STEP)
        column.addWidget(self.foot)
        self.body.addWidget(Scrolling(inner), 1)
        self.foot.listen((WindowKey.OPEN, WindowKey.TAKE_BACK))

    def _connect(self) -> None:
        self.start.choose.clicked.connect(self._choose)
        self.start.undo_wanted.connect(self._ask_undo)
        # Read again with the chosen columns and encoding.
        self.columns.changed.connect(lambda: self._read(self.columns.choice()))
        self.merging.changed.connect(lambda: self._read(self.columns.choice()))
        self.columns.sheet_changed.connect(self._read)
        self.review.answered.connect(self._answer)
        self.foot.chosen.connect(lambda act: self._acts[act]())

    @property
    def step(self) -> Step:
        return Step(self.stack.currentIndex())

    def refresh(self) -> None:
        self.run(self._roster.imports, self.start.show_past)
        self._offer()

    def take_focus(self) -> None:
        if self.step is Step.FILE and self.sheet is None:
            self.start.choose.setFocus()

    # Steps

    def open_file(self, path: Path) -> None:
        """Reads a file and shows the detected column mapping."""
        self.merging.start()
        self._path = path
        self.columns.forget_sheet()
        self._read(ReadingOptions())

    def _choose(self) -> None:
        tr = self.language
        kinds = tr.text("Lists (*.csv *.tsv *.txt *.xlsx)")
        path = self.files.to_open(self, tr.text("The list of delegates"), kinds)
        if path is not None:
            self.open_file(path)

    def _read(self, choice: ReadingOptions) -> None:
        path, roster, tr = self._path, self._roster, self.language
        if path is None:
            return
        self._choice = choice
        merging = self.merging.options()
        self.banner.clear()
        self._work(lambda: roster.read(path, choice, tr, merging), self._show_preview)

    def _show_preview(self, preview: Preview) -> None:
        self._preview = preview
        self._sound = True
        name = self._path.name if self._path else ""
        self.columns.show_preview(name, preview)
        self.merging.show_preview(preview)
        self.review.show_preview(preview)
        if self.step is Step.COLUMNS:
            self._offer()
        else:
            self._go(Step.COLUMNS)

    def _apply(self) -> None:
        preview = self._preview
        if preview is None:
            return
        self._work(preview.apply, self._show_applied)

    def _answer(self, answers: Answers) -> None:
        """Compares again with what was decided: counts and changes follow from it."""
        preview = self._preview
        if preview is not None and not self._busy:
            self._work(lambda: preview.answered(answers), self._show_answered)

    def _show_answered(self, preview: Preview) -> None:
        self._preview = preview
        self.review.show_answered(preview)
        self._offer()

    def _show_applied(self, applied: Applied) -> None:
        tr = self.language
        self._applied = applied
        self.shell.changed(Change.ROSTER, self)
        if self._preview is not None and self._preview.changes_event:
            self.shell.changed(Change.EVENT, self)
        self.done.heading.setText(
            tr.text(
                "{added} added, {changed} changed, {unchanged} as they were, {refused} left out",
                added=applied.added,
                changed=applied.changed,
                unchanged=applied.unchanged,
                refused=applied.refused,
            )
        )
        cancelled = tr.plural(
            "{n} delegate was cancelled who is not in the list any more.",
            "{n} delegates were cancelled who are not in the list any more.",
            applied.cancelled,
        )
        following = (
            tr.text("Next: look at the badges under Paper, and at the people under People.")
            if applied.batch
            else tr.text("The file says nothing new, so nothing was written.")
        )
        self.done.sentence.setText(
            tr.sentences(cancelled, following) if applied.cancelled else following
        )
        self._go(Step.DONE)

    def _finish(self) -> None:
        self._path = self._preview = self._applied = None
        self._go(Step.FILE)
        self.refresh()
        self.take_focus()

    def _back(self) -> None:
        if self.step is Step.FINDINGS:
            self._go(Step.COLUMNS)
        else:
            self._finish()

    def _go(self, step: Step) -> None:
        self.stack.setCurrentIndex(step)
        self.steps.show_step(step)
        self.merging.setVisible(step is Step.COLUMNS)
        self._offer()
        if step is not Step.FILE:
            self.setFocus()

    # Undo

    def _ask_undo(self, past: PastImport) -> None:
        tr = self.language
        sheet = QuestionSheet(
            tr.text("Take this import back?"),
            tr.text(
                "Who came in with it goes from the roster again, and what it changed is as it was "
                "before. That works as long as none of them has been scanned or corrected."
            ),
            tr.text("Take it back"),
            tr.text("Back"),
            self.theme,
        )
        self.confirm(sheet, lambda: self._undo(past))

    def _undo(self, done: Applied | PastImport | None) -> None:
        batch = done.batch if done is not None else None
        if batch:
            self._work(lambda: self._roster.undo(batch), self._show_undone)

    def _show_undone(self, undone: Undone) -> None:
        tr = self.language
        self.shell.changed(Change.ROSTER, self)
        self._finish()
        self.tell(
            tr.text(
                "Taken back: {removed} removed, {restored} as before.",
                removed=undone.removed,
                restored=undone.restored,
            )
        )

    # Actions

    def _offer(self) -> None:
        undoable = bool(self._applied is not None and self._applied.batch)
        self.foot.show_offers(
            actions.offers(
                self.step,
                self.language,
                still_open=self.review.open,
                to_bring_in=self.review.to_bring_in,
                undoable=undoable,
            )
        )
        for act in (RosterAct.NEXT, RosterAct.APPLY, RosterAct.UNDO, RosterAct.CHOOSE):
            self.foot.enable(act, on=not self._busy)
        if self.step is Step.COLUMNS:
            self.foot.enable(RosterAct.NEXT, on=self._sound and not self._busy)
        if self.step is Step.FINDINGS:
            self.foot.enable(RosterAct.APPLY, on=self.review.ready and not self._busy)

    def _work(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """Runs long work: shows progress, blocks a second start, shows a failure as one sentence."""

        def arrived(result: object) -> None:
            self._rest()
            done(result)

        self._busy = True
        self.importing = self.step is Step.FINDINGS
        self.progress.show()
        self._offer()
        self.run(work, arrived)

    def show_error(self, error: KnownError) -> None:
        self._rest()
        # The choices are invalid; they stay, so that they can be corrected.
        self._sound = self.step is not Step.COLUMNS
        if isinstance(error, NumberedAnew):
            # The list counts by itself: it is read again without its numbers, or not at all.
            without = {**self._choice.mapping, str(error.facts["field"]): ""}
            choice = replace(self._choice, mapping=without)
            sheet = _numbers_question(error, self.language, self.theme)
            self.confirm(sheet, lambda: self._read(choice))
        elif isinstance(error, IsParticipantReport) and (path := self._path) is not None:
            sheet = _meeting_question(error, self.language, self.theme)
            self.confirm(sheet, lambda: self._meeting.open_file(path))
        else:
            super().show_error(error)
        self._offer()

    def _rest(self) -> None:
        self._busy = self.importing = False
        self.progress.hide()
        self._offer()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS and self.foot.press(ENTER):
            return
        if event.key() == Qt.Key.Key_Escape and self.foot.press(WindowKey.BACK):
            return
        super().keyPressEvent(event)


def _numbers_question(error: NumberedAnew, language: Language, theme: Theme) -> QuestionSheet:
    tr = language
    return QuestionSheet(
        tr.text("These numbers are the list's own"),
        tr.text(
            "On the roster, {n} of them belong to other people. Nothing was taken over. The list can be "
            "read without its numbers: its people are then matched by e-mail address or by name.",
            n=error.facts["n"],
        ),
        tr.text("Leave the numbers out"),
        tr.text("Back"),
        theme,
    )


def _meeting_question(
    error: IsParticipantReport, language: Language, theme: Theme
) -> QuestionSheet:
    tr = language
    return QuestionSheet(
        tr.text("This is the report of a video meeting"),
        tr.explain(error),
        tr.text("As attendance of a video meeting…"),
        tr.text("Back"),
        theme,
    )
