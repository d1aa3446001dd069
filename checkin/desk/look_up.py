"""Look-up at a desk (search): what the operator may find, and the name behind an alias."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from checkin import visibility
from checkin.desk import groups
from checkin.desk.search import Search
from checkin.domain import Match, SearchResult
from checkin.errors import NotPossible
from checkin.language import mark
from checkin.roles import Action
from checkin.store import people, photos

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checkin.desk.shift import Shift
    from checkin.domain import Session
    from checkin.mrz import Holder
    from checkin.presence import Moment
    from checkin.store.store import Store


class LookUp:
    """Finds delegates for the role in force, in the session of the desk."""

    def __init__(
        self,
        store: Store,
        shift: Shift,
        session: Callable[[str | None], Session],
        moment: Callable[[], Moment],
    ) -> None:
        self._store = store
        self._shift = shift
        self._session = session
        self._moment = moment
        self._search = Search(store)

    def search(self, text: str, limit: int = 8, session: str | None = None) -> SearchResult:
        """The best hits, and how many delegates there are in all.

        E-mail addresses, telephone numbers and columns are searched for leads and organisers only.
        """
        viewer = self._shift.viewer
        # No search by name where names are hidden: a hit would reveal the name.
        if viewer.unnamed and not text.strip().isdecimal():
            return SearchResult((), 0)
        result = self._search.search(
            text,
            visibility.most_hits(limit, viewer),
            self._session(session).key,
            self._moment(),
            contacts=visibility.searches_contacts(viewer),
            own_columns=viewer.may(Action.SEE_EVERYBODY),
        )
        return replace(result, hits=tuple(visibility.found(hit, viewer) for hit in result.hits))

    def words_for(self, holders: Sequence[Holder]) -> str:
        """What to search for to find who a document names: as much of the name as finds anybody.

        The roster seldom has all given names of a passport. Raises `NotPossible` where names are hidden, and
        `NotAllowed` for a role that finds nobody.
        """
        if self._shift.viewer.unnamed:
            raise NotPossible(mark("This desk hides names, so nobody is found by a document."))
        self._shift.require(Action.FIND)
        levels = zip_longest(*(holder.queries() for holder in holders), fillvalue="")
        queries = [text for level in levels for text in level if text]
        for text in queries:
            if any(hit.match is not Match.GUESS for hit in self.search(text).hits):
                return text
        return queries[0]

    def matching(self, text: str) -> tuple[str, ...]:
        """The ids of all who match, best first. Raises `NotAllowed` for a role that may not list delegates."""
        self._shift.require(Action.FILTER)
        return self._search.matching(
            text, contacts=visibility.searches_contacts(self._shift.viewer)
        )

    def legal_name(self, delegate: str) -> str:
        """The name behind an alias, in both scripts.

        Raises `NotAllowed` unless a lead uses the desk, and `NotFound`.
        """
        self._shift.require(Action.CORRECT)
        with self._store.read() as connection:
            known = people.get_delegate(connection, delegate)
        return f"{known.display_name} {known.second_name}".strip()

    def photograph(self, delegate: str) -> bytes | None:
        """The photograph to show beside the name, a JPEG; None where there is none, or none may be seen."""
        with self._store.read() as connection:
            known = people.get_delegate(connection, delegate)
            if not visibility.shows_photograph(known, self._shift.viewer):
                return None
            return photos.photograph(connection, people.one_person(connection, known.id))

    def has_group(self, delegate: str) -> bool:
        """Whether to offer the list of the delegate's group: for leads, where others are on it."""
        if not self._shift.may(Action.GROUP):
            return False
        with self._store.read() as connection:
            return groups.has_others(connection, delegate)

    def prepare(self) -> None:
        """Builds the search index; slow for thousands of delegates, so call it behind the window."""
        self._search.refresh()
