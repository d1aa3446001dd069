"""Video frames as colour pictures (stills), for photographs of delegates: no symbol is looked for in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from ui.scanning.capture import decoding, frames
from ui.scanning.capture.camera import Camera
from ui.scanning.capture.frame_reader import FrameReading

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

    from ui.parts.background import Background
    from ui.scanning.capture.decoding import Effort


def look_at(frame: QVideoFrame, _: Effort) -> FrameReading | None:
    """The whole frame in colour, in any thread; None for an invalid one."""
    plane = frames.plane_of(frame)
    if plane is None:
        return None
    picture = frame.toImage().convertToFormat(QImage.Format.Format_RGB888)
    if picture.isNull():
        return None
    return FrameReading(picture, (), decoding.glance(plane))


def portrait_camera(background: Background) -> Camera:
    """The camera of this machine, for photographs."""
    return Camera(background, look=look_at)
