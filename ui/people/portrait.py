"""Viewfinder of a portrait: the mirrored picture of the camera with the frame of what is kept, then the picture itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from checkin.language import mark
from ui.parts.theme import STEP
from ui.scanning.camera_preview import CameraPreview
from ui.scanning.capture.camera_health import CameraTrouble
from ui.scanning.live_camera import CameraWords, LiveCamera

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.parts.theme import Theme
    from ui.scanning.capture.sightings import Sight

WIDE, HIGH = 3, 4  # what is kept, as `checkin.photos` cuts it
TALLEST: Final = 360  # pixels of the picture on the screen
LEAST: Final = 160
QUALITY: Final = 95  # on the way to the process that makes the photograph of it
# The head within the frame: its middle and half its size, as shares of the frame's width and height.
HEAD: Final = (0.5, 0.44, 0.27, 0.29)
WORDS: Final = CameraWords(
    {
        CameraTrouble.VANISHED: mark("The camera is unplugged."),
        CameraTrouble.REFUSED: mark(
            "The camera cannot be opened: another program has it, or the system forbids it."
        ),
        CameraTrouble.MISSING: mark("There is no camera at this machine."),
        CameraTrouble.SILENT: mark("No picture comes from the camera."),
        CameraTrouble.BLACK: mark(
            "The picture is black. Is the lens covered, or its slide closed?"
        ),
        CameraTrouble.FROZEN: mark("The picture of the camera stands still."),
        CameraTrouble.DARK: mark("The picture is too dark. Bring more light."),
    },
    mark("An organiser can also add photographs from files, on the page Roster."),
)


class PortraitPreview(CameraPreview):
    """The live picture is mirrored, so that people move the right way; what is kept is not."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._kept: QImage | None = None
        self.set_height(TALLEST)

    def set_height(self, height: int) -> None:
        """Less where the window is low."""
        self.setFixedHeight(max(LEAST, min(height, TALLEST)))

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(self.height() * HIGH // WIDE, self.height())

    @property
    def kept(self) -> QImage | None:
        """The picture that was taken, whole; None while the camera's is live."""
        return self._kept

    def keep(self, picture: QImage | None) -> None:
        """Shows the picture that was taken; None: the live one again."""
        self._kept = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.seen is None and self._kept is None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self._frame()
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), STEP, STEP)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(self.theme.window))
        if self._kept is not None:
            painter.setClipRect(frame)
            painter.drawImage(_filling(self._kept, frame), self._kept)
        elif self.seen is not None:
            self._paint_live(painter, self.seen.picture, frame)
        painter.end()

    def _paint_live(self, painter: QPainter, picture: QImage, frame: QRectF) -> None:
        painter.save()
        if self.is_mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(_filling(picture, frame), picture)
        painter.restore()
        beside = QPainterPath()
        beside.addRect(QRectF(self.rect()))
        beside.addRect(frame)
        veil = QColor(self.theme.window)
        veil.setAlphaF(0.7)
        painter.fillPath(beside, veil)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle, height, half_width, half_height = HEAD
        head = QRectF(
            frame.left() + (middle - half_width) * frame.width(),
            frame.top() + (height - half_height) * frame.height(),
            2 * half_width * frame.width(),
            2 * half_height * frame.height(),
        )
        for colour, wide in (("#000000", 4), ("#ffffff", 2)):
            # Visible on any background.
            painter.setPen(QPen(QColor(colour), wide, Qt.PenStyle.DashLine))
            painter.drawEllipse(head)

    def _frame(self) -> QRectF:
        """What is kept: in the middle, as high as the preview."""
        width = self.height() * WIDE / HIGH
        return QRectF((self.width() - width) / 2, 0, width, self.height())


class PortraitCamera(LiveCamera):
    """The camera of the sheet that takes a photograph."""

    def preview_of(self, theme: Theme) -> PortraitPreview:
        self.portrait = PortraitPreview(theme)
        return self.portrait

    def instruction(self, sight: Sight) -> str:
        del sight
        return self.language.text("Face in the oval, eyes to the camera.")

    @property
    def newest(self) -> QImage | None:
        """The picture that is on the screen; None while there is none."""
        seen = self.preview.seen
        return seen.picture if seen is not None else None


def encoded(picture: QImage) -> bytes:
    """The picture as a JPEG file, in any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _filling(picture: QImage, frame: QRectF) -> QRectF:
    """The place of the whole picture whose middle fills the frame."""
    scale = max(frame.width() / picture.width(), frame.height() / picture.height())
    box = QRectF(0, 0, picture.width() * scale, picture.height() * scale)
    box.moveCenter(frame.center())
    return box
