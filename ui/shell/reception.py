"""Welcome screen controller: shows the welcome page before a store is open, and handles its result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.shell.welcome import Welcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.release.own_copy import OwnCopy
    from ui.shell.opening import Opened
    from ui.shell.window_parts import WindowParts


class Reception(QObject):
    """Shows the welcome page. `opened` is called with the store that was opened there, `practise` when
    practice mode was chosen."""

    def __init__(
        self,
        parts: WindowParts,
        opened: Callable[[Opened], None],
        practise: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._parts, self._opened, self._practise = parts, opened, practise
        self.page: Welcome | None = None
        self._store: Path | None = None
        self._program: OwnCopy | None = None

    def start(self, store: Path | None) -> None:
        """Shows the first page, for a store if one exists already."""
        self._store = store
        self.show(store)

    def unlock(self, passphrase: str | None) -> None:
        """Opens the store at once, when the passphrase came on the command line."""
        if self.page is not None and self._store is not None and passphrase:
            self.page.open_with(self._store, passphrase)

    def show(self, store: Path | None) -> None:
        parts = self._parts
        page = Welcome(store, parts.look.language, parts.look.theme, parts.background)
        page.restoring.noted_in = parts.settings.notes_folder
        page.opened.connect(self._opened)
        page.practice_wanted.connect(self._practise)
        page.language_chosen.connect(self._speak)
        if self._program is not None:
            page.program.show_copy(self._program)
        self.page = parts.stack.replace(self.page, page)
        page.begin()

    def show_program(self, copy: OwnCopy) -> None:
        """Shows what is known of the program's files, from now on."""
        self._program = copy
        if self.page is not None:
            self.page.program.show_copy(copy)

    def show_again(self) -> None:
        """Shows the page again, for the store that the window began with."""
        self.show(self._store)

    def leave(self) -> None:
        """Removes the page; something else is in front already."""
        page, self.page = self.page, None
        if page is not None:
            self._parts.stack.drop(page)

    def _speak(self, code: str) -> None:
        holder = self._parts.settings
        chosen = replace(holder.current, language=code)
        QTimer.singleShot(0, self, lambda: holder.change(chosen))
