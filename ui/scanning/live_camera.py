"""Live camera: a preview with instructions, or what is wrong.

The desk and the kiosk lay it out and word its errors for their own audience.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.parts.widgets import text
from ui.scanning.camera_preview import CameraPreview, told
from ui.scanning.capture.camera_health import CameraTrouble
from ui.scanning.capture.sightings import Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from checkin.language import Language
    from ui.parts.background import Background
    from ui.parts.theme import Theme
    from ui.scanning.capture.camera import Camera
    from ui.scanning.capture.frame_reader import Seen


@dataclass(frozen=True, slots=True)
class CameraWords:
    """A sentence for each trouble, and one for the workaround; both are marked for translation."""

    troubles: Mapping[CameraTrouble, str]
    meanwhile: str


class LiveCamera(QObject):
    """A preview, the text under it, and the camera that fills both. Emits `scanned(text)`, and `changed()`
    when its state may have changed. Camera code is imported lazily, at the first start. A heir may show
    another preview, and say something else under it."""

    scanned = Signal(str)
    changed = Signal()

    def __init__(
        self,
        words: CameraWords,
        make: Callable[[Background], Camera],
        background: Background,
        language: Language,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._words, self.make, self._background = words, make, background
        self.language = language
        self.camera: Camera | None = None
        self.preview = self.preview_of(theme)
        self.words = text("", "small").wrapped()

    def preview_of(self, theme: Theme) -> CameraPreview:
        return CameraPreview(theme)

    def instruction(self, sight: Sight) -> str:
        """What is said while the camera has a picture."""
        return told(sight, self.language)

    @property
    def has_picture(self) -> bool:
        """Whether a camera is open."""
        return self.camera is not None and self.camera.device is not None

    def start(self, key: str) -> None:
        """Opens the camera of that key; empty for the system default."""
        if self.camera is None:
            try:
                self.camera = self._made()
            except ImportError:
                # Without the system's audio library, Qt's camera module does not load either.
                self.show_state()
                return
        self.camera.start(key)

    def stop(self) -> None:
        """Closes the camera; safe when none is open."""
        if self.camera is not None:
            self.camera.stop()
        self.preview.show_none()

    def release(self) -> None:
        """Closes the camera and frees its objects."""
        self.stop()
        camera, self.camera = self.camera, None
        if camera is not None:
            camera.deleteLater()

    def show_state(self) -> None:
        """Shows the instruction, or the trouble and the workaround."""
        tr = self.language
        if not self.has_picture:
            self.preview.show_none()
        trouble = CameraTrouble.MISSING if self.camera is None else self.camera.trouble()
        if trouble is CameraTrouble.NONE:
            self.words.setText(self.instruction(Sight.NOTHING))
        else:
            meanwhile = tr.text(self._words.meanwhile)
            self.words.setText(tr.sentences(tr.text(self._words.troubles[trouble]), meanwhile))
        self.changed.emit()

    def _made(self) -> Camera:
        camera = self.make(self._background)
        camera.setParent(self)
        camera.scanned.connect(self.scanned)
        camera.seen.connect(self._see)
        camera.changed.connect(self.show_state)
        return camera

    def _see(self, seen: Seen) -> None:
        if self.camera is not None:
            self.preview.show_seen(seen, mirrored=self.camera.mirrors)
            if self.camera.trouble() is CameraTrouble.NONE:
                self.words.setText(self.instruction(seen.sight))


def opened(background: Background) -> Camera:
    """The camera scanner of this machine."""
    from ui.scanning.capture.camera import Camera  # noqa: PLC0415 - lazy: not at start

    return Camera(background)
