"""Preflight (linting) of a layout: finds problems that every badge printed with it would have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin.layout import colours
from checkin.layout.items import Fault, Flaw, TextField
from checkin.layout.model import (
    AnyElement,
    BandElement,
    Figure,
    Frame,
    ImageElement,
    Layout,
    PhotoElement,
    QrElement,
    ShapeElement,
    TextElement,
    Use,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkin.domain import Category

SMALLEST_SYMBOL: Final = 12.0  # millimetres; phones and cheap scanners still read this
MODULES: Final = 21  # of a QR code that holds one of our codes
SLACK: Final = 0.1  # millimetres; a smaller overlap is invisible
LEGIBLE: Final = 6.0  # points
TOUCHING: Final = 0.5  # millimetres; texts seldom fill their boxes to the edge


def faults(layout: Layout, categories: Sequence[Category] = ()) -> tuple[Fault, ...]:
    """The problems of the layout, in the order of its elements."""
    found = [
        *_of_symbols(layout),
        *_outside(layout),
        *_too_small(layout),
        *_hardly_seen(layout, categories),
        *_overlapping(layout),
    ]
    order = {element.id: index for index, element in enumerate(layout.elements)}
    found.sort(key=lambda fault: order.get(fault.element, -1))
    return tuple(dict.fromkeys(found))


def quiet_zone(element: QrElement) -> Frame:
    """The symbol of an element together with its quiet zone."""
    symbol = _symbol(element)
    return symbol.grown(element.quiet * symbol.width / MODULES)


def _symbol(element: QrElement) -> Frame:
    box = element.box
    side = min(box.width, box.height)
    left, top = box.left + (box.width - side) / 2, box.top + (box.height - side) / 2
    return replace(box, left=left, top=top, width=side, height=side)


def _of_symbols(layout: Layout) -> Iterator[Fault]:
    if layout.use is not Use.CARD and not layout.symbols:
        yield Fault(TextField.LAYOUT, Flaw.NO_SYMBOL, "", "")
    for symbol in layout.symbols:
        if min(symbol.box.width, symbol.box.height) < SMALLEST_SYMBOL - SLACK:
            yield _fault(symbol, Flaw.QR_SMALL, f"{min(symbol.box.width, symbol.box.height):g}")
        zone = quiet_zone(symbol)
        if not zone.within(layout.frame, SLACK):
            yield _fault(symbol, Flaw.QUIET_ZONE, layout.name)
        for neighbour in layout.on(symbol.side):
            if neighbour is not symbol and _inked(neighbour) and _meets(neighbour, zone):
                yield _fault(symbol, Flaw.QUIET_ZONE, neighbour.id)


def _meets(element: AnyElement, zone: Frame) -> bool:
    frames = [element.box] if isinstance(element, BandElement) else _frames(element)
    return any(frame.meets(zone, SLACK) for frame in frames)


def _inked(element: AnyElement) -> bool:
    """Whether the element prints anything but white."""
    if isinstance(element, ShapeElement) and element.shape is Figure.RECTANGLE:
        return any(
            colour not in {"", "white", "#ffffff"} for colour in (element.fill, element.line)
        )
    return not isinstance(element, QrElement)


def _outside(layout: Layout) -> Iterator[Fault]:
    """Texts, symbols and pictures must lie in the printable area; colour may bleed over the edge."""
    reached = layout.frame.grown(-layout.margin)
    for element in layout.elements:
        if isinstance(element, ShapeElement) and element.shape is not Figure.NO_PHOTO:
            continue
        if not all(frame.within(reached, SLACK) for frame in _frames(element)):
            yield _fault(element, Flaw.OUTSIDE, layout.name)


def _frames(element: AnyElement) -> list[Frame]:
    """Where an element may print: the text area of a band, both boxes of a text."""
    box = element.box
    if isinstance(element, BandElement):
        left, top, right, bottom = element.inset
        width, height = box.width - left - right, box.height - top - bottom
        return [Frame(box.left + left, box.top + top, width, height)]
    if isinstance(element, TextElement) and element.other_box:
        return [box, element.other_box]
    return [box]


def _too_small(layout: Layout) -> Iterator[Fault]:
    for element in layout.elements:
        if isinstance(element, TextElement | BandElement) and element.largest < LEGIBLE:
            yield _fault(element, Flaw.SMALL, f"{element.largest:g}")


def _hardly_seen(layout: Layout, categories: Sequence[Category]) -> Iterator[Fault]:
    """Reports texts with too little contrast to their background, in any category's colour."""
    bands = [colours.of_category(category) for category in categories] or [colours.NO_COLOUR]
    for index, element in enumerate(layout.elements):
        if not isinstance(element, TextElement | BandElement):
            continue
        enough = _enough(element)
        for band in bands:
            text = element.text_colour if isinstance(element, BandElement) else element.colour
            under = _beneath(layout, index, band)
            if colours.contrast(colours.resolved(text, band), under) < enough:
                yield _fault(element, Flaw.CONTRAST, under)
                break


