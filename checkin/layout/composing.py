"""Renders a layout and a delegate to drawing items; the one core that paper and preview share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, assert_never

from checkin.layout import colours, marks, pictures
from checkin.layout.blocks import Stage, draw_names, draw_text
from checkin.layout.items import (
    Box,
    CategoryBackground,
    Composed,
    Disc,
    Filled,
    Item,
    Outline,
    PlacedSymbol,
    Stroke,
    Symbol,
    Turned,
    mm,
)
from checkin.layout.model import (
    AnyElement,
    BandElement,
    Figure,
    ImageElement,
    Missing,
    PhotoElement,
    QrElement,
    ShapeElement,
    Side,
    TextElement,
)
from checkin.layout.page import Page
from checkin.layout.printed_names import only_printable
from checkin.layout.properties import PHRASE, sources_of
from checkin.layout.shorten import RULES
from checkin.layout.sources import DELEGATE, PageSubject, Teller, is_of_the_event, sentence_of
from checkin.layout.values import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.domain import Category
    from checkin.layout.fit import Fitted
    from checkin.layout.model import Condition, Layout
    from checkin.layout.sources import Setting

CODE: Final = "code"
QUARTER: Final = 180  # degrees; a turn that is not a multiple of this swaps width and height


@dataclass(frozen=True, slots=True)
class _Side:
    """The elements of a side: the ones that are the same for a whole category, and the rest."""

    shared: tuple[AnyElement, ...]
    own: tuple[AnyElement, ...]


class Composer:
    """Renders one layout for one delegate after another.

    `uses` holds the sources that its texts print; `depends_on` all sources that affect the result, also
    through a condition or inside a phrase. `coded` says whether it shows a code, as a symbol or as text.
    """

    def __init__(self, layout: Layout, setting: Setting) -> None:
        self.layout = layout
        self.setting = setting
        self.uses = frozenset(source for element in layout.elements for source in _sources(element))
        self.depends_on = frozenset(
            source for element in layout.elements for source in _deciding(element, self.uses)
        )
        self.coded = bool(layout.symbols) or CODE in self.uses
        self._sides = {side: _parted(layout, side) for side in layout.sides}
        self._grounds: dict[tuple[str, Side], CategoryBackground] = {}
        self._fits: dict[object, Fitted] = {}

    def compose(self, subject: PageSubject) -> Composed:
        """Renders the page of one delegate, still without its QR symbol."""
        category = self.setting.event.category(subject.delegate.category)
        teller = Teller(self.setting, category, subject)
        if self.layout.missing is Missing.LEAVE_OUT:
            teller.person = only_printable(teller.person, self.setting.measure)
        front, *backs = (self._side(side, teller) for side in self._sides)
        return replace(front, back=backs[0]) if backs else front

    def coded_as(self, page: Composed, subject: PageSubject, symbol: Symbol) -> Composed:
        """The page with its symbol; made last, so that a badge that cannot be printed uses up no code."""
        return with_symbol(self.compose(subject) if CODE in self.uses else page, symbol)

    def ground(self, category: Category | None, side: Side = Side.FRONT) -> CategoryBackground:
        """The part that all badges of a category share; cached.

        A character without a glyph is left out here: the event's texts must not block anybody's badge.
        """
        key = (category.key if category else "", side)
        known = self._grounds.get(key)
        if known is None:
            teller = Teller(self.setting, category, None)
            page = self._composed(self._sides[side].shared, teller, lenient=True)
            ink = colours.on(colours.of_category(category))
            known = self._grounds[key] = CategoryBackground(
                tuple(page.items), ink, tuple(page.faults)
            )
        return known

    def _side(self, side: Side, teller: Teller) -> Composed:
        lenient = self.layout.missing is Missing.LEAVE_OUT
        page = self._composed(self._sides[side].own, teller, lenient=lenient)
        return Composed(
            mm(self.layout.width),
            mm(self.layout.height),
            self.ground(teller.category, side),
            tuple(page.items),
            tuple(page.faults),
            tuple(page.spots),
        )

    def _composed(self, elements: tuple[AnyElement, ...], teller: Teller, *, lenient: bool) -> Page:
        page = Page(self.setting.measure, self._fits)
        band = colours.of_category(teller.category)

        def colour(name: str) -> str:
            return colours.resolved(name, band)

        for element in elements:
            if _shown(element, teller, self.layout):
                leave_out = lenient or _is_of_the_event(element)
                stage = Stage(page, teller, self.layout, colour, leave_out)
                _draw(element, stage, self.setting)
        return page


def with_symbol(page: Composed, symbol: Symbol) -> Composed:
    """The page with the QR symbol of its code."""
    stamps = tuple(PlacedSymbol(symbol, spot) for spot in page.spots)
    back = with_symbol(page.back, symbol) if page.back else None
    return replace(page, own=page.own + stamps, spots=(), back=back)


def _parted(layout: Layout, side: Side) -> _Side:
    """Splits a side; anything drawn over a delegate's own element is drawn after it."""
    shared: list[AnyElement] = []
    own: list[AnyElement] = []
    for element in layout.on(side):
        covers = any(element.box.meets(below.box) for below in own)
        same = _says_the_same(element, layout) and not (element.when.flags or element.when.has)
        same = same and not (element.unless.flags or element.unless.has)
        (shared if same and not covers else own).append(element)
    return _Side(tuple(shared), tuple(own))


def _says_the_same(element: AnyElement, layout: Layout) -> bool:
    """Whether the element looks the same on all badges of a category."""
    if isinstance(element, TextElement | BandElement):
        languages = element.languages or layout.languages
        return _is_of_the_event(element) and DELEGATE not in languages
    return not isinstance(element, QrElement | PhotoElement)


