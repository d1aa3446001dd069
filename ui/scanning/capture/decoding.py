"""Symbols out of pictures, by zxing-cpp: quickly in most frames, thoroughly in every fourth.

Only grey is looked at.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

import zxingcpp
from PySide6.QtGui import QImage

from ui.scanning.capture.camera_health import Glance

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 4_400
SAMPLES: Final = 4_096
_QR: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_MATRIX: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.AllMatrix)


class Effort(Enum):
    """How hard to look. The other matrix codes take ten times as long: for pictures that nobody waits for."""

    LIGHT = auto()
    FULL = auto()
    ALL_KINDS = auto()


@dataclass(frozen=True, slots=True)
class Plane:
    """A grey picture: a byte a pixel, rows of `stride` bytes."""

    data: bytes
    width: int
    height: int
    stride: int

    def image(self) -> QImage:
        """The same picture for Qt; keep the plane as long as it."""
        grey = QImage.Format.Format_Grayscale8
        return QImage(self.data, self.width, self.height, self.stride, grey)


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a symbol says, and where its corners are, in parts of the picture's width and height."""

    text: str
    corners: tuple[tuple[float, float], ...]


def plane_of_image(image: QImage) -> Plane | None:
    """An image's grey picture; None for no image."""
    if image.isNull():
        return None
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    if grey.isNull():
        return None
    return Plane(bytes(grey.constBits()), grey.width(), grey.height(), grey.bytesPerLine())


def symbols(plane: Plane, effort: Effort) -> tuple[Symbol, ...]:
    """The symbols in a picture, whichever way round; mirrored ones too."""
    view = zxingcpp.ImageView(
        plane.data, plane.width, plane.height, zxingcpp.ImageFormat.Lum, plane.stride
    )
    hard = effort is not Effort.LIGHT
    found = zxingcpp.read_barcodes(
        view,
        formats=_MATRIX if effort is Effort.ALL_KINDS else _QR,
        try_rotate=hard,
        try_downscale=hard,
        try_invert=hard,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(_symbol(one, plane) for one in found if one.valid and one.text)


def texts(found: Iterable[Symbol]) -> tuple[str, ...]:
    """What the symbols say, each once."""
    return tuple(dict.fromkeys(one.text for one in found))


def glance(plane: Plane) -> Glance:
    """How light a picture is, from a few thousand of its pixels."""
    step = max(1, len(plane.data) // SAMPLES) | 1
    sample = plane.data[::step]
    return Glance(max(sample), sum(sample) // len(sample), zlib.crc32(sample))


def _symbol(found: zxingcpp.Barcode, plane: Plane) -> Symbol:
    at = found.position
    points = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    corners = tuple((point.x / plane.width, point.y / plane.height) for point in points)
    return Symbol(found.text[:LONGEST], corners)
