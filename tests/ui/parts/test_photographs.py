"""A photograph in the window is a small JPEG and nothing else that Qt could draw."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from ui.parts.photographs import photograph


def encoded(kind: str, width: int = 30, height: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 10, 10)).save(out, kind)
    return out.getvalue()


def test_a_small_jpeg_is_shown(qapp: object) -> None:
    assert photograph(encoded("JPEG")).size().toTuple() == (30, 40)


@pytest.mark.parametrize(
    "photo",
    [
        None,
        b"",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        encoded("PNG"),
        encoded("BMP"),
        encoded("JPEG", 481, 10),
        encoded("JPEG") + bytes(24_000),
    ],
    ids=["none", "empty", "svg", "png", "bmp", "wide", "long"],
)
def test_anything_else_is_not(qapp: object, photo: bytes | None) -> None:
    assert photograph(photo).isNull()