def _overlapping(layout: Layout) -> Iterator[Fault]:
    """Texts that something is printed over: a picture, a filled shape, another text.

    A text that lies wholly on a picture below it is meant so: that is a background.
    """
    for index, text in enumerate(layout.elements):
        if not isinstance(text, TextElement | BandElement):
            continue
        for other_index, other in enumerate(layout.elements):
            over = other_index > index
            if other is text or other.side is not text.side or _never_together(text, other):
                continue
            if any(_lies_over(other, frame, over=over) for frame in _frames(text)):
                yield _fault(text, Flaw.OVERLAP, other.id)


def _lies_over(other: AnyElement, frame: Frame, *, over: bool) -> bool:
    """Whether the element hides part of a text's frame; `over`: it is drawn after the text."""
    if isinstance(other, ImageElement | PhotoElement):
        return other.box.meets(frame, SLACK) and (over or not frame.within(other.box))
    if isinstance(other, TextElement):
        return over and any(box.meets(frame, TOUCHING) for box in _frames(other))
    is_mark = isinstance(other, ShapeElement) and other.shape is Figure.NO_PHOTO
    return over and (is_mark or bool(_surface(other))) and other.box.meets(frame, SLACK)


def _never_together(one: AnyElement, other: AnyElement) -> bool:
    """Whether no delegate can have both: what shows the one hides the other."""
    return _is_hidden_by(one, other) or _is_hidden_by(other, one)


def _is_hidden_by(one: AnyElement, other: AnyElement) -> bool:
    """Whether all for whom the one is shown are among those for whom the other is hidden."""
    shown, hidden = one.when, other.unless
    elsewhere = bool(other.when.categories) and set(shown.categories).isdisjoint(
        other.when.categories
    )
    return (
        not _needed(one).isdisjoint(hidden.has)
        or (bool(shown.flags) and set(shown.flags) <= set(hidden.flags))
        or (
            bool(shown.categories)
            and (elsewhere or set(shown.categories) <= set(hidden.categories))
        )
    )


def _needed(element: AnyElement) -> set[str]:
    """The sources without which the element shows nothing."""
    if isinstance(element, TextElement) and len(element.source) == 1:
        return {*element.when.has, *element.source}
    return set(element.when.has)


def _enough(element: TextElement | BandElement) -> float:
    large = element.smallest >= colours.LARGE
    return colours.READABLE_LARGE if large else colours.READABLE


def _beneath(layout: Layout, index: int, band: str) -> str:
    """The background colour at the middle of an element."""
    element = layout.elements[index]
    if isinstance(element, BandElement):
        return colours.resolved(element.colour, band)
    under = "white"
    x, y = element.box.left + element.box.width / 2, element.box.top + element.box.height / 2
    for below in layout.elements[:index]:
        if below.side is element.side and _covers(below.box, x, y):
            under = _surface(below) or under
    return colours.resolved(under, band)


def _covers(box: Frame, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _surface(element: AnyElement) -> str:
    """The colour that an element fills its box with; empty where it is transparent."""
    if isinstance(element, BandElement):
        return element.colour
    if isinstance(element, ShapeElement) and element.shape in {Figure.RECTANGLE, Figure.CIRCLE}:
        return element.fill
    return ""


def _fault(element: AnyElement, flaw: Flaw, value: str) -> Fault:
    field = (
        TextField.PHOTO if isinstance(element, PhotoElement | ImageElement) else TextField.LAYOUT
    )
    return Fault(field, flaw, value, element.id)
