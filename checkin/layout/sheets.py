"""Sheets (imposition, n-up printing): several badges per page, crop marks, mirrored backs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from checkin import outside
from checkin.errors import BadLayout, NotFound, NotPossible
from checkin.language import mark
from checkin.layout.items import Stroke, mm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checkin.layout.model import Layout

A4: Final = (mm(210), mm(297))
LETTER: Final = (mm(215.9), mm(279.4))
MARK: Final = mm(4)  # length of a crop mark
AWAY: Final = mm(1)  # distance of a crop mark from the corner
HAIR: Final = 0.25  # points
FITS: Final = 0.3  # tolerance in millimetres between a badge and its cell
_KEYS: Final = ("width", "height", "left", "top", "columns", "rows", "cell", "gap", "marks")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with cells for several badges, filled row by row; lengths are points.

    The first `start` cells stay empty: they were used before. `marks` says whether crop marks are printed.
    Backs are mirrored, for duplex printing along the longer edge.
    """

    name: str
    width: float
    height: float
    left: float
    top: float
    columns: int
    rows: int
    step_x: float
    step_y: float
    cell_width: float = 0.0
    cell_height: float = 0.0
    marks: bool = False
    start: int = 0

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def starting(self, at: int) -> Sheet:
        """The same sheet with its first `at` cells left empty; raises `NotPossible`."""
        if not 0 <= at < self.places:
            raise NotPossible(
                mark("The sheet {name} has the places 1 to {most}."),
                name=self.name,
                most=self.places,
            )
        return replace(self, start=at)

    def page_of(self, index: int) -> int:
        """The page, from 0, of the badge with that index."""
        return (index + self.start) // self.places

    def pages(self, count: int) -> int:
        """How many pages `count` badges take."""
        return self.page_of(count - 1) + 1 if count else 0

    def place(self, index: int) -> tuple[float, float]:
        """The upper left corner of the badge with that index on its page."""
        row, column = divmod((index + self.start) % self.places, self.columns)
        return self.left + column * self.step_x, self.top + row * self.step_y

    def back_place(self, index: int) -> tuple[float, float]:
        """The upper left corner of its back, on the other side of that page."""
        left, top = self.place(index)
        return self.width - left - self.cell_width, top

    def crop_marks(self) -> Iterator[Stroke]:
        """Yields the crop marks: short lines outside the badges, in line with their edges."""
        if not self.marks:
            return
        right = self.left + (self.columns - 1) * self.step_x + self.cell_width
        bottom = self.top + (self.rows - 1) * self.step_y + self.cell_height
        for column in range(self.columns):
            start = self.left + column * self.step_x
            for edge in (start, start + self.cell_width):
                yield _mark(edge, self.top - AWAY - MARK, edge, self.top - AWAY)
                yield _mark(edge, bottom + AWAY, edge, bottom + AWAY + MARK)
        for row in range(self.rows):
            above = self.top + row * self.step_y
            for edge in (above, above + self.cell_height):
                yield _mark(self.left - AWAY - MARK, edge, self.left - AWAY, edge)
                yield _mark(right + AWAY, edge, right + AWAY + MARK, edge)

    def takes(self, layout: Layout) -> bool:
        """Whether a badge of that layout has the size of the cells."""
        slack = mm(FITS)
        return (
            abs(self.cell_width - mm(layout.width)) <= slack
            and abs(self.cell_height - mm(layout.height)) <= slack
        )


def _mark(x1: float, y1: float, x2: float, y2: float) -> Stroke:
    return Stroke(x1, y1, x2, y2, HAIR, "#000000")


def sheet(name: str, size: tuple[float, float], **facts: Any) -> Sheet:
    """A sheet given in millimetres: `left`, `top`, `columns`, `rows`, `cell`, `gap`, `marks`."""
    (width, height), (across, down) = facts["cell"], facts.get("gap", (0, 0))
    return Sheet(
        name,
        *size,
        mm(facts["left"]),
        mm(facts["top"]),
        facts["columns"],
        facts["rows"],
        mm(width + across),
        mm(height + down),
        mm(width),
        mm(height),
        facts.get("marks", False),
    )


