"""Camera of the kiosk: preview, instructions, and on errors the alternative to the camera.

The reader is a delegate: the texts never ask to plug or to unplug anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.language import mark
from ui.parts.theme import STEP
from ui.parts.widgets.texts import restyle
from ui.scanning.capture.camera_health import CameraTrouble
from ui.scanning.live_camera import CameraWords, LiveCamera

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.language import Language
    from ui.parts.background import Background
    from ui.parts.theme import Theme
    from ui.scanning.capture.camera import Camera

WIDE, NARROW = 420, 208
WORDS: Final = CameraWords(
    {
        CameraTrouble.VANISHED: mark("The camera is unplugged."),
        CameraTrouble.REFUSED: mark("The camera cannot be opened."),
        CameraTrouble.MISSING: mark("There is no camera at this machine."),
        CameraTrouble.SILENT: mark("No picture comes from the camera."),
        CameraTrouble.BLACK: mark("The picture of the camera is black."),
        CameraTrouble.FROZEN: mark("The picture of the camera stands still."),
        CameraTrouble.DARK: mark("The picture of the camera is too dark."),
    },
    mark("Hold your code to the scanner, or ask at the desk."),
)


class KioskCamera(QWidget):
    """Camera code is imported lazily, at first use."""

    def __init__(
        self,
        make: Callable[[Background], Camera],
        background: Background,
        language: Language,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.is_on = False
        self._narrow = False
        self.live = LiveCamera(WORDS, make, background, language, theme, self)
        self.live.changed.connect(self._show_preview)
        self.preview, self.words = self.live.preview, self.live.words
        restyle(self.words, "role", "large")
        self.setFixedWidth(WIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.preview)
        column.addWidget(self.words)
        column.addStretch(1)
        self.hide()

    def set_narrow(self, *, narrow: bool) -> None:
        """Smaller, where the window is small and the answer needs the room."""
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        restyle(self.words, "role", "small" if narrow else "large")
        self._show_state()

    def speak(self, language: Language) -> None:
        """Switches to the delegate's language."""
        self.live.language = language
        self._show_state()

    def open(self, key: str) -> None:
        """Opens the camera of that key; empty for the system default."""
        self.is_on = True
        self.show()
        self.live.start(key)

    def close_camera(self) -> None:
        """Closes the camera; safe when none is open."""
        self.is_on = False
        self.live.release()
        self.hide()

    def _show_state(self) -> None:
        if self.is_on:
            self.live.show_state()

    def _show_preview(self) -> None:
        self.preview.setVisible(self.live.has_picture or not self._narrow)
