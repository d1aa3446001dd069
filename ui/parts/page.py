"""Base class of pages: a header, content, a banner for failures, sheets (modal overlays)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from checkin.errors import KnownError
from ui.parts.background import Lane
from ui.parts.settling import Settling
from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets import Banner, Header, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from checkin.language import Language
    from ui.parts.background import Background
    from ui.parts.shell import Change, Shell
    from ui.parts.theme import Theme

T = TypeVar("T")
SheetT = TypeVar("SheetT", bound=Sheet)


@dataclass(frozen=True, slots=True)
class PageEnvironment:
    """The dependencies of every page: the shell, language, theme, background tasks, and when something new
    was shown."""

    shell: Shell
    language: Language
    theme: Theme
    background: Background
    settling: Settling = field(default_factory=Settling)


class Page(QWidget):
    """A page puts its content into `body`, and gets exactly the dependencies it uses, by constructor. Other
    pages are reached through the shell.

    `shows` are the changes that make its content out of date: it is then `stale`, and refreshes when it
    comes to the front.
    """

    shows: ClassVar[frozenset[Change]] = frozenset()
    # Whether it can refresh while somebody works on it, when entries of other desks come.
    is_live: ClassVar[bool] = False

    def __init__(self, title: str, around: PageEnvironment) -> None:
        super().__init__()
        language, theme = around.language, around.theme
        self.shell = around.shell
        self.stale = True
        self.importing = False  # in the middle of an import
        self.language = language
        self.theme = theme
        self.background = around.background
        self.settling = around.settling
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = Header(theme, title)
        self.banner = Banner(theme, language.text("Close"))
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.body.setSpacing(2 * STEP)
        self.body.addWidget(self.banner)
        self._sheet: Sheet | None = None
        self._cover = _Cover(theme, self)
        self._focus_before: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.content, 1)

    def come(self) -> None:
        """Called when the page comes to the front: a stale page refreshes."""
        if self.stale:
            self.stale = False
            self.refresh()
        self.take_focus()
        self.settling.renew()

    def refresh(self) -> None:
        """Reloads the page's content."""

    def take_focus(self) -> None:
        """Moves the focus to where the work begins."""

    def note(self, change: Change) -> None:
        """Called when something was changed elsewhere."""
        if change in self.shows:
            self.stale = True

    def show_person(self, delegate: str) -> None:
        """Called on the People page when another page opens a delegate, by id."""

    def show_layout(self, layout: str) -> None:
        """Called on the Paper page when a layout was changed in the designer, by name."""

    def takes(self, text: str | None, *, serial: bool) -> bool:
        """Called on the page in front when a serial or camera scanner has read something (None: an incomplete
        code). Returns whether the page consumes it, to test the scanner."""
        del text, serial
        return False

    def leave(self) -> None:
        """Called when the window is about to close: a page with unsaved work asks."""

    def show_error(self, error: KnownError) -> None:
        """Shows a failure as a sentence in the banner."""
        self.banner.fail(self.language.explain(error))
        self._renew()

    def tell(self, sentence: str) -> None:
        """Shows a quiet notice."""
        self.banner.tell(sentence)
        self._renew()

    def _renew(self) -> None:
        """A banner must be read before a key counts; not one of a page behind the one in front."""
        if self.isVisible():
            self.settling.renew()

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], lane: Lane = Lane.STORE
    ) -> None:
        """Runs background work of this page. A failure becomes the banner; a deleted page gets no callback."""
        self.background.run(work, self._while_here(done), self._while_here(self.show_error), lane)

    def run_or(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[KnownError], None],
    ) -> None:
        """Like `run`, with an error callback instead of the banner."""
        self.background.run(work, self._while_here(done), self._while_here(failed))

    def _while_here(self, call: Callable[[T], None]) -> Callable[[T], None]:
        def safe(value: T) -> None:
            if shiboken6.isValid(self):
                call(value)

        return safe

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    def open_sheet(self, sheet: Sheet) -> None:
        """Opens a modal sheet over the page; what lies under it cannot be reached meanwhile."""
        self.close_sheet()
        self._sheet = sheet
        self._focus_before = self.focusWidget()
        sheet.closed.connect(self.close_sheet)
        sheet.told.connect(self.settling.renew)
        self.content.setEnabled(False)
        self._cover.hold(sheet)
        self._cover.setGeometry(self.rect())
        self._cover.show()
        self._cover.raise_()
        sheet.first().setFocus()
        self.settling.renew()

    def confirm(self, sheet: Sheet, then: Callable[[], object]) -> None:
        """Opens a confirmation; `then` is called when it is accepted, after it has closed."""
        self.ask(sheet, lambda _: then())

    def ask(self, sheet: SheetT, then: Callable[[SheetT], object]) -> None:
        """Opens a form; `then` is called with it when it is accepted and complete, after it has closed."""

        def accepted() -> None:
            if sheet.complete():
                self.close_sheet()
                then(sheet)

        sheet.accepted.connect(accepted)
        self.open_sheet(sheet)

    def ask_until(
        self, sheet: SheetT, work: Callable[[SheetT], T], then: Callable[[T], object]
    ) -> None:
        """Opens a form that stays until `work` accepts its values: a `KnownError` is shown in the form itself.
        `then` is called with the result of `work`, after the form has closed."""

        def accepted() -> None:
            if not sheet.complete():
                return
            try:
                done = work(sheet)
            except KnownError as error:
                sheet.refuse(self.language.explain(error))
                return
            self.close_sheet()
            then(done)

        sheet.accepted.connect(accepted)
        self.open_sheet(sheet)

    def ask_behind(
        self, sheet: SheetT, work: Callable[[SheetT], Callable[[], T]], then: Callable[[T], object]
    ) -> None:
        """Like `ask_until` for slow work: `work` reads the form, and returns a function that runs in the
        background, once at a time."""

        def done(result: T) -> None:
            self.close_sheet()
            then(result)

        def failed(error: KnownError) -> None:
            if self.sheet is sheet:
                sheet.accept_button.setEnabled(True)
                sheet.first().setFocus()  # it was lost with the button
                sheet.refuse(self.language.explain(error))
            else:
                self.show_error(error)

        def accepted() -> None:
            if sheet.complete():
                slow = work(sheet)
                sheet.say(self.language.text("One moment…"), "time", None)
                sheet.accept_button.setEnabled(False)
                self.run_or(slow, done, failed)

        sheet.accepted.connect(accepted)
        self.open_sheet(sheet)

    def close_sheet(self) -> None:
        """Closes the sheet, and gives the focus back to the widget that had it."""
        if self._sheet is None:
            return
        sheet, self._sheet = self._sheet, None
        self._cover.hide()
        sheet.hide()
        sheet.deleteLater()
        self.content.setEnabled(True)
        if self._focus_before is not None and shiboken6.isValid(self._focus_before):
            self._focus_before.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cover.setGeometry(self.rect())


class _Cover(QScrollArea):
    """The overlay over a page, with a sheet in its middle; it scrolls where the window is too small."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._veil = QColor(theme.window)
        self._veil.setAlphaF(0.8)
        self.setWidgetResizable(True)
        self.hide()

    def hold(self, sheet: Sheet) -> None:
        middle = QWidget()
        # Stretches on all sides, not an alignment: only this gives a sentence its second line.
        column = QVBoxLayout(middle)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(sheet)
        row.addStretch(1)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.setWidget(middle)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.rect(), self._veil)
        painter.end()
        super().paintEvent(event)
