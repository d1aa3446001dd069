"""Composing a badge: what is drawn where. The one core that paper and the preview share."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin.domain import Flag
from checkin.layout.days import days_text
from checkin.layout.fit import WORTH_A_BREAK, Fitted, fit, set_line
from checkin.layout.geometry import HAIRLINE, BadgeLayout, Slot
from checkin.layout.items import (
    Box,
    Composed,
    Disc,
    Element,
    Fault,
    Filled,
    Flaw,
    Ground,
    Item,
    Stamp,
    Stroke,
    Symbol,
)
from checkin.layout.page import Page, centred
from checkin.layout.script import Family, Measure, has_arabic, has_han, has_kana, plain
from checkin.layout.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Category, Delegate, Event
    from checkin.language import Language

BLACK: Final = "#000000"
WHITE: Final = "#ffffff"
SIGNAL: Final = "#c01530"
NO_COLOUR: Final = "#566070"
SMALL: Final = 7.0  # points; a country is not set smaller because its organisation is long
_SPACED: Final = 1.12  # of the small lines' height, from one to the next
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


def ground(
    event: Event,
    category: Category | None,
    language: Language,
    layout: BadgeLayout,
    measure: Measure,
) -> Ground:
    """The band and the foot, the same on every badge of a category.

    A letter that no font has is left out of these: nobody stays without a badge for the event's sake.
    """
    page = Page(measure)
    colour = _colour(category)
    page.items.append(Filled(layout.band, colour))
    _in_the_middle(
        page, _category_text(category, language), layout.category, on(colour), Element.CATEGORY
    )
    page.items.append(Filled(layout.rule, HAIRLINE))
    foot = (event.name, event.venue, days_text(event.days, language.code))
    text = " · ".join(filter(None, map(plain, foot)))
    _in_the_middle(page, text, layout.foot, layout.foot.colour, Element.EVENT)
    return Ground(tuple(page.items), on(colour), tuple(page.faults))


def _in_the_middle(page: Page, text: str, slot: Slot, colour: str, element: Element) -> None:
    kind = replace(slot.kind, han=Family.JAPANESE)
    missing = set_line(text, kind, page.measure).missing
    kept = plain("".join(one for one in text if one not in missing))
    fitted = fit(kept, kind, slot.box.width, slot.box.height, page.measure)
    page.draw(fitted, centred(slot.box, fitted), colour, element)
    if missing:
        page.faults.append(Fault(element, Flaw.GLYPH, missing))


def _category_text(category: Category | None, language: Language) -> str:
    """The category in the event's first language and in Japanese, once where they are the same."""
    if category is None:
        return ""
    names = (plain(language.name(category.name)), plain(category.name.get("ja", "")))
    other = plain(category.name.get("en", "")) if names[0] == names[1] else ""
    return " · ".join(dict.fromkeys(filter(None, (*names, other))))


def _colour(category: Category | None) -> str:
    colour = category.colour if category else NO_COLOUR
    return colour.lower() if _COLOUR.fullmatch(colour) else NO_COLOUR


def on(colour: str) -> str:
    """Black or white, whichever is easier to read on the colour."""
    luminance = _luminance(colour)
    white, black = 1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05
    return WHITE if white >= black else BLACK


def _luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def compose(delegate: Delegate, shared: Ground, layout: BadgeLayout, measure: Measure) -> Composed:
    """One badge, its symbol still to be put on. `shared` is the ground of its category."""
    page = Page(measure)
    person = who(delegate)
    number = page.fitted(person.number, layout.number)
    page.draw(number, centred(layout.number.box, number), shared.ink, Element.NUMBER, end=True)
    if Flag.NO_PHOTO in delegate.flags:
        page.items.extend(no_photo_mark(layout.no_photo))
    _names(page, person, layout)
    _affiliation(page, person, layout)
    return Composed(layout.width, layout.height, shared, tuple(page.items), tuple(page.faults))


def with_symbol(badge: Composed, symbol: Symbol, layout: BadgeLayout) -> Composed:
    """The badge with the symbol of its code: nobody gets a code for a badge that cannot be printed."""
    return replace(badge, own=(*badge.own, Stamp(symbol, layout.symbol)))


