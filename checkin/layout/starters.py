"""Element presets: new elements for the designer, in a usual size, placed in the middle."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import Flag
from checkin.layout import edit
from checkin.layout.model import ElementKind, Figure, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.layout.model import Layout


class Starter(StrEnum):
    """The presets: each kind of element, and the mark that is used most of all shapes."""

    TEXT = "text"
    BAND = "band"
    QR = "qr"
    SHAPE = "shape"
    NO_PHOTO = "no_photo"
    IMAGE = "image"
    PHOTO = "photo"


# Default width and height in millimetres, where the page has room.
_SIZES: Final[Mapping[Starter, tuple[float, float]]] = MappingProxyType(
    {
        Starter.TEXT: (40.0, 8.0),
        Starter.BAND: (1_000.0, 8.0),
        Starter.QR: (17.0, 17.0),
        Starter.SHAPE: (20.0, 10.0),
        Starter.NO_PHOTO: (10.0, 7.6),
        Starter.IMAGE: (20.0, 12.0),
        Starter.PHOTO: (20.0, 25.0),
    }
)
_VALUES: Final[Mapping[Starter, Mapping[str, Any]]] = MappingProxyType(
    {
        Starter.TEXT: {"source": ["organisation"]},
        Starter.SHAPE: {"line": "ink"},
        Starter.NO_PHOTO: {
            "id": "no-photo",
            "shape": Figure.NO_PHOTO,
            "when": {"flags": [Flag.NO_PHOTO.value]},
        },
    }
)


def put_on(layout: Layout, starter: Starter, side: Side, file: str = "") -> Layout:
    """Adds a new element to a side, on top of the others; raises `BadLayout`."""
    kind = ElementKind.SHAPE if starter is Starter.NO_PHOTO else ElementKind(starter.value)
    width, height = (
        round(min(wished, room), 1)
        for wished, room in zip(_SIZES[starter], (layout.width, layout.height), strict=True)
    )
    left = round((layout.width - width) / 2, 1)
    top = 0.0 if kind is ElementKind.BAND else round((layout.height - height) / 2, 1)
    values = {**_VALUES.get(starter, {}), "box": [left, top, width, height], "side": side}
    if "id" in values:
        values["id"] = edit.free_id(layout, values["id"])
    if kind is ElementKind.IMAGE:
        values["file"] = file
    return edit.add_element(layout, kind, values)
