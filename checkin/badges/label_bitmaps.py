"""Bitmaps of badges for label printers."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkin.layout import Composed
    from checkin.paper.faces import Faces
    from checkin.paper.raster import Bitmap, Rasteriser


class LabelBitmaps:
    """Implements `checkin.printers.Draw`; thread-safe, one at a time."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._lock = threading.Lock()
        self._rasteriser: Rasteriser | None = None

    def __call__(self, page: Composed, dpi: int, turn: int) -> Bitmap:
        # Pillow is slow to import, and most desks have no label printer.
        from checkin.paper.raster import Rasteriser  # noqa: PLC0415

        with self._lock:
            if self._rasteriser is None:
                self._rasteriser = Rasteriser(self._faces)
            return self._rasteriser.bitmap(page, dpi, turn=turn)
