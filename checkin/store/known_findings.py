"""What is looked at when a store is opened, because it is cheap; and which findings an organiser has accepted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from checkin import outside
from checkin.journal import missing_triggers
from checkin.store.store import get_setting, put_setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    import sqlalchemy as sa

    from checkin.domain import Problem
    from checkin.journal import Journal
    from checkin.store.store import Store

ACCEPTED: Final = "accepted findings"  # a setting
# These are gone once accepted; the next ones are others.
OF_HEADS: Final = frozenset({"rolled_back", "heads_lost"})


def look(store: Store, journal: Journal) -> None:
    """Compares the remembered last entries and the triggers, and raises the store's alarm for what is wrong."""
    with store.read() as connection:
        found = (*journal.remembered.alarming(connection), *missing_triggers(connection))
        store.alarm.add(not_accepted(connection, found))


def not_accepted(connection: sa.Connection, found: Iterable[Problem]) -> list[Problem]:
    """The findings that no organiser has accepted yet."""
    accepted = _accepted(connection)
    return [problem for problem in found if _name(problem) not in accepted]


def accept(connection: sa.Connection, problems: Iterable[Problem]) -> None:
    """Keeps that these findings were accepted, in the caller's transaction: they stay, and alarm nobody again."""
    names = [_name(problem) for problem in problems if problem.code not in OF_HEADS]
    if names:
        put_setting(connection, ACCEPTED, json.dumps([*_accepted(connection), *names]))


def _accepted(connection: sa.Connection) -> list[list[object]]:
    try:
        return list(outside.parsed_json(get_setting(connection, ACCEPTED).encode()))
    except KeyError:
        return []


def _name(problem: Problem) -> list[object]:
    return [problem.code, problem.desk, problem.seq]
