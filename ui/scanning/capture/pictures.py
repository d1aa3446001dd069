"""Scanning from image files and the clipboard: drag and drop or paste, such as a photo of a badge.

Only local files are opened, and only as raster images, which a process apart decodes: no URL is followed, no
external resource of a file is loaded.
"""

from __future__ import annotations

import errno
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence

from checkin import outside
from checkin.errors import BadFile, KnownError
from checkin.language import mark
from ui.parts.background import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from ui.parts.background import Background
    from ui.scanning.capture.decoding import Plane

LARGEST: Final = 64 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
WIDEST: Final = 4_000
FORMATS: Final = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")
_NO_PICTURE: Final = mark("This is no picture that can be read, or it is too large.")
_ENCODED: Final = ("image/png", "image/jpeg", "image/bmp", "image/webp", "image/tiff")
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
        if not (data.hasImage() or _encoded(data) or _path(data)):
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
        if kind := _encoded(data):  # Qt would decode it here
            self._run(partial(text_in_bytes, bytes(data.data(kind).data())))
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
        data = outside.data(path, LARGEST)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise BadFile(_NO_PICTURE) from error
        raise BadFile(mark("The picture cannot be read.")) from error
    return text_in_bytes(data)


def text_in_bytes(data: bytes) -> str:
    """The text of the only code in an encoded image. Raises `BadFile`."""
    from checkin.paper import pictures  # noqa: PLC0415 - lazy: not at start
    from checkin.paper.picture_reader import Bounds  # noqa: PLC0415 - the same
    from ui.scanning.capture import decoding  # noqa: PLC0415 - the same

    # By content, not by extension; SVG, which may refer to other files, is none of these.
    found = pictures.READER.read(data, Bounds(FORMATS, MOST_PIXELS, WIDEST, grey=True))
    if found is None:
        raise BadFile(_NO_PICTURE)
    return _text_in(decoding.Plane(found.data, found.width, found.height, found.width))


def text_in(image: QImage) -> str:
    """The text of the only code in an image. Raises `BadFile` for none, or more than one."""
    from ui.scanning.capture import decoding  # noqa: PLC0415 - lazy: not at start

    plane = decoding.plane_of_image(image)
    if plane is None:
        raise BadFile(mark("The picture cannot be read."))
    return _text_in(plane)


def _text_in(plane: Plane) -> str:
    from ui.scanning.capture import decoding  # noqa: PLC0415 - lazy: not at start

    found = decoding.texts(decoding.symbols(plane, decoding.Effort.ALL_KINDS))
    if not found:
        raise BadFile(mark("No code was found in the picture."))
    if len(found) > 1:
        raise BadFile(mark("There is more than one code in the picture. Show one alone."))
    return found[0]


def _encoded(data: QMimeData) -> str:
    """The first format in which there is an encoded picture; empty for none."""
    return next((kind for kind in _ENCODED if data.hasFormat(kind)), "")


def _path(data: QMimeData) -> Path | None:
    """The only local file in the data."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile() or urls[0].host():
        return None
    return Path(urls[0].toLocalFile())
