"""Decodes video frames into scans in a worker thread, always the newest frame next.

While a frame is decoded, others arrive; all but the newest are dropped. So decoding never falls behind,
however slow the machine. Any source of the sink works alike: a camera or a video file.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from ui.parts.background import Lane
from ui.scanning.capture import decoding, frames
from ui.scanning.capture.camera_health import CameraHealth, Glance
from ui.scanning.capture.decoding import Effort
from ui.scanning.capture.sightings import Sight, Sightings

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from ui.parts.background import Background
    from ui.scanning.capture.camera_health import CameraTrouble
    from ui.scanning.capture.decoding import Plane, Symbol

    # Reads a frame in any thread; None for an invalid one.
    LookAt = Callable[[QVideoFrame, Effort], "FrameReading | None"]

HARD_EVERY: Final = 4
PREVIEW: Final = 480  # twice the largest width of the preview, for high DPI


@dataclass(frozen=True, slots=True)
class FrameReading:
    """The result of decoding one frame. `picture` is small and grey, of a portrait whole and in colour."""

    picture: QImage
    symbols: tuple[Symbol, ...]
    glance: Glance


@dataclass(frozen=True, slots=True)
class Seen:
    """The part of a frame that the window shows."""

    picture: QImage
    symbols: tuple[Symbol, ...]
    sight: Sight


class FrameReader(QObject):
    """Emits `scanned(text)` once for each symbol held up, and `seen(Seen)` for each frame decoded.

    `look` decodes: `look_at`, or `portraits.look_at`, which looks for no symbols.
    """

    scanned = Signal(str)
    seen = Signal(object)

    def __init__(
        self,
        background: Background,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
        *,
        look: LookAt | None = None,
    ) -> None:
        super().__init__(parent)
        self.clock = clock  # seconds
        self._look_at = look or look_at
        self._background = background
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._frame, Qt.ConnectionType.AutoConnection)
        self._open = False
        self._next: QVideoFrame | None = None
        self._looking = False
        self._count = 0
        self._shift = 0
        self._sightings = Sightings()
        self._watch = CameraHealth(0.0)

    def open(self) -> None:
        """Resets the state of earlier frames and starts."""
        self._shift += 1
        self._open = True
        self._looking = False
        self._sightings = Sightings()
        self._watch = CameraHealth(self._now())

    def shut(self) -> None:
        """Stops; the result of a running decode is dropped."""
        self._shift += 1
        self._open = False
        self._next = None

    def trouble(self) -> CameraTrouble:
        """The current trouble: why nothing may be found."""
        return self._watch.trouble(self._now())

    def _now(self) -> float:
        return self.clock() * 1000

    def _frame(self, frame: QVideoFrame) -> None:
        if not self._open or not frame.isValid():
            return
        self._next = frame
        if not self._looking:
            self._look()

    def _look(self) -> None:
        frame, self._next = self._next, None
        if frame is None:
            return
        self._looking = True
        self._count += 1
        effort = Effort.FULL if self._count % HARD_EVERY == 0 else Effort.LIGHT
        shift = self._shift
        self._background.run(
            lambda: self._look_at(frame, effort),
            lambda look: self._looked(look, shift),
            lane=Lane.CAMERA,
        )

    def _looked(self, look: FrameReading | None, shift: int) -> None:
        if shift != self._shift:
            return
        self._looking = False
        if look is not None:
            self._judge(look)
        self._look()

    def _judge(self, look: FrameReading) -> None:
        now = self._now()
        self._watch.see(look.glance, now)
        sighted = self._sightings.look(decoding.texts(look.symbols), now)
        if sighted.sight is Sight.SCANNED:
            self.scanned.emit(sighted.text)
        self.seen.emit(Seen(look.picture, look.symbols, sighted.sight))


def look_at(frame: QVideoFrame, effort: Effort) -> FrameReading | None:
    """Decodes a frame, in any thread; None for an invalid frame."""
    plane = frames.plane_of(frame)
    if plane is None:
        return None
    found = decoding.symbols(plane, effort)
    return FrameReading(_small(plane), found, decoding.glance(plane))


def _small(plane: Plane) -> QImage:
    """A thumbnail with its own memory."""
    image = plane.image()
    if plane.width <= PREVIEW:
        return image.copy()
    return image.scaledToWidth(PREVIEW, Qt.TransformationMode.FastTransformation).copy()
