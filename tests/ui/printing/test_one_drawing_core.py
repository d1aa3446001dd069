"""Visual regression: preview, PDF and label bitmap of a badge match; text shaping matches Qt's."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter, QTextLayout

from checkin import demo
from checkin.layout import Face
from checkin.paper.document import pages_of
from checkin.paper.raster import Depth, Rasteriser
from tests.checkin.paper_samples import DOLQUN, FACES, LIBRARY, TANAKA, badge, picture
from tests.thorough import THOROUGH
from ui.printing.badge_painter import BadgePainter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.layout import Composed

DPI: Final = 200
SCALE: Final = DPI / 72
BLUR: Final = 1.2  # millimetres
ALIKE: Final = 6.0  # of 255, on average: antialiasing of edges differs a little
NOWHERE: Final = 85  # of 255, after a blur of a millimetre: nothing is missing or moved

LETTERS: Final = "ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋەېىي"
PROSE: Final = """
بارلىق ئىنسانلار ئەركىن، ئىززەت-ھۆرمەت ۋە ھوقۇقتا باپباراۋەر بولۇپ تۇغۇلغان. ئۇلار ئەقىلگە ۋە ۋىجدانغا ئىگە
ھەمدە بىر-بىرىگە قېرىنداشلىق مۇناسىۋىتىگە خاس روھ بىلەن مۇئامىلە قىلىشى كېرەك. ھەر بىر ئادەم ئۆز ئانا تىلىدا
سۆزلەش، ئوقۇش ۋە يېزىش ھوقۇقىغا ئىگە. يىغىنغا كەلگەن مېھمانلارنى قىزغىن قارشى ئالىمىز! كىرىش ئېغىزىدا بۇ
قەغەزنى كۆرسىتىڭ؛ تېلېفوندا كۆرسەتسىڭىزمۇ بولىدۇ. ئەتە سەھەردە ئۇيغۇر تىلى، مەدەنىيىتى ۋە تارىخى توغرىسىدا
مۇزاكىرە قىلىمىز. گۇۋاھچىلارنىڭ ئىسمى ھېچقانداق يەردە ئاشكارىلانمايدۇ، رەسىمگىمۇ تارتىلمايدۇ. تەرجىمانلار
ئىنگلىزچە، ياپونچە، خەنزۇچە ۋە تۈركچە تەرجىمە قىلىدۇ. ژۇرنالىستلار ئۈچۈن ئايرىم ئورۇن بار. رەھمەت سىلەرگە!
"""


def preview(page: Composed) -> Image.Image:
    """The page as painted in the window, in greyscale."""
    width, height = round(page.width * SCALE), round(page.height * SCALE)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    BadgePainter(FACES).paint(painter, page)
    painter.end()
    return image_of(image)


def image_of(image: QImage) -> Image.Image:
    """A Qt image as a greyscale Pillow image."""
    width, height = image.width(), image.height()
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = Image.frombuffer(
        "RGB", (width, height), bytes(rgb.constBits()), "raw", "RGB", rgb.bytesPerLine(), 1
    )
    return lines.convert("L")


def apart(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """Image difference: the mean, and the maximum after a blur."""
    size = (min(one.width, other.width), min(one.height, other.height))
    assert abs(one.width - other.width) <= 1
    assert abs(one.height - other.height) <= 1
    first, second = one.crop((0, 0, *size)), other.crop((0, 0, *size))
    mean = ImageStat.Stat(ImageChops.difference(first, second)).mean[0]
    blur = ImageFilter.BoxBlur(DPI / 25.4 * BLUR / 2)
    blurred = ImageChops.difference(first.filter(blur), second.filter(blur))
    return mean, max(blurred.tobytes())


BY_SCRIPT: Final = {"kanji": TANAKA, "uyghur": DOLQUN}
# Every other layout with the one, the rest with the other: each pair only in soak.
PAIRS: Final = [
    (name, script)
    for at, name in enumerate(LIBRARY.built_in())
    for turn, script in enumerate(BY_SCRIPT)
    if THOROUGH or at % 2 == turn
]


@pytest.mark.soak
@pytest.mark.parametrize(("name", "script"), PAIRS)
def test_paper_preview_and_dots_show_the_same(name: str, script: str) -> None:
    page = badge(BY_SCRIPT[script], layout=name)
    rasteriser = Rasteriser(FACES)
    pdf = pages_of([page], None, FACES, "")
    for number, side in enumerate(page.sides):
        printed = picture(pdf, DPI, number)
        dots = rasteriser.bitmap(side, DPI, Depth.GREY).image()
        for seen in (dots, preview(side)):
            mean, worst = apart(printed, seen)
            assert mean < ALIKE
            assert worst < NOWHERE


def test_a_badge_that_differs_by_a_letter_is_found_different() -> None:
    """Proves that the comparison above can fail."""
    original = preview(badge(TANAKA))
    other = preview(badge(replace(TANAKA, name="Tanake Kyoko")))
    assert apart(original, other)[1] > 1.2 * NOWHERE


# Text shaping


def uyghur_words() -> list[str]:
    names = tomllib.loads((demo.FOLDER / "names.toml").read_text(encoding="utf-8"))["names"]
    listed = (
        entry.partition("|")[0]
        for kinds in names.values()
        for kind in kinds.values()
        for entry in kind
    )
    words = [*(name for name in listed if name[0] in LETTERS), *PROSE.split()]
    return list(dict.fromkeys(words))


def pairs_and_triples() -> Iterator[str]:
    """Every pair of letters, alone and after the hamza carrier, with which Uyghur words begin."""
    for first, second in product(LETTERS, repeat=2):
        yield first + second
        yield "ئ" + first + second


@pytest.fixture(scope="module")
def fonts() -> dict[Face, QFont]:
    made = {}
    for face in (Face.ARABIC, Face.ARABIC_BOLD):
        known = QFontDatabase.addApplicationFont(str(FACES.path(face)))
        font = QFont(QFontDatabase.applicationFontFamilies(known))
        font.setPixelSize(1000)
        font.setBold(face is Face.ARABIC_BOLD)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
        made[face] = font
    return made


def by_qt(text: str, font: QFont) -> list[tuple[int, float, float]]:
    """Glyph number, x and y of each glyph, from left to right, in thousandths of the size."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setNumColumns(len(text))
    layout.endLayout()
    found = []
    for run in layout.glyphRuns():
        placed = zip(run.glyphIndexes(), run.positions(), strict=True)
        found += [(number, at.x(), at.y()) for number, at in placed]
    return sorted(found, key=lambda glyph: (round(glyph[1]), glyph[0]))


