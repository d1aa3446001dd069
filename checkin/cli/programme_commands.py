"""CLI commands that show and change the event: event, session, category, plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from checkin.cli.answer import Answer
from checkin.errors import UsageError
from checkin.language import mark
from checkin.plan.changing import in_words
from checkin.plan.event_change import ChangeKind, EventChange
from checkin.wording import check_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.cli.context import Context
    from checkin.domain import Event

_NUMBERS: Final = frozenset({"doors_minutes", "capacity", "leave_minutes", "quorum"})
_LISTS: Final = frozenset({"days", "categories", "people", "show_at_scan", "choices", "places"})
_BY_LANGUAGE: Final = frozenset({"name", "short_name", "venue", "text"})
_OF_NUMBERS: Final = frozenset({"people"})
_NUMBER: Final = re.compile(r"[0-9]{1,18}")
_FLAGS: Final = frozenset({"exclusive", "required"})
_TRUTH: Final = {"true": True, "false": False}


def event(here: Context) -> Answer:
    """Shows the event, changes fields of it, or checks the whole programme."""
    if here.arguments.act == "check":
        return _check(here)
    is_change = here.arguments.act == "set"
    fields = _fields(here.arguments.fields) if is_change else {}
    with here.open(read_only=not is_change) as station:
        programme = station.programme
        return _told(here, programme.set_event(fields) if is_change else programme.current())


def _check(here: Context) -> Answer:
    with here.open(read_only=True) as station:
        found = station.programme.check()
    lines = check_lines(found, here.language)
    told = [
        {"check": effect.kind.name.lower(), "session": effect.session or None, "message": line}
        for effect, line in zip(found.effects, lines, strict=True)
    ]
    return Answer(told, "\n".join(lines) or here.language.text("Nothing to look at."))


def session(here: Context) -> Answer:
    """Adds, changes or takes away a session."""
    act, key = here.arguments.act, here.arguments.key
    fields = {} if act == "cancel" else _fields(here.arguments.fields)
    with here.open() as station:
        match act:
            case "add":
                changed = station.programme.add_session(key, fields)
            case "set":
                changed = station.programme.set_session(key, fields)
            case _:
                changed = station.programme.cancel_session(key)
    return _told(here, changed)


def category(here: Context) -> Answer:
    """Adds or changes a category."""
    fields = _fields(here.arguments.fields)
    with here.open() as station:
        programme = station.programme
        act = programme.add_category if here.arguments.act == "add" else programme.set_category
        return _told(here, act(here.arguments.key, fields))


def column(here: Context) -> Answer:
    """Adds or changes a column of the event's own, or describes it no more."""
    kinds = {"add": ChangeKind.NEW_COLUMN, "set": ChangeKind.COLUMN}
    return _own(here, kinds.get(here.arguments.act, ChangeKind.REMOVE_COLUMN))


def question(here: Context) -> Answer:
    """Adds or changes a question of the event's own, or asks it no more."""
    kinds = {"add": ChangeKind.NEW_QUESTION, "set": ChangeKind.QUESTION}
    return _own(here, kinds.get(here.arguments.act, ChangeKind.REMOVE_QUESTION))


def _own(here: Context, kind: ChangeKind) -> Answer:
    fields = _fields(getattr(here.arguments, "fields", ()))
    with here.open() as station:
        change = EventChange(kind, here.arguments.key, fields)
        return _told(here, station.programme.change(change).event)


def plan(here: Context) -> Answer:
    """Writes the event out as a plan file."""
    with here.open(read_only=True) as station:
        return _told(here, station.programme.write_plan(here.arguments.file))


def _told(here: Context, changed: Event) -> Answer:
    sessions = [
        f"{session.key}  {here.language.name(session.name)}" for session in changed.sessions
    ]
    return Answer(in_words(changed), "\n".join([changed.name, *sessions]))


def _fields(pairs: Iterable[str]) -> dict[str, Any]:
    """The fields of a command as an event file has them. Raises `UsageError`."""
    fields: dict[str, Any] = {}
    names: dict[str, dict[str, str]] = {}
    for pair in pairs:
        field, equals, text = pair.partition("=")
        if not equals or not field.strip():
            raise UsageError(mark("FIELD=VALUE is wanted, not {text}."), text=pair)
        name, _, code = field.strip().partition(".")
        if name in _BY_LANGUAGE:
            names.setdefault(name, {})[code] = text
        else:
            fields[field.strip()] = _value(field.strip(), text)
    return {**fields, **{name: _by_language(texts) for name, texts in names.items()}}


def _by_language(texts: dict[str, str]) -> str | dict[str, str]:
    """A name as given: without a language it is plain text, or English beside others."""
    if texts.keys() == {""}:
        return texts[""]
    return {code or "en": text for code, text in texts.items()}


def _value(name: str, text: str) -> Any:
    """The value that an event file would have; what does not fit stays text, and is refused as such."""
    if name == "conditions":  # which have commas of their own
        return [part.strip() for part in text.split(";") if part.strip()]
    if name in _LISTS:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return [_number(part) for part in parts] if name in _OF_NUMBERS else parts
    if name in _NUMBERS:
        return _number(text)
    return _TRUTH.get(text, text) if name in _FLAGS else text


def _number(text: str) -> int | str:
    return int(text) if _NUMBER.fullmatch(text) else text
