"""The roster as a table (export), with all its fields and columns: what an import recognises again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin.domain import Flag, Status, fields_by_place
from checkin.language import mark
from checkin.layout.properties import EXTRA
from checkin.own_columns import all_values
from checkin.reports.keyed import Column, KeyedTable, as_named, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.domain import Delegate, Event, Table
    from checkin.language import Language

# Column headings that an import recognises (round trip of the roster).
_ROSTER: Final = tuple(field for field in fields_by_place("file") if field.heading)


def roster_list(
    event: Event,
    everyone: Sequence[Delegate],
    now: int,
    language: Language | None,
    *,
    protected: bool,
) -> Table:
    """These delegates as they come, extra columns of the import last; with `protected` also who is protected.

    They are left out and not listed by number: such a row would come back as a change of their name.
    """
    kept_back = frozenset(
        delegate.id for delegate in everyone if not protected and Flag.PROTECTED in delegate.flags
    )
    table = _table(event, [delegate for delegate in everyone if delegate.id not in kept_back], now)
    left_out = frozenset(delegate.number for delegate in everyone if delegate.id in kept_back)
    return replace(table.told(language), left_out=left_out)


def _table(event: Event, everyone: Sequence[Delegate], now: int) -> KeyedTable:
    values = {delegate.id: all_values(delegate) for delegate in everyone}
    # By their headings, which an import recognises. Of one that is written in two ways both stand.
    own = dict.fromkeys(heading for delegate in everyone for heading in values[delegate.id])
    columns = (
        *(Column(field.name, said(field.heading)) for field in _ROSTER),
        *(Column(f"{EXTRA}{heading}", as_named(heading)) for heading in own),
    )
    rows = tuple(
        (
            *(_field(delegate, field.name) for field in _ROSTER),
            *(values[delegate.id].get(heading, "") for heading in own),
        )
        for delegate in everyone
    )
    return KeyedTable(event, "delegates", said(mark("Delegates")), columns, rows, at=now)


def _field(delegate: Delegate, name: str) -> str | int:
    if name == "flags":
        # Roster files have no status column: a cancelled delegate has a flag.
        state = () if delegate.status is Status.EXPECTED else (delegate.status.value,)
        return ", ".join((*delegate.flags, *state))
    value = getattr(delegate, name)
    return value if isinstance(value, int) else str(value)
