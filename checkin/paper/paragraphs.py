"""Paragraphs on a page of paper (text setting): wrapped, and aligned to the side where reading starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.layout import Item, Text, TextField, TextStyle, wrap

if TYPE_CHECKING:
    from collections.abc import Generator

    from checkin.paper.faces import Faces

LEADING: Final = 1.4
INK: Final = "#12171f"


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Sets paragraphs in the column between `left` and `left + width`, in points."""

    faces: Faces
    left: float
    width: float
    rtl: bool

    def put(
        self, text: str, kind: TextStyle, indent: float, top: float
    ) -> Generator[Item, None, float]:
        """Draws the text from `top` down; returns where it ends. The indent is at the side of the start."""
        size = kind.largest
        for line in wrap(text, kind, (self.width - indent) / size, self.faces):
            top += size * LEADING
            width = line.width * size
            x = self.left + (self.width - indent - width if self.rtl else indent)
            for run in line.runs:
                part = run.width * size
                yield Text(run.text, x, top, part, size, run.face, INK, run.rtl, TextField.EVENT)
                x += part
        return top
