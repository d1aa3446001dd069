"""Moving by hand: edges that draw edges towards them, middles that draw middles, and the lines that say so.

Pure: millimetres in, millimetres out. What is near enough is taken exactly, anything else to a tenth.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from checkin.layout.edit import LEAST
from checkin.layout.model import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checkin.layout.model import Layout

_Place = tuple[float, bool]  # where, and whether it is a middle
SAME: Final = 0.005  # millimetres; two lines that far apart are one
TENTHS: Final = 1


class Axis(Enum):
    ACROSS = "across"  # places from the left
    DOWN = "down"  # places from the top


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that something was drawn to: at a place of its axis, from here to there along the other."""

    axis: Axis
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Snapped:
    """Where a frame ended up, and along which lines."""

    frame: Frame
    guides: tuple[Guide, ...] = ()


@dataclass(frozen=True, slots=True)
class Handle:
    """A corner or edge that is held: -1 is left or upper, 1 right or lower, 0 neither."""

    across: int
    down: int


HANDLES: Final = tuple(
    Handle(across, down) for down in (-1, 0, 1) for across in (-1, 0, 1) if across or down
)


@dataclass(frozen=True, slots=True)
class _Line:
    at: float
    start: float
    end: float
    middle: bool


@dataclass(frozen=True, slots=True)
class SnapLines:
    """What there is to snap to, and from how far; nothing at all with a reach of 0."""

    lines: tuple[tuple[Axis, _Line], ...]
    reach: float

    def drawn(self, frame: Frame) -> Snapped:
        """A frame that is moved as it is."""
        left = self._nearest(Axis.ACROSS, _places(frame, Axis.ACROSS))
        top = self._nearest(Axis.DOWN, _places(frame, Axis.DOWN))
        moved = replace(
            frame,
            left=_taken(frame.left, left),
            top=_taken(frame.top, top),
        )
        return self._with_guides(moved, left is not None, top is not None)

    def sized(self, frame: Frame, handle: Handle, right: float, down: float) -> Snapped:
        """A frame whose held edges are moved by so much; the others stay."""
        left, end = _edges(frame.left, frame.right, handle.across, right)
        top, foot = _edges(frame.top, frame.bottom, handle.down, down)
        across = self._edge(Axis.ACROSS, handle.across, (left, end))
        upright = self._edge(Axis.DOWN, handle.down, (top, foot))
        left, end = _held(left, end, handle.across, across)
        top, foot = _held(top, foot, handle.down, upright)
        sized = Frame(left, top, end - left, foot - top)
        return self._with_guides(sized, across is not None, upright is not None)

    def _edge(self, axis: Axis, side: int, edges: tuple[float, float]) -> float | None:
        if not side:
            return None
        return self._nearest(axis, ((edges[0] if side < 0 else edges[1], False),))

    def _nearest(self, axis: Axis, places: Sequence[_Place]) -> float | None:
        """By how much to move so that one of the places lies on a line; None where none is near."""
        found = [
            line.at - place
            for which, line in self.lines
            for place, middle in places
            if which is axis and line.middle is middle
        ]
        near = [one for one in found if abs(one) <= self.reach]
        return min(near, key=abs, default=None)

    def _with_guides(self, frame: Frame, across: bool, down: bool) -> Snapped:  # noqa: FBT001
        wanted = {Axis.ACROSS: across, Axis.DOWN: down}
        guides = [
            _guide(axis, line, frame)
            for axis, line in self.lines
            if wanted[axis] and _lies_on(line, frame, axis)
        ]
        return Snapped(frame, tuple(_joined(guides)))


def field_of(layout: Layout, moving: str, reach: float) -> SnapLines:
    """What an element of the layout can be drawn to: the page, its margin, and all others of its side."""
    element = layout.element(moving)
    page = layout.frame
    frames = [page]
    if layout.margin:
        frames.append(page.grown(-layout.margin))
    if element is not None:
        frames += [one.box for one in layout.on(element.side) if one.id != moving]
    lines = [(axis, line) for frame in frames for axis in Axis for line in _lines(frame, axis)]
    return SnapLines(tuple(lines), reach)


def _lines(frame: Frame, axis: Axis) -> Iterator[_Line]:
    start, end = _span(frame, Axis.DOWN if axis is Axis.ACROSS else Axis.ACROSS)
    return (_Line(at, start, end, middle) for at, middle in _places(frame, axis))


def _places(frame: Frame, axis: Axis) -> tuple[_Place, ...]:
    """The edges and the middle."""
    start, end = _span(frame, axis)
    return (start, False), ((start + end) / 2, True), (end, False)


def _lies_on(line: _Line, frame: Frame, axis: Axis) -> bool:
    return any(
        abs(line.at - at) < SAME and line.middle is middle for at, middle in _places(frame, axis)
    )


def _span(frame: Frame, axis: Axis) -> tuple[float, float]:
    return (frame.left, frame.right) if axis is Axis.ACROSS else (frame.top, frame.bottom)


def _guide(axis: Axis, line: _Line, frame: Frame) -> Guide:
    start, end = _span(frame, Axis.DOWN if axis is Axis.ACROSS else Axis.ACROSS)
    return Guide(axis, line.at, min(start, line.start), max(end, line.end))


def _joined(guides: Iterable[Guide]) -> Iterator[Guide]:
    """Those at one place as one line."""
    known: dict[tuple[Axis, float], Guide] = {}
    for guide in guides:
        key = (guide.axis, round(guide.at, 2))
        other = known.get(key, guide)
        start, end = min(guide.start, other.start), max(guide.end, other.end)
        known[key] = replace(other, start=start, end=end)
    return iter(known.values())


def _taken(place: float, by: float | None) -> float:
    return round(place, TENTHS) if by is None else place + by


def _edges(start: float, end: float, side: int, by: float) -> tuple[float, float]:
    if side < 0:
        return start + by, end
    return start, end + by if side else end


def _held(start: float, end: float, side: int, by: float | None) -> tuple[float, float]:
    """The held edge where it ends up: on its line, or at a tenth; never past the other one."""
    if side < 0:
        return min(_taken(start, by), end - LEAST), end
    if side > 0:
        return start, max(_taken(end, by), start + LEAST)
    return start, end
