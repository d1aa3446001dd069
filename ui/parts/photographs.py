"""Photographs of delegates (JPEG): decoded for the screen, only as a store keeps them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageReader, QPixmap

LARGEST: Final = 24_000  # bytes
TALLEST: Final = 480  # pixels
_JPEG: Final = b"\xff\xd8\xff"


def photograph(photo: bytes | None) -> QPixmap:
    """The photograph; an empty one for anything but a small JPEG, which is all that an import makes of a picture.

    It came from another desk, perhaps: Qt would take an SVG or a picture of a gigabyte as well.
    """
    if not photo or len(photo) > LARGEST or not photo.startswith(_JPEG):
        return QPixmap()
    buffer = QBuffer()
    buffer.setData(QByteArray(photo))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    reader.setDecideFormatFromContent(False)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > TALLEST:
        return QPixmap()
    return QPixmap.fromImage(reader.read())
