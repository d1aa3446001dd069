"""Entries about what goes on paper: badges and invitations."""

from __future__ import annotations

from checkin.domain import Tier
from checkin.journal.kinds import EntryDraft, EntryKind, two_sections


def badge_printed(delegate: str, code: str, known: int = 0) -> EntryDraft:
    """A badge came out. `known` is how many of this delegate the desk knew of before."""
    sections = two_sections({"delegate": delegate, "known": known}, {"code": code})
    return EntryDraft(EntryKind.BADGE_PRINTED, sections)


def badge_handed_out(delegate: str) -> EntryDraft:
    """The delegate, or who collects for them, has the badge."""
    return EntryDraft(EntryKind.BADGE_HANDED_OUT, {Tier.DOOR: {"delegate": delegate}})


def invited(delegate: str, code: str) -> EntryDraft:
    """An invitation was written, with that code. Whom an event invites is for organisers alone."""
    return EntryDraft(EntryKind.INVITED, {Tier.ORGANISER: {"delegate": delegate, "code": code}})
