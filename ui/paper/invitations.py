"""Invitations part: exports one PDF per delegate into a folder, to be sent ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from checkin.errors import KnownError
from ui.paper import actions
from ui.paper.actions import PaperAct
from ui.paper.part import PaperPart
from ui.parts.background import Lane
from ui.parts.empty_state import EmptyState
from ui.parts.shell import Change
from ui.parts.theme import STEP
from ui.parts.widgets import Panel

if TYPE_CHECKING:
    from ui.paper.part import PaperParts
    from ui.parts.actions import Offer
    from ui.parts.background import Progress
    from ui.parts.page import Page

STEPS: Final = 1_000


class InvitationsPart(PaperPart):
    """Explains the export; while it runs, shows progress with a cancel button."""

    def __init__(self, core: PaperParts, page: Page) -> None:
        super().__init__(core, page)
        tr = page.language
        self._progress: Progress | None = None
        words = EmptyState(
            "paper",
            tr.text("Invitations to send ahead"),
            tr.text(
                "One PDF a delegate with their code, each in the delegate's own language where there "
                "is one. The names of the files tell nothing; index.csv says whose is whose. Delete "
                "the folder when they are sent."
            ),
            page.theme,
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(320)
        self.bar.setAccessibleName(tr.text("Writing invitations"))
        self.bar.hide()
        words.next.addSpacing(2 * STEP)
        words.next.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        panel = Panel()
        panel.body.addWidget(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        self.acts = {PaperAct.WRITE: self._write, PaperAct.STOP: self._stop}

    def offers(self) -> tuple[Offer, ...]:
        return actions.on_invitations(self.page.language, under_way=self._progress is not None)

    def _write(self) -> None:
        page, tr, badges = self.page, self.page.language, self.core.badges
        folder = self.core.files.folder(page, tr.text("A folder for the invitations"))
        if folder is None:
            return
        progress = page.background.progress(self._show_progress)
        self._begin(progress)

        def work() -> int | KnownError:
            try:
                return badges.invitations(
                    folder, tr, lambda done, every: progress(done / max(every, 1))
                )
            except KnownError as error:
                return error

        def done(result: int | KnownError) -> None:
            self._rest()
            if isinstance(result, KnownError):
                page.show_error(result)
            else:
                page.tell(tr.plural("{n} invitation written.", "{n} invitations written.", result))

        page.run(work, done, Lane.FREE)

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._rest()
            tr = self.page.language
            self.page.tell(tr.text("Stopped. Not all invitations are in the folder."))

    def _begin(self, progress: Progress) -> None:
        self._progress = progress
        self.bar.setValue(0)
        self.bar.show()
        self.offers_changed.emit()

    def _show_progress(self, part: float) -> None:
        self.bar.setValue(round(part * STEPS))

    def _rest(self) -> None:
        self._progress = None
        self.page.shell.changed(Change.DELEGATE, self.page)  # codes were issued
        self.bar.hide()
        self.offers_changed.emit()
