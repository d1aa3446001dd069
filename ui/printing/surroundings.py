"""What the window knows of its machine when it asks whether the desk is ready (see `checkin.readiness`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.readiness import Surroundings
from checkin.settings import Printing
from ui.printing import printer_choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import LinkState
    from checkin.errors import KnownError
    from checkin.settings import Settings


def surroundings(
    chosen: Settings,
    link: LinkState,
    shared_by: str,
    trouble: Callable[[str], KnownError | None],
) -> Surroundings:
    """`trouble` asks the printer, and may be slow: call it behind the window."""
    printer = chosen.printer
    return Surroundings(
        printer=printer_choice.shown(printer),
        trouble=trouble(printer) if printer else None,
        prints=chosen.printing in {Printing.ONCE, Printing.ALWAYS},
        second_place=chosen.second_backup,
        link=link,
        shared_by=shared_by,
    )