def _is_of_the_event(element: AnyElement) -> bool:
    """Whether the element's texts use no data of a delegate."""
    return all(map(is_of_the_event, (*_sources(element), *_shorter(element))))


def _sources(element: AnyElement) -> tuple[str, ...]:
    if not isinstance(element, TextElement):
        return ()
    places = (name for text in element.text.values() for name in PLACE.findall(text))
    return (*element.source, *element.above, *places)


def _shorter(element: AnyElement) -> tuple[str, ...]:
    """The sources that take the place of a text that does not fit."""
    if not isinstance(element, TextElement):
        return ()
    rules = (rule for rule in element.short if rule not in RULES)
    return tuple(source for rule in rules for source in sources_of(rule))


def _deciding(element: AnyElement, uses: frozenset[str]) -> Iterator[str]:
    """Yields every source that affects what an element shows, or whether it is shown."""
    yield from (*_sources(element), *_shorter(element), *element.when.has, *element.unless.has)
    for phrase in uses:
        if phrase.startswith(PHRASE):
            yield from PLACE.findall(sentence_of(phrase))
    if isinstance(element, BandElement):
        yield "category"


def _shown(element: AnyElement, teller: Teller, layout: Layout) -> bool:
    languages = layout.languages
    if not element.when.empty and not _all_hold(element.when, teller, languages):
        return False
    return element.unless.empty or not _any_holds(element.unless, teller, languages)


def _all_hold(condition: Condition, teller: Teller, languages: tuple[str, ...]) -> bool:
    return (
        (not condition.categories or _category(teller) in condition.categories)
        and (not condition.flags or not _flags(teller).isdisjoint(condition.flags))
        and teller.has(condition.has, languages)
    )


def _any_holds(condition: Condition, teller: Teller, languages: tuple[str, ...]) -> bool:
    return (
        _category(teller) in condition.categories
        or not _flags(teller).isdisjoint(condition.flags)
        or any(teller.has((source,), languages) for source in condition.has)
    )


def _category(teller: Teller) -> str:
    return teller.category.key if teller.category else ""


def _flags(teller: Teller) -> frozenset[str]:
    return frozenset(teller.subject.delegate.flags) if teller.subject else frozenset()


def _draw(element: AnyElement, stage: Stage, setting: Setting) -> None:
    """Draws the element into its box, rotated by its `turn`."""
    if not element.turn or isinstance(element, QrElement):
        _draw_upright(element, element.box.points, stage, setting)
        return
    place = element.box.points
    width, height = place.width, place.height
    if element.turn % QUARTER:
        width, height = height, width
    inner = Page(stage.page.measure, stage.page.fits)
    _draw_upright(element, Box(0, 0, width, height), replace(stage, page=inner), setting)
    if inner.items:
        stage.page.items.append(Turned(place, element.turn, tuple(inner.items)))
    stage.page.faults += inner.faults


def _draw_upright(element: AnyElement, room: Box, stage: Stage, setting: Setting) -> None:
    match element:
        case TextElement():
            draw_text(element, room, _other(element), stage)
        case BandElement():
            stage.page.items.append(Filled(room, stage.colour(element.colour)))
            draw_names(element, _inner(room, element.inset), stage)
        case QrElement():
            stage.page.spots.append(square(room))
        case ShapeElement():
            stage.page.items.extend(_figure(element, room, stage))
        case ImageElement():
            pictures.draw_image(element, room, setting.pictures(element.file), stage.page)
        case PhotoElement():
            pictures.draw_photo(element, room, stage)
        case _:
            assert_never(element)


def _other(element: TextElement) -> Box | None:
    """The second box of the element, shifted like the first; None for a turned element."""
    if element.other_box is None or element.turn:
        return None
    return element.other_box.points


def _inner(room: Box, inset: tuple[float, ...]) -> Box:
    left, top, right, bottom = map(mm, inset)
    return Box(
        room.left + left, room.top + top, room.width - left - right, room.height - top - bottom
    )


def square(room: Box) -> Box:
    """The largest square, centred in a box."""
    side = min(room.width, room.height)
    return Box(room.left + (room.width - side) / 2, room.top + (room.height - side) / 2, side, side)


def _figure(element: ShapeElement, room: Box, stage: Stage) -> list[Item]:
    line = stage.colour(element.line) if element.line else ""
    fill = stage.colour(element.fill) if element.fill else ""
    thickness, radius = mm(element.thickness), mm(element.radius)
    drawn = line or fill or colours.HAIRLINE
    match element.shape:
        case Figure.RECTANGLE:
            items: list[Item] = [Filled(room, fill, radius)] if fill else []
            return [*items, Outline(room, line, thickness, radius)] if line else items
        case Figure.CIRCLE:
            return _circle(room, fill, line, thickness)
        case Figure.LINE:
            return [Stroke(room.left, room.top, room.right, room.bottom, thickness, drawn)]
        case Figure.NO_PHOTO:
            return list(marks.no_photo_mark(room))
        case Figure.SLOT:
            return list(marks.slot_mark(room, drawn, thickness))
        case Figure.FOLD:
            return list(marks.fold_mark(room, drawn, thickness))
        case _:
            assert_never(element.shape)


def _circle(room: Box, fill: str, line: str, thickness: float) -> list[Item]:
    place = square(room)
    radius = place.width / 2
    items: list[Item] = []
    if fill:
        items.append(Disc(place.left + radius, place.top + radius, radius, fill))
    if line:
        items.append(Outline(place, line, thickness, radius))
    return items
