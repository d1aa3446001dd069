"""Image decoder (sandbox, child process): pictures in, small JPEG files out, within resource limits.

Code that decodes an untrusted picture has no open store and no key, and where the system allows no network and no files.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import warnings
from pathlib import Path
from types import ModuleType

from PIL import Image, ImageOps

if __name__ == "__main__":
    # A stub package, which skips the imports of the real one: decoding needs no whole program.
    bare = ModuleType("checkin")
    bare.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules[bare.__name__] = bare

from checkin import sandbox_limits

WIDTH, HEIGHT = 360, 480
LARGEST = 24_000  # bytes of a photograph
MOST_PIXELS = 60_000_000
QUALITIES = (82, 70, 58, 46, 34)
FORMATS = ("JPEG", "PNG")
MEMORY = 1024 * 1024 * 1024
SECONDS = 60


def shrunk(data: bytes, *, portrait: bool = False) -> bytes | None:
    """The picture upright on white, at most 360 × 480, as a JPEG without metadata; None for what is none.

    A portrait is the middle of the picture, as wide as a photograph is for its height.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                image.draft("RGB", (2 * HEIGHT, 2 * HEIGHT))
                whole = _flat(ImageOps.exif_transpose(image))
                return _small(_middle(whole) if portrait else whole)
    except (OSError, ValueError, SyntaxError, MemoryError, Warning, Image.DecompressionBombError):
        return None


def _flat(image: Image.Image) -> Image.Image:
    image.thumbnail((2 * HEIGHT, 2 * HEIGHT))
    clear = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")


def _middle(image: Image.Image) -> Image.Image:
    """What lies within the frame that the desk shows: the full height, cut at both sides, or else the full width."""
    wide = min(image.width, image.height * WIDTH // HEIGHT)
    high = min(image.height, image.width * HEIGHT // WIDTH)
    left, top = (image.width - wide) // 2, (image.height - high) // 2
    return image.crop((left, top, left + wide, top + high))


def _small(image: Image.Image) -> bytes | None:
    """The best quality that fits; a picture of noise is made smaller."""
    for side in (1.0, 0.7, 0.5):
        size = (int(WIDTH * side), int(HEIGHT * side))
        smaller = ImageOps.contain(image, size) if _exceeds(image, size) else image
        for quality in QUALITIES:
            out = io.BytesIO()
            smaller.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= LARGEST:
                return out.getvalue()
    return None


def _exceeds(image: Image.Image, size: tuple[int, int]) -> bool:
    return image.width > size[0] or image.height > size[1]


def answer(asked: str, data: bytes) -> str:
    """The photographs of pictures in base64; null for what is none.

    `asked` is JSON: the `sizes` of the pictures, and whether the photographs are cut to a `portrait`.
    """
    found: list[str | None] = []
    start = 0
    wanted = json.loads(asked)
    for size in wanted["sizes"]:
        small = shrunk(data[start : start + size], portrait=wanted["portrait"])
        found.append(base64.b64encode(small).decode() if small else None)
        start += size
    return json.dumps(found)


def main(asked: str) -> None:
    """Reads pictures from standard input and answers on standard output."""
    sandbox_limits.confine(MEMORY, SECONDS)
    sys.stdout.write(answer(asked, sys.stdin.buffer.read()))


if __name__ == "__main__":
    main(sys.argv[1])
