"""QR codes of every layout are decoded from a simulated 200 dpi print.

Tilted, out of focus, underexposed: a scanner at the door sees no better than this.
"""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Final

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from checkin.layout import PlacedSymbol, edit
from checkin.paper.document import pages_of
from checkin.paper.qr import drawn, symbol
from checkin.paper.raster import Depth, Rasteriser
from tests.checkin.paper_samples import (
    CODE,
    DOLQUN,
    FACES,
    LIBRARY,
    TANAKA,
    badge,
    codes_in,
    picture,
)
from tests.checkin.paper_samples import drawn as page_of
from tests.thorough import THOROUGH

WITH_SYMBOL: Final = [name for name in LIBRARY.built_in() if LIBRARY.get(name).symbols]
DPI: Final = 200
ANGLES: Final = (0, 7, 33, 90, 155, 271)
TURNS: Final = (0, 90, 180, 270)
OUT_OF_FOCUS: Final = 1.6  # dots; a module of the smallest symbol is 4.5


def askew(image: Image.Image, angle: float) -> Image.Image:
    return image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def count(name: str) -> dict[int, int]:
    """Page → the number of QR codes on it."""
    layout = LIBRARY.get(name)
    found = (sum(element.kind == "qr" for element in layout.on(side)) for side in layout.sides)
    return dict(enumerate(found))


def some(all_: tuple[int, ...], name: str) -> tuple[int, ...]:
    """Each layout with its own third of the values, so that together they have every one."""
    return all_ if THOROUGH else all_[WITH_SYMBOL.index(name) % 3 :: 3]


@pytest.mark.soak
@pytest.mark.parametrize("name", WITH_SYMBOL)
def test_every_symbol_is_read_turned_and_out_of_focus(name: str) -> None:
    pdf = pages_of([badge(DOLQUN, layout=name)], None, FACES, "")
    for page, symbols in count(name).items():
        printed = picture(pdf, DPI, page)
        for angle in some(ANGLES, name):
            seen = askew(printed, angle).filter(ImageFilter.GaussianBlur(OUT_OF_FOCUS))
            dark = ImageEnhance.Brightness(seen).enhance(0.6)
            assert codes_in(dark) == [CODE] * symbols, angle


@pytest.mark.parametrize("angle", ANGLES)
def test_the_smallest_symbol_of_twelve_millimetres_is_read(angle: float) -> None:
    layout = edit.set_value(LIBRARY.get("badge-91x55"), "symbol", "box", [73, 31, 12, 12])
    printed = picture(pages_of([page_of(layout, TANAKA)], None, FACES, ""), DPI)
    seen = askew(printed, angle).filter(ImageFilter.GaussianBlur(OUT_OF_FOCUS))
    assert codes_in(seen) == [CODE]


@pytest.mark.soak
@pytest.mark.parametrize("name", WITH_SYMBOL)
@pytest.mark.parametrize("dpi", [203, 300])
def test_the_dots_of_a_label_printer_are_read(name: str, dpi: int) -> None:
    rasteriser = Rasteriser(FACES)
    for side, symbols in zip(badge(TANAKA, layout=name).sides, count(name).values(), strict=True):
        for turn in some(TURNS, name):
            dots = rasteriser.bitmap(side, dpi, Depth.BLACK, turn)
            assert codes_in(dots.image().convert("L")) == [CODE] * symbols


def test_the_modules_of_a_label_are_all_of_one_size_where_that_costs_little() -> None:
    page = badge(TANAKA, layout="roll-62")
    image = Rasteriser(FACES).bitmap(page, 300, Depth.BLACK).image().convert("L")
    (stamp,) = (item for item in page.own if isinstance(item, PlacedSymbol))
    middle = round((stamp.box.top + stamp.box.height / 2) * 300 / 72)
    ends = (round(stamp.box.left * 300 / 72), round(stamp.box.right * 300 / 72))
    row = [image.getpixel((x, middle)) for x in range(*ends)]
    edges = [at for at in range(1, len(row)) if row[at] != row[at - 1]]
    assert {(behind - before) % 11 for before, behind in pairwise(edges)} == {0}


def test_symbols_are_the_same_as_the_library_draws_them() -> None:
    dice = random.Random(1)  # noqa: S311 - codes of nobody
    letters = "BCDEFGHIJKLNOPRSTUVX"
    for _ in range(200):
        code = "".join(dice.choices(letters, k=20))
        assert symbol(code).rows == drawn(code)
    for text in ("SPECIMEN".center(20), "0" * 20, "A-1"):
        assert symbol(text).rows == drawn(text)
