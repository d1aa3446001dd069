"""Barcode decoding with zxing-cpp (QR and other codes): fast in most frames, thorough in every fourth.

Works on greyscale only.
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
    """Decoding effort. The other matrix codes take ten times as long: only for image files."""

    LIGHT = auto()
    FULL = auto()
    ALL_KINDS = auto()


@dataclass(frozen=True, slots=True)
class Plane:
    """A greyscale image: one byte per pixel, rows of `stride` bytes."""

    data: bytes
    width: int
    height: int
    stride: int

    def image(self) -> QImage:
        """The same image for Qt, without a copy; keep the plane alive as long as the image."""
        grey = QImage.Format.Format_Grayscale8
        return QImage(self.data, self.width, self.height, self.stride, grey)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A decoded symbol: its text, and its corners as fractions of the image's width and height."""

    text: str
    corners: tuple[tuple[float, float], ...]


def plane_of_image(image: QImage) -> Plane | None:
    """Converts an image to greyscale; None for no image."""
    if image.isNull():
        return None
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    if grey.isNull():
        return None
    return Plane(bytes(grey.constBits()), grey.width(), grey.height(), grey.bytesPerLine())


def symbols(plane: Plane, effort: Effort) -> tuple[Symbol, ...]:
    """Decodes the symbols in an image, in any rotation; mirrored ones too."""
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
    return tuple(_symbol(barcode, plane) for barcode in found if barcode.valid and barcode.text)


def texts(found: Iterable[Symbol]) -> tuple[str, ...]:
    """The texts of the symbols, without duplicates."""
    return tuple(dict.fromkeys(symbol.text for symbol in found))


def glance(plane: Plane) -> Glance:
    """The brightness of an image, from a sample of a few thousand pixels."""
    step = max(1, len(plane.data) // SAMPLES) | 1
    sample = plane.data[::step]
    return Glance(max(sample), sum(sample) // len(sample), zlib.crc32(sample))


def _symbol(found: zxingcpp.Barcode, plane: Plane) -> Symbol:
    at = found.position
    points = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    corners = tuple((point.x / plane.width, point.y / plane.height) for point in points)
    return Symbol(found.text[:LONGEST], corners)
