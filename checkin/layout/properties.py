"""Schema of a layout's properties: one table for parsing files, writing them, and the designer.

The key of a property is its name in the file and the attribute of the element.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from checkin.domain import Flag, fields_by_place
from checkin.language import mark
from checkin.layout.model import (
    CLASSES,
    Align,
    ElementKind,
    Figure,
    Fitting,
    Furigana,
    Honorific,
    Join,
    Missing,
    Side,
    Upright,
    Use,
)
from checkin.layout.script import Weight

if TYPE_CHECKING:
    from collections.abc import Mapping


class Type(Enum):
    """The type of a property's value, in the file and in the program."""

    NUMBER = auto()  # float
    WHOLE = auto()  # int
    YES_NO = auto()  # bool
    LINE = auto()  # str: a single line of any text
    CHOICE = auto()  # a StrEnum: one of `choices`
    COLOUR = auto()  # str: one of COLOURS, or #rrggbb
    FRAME = auto()  # Frame: [left, top, width, height]
    INSET = auto()  # four floats: [left, top, right, bottom]
    TEXTS = auto()  # mapping: { en = "…", ja = "…" }
    SOURCES = auto()  # tuple of sources: ["organisation", "country"]
    WORDS = auto()  # tuple of str
    CONDITION = auto()  # Condition: { categories = […], flags = […], has = […] }
    FILE = auto()  # str: the bare name of a file in the layouts folder


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its type, its bounds, and its label on a screen."""

    key: str
    takes: Type
    label: str
    least: float = 0.0
    most: float = 1_000.0
    unit: str = ""
    choices: type[StrEnum] | None = None
    suggestions: tuple[str, ...] = ()  # known words; others may be typed


COLOURS: Final = ("ink", "muted", "hairline", "white", "black", "signal", "category", "on_band")
FROM_NOTHING: Final = ""
TURNS: Final = (0, 90, 180, 270)
LANGUAGES: Final = ("event", "delegate", "en", "ja", "ug", "zh-Hant")

SOURCES: Final = (
    "leading_name",
    "other_name",
    *(field.name for field in fields_by_place("badge")),
    "event",
    "short_event",
    "venue",
    "days",
    "code",
    "message",
    "sessions",
    "hours",
)
EXTRA: Final = "extra."  # prefix: a roster column that is not one of the known fields
PHRASE: Final = "phrase."  # prefix: a sentence of the program's own, translated
PHRASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "show": mark("Show this page at the entrance, on paper or on a telephone."),
        "keep": mark("It admits one person. Keep it to yourself and put no picture of it online."),
        "letters": mark("If the symbol cannot be scanned, the letters below it can be typed."),
        "number": mark("No. {number}"),
        "welcome": mark("We look forward to welcoming you."),
        "certificate": mark("Certificate of attendance"),
        "certified": mark("This is to certify that"),
        "attended": mark("has taken part in"),
        "hours": mark("Hours attended: {hours}"),
        "signature": mark("For the organisers"),
        "found": mark("If you find this card, please bring it to the registration desk."),
    }
)
INITIALS: Final = "initials"  # a way to shorten a name: all given names but the first as initials
WORDS_LIST: Final = "words"  # a way to shorten any text: by the layout's own word list
DOT: Final = " · "
EVENT_DAYS: Final = f"short_event{DOT}days"
SHORTENINGS: Final = (INITIALS, WORDS_LIST)

_TEXT: Final = (
    Property("languages", Type.WORDS, mark("Languages in order"), suggestions=LANGUAGES),
    Property("weight", Type.CHOICE, mark("Weight"), choices=Weight),
    Property("largest", Type.NUMBER, mark("Largest size"), 2, 400, "pt"),
    Property("smallest", Type.NUMBER, mark("Smallest size"), 2, 400, "pt"),
    Property("legible", Type.NUMBER, mark("Legible from"), 2, 400, "pt"),
    Property("lines", Type.WHOLE, mark("Lines"), 1, 40),
    Property("narrowest", Type.NUMBER, mark("Narrowest setting"), 0.5, 1),
    Property("align", Type.CHOICE, mark("Alignment"), choices=Align),
)

_COMMON_FIRST: Final = (
    Property("id", Type.LINE, mark("Name of the element")),
    Property("kind", Type.CHOICE, mark("Kind of element"), choices=ElementKind),
)
_COMMON: Final = (
    Property("box", Type.FRAME, mark("Place"), -50, 1_000, "mm"),
    Property("side", Type.CHOICE, mark("Side"), choices=Side),
    Property("turn", Type.WHOLE, mark("Turned by"), 0, 270, "°"),
)
_COMMON_LAST: Final = (
    Property("when", Type.CONDITION, mark("Only where")),
    Property("unless", Type.CONDITION, mark("Not where")),
    Property("note", Type.LINE, mark("Note")),
)

_OWN: Final[Mapping[ElementKind, tuple[Property, ...]]] = MappingProxyType(
    {
        ElementKind.TEXT: (
            Property("source", Type.SOURCES, mark("Shows"), suggestions=SOURCES),
            Property("text", Type.TEXTS, mark("Text of its own")),
            Property("join", Type.CHOICE, mark("Several in one"), choices=Join),
            *_TEXT,
            Property("upright", Type.CHOICE, mark("Upright"), choices=Upright),
            Property("colour", Type.COLOUR, mark("Colour"), suggestions=COLOURS),
            Property("above", Type.SOURCES, mark("Small lines above"), suggestions=SOURCES),
            Property("above_size", Type.NUMBER, mark("Their size"), 2, 100, "pt"),
            Property("above_colour", Type.COLOUR, mark("Their colour"), suggestions=COLOURS),
            Property("furigana", Type.CHOICE, mark("Furigana"), choices=Furigana),
            Property("title", Type.CHOICE, mark("Title of the person"), choices=Honorific),
            Property(
                "short", Type.WORDS, mark("Short form"), suggestions=(*SHORTENINGS, EVENT_DAYS)
            ),
            Property("other_box", Type.FRAME, mark("Other place"), -50, 1_000, "mm"),
        ),
        ElementKind.BAND: (
            Property("colour", Type.COLOUR, mark("Colour"), suggestions=COLOURS),
            Property("inset", Type.INSET, mark("Space around the text"), 0, 500, "mm"),
            *_TEXT,
            Property("text_colour", Type.COLOUR, mark("Colour of the text"), suggestions=COLOURS),
        ),
        ElementKind.QR: (Property("quiet", Type.NUMBER, mark("Quiet zone"), 4, 20),),
        ElementKind.SHAPE: (
            Property("shape", Type.CHOICE, mark("Shape"), choices=Figure),
            Property(
                "fill", Type.COLOUR, mark("Filled with"), suggestions=(FROM_NOTHING, *COLOURS)
            ),
            Property("line", Type.COLOUR, mark("Line"), suggestions=(FROM_NOTHING, *COLOURS)),
            Property("thickness", Type.NUMBER, mark("Thickness"), 0.05, 20, "mm"),
            Property("radius", Type.NUMBER, mark("Rounded by"), 0, 200, "mm"),
        ),
        ElementKind.IMAGE: (
            Property("file", Type.FILE, mark("Picture file")),
            Property("fitting", Type.CHOICE, mark("Fitted"), choices=Fitting),
        ),
        ElementKind.PHOTO: (
            Property("placeholder", Type.YES_NO, mark("Outline where there is none")),
            Property("radius", Type.NUMBER, mark("Rounded by"), 0, 200, "mm"),
        ),
    }
)

PROPERTIES: Final[Mapping[ElementKind, tuple[Property, ...]]] = MappingProxyType(
    {kind: (*_COMMON_FIRST, *_COMMON, *own, *_COMMON_LAST) for kind, own in _OWN.items()}
)
"""The properties of each kind of element, in the order in which a file has them."""

LAYOUT_PROPERTIES: Final = (
    Property("title", Type.TEXTS, mark("Name of the layout")),
    Property("use", Type.CHOICE, mark("Used as"), choices=Use),
    Property("width", Type.NUMBER, mark("Width"), 10, 1_000, "mm"),
    Property("height", Type.NUMBER, mark("Height"), 10, 1_000, "mm"),
    Property("sheet", Type.LINE, mark("Sheet")),
    Property("languages", Type.WORDS, mark("Languages in order"), suggestions=LANGUAGES),
    Property("missing", Type.CHOICE, mark("A letter that no font has"), choices=Missing),
    Property("roll", Type.YES_NO, mark("On a continuous roll")),
    Property("margin", Type.NUMBER, mark("Edge that the printer does not reach"), 0, 50, "mm"),
    Property("short", Type.TEXTS, mark("Short forms of words")),
    Property("note", Type.LINE, mark("Note")),
)
"""The properties of a layout itself, in the order in which a file has them."""

CONDITION_KEYS: Final = ("categories", "flags", "has")
FLAGS: Final = tuple(flag.value for flag in Flag)

_BY_KEY: Final = {kind: {prop.key: prop for prop in table} for kind, table in PROPERTIES.items()}


def sources_of(short: str) -> tuple[str, ...]:
    """The sources of a short form: one, or several as they are joined in print."""
    return (short,) if short.startswith(EXTRA) else tuple(short.split(DOT))


def properties_of(kind: ElementKind) -> Mapping[str, Property]:
    """The properties of one kind of element, by key."""
    return _BY_KEY[kind]


def default_of(kind: ElementKind, key: str) -> object:
    """The default of a property; None for the required ones, `id` and `box`."""
    fields = CLASSES[kind].__dataclass_fields__
    if key not in fields or key in {"id", "box"}:
        return None
    found = fields[key]
    factory = found.default_factory
    return factory() if callable(factory) else found.default
