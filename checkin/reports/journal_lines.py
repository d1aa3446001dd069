"""Audit log as text: one line per journal entry, without names, codes masked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import CallKind, Direction, Outcome
from checkin.journal import EntryKind, readable
from checkin.language import day_and_time, mark
from checkin.reports import keyed
from checkin.reports.keyed import Column, said
from checkin.store import event as events
from checkin.store import listing
from checkin.wording import direction_name, operator_name, outcome_name, override_text
from checkin.wording.exports import exported_counts, exported_name
from checkin.wording.held import why_not_counted

if TYPE_CHECKING:
    import sqlalchemy as sa

    from checkin.domain import Event, HeldEntries
    from checkin.journal import Opened
    from checkin.language import Language

HELD: Final = "held"  # beside the kinds of entries
LETTERS: Final = 4  # visible end of a masked code: tells two badges apart, forges none
_NAMES: Final[Mapping[str, str]] = {
    EntryKind.EVENT_CHANGED: mark("Event changed"),
    EntryKind.SESSION_CHANGED: mark("Session changed"),
    EntryKind.CATEGORY_CHANGED: mark("Category changed"),
    EntryKind.COLUMN_CHANGED: mark("Column changed"),
    EntryKind.QUESTION_CHANGED: mark("Question changed"),
    EntryKind.DESK_ADDED: mark("Desk introduced"),
    EntryKind.DESK_NAMED: mark("Desk renamed"),
    EntryKind.DESK_REVOKED: mark("Desk revoked"),
    EntryKind.CHAIN_BEGUN: mark("Desk began anew"),
    EntryKind.CLOCK_CORRECTED: mark("Times corrected"),
    EntryKind.KEYS_RENEWED: mark("New keys"),
    EntryKind.LOSS_ACCEPTED: mark("Loss accepted"),
    EntryKind.DELEGATE_CHANGED: mark("Delegate changed"),
    EntryKind.PHOTO_SET: mark("Photograph set"),
    EntryKind.DELEGATE_ERASED: mark("Delegate erased"),
    EntryKind.DELEGATES_JOINED: mark("Two delegates joined"),
    EntryKind.DELEGATES_PARTED: mark("Two delegates parted"),
    EntryKind.CODE_ISSUED: mark("Code issued"),
    EntryKind.CODE_REVOKED: mark("Code replaced"),
    EntryKind.CODES_RENEWED: mark("Earlier codes replaced"),
    EntryKind.SCANNED: mark("Scan"),
    EntryKind.LOOKED: mark("Look without checking in"),
    EntryKind.PIN_REFUSED: mark("Wrong PIN"),
    EntryKind.ATTENDED_REMOTELY: mark("Attended remotely"),
    EntryKind.UNDONE: mark("Undone"),
    EntryKind.BADGE_PRINTED: mark("Badge printed"),
    EntryKind.BADGE_HANDED_OUT: mark("Badge handed over"),
    EntryKind.INVITED: mark("Invited"),
    EntryKind.EXPORTED: mark("Left the store"),
    EntryKind.EXPORT_FAILED: mark("Did not leave after all"),
    EntryKind.CARDS_OPENED: mark("Many cards opened"),
    EntryKind.BATCH_APPLIED: mark("Import"),
    EntryKind.BATCH_UNDONE: mark("Import taken back"),
    EntryKind.OPERATOR_SET: mark("Operator set up"),
    EntryKind.LEAD_CALLED: mark("Call for a lead"),
    EntryKind.CALL_ANSWERED: mark("Call answered"),
    EntryKind.CONFLICT_SETTLED: mark("Conflict settled"),
    EntryKind.WATCH_ADDED: mark("Watch list: added"),
    EntryKind.WATCH_REMOVED: mark("Watch list: removed"),
    EntryKind.WATCH_MATCHED: mark("Watch list: similar name"),
    EntryKind.WATCH_CLEARED: mark("Watch list: looked at"),
    EntryKind.DELEGATE_MARKED: mark("Mark for doors"),
    HELD: mark("Entries that are held"),
}


Details = tuple[str, Mapping[str, Any]]  # the kind of the entry, and its description


@dataclass(frozen=True, slots=True)
class JournalWords:
    """What a line needs besides its entry."""

    desks: Mapping[str, str]
    numbers: Mapping[str, int]
    owners: Mapping[str, str]


def context(connection: sa.Connection) -> JournalWords:
    return JournalWords(
        events.desk_names(connection), listing.numbers(connection), listing.owners(connection)
    )


def line(entry: Opened, context: JournalWords) -> tuple[Any, ...]:
    """The line of an entry. An entry of a newer program shows its kind only."""
    header, content = entry.header, readable(entry)
    return (
        header.wall,
        context.desks.get(header.desk, header.desk[:8]),
        header.seq,
        str(header.kind),
        _number(content, context),
        str(content.get("session", "")),
        str(content.get("outcome", "")),
        (str(header.kind), {**_told(header.kind, content), **_double(content, context)}),
        str(content.get("by", "")),
    )


def held_line(some: HeldEntries) -> tuple[Any, ...]:
    """The line of entries that are held on this machine, and of which nothing counts yet."""
    desk, details = some.name or some.desk[:8], {"reason": some.reason, "source": some.source}
    return (some.since, desk, "", HELD, "", "", "", (HELD, {**details, "count": some.count}), "")


def _number(content: Mapping[str, Any], context: JournalWords) -> str | int:
    code = str(content.get("code", ""))
    delegate = content.get("delegate") or context.owners.get(code, "")
    return context.numbers.get(delegate, "")


def _double(content: Mapping[str, Any], context: JournalWords) -> dict[str, Any]:
    """The number of who was joined with the delegate, or parted from them."""
    return {"double": context.numbers.get(content["double"], "")} if "double" in content else {}


def _told(kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The description of an entry: no name except of desks and operators, codes masked."""
    facts = {key: content[key] for key in _TOLD.get(kind, ()) if content.get(key)}
    if "code" in facts:
        facts["code"] = masked(str(facts["code"]))
    if "fields" in facts:
        facts["fields"] = sorted(facts["fields"])
    return facts


