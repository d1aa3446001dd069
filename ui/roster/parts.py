"""Dependencies of the page Roster."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.parts.file_choice import FileChoice, NativeFiles

if TYPE_CHECKING:
    from checkin.domain import Event
    from checkin.photos.photos import Photos
    from checkin.remote import RemoteAttendance
    from checkin.roster import Roster


@dataclass(frozen=True, slots=True)
class RosterParts:
    """The parts of the store that the page uses."""

    roster: Roster
    photos: Photos
    remote: RemoteAttendance
    event: Event
    files: FileChoice = field(default_factory=NativeFiles)