BUILT_IN: Final[Mapping[str, Sheet]] = MappingProxyType(
    {
        known.name: known
        for known in (
            # A-one 51002 and compatible: ten business cards, cut without gaps.
            sheet("a4-10", A4, left=14, top=11, columns=2, rows=5, cell=(91, 55)),
            sheet("a4-8-a7", A4, left=0, top=0.5, columns=2, rows=4, cell=(105, 74)),
            sheet("a4-4-a6", A4, left=0, top=0.5, columns=2, rows=2, cell=(105, 148)),
            sheet("a4-2-fold", A4, left=0, top=0.5, columns=1, rows=2, cell=(210, 148)),
            # Plastic cards are thick: they are cut one by one, with gaps between them.
            sheet(
                "a4-8-card",
                A4,
                left=14.4,
                top=20.5,
                columns=2,
                rows=4,
                cell=(85.6, 54),
                gap=(10, 13.4),
                marks=True,
            ),
            # Avery 5392 and compatible.
            sheet("letter-6", LETTER, left=6.35, top=25.4, columns=2, rows=3, cell=(101.6, 76.2)),
            # 24 labels without margins, as many makers cut them.
            sheet("a4-24", A4, left=0, top=0.5, columns=3, rows=8, cell=(70, 37)),
        )
    }
)
SHEETS: Final[Mapping[str, Sheet]] = MappingProxyType({"a4-10": BUILT_IN["a4-10"]})
"""Those that take the usual badge of 91 × 55 mm; `sheets_for` tells those of any layout."""

PAPERS: Final = MappingProxyType({"a4": A4, "letter": LETTER})
"""Plain paper by name: filled with as many badges as fit, with crop marks."""


def single(layout: Layout) -> Sheet:
    """One badge per page, of its own size."""
    width, height = mm(layout.width), mm(layout.height)
    return Sheet("", width, height, 0, 0, 1, 1, width, height, width, height)


def sheets_for(layout: Layout, known: Mapping[str, Sheet] = BUILT_IN) -> tuple[str, ...]:
    """The names of the sheets that fit the layout, plain paper last."""
    fitting = [name for name, known_sheet in known.items() if known_sheet.takes(layout)]
    plain = [name for name in PAPERS if _filled(name, layout)]
    return (*fitting, *plain)


def sheet_named(name: str, layout: Layout, known: Mapping[str, Sheet] = BUILT_IN) -> Sheet:
    """The sheet of that name; an empty name gives one badge per page of its own size.

    Raises `NotFound`, or `NotPossible` where the layout does not have the size of the cells.
    """
    if not name:
        return single(layout)
    found = known.get(name) or (_filled(name, layout) if name in PAPERS else None)
    if found is None:
        names = ", ".join((*known, *PAPERS))
        raise NotFound(mark("There is no sheet {name}; there is: {known}."), name=name, known=names)
    if not found.takes(layout):
        fitting = ", ".join(sheets_for(layout, known)) or "-"
        raise NotPossible(
            mark("The sheet {name} is cut for another size than {layout}. There is: {known}."),
            name=name,
            layout=layout.name,
            known=fitting,
        )
    return found


def _filled(paper: str, layout: Layout) -> Sheet | None:
    """Plain paper filled with a layout, portrait or landscape, whichever holds more; None if none fits."""
    width, height = PAPERS[paper]
    made = [_grid(paper, size, layout) for size in ((width, height), (height, width))]
    return max(filter(None, made), key=lambda candidate: candidate.places, default=None)


def _grid(name: str, size: tuple[float, float], layout: Layout) -> Sheet | None:
    cell = (mm(layout.width), mm(layout.height))
    for edge in (MARK + 2 * AWAY, 0.0):
        columns, rows = (
            int((whole - 2 * edge + 0.01) // length)
            for whole, length in zip(size, cell, strict=True)
        )
        if columns and rows:
            left, top = (size[0] - columns * cell[0]) / 2, (size[1] - rows * cell[1]) / 2
            return Sheet(name, *size, left, top, columns, rows, *cell, *cell, marks=edge > 0)
    return None


def read_sheets(text: str, name: str) -> dict[str, Sheet]:
    """Parses a sheets file: `[NAME]` and its measures in millimetres; raises `BadLayout`."""
    try:
        raw = outside.toml(text)
        return {str(key): _checked(str(key), value) for key, value in raw.items()}
    except tomllib.TOMLDecodeError as error:
        raise BadLayout(
            mark("{layout}: this is no TOML ({reason})."), layout=name, reason=error
        ) from error
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BadLayout(
            mark("{layout}: a sheet needs the keys {known}."), layout=name, known=", ".join(_KEYS)
        ) from error


def _checked(name: str, value: Mapping[str, Any]) -> Sheet:
    if not set(value) <= set(_KEYS):
        raise ValueError(name)
    size = (mm(float(value["width"])), mm(float(value["height"])))
    cell = tuple(float(length) for length in value["cell"])
    gap = tuple(float(length) for length in value.get("gap", (0, 0)))
    columns, rows = int(value["columns"]), int(value["rows"])
    if (
        not (0 < columns <= 50 and 0 < rows <= 50)
        or len(cell) != 2
        or len(gap) != 2
        or min(*size, *cell) <= 0
    ):
        raise ValueError(name)
    return sheet(
        name,
        size,
        left=float(value["left"]),
        top=float(value["top"]),
        columns=columns,
        rows=rows,
        cell=cell,
        gap=gap,
        marks=value.get("marks") is True,
    )
