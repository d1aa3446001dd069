"""Camera scanner: the open camera, its light (torch), and its errors.

It is open only while its picture is visible; leaving the page closes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.scanning.capture.camera_health import CameraTrouble
from ui.scanning.capture.devices import Device, Devices
from ui.scanning.capture.frame_reader import FrameReader

if TYPE_CHECKING:
    from ui.parts.background import Background
    from ui.scanning.capture.frame_reader import LookAt

CHECK_MS: Final = 500


class Camera(QObject):
    """Emits `scanned(text)`, `seen(Seen)`, and `changed()` when its trouble, its light or the list changes."""

    scanned = Signal(str)
    seen = Signal(object)
    changed = Signal()

    def __init__(
        self,
        background: Background,
        devices: Devices | None = None,
        parent: QObject | None = None,
        *,
        look: LookAt | None = None,
    ) -> None:
        super().__init__(parent)
        self.eye = FrameReader(background, parent=self, look=look)
        self.eye.scanned.connect(self.scanned)
        self.eye.seen.connect(self.seen)
        self._devices = devices or Devices(self)
        self._devices.changed.connect(self._plugged)
        self._devices.refused.connect(self._refuse)
        self._wanted = False
        self._key = ""
        self._open: Device | None = None
        self._failed = CameraTrouble.NONE
        self._said = CameraTrouble.NONE
        self._checking = QTimer(self)
        self._checking.setInterval(CHECK_MS)
        self._checking.timeout.connect(self.check)

    @property
    def listed(self) -> tuple[Device, ...]:
        """The cameras plugged in now."""
        return self._devices.listed()

    @property
    def device(self) -> Device | None:
        """The open camera."""
        return self._open

    @property
    def mirrors(self) -> bool:
        """Whether its picture should be shown mirrored: hands then move the right way."""
        return self._open is None or not self._open.faces_away

    @property
    def has_light(self) -> bool:
        return self._devices.has_light

    @property
    def lit(self) -> bool:
        return self._devices.lit

    def light(self, *, on: bool) -> None:
        """Switches the camera's light."""
        self._devices.light(on=on)
        self.changed.emit()

    def start(self, key: str = "") -> None:
        """Opens the camera of that key, or the first when no key is given."""
        self.stop()
        self._wanted, self._key = True, key
        self._try()
        self._checking.start()
        self.changed.emit()

    def stop(self) -> None:
        """Closes the camera; safe when none is open."""
        self._wanted = False
        self._checking.stop()
        self._shut(CameraTrouble.NONE)
        self._said = CameraTrouble.NONE

    def trouble(self) -> CameraTrouble:
        """The current trouble: why nothing may be found."""
        return self._failed if self._open is None else self.eye.trouble()

    def check(self) -> None:
        """Checks whether the trouble has changed."""
        trouble = self.trouble()
        if trouble is not self._said:
            self._said = trouble
            self.changed.emit()

    def _try(self) -> None:
        listed = self.listed
        device = next((camera for camera in listed if self._key in {"", camera.key}), None)
        if device is None:
            self._failed = CameraTrouble.VANISHED if self._key else CameraTrouble.MISSING
            return
        # From now on this camera is fixed: another one may look elsewhere.
        self._open, self._key, self._failed = device, device.key, CameraTrouble.NONE
        self.eye.open()
        self._devices.open(device, self.eye.sink)

    def _shut(self, why: CameraTrouble) -> None:
        self._open, self._failed = None, why
        self.eye.shut()
        self._devices.close()

    def _plugged(self) -> None:
        """The list has changed: the open camera may be gone, the wanted one may be back."""
        if self._wanted:
            if self._open is not None and self._open not in self.listed:
                self._shut(CameraTrouble.VANISHED)
            elif self._open is None:
                self._try()
        self.changed.emit()

    def _refuse(self) -> None:
        """A camera that is unplugged fails before it is missing from the list."""
        gone = self._open is not None and self._open not in self.listed
        self._shut(CameraTrouble.VANISHED if gone else CameraTrouble.REFUSED)
        self.check()
