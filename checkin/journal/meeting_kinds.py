"""Entry kinds about video meetings."""

from __future__ import annotations

from typing import Any

from checkin.domain import Tier
from checkin.journal.kinds import EntryDraft, EntryKind


def attended_remotely(
    delegate: str, session: str, minutes: int, between: tuple[int, int] | None, batch: str
) -> EntryDraft:
    """A delegate was in the video meeting of a session so long, between two instants where the report has them.

    Several of one delegate add up, see `meetings.together`. It counts with its batch, as rows of an import do.
    """
    door: dict[str, Any] = {"delegate": delegate, "session": session, "minutes": minutes}
    if between is not None:
        door["from"], door["until"] = between
    return EntryDraft(EntryKind.ATTENDED_REMOTELY, {Tier.DOOR: {**door, "batch": batch}})
