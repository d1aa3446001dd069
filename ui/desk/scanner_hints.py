"""Error hints for failed scans: an incomplete code, or an active input method (IME)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.desk.live_search import LiveSearch
    from ui.desk.view import DeskView
    from ui.scanning.scanner_input import ScannerInput


def listen(scanner: ScannerInput, page: DeskView, looking: LiveSearch) -> None:
    """Shows the scanner's errors on the page."""

    def drop_torso() -> None:
        """An incomplete code: neither it nor its search results may wait for an Enter."""
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
