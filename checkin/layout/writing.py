"""Writes a layout as a TOML file that people can read and edit, elements and keys in order.

Defaults are left out. Reading the file again gives an equal layout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin.layout.properties import LAYOUT_PROPERTIES, PROPERTIES
from checkin.layout.reading import is_default
from checkin.layout.values import pairs, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.layout.model import AnyElement, Layout

HEAD: Final = "# A layout of Uketsuke. Lengths in millimetres, sizes of type in points; docs/layouts.md has every key.\n"
_SHORT: Final = "short"  # a table of its own, one word per line
_ALWAYS: Final = frozenset({"id", "kind", "box", "width", "height"})


def write(layout: Layout) -> str:
    """The text of the layout's file."""

    parts = [HEAD, *_layout_lines(layout)]
    for element in layout.elements:
        parts += ["\n[[element]]\n", *_element_lines(element)]
    return "".join(parts)


def _layout_lines(layout: Layout) -> Iterator[str]:
    fields = type(layout).__dataclass_fields__
    for prop in LAYOUT_PROPERTIES:
        value: Any = getattr(layout, prop.key)
        found = fields[prop.key]
        default: Any = found.default_factory() if callable(found.default_factory) else found.default
        if prop.key in _ALWAYS or (value != default and prop.key != _SHORT):
            yield f"{prop.key} = {written(prop, value)}\n"
    if layout.short:
        yield f"\n[{_SHORT}]\n"
        yield from (f"{pair}\n" for pair in pairs(layout.short))


def _element_lines(element: AnyElement) -> Iterator[str]:
    for prop in PROPERTIES[element.kind]:
        if prop.key in _ALWAYS or not is_default(element, prop.key):
            yield f"{prop.key} = {written(prop, getattr(element, prop.key))}\n"
