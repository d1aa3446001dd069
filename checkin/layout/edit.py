"""Edits of a layout: each function returns a new, validated layout and leaves the old one unchanged.

All raise `BadLayout` where the result would be invalid; the caller shows the reason and keeps the old one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checkin.errors import BadLayout
from checkin.language import mark
from checkin.layout.model import AnyElement, ElementKind, Frame, Layout
from checkin.layout.properties import LAYOUT_PROPERTIES, default_of, properties_of
from checkin.layout.reading import made_element, validated
from checkin.layout.values import Wrong, checked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LEAST: float = 0.5  # millimetres; the smallest size that dragging can reach


def move(layout: Layout, identifier: str, right: float, down: float) -> Layout:
    """Moves the element by so many millimetres."""
    box = _element(layout, identifier).box
    return place(layout, identifier, replace(box, left=box.left + right, top=box.top + down))


def resize(layout: Layout, identifier: str, wider: float, taller: float) -> Layout:
    """Moves the right and lower edges of the element by so many millimetres."""
    box = _element(layout, identifier).box
    width, height = max(LEAST, box.width + wider), max(LEAST, box.height + taller)
    return place(layout, identifier, replace(box, width=width, height=height))


def place(layout: Layout, identifier: str, box: Frame) -> Layout:
    """Sets the box of the element, rounded to a thousandth of a millimetre as in the file."""
    parts = (round(length, 3) for length in (box.left, box.top, box.width, box.height))
    return set_value(layout, identifier, "box", Frame(*parts))


def set_value(layout: Layout, identifier: str, key: str, value: object) -> Layout:
    """Sets a property of the element; the value as in the file, or as the program's own type."""
    element = _element(layout, identifier)
    table = properties_of(element.kind)
    if key not in table or key == "kind":
        raise _refused(
            layout, identifier, key, Wrong(mark("an element of this kind has no such key"))
        )
    try:
        taken = checked(table[key], value)
    except Wrong as wrong:
        raise _refused(layout, identifier, key, wrong) from None
    return _changed(layout, identifier, lambda target: replace(target, **{key: taken}))


def reset_value(layout: Layout, identifier: str, key: str) -> Layout:
    """Resets a property of the element to its default."""
    kind = _element(layout, identifier).kind
    if key not in properties_of(kind) or key in {"id", "box", "kind"}:
        raise _refused(layout, identifier, key, Wrong(mark("it is missing")))
    default: Any = default_of(kind, key)
    return _changed(layout, identifier, lambda target: replace(target, **{key: default}))


def set_layout_value(layout: Layout, key: str, value: object) -> Layout:
    """Sets a property of the layout itself: its size, its sheet, its languages."""
    table = {prop.key: prop for prop in LAYOUT_PROPERTIES}
    try:
        if key not in table:
            raise Wrong(mark("a layout has no such key"))  # noqa: TRY301
        changes = {key: checked(table[key], value)}
    except Wrong as wrong:
        raise _refused(layout, "", key, wrong) from None
    return validated(replace(layout, **changes))


def add_element(
    layout: Layout, kind: ElementKind, values: Mapping[str, object], at: int | None = None
) -> Layout:
    """Adds an element on top, or at an index in drawing order; generates an `id` where it has none."""
    whole = {"id": free_id(layout, kind.value), **values, "kind": kind}
    try:
        element = made_element(whole)
    except Wrong as wrong:
        raise _refused(layout, str(whole["id"]), str(wrong.facts.get("key", "")), wrong) from None
    elements = list(layout.elements)
    elements.insert(len(elements) if at is None else at, element)
    return validated(replace(layout, elements=tuple(elements)))


def remove_element(layout: Layout, identifier: str) -> Layout:
    """Removes the element."""
    _element(layout, identifier)
    rest = tuple(element for element in layout.elements if element.id != identifier)
    return replace(layout, elements=rest)


def copy(layout: Layout, identifier: str, right: float = 2.0, down: float = 2.0) -> Layout:
    """Duplicates the element, slightly offset, on top of the others."""
    found = _element(layout, identifier)
    box = replace(found.box, left=found.box.left + right, top=found.box.top + down)
    twin = replace(found, id=free_id(layout, identifier), box=box)
    return validated(replace(layout, elements=(*layout.elements, twin)))


def reorder(layout: Layout, identifier: str, at: int) -> Layout:
    """Moves the element to an index in the drawing order: 0 is at the bottom."""
    found = _element(layout, identifier)
    rest = [element for element in layout.elements if element.id != identifier]
    rest.insert(max(0, min(at, len(rest))), found)
    return replace(layout, elements=tuple(rest))


def renamed(layout: Layout, name: str) -> Layout:
    """The same layout under another name, for a copy of a built-in layout."""
    return replace(layout, name=name)


def free_id(layout: Layout, wanted: str) -> str:
    """`wanted` if no element has that id, else `wanted` with a number appended."""
    taken = {element.id for element in layout.elements}
    stem = wanted.rstrip("0123456789").rstrip("-") or wanted
    if wanted not in taken:
        return wanted
    return next(name for n in range(2, 10_000) if (name := f"{stem}-{n}") not in taken)


def _element(layout: Layout, identifier: str) -> AnyElement:
    found = layout.element(identifier)
    if found is None:
        raise BadLayout(
            mark("{layout} has no element {element}."), layout=layout.name, element=identifier
        )
    return found


def _changed(layout: Layout, identifier: str, change: Callable[[AnyElement], AnyElement]) -> Layout:
    elements = tuple(
        change(element) if element.id == identifier else element for element in layout.elements
    )
    return validated(replace(layout, elements=elements))


def _refused(layout: Layout, identifier: str, key: str, wrong: Wrong) -> BadLayout:
    if not identifier:
        return BadLayout(
            mark("{layout}, {key}: {reason}."), layout=layout.name, key=key, reason=wrong
        )
    return BadLayout(
        mark("{layout}, {element}, {key}: {reason}."),
        layout=layout.name,
        element=identifier,
        key=key,
        reason=wrong,
    )
