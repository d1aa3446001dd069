"""The camera of self-check-in: its picture, what it sees, and what is wrong with it with the other way in.

Whoever reads this is a delegate: nobody is told to plug or to unplug anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.language import mark
from ui.desk.camera_preview import CameraPreview, told
from ui.parts.theme import STEP
from ui.parts.widgets import text
from ui.parts.widgets.texts import restyle
from ui.scanning.capture.camera_health import CameraTrouble
from ui.scanning.capture.sightings import Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.language import Language
    from ui.parts.background import Background
    from ui.parts.theme import Theme
    from ui.scanning.capture.camera import Camera
    from ui.scanning.capture.frame_reader import Seen

WIDE, NARROW = 420, 208
_TROUBLES: Final[Mapping[CameraTrouble, str]] = {
    CameraTrouble.VANISHED: mark("The camera is unplugged."),
    CameraTrouble.REFUSED: mark("The camera cannot be opened."),
    CameraTrouble.MISSING: mark("There is no camera at this machine."),
    CameraTrouble.SILENT: mark("No picture comes from the camera."),
    CameraTrouble.BLACK: mark("The picture of the camera is black."),
    CameraTrouble.FROZEN: mark("The picture of the camera stands still."),
    CameraTrouble.DARK: mark("The picture of the camera is too dark."),
}


class KioskCamera(QWidget):
    """Says `scanned(text)`. Nothing that opens cameras is loaded before the first time."""

    scanned = Signal(str)

    def __init__(
        self,
        make: Callable[[Background], Camera],
        background: Background,
        language: Language,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._make, self._background, self._language = make, background, language
        self.camera: Camera | None = None
        self.is_on = False
        self._narrow = False
        self.preview = CameraPreview(theme)
        self.words = text("", "large").wrapped()
        self.setFixedWidth(WIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.preview)
        column.addWidget(self.words)
        column.addStretch(1)
        self.hide()

    def set_narrow(self, *, narrow: bool) -> None:
        """Where the window is small the answer needs the room."""
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        restyle(self.words, "role", "small" if narrow else "large")
        self._show_state()

    def speak(self, language: Language) -> None:
        """In the language of the one who stands there."""
        self._language = language
        self._show_state()

    def open(self, key: str) -> None:
        """Opens the camera of that key, empty for the system's own choice."""
        self.is_on = True
        self.show()
        try:
            camera = self._make(self._background)
        except ImportError:
            # Without the system's library for sound, Qt's for cameras does not load either.
            self._show_state()
            return
        camera.setParent(self)
        camera.scanned.connect(self.scanned)
        camera.seen.connect(self._see)
        camera.changed.connect(self._show_state)
        self.camera = camera
        camera.start(key)

    def close_camera(self) -> None:
        """Lets the camera go; safe where none is open."""
        camera, self.camera = self.camera, None
        self.is_on = False
        if camera is not None:
            camera.stop()
            camera.deleteLater()
        self.preview.show_none()
        self.hide()

    def _see(self, seen: Seen) -> None:
        if self.camera is not None:
            self.preview.show_seen(seen, mirrored=self.camera.mirrors)
            if self.camera.trouble() is CameraTrouble.NONE:
                self.words.setText(told(seen.sight, self._language))

    def _show_state(self) -> None:
        if not self.is_on:
            return
        camera, tr = self.camera, self._language
        seen = camera is not None and camera.device is not None
        if not seen:
            self.preview.show_none()
        self.preview.setVisible(seen or not self._narrow)
        trouble = CameraTrouble.MISSING if camera is None else camera.trouble()
        if trouble is CameraTrouble.NONE:
            self.words.setText(told(Sight.NOTHING, tr))
            return
        other = tr.text("Hold your code to the scanner, or ask at the desk.")
        self.words.setText(tr.sentences(tr.text(_TROUBLES[trouble]), other))
