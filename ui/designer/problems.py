"""Problems panel (linter): validates the layout in the background; a press selects the element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from ui.parts.background import Lane
from ui.parts.findings_list import EDGE, FindingsList
from ui.parts.keys import WindowKey
from ui.parts.timers import single_shot
from ui.parts.widgets import Panel, text

if TYPE_CHECKING:
    from checkin.badges import Workshop
    from checkin.domain import Finding
    from ui.designer.editing import Editing
    from ui.parts.page import Page

PAUSE_MS: Final = 250
ROWS: Final = 2  # visible rows; the properties need the room


class Problems(Panel):
    """Emits `looked` after each check."""

    looked = Signal()

    def __init__(self, workshop: Workshop, editing: Editing, page: Page) -> None:
        tr = page.language
        super().__init__(
            tr.text("{name} · {key}", name=tr.text("To look at"), key=WindowKey.PART_4)
        )
        self._workshop, self._editing, self._page = workshop, editing, page
        self._asked = 0  # request counter: only the latest result is shown
        self.list = FindingsList(tr.text("To look at"), self._heading, self._sentence, page.theme)
        self.list.view.setAccessibleName(tr.text("To look at"))
        self.list.meant.connect(self._mean)
        self.fine = text("", "quiet").wrapped()
        self.fine.setContentsMargins(EDGE, 12, EDGE, 12)
        self.body.addWidget(self.list)
        self.body.addWidget(self.fine)
        self._pause = single_shot(self, PAUSE_MS, self.look_now)
        editing.changed.connect(self._pause.start)
        self._show(())
        self.fine.setText(" ")
        self.look_now()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.list.findings

    def look_now(self) -> None:
        """Checks the current layout in the background."""
        self._asked += 1
        asked, layout, tr = self._asked, self._editing.layout, self._page.language

        def show(findings: tuple[Finding, ...]) -> None:
            if asked == self._asked:
                self._show(findings)
                self.looked.emit()

        self._page.run(lambda: self._workshop.check(layout, tr), show, Lane.FREE)

    def _show(self, findings: tuple[Finding, ...]) -> None:
        tr = self._page.language
        if findings != self.list.findings:
            self.list.show_findings(findings)
        words = tr.plural("{n} thing to look at", "{n} things to look at", len(findings))
        name = words if findings else tr.text("To look at")
        self.heading.setText(tr.text("{name} · {key}", name=name, key=WindowKey.PART_4))
        self.fine.setText(
            tr.text("Nothing, on any of {n} people.", n=len(self._editing.specimens.all))
        )
        self.fine.setVisible(not findings)
        self.list.setVisible(bool(findings))
        high = self.list.height_of(ROWS)
        self.list.setFixedHeight(max(high, 1))

    def _heading(self, found: Finding) -> str:
        return found.column or self._page.language.text("The layout itself")

    def _sentence(self, found: Finding) -> str:
        """What to do, and the specimen with which it occurs."""
        if not found.row:
            return found.message
        tr = self._page.language
        who = tr.text(self._editing.specimens.all[found.row - 1].words)
        return tr.text("{sentence} Seen on: {who}.", sentence=found.message, who=who)

    def _mean(self, found: Finding) -> None:
        if found.row:
            self._editing.specimens.show_at(found.row - 1)
        self._editing.choose(found.column)
