"""A change of the event as a value (command): what is to be changed, in the words of an event file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from checkin.errors import NotFound
from checkin.language import local, mark
from checkin.plan import changing, own_changes
from checkin.presence import calendar_of
from checkin.time_input import parse_time

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from checkin.domain import Event, Session

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_BETWEEN: Final = re.compile(r"[^\w]+")
_LONGEST_KEY: Final = 40


class ChangeKind(Enum):
    EVENT = auto()
    NEW_SESSION = auto()
    SESSION = auto()
    CANCEL_SESSION = auto()
    NEW_CATEGORY = auto()
    CATEGORY = auto()
    CANCEL_CATEGORY = auto()
    NEW_COLUMN = auto()
    COLUMN = auto()
    REMOVE_COLUMN = auto()
    NEW_QUESTION = auto()
    QUESTION = auto()
    REMOVE_QUESTION = auto()


@dataclass(frozen=True, slots=True)
class EventChange:
    """One change; `fields` have the keys and values of an event file."""

    kind: ChangeKind
    key: str = ""
    fields: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    def applied_to(self, event: Event) -> Event:
        """The event as it then is.

        Raises `BadPlan`, `NotFound` or `NotPossible` where it cannot be.
        """
        match self.kind:
            case ChangeKind.EVENT:
                return changing.with_event(event, self.fields)
            case ChangeKind.NEW_SESSION:
                return changing.with_new_session(event, self.key, self.fields)
            case ChangeKind.SESSION:
                return changing.with_session(event, self.key, self.fields)
            case ChangeKind.CANCEL_SESSION:
                return changing.without_session(event, self.key)
            case ChangeKind.NEW_CATEGORY:
                return changing.with_new_category(event, self.key, self.fields)
            case ChangeKind.CATEGORY:
                return changing.with_category(event, self.key, self.fields)
            case ChangeKind.CANCEL_CATEGORY:
                return changing.without_category(event, self.key)
            case _:
                return self._to_own(event)

    def _to_own(self, event: Event) -> Event:
        """A change of the event's own columns and questions."""
        match self.kind:
            case ChangeKind.NEW_COLUMN:
                return own_changes.with_new_column(event, self.key, self.fields)
            case ChangeKind.COLUMN:
                return own_changes.with_column(event, self.key, self.fields)
            case ChangeKind.REMOVE_COLUMN:
                return own_changes.without_column(event, self.key)
            case ChangeKind.NEW_QUESTION:
                return own_changes.with_new_question(event, self.key, self.fields)
            case ChangeKind.QUESTION:
                return own_changes.with_question(event, self.key, self.fields)
            case ChangeKind.REMOVE_QUESTION:
                return own_changes.without_question(event, self.key)
            case _:
                raise NotImplementedError


def copied_session(event: Event, key: str, fields: Mapping[str, Any] = _NOTHING) -> EventChange:
    """A new session that is as another one but for these fields, with a key that is free.

    Raises `NotFound`.
    """
    known = changing.session_in_words(_session(event, key), event.time_zone)
    known.pop("key")
    return EventChange(ChangeKind.NEW_SESSION, free_key(event, key), {**known, **fields})


def moved_session(
    event: Event, key: str, *, starts: int | None = None, room: str | None = None
) -> EventChange:
    """A session at another time, as long as before, or in another room. Raises `NotFound`."""
    session = _session(event, key)
    fields: dict[str, Any] = {} if room is None else {"room": room}
    if starts is not None:
        fields["starts"] = local(starts, event.time_zone).isoformat()
        if session.starts is not None and session.ends is not None:
            ends = starts + session.ends - session.starts
            fields["ends"] = local(ends, event.time_zone).isoformat()
    return EventChange(ChangeKind.SESSION, key, fields)


def free_key(event: Event, name: str, taken: Collection[str] = ()) -> str:
    """A key made of a name, that no session or category has or ever had: it would be that one again.

    Nor is it one of those that are taken already.
    """
    word = _BETWEEN.sub("-", name.casefold()).strip("-_")[:_LONGEST_KEY] or "session"
    number, key = 2, word
    while event.session(key) or event.category(key) or key in taken:
        key, number = f"{word}-{number}", number + 1
    return key


def _session(event: Event, key: str) -> Session:
    session = event.offered_session(key)
    if session is None:
        raise NotFound(mark("There is no session {key}."), key=key)
    return session


def starting_at(event: Event, day: str, typed: str) -> int:
    """The instant of a time that was typed, such as 9:30, on a day of the event.

    Raises `NotPossible` where it is none.
    """
    return parse_time(typed, calendar_of(event), day)


def session_times(event: Event, day: str, starts: str, ends: str) -> dict[str, str | None]:
    """The fields of a session on a day, from and to times that were typed; without a day it has none.

    Raises `NotPossible` where one is no time.
    """
    if not day:
        return {"starts": None, "ends": None}
    first = starting_at(event, day, starts)
    last = starting_at(event, day, ends) if ends.strip() else None
    zone = event.time_zone
    return {
        "starts": local(first, zone).isoformat(),
        "ends": None if last is None else local(last, zone).isoformat(),
    }
