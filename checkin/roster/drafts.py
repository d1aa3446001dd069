"""The entries of an import: one for each row that adds or changes somebody."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from checkin.domain import CodeKind, Status, Tier
from checkin.journal import code_issued, delegate_changed
from checkin.keys import keyed_digest
from checkin.roster.changes import CODES, first_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from checkin.codes import CodeMaker
    from checkin.journal import EntryDraft
    from checkin.roster.matching import MatchedRow
    from checkin.roster.rows import RosterRow


@dataclass(frozen=True, slots=True)
class Newcomers:
    """What decides the ids, numbers and codes of those whom an import adds."""

    key: bytes  # of the digests that become ids
    known: Set[str]  # the ids on the roster
    last_number: int
    make_code: CodeMaker


@dataclass(frozen=True, slots=True)
class ImportedBatch:
    """What the entries of one import are made of."""

    id: str
    at_scan: Sequence[str]
    cancelled: Sequence[str]  # the ids of those who are gone from the list
    generations: Mapping[str, int]  # code that changes hands → its next generation


def drafts_of(
    matches: Sequence[MatchedRow], newcomers: Newcomers, batch: ImportedBatch
) -> list[EntryDraft]:
    """A draft per row, by delegate: a chunk of them touches few pages of the tables.

    The highest number comes first, so that no other action assigns it meanwhile.
    """
    drafts = sorted(
        _drafts(matches, newcomers, batch),
        key=lambda draft: str(draft.sections[Tier.DOOR]["delegate"]),
    )
    numbers = [draft.sections[Tier.DOOR].get("fields", {}).get("number", 0) for draft in drafts]
    if drafts:
        drafts.insert(0, drafts.pop(numbers.index(max(numbers))))
    return drafts


def _drafts(
    matches: Sequence[MatchedRow], newcomers: Newcomers, batch: ImportedBatch
) -> Iterator[EntryDraft]:
    number = newcomers.last_number
    taken = set(newcomers.known)
    for match in matches:
        if match.refused:
            continue
        delegate = match.target.id if match.target else ""
        if not delegate:
            number += match.entry.number is None
            delegate = next(new for new in ids_of(match.entry, newcomers.key) if new not in taken)
            taken.add(delegate)
            yield _added(match, delegate, match.entry.number or number, newcomers, batch)
        elif match.changes_something:
            changed: dict[str, Any] = dict(match.merged.fields)
            codes = changed.pop(CODES, {})
            yield delegate_changed(delegate, changed, batch=batch.id, codes=codes)
        if match.takes_code:
            code = match.entry.code
            yield code_issued(
                code, CodeKind.EXTERNAL, delegate, batch.generations[code], batch=batch.id
            )
    for gone in batch.cancelled:
        yield delegate_changed(gone, {"status": Status.CANCELLED.value}, batch=batch.id)


def _added(
    match: MatchedRow, delegate: str, number: int, newcomers: Newcomers, batch: ImportedBatch
) -> EntryDraft:
    code = newcomers.make_code(delegate, CodeKind.INVITATION, 0)
    codes = {code: CodeKind.INVITATION}
    if match.entry.code and not match.takes_code:
        codes[match.entry.code] = CodeKind.EXTERNAL
    fields = first_fields(match.entry, number, batch.at_scan)
    return delegate_changed(delegate, fields, batch=batch.id, codes=codes)


def ids_of(row: RosterRow, key: bytes) -> Iterator[str]:
    """The ids that a new delegate may have, best first: the same at every desk that reads the same row.

    Two desks that import one file apart put nobody on the roster twice. Somebody who is on it
    already under that id was not matched, so this is another one.
    """
    known_by = (row.number or 0, row.code, row.email_key, row.name_key, row.organisation_key)
    return (keyed_digest(key, json.dumps(["delegate", *known_by, copy])) for copy in count())
