"""Display names (labels) of a layout's kinds, data sources, colours and choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import EventColumn, fields_by_place
from checkin.language import mark
from checkin.layout.model import (
    Align,
    BandElement,
    ElementKind,
    Figure,
    Fitting,
    Furigana,
    Honorific,
    ImageElement,
    Join,
    Missing,
    ShapeElement,
    Side,
    TextElement,
    Upright,
    Use,
)
from checkin.layout.properties import EXTRA, PHRASE, PHRASES
from checkin.layout.script import Weight
from checkin.layout.starters import Starter
from checkin.wording import column_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from enum import StrEnum

    from checkin.language import Language
    from checkin.layout.model import AnyElement

CHOICES: Final[Mapping[StrEnum, str]] = {
    ElementKind.TEXT: mark("Text"),
    ElementKind.BAND: mark("Band"),
    ElementKind.QR: mark("QR symbol"),
    ElementKind.SHAPE: mark("Shape"),
    ElementKind.IMAGE: mark("Picture"),
    ElementKind.PHOTO: mark("Photograph"),
}
# Keyed per enum: members of different enums may be equal as strings.
_BY_ENUM: Final[Mapping[type[StrEnum], Mapping[str, str]]] = {
    Side: {"front": mark("Front"), "back": mark("Back")},
    Weight: {"Regular": mark("Regular"), "Bold": mark("Bold")},
    Align: {
        "start": mark("Where the line begins"),
        "end": mark("Where the line ends"),
        "left": mark("At the left"),
        "centre": mark("In the middle"),
        "right": mark("At the right"),
    },
    Upright: {
        "top": mark("At the top"),
        "middle": mark("In the middle"),
        "bottom": mark("At the bottom"),
    },
    Join: {
        "lines": mark("On one line, or each on its own"),
        "dots": mark("Always one text, with dots"),
    },
    Furigana: {"none": mark("None"), "above": mark("Above each part of the name")},
    Honorific: {
        "none": mark("None"),
        "before": mark("Before the name"),
        "after": mark("After the name"),
        "auto": mark("As the script has it"),
    },
    Figure: {
        "rectangle": mark("Rectangle"),
        "circle": mark("Circle"),
        "line": mark("Line"),
        "no_photo": mark("No-photograph mark"),
        "slot": mark("Slot for a lanyard"),
        "fold": mark("Fold"),
    },
    Fitting: {"contain": mark("Whole, with room left"), "cover": mark("Fills its place")},
    Use: {
        "badge": mark("Badge: the badge code"),
        "invitation": mark("Invitation: its own code"),
        "card": mark("Card: no code"),
    },
    Missing: {"refuse": mark("Keeps the badge back"), "leave_out": mark("Leaves that text out")},
}
_SOURCES: Final[Mapping[str, str]] = {
    "leading_name": mark("Name, own script first"),
    "other_name": mark("Name in Latin letters below it"),
    **{field.name: field.label for field in fields_by_place("badge")},
    "event": mark("Event"),
    "short_event": mark("Short name of the event"),
    "venue": mark("Venue"),
    "days": mark("Days"),
    "code": mark("Code in letters"),
    "message": mark("The organiser's text"),
    "sessions": mark("Sessions attended"),
    "initials": mark("Given names as initials"),
    "words": mark("The layout's short words"),
    "short_event · days": mark("Short name and days"),
}
_COLOURS: Final[Mapping[str, str]] = {
    "": mark("Nothing"),
    "ink": mark("Ink"),
    "muted": mark("Grey"),
    "hairline": mark("Light grey"),
    "white": mark("White"),
    "black": mark("Black"),
    "signal": mark("Red"),
    "category": mark("The category's colour"),
    "on_band": mark("Readable on the band"),
}
_LANGUAGES: Final[Mapping[str, str]] = {
    "event": mark("The language on paper"),
    "delegate": mark("The delegate's own"),
    "en": "English",
    "ja": "日本語",
    "ug": "ئۇيغۇرچە",
    "zh-Hant": "繁體中文",
}
LONGEST: Final = 40


def kind_name(kind: ElementKind, language: Language) -> str:
    return language.text(CHOICES[kind])


def starter_name(starter: Starter, language: Language) -> str:
    """The label of an element kind to insert."""
    if starter is Starter.NO_PHOTO:
        return choice_name(Figure.NO_PHOTO, language)
    return kind_name(ElementKind(starter.value), language)


def choice_name(choice: StrEnum, language: Language) -> str:
    """The label of a choice; the raw value when there is none."""
    if isinstance(choice, ElementKind):
        return kind_name(choice, language)
    known = _BY_ENUM.get(type(choice), {}).get(choice.value)
    return language.text(known) if known else choice.value


def source_name(source: str, language: Language, columns: Sequence[EventColumn] = ()) -> str:
    """The label of a data source; `columns` are those of the roster that have a name of their own."""
    if source.startswith(EXTRA):
        heading = source[len(EXTRA) :]
        described = (column for column in columns if column.key == heading)
        column = next(described, EventColumn(heading))
        return language.text("Column {name}", name=column_name(column, language))
    if source.startswith(PHRASE) and source[len(PHRASE) :] in PHRASES:
        sentence = language.text(PHRASES[source[len(PHRASE) :]])
        return f"“{sentence[:LONGEST]}…”" if len(sentence) > LONGEST else f"“{sentence}”"
    known = _SOURCES.get(source)
    return language.text(known) if known else source


def colour_name(colour: str, language: Language) -> str:
    known = _COLOURS.get(colour)
    return language.text(known) if known else colour


def language_name(code: str, language: Language) -> str:
    """A language in its own name, or how it is detected."""
    known = _LANGUAGES.get(code)
    return language.text(known) if known else code


def summary(element: AnyElement, language: Language) -> str:
    """A one-line summary of an element."""
    kind = kind_name(element.kind, language)
    told = _told(element, language)
    return f"{kind} · {told}" if told else kind


def _told(element: AnyElement, language: Language) -> str:
    match element:
        case TextElement(text=text) if text:
            return language.name(text)
        case TextElement(source=source):
            return language.listed(source_name(part, language) for part in source)
        case BandElement():
            return source_name("category", language)
        case ShapeElement(shape=shape):
            return choice_name(shape, language)
        case ImageElement(file=file):
            return file
        case _:
            return ""


def condition_words(element: AnyElement, language: Language) -> str:
    """The element's condition, if any; short, for the list."""
    if not element.when.empty and not element.unless.empty:
        return language.text("sometimes")
    if not element.when.empty:
        return language.text("only where…")
    return "" if element.unless.empty else language.text("not where…")
