"""Scanner set-up: prints the set-up card, and opens the scanner test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.parts.background import Lane
from ui.scanning.trial_sheet import TrialSheet

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.language import Language
    from checkin.paper.faces import Faces
    from checkin.settings import Settings
    from ui.parts.page import Page
    from ui.station.parts import StationParts

NAME = "set-up card.pdf"


def try_scanner(page: Page) -> None:
    """Opens the scanner test over the page."""
    page.open_sheet(TrialSheet(page.language, page.theme))


def takes(page: Page, text: str | None, serial: Settings | None) -> bool:
    """Passes a scan of a serial port or an image to an open test; returns whether there is one. `serial`: the
    settings of the serial port, or None for an image."""
    sheet = page.sheet
    if not isinstance(sheet, TrialSheet) or not sheet.isVisible():
        return False
    if text is None:
        sheet.show_half()
    else:
        sheet.show_read(text, serial.serial_speed if serial is not None else 0)
    return True


def save_card(page: Page, core: StationParts) -> None:
    """Saves the set-up card to a chosen file."""
    tr, faces = page.language, core.badges.faces
    path = core.files.to_save(page, tr.text("Set-up card"), NAME, tr.text("PDF (*.pdf)"))
    if path is not None:
        page.run(
            lambda: _save(path, tr, faces),
            lambda _: page.tell(tr.text("Saved. Print it at its full size.")),
            Lane.FREE,
        )


def _save(path: Path, language: Language, faces: Faces) -> None:
    from checkin.paper.setup_card import save_setup_card  # noqa: PLC0415 - lazy: imports the PDF writer

    save_setup_card(path, language, faces)
