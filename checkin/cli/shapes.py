"""JSON output (serialisation) of the commands; its keys are stable, other programs rely on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkin.domain import Match
from checkin.language import local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import (
        Code,
        Conflict,
        Delegate,
        Event,
        Finding,
        Found,
        Health,
        Quorum,
        Stats,
        Verdict,
    )
    from checkin.sync import DeskState, Exchanged, TimesToCorrect
    from checkin.wording import VerdictWords


def found(one: Found) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "name": one.name,
        "native_name": one.native_name,
        "organisation": one.organisation,
        "category": one.category,
        "score": round(one.score, 4),
        "status": one.status.value,
        "match": one.match.value,
        "namesake": one.namesake,
    }


def delegate(one: Delegate, codes: Iterable[Code], *, namesake: bool) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "name": one.display_name,
        "native_name": one.native_name,
        "organisation": one.organisation,
        "category": one.category,
        "score": 1.0,
        "match": Match.EXACT.value,
        "namesake": namesake,
        "status": one.status.value,
        "flags": list(one.flags),
        "codes": [
            {"kind": code.kind.value, "code": code.code, "status": code.status.value}
            for code in codes
        ],
    }


def verdict(one: Verdict, words: VerdictWords, event: Event) -> dict[str, Any]:
    person = one.person
    return {
        "outcome": one.outcome.value,
        "headline": words.headline,
        "detail": words.detail,
        "delegate": person
        and {
            "id": person.id,
            "number": person.number,
            "name": person.name,
            "native_name": person.native_name,
            "category": person.category,
        },
        "session": one.session,
        "first_at": None if one.first_at is None else instant(one.first_at, event),
        "first_desk": one.first_desk or None,
        "entry": one.entry or None,
        "at": instant(one.at, event),
        "reason": one.reason.value,
        "right_session": one.right_session or None,
        "forced": one.forced or None,
        "represented_by": one.represented_by or None,
        "repeated": one.repeated,
        "heard_at": None if one.heard_at is None else instant(one.heard_at, event),
        "heard_late": one.heard_late,
        "tell": one.tell or None,
        "columns": dict(person.columns) if person else {},
    }


def instant(at: int, event: Event) -> str:
    """An instant in the event's time zone, with the UTC offset (ISO 8601)."""
    return local(at, event.time_zone).isoformat(timespec="seconds")


def desk(one: DeskState, event: Event) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "tier": one.tier.value,
        "entries": one.entries,
        "this": one.is_this,
        "state": one.phase.value,
        "last_heard": None if one.heard is None else instant(one.heard, event),
        "holds": {head.desk: head.seq for head in one.holds},
        "lacks": one.lacks,
        "clock_difference": None if one.ahead is None else one.ahead / 1000,
        "version": one.version or None,
        "not_erased": list(one.not_erased),
    }


def times(one: TimesToCorrect, event: Event, *, corrected: bool) -> dict[str, Any]:
    return {
        "desk": one.desk,
        "chain": one.chain,
        "from": one.first,
        "to": one.last,
        "offset": one.offset,
        "entries": one.entries,
        "scans": one.scans,
        "begins": instant(one.begins, event),
        "ends": instant(one.ends, event),
        "corrected": corrected,
    }


def finding(one: Finding) -> dict[str, Any]:
    return {
        "row": one.row,
        "column": one.column,
        "value": one.value,
        "code": one.code,
        "message": one.message,
        "severity": one.severity.value,
        **({"delegate": one.delegate} if one.delegate else {}),
    }


def stats(one: Stats, event: Event) -> dict[str, Any]:
    return {
        "delegates": one.delegates,
        "sessions": {
            key: {
                "expected": count.expected,
                "attended": count.attended,
                "inside": count.inside,
                "refused": count.refused,
                "remote": count.remote,
                **({"quorum": _quorum(count.quorum, event)} if count.quorum else {}),
            }
            for key, count in one.sessions.items()
        },
    }


def _quorum(one: Quorum, event: Event) -> dict[str, Any]:
    return {
        "present": one.present,
        "members": one.members,
        "needed": one.needed,
        "reached": one.is_reached,
        "reached_at": None if one.reached_at is None else instant(one.reached_at, event),
    }


def health(one: Health) -> dict[str, Any]:
    return {
        "entries": one.entries,
        "desks": one.desks,
        "intact": one.intact,
        "problems": [
            {"code": p.code, "message": p.message, "desk": p.desk, "seq": p.seq}
            for p in one.problems
        ],
    }


def exchanged(one: Exchanged, conflicts: int) -> dict[str, Any]:
    """The same for a bundle, a shared folder and a hub; `conflicts` is how many are to be settled."""
    counts = {"sent": one.sent, "received": one.received, "refused": one.held}
    return {**counts, "conflicts": conflicts}


def conflict(one: Conflict, event: Event) -> dict[str, Any]:
    said = one.settled
    return {
        "id": one.id,
        "kind": one.kind.value,
        "people": list(one.people),
        "desks": list(one.desks),
        "entries": list(one.entries),
        "settled": said
        and {
            "how": said.how.value,
            "reason": said.reason,
            "at": instant(said.at, event),
            "desk": said.desk,
        },
        "at": instant(one.at, event),
        "session": one.session or None,
        "what": one.what or None,
        "count": one.count or None,
        "can_undo": bool(one.undoes) and said is None,
    }
