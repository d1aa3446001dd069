"""What differs between two states of the event (diff), as entries: field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from checkin.domain import Category, Event, EventColumn, EventQuestion, Session
from checkin.elements import differing
from checkin.journal.kinds import (
    EntryDraft,
    category_changed,
    event_changed,
    session_changed,
)
from checkin.journal.own_kinds import column_changed, question_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

HIGHEST_PLACE: Final = 1_000_000_000
Keyed = TypeVar("Keyed", Category, Session, EventColumn, EventQuestion)
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
        *(column_changed(key, fields) for key, fields in _columns(known, after)),
        *(question_changed(key, fields) for key, fields in _questions(known, after)),
        *([event_changed(about)] if about or before is None else []),
    )


def _categories(before: Event, after: Event) -> list[tuple[str, dict[str, Any]]]:
    ever = (*before.gone_categories, *before.categories)
    return _differing(ever, before.categories, after.categories, _of_category, Category("", {}))


def _sessions(before: Event, after: Event) -> list[tuple[str, dict[str, Any]]]:
    ever = (*before.gone_sessions, *before.sessions)
    return _differing(ever, before.sessions, after.sessions, _of_session, Session("", {}))


def _columns(before: Event, after: Event) -> list[tuple[str, dict[str, Any]]]:
    ever = (*before.gone_columns, *before.columns)
    return _differing(ever, before.columns, after.columns, _of_column, EventColumn(""))


def _questions(before: Event, after: Event) -> list[tuple[str, dict[str, Any]]]:
    ever = (*before.gone_questions, *before.questions)
    plain = EventQuestion("", {})
    return _differing(ever, before.questions, after.questions, _of_question, plain)


def _differing(
    ever: Sequence[Keyed],
    before: Sequence[Keyed],
    after: Sequence[Keyed],
    described: Callable[[Keyed], dict[str, Any]],
    plain: Keyed,
) -> list[tuple[str, dict[str, Any]]]:
    by_key = {item.key: item for item in ever}
    known = {key: described(item) for key, item in by_key.items()}
    wanted = {item.key: described(item) for item in after}
    return _listed(before, after, by_key, _changed(known, wanted, described(plain)))


def _changed(
    known: Mapping[str, Mapping[str, Any]],
    wanted: Mapping[str, Mapping[str, Any]],
    plain: Mapping[str, Any],
) -> dict[str, dict[str, Any]]:
    return {key: differing(known.get(key, plain), fields) for key, fields in wanted.items()}


def _listed(
    before: Sequence[Keyed],
    after: Sequence[Keyed],
    ever: Mapping[str, Keyed],
    changed: Mapping[str, dict[str, Any]],
) -> list[tuple[str, dict[str, Any]]]:
    """The differing fields of each that was added, changed, moved, brought back or taken away."""
    offered = {item.key for item in before}
    places = _places(ever, after)
    found: list[tuple[str, dict[str, Any]]] = []
    for key, fields in changed.items():
        moved = {"place": places[key]} if key in places else {}
        back = {"gone": False} if key in ever.keys() - offered else {}
        if fields or moved or back:
            found.append((key, {**fields, **moved, **back}))
    gone: list[str] = [item.key for item in before if item.key not in changed]
    return [*found, *((key, {"gone": True}) for key in gone)]


def _places(ever: Mapping[str, Keyed], after: Sequence[Keyed]) -> dict[str, int]:
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
        "name_order": event.name_order.value,
        "short_names": dict(event.short_names),
        "venues": dict(event.venues),
    }


def _of_category(category: Category) -> dict[str, Any]:
    return {"name": dict(category.name), "colour": category.colour}


def _of_column(column: EventColumn) -> dict[str, Any]:
    return {
        "name": dict(column.name),
        "type": column.type.value,
        "choices": list(column.choices),
        "tier": column.tier.value,
        "places": [place.value for place in column.places],
    }


def _of_question(question: EventQuestion) -> dict[str, Any]:
    return {
        "text": dict(question.text),
        "type": question.type.value,
        "choices": list(question.choices),
        "categories": list(question.categories),
        "asked": question.asked.value,
        "required": question.required,
    }


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
        "conditions": list(session.conditions),
        "hands_out": session.hands_out.value,
    }
