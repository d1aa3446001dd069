"""Polygon filling (scanline rasteriser, non-zero winding rule), with or without anti-aliasing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checkin.paper.outlines import Contour

FINE: Final = 4  # sub-rows per pixel row, for anti-aliasing
Span = tuple[float, float]
Rows = dict[int, list[tuple[float, int]]]


class Canvas:
    """A greyscale bitmap, 0 black to 255 white, row by row; drawing paints over what is there.

    With `smooth`, edges are anti-aliased; otherwise a pixel is inked if its centre is.
    """

    def __init__(self, width: int, height: int, *, smooth: bool) -> None:
        self.width = width
        self.height = height
        self.smooth = smooth
        self.dots = bytearray(b"\xff") * (width * height)

    def fill(self, contours: Iterable[Contour], grey: int) -> None:
        """Fills the polygons, given in pixels."""
        if self.smooth:
            self._fill_smooth(contours, grey)
        else:
            self._fill_sharp(contours, grey)

    def rectangle(self, left: int, top: int, right: int, bottom: int, grey: int) -> None:
        """Fills whole pixels."""
        left, right = max(0, left), min(self.width, right)
        line = bytes([grey]) * (right - left)
        for row in range(max(0, top), min(self.height, bottom)):
            start = row * self.width
            self.dots[start + left : start + right] = line

    def _fill_sharp(self, contours: Iterable[Contour], grey: int) -> None:
        ink = bytes([grey])
        for row, crossings in _crossings(contours, 1, self.height).items():
            start = row * self.width
            for first, last in _spans(crossings):
                left = max(0, int(first + 0.5))
                right = min(self.width, int(last + 0.5))
                if right > left:
                    self.dots[start + left : start + right] = ink * (right - left)

    def _fill_smooth(self, contours: Iterable[Contour], grey: int) -> None:
        fine = _crossings(contours, FINE, self.height)
        rows: dict[int, list[Span]] = {}
        for number, crossings in fine.items():
            rows.setdefault(number // FINE, []).extend(_spans(crossings))
        for row, spans in rows.items():
            self._blend(row, spans, grey)

    def _blend(self, row: int, spans: list[Span], grey: int) -> None:
        """Blends the ink into a row by how much of each pixel the spans cover."""
        first = max(0, int(min(span[0] for span in spans)))
        last = min(self.width, int(max(span[1] for span in spans)) + 1)
        if last <= first:
            return
        partly = [0.0] * (last - first + 1)
        wholly = [0] * (last - first + 1)
        for left, right in spans:
            _cover(partly, wholly, max(left, first) - first, min(right, last) - first)
        start = row * self.width + first
        full = 0
        for index in range(last - first):
            full += wholly[index]
            covered = (full + partly[index]) / FINE
            if covered > 0:
                under = self.dots[start + index]
                mixed = under + (grey - under) * min(1.0, covered)
                self.dots[start + index] = int(mixed + 0.5)


def _cover(partly: list[float], wholly: list[int], left: float, right: float) -> None:
    """Adds a span of one sub-row: inner pixels by their range, the two end pixels by their share."""
    if right <= left:
        return
    first, last = int(left), int(right)
    if first == last:
        partly[first] += right - left
        return
    partly[first] += first + 1 - left
    partly[last] += right - last
    wholly[first + 1] += 1
    wholly[last] -= 1


def _crossings(contours: Iterable[Contour], fine: int, height: int) -> Rows:
    """Row → where edges cross its middle, and whether downwards (1) or upwards (-1)."""
    rows: Rows = {}
    limit = height * fine
    for contour in contours:
        x0, y0 = contour[-1]
        for x1, y1 in contour:
            if y0 != y1:
                _edge(rows, (x0, y0 * fine, x1, y1 * fine), limit)
            x0, y0 = x1, y1
    return rows


def _edge(rows: Rows, edge: tuple[float, float, float, float], limit: int) -> None:
    x0, y0, x1, y1 = edge
    way = 1
    if y0 > y1:
        x0, y0, x1, y1, way = x1, y1, x0, y0, -1
    first, last = max(0, int(y0 + 0.5)), min(limit, int(y1 + 0.5))
    if first >= last:
        return
    slope = (x1 - x0) / (y1 - y0)
    x = x0 + (first + 0.5 - y0) * slope
    for row in range(first, last):
        found = rows.get(row)
        if found is None:
            rows[row] = [(x, way)]
        else:
            found.append((x, way))
        x += slope


def _spans(crossings: list[tuple[float, int]]) -> Iterator[Span]:
    """The spans inside: where the winding number is not zero."""
    crossings.sort()
    wound, start = 0, 0.0
    for x, way in crossings:
        if wound == 0:
            start = x
        wound += way
        if wound == 0 and x > start:
            yield start, x
