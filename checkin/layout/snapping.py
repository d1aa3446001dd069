"""Snapping: a dragged edge snaps to edges, a middle to middles; returns the guide lines to show.

Pure: millimetres in, millimetres out. Within reach, a place snaps exactly; otherwise to a tenth.
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

_Place = tuple[float, bool]  # the coordinate, and whether it is a middle
SAME: Final = 0.005  # millimetres; two lines closer than that count as one
TENTHS: Final = 1


class Axis(Enum):
    ACROSS = "across"  # x coordinates
    DOWN = "down"  # y coordinates


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide line: its coordinate on one axis, and its start and end on the other."""

    axis: Axis
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Snapped:
    """The frame after snapping, and the guide lines it snapped to."""

    frame: Frame
    guides: tuple[Guide, ...] = ()


@dataclass(frozen=True, slots=True)
class Handle:
    """A corner or edge that is dragged: -1 is left or upper, 1 right or lower, 0 neither."""

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
    """What there is to snap to, and the snapping distance; a reach of 0 turns snapping off."""

    lines: tuple[tuple[Axis, _Line], ...]
    reach: float

    def drawn(self, frame: Frame) -> Snapped:
        """Snaps a frame that is moved as a whole."""
        left = self._nearest(Axis.ACROSS, _places(frame, Axis.ACROSS))
        top = self._nearest(Axis.DOWN, _places(frame, Axis.DOWN))
        moved = replace(
            frame,
            left=_taken(frame.left, left),
            top=_taken(frame.top, top),
        )
        return self._with_guides(moved, left is not None, top is not None)

    def sized(self, frame: Frame, handle: Handle, right: float, down: float) -> Snapped:
        """Snaps a frame whose dragged edges move by so much; the others stay."""
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
        """The shift that brings one of the places onto a line; None where none is within reach."""
        found = [
            line.at - place
            for which, line in self.lines
            for place, middle in places
            if which is axis and line.middle is middle
        ]
        near = [shift for shift in found if abs(shift) <= self.reach]
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
    """What an element can snap to: the page, its margin, and all other elements of its side."""
    element = layout.element(moving)
    page = layout.frame
    frames = [page]
    if layout.margin:
        frames.append(page.grown(-layout.margin))
    if element is not None:
        frames += [neighbour.box for neighbour in layout.on(element.side) if neighbour.id != moving]
    lines = [(axis, line) for frame in frames for axis in Axis for line in _lines(frame, axis)]
    return SnapLines(tuple(lines), reach)


def _lines(frame: Frame, axis: Axis) -> Iterator[_Line]:
    start, end = _span(frame, Axis.DOWN if axis is Axis.ACROSS else Axis.ACROSS)
    return (_Line(at, start, end, middle) for at, middle in _places(frame, axis))


def _places(frame: Frame, axis: Axis) -> tuple[_Place, ...]:
    """The two edges and the middle."""
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
    """Merges guide lines at the same place."""
    known: dict[tuple[Axis, float], Guide] = {}
    for guide in guides:
        key = (guide.axis, round(guide.at, 2))
        merged = known.get(key, guide)
        start, end = min(guide.start, merged.start), max(guide.end, merged.end)
        known[key] = replace(merged, start=start, end=end)
    return iter(known.values())


def _taken(place: float, by: float | None) -> float:
    return round(place, TENTHS) if by is None else place + by


def _edges(start: float, end: float, side: int, by: float) -> tuple[float, float]:
    if side < 0:
        return start + by, end
    return start, end + by if side else end


def _held(start: float, end: float, side: int, by: float | None) -> tuple[float, float]:
    """The dragged edge after snapping, or rounded to a tenth; never past the opposite edge."""
    if side < 0:
        return min(_taken(start, by), end - LEAST), end
    if side > 0:
        return start, max(_taken(end, by), start + LEAST)
    return start, end
