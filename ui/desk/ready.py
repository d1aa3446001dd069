"""The lamp before the doors open (pre-flight check): a chip in the header, and the sheet that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from checkin.doctor import CheckState
from checkin.errors import KnownError
from checkin.wording import Tone
from ui.desk.ready_sheet import ReadySheet
from ui.parts.background import Lane
from ui.parts.keys import WindowKey, sequence
from ui.parts.question_sheet import QuestionSheet
from ui.parts.shell import Change
from ui.parts.timers import repeating, single_shot
from ui.parts.tooltips import tooltip
from ui.parts.widgets.texts import restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from checkin.desk.trying import CodeRead
    from checkin.language import Language
    from checkin.readiness import ReadyState
    from ui.parts.page import Page

FIRST_MS: Final = 2_000
EVERY_MS: Final = 60_000
TONES: Final = {
    CheckState.OK: Tone.WELCOME,
    CheckState.WARN: Tone.AGAIN,
    CheckState.FAIL: Tone.STOP,
}


@dataclass(frozen=True, slots=True)
class ReadyParts:
    """What is asked of the core and of this machine. `look` is slow; `print_test` calls back when one came out."""

    look: Callable[[Language], ReadyState]
    read_code: Callable[[str], CodeRead]
    print_test: Callable[[Callable[[], None]], None]
    forget_trial: Callable[[], int]


class Ready(QObject):
    """Looks every minute until somebody has come today; then the chip goes, and its key still opens the sheet."""

    def __init__(self, page: Page, chip: QPushButton, parts: ReadyParts) -> None:
        super().__init__(page)
        self._page, self._chip, self._parts = page, chip, parts
        chip.setToolTip(tooltip(sequence(WindowKey.READY)))
        chip.clicked.connect(self.open)
        shortcut = QShortcut(QKeySequence(sequence(WindowKey.READY)), page)
        shortcut.activated.connect(self.open)
        self._timer = repeating(self, EVERY_MS, self.look)
        self._timer.start()
        # Not while the window opens: whoever stands there already is scanned first.
        self._first = single_shot(self, FIRST_MS, self.look)
        self._first.start()

    def open(self) -> None:
        """Opens the sheet, and looks again."""
        if self._page.sheet is not None:
            return
        sheet = ReadySheet(self._page.language, self._page.theme)
        sheet.accepted.connect(self.look)
        sheet.testing.connect(self._test)
        sheet.forgetting.connect(self._ask_forget)
        self._page.open_sheet(sheet)
        self.look()

    def look(self) -> None:
        language = self._page.language
        self._page.run(lambda: self._parts.look(language), self._show, Lane.FREE)

    def takes(self, text: str) -> bool:
        """Whether a scan is one to try the scanner: while the sheet is open all are."""
        sheet = self._page.sheet
        if not isinstance(sheet, ReadySheet):
            return False
        try:
            sheet.show_read(self._parts.read_code(text))
        except KnownError as error:
            sheet.refuse(self._page.language.explain(error))
            return True
        self.look()
        return True

    def _show(self, state: ReadyState) -> None:
        tr, lamp = self._page.language, state.lamp
        words = {
            CheckState.OK: tr.text("Ready"),
            CheckState.WARN: tr.plural("{n} to look at", "{n} to look at", state.to_look_at),
            CheckState.FAIL: tr.text("Not ready"),
        }[lamp]
        self._chip.setText(words)
        restyle(self._chip, "tone", TONES[lamp].value)
        self._chip.setVisible(not state.came)
        if state.came:
            self._timer.stop()
        if isinstance(self._page.sheet, ReadySheet):
            self._page.sheet.show_state(state)

    def _ask_forget(self) -> None:
        page, tr = self._page, self._page.language
        sheet = QuestionSheet(
            tr.text("Forget the trial scans?"),
            tr.text(
                "All scans until now are undone, refused ones too. The event has not begun, so nobody is "
                "really in."
            ),
            tr.text("Forget them"),
            tr.text("Back"),
            page.theme,
        )
        page.ask_behind(sheet, lambda _: self._parts.forget_trial, self._forgotten)

    def _forgotten(self, count: int) -> None:
        page, tr = self._page, self._page.language
        page.shell.changed(Change.SCAN, page)
        page.refresh()
        page.tell(tr.plural("{n} trial scan forgotten.", "{n} trial scans forgotten.", count))
        self.look()

    def _test(self) -> None:
        sheet = self._page.sheet
        try:
            self._parts.print_test(self.look)
        except KnownError as error:
            if sheet is not None:
                sheet.refuse(self._page.language.explain(error))
