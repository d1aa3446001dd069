"""Fake camera: shows the frames of a test, without hardware."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, QSize, Signal
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from ui.scanning.capture.devices import Device
from ui.shell.app import QUIET

if TYPE_CHECKING:
    from PIL import Image
    from PySide6.QtGui import QImage
    from PySide6.QtMultimedia import QVideoSink

# As in the application: a missing camera logs nothing.
QLoggingCategory.setFilterRules(QUIET)
FRONT = Device("front", "Front camera")
BACK = Device("back", "Back camera", faces_away=True)


class FakeDevices(QObject):
    """Implements `ui.scanning.capture.devices.Devices`.

    `plugged` lists the devices; `show` sends a frame to the open one.
    """

    changed = Signal()
    refused = Signal()

    def __init__(self, *plugged: Device, light: bool = False) -> None:
        super().__init__()
        self.plugged = list(plugged)
        self.opened: Device | None = None
        self.closed = 0
        self.lit = False
        self.in_use = False
        self._light = light
        self._sink: QVideoSink | None = None

    def listed(self) -> tuple[Device, ...]:
        return tuple(self.plugged)

    @property
    def is_open(self) -> bool:
        return self.opened is not None

    def open(self, device: Device, sink: QVideoSink) -> None:
        self.close()
        if self.in_use or device not in self.plugged:
            self.refused.emit()
        else:
            self.opened, self._sink = device, sink

    def close(self) -> None:
        self.closed += self.opened is not None
        self.opened = self._sink = None
        self.lit = False

    @property
    def has_light(self) -> bool:
        return self._light and self.opened is not None

    def light(self, *, on: bool) -> None:
        self.lit = on and self.has_light

    def show(self, image: Image.Image) -> None:
        assert self._sink is not None
        self._sink.setVideoFrame(frame_of(image))

    def show_in_colour(self, image: QImage) -> None:
        assert self._sink is not None
        self._sink.setVideoFrame(QVideoFrame(image))

    def pull(self, device: Device) -> None:
        """Unplugs the device: it fails first, then the list is shorter."""
        self.plugged.remove(device)
        if self.opened == device:
            self.refused.emit()
        self.changed.emit()

    def plug(self, device: Device) -> None:
        self.plugged.append(device)
        self.changed.emit()


def frame_of(
    image: Image.Image,
    pixels: QVideoFrameFormat.PixelFormat = QVideoFrameFormat.PixelFormat.Format_NV12,
) -> QVideoFrame:
    """A greyscale image as a video frame."""
    frame = QVideoFrame(QVideoFrameFormat(QSize(*image.size), pixels))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    wide, high = image.size
    grey, line = image.convert("L").tobytes(), frame.bytesPerLine(0)
    bits = frame.bits(0)
    assert isinstance(bits, memoryview)
    between = pixels is QVideoFrameFormat.PixelFormat.Format_YUYV
    for row in range(high):
        light = grey[row * wide : (row + 1) * wide]
        begin = row * line
        if between:
            bits[begin : begin + 2 * wide] = b"".join(bytes((luma, 128)) for luma in light)
        else:
            bits[begin : begin + wide] = light
    frame.unmap()
    return frame
