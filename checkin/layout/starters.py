"""What an element is when it is put on a layout: in the middle of what is looked at, of a usual size."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from checkin.layout import edit
from checkin.layout.model import ElementKind, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.layout.model import Layout

# Width and height, in millimetres, where the page has room for it.
_SIZES: Final[Mapping[ElementKind, tuple[float, float]]] = MappingProxyType(
    {
        ElementKind.TEXT: (40.0, 8.0),
        ElementKind.BAND: (1_000.0, 8.0),
        ElementKind.QR: (17.0, 17.0),
        ElementKind.SHAPE: (20.0, 10.0),
        ElementKind.IMAGE: (20.0, 12.0),
        ElementKind.PHOTO: (20.0, 25.0),
    }
)
_VALUES: Final[Mapping[ElementKind, Mapping[str, Any]]] = MappingProxyType(
    {
        ElementKind.TEXT: {"source": ["organisation"]},
        ElementKind.SHAPE: {"line": "ink"},
    }
)


def put_on(layout: Layout, kind: ElementKind, side: Side, file: str = "") -> Layout:
    """The layout with a new element on a side, on top of the others; raises `BadLayout`."""
    width, height = (
        round(min(wished, room), 1)
        for wished, room in zip(_SIZES[kind], (layout.width, layout.height), strict=True)
    )
    left = round((layout.width - width) / 2, 1)
    top = 0.0 if kind is ElementKind.BAND else round((layout.height - height) / 2, 1)
    values = {**_VALUES.get(kind, {}), "box": [left, top, width, height], "side": side}
    if kind is ElementKind.IMAGE:
        values["file"] = file
    return edit.add(layout, kind, values)