def by_us(text: str, face: Face) -> list[tuple[int, float, float]]:
    at, found = 0.0, []
    for glyph in FACES.shape(text, face, rtl=True):
        found.append((glyph.number, at + glyph.x_offset, glyph.y_offset))
        at += glyph.advance
    return sorted(found, key=lambda glyph: (round(glyph[1]), glyph[0]))


@pytest.mark.parametrize("face", [Face.ARABIC, Face.ARABIC_BOLD])
def test_several_hundred_uyghur_words_have_the_glyphs_that_qt_gives_them(
    face: Face, fonts: dict[Face, QFont]
) -> None:
    words = uyghur_words()
    assert len(words) > 300
    assert set(LETTERS) <= set("".join(words))
    differing = [
        word
        for word in words
        if [glyph[0] for glyph in by_us(word, face)]
        != [glyph[0] for glyph in by_qt(word, fonts[face])]
    ]
    assert differing == []


def test_every_pair_of_uyghur_letters_is_joined_as_qt_joins_it(fonts: dict[Face, QFont]) -> None:
    face = Face.ARABIC_BOLD
    differing = [
        text
        for text in pairs_and_triples()
        if [glyph[0] for glyph in by_us(text, face)]
        != [glyph[0] for glyph in by_qt(text, fonts[face])]
    ]
    assert differing == []


def test_the_glyphs_stand_where_qt_puts_them(fonts: dict[Face, QFont]) -> None:
    for word in uyghur_words()[:200]:
        ours, theirs = by_us(word, Face.ARABIC), by_qt(word, fonts[Face.ARABIC])
        start = theirs[0][1] - ours[0][1]
        for (_, x, _), (_, seen, _) in zip(ours, theirs, strict=True):
            assert seen - start == pytest.approx(x, abs=1.5)
