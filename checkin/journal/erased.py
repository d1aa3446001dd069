"""Who was erased, and which entries are about them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal.contents import readable
from checkin.journal.entry import HASH_BYTES, Head, Opened, hashed_tiers
from checkin.journal.kinds import EVERYBODY, EntryKind
from checkin.keys import code_digest
from checkin.prepared import PreparedQuery, is_any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from checkin.journal.entry import Entry
    from checkin.keys import KeyRing, TierKeys

_erasure = schema.erasure.c
_entry = schema.entry.c
_HASH_OF_SECTION: Final = HASH_BYTES + 1  # with its tier
_THERE: Final = sum(
    (section.is_not(None).cast(sa.Integer) for section in (_entry.desk_section, _entry.organiser)),
    _entry.door.is_not(None).cast(sa.Integer),
)
_LACKING: Final = sa.func.length(_entry.hashes) > _THERE * _HASH_OF_SECTION
_ISSUING: Final = frozenset({EntryKind.DELEGATE_CHANGED, EntryKind.CODE_ISSUED})
# The kinds that are emptied when somebody is erased; those at the end tell doors nothing of whom they are about.
_ABOUT_SOMEBODY: Final = frozenset(
    {
        EntryKind.DELEGATE_CHANGED,
        EntryKind.CODE_ISSUED,
        EntryKind.CODE_REVOKED,
        EntryKind.SCANNED,
        EntryKind.LOOKED,
        EntryKind.BADGE_PRINTED,
        EntryKind.PHOTO_SET,
    }
)
_NAMED_ABOVE_DOORS: Final = frozenset(
    {EntryKind.INVITED, EntryKind.WATCH_MATCHED, EntryKind.WATCH_CLEARED}
)
ERASED: Final = sa.select(_erasure.delegate)
_ANY: Final = PreparedQuery(sa.select(_erasure.delegate).limit(1))
_CODES: Final = PreparedQuery(
    sa.select(schema.issue.c.code).where(is_any_of(schema.issue.c.delegate, "ids"))
)


EMPTIED: Final = "emptied"  # a setting: how many entries were emptied here, ever


def is_erased(connection: sa.Connection, delegate: str) -> bool:
    """Whether a delegate, or `EVERYBODY`, was erased."""
    query = sa.select(sa.exists().where(_erasure.delegate.in_((delegate, EVERYBODY))))
    return bool(connection.scalar(query))


def emptied_here(connection: sa.Connection) -> str:
    """Changes whenever entries are emptied here."""
    name = schema.setting.c.name
    return connection.scalar(sa.select(schema.setting.c.value).where(name == EMPTIED)) or ""


def without_sections(connection: sa.Connection, after: int) -> list[tuple[int, Head]]:
    """The entries that arrived after that place and lack a section that was signed: place and entry.

    At an organiser's desk, which is given all sections, these are the emptied ones.
    """
    query = sa.select(_entry.n, _entry.desk, _entry.seq, _entry.id).where(
        _entry.n > after, _LACKING
    )
    rows = connection.execute(query.order_by(_entry.n))
    return [(row.n, Head(row.desk, row.seq, row.id)) for row in rows]


def any_erased(connection: sa.Connection) -> bool:
    return _ANY.first_row(connection) is not None


def erased(connection: sa.Connection, ring: KeyRing) -> frozenset[str]:
    """The delegates that were erased, and their codes with the form that doors know."""
    if not any_erased(connection):
        return frozenset()
    people = frozenset(connection.scalars(ERASED))
    return people | codes_of(connection, ring, people)


def codes_of(connection: sa.Connection, ring: KeyRing, people: Collection[str]) -> frozenset[str]:
    """The codes of these people that are known here, with the form that doors know."""
    known = {row.code for row in _CODES.all_rows(connection, ids=json.dumps(sorted(people)))}
    return frozenset(known | {code_digest(ring, code) for code in known})


def lacking(entry: Entry, sealing: Mapping[Tier, TierKeys]) -> frozenset[Tier]:
    """The tiers of which this desk has keys, and which the entry was signed with and has no section of."""
    if len(entry.sealed) * _HASH_OF_SECTION == len(entry.hashes):
        return frozenset()
    signed = hashed_tiers(entry.hashes)
    return frozenset(tier for tier in signed if tier in sealing and tier not in entry.sealed)


def may_lack(
    entry: Opened, tiers: Collection[Tier], people: Collection[str], *, here: bool = False
) -> bool:
    """Whether an erasure explains that sections of these tiers are missing, where these people were erased.

    What doors know is never emptied, and what names nobody only at the end of the event. `here`: the entry is
    in this journal, in which a person's entries were emptied also by what is not in the door's section.
    """
    kind = entry.header.kind
    if Tier.DOOR in tiers:
        return False
    if EVERYBODY in people:
        return True
    if kind in _NAMED_ABOVE_DOORS:
        return here and bool(people)
    return kind in _ABOUT_SOMEBODY and is_about(entry, people)


def may_issue_codes(entries: Iterable[Entry]) -> bool:
    """Whether any of these entries is of a kind by which somebody gets a code."""
    return any(entry.header.kind in _ISSUING for entry in entries)


def codes_in(entry: Opened, people: Collection[str]) -> set[str]:
    """The codes, as doors know them, that an entry issues to one of these people."""
    content = _for_doors(entry) if people else {}
    if content.get("delegate") not in people or entry.header.kind not in _ISSUING:
        return set()
    return {*content.get("codes", ()), *filter(None, (content.get("code"),))}


def is_about(entry: Opened, people: Collection[str]) -> bool:
    """Whether an entry is about one of the erased, by what doors can read of it."""
    if not people or EVERYBODY in people:
        return bool(people)
    content = _for_doors(entry)
    return content.get("delegate") in people or content.get("code") in people


def _for_doors(entry: Opened) -> dict[str, Any]:
    """What doors can read of an entry, which is the same everywhere."""
    return readable(Opened(entry.header, entry.id, {Tier.DOOR: entry.sections.get(Tier.DOOR, {})}))
