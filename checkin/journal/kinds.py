"""Entry kinds (event types) of the journal, and how each kind's body is divided by tier.

A draft is the input of `Journal.append`: a kind and up to three sections, one per tier, each a
dictionary for JSON. A desk that lacks a tier's key folds what it can read; of codes and flags the
journal adds to the door's section what doors need, see `for_doors`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from checkin import elements
from checkin.domain import (
    DESK_FIELDS,
    DOOR_FIELDS,
    ORGANISER_FIELDS,
    CallKind,
    CodeKind,
    Conflict,
    DoorOverride,
    Manner,
    Role,
    Settling,
    Tier,
    Verdict,
    session_keys,
)

Section = Mapping[str, Any]
BY_HAND: Final = "hand:"  # before the id of a delegate who was chosen: what was presented then
MOST_NAMED: Final = 100  # people and entries of a settled conflict, of which the id is made of all
EVERYBODY: Final = "*"  # erased: all delegates, and whoever else is named
NO_CODES: Final[Mapping[str, CodeKind]] = MappingProxyType({})


class EntryKind(StrEnum):
    EVENT_CHANGED = "event_changed"
    SESSION_CHANGED = "session_changed"
    CATEGORY_CHANGED = "category_changed"
    COLUMN_CHANGED = "column_changed"
    QUESTION_CHANGED = "question_changed"
    DESK_ADDED = "desk_added"
    DESK_NAMED = "desk_named"
    DESK_REVOKED = "desk_revoked"
    CHAIN_BEGUN = "chain_begun"
    CLOCK_CORRECTED = "clock_corrected"
    KEYS_RENEWED = "keys_renewed"
    LOSS_ACCEPTED = "loss_accepted"
    DELEGATE_CHANGED = "delegate_changed"
    DELEGATE_ERASED = "delegate_erased"
    DELEGATES_JOINED = "delegates_joined"
    DELEGATES_PARTED = "delegates_parted"
    CODE_ISSUED = "code_issued"
    CODE_REVOKED = "code_revoked"
    CODES_RENEWED = "codes_renewed"
    SCANNED = "scanned"
    LOOKED = "looked"
    PIN_REFUSED = "pin_refused"
    ATTENDED_REMOTELY = "attended_remotely"
    UNDONE = "undone"
    BADGE_PRINTED = "badge_printed"
    BADGE_HANDED_OUT = "badge_handed_out"
    INVITED = "invited"
    EXPORTED = "exported"
    EXPORT_FAILED = "export_failed"
    CARDS_OPENED = "cards_opened"
    BATCH_APPLIED = "batch_applied"
    BATCH_UNDONE = "batch_undone"
    OPERATOR_SET = "operator_set"
    LEAD_CALLED = "lead_called"
    CALL_ANSWERED = "call_answered"
    CONFLICT_SETTLED = "conflict_settled"
    WATCH_ADDED = "watch_added"
    WATCH_REMOVED = "watch_removed"
    WATCH_MATCHED = "watch_matched"
    WATCH_CLEARED = "watch_cleared"
    DELEGATE_MARKED = "delegate_marked"
    PHOTO_SET = "photo_set"


KINDS: Final = frozenset(
    kind.value for kind in EntryKind
)  # a closed list; others are of a newer program


@dataclass(frozen=True, slots=True)
class EntryDraft:
    kind: EntryKind
    sections: Mapping[Tier, Section] = field(default_factory=dict)


def signed_by(sections: Mapping[Tier, Section], author: str) -> Mapping[Tier, Section]:
    """The sections, the first of which says which operator made the entry (an id, else the role)."""
    first = next((tier for tier in Tier if tier in sections), None)
    if first is None or not author:
        return sections
    return {**sections, first: {**sections[first], "by": author}}


def event_changed(fields: Mapping[str, Any]) -> EntryDraft:
    """New values of fields of the event; of lists and mappings their elements, see `elements`."""
    return EntryDraft(EntryKind.EVENT_CHANGED, {Tier.DOOR: {"fields": in_elements(fields)}})


def session_changed(session: str, fields: Mapping[str, Any]) -> EntryDraft:
    """A session added or changed: only the new values of fields.

    `gone` takes the session away, or brings it back. `people` says of each number whether it may
    enter.
    """
    door = {"session": session, "fields": in_elements(fields)}
    return EntryDraft(EntryKind.SESSION_CHANGED, {Tier.DOOR: door})


def category_changed(category: str, fields: Mapping[str, Any]) -> EntryDraft:
    """A category added or changed: only the new values of fields; `gone` as for a session."""
    door = {"category": category, "fields": in_elements(fields)}
    return EntryDraft(EntryKind.CATEGORY_CHANGED, {Tier.DOOR: door})


def desk_added(
    desk: str, name: str, tier: Tier, public_key: bytes, box_key: bytes, first_number: int = 0
) -> EntryDraft:
    """Introduces a desk with its public keys; of several introductions the first one decides.

    Its walk-ins take the hundred numbers from `first_number`; without one, those above all others.
    """
    keys = {"public_key": public_key.hex(), "box_key": box_key.hex()}
    about = {"desk": desk, "name": name, "tier": tier.value, "first_number": first_number}
    return EntryDraft(EntryKind.DESK_ADDED, {Tier.DOOR: {**about, **keys}})


def desk_named(name: str) -> EntryDraft:
    """The desk that writes this has another name from now on."""
    return EntryDraft(EntryKind.DESK_NAMED, {Tier.DOOR: {"name": name}})


def desk_revoked(desk: str, lasts: Mapping[str, int]) -> EntryDraft:
    """Nothing counts that a desk wrote after these entries, the last number of each of its chains."""
    return EntryDraft(EntryKind.DESK_REVOKED, {Tier.DOOR: {"desk": desk, "lasts": dict(lasts)}})


def chain_begun(desk: str) -> EntryDraft:
    """The first entry of a new chain of a desk, whose key signs it."""
    return EntryDraft(EntryKind.CHAIN_BEGUN, {Tier.DOOR: {"desk": desk}})


def clock_corrected(
    chain: str, numbers: tuple[int, int], offset: int, stamps: tuple[int, int]
) -> EntryDraft:
    """The entries of a chain from one number to another are moved by so many milliseconds.

    `stamps` are the first and the last that the wrong clock gave them: what others wrote after they had
    seen one of these is moved, too. The latest correction of an entry decides; one by 0 takes it back.
    """
    (first, last), (since, until) = numbers, stamps
    about = {"chain": chain, "first": first, "last": last, "offset": offset}
    door = {**about, "since": since, "until": until}
    return EntryDraft(EntryKind.CLOCK_CORRECTED, {Tier.DOOR: door})


def keys_renewed(epoch: int, boxes: Mapping[str, bytes]) -> EntryDraft:
    """New keys for the desks that stay: each has a box that it alone can open, see `keys.seal_for`."""
    sealed = {desk: box.hex() for desk, box in boxes.items()}
    return EntryDraft(EntryKind.KEYS_RENEWED, {Tier.DOOR: {"epoch": epoch, "boxes": sealed}})


def loss_accepted(chains: Mapping[str, int], reason: str) -> EntryDraft:
    """Entries up to these numbers were here once and will not come back; kept for who asks later."""
    door, desk = {"chains": dict(chains)}, {"reason": reason}
    return EntryDraft(EntryKind.LOSS_ACCEPTED, {Tier.DOOR: door, Tier.DESK: desk})


def delegate_changed(
    delegate: str,
    fields: Mapping[str, Any],
    *,
    batch: str = "",
    codes: Mapping[str, CodeKind] = NO_CODES,
) -> EntryDraft:
    """A delegate added or corrected: only the new field values.

    Of lists and mappings their elements, see `elements`; a plain list is set.
    The first change of an unknown delegate adds them, with their codes.
    """
    if isinstance(sessions := fields.get("sessions"), str):
        fields = {**fields, "sessions": session_keys(sessions)}
    fields = in_elements(fields)
    cut = {
        Tier.DOOR: {name: fields[name] for name in DOOR_FIELDS if name in fields},
        Tier.DESK: {name: fields[name] for name in DESK_FIELDS if name in fields},
        Tier.ORGANISER: {name: fields[name] for name in ORGANISER_FIELDS if name in fields},
    }
    door: dict[str, Any] = {"delegate": delegate, "fields": cut[Tier.DOOR]}
    if batch:
        door["batch"] = batch
    more: dict[Tier, dict[str, Any]] = {
        tier: {"fields": cut[tier]} for tier in (Tier.DESK, Tier.ORGANISER) if cut[tier]
    }
    if codes:
        of_desk = more.setdefault(Tier.DESK, {})
        of_desk["codes"] = {code: kind.value for code, kind in codes.items()}
    return EntryDraft(EntryKind.DELEGATE_CHANGED, {Tier.DOOR: door, **more})


def in_elements(fields: Mapping[str, Any]) -> dict[str, Any]:
    """New values of fields as an entry has them: of lists and mappings their elements."""
    return {name: elements.as_added(value) for name, value in fields.items()}


def delegate_erased(delegate: str) -> EntryDraft:
    """Every desk empties what it holds of a delegate, or of `EVERYBODY`, but what doors know; also what still comes."""
    return EntryDraft(EntryKind.DELEGATE_ERASED, {Tier.DOOR: {"delegate": delegate}})


def delegates_joined(delegate: str, double: str) -> EntryDraft:
    """Two delegates are one person: what the second has becomes the first's."""
    return EntryDraft(
        EntryKind.DELEGATES_JOINED, {Tier.DOOR: {"delegate": delegate, "double": double}}
    )


