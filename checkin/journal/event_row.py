"""Decoding (deserialisation) of the event's row: the event, and its calendar for the fold."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Category, Event, ReEntry, Session
from checkin.prepared import PreparedQuery
from checkin.presence import Calendar, calendar_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_EVENT: Final = PreparedQuery(sa.select(schema.event))
# Until the event has arrived, nothing is known of its days; then all attendance is derived anew.
_NONE: Final = calendar_of(Event("", "", "UTC", (), "", (), ()))
_LISTS: Final = ("categories", "people")


def read_event(connection: sa.Connection) -> Event | None:
    """The event of this store. Raises `ValueError`, `KeyError` or `TypeError` for a damaged row.

    A time zone that nobody knows is one of those damages.
    """
    row = _EVENT.first_row(connection)
    if row is None:
        return None
    columns = row._asdict()
    known = {name: columns[name] for name in ("id", "name", "time_zone", "venue", "day_starts")}
    event = Event(
        **known,
        days=tuple(json.loads(row.days)),
        categories=tuple(
            Category(**_known(Category, content)) for content in json.loads(row.categories)
        ),
        sessions=_sessions(row.sessions),
        names=json.loads(row.names),
        show_at_scan=tuple(json.loads(row.show_at_scan)),
    )
    calendar_of(event)
    return event


def read_calendar(connection: sa.Connection) -> Calendar:
    """The days and sessions of the event; of an empty event where it has not arrived yet."""
    row = _EVENT.first_row(connection)
    return _NONE if row is None else _calendar(row.time_zone, row.day_starts, row.sessions)


@lru_cache(maxsize=8)
def _calendar(time_zone: str, day_starts: int, sessions: str) -> Calendar:
    known = Event("", "", time_zone, (), "", (), _sessions(sessions), day_starts)
    return calendar_of(known)


def _sessions(text: str) -> tuple[Session, ...]:
    return tuple(map(_session, json.loads(text)))


def _session(content: Mapping[str, Any]) -> Session:
    known = _known(Session, content)
    lists = {name: tuple(known[name]) for name in _LISTS}
    return Session(**{**known, **lists, "re_entry": ReEntry(known["re_entry"])})


def _known(kind: type[Category | Session], content: Mapping[str, Any]) -> dict[str, Any]:
    """Without what a newer program wrote beside."""
    names = {attribute.name for attribute in fields(kind)}
    return {name: value for name, value in content.items() if name in names}
