"""Which element of a layout lies under a point of the canvas (hit testing)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF

    from checkin.layout.model import AnyElement
    from ui.designer.ruler import PageScale

NEAR: Final = 4.0  # pixels; a hairline has to be hit as well


def is_under(ground: PageScale, element: AnyElement, at: QPointF) -> bool:
    box = ground.rect(element.box)
    return box.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(at)


def topmost(ground: PageScale, drawn: Sequence[AnyElement], at: QPointF) -> str:
    """The element under a point that is drawn last; empty: none is there."""
    return next(iter(_stack(ground, drawn, at)), "")


def beneath(ground: PageScale, drawn: Sequence[AnyElement], at: QPointF, chosen: str) -> str:
    """What lies under the chosen element there; after the lowest comes the uppermost."""
    stack = _stack(ground, drawn, at)
    return stack[(stack.index(chosen) + 1) % len(stack)] if chosen in stack else ""


def _stack(ground: PageScale, drawn: Sequence[AnyElement], at: QPointF) -> list[str]:
    """All elements under a point, the uppermost first."""
    return [element.id for element in reversed(drawn) if is_under(ground, element, at)]
