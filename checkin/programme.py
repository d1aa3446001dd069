"""Changing the event while it runs (reconfiguration): its name and days, its sessions and categories.

Each act is one transaction, and records only the fields that change: what another desk changes at the
same time in another field stands beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin import own_columns
from checkin.journal import changes_of_event, delegate_changed
from checkin.plan import changing, own_changes
from checkin.roles import Action
from checkin.store import event as events
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.domain import Event
    from checkin.journal import Journal
    from checkin.roles import Require
    from checkin.store.store import Store


CHUNK: Final = 50  # delegates whose columns are copied before a waiting scan has its turn


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

    def add_column(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Describes a column of the roster; `key` is its heading."""
        return self._change(lambda event: own_changes.with_new_column(event, key, fields))

    def set_column(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Changes what is said of a column."""
        return self._change(lambda event: own_changes.with_column(event, key, fields))

    def remove_column(self, key: str) -> Event:
        """Describes a column no more; what delegates have in it stays."""
        return self._change(lambda event: own_changes.without_column(event, key))

    def add_question(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Adds a question to be asked at check-in."""
        return self._change(lambda event: own_changes.with_new_question(event, key, fields))

    def set_question(self, key: str, fields: Mapping[str, Any]) -> Event:
        """Changes a question."""
        return self._change(lambda event: own_changes.with_question(event, key, fields))

    def remove_question(self, key: str) -> Event:
        """Asks a question no more; its answers stay."""
        return self._change(lambda event: own_changes.without_question(event, key))

    def _change(self, change: Callable[[Event], Event]) -> Event:
        self._require(Action.SET_UP)
        with self._store.write() as connection:
            before = events.current(connection)
            self._journal.append_many(connection, changes_of_event(before, change(before)))
            now = events.current(connection)
        if set(now.desk_columns) - set(before.desk_columns):
            self._copy_to_desks(now)
        self._follow(now)
        return now

    def _copy_to_desks(self, event: Event) -> None:
        """Gives desks a copy of what delegates have in columns that desks may read from now on.

        In chunks, because scans wait; a delegate who is missed has it with the next import.
        """
        with self._store.read() as connection:
            copies = [
                (delegate.id, missing)
                for delegate in people.everyone_with_doubles(connection)
                if (missing := own_columns.missing_copies(event, delegate))
            ]
        for start in range(0, len(copies), CHUNK):
            drafts = [
                delegate_changed(delegate, {"at_scan": missing})
                for delegate, missing in copies[start : start + CHUNK]
            ]
            with self._store.write_in_background() as connection:
                self._journal.append_many(connection, drafts)
