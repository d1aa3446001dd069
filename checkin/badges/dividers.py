"""Dividers between piles of badges (tab cards): as large as a badge, with the letter or group of its pile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.badges.table_order import Piles
from checkin.domain import Delegate
from checkin.layout import Composer, Frame, Layout, PageSubject, Side
from checkin.layout.model import Align, Missing, ShapeElement, TextElement, Upright
from checkin.layout.script import Weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checkin.badges.table_order import Pile
    from checkin.layout import Composed, Setting

_LABEL: Final = "label"
_COUNT: Final = "count"
_LARGEST: Final = 400.0  # points; the place is the limit


def divider(pile: Pile, like: Layout, setting: Setting) -> Composed:
    """The divider of a pile, with the sides of the badges; it says how many they are."""
    count = setting.language.plural("{n} badge", "{n} badges", len(pile.delegates))
    content = Delegate(
        id="", number=0, name=pile.label, category=pile.category,
        extras={_LABEL: pile.label, _COUNT: count},
    )  # fmt: skip
    colour = "category" if pile.category else "black"
    return Composer(_layout(like, colour), setting).compose(PageSubject(content))


def between(
    badges: Mapping[str, Composed], delegates: Sequence[Delegate] | Piles, composer: Composer
) -> tuple[Composed, ...]:
    """The badges in their order, a divider before each pile that has any."""
    if not isinstance(delegates, Piles):
        return tuple(badges.values())
    pages: list[Composed] = []
    for pile in delegates.piles:
        made = [badges[delegate.id] for delegate in pile.delegates if delegate.id in badges]
        if made:
            pages += [divider(pile, composer.layout, composer.setting), *made]
    return tuple(pages)


def _layout(like: Layout, colour: str) -> Layout:
    elements = tuple(element for side in like.sides for element in _side(like, side, colour))
    return Layout(
        name="divider",
        width=like.width,
        height=like.height,
        elements=elements,
        missing=Missing.LEAVE_OUT,
    )


def _side(like: Layout, side: Side, colour: str) -> Iterator[ShapeElement | TextElement]:
    edge = max(like.margin, min(like.width, like.height) * 0.06)
    inside = like.frame.grown(-edge)
    strip = inside.height * 0.09
    yield ShapeElement(
        f"strip-{side}", Frame(inside.left, inside.top, inside.width, strip), side, fill=colour
    )
    yield TextElement(
        f"label-{side}",
        Frame(inside.left, inside.top + 1.5 * strip, inside.width, inside.height * 0.65),
        side,
        source=(f"extra.{_LABEL}",),
        weight=Weight.BOLD,
        largest=min(_LARGEST, inside.height * 1.6),
        lines=3,
        align=Align.CENTRE,
        colour="black",
    )
    yield TextElement(
        f"count-{side}",
        Frame(
            inside.left, inside.bottom - inside.height * 0.14, inside.width, inside.height * 0.14
        ),
        side,
        source=(f"extra.{_COUNT}",),
        largest=max(7.0, inside.height * 0.22),
        align=Align.CENTRE,
        upright=Upright.BOTTOM,
        colour="black",
    )
