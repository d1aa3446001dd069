"""What a People page is given in tests: real lists, and answers instead of file dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.fake_file_choice import Answered
from ui.people import ListParts

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station


def lists_of(station: Station, path: Path | None = None) -> ListParts:
    """The lists of a station; they are saved under the path."""
    return ListParts(station.reports, Answered(path), station.badges, station.mailing)
