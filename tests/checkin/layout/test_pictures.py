"""Pictures and rotated elements: position, clipping, invalid files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from checkin.layout import (
    Composed,
    Composer,
    Layout,
    PageSubject,
    Picture,
    Text,
    Turned,
    Use,
    edit,
    mm,
)
from checkin.layout.model import ElementKind
from checkin.paper import pictures
from checkin.paper.document import pages_of
from checkin.paper.library import Library
from checkin.paper.raster import Depth, Rasteriser
from tests import factories
from tests.checkin.paper_samples import FACES, TANAKA, coloured, drawn, setting

if TYPE_CHECKING:
    from pathlib import Path

BLANK = Layout("blank", 91, 55, use=Use.CARD)


def one(kind: ElementKind = ElementKind.TEXT, **values: Any) -> Layout:
    """A layout with a single element."""
    return edit.add_element(BLANK, kind, {"id": "one", "box": [5, 5, 80, 20], **values})


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_text_lies_within_its_box(degrees: int) -> None:
    page = drawn(one(source=["leading_name"], turn=degrees, box=[10, 10, 30, 40]), TANAKA)
    (turned,) = page.items
    assert isinstance(turned, Turned)
    a, b, c, d, e, f = turned.matrix
    (text,) = (item for item in turned.items if isinstance(item, Text))
    corners = [(text.x, text.baseline), (text.x + text.width, text.baseline - text.size / 2)]
    for x, y in corners:
        px, py = a * x + c * y + e, b * x + d * y + f
        assert mm(10) - 0.1 <= px <= mm(40) + 0.1
        assert mm(10) - 0.1 <= py <= mm(50) + 0.1


@pytest.fixture
def library(tmp_path: Path) -> Library:
    Image.new("RGBA", (400, 200), (255, 0, 0, 128)).save(tmp_path / "logo.png")
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "huge.png").write_bytes(factories.png_of_nothing(9000, 9000))
    return Library(tmp_path)


def logo(library: Library, **values: Any) -> Composed:
    layout = one(ElementKind.IMAGE, **{"file": "logo.png", "box": [5, 5, 20, 20], **values})
    return Composer(layout, replace(setting(), pictures=library.picture)).compose(
        PageSubject(TANAKA)
    )


def test_a_logo_is_fitted_whole_or_fills_its_box(library: Library) -> None:
    (whole,) = logo(library).items
    (filling,) = logo(library, fitting="cover").items
    assert isinstance(whole, Picture)
    assert isinstance(filling, Picture)
    assert (whole.box.width, whole.box.height) == pytest.approx((mm(20), mm(10)))
    assert (filling.box.width, filling.box.height) == pytest.approx((mm(40), mm(20)))
    assert filling.window.width == pytest.approx(mm(20))
    assert whole.pixels.data[:3] == bytes((255, 127, 127))  # on white paper


@pytest.mark.parametrize("file", ["text.png", "huge.png", "none.png"])
def test_a_file_that_is_no_picture_is_left_out_and_told(library: Library, file: str) -> None:
    page = logo(library, file=file)
    assert page.items == ()
    assert [fault.value for fault in page.ground.faults] == [file]


def test_a_photograph_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20)).save(tmp_path / "a.jpg", exif=exif)
    found = pictures.load(tmp_path / "a.jpg", photograph=True)
    assert found is not None
    assert (found.width, found.height) == (20, 40)


def test_a_logo_is_in_the_file_once_however_many_badges_have_it(library: Library) -> None:
    page = logo(library)
    one_badge, many = (len(pages_of([page] * count, None, FACES, "")) for count in (1, 20))
    assert many - one_badge < 20 * 600
    seen = coloured(pages_of([page], None, FACES, ""), 72)
    middle, beside = seen.getpixel((int(mm(15)), int(mm(15)))), seen.getpixel((int(mm(60)), 20))
    assert beside == (255, 255, 255)
    assert middle != beside


def test_photographs_are_packed_as_such(tmp_path: Path) -> None:
    Image.effect_noise((600, 800), 60).convert("RGB").save(tmp_path / "1.png")
    sizes = []
    for photograph in (True, False):
        found = pictures.load(tmp_path / "1.png", photograph=photograph)
        layout = one(ElementKind.PHOTO, box=[5, 5, 30, 40])
        page = Composer(layout, setting()).compose(PageSubject(TANAKA, photo=found))
        sizes.append(len(pages_of([page], None, FACES, "")))
    assert sizes[0] < sizes[1] / 1.5


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_picture_is_turned_alike_on_paper_and_in_dots(
    tmp_path: Path, degrees: int
) -> None:
    marked = Image.new("L", (200, 200), 255)
    marked.paste(0, (0, 0, 100, 100))  # its upper left quarter is black
    marked.save(tmp_path / "logo.png")
    page = logo(Library(tmp_path), turn=degrees)
    printed = coloured(pages_of([page], None, FACES, ""), 72).convert("L")
    dots = Rasteriser(FACES).bitmap(page, 72, Depth.GREY).image()
    quarters = [(10, 10), (20, 10), (20, 20), (10, 20)]  # clockwise from the upper left
    black = [
        [image.getpixel((round(mm(x)), round(mm(y)))) == 0 for x, y in quarters]
        for image in (printed, dots)
    ]
    expected = [index == degrees // 90 for index in range(4)]
    assert black == [expected, expected]
