"""Badges part: selection, preflight check, preview, printing, PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from checkin.badges import BadgeGroup
from checkin.badges.badges import LAYOUT
from checkin.errors import KnownError
from checkin.layout import Use
from checkin.roles import Action
from ui.paper import actions
from ui.paper.actions import PaperAct
from ui.paper.badge_view import BadgeView
from ui.paper.layout_sheet import LayoutSheet
from ui.paper.part import PaperPart
from ui.paper.preflight import Preflight
from ui.parts.background import Lane
from ui.parts.columns import Columns
from ui.parts.question_sheet import QuestionSheet
from ui.parts.shell import Change
from ui.parts.theme import STEP
from ui.printing.print_desk import Paper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import Enum

    from checkin.badges import BadgeDocument, BadgeSelection, Piles
    from checkin.domain import Delegate
    from ui.paper.part import PaperParts
    from ui.parts.actions import Offer
    from ui.parts.background import Progress
    from ui.parts.page import Page


STEPS: Final = 1_000
THE_USUAL: Final = Paper(LAYOUT)


class BadgesPart(PaperPart):
    """Emits `looked(Pile)` when the badges were checked, `paper_chosen(Paper)` for another stock."""

    looked = Signal(object)
    paper_chosen = Signal(object)

    def __init__(self, core: PaperParts, page: Page, paper: Paper) -> None:
        super().__init__(core, page)
        self.paper = paper
        self.selection: BadgeSelection | None = None
        self._progress: Progress | None = None
        self._asked = 0  # request counter: only the latest result is shown
        self.card: Paper | None = None  # the cards that are printed instead of badges
        self.saved: tuple[str, ...] = ()  # whose badges are in the file that was saved last
        self.preflight = Preflight(core.event, core.badges.library, page.language, page.theme)
        self.fields = self.preflight.fields
        self.badge = BadgeView(core.badges.faces, page.language, page.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(page.language.text("Making badges"))
        self.bar.hide()
        column.addWidget(self.bar)
        column.addWidget(Columns(self.preflight, self.badge, nested=True))
        self.acts = {
            PaperAct.PRINT: self._print,
            PaperAct.SAVE_BADGES: self._save,
            PaperAct.MARK_PRINTED: self._mark_printed,
            PaperAct.LAYOUT: self._ask_layout,
            PaperAct.TEST: self.print_test,
            PaperAct.STOP: self._stop,
        }
        self.fields.changed.connect(self.come)
        self.fields.kind_changed.connect(self._choose_kind)
        self.preflight.meant.connect(self.badge.go_to)
        self.badge.wanted.connect(self._show_badge)
        self.badge.design.setVisible(core.may(Action.SET_UP))
        self.badge.design.clicked.connect(lambda: page.shell.design(self.current.layout))

    @property
    def current(self) -> Paper:
        """What is printed: the cards that were chosen, else badges."""
        return self.card or self.paper

    def come(self) -> None:
        """Checks the selected badges in the background."""
        whose, badges, tr = self.fields.chosen(), self.core.badges, self.page.language
        self._asked += 1
        asked = self._asked
        self.preflight.show_checking()

        def show(selection: BadgeSelection) -> None:
            if asked == self._asked:
                self._show_pile(selection)

        layout, reports, threshold = self.current.layout, self.core.reports, self.fields.threshold
        asks = badges.board.asks_for_attendance(layout)
        self.fields.ask_for_hours(asked=asks)

        def select() -> BadgeSelection:
            if not asks:
                return badges.selection(whose, layout, tr)
            there = reports.attended_long_enough(threshold)
            among = frozenset(attended.delegate.id for attended in there)
            return badges.selection(replace(whose, among=among), layout, tr)

        self.page.run(select, show, Lane.FREE)

    def offers(self) -> tuple[Offer, ...]:
        printable = len(self.selection.printable) if self.selection else 0
        if self._progress is not None:
            return actions.on_stop(self.page.language)
        return actions.on_badges(printable, len(self.saved), self.page.language)

    def possible(self, act: Enum) -> bool:
        """Printing is disabled when no badge is selected."""
        printable = self.selection is not None and bool(self.selection.printable)
        return printable or act not in {PaperAct.PRINT, PaperAct.SAVE_BADGES}

    def show_changed(self) -> None:
        """Selects the badges that have changed since they were printed."""
        self.fields.what.choose("")
        self.fields.whose.choose(BadgeGroup.CHANGED.value)

    def print_test(self) -> None:
        """Prints a test page: a sample badge in every place of the sheet."""
        page, tr = self.page, self.page.language
        try:
            self.core.print_desk.print_test(
                self.current, lambda _: page.tell(tr.text("The test page is at the printer."))
            )
        except KnownError as error:
            page.show_error(error)

    def _show_pile(self, selection: BadgeSelection) -> None:
        self.selection = selection
        self.preflight.show_pile(selection)
        self.badge.show_pile(selection)
        self.looked.emit(selection)
        self.offers_changed.emit()

    def _show_badge(self, delegate: Delegate | None) -> None:
        try:
            badge = self.core.badges.compose(delegate, self.current.layout) if delegate else None
        except KnownError as error:
            self.page.show_error(error)
            return
        self.badge.show_badge(badge)

    def _print(self) -> None:
        selection, tr = self.selection, self.page.language
        if selection is None or not selection.again:
            self._print_pile()
            return
        title = tr.plural(
            "{n} of these badges was printed before.",
            "{n} of these badges were printed before.",
            selection.again,
        )
        words = tr.text(
            "Printed again it has the same code: take back the first. Choose Not yet printed to print "
            "only the others."
        )
        sheet = QuestionSheet(
            title, words, tr.text("Print again"), tr.text("Back"), self.page.theme
        )
        self.page.confirm(sheet, self._print_pile)

    def _print_pile(self) -> None:
        selection, paper, desk = self.selection, self.current, self.core.print_desk
        if selection is None:
            return
        if paper.sheet is None and self.card is None:
            # Singly through the queue, which resumes where a printer stopped.
            desk.want(delegate.id for delegate in selection.printable)
            self._say_printed(len(selection.printable))
            return
        progress = self._begin()
        try:
            desk.print_pile(self._piles(selection), paper, self._printed, progress)
        except KnownError as error:
            self._rest()
            self.page.show_error(error)

    def _piles(self, selection: BadgeSelection) -> Sequence[Delegate] | Piles:
        """What is printed: the badges in their order, with dividers where they are wanted."""
        if not self.fields.dividers.isChecked():
            return selection.printable
        return self.core.badges.piles(selection.printable, self.fields.chosen().order)

    def _begin(self) -> Progress:
        """Shows progress, with a cancel button."""
        progress = self._progress = self.page.background.progress(
            lambda part: self.bar.setValue(round(part * STEPS))
        )
        self.bar.setValue(0)
        self.bar.show()
        self.offers_changed.emit()
        return progress

    def _rest(self) -> None:
        self._progress = None
        self.bar.hide()
        self.offers_changed.emit()

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._rest()
            self.page.tell(self.page.language.text("Stopped. No badge was printed or saved."))

    def _printed(self, count: int) -> None:
        if self._progress is None:
            return  # cancelled meanwhile
        self._rest()
        if count:
            self._say_printed(count)
        self.come()

    def _say_printed(self, count: int) -> None:
        tr = self.page.language
        if self.core.print_desk.printer is None:
            sentence = tr.plural(
                "{n} badge waits for a printer. Choose one under Station.",
                "{n} badges wait for a printer. Choose one under Station.",
                count,
            )
        else:
            sentence = tr.plural(
                "{n} badge goes to the printer.", "{n} badges go to the printer.", count
            )
        self.page.tell(sentence)

    def _save(self) -> None:
        selection, page, badges = self.selection, self.page, self.core.badges
        tr, paper = page.language, self.current
        path = self.core.files.to_save(
            page,
            tr.text("Save as PDF"),
            f"{self.fields.card or 'badges'}.pdf",
            tr.text("PDF files (*.pdf)"),
        )
        if selection is None or path is None:
            return

        progress, piles = self._begin(), self._piles(selection)

        def work() -> BadgeDocument | KnownError:
            try:
                made = badges.make(piles, paper.layout, paper.sheet or "", progress=progress)
                badges.save(made, path)
            except KnownError as error:
                return error
            return made

        page.run(work, self._show_saved)

    def _show_saved(self, made: BadgeDocument | KnownError) -> None:
        """A file is not paper: whose badges are in it is kept until somebody says that it was printed."""
        page, tr = self.page, self.page.language
        self._rest()
        if isinstance(made, KnownError):
            page.show_error(made)
            return
        page.shell.changed(Change.DELEGATE, page)  # codes were issued
        self.saved = () if self.card else made.delegates
        if self.card:
            page.tell(tr.plural("{n} card saved.", "{n} cards saved.", made.badges))
        else:
            said = tr.plural("{n} badge saved.", "{n} badges saved.", made.badges)
            page.tell(tr.sentences(said, tr.text("Say so when they are printed.")))
        self.come()

    def _mark_printed(self) -> None:
        page, badges, saved = self.page, self.core.badges, self.saved

        def noted(count: int) -> None:
            self.saved = ()
            page.shell.changed(Change.DELEGATE, page)
            tr = page.language
            page.tell(
                tr.plural("{n} badge noted as printed.", "{n} badges noted as printed.", count)
            )
            self.come()

        page.run(lambda: badges.record_printed(saved, self.paper.layout), noted)

    def _choose_kind(self) -> None:
        """Badges, or cards by their layout, on the sheet that is usual for them."""
        name, badges = self.fields.card, self.core.badges
        self.card = None
        if name:
            usual = badges.library.get(name).sheet
            self.card = Paper(name, badges.sheet(usual, name) if usual else None)
        self.saved = ()
        self.come()

    def use_layout(self, name: str) -> None:
        """Prints with another layout from now on, on the current sheet if the layout fits."""
        badges, page, sheet = self.core.badges, self.page, self.paper.sheet
        try:
            layout = badges.library.get(name)
        except KnownError as error:
            page.show_error(error)
            return
        if layout.use is Use.BADGE:
            self.fields.what.choose("")
            self.paper = Paper(name, sheet if sheet and sheet.takes(layout) else None)
            self.paper_chosen.emit(self.paper)
            title = page.language.name(layout.title) or name
            page.tell(page.language.text("Badges now come out as {name}.", name=title))
        self.come()

    def _ask_layout(self) -> None:
        library = self.core.badges.library
        sheet = LayoutSheet(self.current, library, self.page.language, self.page.theme)
        self.page.ask(sheet, self._choose_layout)

    def _choose_layout(self, sheet: LayoutSheet) -> None:
        if self.card is not None:
            self.fields.what.choose(sheet.chosen().layout)
            self.card = sheet.chosen()
        else:
            self.paper = sheet.chosen()
            self.paper_chosen.emit(self.paper)
        self.come()
