"""The journal in words: one line an entry. Nobody is named, and of a code only the last letters are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import Direction, Outcome
from checkin.journal import EntryKind
from checkin.language import day_and_time, mark
from checkin.store import event as events
from checkin.store import listing
from checkin.wording import direction_name, outcome_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import sqlalchemy as sa

    from checkin.domain import Event
    from checkin.journal import Opened
    from checkin.language import Language

LETTERS: Final = 4  # of a code: enough to tell two badges apart, not enough to make one
_NAMES: Final[Mapping[str, str]] = {
    EntryKind.EVENT_SET: mark("Event set up"),
    EntryKind.DESK_ADDED: mark("Desk introduced"),
    EntryKind.DELEGATE_CHANGED: mark("Delegate changed"),
    EntryKind.CODE_ISSUED: mark("Code issued"),
    EntryKind.CODE_REVOKED: mark("Code replaced"),
    EntryKind.SCANNED: mark("Scan"),
    EntryKind.UNDONE: mark("Scan undone"),
    EntryKind.BADGE_PRINTED: mark("Badge printed"),
    EntryKind.BATCH_APPLIED: mark("Import"),
    EntryKind.BATCH_UNDONE: mark("Import taken back"),
    EntryKind.OPERATOR_SET: mark("Operator set up"),
}


@dataclass(frozen=True, slots=True)
class JournalWords:
    """What a line needs beside its entry."""

    event: Event
    language: Language
    desks: Mapping[str, str]
    numbers: Mapping[str, int]
    owners: Mapping[str, str]


def context(connection: sa.Connection, event: Event, language: Language) -> JournalWords:
    return JournalWords(
        event,
        language,
        events.desk_names(connection),
        listing.numbers(connection),
        listing.owners(connection),
    )


def columns(language: Language) -> tuple[str, ...]:
    return (
        language.text("Time"),
        language.text("Desk"),
        language.text("Entry"),
        language.text("What"),
        language.text("Number"),
        language.text("Session"),
        language.text("Answer"),
        language.text("Details"),
    )


def line(entry: Opened, context: JournalWords) -> tuple[str | int, ...]:
    """One entry. One that a newer program wrote is listed by its kind alone."""
    header, content, language = entry.header, entry.content, context.language
    name = _NAMES.get(header.kind)
    details = _DETAILS.get(header.kind)
    return (
        day_and_time(header.wall, context.event.time_zone),
        context.desks.get(header.desk, header.desk[:8]),
        header.seq,
        language.text(name) if name else header.kind,
        _number(content, context),
        _session(content, context),
        _answer(content, language),
        details(content, context) if details else "",
    )


def _number(content: Mapping[str, Any], context: JournalWords) -> str | int:
    code = str(content.get("code", ""))
    delegate = content.get("delegate") or context.owners.get(code, "")
    return context.numbers.get(delegate, "")


def _session(content: Mapping[str, Any], context: JournalWords) -> str:
    key = str(content.get("session", ""))
    session = context.event.session(key)
    return context.language.name(session.name) if session else key


def _answer(content: Mapping[str, Any], language: Language) -> str:
    outcome = content.get("outcome", "")
    return outcome_name(Outcome(outcome), language) if outcome in list(Outcome) else str(outcome)


def masked(code: str) -> str:
    """The end of a code."""
    return f"…{code[-LETTERS:]}" if len(code) > LETTERS else "…"


def _code(content: Mapping[str, Any], _: JournalWords) -> str:
    return masked(str(content.get("code", "")))


def _changed(content: Mapping[str, Any], _: JournalWords) -> str:
    return ", ".join(sorted(content.get("fields", {})))


def _scan(content: Mapping[str, Any], context: JournalWords) -> str:
    language = context.language
    parts = []
    if content.get("code"):
        parts.append(masked(str(content["code"])))
    if content.get("direction") == Direction.EXIT:
        parts.append(direction_name(Direction.EXIT, language))
    if content.get("forced"):
        reason = content.get("reason", "")
        parts.append(language.text("let in by a lead: {reason}", reason=reason))
    if content.get("represented_by"):
        parts.append(language.text("represented by {name}", name=content["represented_by"]))
    return " · ".join(parts)


def _counts(content: Mapping[str, Any], context: JournalWords) -> str:
    return context.language.text(
        "{added} added, {changed} changed",
        added=content.get("added", 0),
        changed=content.get("changed", 0),
    )


def _named(content: Mapping[str, Any], _: JournalWords) -> str:
    return str(content.get("name", ""))


_DETAILS: Final[Mapping[str, Callable[[Mapping[str, Any], JournalWords], str]]] = {
    EntryKind.EVENT_SET: _named,
    EntryKind.DESK_ADDED: _named,
    EntryKind.DELEGATE_CHANGED: _changed,
    EntryKind.CODE_ISSUED: _code,
    EntryKind.CODE_REVOKED: _code,
    EntryKind.SCANNED: _scan,
    EntryKind.BADGE_PRINTED: _code,
    EntryKind.BATCH_APPLIED: _counts,
    EntryKind.OPERATOR_SET: _named,
}
