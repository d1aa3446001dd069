"""Statement of a desk (heartbeat, version vector): what it holds, its clock and its program.

The latest one of each desk is kept beside the entries, not in the journal. It tells who has what, whose
clock is wrong, which desk went back to an older copy, what a hub has shown to others, and who has erased whom.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from checkin import outside
from checkin.journal import Head
from checkin.keys import Signer, Verifier

CONTEXT: Final = b"uketsuke statement 1"
TOLERANCE_MS: Final = 60_000  # of clocks
LONGEST: Final = 200_000  # bytes; two thousand chains
_ID_LENGTH: Final = 32
_HASH_LENGTH: Final = 64
ERASURE_LENGTH: Final = 16  # digits of the id of an erasure; they are few
_LARGEST: Final = 2**63 - 1


class BadStatement(Exception):
    """It is none, or its desk has not signed it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """`wall` is the desk's wall clock when it was made; `heads` are the last entry of each chain held.

    `seen_at_hub` are those of them that the desk saw lie at the hub with that id. `erased` are the
    beginnings of the ids of the erasures that it has carried out.
    """

    desk: str
    wall: int
    version: str
    heads: tuple[Head, ...]
    hub: str = ""
    seen_at_hub: tuple[Head, ...] = ()
    erased: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenAtHub:
    """The hub with which this desk exchanges (see `Membership.hub`), and the last entries that it saw there."""

    hub: str = ""
    heads: frozenset[Head] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """As exchanged: JSON, and the signature of the desk's own key."""

    desk: str
    body: bytes
    signature: bytes


def sign(statement: Statement, event: str, signer: Signer) -> SignedStatement:
    seen = set(statement.seen_at_hub)
    document: dict[str, Any] = {
        "event": event,
        "desk": statement.desk,
        "wall": statement.wall,
        "version": statement.version,
        "heads": [[head.desk, head.seq, head.entry] for head in statement.heads],
        "erased": list(statement.erased),
    }
    if statement.hub:
        lacks = [head.desk for head in statement.heads if head not in seen]
        document["hub"] = {"id": statement.hub, "lacks": lacks}
    body = json.dumps(document, separators=(",", ":")).encode()
    return SignedStatement(statement.desk, body, signer.sign(CONTEXT + body))


def read(signed: SignedStatement, event: str, public: bytes) -> Statement:
    """What a desk states. Raises `BadStatement`."""
    if len(signed.body) > LONGEST or not Verifier(public).genuine(
        signed.signature, CONTEXT + signed.body
    ):
        raise BadStatement
    try:
        document = outside.parsed_json(signed.body)
        statement = _parsed(document, event)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadStatement from error
    if statement.desk != signed.desk:
        raise BadStatement
    return statement


def replaces(new: Statement, old: Statement, now: int) -> bool:
    """Whether a statement was made after another one of the same desk, whose clock may have been set meanwhile.

    Who holds more is later. Otherwise the desk's clock tells, unless it was ahead of `now`, this machine's.
    """
    more, less = _covers(new, old), _covers(old, new)
    is_later, latest = new.wall > old.wall, now + TOLERANCE_MS
    if more and not less:
        return True
    if less and not more:  # it went back to an older copy, or this one went astray
        return is_later and new.wall <= latest
    return is_later or new.wall <= latest < old.wall


def _covers(one: Statement, other: Statement) -> bool:
    held = {head.desk: head.seq for head in one.heads}
    return all(held.get(head.desk, 0) >= head.seq for head in other.heads)


def _parsed(document: Any, event: str) -> Statement:
    heads = tuple(Head(*head) for head in document["heads"])
    erased = tuple(document.get("erased", ()))
    hub = document.get("hub", {"id": "", "lacks": []})
    lacks = set(hub["lacks"])
    whole = (
        document["event"] == event
        and _is_id(document["desk"], _ID_LENGTH)
        and _is_count(document["wall"])
        and isinstance(document["version"], str)
        and isinstance(hub["id"], str)
        and all(isinstance(beginning, str) for beginning in erased)
        and all(
            _is_id(head.desk, _ID_LENGTH)
            and _is_count(head.seq)
            and _is_id(head.entry, _HASH_LENGTH)
            for head in heads
        )
    )
    if not whole:
        raise BadStatement
    seen = tuple(head for head in heads if head.desk not in lacks) if hub["id"] else ()
    return Statement(
        document["desk"], document["wall"], document["version"], heads, hub["id"], seen, erased
    )


def _is_id(value: object, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and not value.strip("0123456789abcdef")


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST
