"""Merge of a row into a delegate (diff): only filled cells that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin.domain import CodeKind, Status, session_keys
from checkin.elements import change
from checkin.field_values import chosen_columns
from checkin.own_columns import all_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checkin.domain import Delegate
    from checkin.roster.rows import RosterRow

CODES: Final = "codes"


def changes(
    entry: RosterRow, target: Delegate, owners: Mapping[str, str], at_scan: Iterable[str] = ()
) -> dict[str, Any]:
    """Field → new value; `codes` for a new external code. Empty when nothing changes.

    The columns that the plan shows `at_scan` are copied for the desks, also when the plan alone has changed.

    An empty cell leaves the old value. Flags are only added, and a cancellation is only set: staff
    set a flag at a desk for a reason that the file does not know.
    """
    changed: dict[str, Any] = {
        name: value for name, value in entry.fields.items() if getattr(target, name) != value
    }
    fresh = [flag for flag in entry.flags if flag not in target.flags]
    if fresh:
        changed["flags"] = fresh
    if "sessions" in changed:
        changed["sessions"] = change(
            *map(session_keys, (target.sessions, entry.fields["sessions"]))
        )
    if entry.status and target.status not in (Status.CANCELLED, Status(entry.status)):
        changed["status"] = entry.status
    if extras := change(target.extras, {**target.extras, **entry.extras}):
        changed["extras"] = extras
    shown = chosen_columns({**all_values(target), **entry.extras}, at_scan)
    if for_desks := change(target.at_scan, shown):
        changed["at_scan"] = for_desks
    if entry.code and entry.code not in owners:
        changed[CODES] = {entry.code: CodeKind.EXTERNAL}
    return changed


def first_fields(entry: RosterRow, number: int, at_scan: Iterable[str] = ()) -> dict[str, Any]:
    """All fields of a new delegate."""
    fields: dict[str, Any] = {"number": number, **entry.fields}
    if entry.flags:
        fields["flags"] = list(entry.flags)
    if entry.status:
        fields["status"] = entry.status
    if entry.extras:
        fields["extras"] = dict(entry.extras)
        if for_desks := chosen_columns(entry.extras, at_scan):
            fields["at_scan"] = for_desks
    return fields
