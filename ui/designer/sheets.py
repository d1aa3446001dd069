"""Dialogs of the designer: insert an element, name a layout, open, unsaved changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from checkin.layout.starters import Starter
from ui.designer.words import starter_name
from ui.parts.keys import WindowKey
from ui.parts.widgets import Choice, KeyButton, Sheet, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from checkin.language import Language
    from checkin.paper.library import Library
    from ui.parts.theme import Theme

NEW_PICTURE: Final = "/"  # no file is called so


class InsertSheet(Sheet):
    """The kind of element; for an image also which one, or a new one."""

    def __init__(self, pictures: Sequence[str], language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("Insert"), tr.text("Insert"), tr.text("Back"), theme)
        self.kinds = Choice(theme)
        for starter in Starter:
            self.kinds.offer(starter.value, starter_name(starter, tr))
        self.pictures = Choice(theme)
        for name in pictures:
            self.pictures.offer(name, name)
        self.pictures.offer(NEW_PICTURE, tr.text("Bring in a PNG or JPEG file…"))
        self.row(tr.text("Kind of element"), self.kinds)
        self.row(tr.text("Picture file"), self.pictures)
        self.kinds.currentIndexChanged.connect(self._show_pictures)
        self._show_pictures()

    @property
    def starter(self) -> Starter:
        return Starter(self.kinds.chosen())

    @property
    def picture(self) -> str:
        """The image in the folder; empty: one is still to be imported."""
        chosen = self.pictures.chosen()
        return "" if chosen == NEW_PICTURE else chosen

    def _show_pictures(self) -> None:
        self.show_row(self.pictures, on=self.starter is Starter.IMAGE)


class NameSheet(Sheet):
    """The name of a layout (save as, rename)."""

    def __init__(
        self, title: str, sentence: str, proposed: str, language: Language, theme: Theme
    ) -> None:
        tr = language
        super().__init__(title, tr.text("Save"), tr.text("Back"), theme)
        self.body.addWidget(text(sentence, "quiet").wrapped())
        self.name = QLineEdit(proposed)
        self.name.selectAll()
        self.row(tr.text("Name of the file"), self.name)
        hint = tr.text(
            "Small letters, digits and -. What people read is its name among the properties."
        )
        self.body.addWidget(text(hint, "quiet").wrapped())
        self.setMaximumWidth(620)

    def refuse(self, sentence: str) -> None:
        self.say(sentence, "stop", None)


class OpenSheet(Sheet):
    """Which layout to open."""

    def __init__(self, library: Library, current: str, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("Another layout"), tr.text("Open"), tr.text("Back"), theme)
        self.layouts = Choice(theme)
        for name in library.names():
            self.layouts.offer(name, library.title(name, tr))
        self.layouts.choose(current)
        self.row(tr.text("Layout"), self.layouts)


class LeaveSheet(Sheet):
    """Unsaved changes: Enter saves them, Del discards them (`throw`), Esc goes on."""

    def __init__(self, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("Save the changes?"), tr.text("Save"), tr.text("Go on"), theme)
        sentence = tr.text("This layout was changed and not saved yet.")
        self.body.addWidget(text(sentence, "quiet").wrapped())
        self.throw = KeyButton(tr.text("Throw away"), WindowKey.REMOVE, theme)
        self.body.addWidget(self.throw)

    def first(self) -> KeyButton:
        return self.accept_button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.throw.click()
        else:
            super().keyPressEvent(event)
