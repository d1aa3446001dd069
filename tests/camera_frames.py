"""Synthetic camera frames of QR codes: small, rotated, tilted, blurred, dark, with glare.

Hard on purpose, and the same in every run (seeded). Can be written as an MJPEG video in an AVI container.
"""

from __future__ import annotations

import io
import math
import random
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import qrcode
from PIL import Image, ImageDraw, ImageFilter
from qrcode.constants import ERROR_CORRECT_M

from tests import factories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SIZE: Final = (1280, 720)
SMALLEST, LARGEST = 90, 240  # symbol width in pixels


class Hardship(StrEnum):
    PLAIN = "plain"
    ROTATED = "rotated"
    PERSPECTIVE = "perspective"
    BLUR = "blur"
    DARK = "dark"
    GLARE = "glare"
    MIXED = "mixed"


@dataclass(frozen=True)
class Shown:
    """A frame, the code in it, and what makes it hard."""

    image: Image.Image
    code: str
    hardship: Hardship


def symbol(text: str, across: int = 0) -> Image.Image:
    """A QR symbol with its quiet zone, `across` pixels wide without it (0: four pixels a module)."""
    maker = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4, box_size=4)
    maker.add_data(text)
    maker.make(fit=True)
    image = maker.make_image().get_image().convert("L")
    if not across:
        return image
    side = round(across * image.width / (image.width - 32))
    return image.resize((side, side), Image.Resampling.LANCZOS)


def hard_frames(count: int, seed: int = 1) -> Iterator[Shown]:
    """Yields frames, with every hardship in turn."""
    for index in range(count):
        hardship = list(Hardship)[index % len(Hardship)]
        yield hard_frame(hardship, factories.code(index), chance(seed, index))


def chance(seed: int, index: int) -> random.Random:
    """The seeded random generator of one frame."""
    return random.Random(seed * 10_000 + index)  # noqa: S311 - pictures, no secrets


def hard_frame(hardship: Hardship, code: str, rng: random.Random) -> Shown:
    picture = symbol(code, rng.randint(SMALLEST, LARGEST))
    mixed = hardship is Hardship.MIXED
    if mixed or hardship is Hardship.ROTATED:
        picture = picture.rotate(
            rng.uniform(0, 360), Image.Resampling.BICUBIC, expand=True, fillcolor=255
        )
    if mixed or hardship is Hardship.PERSPECTIVE:
        picture = _tilted(picture, rng, 0.15 if mixed else 0.3)
    frame = scene(rng)
    left = rng.randint(0, SIZE[0] - picture.width)
    top = rng.randint(0, SIZE[1] - picture.height)
    frame.paste(picture, (left, top))
    middle = (left + picture.width // 2, top + picture.height // 2)
    if mixed or hardship is Hardship.BLUR:
        frame = frame.filter(ImageFilter.GaussianBlur(rng.uniform(0.8, 2.2 if mixed else 5)))
    if mixed or hardship is Hardship.DARK:
        frame = _dark(frame, rng, mixed=mixed)
    if mixed or hardship is Hardship.GLARE:
        frame = _glare(frame, middle, picture.width, rng)
    return Shown(frame, code, hardship)


def scene(rng: random.Random) -> Image.Image:
    """A background scene: objects with edges, and sensor noise."""
    frame = Image.new("L", SIZE, rng.randint(70, 190))
    draw = ImageDraw.Draw(frame)
    for _ in range(40):
        x, y = rng.randint(-100, SIZE[0]), rng.randint(-100, SIZE[1])
        box = (x, y, x + rng.randint(10, 300), y + rng.randint(10, 300))
        draw.rectangle(box, fill=rng.randint(0, 255))
    return Image.blend(frame, _grain(rng, 4), 0.25)


def _grain(rng: random.Random, size: int) -> Image.Image:
    """Sensor noise, in grains of the given number of pixels."""
    small = (SIZE[0] // size, SIZE[1] // size)
    grain = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
    return grain.resize(SIZE, Image.Resampling.BICUBIC)


def _tilted(picture: Image.Image, rng: random.Random, by: float) -> Image.Image:
    """Perspective distortion: each corner moved inwards or along."""
    side = picture.width
    shift: Callable[[], float] = lambda: rng.uniform(0, by) * side  # noqa: E731
    corners = [
        (shift(), shift()),
        (side - shift(), shift()),
        (side - shift(), side - shift()),
        (shift(), side - shift()),
    ]
    square = [(0, 0), (side, 0), (side, side), (0, side)]
    return picture.transform(
        (side, side),
        Image.Transform.PERSPECTIVE,
        _coefficients(corners, square),
        Image.Resampling.BICUBIC,
        fillcolor=255,
    )


def _coefficients(seen: list[tuple[float, float]], flat: list[tuple[int, int]]) -> list[float]:
    """The eight coefficients of the perspective transform, by Gaussian elimination."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]


def _dark(frame: Image.Image, rng: random.Random, *, mixed: bool) -> Image.Image:
    """Low light, with more noise."""
    light = rng.uniform(0.3, 0.7) if mixed else rng.uniform(0.1, 0.4)
    dim = frame.point([round(value * light) for value in range(256)])
    grain = _grain(rng, 2).point([value // 2 for value in range(256)])
    return Image.blend(dim, grain, rng.uniform(0.05, 0.25 if mixed else 0.35))


def _glare(
    frame: Image.Image, middle: tuple[int, int], across: int, rng: random.Random
) -> Image.Image:
    """Glare from the foil of a badge holder, beside the symbol or over a corner of it."""
    angle, far = rng.uniform(0, 2 * math.pi), across * rng.uniform(0.4, 0.8)
    x, y = middle[0] + far * math.cos(angle), middle[1] + far * math.sin(angle)
    radius = across * rng.uniform(0.1, 0.3)
    light = Image.new("L", SIZE, 0)
    ImageDraw.Draw(light).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    light = light.filter(ImageFilter.GaussianBlur(radius / 4))
    white = Image.new("L", SIZE, 255)
    return Image.composite(white, frame, light)


def write_film(path: Path, images: Iterable[Image.Image], rate: int = 30) -> int:
    """Writes an AVI of JPEG frames (MJPEG); returns the number of frames."""
    frames = [_jpeg(image) for image in images]
    width, height = SIZE
    largest = max(map(len, frames))
    header = struct.pack(
        "<14I", 1_000_000 // rate, largest * rate, 0, 0x10, len(frames), 0, 1, largest, width, height,
        0, 0, 0, 0,
    )  # fmt: skip
    stream = b"vidsMJPG" + struct.pack(
        "<IHHIIIIIIII4H", 0, 0, 0, 0, 1, rate, 0, len(frames), largest, 10_000, 0, 0, 0, width, height
    )  # fmt: skip
    form = struct.pack(
        "<IiiHH4sIiiII", 40, width, height, 1, 24, b"MJPG", width * height * 3, 0, 0, 0, 0
    )
    streams = _list(b"strl", _chunk(b"strh", stream) + _chunk(b"strf", form))
    movie = b"".join(_chunk(b"00dc", frame) for frame in frames)
    index, place = b"", 4
    for frame in frames:
        index += b"00dc" + struct.pack("<III", 0x10, place, len(frame))
        place += 8 + len(frame) + len(frame) % 2
    body = _list(b"hdrl", _chunk(b"avih", header) + streams) + _list(b"movi", movie)
    path.write_bytes(_chunk(b"RIFF", b"AVI " + body + _chunk(b"idx1", index)))
    return len(frames)


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=85)
    return file.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _list(name: bytes, data: bytes) -> bytes:
    return _chunk(b"LIST", name + data)
