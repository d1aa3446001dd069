"""People and an event for the tests of what goes on paper, and eyes to look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2
import zxingcpp

from checkin.domain import Category, Delegate, Event, Session
from checkin.language import LANGUAGES, load
from checkin.layout import Composer, PageSubject, Setting, with_symbol
from checkin.paper.faces import Faces
from checkin.paper.library import Library
from checkin.paper.qr import symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from checkin.layout import Composed, Layout, Text

CODE = "BCDEFGHIJKLNOPRSTUVX"
FACES = Faces()
LIBRARY = Library()
ENGLISH = load("en")
EVENT = Event(
    id="00" * 16,
    name="International Forum",
    time_zone="Asia/Tokyo",
    days=("2026-10-30", "2026-10-31"),
    venue="National Diet",
    categories=(
        Category("parliamentarian", {"en": "Parliamentarian", "ja": "国会議員"}, "#1f4e9c"),
        Category("press", {"en": "Press", "ja": "報道"}, "#ffd23f"),
    ),
    sessions=(Session("entrance", {"en": "Entrance", "ja": "入口"}),),
)

# Names that print, each odd in its own way.
ODD_BUT_PRINTABLE = (
    ") Tj ET",
    "(((",
    "\\",
    '<img src="file:///etc/hostname">',
    "<b>Ali</b>",
    "&lt;b&gt;",
    "Ali\u202efdp.exe",
    "Z" + "\u0300\u0301\u0302" * 70,
    "A" * 300,
    "Anna\nMaria\tvon",
    "O'Neil-ʻAukai d'Arc",
    "Ł",
    "'); DROP TABLE delegates;--",
    "دولقۇن\u200d ئەيسا",
    "=cmd|'/c calc'!A0",
    "ə́ Ñ İ ı ő ğ Đ",
    "김철수 金哲洙",
    "דָּוִד בֶּן־גּוּרִיּוֹן",
    "สมชาย ใจดี",
    "श्रीमती कृष्णा",
    "བསྟན་འཛིན་རྒྱ་མཚོ།",
    "ᠮᠣᠩᠭᠣᠯ",
    "刘晓波",
)
# A letter of each is in none of the fonts.
UNPRINTABLE = ("Ávila 😀", "🇺🇾", "ქართული", "half \ud83d a pair", "\ue000", "\U0010ffff", "潘 𬎆")


def person(number: int = 18, **fields: Any) -> Delegate:
    """A delegate who has what a badge shows; what is not named is empty."""
    return Delegate(id=f"{number:032x}", number=number, **fields)


TANAKA = person(
    18,
    name="Tanaka Kyoko",
    native_name="田中 京子",
    reading="たなか きょうこ",
    organisation="House of Councillors",
    country="Japan",
    category="parliamentarian",
    language="ja",
)
DOLQUN = person(
    2,
    name="Dolqun Eysa",
    native_name="دولقۇن ئەيسا",
    title="President",
    organisation="World Uyghur Congress",
    country="Germany",
    category="press",
    flags=("no_photo",),
)


def setting(event: Event = EVENT, language: str = "en") -> Setting:
    """What all pages have in common, in a language."""
    return Setting(event, load(language), FACES, {code: load(code) for code in LANGUAGES})


def badge(delegate: Delegate, event: Event = EVENT, layout: str = "badge-91x55") -> Composed:
    """The badge of a delegate, with a symbol on it."""
    return drawn(LIBRARY.get(layout), delegate, event)


def drawn(layout: Layout, delegate: Delegate, event: Event = EVENT, **facts: Any) -> Composed:
    """A layout with somebody on it, and a symbol."""
    composer = Composer(layout, setting(event))
    return with_symbol(composer.compose(PageSubject(delegate, CODE, **facts)), symbol(CODE))


def texts(composed: Composed) -> dict[str, str]:
    """Field → what is printed of it, its runs one after another as they stand."""
    found: dict[str, str] = {}
    for item in runs(composed):
        found[item.field] = found.get(item.field, "") + item.text
    return found


def runs(composed: Composed) -> Iterator[Text]:
    from checkin.layout import Text  # noqa: PLC0415

    return (item for item in composed.items if isinstance(item, Text))


def picture(pdf: bytes, dpi: int, page: int = 0) -> Image:
    """A page of a PDF as a printer would put it on paper, in grey."""
    return coloured(pdf, dpi, page).convert("L")


def coloured(pdf: bytes, dpi: int, page: int = 0) -> Image:
    """The same in colour."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image: Image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()
    return image


def symbols_in(image: Image) -> list[zxingcpp.Barcode]:
    """The QR symbols of a picture.

    Of no other kind: letters and edges sometimes pass for a linear barcode.
    """
    return zxingcpp.read_barcodes(
        image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )


def codes_in(image: Image) -> list[str]:
    """What a scanner reads out of a picture."""
    return sorted(found.text for found in symbols_in(image))


def words_of(pdf: bytes) -> str:
    """The text that can be copied out of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
