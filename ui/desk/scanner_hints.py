"""What the desk tells of a scan that failed: half a code came, or an input method stood between."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.desk.live_search import LiveSearch
    from ui.desk.view import DeskView
    from ui.scanning.scanner_input import ScannerInput


def listen(scanner: ScannerInput, page: DeskView, looking: LiveSearch) -> None:
    """Tells of it on the page."""

    def drop_torso() -> None:
        """Half a code: neither it nor what was found by it may wait for an Enter."""
        page.field.edit.clear()
        looking.look()
        page.tell(page.language.text("Only a part of a code came. Scan it once more."))

    def warn_of_input_method() -> None:
        page.field.edit.clear()
        page.tell(
            page.language.text(
                "The keyboard's input method is on, so the scanner cannot be read. Switch it off."
            )
        )

    scanner.broken_off.connect(drop_torso)
    scanner.composing.connect(warn_of_input_method)
