"""Changing the event while it runs (reconfiguration): its name and days, its sessions and categories.

Each act is one transaction, and records only the fields that change: what another desk changes at the
same time in another field stands beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkin.journal import changes_of_event
from checkin.plan import changing
from checkin.roles import Action
from checkin.store import event as events

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.domain import Event
    from checkin.journal import Journal
    from checkin.roles import Require
    from checkin.store.store import Store


class Programme:
    """The event as it is, and its changes, in the keys and values of an event file.

    Every act needs the right to set up and returns the event as it then is. Raises `BadPlan` naming
    the key for what an event file could not say, `NotFound` for an unknown session or category.
    """

    def __init__(
        self, store: Store, journal: Journal, require: Require, follow: Callable[[Event], object]
    ) -> None:
        self._store = store
        self._journal = journal
        self._require = require
        self._follow = follow

    def current(self) -> Event:
        """The event as it is."""
        with self._store.read() as connection:
            return events.current(connection)

    def set_event(self, fields: Mapping[str, Any]) -> Event:
        """Changes fields of the event itself."""
        return self._change(lambda event: changing.with_event(event, fields))

    def add_session(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Adds a session, or brings one back with all that was known of it."""
        return self._change(lambda event: changing.with_new_session(event, key, fields))

    def set_session(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Changes fields of a session."""
        return self._change(lambda event: changing.with_session(event, key, fields))

    def cancel_session(self, key: str) -> Event:
        """Takes a session away: nobody is let in any more, and its scans stay counted and reported."""
        return self._change(lambda event: changing.without_session(event, key))

    def add_category(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Adds a category."""
        return self._change(lambda event: changing.with_new_category(event, key, fields))

    def set_category(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Changes fields of a category."""
        return self._change(lambda event: changing.with_category(event, key, fields))

    def _change(self, change: Callable[[Event], Event]) -> Event:
        self._require(Action.SET_UP)
        with self._store.write() as connection:
            before = events.current(connection)
            self._journal.append_many(connection, changes_of_event(before, change(before)))
            now = events.current(connection)
        self._follow(now)
        return now
