"""PDF folder as a printer: each job becomes a PDF file."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from checkin import files
from checkin.errors import PrinterTrouble
from checkin.language import mark
from checkin.printers.printer import Came

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from checkin.layout import Composed
    from checkin.printers.printer import Size


class PdfFolderPrinter:
    """Writes each job as a PDF into a folder, under a file name without personal data."""

    def __init__(self, folder: Path, draw: Callable[[Sequence[Composed]], bytes]) -> None:
        self._folder = folder
        self._draw = draw

    @property
    def name(self) -> str:
        return str(self._folder)

    def check(self, size: Size) -> None:
        """Accepts any page size."""

    def send(self, badges: Sequence[Composed]) -> Came:
        path = self._folder / f"badges-{secrets.token_hex(8)}.pdf"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.replace(path, self._draw(badges))
        except OSError as error:
            sentence = mark("{folder} cannot be written: is the disk full, or the place read-only?")
            raise PrinterTrouble(sentence, folder=self._folder) from error
        return Came.OUT

    def rest(self) -> None:
        """Does nothing: there is no connection to release."""
