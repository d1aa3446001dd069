"""Dependencies of the page of desks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.parts.file_choice import FileChoice, NativeFiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.conflicts import Conflicts
    from checkin.desk.card_log import CardLog
    from checkin.domain import Event
    from checkin.export_log import ExportLog
    from checkin.joining import DeskInvitations, DeskRevocations
    from checkin.roles import Action
    from checkin.sync import ClockCorrections, Exchange


@dataclass(frozen=True, slots=True)
class DesksParts:
    """The parts of the store that the page uses."""

    exchange: Exchange
    invitations: DeskInvitations
    revocations: DeskRevocations
    clock_corrections: ClockCorrections
    conflicts: Conflicts
    export_log: ExportLog
    card_log: CardLog
    may: Callable[[Action], bool]
    event: Event
    files: FileChoice = field(default_factory=NativeFiles)
