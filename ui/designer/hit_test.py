"""Hit testing: which element of a layout lies under a point of the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF

    from checkin.layout.model import AnyElement
    from ui.designer.ruler import PageScale

NEAR: Final = 4.0  # pixels; tolerance, so that a hairline can be hit


def is_under(ground: PageScale, element: AnyElement, at: QPointF) -> bool:
    box = ground.rect(element.box)
    return box.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(at)


def topmost(ground: PageScale, drawn: Sequence[AnyElement], at: QPointF) -> str:
    """The topmost element under a point; empty when there is none."""
    return next(iter(_stack(ground, drawn, at)), "")


def beneath(ground: PageScale, drawn: Sequence[AnyElement], at: QPointF, chosen: str) -> str:
    """The next element below the selected one at that point; after the lowest comes the topmost."""
    stack = _stack(ground, drawn, at)
    return stack[(stack.index(chosen) + 1) % len(stack)] if chosen in stack else ""


def _stack(ground: PageScale, drawn: Sequence[AnyElement], at: QPointF) -> list[str]:
    """All elements under a point, topmost first."""
    return [element.id for element in reversed(drawn) if is_under(ground, element, at)]
