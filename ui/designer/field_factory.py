"""Field factory: the input widget of each property, and its choices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checkin.domain import Flag
from checkin.layout.properties import (
    COLOURS,
    EXTRA,
    PHRASE,
    PHRASES,
    SOURCES,
    TURNS,
    Type,
)
from checkin.wording import flag_name
from ui.designer.choice_fields import (
    ChoiceField,
    ColourField,
    ConditionField,
    WordsField,
    YesNoField,
)
from ui.designer.text_fields import NumberField, NumbersField, PairsField, TextField, TextsField
from ui.designer.words import choice_name, colour_name, language_name, source_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checkin.domain import Category, EventColumn
    from checkin.language import Language
    from checkin.layout.properties import Property
    from ui.designer.text_fields import Field
    from ui.parts.theme import Theme


@dataclass
class DesignChoices:
    """The choices available at this event. `columns` are set once the roster was read."""

    language: Language
    theme: Theme
    categories: Sequence[Category]
    sheets: Callable[[], Sequence[str]]
    pictures: Callable[[], Sequence[str]]
    columns: Sequence[EventColumn] = field(default=())

    def sources(self) -> list[tuple[str, str]]:
        """Every data source of a text."""
        names = [*SOURCES, *(f"{EXTRA}{column.key}" for column in self.columns)]
        names += [f"{PHRASE}{phrase}" for phrase in PHRASES]
        return [(name, source_name(name, self.language, self.columns)) for name in names]


def field_for(prop: Property, words: str, known: DesignChoices) -> Field:
    """Creates the field of a property; `words` is its label."""
    tr = known.language
    match prop.takes:
        case Type.NUMBER | Type.WHOLE if prop.key != "turn":
            return NumberField(prop, words)
        case Type.WHOLE:
            return ChoiceField(
                words, known.theme, lambda: [(degrees, f"{degrees}°") for degrees in TURNS]
            )
        case Type.YES_NO:
            return YesNoField(words, known.theme)
        case Type.FRAME | Type.INSET:
            return NumbersField(prop, words, tr)
        case Type.TEXTS:
            return PairsField(words) if prop.key == "short" else TextsField(words, tr)
        case Type.COLOUR:
            return _colour(prop, words, known)
        case _:
            return _pick(prop, words, known)


def _pick(prop: Property, words: str, known: DesignChoices) -> Field:
    match prop.takes:
        case Type.CHOICE:
            offers = [
                (choice, choice_name(choice, known.language)) for choice in prop.choices or ()
            ]
            return ChoiceField(words, known.theme, lambda: offers)
        case Type.SOURCES:
            return WordsField(words, known.theme, known.sources, known.language)
        case Type.WORDS:
            return _words(prop, words, known)
        case Type.CONDITION:
            return _condition(words, known)
        case Type.FILE:
            return ChoiceField(
                words, known.theme, lambda: [(picture, picture) for picture in known.pictures()]
            )
        case _ if prop.key == "sheet":
            return _sheet(words, known)
        case _:
            return TextField(words)


def _colour(prop: Property, words: str, known: DesignChoices) -> Field:
    tr = known.language
    offers = [
        (suggestion, colour_name(suggestion, tr)) for suggestion in prop.suggestions or COLOURS
    ]
    return ColourField(words, offers, tr.text("A colour of its own"), known.theme)


def _words(prop: Property, words: str, known: DesignChoices) -> Field:
    tr = known.language

    def offers() -> list[tuple[str, str]]:
        if prop.key != "short":
            return [(suggestion, language_name(suggestion, tr)) for suggestion in prop.suggestions]
        names = [*prop.suggestions, *(f"{EXTRA}{column.key}" for column in known.columns)]
        return [(name, source_name(name, tr, known.columns)) for name in names]

    return WordsField(words, known.theme, offers, tr)


def _condition(words: str, known: DesignChoices) -> Field:
    tr = known.language
    categories = [(category.key, tr.name(category.name)) for category in known.categories]
    flags = [(flag.value, flag_name(flag.value, tr)) for flag in Flag]
    offers = {"categories": lambda: categories, "flags": lambda: flags, "has": known.sources}
    return ConditionField(words, known.theme, offers, tr)


def _sheet(words: str, known: DesignChoices) -> Field:
    def offers() -> list[tuple[str, str]]:
        one_a_page = known.language.text("One a page")
        return [("", one_a_page), *((sheet, sheet) for sheet in known.sheets())]

    return ChoiceField(words, known.theme, offers)
