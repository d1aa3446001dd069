"""Image files (logos, photographs): decoded with size limits, and compressed for a PDF."""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import TYPE_CHECKING, Any, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from checkin import outside
from checkin.layout import Pixels

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.layout import Symbol

LARGEST_FILE: Final = 20_000_000
MOST_PIXELS: Final = 40_000_000
LONGEST_EDGE: Final = 2_400  # pixels; more than a badge can show at 600 dpi
FORMATS: Final = ("PNG", "JPEG")
QUALITY: Final = 88
QUIET: Final = 4  # modules of white around a QR code
MODULE_PIXELS: Final = 12


def load(path: Path, *, photograph: bool = False) -> Pixels | None:
    """The picture in a file, on white, upright, downscaled; None where the file cannot be read."""
    try:
        return decode(outside.data(path, LARGEST_FILE), photograph=photograph)
    except OSError:
        return None


def decode(data: bytes, *, photograph: bool = False) -> Pixels | None:
    """The picture in some bytes; None if they are not PNG or JPEG, are damaged, or too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                flat = _flat(ImageOps.exif_transpose(image))
    except (
        OSError,
        ValueError,
        SyntaxError,
        UnidentifiedImageError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
    ):
        return None
    name = hashlib.sha256(data).hexdigest()
    return Pixels(name, *flat.size, len(flat.getbands()), flat.tobytes(), photograph)


def _flat(image: Image.Image) -> Image.Image:
    """Grey or RGB, flattened onto white."""
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    if image.mode in {"L", "1"} and "transparency" not in image.info:
        return image.convert("L")
    clear = image.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")


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
