"""Filtered lists of delegates (faceted search): the roster of a store, narrowed by conditions and by a search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import grouping, own_columns, schema, visibility
from checkin.column_values import canonical
from checkin.desk import people_filter
from checkin.desk.people_filter import FilteredPeople, ListedPerson, PeopleFilter
from checkin.prepared import PreparedQuery
from checkin.presence import MINUTE, Moment, calendar_of
from checkin.roles import Action
from checkin.store import event, handed_out, listing, people

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk.shift import Shift
    from checkin.domain import Delegate
    from checkin.store.store import Store
    from checkin.visibility import Viewer

_NEWEST: Final = PreparedQuery(sa.select(sa.func.max(schema.entry.c.n).label("n")))


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """The whole roster as a viewer sees it, as of an entry and a minute."""

    newest: int
    minute: int
    viewer: Viewer
    everyone: tuple[ListedPerson, ...]


class PeopleLists:
    """Lists the delegates of one store. Slow for thousands of them, so call it behind the window."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], int],
        shift: Shift,
        matching: Callable[[str], tuple[str, ...]],
    ) -> None:
        self._store = store
        self._now = now
        self._shift = shift
        self._matching = matching
        # While somebody filters, the next condition or letter must not read the whole roster again.
        self._last: _Snapshot | None = None

    def filtered(self, wanted: PeopleFilter) -> FilteredPeople:
        """Who meets all conditions and matches the text: best first, without a text by number.

        Without a condition an organiser gets everybody, and a lead only the counts. Raises `NotAllowed` for others.
        """
        self._shift.require(Action.FILTER)
        everyone = self._everyone(keep=bool(wanted.conditions))
        if wanted.text:
            known = {person.delegate.id: person for person in everyone}
            everyone = tuple(known[who] for who in self._matching(wanted.text) if who in known)
        found = people_filter.filtered(everyone, wanted)
        if wanted.conditions or self._shift.may(Action.SEE_EVERYBODY):
            return found
        return FilteredPeople(wanted, (), found.facets)

    def _everyone(self, *, keep: bool) -> tuple[ListedPerson, ...]:
        viewer, now, last = self._shift.viewer, self._now(), self._last
        with self._store.read() as connection:
            newest = _NEWEST.all_rows(connection)[0].n or 0
            as_of = newest, now // MINUTE, viewer
            if last is None or (last.newest, last.minute, last.viewer) != as_of:
                last = _Snapshot(*as_of, _listed(connection, viewer, now))
        self._last = last if keep else None
        return last.everyone


def _listed(connection: sa.Connection, viewer: Viewer, now: int) -> tuple[ListedPerson, ...]:
    """Everybody by number, redacted for the viewer."""
    known = event.current(connection)
    inside, today = listing.whereabouts(connection, Moment(calendar_of(known), now))
    printed, groups = listing.printed(connection), people.groups(connection)
    handed_over = handed_out.everybody(connection)
    invited = listing.invited(connection) if viewer.may(Action.SEE_EVERYBODY) else None
    described = cache(partial(own_columns.described, known))

    def listed(delegate: Delegate) -> ListedPerson:
        shown = visibility.delegate(delegate, viewer)
        values = own_columns.all_values(shown) if shown.extras or shown.at_scan else {}
        columns = ((described(heading), value) for heading, value in values.items())
        return ListedPerson(
            delegate=shown,
            delegation=grouping.delegation(groups.get(delegate.id, "")),
            inside_since=inside.get(delegate.id),
            came_today=delegate.id in today,
            badge_printed=delegate.id in printed,
            badge_handed_over=delegate.id in handed_over,
            invited=None if invited is None else delegate.id in invited,
            columns=tuple((column.key, canonical(column, value)) for column, value in columns),
        )

    return tuple(map(listed, people.everyone(connection)))