def delegates_parted(delegate: str, double: str) -> EntryDraft:
    """Two delegates are two people after all, whichever was joined to the other."""
    return EntryDraft(
        EntryKind.DELEGATES_PARTED, {Tier.DOOR: {"delegate": delegate, "double": double}}
    )


def code_issued(
    code: str, kind: CodeKind, delegate: str, generation: int = 0, *, batch: str = ""
) -> EntryDraft:
    """A code of a delegate, normalised."""
    door: dict[str, Any] = {"kind": kind.value, "delegate": delegate}
    if generation:
        door["generation"] = generation
    if batch:
        door["batch"] = batch
    return EntryDraft(EntryKind.CODE_ISSUED, {Tier.DOOR: door, Tier.DESK: {"code": code}})


def code_revoked(code: str) -> EntryDraft:
    return EntryDraft(EntryKind.CODE_REVOKED, {Tier.DOOR: {}, Tier.DESK: {"code": code}})


def codes_renewed(delegate: str, kind: CodeKind, generation: int) -> EntryDraft:
    """A delegate's codes of that kind and an earlier generation count no more, known here or not."""
    door = {"delegate": delegate, "kind": kind.value, "generation": generation}
    return EntryDraft(EntryKind.CODES_RENEWED, {Tier.DOOR: door})


