"""Decoding (deserialisation) of the event's row: the event, and its calendar for the fold."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa

from checkin import schema
from checkin.domain import (
    THE_ENTRANCE,
    AnswerType,
    AskedWhen,
    Category,
    ColumnPlace,
    Event,
    EventColumn,
    EventQuestion,
    HandsOut,
    NameOrder,
    NotACondition,
    ReEntry,
    Session,
    Tier,
    condition,
)
from checkin.prepared import PreparedQuery
from checkin.presence import Calendar, calendar_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Listed = TypeVar("Listed", Category, Session, EventColumn, EventQuestion)

# What a row of `event_change` is about.
EVENT: Final = "event"
SESSION: Final = "session"
CATEGORY: Final = "category"
COLUMN: Final = "column"
QUESTION: Final = "question"

_EVENT: Final = PreparedQuery(sa.select(schema.event))
# Until the event has arrived, nothing is known of its days; then all attendance is derived anew.
_NONE: Final = calendar_of(Event("", "", "UTC", (), "", (), ()))


@lru_cache(maxsize=64)
def is_zone(name: str) -> bool:
    """Whether this machine knows the time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def read_event(connection: sa.Connection) -> Event | None:
    """The event of this store. Raises `ValueError`, `KeyError` or `TypeError` for a damaged row.

    Whatever was changed at desks that had not heard of each other, it is an event with which
    delegates can be let in: there is a session, and none requires one that is not there.
    """
    row = _EVENT.first_row(connection)
    if row is None:
        return None
    columns = row._asdict()
    known = {name: columns[name] for name in ("id", "name", "time_zone", "venue", "day_starts")}
    categories, gone_categories = _categories(row.categories)
    sessions, gone_sessions = _sessions(row.sessions)
    described, gone_columns = _parted(json.loads(row.columns), _column)
    questions, gone_questions = _parted(json.loads(row.questions), _question)
    event = Event(
        **known,
        days=tuple(json.loads(row.days)),
        categories=categories,
        sessions=sessions,
        names=json.loads(row.names),
        show_at_scan=tuple(json.loads(row.show_at_scan)),
        short_names=json.loads(row.short_names),
        venues=json.loads(row.venues),
        name_order=NameOrder(row.name_order),
        gone_categories=gone_categories,
        gone_sessions=gone_sessions,
        columns=described,
        gone_columns=gone_columns,
        questions=questions,
        gone_questions=gone_questions,
    )
    calendar_of(event)
    return event


def read_calendar(connection: sa.Connection) -> Calendar:
    """The days and sessions of the event; of an empty event where it has not arrived yet."""
    row = _EVENT.first_row(connection)
    return _NONE if row is None else _calendar(row.time_zone, row.day_starts, row.sessions)


@lru_cache(maxsize=8)
def _calendar(time_zone: str, day_starts: int, sessions: str) -> Calendar:
    offered, gone = _sessions(sessions)
    known = Event("", "", time_zone, (), "", (), offered, day_starts, gone_sessions=gone)
    return calendar_of(known)


def _categories(text: str) -> tuple[tuple[Category, ...], tuple[Category, ...]]:
    """Those that are offered, and those that were taken away."""
    return _parted(json.loads(text), lambda content: Category(**_known(Category, content)))


def _sessions(text: str) -> tuple[tuple[Session, ...], tuple[Session, ...]]:
    """Those that are offered, and those that were taken away.

    To require what nobody can attend would shut a session to everybody, so that is not read. An
    event without any session has an entrance.
    """
    offered, gone = _parted(json.loads(text), session_of)
    required = {session.key: session.requires for session in offered}
    return tuple(
        session if _can_be_met(session.key, required) else replace(session, requires="")
        for session in offered
    ) or (THE_ENTRANCE,), gone


def _can_be_met(session: str, required: Mapping[str, str]) -> bool:
    """Whether what a session requires is there, and does not require that session in its turn."""
    if required[session] not in required:
        return False
    passed: set[str] = set()
    following = required[session]
    while following in required and following not in passed:
        passed.add(following)
        following = required[following]
    return session not in passed


def _parted(
    contents: list[dict[str, Any]], made: Callable[[Mapping[str, Any]], Listed]
) -> tuple[tuple[Listed, ...], tuple[Listed, ...]]:
    offered = tuple(made(content) for content in contents if not content.get("gone"))
    return offered, tuple(made(content) for content in contents if content.get("gone"))


def session_of(content: Mapping[str, Any]) -> Session:
    """A session from its fields and its key."""
    known = _known(Session, content)
    if "categories" in known:
        known["categories"] = tuple(known["categories"])
    known["conditions"] = tuple(line for line in known.get("conditions", ()) if _is_condition(line))
    if "people" in known:
        known["people"] = tuple(sorted(map(int, known["people"])))
    if "re_entry" in known:
        known["re_entry"] = ReEntry(known["re_entry"])
    if "hands_out" in known:
        known["hands_out"] = HandsOut(known["hands_out"])
    return Session(**known)


def _is_condition(line: str) -> bool:
    """A newer program may know conditions that this one does not."""
    try:
        condition(line)
    except NotACondition:
        return False
    return True


def _column(content: Mapping[str, Any]) -> EventColumn:
    known = _known(EventColumn, content)
    for name, read in (("type", AnswerType), ("tier", Tier)):
        if name in known:
            known[name] = read(known[name])
    if "places" in known:
        known["places"] = tuple(map(ColumnPlace, known["places"]))
    return EventColumn(**{**known, "choices": tuple(known.get("choices", ()))})


def _question(content: Mapping[str, Any]) -> EventQuestion:
    known = _known(EventQuestion, content)
    for name, read in (("type", AnswerType), ("asked", AskedWhen)):
        if name in known:
            known[name] = read(known[name])
    lists = {name: tuple(known.get(name, ())) for name in ("choices", "categories")}
    return EventQuestion(**{**known, **lists})


def _known(
    kind: type[Category | Session | EventColumn | EventQuestion], content: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields that are known; the others have their defaults."""
    names = {attribute.name for attribute in fields(kind)}
    known = {name: value for name, value in content.items() if name in names}
    return {**{name: {} for name in ("name", "text") if name in names}, **known}
