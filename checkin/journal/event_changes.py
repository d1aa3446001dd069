"""What differs between two states of the event (diff), as entries: field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin.domain import Category, Event, Session
from checkin.elements import differing
from checkin.journal.kinds import (
    EntryDraft,
    category_changed,
    event_changed,
    session_changed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HIGHEST_PLACE: Final = 1_000_000_000
_NOTHING: Final = Event("", "", "UTC", (), "", (), ())


def changes_of_event(before: Event | None, after: Event) -> tuple[EntryDraft, ...]:
    """The entries that make one event of another: only what differs. Without `before`, all of it.

    A session or category that is missing afterwards is taken away; one that had been taken away and
    is there again is brought back. The event's own entry comes last, and completes a new event.
    """
    known = before or _NOTHING
    about = differing(_of_event(known), _of_event(after))
    return (
        *(category_changed(key, fields) for key, fields in _categories(known, after)),
        *(session_changed(key, fields) for key, fields in _sessions(known, after)),
        *([event_changed(about)] if about or before is None else []),
    )


def _categories(before: Event, after: Event) -> list[tuple[str, dict[str, Any]]]:
    ever = {item.key: item for item in (*before.gone_categories, *before.categories)}
    known = {key: _of_category(category) for key, category in ever.items()}
    wanted = {category.key: _of_category(category) for category in after.categories}
    found = _changed(known, wanted, _of_category(Category("", {})))
    return _listed(before.categories, after.categories, ever, found)


def _sessions(before: Event, after: Event) -> list[tuple[str, dict[str, Any]]]:
    ever = {item.key: item for item in (*before.gone_sessions, *before.sessions)}
    known = {key: _of_session(session) for key, session in ever.items()}
    wanted = {session.key: _of_session(session) for session in after.sessions}
    found = _changed(known, wanted, _of_session(Session("", {})))
    return _listed(before.sessions, after.sessions, ever, found)


def _changed(
    known: Mapping[str, Mapping[str, Any]],
    wanted: Mapping[str, Mapping[str, Any]],
    plain: Mapping[str, Any],
) -> dict[str, dict[str, Any]]:
    return {key: differing(known.get(key, plain), fields) for key, fields in wanted.items()}


def _listed(
    before: Sequence[Category | Session],
    after: Sequence[Category | Session],
    ever: Mapping[str, Category | Session],
    changed: Mapping[str, dict[str, Any]],
) -> list[tuple[str, dict[str, Any]]]:
    """The differing fields of each that was added, changed, moved, brought back or taken away."""
    offered = {item.key for item in before}
    places = _places(ever, after)
    found = []
    for key, fields in changed.items():
        moved = {"place": places[key]} if key in places else {}
        back = {"gone": False} if key in ever.keys() - offered else {}
        if fields or moved or back:
            found.append((key, {**fields, **moved, **back}))
    gone = [item.key for item in before if item.key not in changed]
    return [*found, *((key, {"gone": True}) for key in gone)]


def _places(
    ever: Mapping[str, Category | Session], after: Sequence[Category | Session]
) -> dict[str, int]:
    """The places that must be given: those of new ones at the end, else all that differ."""
    kept = [(ever[item.key].place, item.key) for item in after if item.key in ever]
    new = [item.key for item in after[len(kept) :]]
    free = range(max((item.place for item in ever.values()), default=-1) + 1, HIGHEST_PLACE + 1)
    is_longer = not any(key in ever for key in new) and len(new) <= len(free)
    if is_longer and kept == sorted(kept):
        return dict(zip(new, free, strict=False))
    known = {key: place for place, key in kept}
    return {item.key: at for at, item in enumerate(after) if known.get(item.key) != at}


def _of_event(event: Event) -> dict[str, Any]:
    return {
        "name": event.name,
        "names": dict(event.names),
        "time_zone": event.time_zone,
        "days": list(event.days),
        "day_starts": event.day_starts,
        "venue": event.venue,
        "show_at_scan": list(event.show_at_scan),
        "short_names": dict(event.short_names),
    }


def _of_category(category: Category) -> dict[str, Any]:
    return {"name": dict(category.name), "colour": category.colour}


def _of_session(session: Session) -> dict[str, Any]:
    return {
        "name": dict(session.name),
        "room": session.room,
        "starts": session.starts,
        "ends": session.ends,
        "doors_minutes": session.doors_minutes,
        "capacity": session.capacity,
        "categories": list(session.categories),
        "requires": session.requires,
        "re_entry": session.re_entry.value,
        "exclusive": session.exclusive,
        "leave_minutes": session.leave_minutes,
        "people": {str(number): True for number in session.people},
        "quorum": session.quorum,
    }
