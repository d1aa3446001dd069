"""Vector outlines as polygons: glyphs (flattened curves, by HarfBuzz), boxes, circles and lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checkin.layout import Box, Face, Stroke
    from checkin.paper.faces import Faces

Point = tuple[float, float]
Contour = tuple[Point, ...]
Matrix = tuple[float, float, float, float, float, float]

STEPS: Final = 8  # segments per curve; at 600 dpi the error is below half a dot
ROUND: Final = 24  # segments per circle of a few millimetres


class GlyphOutlines:
    """Polygons of glyphs, in thousandths of the type size, y upwards; cached."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._known: dict[tuple[Face, int], tuple[Contour, ...]] = {}

    def glyph_outlines(self, face: Face, number: int) -> tuple[Contour, ...]:
        key = (face, number)
        known = self._known.get(key)
        if known is None:
            pen = _Flattening()
            self._faces.draw(face, number, pen)
            known = self._known[key] = tuple(pen.contours)
        return known


class _Flattening:
    """A fontTools pen that flattens curves to line segments."""

    def __init__(self) -> None:
        self.contours: list[Contour] = []
        self._points: list[Point] = []

    def moveTo(self, to: Point) -> None:  # noqa: N802 - HarfBuzz calls these by their name
        self._points = [to]

    def lineTo(self, to: Point) -> None:  # noqa: N802
        self._points.append(to)

    def qCurveTo(self, control: Point, to: Point) -> None:  # noqa: N802
        x0, y0 = self._points[-1]
        (x1, y1), (x2, y2) = control, to
        for step in range(1, STEPS + 1):
            t = step / STEPS
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            self._points.append((a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2))

    def curveTo(self, first: Point, second: Point, to: Point) -> None:  # noqa: N802
        x0, y0 = self._points[-1]
        (x1, y1), (x2, y2), (x3, y3) = first, second, to
        for step in range(1, STEPS + 1):
            t = step / STEPS
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            self._points.append(
                (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
            )

    def closePath(self) -> None:  # noqa: N802
        if len(self._points) > 2:
            self.contours.append(tuple(self._points))
        self._points = []


def moved(contour: Contour, matrix: Matrix) -> Contour:
    """Transforms the contour by the matrix."""
    a, b, c, d, e, f = matrix
    return tuple([(a * x + c * y + e, b * x + d * y + f) for x, y in contour])


def combined(outer: Matrix, inner: Matrix) -> Matrix:
    """The product of two transforms: first the inner, then the outer one."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (
        a * p + c * q,
        b * p + d * q,
        a * r + c * s,
        b * r + d * s,
        a * t + c * u + e,
        b * t + d * u + f,
    )


def rectangle(box: Box, radius: float = 0.0) -> Contour:
    """The outline of a box with rounded corners."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    r = min(radius, box.width / 2, box.height / 2)
    if r <= 0:
        return ((left, top), (right, top), (right, bottom), (left, bottom))
    corners = (
        (right - r, top + r, -90),
        (right - r, bottom - r, 0),
        (left + r, bottom - r, 90),
        (left + r, top + r, 180),
    )
    return tuple(
        point for x, y, start in corners for point in _arc(x, y, r, start, start + 90, ROUND // 4)
    )


def circle(x: float, y: float, radius: float) -> Contour:
    return tuple(_arc(x, y, radius, 0, 360, ROUND)[:-1])


def line(item: Stroke) -> tuple[Contour, ...]:
    """A line with round caps, or its dashes with butt caps."""
    length = math.hypot(item.x2 - item.x1, item.y2 - item.y1)
    if not length:
        return (circle(item.x1, item.y1, item.thickness / 2),)
    ux, uy = (item.x2 - item.x1) / length, (item.y2 - item.y1) / length
    half = item.thickness / 2
    if item.dash:
        starts = [2 * item.dash * n for n in range(math.ceil(length / (2 * item.dash)))]
        spans = [(start, min(start + item.dash, length)) for start in starts]
    else:
        spans = [(0.0, length)]
    bars = tuple(
        (
            (item.x1 + ux * start - uy * half, item.y1 + uy * start + ux * half),
            (item.x1 + ux * end - uy * half, item.y1 + uy * end + ux * half),
            (item.x1 + ux * end + uy * half, item.y1 + uy * end - ux * half),
            (item.x1 + ux * start + uy * half, item.y1 + uy * start - ux * half),
        )
        for start, end in spans
    )
    if item.dash:
        return bars
    # The same winding direction as the bar, or the overlap would count as a hole.
    ends = tuple(
        tuple(reversed(circle(*at, half))) for at in ((item.x1, item.y1), (item.x2, item.y2))
    )
    return (*bars, *ends)


def _arc(x: float, y: float, r: float, start: float, end: float, pieces: int) -> list[Point]:
    angles = (math.radians(start + (end - start) * n / pieces) for n in range(pieces + 1))
    return [(x + r * math.cos(angle), y + r * math.sin(angle)) for angle in angles]
