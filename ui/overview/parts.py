"""Dependencies of the page Overview."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.parts.file_choice import FileChoice, NativeFiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import Event
    from checkin.overview import Overview
    from checkin.remote import RemoteAttendance
    from checkin.roles import Action


@dataclass(frozen=True, slots=True)
class OverviewParts:
    """The parts of the store that the page uses."""

    overview: Overview
    remote: RemoteAttendance
    event: Event
    may: Callable[[Action], bool]
    files: FileChoice = field(default_factory=NativeFiles)
