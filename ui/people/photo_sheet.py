"""Sheets of a photograph (portrait capture): the question of consent, and the camera's picture that is taken and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from checkin.domain import Question
from checkin.wording import question_text
from ui.parts.keys import WindowKey
from ui.parts.question_sheet import QuestionSheet
from ui.parts.widgets import KeyButton, Sheet, text
from ui.parts.widgets.buttons import listen, tool
from ui.people.portrait import WORDS, PortraitCamera

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QImage, QShowEvent

    from checkin.language import Language
    from ui.parts.background import Background
    from ui.parts.theme import Theme
    from ui.people.portrait import PortraitPreview
    from ui.scanning.capture.camera import Camera

AROUND: Final = 330  # pixels of the sheet and around it, without the picture
WIDEST: Final = 620


class ConsentSheet(QuestionSheet):
    """Asked of those who are marked to be asked. Emits `accepted` where they agree; `declined` is the other answer."""

    def __init__(self, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            question_text(Question.CONSENT, tr),
            tr.sentences(
                tr.text("The photograph is shown at the desks and printed on their badge."),
                tr.text("It is destroyed at the end of the event."),
            ),
            tr.text("They agree"),
            tr.text("Back"),
            theme,
        )
        self.declined = tool(tr.text("No photographs"), WindowKey.NO, theme)
        listen(self.declined, self)
        self.body.addWidget(self.declined, 0, Qt.AlignmentFlag.AlignLeading)


class PhotoSheet(Sheet):
    """The live picture; Enter or Space takes it, and then keeps it. The camera is open only while it is visible."""

    def __init__(
        self,
        number: int,
        make: Callable[[Background], Camera],
        background: Background,
        language: Language,
        theme: Theme,
    ) -> None:
        tr = language
        super().__init__(
            tr.text("Photograph of delegate {number}", number=f"{number:03}"),
            tr.text("Take photograph"),
            tr.text("Back"),
            theme,
        )
        self.setMaximumWidth(WIDEST)
        self.setAccessibleName(tr.text("Photograph of delegate {number}", number=f"{number:03}"))
        self._language, self._key = tr, ""
        self.live = PortraitCamera(WORDS, make, background, language, theme, self)
        self.live.words.setMinimumHeight(40)
        self.note = text("", "quiet").wrapped()
        self.retake = tool(tr.text("Take again"), WindowKey.RETRY, theme)
        self.remove = tool(tr.text("Remove the photograph"), WindowKey.REMOVE, theme)
        for part in (self.live.preview, self.live.words, self.note):
            self.body.addWidget(part)
        for button in (self.retake, self.remove):
            listen(button, self)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self.retake.clicked.connect(self._take_again)
        self.remove.hide()
        self._show_state()

    def use(self, key: str, *, has_photograph: bool) -> None:
        """The chosen camera by its key; whether there is a photograph that this one would replace."""
        self._key = key
        tr = self._language
        replaced = tr.text("It replaces the photograph that they have.") if has_photograph else ""
        self.note.setText(replaced)
        self.note.setVisible(has_photograph)
        self.remove.setVisible(has_photograph)

    def fit(self, room: int) -> None:
        """Keeps the buttons visible on a low page."""
        self.preview.set_height(room - AROUND)

    @property
    def preview(self) -> PortraitPreview:
        return self.live.portrait

    @property
    def picture(self) -> QImage | None:
        """What was taken, and is to be kept."""
        return self.preview.kept

    def complete(self) -> bool:
        """The first time the picture is taken, and shown; the second time it is to be kept."""
        if self.picture is not None:
            return True
        newest = self.live.newest
        if newest is None:
            self.refuse(self._language.text("There is no picture to take."))
            return False
        self.preview.keep(newest.copy())
        self._show_state()
        self.told.emit()  # what was taken must be seen before a key keeps it
        return False

    def first(self) -> KeyButton:
        return self.accept_button

    def _take_again(self) -> None:
        self.preview.keep(None)
        self._show_state()
        self.accept_button.setFocus()

    def _show_state(self) -> None:
        tr, taken = self._language, self.picture is not None
        self.say("", "", None)
        words = tr.text("Keep") if taken else tr.text("Take photograph")
        self.accept_button.change(words, WindowKey.ENTER)
        self.accept_button.setEnabled(True)
        self.live.words.setVisible(not taken)
        self.retake.setVisible(taken)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.live.start(self._key)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.live.stop()
