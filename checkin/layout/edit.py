"""Changing a layout: each act gives a new, checked layout and leaves the old one as it was.

All raise `BadLayout` where the result would be none, so that whoever edits can say so and undo nothing.
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

LEAST: float = 0.5  # millimetres; nothing is made smaller by hand


def move(layout: Layout, identifier: str, right: float, down: float) -> Layout:
    """The element moved by so many millimetres."""
    box = _element(layout, identifier).box
    return place(layout, identifier, replace(box, left=box.left + right, top=box.top + down))


def resize(layout: Layout, identifier: str, wider: float, taller: float) -> Layout:
    """The element's right and lower edges moved by so many millimetres."""
    box = _element(layout, identifier).box
    width, height = max(LEAST, box.width + wider), max(LEAST, box.height + taller)
    return place(layout, identifier, replace(box, width=width, height=height))


def place(layout: Layout, identifier: str, box: Frame) -> Layout:
    """The element put into a box, to a thousandth of a millimetre, as it is written."""
    parts = (round(one, 3) for one in (box.left, box.top, box.width, box.height))
    return set_value(layout, identifier, "box", Frame(*parts))


def set_value(layout: Layout, identifier: str, key: str, value: object) -> Layout:
    """The element with a property set; the value as in the file or in the program's form."""
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
    return _changed(layout, identifier, lambda one: replace(one, **{key: taken}))


def reset_value(layout: Layout, identifier: str, key: str) -> Layout:
    """The element with a property as it is where nothing is said."""
    kind = _element(layout, identifier).kind
    if key not in properties_of(kind) or key in {"id", "box", "kind"}:
        raise _refused(layout, identifier, key, Wrong(mark("it is missing")))
    default: Any = default_of(kind, key)
    return _changed(layout, identifier, lambda one: replace(one, **{key: default}))


def set_layout_value(layout: Layout, key: str, value: object) -> Layout:
    """The layout with one of its own properties set: its size, its sheet, its languages."""
    table = {one.key: one for one in LAYOUT_PROPERTIES}
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
    """A new element on top of the others, or at a place among them; without an `id` it is given one."""
    whole = {"id": free_id(layout, kind.value), **values, "kind": kind}
    try:
        element = made_element(whole)
    except Wrong as wrong:
        raise _refused(layout, str(whole["id"]), str(wrong.facts.get("key", "")), wrong) from None
    elements = list(layout.elements)
    elements.insert(len(elements) if at is None else at, element)
    return validated(replace(layout, elements=tuple(elements)))


def remove_element(layout: Layout, identifier: str) -> Layout:
    """The layout without the element."""
    _element(layout, identifier)
    rest = tuple(element for element in layout.elements if element.id != identifier)
    return replace(layout, elements=rest)


def copy(layout: Layout, identifier: str, right: float = 2.0, down: float = 2.0) -> Layout:
    """A second element like this one, a little beside it, on top of the others."""
    found = _element(layout, identifier)
    box = replace(found.box, left=found.box.left + right, top=found.box.top + down)
    twin = replace(found, id=free_id(layout, identifier), box=box)
    return validated(replace(layout, elements=(*layout.elements, twin)))


def reorder(layout: Layout, identifier: str, at: int) -> Layout:
    """The element drawn at that place among the others: 0 beneath all of them."""
    found = _element(layout, identifier)
    rest = [element for element in layout.elements if element.id != identifier]
    rest.insert(max(0, min(at, len(rest))), found)
    return replace(layout, elements=tuple(rest))


def renamed(layout: Layout, name: str) -> Layout:
    """The same layout under another name, for a copy of a built-in one."""
    return replace(layout, name=name)


def free_id(layout: Layout, wanted: str) -> str:
    """`wanted`, or with a number behind it, as no element is called yet."""
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
