"""Undo of a change of the event (compensation): the fields that it changed have their values of before."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from checkin.domain import Category, Event, EventColumn, EventQuestion, Session
from checkin.errors import NotPossible
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

_Keyed = TypeVar("_Keyed", Category, Session, EventColumn, EventQuestion)
_LISTS: Final = ("categories", "sessions", "columns", "questions")
_COLLECTIONS: Final = frozenset({"id", *_LISTS, *(f"gone_{name}" for name in _LISTS)})


@dataclass(frozen=True, slots=True)
class EventUndo:
    """What undoes a change: the event before it and after it."""

    before: Event
    after: Event


def undone(now: Event, undo: EventUndo) -> Event:
    """The event without that change. What was changed since in other fields stays.

    Raises `NotPossible` where a field has another value by now.
    """
    about = _restored(now, undo.before, undo.after, _COLLECTIONS)
    sessions = _listed(
        (now.sessions, now.gone_sessions),
        (undo.before.sessions, undo.before.gone_sessions),
        (undo.after.sessions, undo.after.gone_sessions),
    )
    categories = _listed(
        (now.categories, now.gone_categories),
        (undo.before.categories, undo.before.gone_categories),
        (undo.after.categories, undo.after.gone_categories),
    )
    if not sessions:
        raise NotPossible(mark("An event needs a session."))
    columns = _listed(
        (now.columns, now.gone_columns),
        (undo.before.columns, undo.before.gone_columns),
        (undo.after.columns, undo.after.gone_columns),
    )
    questions = _listed(
        (now.questions, now.gone_questions),
        (undo.before.questions, undo.before.gone_questions),
        (undo.after.questions, undo.after.gone_questions),
    )
    return replace(
        about, sessions=sessions, categories=categories, columns=columns, questions=questions
    )


# Those that are offered, and those that are gone.
_Pair = tuple[tuple[_Keyed, ...], tuple[_Keyed, ...]]


def _listed(now: _Pair[_Keyed], before: _Pair[_Keyed], after: _Pair[_Keyed]) -> tuple[_Keyed, ...]:
    """Those that are offered again: each as it is now, with its restored fields."""
    known, old, new = _every(now), _every(before), _every(after)
    offered = dict.fromkeys(item.key for item in now[0])
    for key, item in new.items():
        is_offered, was_offered = key in _by_key(after[0]), key in _by_key(before[0])
        if is_offered != was_offered:
            if (key in offered) != is_offered:
                raise _changed_since()
            if was_offered:
                offered[key] = None
            else:
                offered.pop(key)
        if key in old:
            known[key] = _restored(known[key], old[key], item, frozenset({"key", "place"}))
    back = [known[key] for key in offered]
    return tuple(sorted(back, key=lambda item: (item.place, item.key)))


def _every(pair: _Pair[_Keyed]) -> dict[str, _Keyed]:
    return _by_key(pair[0] + pair[1])


_Thing = TypeVar("_Thing", Event, Category, Session, EventColumn, EventQuestion)


def _restored(now: _Thing, before: _Thing, after: _Thing, kept: Iterable[str]) -> _Thing:
    values: dict[str, Any] = {}
    for name in (field.name for field in fields(after)):
        was, became = getattr(before, name), getattr(after, name)
        if name in kept or was == became:
            continue
        if getattr(now, name) != became:
            raise _changed_since()
        values[name] = was
    return replace(now, **values)


def _by_key(items: Iterable[_Keyed]) -> dict[str, _Keyed]:
    return {item.key: item for item in items}


def _changed_since() -> NotPossible:
    return NotPossible(
        mark("This was changed again meanwhile, perhaps at another desk. Nothing was undone.")
    )
