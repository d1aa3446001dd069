"""The handbook as a PDF: set by Qt, with pictures of the window where they have been drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
)

from checkin.errors import DiskFull
from checkin.language import mark
from ui.help.handbook import PICTURE
from ui.parts.theme import base_font

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

A4_POINTS: Final = (595.0, 842.0)
MARGIN: Final = 48.0
DOTS_PER_INCH: Final = 96
POINTS: Final = 10.0


def write_handbook(markdown: str, pictures: Mapping[str, Path], path: Path) -> None:
    """Writes a Markdown text; a picture that is not there is left out. Raises `DiskFull`."""
    shown = PICTURE.sub(lambda found: found[0] if found[1] in pictures else "", markdown)
    document = QTextDocument()
    font = base_font()
    font.setPointSizeF(POINTS)
    document.setDefaultFont(font)
    document.setMarkdown(shown)
    # Afterwards: a new text clears what was added before it.
    for name in PICTURE.findall(shown):
        image = QImage(str(pictures[name]))
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
    width, height = ((side - 2 * MARGIN) * DOTS_PER_INCH / 72 for side in A4_POINTS)
    _fit_pictures(document, width)
    document.setPageSize(QSizeF(width, height))
    writer = QPdfWriter(str(path))
    writer.setResolution(DOTS_PER_INCH)
    a4, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(a4, upright, QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)))
    document.print_(writer)
    if not path.is_file() or not path.stat().st_size:
        raise DiskFull(
            mark("{path} cannot be written: is the disk full, or the place read-only?"), path=path
        )


def _fit_pictures(document: QTextDocument, width: float) -> None:
    """Pictures of the window become as wide as the text."""
    block = document.begin()
    while block.isValid():
        part = block.begin()
        while not part.atEnd():
            fragment = part.fragment()
            if fragment.charFormat().isImageFormat():
                picture = fragment.charFormat().toImageFormat()
                picture.setWidth(width)
                cursor = QTextCursor(document)
                cursor.setPosition(fragment.position())
                end = fragment.position() + fragment.length()
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(picture)
            part += 1
        block = block.next()
