"""Camera panel at the desk: live preview, what is wrong, and how to go on without it.

The camera is open only while the desk is visible: another page, or a covered window, closes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checkin.language import mark
from ui.parts.keys import WindowKey, sequence
from ui.parts.theme import STEP, TOUCH
from ui.parts.widgets import KeyButton, Panel
from ui.scanning.capture.camera_health import CameraTrouble
from ui.scanning.live_camera import CameraWords, LiveCamera, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from checkin.language import Language
    from ui.parts.background import Background
    from ui.parts.theme import Theme
    from ui.scanning.capture.camera import Camera

KEY: Final = WindowKey.CAMERA
LIGHT: Final = WindowKey.LAMP
WORDS: Final = CameraWords(
    {
        CameraTrouble.VANISHED: mark(
            "The camera is unplugged. It is used again when it is plugged in."
        ),
        CameraTrouble.REFUSED: mark(
            "The camera cannot be opened: another program has it, or the system forbids it."
        ),
        CameraTrouble.MISSING: mark("There is no camera at this machine."),
        CameraTrouble.SILENT: mark(
            "No picture comes from the camera. Unplug it and plug it in again."
        ),
        CameraTrouble.BLACK: mark(
            "The picture is black. Is the lens covered, or its slide closed?"
        ),
        CameraTrouble.FROZEN: mark(
            "The picture stands still. Unplug the camera and plug it in again."
        ),
        CameraTrouble.DARK: mark("The picture is too dark. Bring more light."),
    },
    mark("Meanwhile type a name or the code."),
)


class CameraPanel(Panel):
    """Emits `turned()` when it is opened or closed. Camera code is imported lazily, at first use."""

    turned = Signal()

    def __init__(
        self,
        language: Language,
        theme: Theme,
        background: Background,
        make: Callable[[Background], Camera] = opened,
    ) -> None:
        super().__init__()
        self._key = ""
        self._on = False
        tr = language
        self.live = LiveCamera(WORDS, make, background, language, theme, self)
        self.preview, self.words = self.live.preview, self.live.words
        self.words.setMinimumHeight(40)
        self.light_button = KeyButton(tr.text("Lamp"), LIGHT, theme)
        self.close_button = KeyButton(tr.text("Close"), KEY, theme)
        self.close_button.setAccessibleName(tr.text("Close the camera"))
        self._lay_out()
        self.live.changed.connect(self._show_light)
        self.close_button.clicked.connect(self.toggle)
        self.light_button.clicked.connect(self.switch_light)
        self.hide()

    def listen(self, page: QWidget) -> None:
        """Makes its shortcuts work wherever the focus is on the page."""
        QShortcut(QKeySequence(KEY), page).activated.connect(self.toggle)
        light = QKeySequence(sequence(LIGHT))
        QShortcut(light, page).activated.connect(self.switch_light)

    @property
    def is_on(self) -> bool:
        """Whether it is switched on; it may have no picture all the same."""
        return self._on

    @property
    def camera(self) -> Camera | None:
        return self.live.camera

    def use(self, key: str) -> None:
        """Selects another camera by key; empty for the system default."""
        if key != self._key:
            self._key = key
            if self._on and self.isVisible():
                self.live.start(key)

    def toggle(self) -> None:
        """Opens or closes the camera."""
        self._on = not self._on
        self.setVisible(self._on)
        self.turned.emit()

    def switch_light(self) -> None:
        """Toggles the camera's light (torch), where it has one."""
        if self.camera is not None and self.camera.has_light:
            self.camera.light(on=not self.camera.lit)

    def set_low(self, *, low: bool) -> None:
        """Compact form for a low window: the picture, and what is wrong."""
        self.words.setMinimumHeight(0 if low else 40)
        for button in (self.light_button, self.close_button):
            button.setFixedHeight(TOUCH)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._on:
            self.live.start(self._key)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.live.stop()

    def _show_light(self) -> None:
        self.light_button.setVisible(self.camera is not None and self.camera.has_light)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(STEP)
        foot.addWidget(self.close_button)
        foot.addWidget(self.light_button)
        for button in (self.close_button, self.light_button):
            button.setFixedHeight(TOUCH)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.light_button.hide()
        column = QVBoxLayout()
        column.setContentsMargins(STEP, STEP, STEP, STEP)
        column.setSpacing(STEP)
        for part in (self.preview, self.words):
            column.addWidget(part)
        column.addLayout(foot)
        self.body.addLayout(column)
