"""Camera preview (viewfinder): a small mirrored picture with a frame around each code found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkin.wording import Tone
from ui.parts.theme import STEP
from ui.parts.widgets.texts import drawn_for
from ui.scanning.capture.sightings import Sight

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from checkin.language import Language
    from ui.parts.theme import Theme
    from ui.scanning.capture.decoding import Symbol
    from ui.scanning.capture.frame_reader import Seen

WIDE, HIGH = 16, 9
ICON: Final = 48
FRAME: Final = 4  # pixels, visible from a step away


def told(sight: Sight, language: Language) -> str:
    """The instruction for this sighting, in words."""
    if sight is Sight.SEVERAL:
        return language.text("More than one code: hold up one alone.")
    if sight is Sight.NOTHING:
        return language.text("Hold the code up to the camera.")
    return language.text("Read. The next one, please.")


class CameraPreview(QWidget):
    """`show_seen` for each decoded frame; `show_none` while there is no picture."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._seen: Seen | None = None
        self._mirrored = True
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def seen(self) -> Seen | None:
        """The frame shown."""
        return self._seen

    @property
    def is_mirrored(self) -> bool:
        return self._mirrored

    def show_seen(self, seen: Seen, *, mirrored: bool) -> None:
        self._seen, self._mirrored = seen, mirrored
        self.update()

    def show_none(self) -> None:
        self._seen = None
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * HIGH // WIDE

    def sizeHint(self) -> QSize:
        return QSize(WIDE * STEP, self.heightForWidth(max(self.width(), WIDE * STEP)))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), STEP, STEP)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(self.theme.window))
        if self._seen is None:
            self._paint_none(painter)
        else:
            self._paint_seen(painter, self._seen)
        painter.end()

    def _paint_none(self, painter: QPainter) -> None:
        picture = drawn_for(self, "camera", self.theme.muted, ICON)
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - ICON // 2, middle.y() - ICON // 2, picture)

    def _paint_seen(self, painter: QPainter, seen: Seen) -> None:
        box = self._box(seen)
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(box, seen.picture)
        several = seen.sight is Sight.SEVERAL
        tone = self.theme.tone(Tone.AGAIN if several else Tone.WELCOME)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in ((tone.on, 2 * FRAME), (tone.ink, FRAME)):
            # Visible on any background: a light edge around a dark line, or the other way round.
            painter.setPen(QPen(QColor(colour), wide, j=Qt.PenJoinStyle.RoundJoin))
            for symbol in seen.symbols:
                painter.drawPolygon(_corners(symbol, box))

    def _box(self, seen: Seen) -> QRectF:
        """The rectangle of the whole picture: it fills the preview, the excess lies outside."""
        size = seen.picture.size().scaled(
            self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(QRectF(self.rect()).center())
        return box


def _corners(symbol: Symbol, box: QRectF) -> QPolygonF:
    return QPolygonF(
        [
            QPointF(box.left() + x * box.width(), box.top() + y * box.height())
            for x, y in symbol.corners
        ]
    )
