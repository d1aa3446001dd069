"""Pictures are decoded by a process apart: what is too much for it costs one picture, and nothing of this process."""

from __future__ import annotations

import io
import os
import resource
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from checkin import layout
from checkin.paper import picture_reader, pictures
from checkin.paper.picture_reader import Bounds, DecodedPicture, PictureReader
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOUNDS = Bounds(("PNG", "JPEG"), 40_000_000, 100)


@pytest.fixture
def reader() -> Iterator[PictureReader]:
    made = PictureReader()
    yield made
    made.close()


def png(width: int, height: int, colour: object = (10, 20, 30), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), colour).save(out, "PNG")  # type: ignore[arg-type]
    return out.getvalue()


def test_pixels_come_back_within_the_square(reader: PictureReader) -> None:
    assert reader.read(png(2, 1), BOUNDS) == DecodedPicture(2, 1, 3, bytes((10, 20, 30)) * 2)
    small = reader.read(png(400, 200), BOUNDS)
    assert small is not None
    assert (small.width, small.height, len(small.data)) == (100, 50, 100 * 50 * 3)
    grey = reader.read(png(3, 3), Bounds(("PNG",), 100, 10, grey=True))
    assert grey is not None
    assert (grey.channels, len(grey.data)) == (1, 9)


def test_what_is_no_picture_or_too_large_is_none_and_the_next_is_read(
    reader: PictureReader,
) -> None:
    for data in (b"", b"MZ", b"<svg/>", png(9, 9)[:50], factories.png_of_nothing(9_000, 9_000)):
        assert reader.read(data, BOUNDS) is None
    assert reader.read(png(1, 1), BOUNDS) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="counts the memory of this process")
def test_a_picture_of_forty_million_dots_takes_no_memory_here(reader: PictureReader) -> None:
    """150 kB that unpack to 160 MB, more than once over while it is turned and flattened."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert reader.read(png(6_300, 6_300, 7, "P"), BOUNDS) is not None
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


@pytest.mark.parametrize(
    "answers",
    [
        "",
        "print('[1]')",
        "print('[1, 1, 3]')",
        "print('[1000, 1, 3]' + chr(10) + 'x' * 3000)",
        "print('[' * 90)",
        "print('7' * 10**6)",
    ],
)
def test_a_process_that_ends_or_lies_gives_no_picture(
    reader: PictureReader, monkeypatch: pytest.MonkeyPatch, answers: str
) -> None:
    command = [sys.executable, "-I", "-c", f"import sys; sys.stdin.readline(); {answers}"]
    with monkeypatch.context() as replaced:
        replaced.setattr(picture_reader, "command", lambda: command)
        assert reader.read(png(1, 1), BOUNDS) is None
    assert reader.read(png(1, 1), BOUNDS) is not None


def test_one_that_hangs_is_ended(reader: PictureReader, monkeypatch: pytest.MonkeyPatch) -> None:
    hangs = [sys.executable, "-I", "-c", "import sys; sys.stdin.read()"]
    monkeypatch.setattr(picture_reader, "command", lambda: hangs)
    monkeypatch.setattr(picture_reader, "SECONDS", 0.1)
    assert reader.read(png(1, 1), BOUNDS) is None


def test_a_pipe_or_a_device_is_no_picture(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "logo.png")
    (tmp_path / "zero.png").symlink_to("/dev/zero")
    assert pictures.load(tmp_path / "logo.png") is None
    assert pictures.load(tmp_path / "zero.png") is None


def test_of_the_store_only_small_jpegs_are_taken() -> None:
    def jpeg(width: int, height: int) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (width, height), (200, 10, 10)).save(out, "JPEG")
        return out.getvalue()

    kept = pictures.of_the_store(jpeg(360, 480))
    assert isinstance(kept, layout.Pixels)
    assert (kept.width, kept.height, kept.photograph) == (360, 480, True)
    for other in (
        png(10, 10),
        jpeg(361, 10),
        jpeg(10, 481),
        jpeg(9, 9)[:80],
        jpeg(9, 9) + bytes(24_000),
    ):
        assert pictures.of_the_store(other) is None
