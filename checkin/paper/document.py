"""PDF documents from composed pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.layout import Sheet
from checkin.paper.pdf import WRITING, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checkin.layout import Composed
    from checkin.paper.faces import Faces


def pages_of(
    badges: Sequence[Composed],
    sheet: Sheet | None,
    faces: Faces,
    title: str,
    drawn: Callable[[int], None] = lambda _: None,
) -> bytes:
    """The badges as a PDF: imposed on sheets, or one per page of its own size.

    Backs follow their fronts directly, for duplex printing; on a sheet each back lies behind its front when
    the paper is flipped along its longer edge. `drawn` is called with the number of badges done so far; an
    exception from it cancels the work.
    """
    with WRITING:
        pen = Pen(faces, title)
        if sheet is None:
            for number, badge in enumerate(badges):
                drawn(number)
                for side in badge.sides:
                    _page(pen, side, [(side, (0.0, 0.0))])
        else:
            _sheets(pen, badges, sheet, drawn)
        return pen.finish()


def _sheets(
    pen: Pen, badges: Sequence[Composed], sheet: Sheet, drawn: Callable[[int], None]
) -> None:
    pages: dict[int, list[int]] = {}
    for index in range(len(badges)):
        pages.setdefault(sheet.page_of(index), []).append(index)
    for indices in pages.values():
        drawn(indices[0])
        _page(pen, sheet, [(badges[index], sheet.place(index)) for index in indices])
        backs = [
            (back, sheet.back_place(index)) for index in indices if (back := badges[index].back)
        ]
        if backs:
            _page(pen, sheet, backs)


def _page(
    pen: Pen, size: Composed | Sheet, placed: Sequence[tuple[Composed, tuple[float, float]]]
) -> None:
    pen.begin(size.width, size.height)
    for badge, place in placed:
        pen.place(badge, *place)
    if isinstance(size, Sheet):
        pen.draw(size.crop_marks(), 0.0, size.height)
    pen.end()
