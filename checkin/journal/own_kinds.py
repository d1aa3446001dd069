"""Entries about the event's own columns and questions (custom fields), and photographs; see `kinds`."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from checkin.domain import Tier
from checkin.journal.kinds import EntryDraft, EntryKind, in_elements

if TYPE_CHECKING:
    from collections.abc import Mapping


def column_changed(column: str, fields: Mapping[str, Any]) -> EntryDraft:
    """A column of the event's own added or changed; `gone` as for a session. Doors show no columns."""
    desk = {"column": column, "fields": in_elements(fields)}
    return EntryDraft(EntryKind.COLUMN_CHANGED, {Tier.DESK: desk})


def question_changed(question: str, fields: Mapping[str, Any]) -> EntryDraft:
    """A question of the event's own added or changed; `gone` as for a session."""
    door = {"question": question, "fields": in_elements(fields)}
    return EntryDraft(EntryKind.QUESTION_CHANGED, {Tier.DOOR: door})


def photo_set(delegate: str, photo: bytes) -> EntryDraft:
    """The photograph of a delegate, a small JPEG; without one theirs is taken away. The latest counts."""
    desk = {"photo": base64.b64encode(photo).decode()}
    return EntryDraft(EntryKind.PHOTO_SET, {Tier.DOOR: {"delegate": delegate}, Tier.DESK: desk})
