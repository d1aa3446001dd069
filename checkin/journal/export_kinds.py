"""Entries about what leaves the store (export log, data egress): lists, badges, invitations, a purge."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.domain import Tier
from checkin.journal.kinds import EntryDraft, EntryKind, two_sections


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves: which list or paper, as what, with how many people, how many of them protected.

    `why` is what the operator says. `happened` and `operator` are of what was noted beside the journal, see
    `checkin.export_log`.
    """

    what: str
    form: str = ""
    people: int = 0
    protected: int = 0
    session: str = ""
    day: str = ""
    sealed: bool = False
    why: str = ""
    happened: int = 0
    operator: str = ""


def exported(leaving: Leaving) -> EntryDraft:
    """It leaves. Written before the file is, so that no file is without an entry. It names nobody but in `why`."""
    door = {
        "what": leaving.what,
        "form": leaving.form,
        "people": leaving.people,
        "protected": leaving.protected,
        "session": leaving.session,
        "day": leaving.day,
        "sealed": leaving.sealed,
        "happened": leaving.happened,
        "operator": leaving.operator,
    }
    return EntryDraft(EntryKind.EXPORTED, two_sections(door, {"why": leaving.why}))


def export_failed(export: str) -> EntryDraft:
    """What that entry says did not leave, or not whole: the file could not be written, or somebody stopped it."""
    return EntryDraft(EntryKind.EXPORT_FAILED, {Tier.DOOR: {"export": export}})


def cards_opened(count: int) -> EntryDraft:
    """An operator has opened so many cards in a short time, and nobody was checked in; not whose they were."""
    return EntryDraft(EntryKind.CARDS_OPENED, {Tier.DOOR: {"count": count}})
