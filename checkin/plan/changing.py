"""Changes of an event (reconfiguration) in the words of an event file, validated as one is.

Each takes the new values of some keys, and returns the event as it then is. Without a value (None or
an empty text) a key has its default again. A name is changed in the languages that are given; plain
text is English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from checkin.errors import NotFound, NotPossible
from checkin.language import local, mark
from checkin.plan.own_words import column_in_words, question_in_words
from checkin.plan.plan import check_references, read_about, read_category, read_session
from checkin.plan.values import PlanTable

if TYPE_CHECKING:
    from checkin.domain import Category, Event, Session

_BY_LANGUAGE: Final = ("name", "short_name", "venue", "text")


def with_event(event: Event, fields: Mapping[str, Any]) -> Event:
    """The event itself changed. Sessions keep their instants in another time zone.

    Raises `BadPlan` naming the key.
    """
    table = PlanTable("[event]", overlaid(about_in_words(event), fields))
    return replace(event, **read_about(table))


def with_new_session(event: Event, key: str, fields: Mapping[str, Any]) -> Event:
    """A session more, or one that was taken away brought back.

    Raises `NotPossible` where it is there, `BadPlan` naming the key.
    """
    if event.offered_session(key):
        raise NotPossible(mark("There is a session {key} already."), key=key)
    gone = event.session(key)
    known = session_in_words(gone, event.time_zone) if gone else {"key": key}
    session = _session(event, known, fields)
    if gone is None:
        return _checked(replace(event, sessions=(*event.sessions, session)), session)
    listed = (*event.sessions, replace(session, place=gone.place))
    in_order = tuple(sorted(listed, key=lambda other: (other.place, other.key)))
    return _checked(replace(event, sessions=in_order), session)


def with_session(event: Event, key: str, fields: Mapping[str, Any]) -> Event:
    """A session changed. Raises `NotFound`, and `BadPlan` naming the key."""
    known = _offered_session(event, key)
    session = _session(event, session_in_words(known, event.time_zone), fields)
    session = replace(session, place=known.place)
    sessions = tuple(session if other.key == key else other for other in event.sessions)
    return _checked(replace(event, sessions=sessions), session)


def without_session(event: Event, key: str) -> Event:
    """A session taken away. Raises `NotFound`, and `NotPossible` for the last one."""
    gone = _offered_session(event, key)
    if len(event.sessions) == 1:
        raise NotPossible(mark("An event needs a session."))
    return replace(event, sessions=tuple(other for other in event.sessions if other != gone))


def with_new_category(event: Event, key: str, fields: Mapping[str, Any]) -> Event:
    """A category more. Raises `NotPossible` where it is there, `BadPlan` naming the key."""
    if event.offered_category(key):
        raise NotPossible(mark("There is a category {key} already."), key=key)
    gone = event.category(key)
    category = _category(category_in_words(gone) if gone else {"key": key}, fields)
    return replace(event, categories=(*event.categories, category))


def with_category(event: Event, key: str, fields: Mapping[str, Any]) -> Event:
    """A category changed. Raises `NotFound`, and `BadPlan` naming the key."""
    known = _offered_category(event, key)
    category = replace(_category(category_in_words(known), fields), place=known.place)
    categories = tuple(category if other.key == key else other for other in event.categories)
    return replace(event, categories=categories)


def without_category(event: Event, key: str) -> Event:
    """A category taken away: who has it keeps it. Raises `NotFound`."""
    gone = _offered_category(event, key)
    return replace(
        event, categories=tuple(other for other in event.categories if other is not gone)
    )


def _offered_category(event: Event, key: str) -> Category:
    found = event.offered_category(key)
    if found is None:
        raise NotFound(mark("There is no category {key}."), key=key)
    return found


def _offered_session(event: Event, key: str) -> Session:
    found = event.offered_session(key)
    if found is None:
        raise NotFound(mark("There is no session {key}."), key=key)
    return found


def _session(event: Event, known: Mapping[str, Any], fields: Mapping[str, Any]) -> Session:
    table = PlanTable("session", overlaid(known, fields, kept="key"))
    return read_session(table, ZoneInfo(event.time_zone))


def _category(known: Mapping[str, Any], fields: Mapping[str, Any]) -> Category:
    return read_category(PlanTable("category", overlaid(known, fields, kept="key")))


def _checked(event: Event, session: Session) -> Event:
    categories = {category.key for category in (*event.categories, *event.gone_categories)}
    check_references(session, categories, event.sessions)
    return event


def overlaid(
    known: Mapping[str, Any], fields: Mapping[str, Any], *, kept: str = ""
) -> dict[str, Any]:
    """The known values with the new ones; those without a value are not there."""
    changed = {**known, **fields, **({kept: known[kept]} if kept else {})}
    for field in _BY_LANGUAGE:
        before, name = known.get(field), fields.get(field)
        if isinstance(name, Mapping) or (name and isinstance(before, dict)):
            merged = {**_by_language(before), **_by_language(name)}
            changed[field] = {code: text for code, text in merged.items() if text}
    for field in ("short_name", "venue"):
        if not changed.get(field):
            changed[field] = None  # one that is not needed may be taken away in every language
    return {name: value for name, value in changed.items() if value is not None and value != ""}


def _by_language(name: Any) -> Mapping[str, Any]:
    if isinstance(name, Mapping):
        return name
    return {} if name is None else {"en": name}


def in_words(event: Event) -> dict[str, Any]:
    """The event in the keys of an event file; None where a key has no value."""
    return {
        "event": about_in_words(event),
        "category": [category_in_words(category) for category in event.categories],
        "session": [session_in_words(session, event.time_zone) for session in event.sessions],
        "column": [column_in_words(column, event) for column in event.columns],
        "question": [question_in_words(question) for question in event.questions],
    }


def about_in_words(event: Event) -> dict[str, Any]:
    """The values of the event itself by their keys."""
    hours, minutes = divmod(event.day_starts, 60)
    return {
        "name": dict(event.names) or event.name,
        "short_name": dict(event.short_names) or None,
        "time_zone": event.time_zone,
        "days": list(event.days),
        "day_starts": f"{hours:02}:{minutes:02}",
        "venue": dict(event.venues) or event.venue,
        "show_at_scan": list(event.show_at_scan),
        "name_order": event.name_order.value,
    }


def category_in_words(category: Category) -> dict[str, Any]:
    return {"key": category.key, "name": dict(category.name), "colour": category.colour}


def session_in_words(session: Session, time_zone: str) -> dict[str, Any]:
    """The values of a session by their keys, times as the event's clocks say them."""
    return {
        "key": session.key,
        "name": dict(session.name),
        "room": session.room,
        "starts": _time(session.starts, time_zone),
        "ends": _time(session.ends, time_zone),
        "doors_minutes": session.doors_minutes,
        "capacity": session.capacity,
        "categories": list(session.categories),
        "requires": session.requires,
        "re_entry": session.re_entry.value,
        "exclusive": session.exclusive,
        "leave_minutes": session.leave_minutes,
        "people": list(session.people),
        "quorum": session.quorum,
        "conditions": list(session.conditions),
        "hands_out": session.hands_out.value,
    }


def _time(at: int | None, time_zone: str) -> str | None:
    return None if at is None else local(at, time_zone).isoformat()