def scanned(
    verdict: Verdict,
    presented: str,
    code: str,
    manner: Manner,
    act: str = "",
    *,
    by_hand: bool = False,
) -> EntryDraft:
    """A scan and its verdict. `presented` is the input, shortened; `code` is ours, or empty.

    `by_hand`: the delegate was chosen, and no code presented.

    Scans that are recorded together, such as a group's, share the id of their `act`. One that was
    entered afterwards has the time at which it happened.
    """
    door = {
        "session": verdict.session,
        "outcome": verdict.outcome.value,
        "direction": manner.direction.value,
        "delegate": verdict.person.id if verdict.person else "",
        "why": verdict.reason.value,
        "forced": bool(verdict.forced),
        "override": verdict.forced if verdict.forced in set(DoorOverride) else "",
        "by_hand": by_hand,
        "answers": sorted(manner.answered),
        "happened": manner.happened,
        "paper": manner.from_paper and manner.happened is not None,
        "heard": verdict.heard_at,
        "heard_late": verdict.heard_late,
        "rules": verdict.rules,
        "act": act,
    }
    desk = {
        "code": code,
        "presented": presented if presented != code else "",
        "reason": verdict.forced,
        "represented_by": verdict.represented_by,
        "replies": dict(manner.replies),
    }
    return EntryDraft(EntryKind.SCANNED, two_sections(door, desk))


def looked(verdict: Verdict, code: str) -> EntryDraft:
    """A look at what the door would say. It is kept for who asks who looked at whom, and counts nowhere."""
    door = {
        "session": verdict.session,
        "delegate": verdict.person.id if verdict.person else "",
    }
    return EntryDraft(EntryKind.LOOKED, two_sections(door, {"code": code}))


def pin_refused(count: int) -> EntryDraft:
    """A wrong PIN was tried at this desk, the so-many-th since a right one."""
    return EntryDraft(EntryKind.PIN_REFUSED, {Tier.DOOR: {"count": count}})


