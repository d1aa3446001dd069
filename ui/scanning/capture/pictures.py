"""Scanning from image files and the clipboard: drag and drop or paste, such as a photo of a badge.

Only local files are opened, and only as raster images: no URL is followed, no external resource of a file
is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QImageReader, QKeyEvent, QKeySequence

from checkin.errors import BadFile, KnownError
from checkin.language import mark
from ui.parts.background import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from ui.parts.background import Background

LARGEST: Final = 64 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
WIDEST: Final = 4_000
KINDS: Final = frozenset(
    {"png", "jpg", "jpeg", "bmp", "gif", "webp", "tif", "tiff", "heic", "heif"}
)
_DRAGS: Final = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class Pictures(QObject):
    """Watches a window for images. Emits `scanned(text)`, or `failed(KnownError)` with the reason."""

    scanned = Signal(str)
    failed = Signal(object)

    def __init__(self, window: QWidget, field: QWidget, background: Background) -> None:
        super().__init__(window)
        self._background = background
        # A line edit would insert the path of a dropped file as text.
        field.setAcceptDrops(False)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        field.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in _DRAGS:
            return self._dragged(event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            pasted = event.matches(QKeySequence.StandardKey.Paste)
            return pasted and self._take(QGuiApplication.clipboard().mimeData())
        return False

    def _dragged(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        if not (data.hasImage() or _path(data)):
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self._take(data)
        return True

    def _take(self, data: QMimeData) -> bool:
        """Whether the data has an image, which is then decoded."""
        if path := _path(data):
            self._run(lambda: text_in_file(path))
            return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage):
            self._run(lambda: text_in(image))
            return True
        return False

    def _run(self, work: Callable[[], str]) -> None:
        self._background.run(work, self.scanned.emit, self._fail, Lane.FREE)

    def _fail(self, error: KnownError) -> None:
        self.failed.emit(error)


def text_in_file(path: Path) -> str:
    """The text of the only code in an image file. Raises `BadFile`."""
    try:
        fits = path.is_file() and path.stat().st_size <= LARGEST
    except OSError as error:
        raise BadFile(mark("The picture cannot be read.")) from error
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    # By content, not by extension; SVG, which may refer to other files, is not even opened.
    reader.setDecideFormatFromContent(True)
    if not fits or bytes(reader.format().data()).decode("ascii", "replace") not in KINDS:
        raise BadFile(mark("This is no picture that can be read, or it is too large."))
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        raise BadFile(mark("This is no picture that can be read, or it is too large."))
    if size.width() > WIDEST:
        reader.setScaledSize(size * (WIDEST / size.width()))
    return text_in(reader.read())


def text_in(image: QImage) -> str:
    """The text of the only code in an image. Raises `BadFile` for none, or more than one."""
    from ui.scanning.capture import decoding  # noqa: PLC0415 - lazy: not at start

    plane = decoding.plane_of_image(image)
    if plane is None:
        raise BadFile(mark("The picture cannot be read."))
    found = decoding.texts(decoding.symbols(plane, decoding.Effort.ALL_KINDS))
    if not found:
        raise BadFile(mark("No code was found in the picture."))
    if len(found) > 1:
        raise BadFile(mark("There is more than one code in the picture. Show one alone."))
    return found[0]


def _path(data: QMimeData) -> Path | None:
    """The only local file in the data."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile() or urls[0].host():
        return None
    return Path(urls[0].toLocalFile())
