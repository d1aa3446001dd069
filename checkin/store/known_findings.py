"""What is looked at when a store is opened, because it is cheap; and which findings an organiser has accepted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from checkin import outside
from checkin.domain import Problem
from checkin.journal import Head, missing_triggers
from checkin.store.store import get_setting, put_setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    import sqlalchemy as sa

    from checkin.journal import Journal
    from checkin.store.store import Store

ACCEPTED: Final = "accepted findings"  # a setting
# These are gone once accepted; the next ones are others.
OF_HEADS: Final = frozenset({"rolled_back", "heads_lost", "note_gone"})
ACCEPTED_HEADS: Final = "accepted heads"  # a setting: a note of them may turn up later
FOUND: Final = "found by verification"  # a setting
MOST_FOUND: Final = 1_000
MOST_ACCEPTED: Final = 10_000


def look(store: Store, journal: Journal) -> None:
    """Compares the remembered last entries and the triggers, and raises the store's alarm for what is wrong.

    What a whole verification found before is raised again, also after a restart.
    """
    with store.read() as connection:
        found = (*journal.remembered.alarming(connection), *missing_triggers(connection))
        kept = (Problem(*one) for one in _listed(connection, FOUND))
        store.alarm.renew(OF_HEADS, not_accepted(connection, (*found, *kept)))


def keep(store: Store, problems: Iterable[Problem]) -> None:
    """Keeps what a verification found, until an organiser accepts it; what the last entries tell is noted elsewhere."""
    found = [
        [one.code, one.message, one.desk, one.seq] for one in problems if one.code not in OF_HEADS
    ][:MOST_FOUND]
    if not found or store.read_only:
        return
    with store.write_in_background() as connection:
        put_setting(connection, FOUND, json.dumps(found))


def not_accepted(connection: sa.Connection, found: Iterable[Problem]) -> list[Problem]:
    """The findings that no organiser has accepted yet."""
    accepted = _accepted(connection)
    return [problem for problem in found if _name(problem) not in accepted]


def accept(connection: sa.Connection, problems: Iterable[Problem]) -> None:
    """Keeps that these findings were accepted, in the caller's transaction: they stay, and alarm nobody again."""
    names = [_name(problem) for problem in problems if problem.code not in OF_HEADS]
    if names:
        put_setting(connection, ACCEPTED, json.dumps([*_accepted(connection), *names]))
    put_setting(connection, FOUND, "[]")


def accept_heads(connection: sa.Connection, gone: Iterable[Head]) -> None:
    """Keeps that these last entries are missed no more, in the caller's transaction."""
    known = sorted([head.desk, head.seq, head.entry] for head in gone)
    if known:
        before = _listed(connection, ACCEPTED_HEADS)
        put_setting(connection, ACCEPTED_HEADS, json.dumps([*before, *known][-MOST_ACCEPTED:]))


def accepted_heads(connection: sa.Connection) -> frozenset[Head]:
    """The last entries of which an organiser has accepted that they will not come."""
    return frozenset(Head(*head) for head in _listed(connection, ACCEPTED_HEADS))


def _accepted(connection: sa.Connection) -> list[list[object]]:
    return _listed(connection, ACCEPTED)


def _listed(connection: sa.Connection, name: str) -> list[Any]:
    try:
        return list(outside.parsed_json(get_setting(connection, name).encode()))
    except KeyError:
        return []


def _name(problem: Problem) -> list[object]:
    return [problem.code, problem.desk, problem.seq]
