"""Who is on the golden pictures, and how a picture is made of a layout: from the PDF, never from our own dots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageStat

from checkin import demo
from checkin.domain import Delegate
from checkin.layout import Composer, PageSubject, with_symbol
from checkin.paper.document import pages_of
from checkin.paper.qr import symbol
from checkin.plan.plan import from_mapping
from tests.checkin.paper_samples import CODE, FACES, LIBRARY, setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.domain import Event

FOLDER: Final = Path(__file__).parent
WIDTH: Final = 250  # dots of one side; enough to see that something has moved
GAP: Final = 6
COLUMNS: Final = 4
COLOURS: Final = 128
SESSIONS: Final = ("opening", "workshop-law", "voices", "closing")

# Kanji with its reading, Uyghur and no photograph, a number alone, an organisation and a name that hardly
# fit, a second name in Cyrillic, Traditional Chinese, a single name.
WORST: Final = (18, 44, 93, 131, 144, 147, 74, 99)
OTHER_SCRIPTS: Final = (
    ("Kim Chul-soo", "김철수", "대한민국 국회", "South Korea", "ko"),
    ("Liu Xiaoming", "刘晓明", "北京独立学者协会", "China", "zh-CN"),
    ("David Ben-Ari", "דָּוִד בֶּן־אֲרִי", "האוניברסיטה העברית", "Israel", "he"),
    ("Somchai Jaidee", "สมชาย ใจดี", "จุฬาลงกรณ์มหาวิทยาลัย", "Thailand", "th"),
    ("Krishna Shrestha", "कृष्ण श्रेष्ठ", "त्रिभुवन विश्वविद्यालय", "Nepal", "ne"),
    ("Tenzin Gyatso", "བསྟན་འཛིན་རྒྱ་མཚོ", "བོད་ཀྱི་དཔེ་མཛོད་ཁང", "India", "bo"),
    ("Bat-Erdene", "ᠪᠠᠲᠤ ᠡᠷᠳᠡᠨᠢ", "ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠨᠡᠶᠢᠭᠡᠮᠯᠢᠭ", "Mongolia", "mn"),
    ("Layla Haddad", "ليلى حدّاد", "جامعة بيروت (AUB) 1866", "Lebanon", "ar"),
)
SCRIPTS: Final = "scripts"


def names() -> tuple[str, ...]:
    """One picture a layout, and one with the scripts that the demo has nobody of."""
    return (*LIBRARY.built_in(), SCRIPTS)


def made(name: str) -> Image.Image:
    """The picture of a layout as it is now."""
    layout, people = (name, worst()) if name != SCRIPTS else ("badge-91x55", others())
    sides = [side for delegate in people for side in _sides(layout, delegate)]
    return _together(sides)


def kept(name: str) -> Image.Image:
    """The picture that was looked at and kept."""
    return Image.open(FOLDER / f"{name}.png").convert("RGB")


def write(name: str) -> None:
    """Keeps the picture as it is now."""
    small = made(name).quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{name}.png", optimize=True)


def apart(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """How different they are on average, and where they are most so after a little blur; of 255."""
    difference = ImageChops.difference(one, other).convert("L")
    blurred = difference.filter(ImageFilter.BoxBlur(2))
    return ImageStat.Stat(difference).mean[0], max(blurred.tobytes())


@cache
def event() -> Event:
    return from_mapping(demo.plan(date(2026, 10, 30))).event("00" * 16)


@cache
def worst() -> tuple[Delegate, ...]:
    rows = {int(row["number"]): row for row in demo.make_up(150, 1)}
    return tuple(_delegate(rows[number]) for number in WORST)


def others() -> tuple[Delegate, ...]:
    keys = ("name", "native_name", "organisation", "country", "language")
    rows = (dict(zip(keys, script, strict=True)) for script in OTHER_SCRIPTS)
    return tuple(
        _delegate({**row, "number": str(200 + index), "category": "scholar"})
        for index, row in enumerate(rows)
    )


def _delegate(row: dict[str, str]) -> Delegate:
    known = Delegate.__dataclass_fields__.keys() - {"number", "flags", "extras", "status", "id"}
    texts = {key: value for key, value in row.items() if key in known}
    flags = tuple(row.get("flags", "").replace(";", " ").split())
    number = int(row["number"])
    return Delegate(id=f"{number:032x}", number=number, flags=flags, **texts)  # type: ignore[arg-type]


def _sides(name: str, delegate: Delegate) -> Iterator[Image.Image]:
    # In English alone: a better translation is no reason to look at every layout again.
    composer = Composer(LIBRARY.get(name), replace(setting(event()), spoken={}))
    page = composer.compose(PageSubject(delegate, CODE, SESSIONS))
    pdf = pages_of([with_symbol(page, symbol(CODE))], None, FACES, "")
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        width = document[number].get_size()[0]
        yield document[number].render(scale=WIDTH / width).to_pil().convert("RGB")
    document.close()


def _together(sides: list[Image.Image]) -> Image.Image:
    width, height = max(side.width for side in sides), max(side.height for side in sides)
    rows = -(-len(sides) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * (width + GAP), rows * (height + GAP)), "#9aa3ad")
    for index, side in enumerate(sides):
        row, column = divmod(index, COLUMNS)
        whole.paste(side, (column * (width + GAP), row * (height + GAP)))
    return whole
