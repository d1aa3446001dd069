"""Picture decoder (sandbox, child process): pictures in, pixels out, one after another, within resource limits.

Code that decodes an untrusted picture has no open store and no key, and where the system allows no network and no files.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

from PIL import Image, ImageOps

if __name__ == "__main__":
    # A stub package, which skips the imports of the real one: decoding needs no whole program.
    bare = ModuleType("checkin")
    bare.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules[bare.__name__] = bare

from checkin import sandbox_limits

MEMORY = 1024 * 1024 * 1024
SECONDS = 300  # of processor time, for all pictures together


def decoded(data: bytes, asked: dict[str, Any]) -> Image.Image | None:
    """The picture upright on white, grey or RGB, within a square; None for what is none or is too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=asked["formats"]) as image:
                if image.width * image.height > asked["most"]:
                    return None
                flat = _flat(ImageOps.exif_transpose(image), asked["edge"])
                return flat.convert("L") if asked["grey"] else flat
    except (OSError, ValueError, SyntaxError, MemoryError, Warning, Image.DecompressionBombError):
        return None


def _flat(image: Image.Image, edge: int) -> Image.Image:
    """Grey or RGB, flattened onto white."""
    image.thumbnail((edge, edge))
    if image.mode in {"L", "1"} and "transparency" not in image.info:
        return image.convert("L")
    clear = image.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")


def main() -> None:
    """Reads a line of JSON and a picture, answers a line of JSON and its pixels, until there is nothing more."""
    sandbox_limits.confine(MEMORY, SECONDS)
    source, out = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        asked = json.loads(line)
        image = decoded(source.read(asked["size"]), asked)
        head = image and [image.width, image.height, len(image.getbands())]
        out.write(json.dumps(head).encode() + b"\n")
        if image:
            out.write(image.tobytes())
        out.flush()


if __name__ == "__main__":
    main()
