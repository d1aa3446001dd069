"""Held entries (quarantine): what has arrived, does not count yet, and may need a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeldEntries:
    """Entries of one desk that came one way and are held for one reason.

    `name` is the desk's, empty where it is not known here. `since` is this machine's wall clock when the first of them
    came. `is_here`: the journal has the true ones. `needs_person`: nothing that comes by itself will settle it.
    """

    desk: str
    name: str
    reason: str  # of `journal.receiving.HeldReason`
    source: str  # bundle, folder, hub or invitation
    since: int
    count: int
    is_here: bool = False
    needs_person: bool = False
