"""The entries of an import: one for each row that adds or changes somebody."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from checkin.domain import CodeKind, Tier
from checkin.journal import delegate_changed
from checkin.keys import keyed_digest
from checkin.roster.changes import CODES, first_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

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


def drafts_of(
    matches: Sequence[MatchedRow], batch: str, newcomers: Newcomers, at_scan: Iterable[str]
) -> list[EntryDraft]:
    """A draft per row, by delegate: a chunk of them touches few pages of the tables.

    The highest number comes first, so that no other action assigns it meanwhile.
    """
    drafts = sorted(
        _drafts(matches, batch, newcomers, at_scan),
        key=lambda draft: str(draft.sections[Tier.DOOR]["delegate"]),
    )
    numbers = [draft.sections[Tier.DOOR]["fields"].get("number", 0) for draft in drafts]
    if drafts:
        drafts.insert(0, drafts.pop(numbers.index(max(numbers))))
    return drafts


def _drafts(
    matches: Sequence[MatchedRow], batch: str, newcomers: Newcomers, at_scan: Iterable[str]
) -> Iterator[EntryDraft]:
    number = newcomers.last_number
    taken = set(newcomers.known)
    for match in matches:
        if match.refused:
            continue
        if match.target is None:
            if match.entry.number is None:
                number += 1
            delegate = _new_id(match.entry, newcomers.key, taken)
            taken.add(delegate)
            code = newcomers.make_code(delegate, CodeKind.INVITATION, 0)
            codes = {code: CodeKind.INVITATION}
            if match.entry.code:
                codes[match.entry.code] = CodeKind.EXTERNAL
            fields = first_fields(match.entry, match.entry.number or number, at_scan)
            yield delegate_changed(delegate, fields, batch=batch, codes=codes)
        elif match.changed:
            changed: dict[str, Any] = dict(match.changed)
            codes = changed.pop(CODES, {})
            yield delegate_changed(match.target.id, changed, batch=batch, codes=codes)


def _new_id(row: RosterRow, key: bytes, taken: Set[str]) -> str:
    """The id of a new delegate: the same at every desk that reads the same row.

    Two desks that import one file apart put nobody on the roster twice. Somebody who is on it
    already under that id was not matched, so this is another one.
    """
    known_by = (row.number or 0, row.code, row.email_key, row.name_key, row.organisation_key)
    ids = (keyed_digest(key, json.dumps(["delegate", *known_by, copy])) for copy in count())
    return next(identifier for identifier in ids if identifier not in taken)
