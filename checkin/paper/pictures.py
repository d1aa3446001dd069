"""Image files (logos, photographs): decoded in a process apart, with size limits, and compressed for a PDF."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from checkin import outside
from checkin.layout import Pixels
from checkin.paper.picture_reader import Bounds, PictureReader

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.layout import Symbol

LARGEST_FILE: Final = 20_000_000
MOST_PIXELS: Final = 40_000_000
LONGEST_EDGE: Final = 2_400  # pixels; more than a badge can show at 600 dpi
FORMATS: Final = ("PNG", "JPEG")
LARGEST_KEPT: Final = 24_000  # bytes of a photograph in a store
KEPT: Final = (360, 480)  # pixels of it
QUALITY: Final = 88
QUIET: Final = 4  # modules of white around a QR code
MODULE_PIXELS: Final = 12
READER: Final = PictureReader()  # one process for all that this one decodes
_BOUNDS: Final = Bounds(FORMATS, MOST_PIXELS, LONGEST_EDGE)


def load(path: Path, *, photograph: bool = False) -> Pixels | None:
    """The picture in a file, on white, upright, downscaled; None where the file cannot be read."""
    try:
        return decode(outside.data(path, LARGEST_FILE), photograph=photograph)
    except OSError:
        return None


def decode(data: bytes, *, photograph: bool = False) -> Pixels | None:
    """The picture in some bytes; None if they are not PNG or JPEG, are damaged, or too large."""
    found = READER.read(data, _BOUNDS)
    if found is None:
        return None
    name = hashlib.sha256(data).hexdigest()
    return Pixels(name, found.width, found.height, found.channels, found.data, photograph)


def of_the_store(data: bytes) -> Pixels | None:
    """A photograph as a store keeps it: a small JPEG of our own making; None for anything else.

    Decoded in this process: a hundred badges have a hundred of them, and what may be wrong with one is little.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            if len(data) > LARGEST_KEPT or image.width > KEPT[0] or image.height > KEPT[1]:
                return None
            flat = image.convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return None
    return Pixels(hashlib.sha256(data).hexdigest(), *flat.size, 3, flat.tobytes(), photograph=True)


def as_image(pixels: Pixels) -> Image.Image:
    """Converts to a Pillow image."""
    mode = "L" if pixels.channels == 1 else "RGB"
    return Image.frombytes(mode, (pixels.width, pixels.height), pixels.data)


def packed(pixels: Pixels) -> Any:
    """Converts for ReportLab: photographs as JPEG, a tenth of the size."""
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - slow to import

    image = as_image(pixels)
    if not pixels.photograph:
        return ImageReader(image)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    out.seek(0)
    return ImageReader(out)


def png_of(symbol: Symbol) -> bytes:
    """A QR code as a PNG, with the white that it needs around it."""
    side = len(symbol.rows)
    picture = Image.new("1", (side + 2 * QUIET, side + 2 * QUIET), 1)
    for row, bits in enumerate(symbol.rows):
        for column in range(side):
            if bits >> (side - 1 - column) & 1:
                picture.putpixel((QUIET + column, QUIET + row), 0)
    size = (picture.width * MODULE_PIXELS, picture.height * MODULE_PIXELS)
    out = io.BytesIO()
    picture.resize(size, Image.Resampling.NEAREST).save(out, "PNG", optimize=True)
    return out.getvalue()