def _names(page: Page, person: Who, layout: BadgeLayout) -> None:
    above = _above(page, person, layout)
    taken = sum(fitted.height for fitted, _ in above) * _SPACED
    slots = [layout.first] if person.second else list(layout.alone)
    places = [_below(_of(slot, person), taken) for slot in slots]
    options = [(page.fitted(person.first, slot), slot) for slot in places]
    first, slot = max(options, key=lambda option: option[0].size * _preference(option[1], slots[0]))
    # The small lines belong close to their name: all of them stand in the middle together.
    spare = max(0.0, slot.box.height - first.height) / 2
    place = replace(slot.box, top=slot.box.top - taken + spare)
    for fitted, element in above:
        page.draw(fitted, place, layout.above.colour, element)
        place = replace(place, top=place.top + fitted.height * _SPACED)
    page.draw(first, place, slot.colour, person.first_element)
    if person.second:
        slot = _of(layout.second, person)
        fitted = page.fitted(person.second, slot)
        page.draw(fitted, centred(slot.box, fitted), slot.colour, Element.NAME)


def _preference(slot: Slot, first: Slot) -> float:
    """The first place is the better one unless a name comes out clearly smaller there."""
    return WORTH_A_BREAK if slot.box.width == first.box.width else 1.0


def _of(slot: Slot, person: Who) -> Slot:
    return replace(slot, kind=replace(slot.kind, han=person.han))


def _below(slot: Slot, taken: float) -> Slot:
    """The slot without what the small lines above take of it."""
    place = slot.box
    return replace(slot, box=replace(place, top=place.top + taken, height=place.height - taken))


def _above(page: Page, person: Who, layout: BadgeLayout) -> list[tuple[Fitted, Element]]:
    """The title and the reading."""
    slot = _of(layout.above, person)
    lines = ((person.title, Element.TITLE), (person.reading, Element.READING))
    return [(page.fitted(text, slot), element) for text, element in lines if text]


def _affiliation(page: Page, person: Who, layout: BadgeLayout) -> None:
    """Organisation and country on one line where they fit, else on lines of their own."""
    slot = _of(layout.affiliation, person)
    texts = [text for text in (person.organisation, person.country) if text]
    if len(texts) < 2:
        element = Element.ORGANISATION if person.organisation else Element.COUNTRY
        page.draw(page.fitted("".join(texts), slot), slot.box, slot.colour, element)
        return
    one_line = _together(*texts)
    together = page.fitted(one_line, replace(slot, kind=replace(slot.kind, lines=1)))
    if one_line and together.size == slot.kind.largest:
        page.draw(together, slot.box, slot.colour, Element.ORGANISATION)
        return
    line = slot.box.height / 3
    upper = replace(slot.box, height=2 * line)
    organisation = page.fitted(person.organisation, slot, upper)
    page.draw(organisation, upper, slot.colour, Element.ORGANISATION)
    lower = replace(slot.box, top=slot.box.top + organisation.height, height=line)
    smaller = replace(slot.kind, largest=max(organisation.size, SMALL), lines=1)
    country = page.fitted(person.country, replace(slot, box=lower, kind=smaller))
    page.draw(country, lower, slot.colour, Element.COUNTRY)


def _together(organisation: str, country: str) -> str:
    """Both in one line, as their script writes a list; empty where their directions differ."""
    if has_arabic(organisation) != has_arabic(country):
        return ""
    if has_arabic(organisation):
        return f"{organisation}، {country}"
    wide = has_han(organisation[-1]) or has_kana(organisation[-1])
    return f"{organisation} · {country}" if wide else f"{organisation}, {country}"


def no_photo_mark(place: Box) -> Iterable[Item]:
    """A crossed-out camera on a white tile: readable by its shape, in any band colour, in grey too."""
    unit = place.height / 12
    middle = place.left + place.width / 2
    body = Box(middle - 5 * unit, place.top + 3.4 * unit, 10 * unit, 6.4 * unit)
    hump = Box(middle - 2 * unit, place.top + 2 * unit, 4 * unit, 2 * unit)
    x, y = middle, place.top + 6.6 * unit
    ends = (
        middle - 5.2 * unit,
        place.top + 10.6 * unit,
        middle + 5.2 * unit,
        place.top + 1.4 * unit,
    )
    return (
        Filled(place, WHITE, radius=1.5 * unit),
        Filled(hump, BLACK, radius=0.6 * unit),
        Filled(body, BLACK, radius=0.9 * unit),
        Disc(x, y, 2.3 * unit, WHITE),
        Disc(x, y, 1.4 * unit, BLACK),
        Stroke(*ends, 2.4 * unit, WHITE),
        Stroke(*ends, 1.2 * unit, SIGNAL),
    )