def masked(code: str) -> str:
    """The end of a code."""
    return f"…{code[-LETTERS:]}" if len(code) > LETTERS else "…"


_TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    EntryKind.EVENT_CHANGED: ("fields",),
    EntryKind.SESSION_CHANGED: ("fields",),
    EntryKind.CATEGORY_CHANGED: ("category", "fields"),
    EntryKind.COLUMN_CHANGED: ("column", "fields"),
    EntryKind.QUESTION_CHANGED: ("question", "fields"),
    EntryKind.DESK_ADDED: ("name",),
    EntryKind.DESK_NAMED: ("name",),
    EntryKind.DELEGATE_CHANGED: ("fields",),
    EntryKind.CODE_ISSUED: ("code",),
    EntryKind.CODE_REVOKED: ("code",),
    EntryKind.SCANNED: (
        "code",
        "direction",
        "forced",
        "reason",
        "override",
        "represented_by",
        "happened",
        "paper",
        "heard",
        "heard_late",
    ),
    EntryKind.LOOKED: ("code",),
    EntryKind.BADGE_PRINTED: ("code",),
    EntryKind.INVITED: ("code",),
    EntryKind.EXPORTED: ("what", "form", "people", "protected", "day", "sealed"),
    EntryKind.BATCH_APPLIED: ("added", "changed"),
    EntryKind.OPERATOR_SET: ("name",),
    EntryKind.LEAD_CALLED: ("kind",),
    EntryKind.CONFLICT_SETTLED: ("kind", "how", "reason"),
}


def _afterwards(facts: Mapping[str, Any], event: Event, language: Language) -> Iterator[str]:
    if facts.get("happened"):
        time = day_and_time(facts["happened"], event.time_zone)
        yield language.text("entered afterwards for {time}", time=time)
    if facts.get("paper"):
        yield language.text("From paper")


