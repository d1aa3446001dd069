"""Camera devices through Qt Multimedia. Thin on purpose: decisions are made in `camera`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtMultimedia import QCamera, QCameraDevice, QMediaCaptureSession, QMediaDevices

from ui.scanning.capture.camera_permission import Permission

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCameraFormat, QVideoSink

# Enough for a symbol of 21 modules a hand's breadth away; more is only slower.
WIDE: Final = 1280
FAST: Final = 15.0  # frames per second
LIT: Final = QCamera.TorchMode.TorchOn
UNLIT: Final = QCamera.TorchMode.TorchOff


@dataclass(frozen=True, slots=True)
class Device:
    """A camera to choose: its key in the settings, and its display name."""

    key: str
    name: str
    faces_away: bool = False


class Devices(QObject):
    """At most one camera is open. Emits `changed()` when one is plugged in or out, `refused()` when the
    open one fails."""

    changed = Signal()
    refused = Signal()

    def __init__(self, parent: QObject | None = None, permission: Permission | None = None) -> None:
        super().__init__(parent)
        self._permission = permission or Permission()
        self._wanted: tuple[Device, QVideoSink] | None = None  # while permission is asked for
        self._media = QMediaDevices(self)
        self._media.videoInputsChanged.connect(self.changed)
        self._session = QMediaCaptureSession(self)
        self._camera: QCamera | None = None

    def listed(self) -> tuple[Device, ...]:
        """The cameras plugged in now, the system default first."""
        return listed()

    def open(self, device: Device, sink: QVideoSink) -> None:
        """Opens a listed camera, once permitted; its frames go to the sink."""
        self.close()
        match self._permission.status():
            case Qt.PermissionStatus.Granted:
                self._start(device, sink)
            case Qt.PermissionStatus.Undetermined:
                self._wanted = (device, sink)
                self._permission.ask(self, self._answered)
            case _:
                self.refused.emit()

    def _answered(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return  # closed meanwhile
        if self._permission.status() is Qt.PermissionStatus.Granted:
            self._start(*wanted)
        else:
            self.refused.emit()

    def _start(self, device: Device, sink: QVideoSink) -> None:
        found = next(
            (plugged for plugged in QMediaDevices.videoInputs() if _key(plugged) == device.key),
            None,
        )
        if found is None:
            self.refused.emit()
            return
        camera = QCamera(found, self)
        best = min(found.videoFormats(), key=_unfit, default=None)
        if best is not None:
            camera.setCameraFormat(best)
        camera.errorOccurred.connect(self.refused)
        self._session.setVideoSink(sink)
        self._session.setCamera(camera)
        self._camera = camera
        camera.start()

    def close(self) -> None:
        """Closes the camera; safe when none is open."""
        self._wanted = None
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.errorOccurred.disconnect(self.refused)
            camera.stop()
            self._session.setCamera(None)  # type: ignore[arg-type]
            camera.deleteLater()

    @property
    def has_light(self) -> bool:
        """Whether the open camera has a light (torch) that can be switched."""
        return self._camera is not None and self._camera.isTorchModeSupported(LIT)

    @property
    def lit(self) -> bool:
        return self._camera is not None and self._camera.torchMode() is LIT

    def light(self, *, on: bool) -> None:
        """Switches the light of the open camera."""
        if self._camera is not None:
            self._camera.setTorchMode(LIT if on else UNLIT)


def listed() -> tuple[Device, ...]:
    """The cameras plugged in now, the system default first."""
    first = QMediaDevices.defaultVideoInput()
    found = sorted(QMediaDevices.videoInputs(), key=lambda videoinput: videoinput != first)
    return tuple(_device(camera) for camera in found)


def _device(found: QCameraDevice) -> Device:
    away = found.position() is QCameraDevice.Position.BackFace
    return Device(_key(found), found.description(), away)


def _key(found: QCameraDevice) -> str:
    return bytes(found.id().data()).decode("utf-8", "replace")


def _unfit(form: QCameraFormat) -> tuple[bool, int]:
    """Sort key: fast enough first, then as near to the wanted width as possible."""
    return form.maxFrameRate() < FAST, abs(form.resolution().width() - WIDE)
