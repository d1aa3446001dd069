"""Conflicts of desks that were apart (conflict resolution): listed for a lead, and settled by one entry."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import names, schema, visibility
from checkin.conflicts import derived, desks
from checkin.domain import ConflictKind, Settling
from checkin.errors import NotFound, NotPossible
from checkin.journal import conflict_settled
from checkin.language import mark
from checkin.roles import Action
from checkin.store import event, people
from checkin.store.store import get_setting, put_setting
from checkin.sync import withheld

if TYPE_CHECKING:
    from checkin.desk import Desk
    from checkin.domain import Conflict
    from checkin.sync import Exchange

ALERTED: Final = "conflicts_alerted"  # a setting: the ids


@dataclass(frozen=True, slots=True)
class OpenConflicts:
    """How many conflicts a lead is to settle, and how many entries are held, which may settle itself.

    `alerts`: how many of the conflicts are about somebody who is inside and was to be stopped, and new to leads here.
    """

    to_settle: int
    held: int
    alerts: int = 0


class Conflicts:
    """The conflicts of this event as far as this desk knows. Nothing of it is in the path of a scan."""

    def __init__(self, exchange: Exchange, desk: Desk) -> None:
        self._exchange = exchange
        self._desk = desk
        self._known: tuple[tuple[Any, ...], tuple[Conflict, ...]] | None = None

    def every(self) -> tuple[Conflict, ...]:
        """Open ones first, the latest first; then those that were settled. Raises `NotAllowed`."""
        self._desk.shift.require(Action.SETTLE)
        return self._every()

    def counts(self) -> OpenConflicts:
        """How many are open: for the strip, whatever the role; it names nobody."""
        still_open = [conflict for conflict in self._every() if conflict.settled is None]
        held = [conflict for conflict in still_open if conflict.kind is ConflictKind.HELD]
        return OpenConflicts(
            to_settle=len(still_open) - len(held),
            held=sum(conflict.count for conflict in held),
        )

    def news(self) -> OpenConflicts:
        """As `counts`, for a lead: each conflict is among the `alerts` once on this machine, also across restarts.

        Raises `NotAllowed`.
        """
        urgent = {conflict.id for conflict in self.every() if conflict.is_urgent}
        store = self._exchange.store
        with store.read() as connection:
            told = _told(connection)
        new = urgent - told
        if new and not store.read_only:
            known = {conflict.id for conflict in self._every()}
            with store.write_in_background() as connection:
                put_setting(connection, ALERTED, json.dumps(sorted((told & known) | new)))
        return replace(self.counts(), alerts=len(new))

    def names(self, conflict: Conflict) -> tuple[dict[str, str], dict[str, str]]:
        """The names of its people, numbers where this desk shows none, and those of its desks, by id."""
        with self._exchange.store.read() as connection:
            known = people.some(connection, conflict.people, doubles=True)
            of_desks = event.desk_names(connection)
        persons = [visibility.named(people.person(delegate)) for delegate in known]
        unnamed = self._desk.shift.viewer.unnamed
        return {
            person.id: f"{person.number:03} {'' if unnamed else person.name}".rstrip()
            for person in persons
        }, of_desks

    def settle(self, conflict: str, how: Settling, reason: str) -> Conflict:
        """Settles a conflict at every desk; by undo, the later scan is undone in the same transaction.

        Raises `NotAllowed`, `NotFound` for one that is not there, `NotPossible` for one that is
        settled, that cannot be undone, or for no reason.
        """
        self._desk.shift.require(Action.SETTLE)
        said = names.clean(reason)
        if not said:
            raise NotPossible(mark("Say why: a reason is needed."))
        found = next((known for known in self._every() if known.id == conflict), None)
        if found is None:
            raise NotFound(mark("There is no such conflict."))
        if found.settled is not None:
            raise NotPossible(mark("This conflict is settled already."))
        undoes = found.undoes if how is Settling.UNDO else ()
        if how is Settling.UNDO and not undoes:
            raise NotPossible(mark("There is no scan here that could be undone."))
        self._desk.undo(*undoes, because=conflict_settled(found, how, said))
        return next(known for known in self._every() if known.id == conflict)

    def _every(self) -> tuple[Conflict, ...]:
        """Derived anew only where something has come since."""
        with self._exchange.store.read() as connection:
            state = _state(connection)
        if self._known is None or self._known[0] != state:
            self._known = state, self._derived()
        return self._known[1]

    def _derived(self) -> tuple[Conflict, ...]:
        exchange = self._exchange
        statements = exchange.stated()
        with exchange.store.read() as connection:
            chains = desks.owners(connection)
            own = [chain for chain, desk in chains.items() if desk == exchange.desk]
            found = [
                *derived.of_entries(connection, exchange.journal.identity.ring),
                *desks.held(connection, chains),
                *desks.hub_went_back(connection),
                *desks.own_went_back(connection, chains),
                *desks.withheld_by_hub(connection, chains),
                *desks.stated(connection, statements, own),
                *desks.branches_stated(connection, statements, chains),
            ]
            return derived.with_settlements(connection, found)


def _told(connection: sa.Connection) -> set[str]:
    """The conflicts of which a lead here was alerted before."""
    try:
        return set(json.loads(get_setting(connection, ALERTED)))
    except KeyError:
        return set()


def _state(connection: sa.Connection) -> tuple[Any, ...]:
    """Changes with each entry that is taken in or held, each statement, and the hub."""
    held, statement = schema.held.c, schema.statement.c
    queries = (
        sa.select(sa.func.max(schema.entry.c.n)),
        sa.select(sa.func.count(), sa.func.max(held.since)).select_from(schema.held),
        sa.select(sa.func.count(), sa.func.sum(statement.wall)).select_from(schema.statement),
    )
    counts = (value for query in queries for value in connection.execute(query).one())
    settings = (desks.LOST_BY_HUB, desks.CAME_BACK_HERE, withheld.STORED)
    noted = (connection.scalar(query) for query in settings)
    return (*counts, *noted)
