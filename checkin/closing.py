"""Closing an event (wrap-up): what is still open, and what is kept before the names are destroyed.

The order is: exchange for the last time, reports, archive, `purging`. Nothing here destroys anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import Format, ListKind
from checkin.errors import NotPossible
from checkin.language import mark
from checkin.reports import Asked
from checkin.roles import Action
from checkin.store import backup
from checkin.sync import DeskPhase, desks

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.conflicts import Conflicts
    from checkin.language import Language
    from checkin.reports import Reports
    from checkin.roles import Require
    from checkin.sync import Exchange

# Each with its name as a file; the first is anonymous and may stay.
KEPT: Final = (
    (ListKind.TOTALS, Format.XLSX),
    (ListKind.TOTALS, Format.PDF),
    (ListKind.MATRIX, Format.XLSX),
    (ListKind.ATTENDANCE, Format.XLSX),
    (ListKind.REFUSALS, Format.XLSX),
    (ListKind.COLUMNS, Format.XLSX),
    (ListKind.JOURNAL, Format.CSV),
)
ANONYMOUS: Final = frozenset({ListKind.TOTALS})


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What should be done before the event ends.

    `desks`: the names of those which have not confirmed that they hold all that is known here.
    """

    desks: tuple[str, ...]
    to_settle: int
    held: int

    @property
    def is_nothing(self) -> bool:
        return not (self.desks or self.to_settle or self.held)


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of one event, for an organiser. `require` is that of the shift."""

    exchange: Exchange
    conflicts: Conflicts
    reports: Reports
    require: Require

    def still_open(self) -> StillOpen:
        """What is not finished yet. Raises `NotAllowed`."""
        self.require(Action.EXPORT)
        found = self.conflicts.counts()
        waited_for = tuple(
            desk.name
            for desk in desks(self.exchange)
            if not desk.is_this
            and desk.phase is not DeskPhase.REVOKED
            and (desk.lacks is None or desk.lacks)
        )
        return StillOpen(waited_for, found.to_settle, found.held)

    def save_reports(
        self, folder: Path, language: Language, *, anonymous: bool = False
    ) -> tuple[Path, ...]:
        """Writes the reports into a new folder; with `anonymous` only those that name nobody.

        Raises `NotAllowed`, `DiskFull`, and `NotPossible` where the folder is there and not empty.
        """
        self.require(Action.EXPORT)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise NotPossible(mark("{path} is not empty. Choose a new folder."), path=folder)
        with backup.disk(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = []
        for kind, form in KEPT:
            if anonymous and kind not in ANONYMOUS:
                continue
            path = folder / f"{kind}.{form}"
            self.reports.write(self.reports.table(Asked(kind), language), form, path)
            written.append(path)
        return tuple(written)