def two_sections(door: Section, desk: Section) -> Mapping[Tier, Section]:
    """What is filled in of both; the one for doors is always there."""
    of_desk = _filled(desk)
    return {Tier.DOOR: _filled(door), **({Tier.DESK: of_desk} if of_desk else {})}


def _filled(section: Section) -> Section:
    return {name: value for name, value in section.items() if value}


def undone(entry: str, desk: str, seq: int) -> EntryDraft:
    """Undoes the scan with this id, which is the entry of that number in the chain of that desk.

    Whether it is a desk's own scan can be told before the scan itself has arrived.
    """
    return EntryDraft(EntryKind.UNDONE, {Tier.DOOR: {"entry": entry, "desk": desk, "seq": seq}})


def batch_applied(batch: str, counts: Mapping[str, int]) -> EntryDraft:
    """A complete import. The file's name may hold a person's, so only the counts are kept."""
    return EntryDraft(EntryKind.BATCH_APPLIED, {Tier.DOOR: {"batch": batch, **counts}})


def batch_undone(batch: str) -> EntryDraft:
    return EntryDraft(EntryKind.BATCH_UNDONE, {Tier.DOOR: {"batch": batch}})


def operator_set(operator: str, name: str, role: Role, pin: str) -> EntryDraft:
    """An operator and the salted digest of their PIN; an empty digest removes the PIN."""
    desk = {"operator": operator, "name": name, "role": role.value, "pin": pin}
    return EntryDraft(EntryKind.OPERATOR_SET, {Tier.DESK: desk})


def lead_called(session: str, scan: str = "", kind: CallKind = CallKind.HELP) -> EntryDraft:
    """A desk asks for a lead or tells one of an arrival, about a scan or about nothing in particular."""
    more = _filled({"scan": scan, "kind": kind.value})
    return EntryDraft(EntryKind.LEAD_CALLED, {Tier.DOOR: {"session": session, **more}})


def call_answered(call: str) -> EntryDraft:
    """A lead has come; `call` is the entry of the call."""
    return EntryDraft(EntryKind.CALL_ANSWERED, {Tier.DOOR: {"call": call}})


def conflict_settled(conflict: Conflict, how: Settling, reason: str) -> EntryDraft:
    """What a lead says about a conflict, with what was known of it then."""
    door = {
        "conflict": conflict.id,
        "kind": conflict.kind.value,
        "how": how.value,
        "people": list(conflict.people[:MOST_NAMED]),
        "desks": list(conflict.desks[:MOST_NAMED]),
        "entries": list(conflict.entries[:MOST_NAMED]),
    }
    return EntryDraft(EntryKind.CONFLICT_SETTLED, {Tier.DOOR: door, Tier.DESK: {"reason": reason}})


def watch_added(item: str, text: str, why: str, digests: Mapping[str, list[str]]) -> EntryDraft:
    """A name or code to be looked at. Desks get its digests, by what they were made of, and no word of it."""
    desk = {"item": item, "digests": digests}
    return EntryDraft(
        EntryKind.WATCH_ADDED, {Tier.DESK: desk, Tier.ORGANISER: {"text": text, "why": why}}
    )


def watch_removed(item: str) -> EntryDraft:
    return EntryDraft(EntryKind.WATCH_REMOVED, {Tier.DESK: {"item": item}})


def watch_matched(item: str, delegate: str) -> EntryDraft:
    """A close spelling, which only a desk that can read the list is able to find."""
    return EntryDraft(EntryKind.WATCH_MATCHED, {Tier.DESK: {"item": item, "delegate": delegate}})


def watch_cleared(delegate: str, items: tuple[str, ...], reason: str) -> EntryDraft:
    """A lead has looked at the delegate: these items are somebody else."""
    desk = {"delegate": delegate, "items": list(items), "reason": reason}
    return EntryDraft(EntryKind.WATCH_CLEARED, {Tier.DESK: desk})


def delegate_marked(delegate: str, marks: Mapping[str, list[str]]) -> EntryDraft:
    """What doors must know of a delegate beside the flags, as `elements` has a changed list; see `for_doors`."""
    return EntryDraft(
        EntryKind.DELEGATE_MARKED, {Tier.DOOR: {"delegate": delegate, "marks": marks}}
    )
