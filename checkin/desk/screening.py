"""Screening of an import (denied-party screening): which rows may be people on the watch list, before they come in.

The same is asked as at the desk: by digest, and by close spellings where the list can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin import names, watching
from checkin.domain import Delegate
from checkin.store import watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import sqlalchemy as sa

    from checkin.watching import Candidate

LOOKED_AT: Final = 20  # hits of the look-up for each text; few have a whole name that is near


def screen(
    connection: sa.Connection, key: bytes, candidates: Iterable[Candidate]
) -> frozenset[int]:
    """The rows of those who must be looked at; whoever was cleared of an item is not found by it."""
    by_row = {candidate.row: candidate for candidate in candidates}
    found = {row for row, who in by_row.items() if _is_matched(connection, key, who)}
    return frozenset({*found, *_close_ones(connection, by_row)})


def is_close(fields: Mapping[str, str], text: str) -> bool:
    """Whether a name is near to a text of the list."""
    return bool(text) and names.close_name(names.spellings({"name": text}), names.spellings(fields))


def _is_matched(connection: sa.Connection, key: bytes, who: Candidate) -> bool:
    person = watching.of_person(key, who.fields)
    found = watch.by_digest(connection, person.every, who.delegate)
    if any(person.match(watched) for _, watched in found):
        return True
    code = (watching.of_code(key, who.code),) if who.code else ()
    return bool(code) and bool(watch.by_digest(connection, code, who.delegate))


def _close_ones(connection: sa.Connection, by_row: Mapping[int, Candidate]) -> Iterator[int]:
    # Lazy import: its libraries must not delay the opening of the window.
    from checkin.lookup.finder import Finder  # noqa: PLC0415
    from checkin.lookup.index import entry  # noqa: PLC0415

    listed = [item for item in watch.items(connection) if item.text]
    if not listed:
        return
    cleared = watch.cleared(connection)
    finder = Finder(
        entry(Delegate(str(row), row, **who.fields), ())  # type: ignore[arg-type]
        for row, who in by_row.items()
    )
    for item in listed:
        for hit in finder.find(item.text, LOOKED_AT):
            who = by_row[int(hit.delegate)]
            if (item.id, who.delegate) not in cleared and is_close(who.fields, item.text):
                yield who.row