def _scan(facts: Mapping[str, Any], event: Event, language: Language) -> str:
    parts = []
    if facts.get("code"):
        parts.append(facts["code"])
    if facts.get("direction") == Direction.EXIT:
        parts.append(direction_name(Direction.EXIT, language))
    if facts.get("forced"):
        reason = override_text(facts.get("reason", facts.get("override", "")), language)
        parts.append(language.text("let in by a lead: {reason}", reason=reason))
    if facts.get("represented_by"):
        parts.append(language.text("represented by {name}", name=facts["represented_by"]))
    parts += _afterwards(facts, event, language)
    if facts.get("heard_late"):
        parts.append(language.text("heard late"))
    if facts.get("heard"):
        time = day_and_time(facts["heard"], event.time_zone)
        parts.append(language.text("As heard at {time}", time=time))
    return " · ".join(parts)


def _details(cell: Details, event: Event, language: Language) -> str:
    kind, facts = cell
    match kind:
        case EntryKind.SCANNED:
            return _scan(facts, event, language)
        case EntryKind.BATCH_APPLIED:
            return language.text(
                "{added} added, {changed} changed",
                added=facts.get("added", 0),
                changed=facts.get("changed", 0),
            )
        case EntryKind.DELEGATE_CHANGED | EntryKind.EVENT_CHANGED | EntryKind.SESSION_CHANGED:
            return ", ".join(facts.get("fields", ()))
        case EntryKind.CATEGORY_CHANGED | EntryKind.COLUMN_CHANGED | EntryKind.QUESTION_CHANGED:
            fields = ", ".join(facts.get("fields", ()))
            (key,) = [facts.get(name, "") for name in _TOLD[kind] if name != "fields"]
            return language.beside(str(key), fields, between=" · ")
        case (
            EntryKind.CODE_ISSUED
            | EntryKind.CODE_REVOKED
            | EntryKind.BADGE_PRINTED
            | EntryKind.INVITED
        ):
            return str(facts.get("code", masked("")))
        case EntryKind.LEAD_CALLED:
            is_arrival = facts.get("kind") == CallKind.ARRIVAL
            return language.text("Arrival to be told") if is_arrival else ""
        case EntryKind.CONFLICT_SETTLED:
            return str(facts.get("reason", ""))
        case _:
            return str(facts.get("name", facts.get("double", "")))


def _details_or_held(cell: Details, event: Event, language: Language) -> str:
    kind, facts = cell
    if kind == EntryKind.EXPORTED:
        what = exported_name(str(facts.get("what", "")), language)
        return language.beside(what, *exported_counts(facts, language))
    if kind != HELD:
        return _details(cell, event, language)
    entries = language.plural("{n} entry", "{n} entries", facts["count"])
    return language.labelled(entries, why_not_counted(facts["reason"], language))


def _facts(cell: Details, _event: Event) -> str:
    return json.dumps(cell[1], ensure_ascii=False) if cell[1] else ""


def _kind(cell: str, _event: Event, language: Language) -> str:
    name = _NAMES.get(cell)
    return language.text(name) if name else cell


def _operator(cell: str, _event: Event, language: Language) -> str:
    return operator_name(cell, language)


def _answer(cell: str, _event: Event, language: Language) -> str:
    return outcome_name(Outcome(cell), language) if cell in list(Outcome) else cell


COLUMNS: Final = (
    keyed.instant("time", said(mark("Time"))),
    Column("desk", said(mark("Desk"))),
    Column("entry", said(mark("Entry"))),
    Column("kind", said(mark("What")), _kind),
    Column("number", said(mark("Number"))),
    keyed.session(),
    Column("outcome", said(mark("Answer")), _answer),
    Column("details", said(mark("Details")), _details_or_held, _facts),
    Column("operator", said(mark("Operator")), _operator),
)
