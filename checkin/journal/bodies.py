"""Which names the body of each kind of entry has (schema): in which tier's section, and with which values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from checkin.domain import FIELD_TABLE, DelegateField, Tier
from checkin.journal.checks import (
    COUNT,
    GENERATION,
    INSTANT,
    LARGEST,
    LATEST,
    MINUTES,
    TEXTS,
    WORDS,
    Check,
    box,
    changed_list,
    colour,
    date,
    digest,
    filled,
    key,
    list_of,
    mapping_of,
    missing_or,
    people,
    photograph,
    some_of,
    text,
    whole,
    yes_or_no,
)
from checkin.journal.kinds import EntryKind

if TYPE_CHECKING:
    from collections.abc import Mapping

TIERS: Final = (Tier.DOOR, Tier.DESK, Tier.ORGANISER)
HIGHEST_PLACE: Final = 1_000_000_000  # in a list


@dataclass(frozen=True, slots=True)
class Item:
    """A name in a body: where it stands, what it takes, and whether it may be missing.

    Of what is `digested`, doors have another form: it is read where the section itself is not here.
    """

    tier: Tier
    check: Check
    optional: bool = False
    digested: bool = False


@dataclass(frozen=True)
class Body:
    """The description of one kind. Without its `essential` section there is nothing to fold."""

    essential: Tier
    items: Mapping[str, Item]

    @cached_property
    def by_tier(self) -> Mapping[Tier, Mapping[str, Item]]:
        """What is read of the section of each tier."""
        return {
            tier: {name: item for name, item in self.items.items() if item.tier is tier}
            for tier in TIERS
        }

    @cached_property
    def without_desk(self) -> Mapping[str, Item]:
        """What is read of the section for doors where that for desks is not here."""
        digested = {name: item for name, item in self.items.items() if item.digested}
        return {**self.by_tier[Tier.DOOR], **digested}


_PLACE: Final = {"place": whole(0, HIGHEST_PLACE), "gone": yes_or_no}
# A time zone may be known on one machine and not on another: see `derive_event`.
EVENT_FIELDS: Final[Mapping[str, Check]] = {
    "name": text,
    "names": TEXTS,
    "time_zone": text,
    "days": changed_list(date),
    "day_starts": whole(0, 24 * 60 - 1),
    "venue": text,
    "show_at_scan": WORDS,
    "name_order": text,
    "short_names": TEXTS,
    "venues": TEXTS,
}
SESSION_FIELDS: Final[Mapping[str, Check]] = {
    "name": TEXTS,
    "room": text,
    "starts": missing_or(INSTANT),
    "ends": missing_or(INSTANT),
    "doors_minutes": MINUTES,
    "capacity": missing_or(COUNT),
    "categories": WORDS,
    "requires": text,
    "re_entry": text,
    "exclusive": yes_or_no,
    "leave_minutes": MINUTES,
    "people": people,
    "quorum": missing_or(COUNT),
    "conditions": WORDS,
    "hands_out": text,
    **_PLACE,
}
CATEGORY_FIELDS: Final[Mapping[str, Check]] = {"name": TEXTS, "colour": colour, **_PLACE}
COLUMN_FIELDS: Final[Mapping[str, Check]] = {
    "name": TEXTS,
    "type": text,
    "choices": WORDS,
    "tier": text,
    "places": WORDS,
    **_PLACE,
}
QUESTION_FIELDS: Final[Mapping[str, Check]] = {
    "text": TEXTS,
    "type": text,
    "choices": WORDS,
    "categories": WORDS,
    "asked": text,
    "required": yes_or_no,
    **_PLACE,
}


def _check_of(field: DelegateField) -> Check:
    if field.columns:
        return TEXTS
    match field.name:
        case "number":
            return whole(-LARGEST, LARGEST)
        case "status":
            return filled
        case "flags" | "sessions":
            return WORDS
        case _:
            return text


DELEGATE_FIELDS: Final = {
    tier: {field.name: _check_of(field) for field in FIELD_TABLE if field.tier is tier}
    for tier in TIERS
}


def _door(check: Check, *, optional: bool = False) -> Item:
    return Item(Tier.DOOR, check, optional)


def _desk(check: Check, *, optional: bool = False) -> Item:
    return Item(Tier.DESK, check, optional)


def _code(check: Check, *, optional: bool = False) -> Item:
    return Item(Tier.DESK, check, optional, digested=True)


def _organiser(check: Check, *, optional: bool = False) -> Item:
    return Item(Tier.ORGANISER, check, optional)


_K = EntryKind
BODIES: Final[Mapping[str, Body]] = {
    _K.EVENT_CHANGED: Body(Tier.DOOR, {"fields": _door(some_of(EVENT_FIELDS))}),
    _K.SESSION_CHANGED: Body(
        Tier.DOOR, {"session": _door(filled), "fields": _door(some_of(SESSION_FIELDS))}
    ),
    _K.CATEGORY_CHANGED: Body(
        Tier.DOOR, {"category": _door(filled), "fields": _door(some_of(CATEGORY_FIELDS))}
    ),
    _K.COLUMN_CHANGED: Body(
        Tier.DESK, {"column": _desk(filled), "fields": _desk(some_of(COLUMN_FIELDS))}
    ),
    _K.QUESTION_CHANGED: Body(
        Tier.DOOR, {"question": _door(filled), "fields": _door(some_of(QUESTION_FIELDS))}
    ),
    _K.DESK_ADDED: Body(
        Tier.DOOR,
        {
            "desk": _door(filled),
            "name": _door(text),
            "tier": _door(filled),
            "public_key": _door(key),
            "box_key": _door(key),
            "first_number": _door(COUNT),
        },
    ),
    _K.DESK_NAMED: Body(Tier.DOOR, {"name": _door(filled)}),
    _K.DESK_REVOKED: Body(Tier.DOOR, {"desk": _door(filled), "lasts": _door(mapping_of(COUNT))}),
    _K.LOSS_ACCEPTED: Body(Tier.DOOR, {"chains": _door(mapping_of(COUNT)), "reason": _desk(text)}),
    _K.CHAIN_BEGUN: Body(Tier.DOOR, {"desk": _door(filled)}),
    _K.CLOCK_CORRECTED: Body(
        Tier.DOOR,
        {
            "chain": _door(filled),
            "first": _door(COUNT),
            "last": _door(COUNT),
            "offset": _door(whole(-LATEST, LATEST)),
            "since": _door(INSTANT),
            "until": _door(INSTANT),
        },
    ),
    _K.KEYS_RENEWED: Body(Tier.DOOR, {"epoch": _door(GENERATION), "boxes": _door(mapping_of(box))}),
    _K.DELEGATE_CHANGED: Body(
        Tier.DOOR,
        {
            "delegate": _door(filled),
            "batch": _door(text, optional=True),
            "codes": _code(mapping_of(filled), optional=True),
        },
    ),
    _K.DELEGATE_ERASED: Body(Tier.DOOR, {"delegate": _door(filled)}),
    _K.DELEGATES_JOINED: Body(Tier.DOOR, {"delegate": _door(filled), "double": _door(filled)}),
    _K.DELEGATES_PARTED: Body(Tier.DOOR, {"delegate": _door(filled), "double": _door(filled)}),
    _K.CODE_ISSUED: Body(
        Tier.DOOR,
        {
            "code": _code(filled),
            "kind": _door(filled),
            "delegate": _door(filled),
            "generation": _door(GENERATION, optional=True),
            "batch": _door(text, optional=True),
        },
    ),
    _K.CODE_REVOKED: Body(Tier.DOOR, {"code": _code(filled)}),
    _K.CODES_RENEWED: Body(
        Tier.DOOR,
        {"delegate": _door(filled), "kind": _door(filled), "generation": _door(GENERATION)},
    ),
    _K.SCANNED: Body(
        Tier.DOOR,
        {
            "session": _door(text),
            "outcome": _door(filled),
            "direction": _door(filled),
            "delegate": _door(text, optional=True),
            "code": _code(text, optional=True),
            "why": _door(text, optional=True),
            "forced": _door(yes_or_no, optional=True),
            "override": _door(filled, optional=True),
            "by_hand": _door(yes_or_no, optional=True),
            "answers": _door(list_of(filled), optional=True),
            "happened": _door(INSTANT, optional=True),
            "paper": _door(yes_or_no, optional=True),
            "heard": _door(INSTANT, optional=True),
            "heard_late": _door(yes_or_no, optional=True),
            "rules": _door(COUNT, optional=True),
            "act": _door(text, optional=True),
            "presented": _desk(text, optional=True),
            "reason": _desk(text, optional=True),
            "represented_by": _desk(text, optional=True),
            "replies": _desk(mapping_of(text), optional=True),
        },
    ),
    _K.LOOKED: Body(
        Tier.DOOR,
        {
            "session": _door(text, optional=True),
            "delegate": _door(text, optional=True),
            "code": _code(text, optional=True),
        },
    ),
    _K.PIN_REFUSED: Body(Tier.DOOR, {"count": _door(COUNT)}),
    _K.ATTENDED_REMOTELY: Body(
        Tier.DOOR,
        {
            "delegate": _door(filled),
            "session": _door(filled),
            "minutes": _door(MINUTES),
            "from": _door(INSTANT, optional=True),
            "until": _door(INSTANT, optional=True),
            "batch": _door(filled),
        },
    ),
    _K.UNDONE: Body(
        Tier.DOOR, {"entry": _door(filled), "desk": _door(filled), "seq": _door(COUNT)}
    ),
    _K.BADGE_PRINTED: Body(
        Tier.DOOR,
        {
            "delegate": _door(filled),
            "known": _door(COUNT, optional=True),
            "code": _code(text, optional=True),
        },
    ),
    _K.BADGE_HANDED_OUT: Body(Tier.DOOR, {"delegate": _door(filled)}),
    _K.INVITED: Body(Tier.ORGANISER, {"delegate": _organiser(filled), "code": _organiser(text)}),
    _K.EXPORTED: Body(
        Tier.DOOR,
        {
            "what": _door(filled),
            "form": _door(text, optional=True),
            "people": _door(COUNT, optional=True),
            "protected": _door(COUNT, optional=True),
            "session": _door(text, optional=True),
            "day": _door(text, optional=True),
            "sealed": _door(yes_or_no, optional=True),
            "happened": _door(INSTANT, optional=True),
            "operator": _door(text, optional=True),
            "why": _desk(text, optional=True),
        },
    ),
    _K.EXPORT_FAILED: Body(Tier.DOOR, {"export": _door(filled)}),
    _K.CARDS_OPENED: Body(Tier.DOOR, {"count": _door(COUNT)}),
    _K.BATCH_APPLIED: Body(
        Tier.DOOR,
        {
            "batch": _door(filled),
            "added": _door(COUNT, optional=True),
            "changed": _door(COUNT, optional=True),
        },
    ),
    _K.BATCH_UNDONE: Body(Tier.DOOR, {"batch": _door(filled)}),
    _K.OPERATOR_SET: Body(
        Tier.DESK,
        {
            "operator": _desk(filled),
            "name": _desk(text),
            "role": _desk(filled),
            "pin": _desk(digest),
        },
    ),
    _K.LEAD_CALLED: Body(
        Tier.DOOR,
        {
            "session": _door(text),
            "scan": _door(text, optional=True),
            "kind": _door(text, optional=True),
        },
    ),
    _K.CALL_ANSWERED: Body(Tier.DOOR, {"call": _door(filled)}),
    _K.CONFLICT_SETTLED: Body(
        Tier.DOOR,
        {
            "conflict": _door(filled),
            "kind": _door(filled),
            "how": _door(filled),
            "people": _door(list_of(filled)),
            "desks": _door(list_of(filled)),
            "entries": _door(list_of(filled)),
            "reason": _desk(text, optional=True),
        },
    ),
    _K.WATCH_ADDED: Body(
        Tier.DESK,
        {
            "item": _desk(filled),
            "digests": _desk(mapping_of(list_of(filled))),
            "text": _organiser(text),
            "why": _organiser(text),
        },
    ),
    _K.WATCH_REMOVED: Body(Tier.DESK, {"item": _desk(filled)}),
    _K.WATCH_MATCHED: Body(Tier.DESK, {"item": _desk(filled), "delegate": _desk(filled)}),
    _K.WATCH_CLEARED: Body(
        Tier.DESK,
        {"delegate": _desk(filled), "items": _desk(list_of(filled)), "reason": _desk(text)},
    ),
    _K.PHOTO_SET: Body(
        Tier.DOOR, {"delegate": _door(filled), "photo": _desk(photograph, optional=True)}
    ),
    _K.DELEGATE_MARKED: Body(Tier.DOOR, {"delegate": _door(filled), "marks": _door(WORDS)}),
}
