"""Whole documents out of composed pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.paper.pdf import WRITING, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.layout import Composed, Sheet
    from checkin.paper.faces import Faces


def pages_of(badges: Sequence[Composed], sheet: Sheet | None, faces: Faces, title: str) -> bytes:
    """The badges as a PDF: filled onto sheets, or each on a page of its own size."""
    with WRITING:
        pen = Pen(faces, title)
        for index, badge in enumerate(badges):
            places = sheet.places if sheet else 1
            if index % places == 0:
                page = sheet or badge
                pen.begin(page.width, page.height)
            pen.place(badge, *(sheet.place(index) if sheet else (0.0, 0.0)))
            if index % places == places - 1 or index == len(badges) - 1:
                pen.end()
        return pen.finish()
