"""Watch list: names and codes that must be looked at. A hit calls the lead quietly; see decision 071.

What is matched without reading the list, by digest, is matched at each scan: no import, correction or
order of arrival can miss it. Close spellings are found where the list can be read, and journalled.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin import keys, names, outside, watching
from checkin.desk import screening
from checkin.desk.screening import LOOKED_AT, is_close
from checkin.desk.search import Search
from checkin.desk.watched_people import candidates, names_of
from checkin.domain import Flag, Tier
from checkin.elements import GONE, SET
from checkin.errors import BadFile, NotFound, NotPossible
from checkin.journal import (
    delegate_marked,
    watch_added,
    watch_cleared,
    watch_mark,
    watch_matched,
    watch_removed,
)
from checkin.language import mark
from checkin.presence import Moment, calendar_of
from checkin.roles import Action
from checkin.store import event, people, watch
from checkin.store.store import get_setting, put_setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import sqlalchemy as sa

    from checkin.desk.shift import Shift
    from checkin.domain import Delegate, PastScan
    from checkin.journal import EntryDraft, Journal
    from checkin.store.store import Store
    from checkin.store.watch import Watched
    from checkin.watching import Candidate

_LARGEST_FILE: Final = 1_000_000
_WORTH_NOTING: Final = 500  # entries; fewer are sooner looked at again than noted
_LOOKED_AT: Final = "watch_list_looked_at"  # up to which entry the roster was compared


class WatchList:
    """The watch list of one event. Organisers keep it; a lead clears a delegate of it."""

    def __init__(
        self, store: Store, journal: Journal, shift: Shift, new_id: Callable[[], str]
    ) -> None:
        self._store = store
        self._journal = journal
        self._shift = shift
        self._new_id = new_id
        self._key = keys.matching_key(journal.identity.ring)
        self.is_used = False  # no scan asks the store about a list that nobody keeps
        self.refresh()

    def refresh(self) -> None:
        """Notices a list that another desk has begun: call it when entries have arrived."""
        with self._store.read() as connection:
            self.is_used = bool(self._key) and watch.any_item(connection)

    def items(self) -> tuple[Watched, ...]:
        """The whole list. Raises `NotAllowed` unless the role is organiser."""
        self._shift.require(Action.WATCH)
        with self._store.read() as connection:
            return watch.items(connection)

    def add(self, *texts: str, why: str = "") -> int:
        """Adds names or codes, in one transaction. Returns how many were not on the list yet.

        Raises `NotPossible` for a text without a letter or digit.
        """
        self._shift.require(Action.WATCH)
        given = {names.fold(text): names.clean(text) for text in reversed(texts)}
        if not all(given):
            raise NotPossible(mark("A name or a code is needed."))
        with self._store.write() as connection:
            known = {names.fold(item.text) for item in watch.items(connection)}
            new = [text for folded, text in reversed(given.items()) if folded not in known]
            for text in new:
                self._journal.append(connection, self._added(text, names.clean(why)))
        self.refresh()
        if new:
            self.look_through()
        return len(new)

    def add_file(self, path: Path) -> int:
        """Adds each line of a text file. Raises `BadFile` for what is no text, or far too large."""
        self._shift.require(Action.WATCH)
        try:
            lines = outside.data(path, _LARGEST_FILE).decode("utf-8-sig").splitlines()
        except (OSError, ValueError) as error:
            raise BadFile(mark("The file cannot be read as text (UTF-8).")) from error
        written = [line for line in lines if names.fold(line)]
        if not written:
            raise BadFile(mark("The file must have one name a line."))
        return self.add(*written)

    def remove(self, item: str) -> None:
        """Takes an item off the list; whoever was found to be on it is free. Raises `NotFound`."""
        self._shift.require(Action.WATCH)
        with self._store.write() as connection:
            if all(watched.id != item for watched in watch.items(connection)):
                raise NotFound(mark("This is not on the watch list any more."))
            self._journal.append(connection, watch_removed(item))
            self.mark(connection, watch.marked(connection))
        self.refresh()

    def is_watched(self, delegate: str) -> bool:
        """Whether a delegate is on the list, for a lead. Raises `NotAllowed`, `NotFound`."""
        self._shift.require(Action.OVERRIDE)
        with self._store.read() as connection:
            return bool(self._all_hits(connection, delegate))

    def clear(self, delegate: str, reason: str) -> None:
        """A lead has looked: the delegate is not who is on the list.

        Raises `NotAllowed`, `NotFound`, and `NotPossible` without a reason or a hit.
        """
        self._shift.require(Action.OVERRIDE)
        reason = names.clean(reason)
        if not reason:
            raise NotPossible(mark("Type a reason; it goes on record."))
        with self._store.write() as connection:
            # Each name is cleared by itself, and stays so if they are parted.
            cleared = [
                watch_cleared(who, hits, reason)
                for who, hits in self._hits_of_each(connection, delegate)
                if hits
            ]
            if not cleared:
                raise NotPossible(mark("This is not on the watch list any more."))
            self._journal.append_many(connection, cleared)
            self.mark(connection, (delegate,))

    def sees(self, connection: sa.Connection, delegate: Delegate | None, code: str) -> bool:
        """Whether who is presented must be looked at: by name, by a close spelling, or by the code."""
        if not self.is_used:
            return False
        if delegate is not None and any(
            self._hits(connection, name) for name in _names(connection, delegate)
        ):
            return True
        digest = watching.of_code(self._key, code) if code else ""
        owner = delegate.id if delegate else ""
        return bool(digest) and bool(watch.by_digest(connection, (digest,), owner))

    def sees_name(self, connection: sa.Connection, name: str) -> bool:
        """Whether somebody of that name, such as a representative, must be looked at."""
        if not self.is_used or not name:
            return False
        fields = {"name": name}
        if self._by_digest(connection, fields, ""):
            return True
        return any(is_close(fields, watched.text) for watched in watch.items(connection))

    def screen(self, connection: sa.Connection, candidates: Iterable[Candidate]) -> frozenset[int]:
        """The rows of a roster file whose people must be looked at."""
        return screening.screen(connection, self._key, candidates) if self.is_used else frozenset()

    def is_quiet(self, connection: sa.Connection, delegate: str) -> bool:
        """Whether a delegate of the roster is on the list, by name or by any of their codes."""
        return self.is_used and bool(self._all_hits(connection, delegate))

    def marked(
        self, connection: sa.Connection, scans: tuple[PastScan, ...]
    ) -> tuple[PastScan, ...]:
        """The scans; who was let in by a lead and is on the list has the mark of a quiet check."""
        if not self.is_used:
            return scans
        forced = {scan.person.id for scan in scans if scan.by_lead and scan.person}
        known = [delegate.id for delegate in people.some(connection, forced)]
        quiet = {delegate for delegate in known if self.is_quiet(connection, delegate)}
        return tuple(
            replace(scan, person=replace(scan.person, flags=(*scan.person.flags, Flag.CALL_LEAD)))
            if scan.person and scan.person.id in quiet
            else scan
            for scan in scans
        )

    def compare(self, connection: sa.Connection, delegate: Delegate) -> None:
        """Notes close spellings of a delegate who is new or has another name, in the caller's transaction."""
        if not self.is_used:
            return
        known = set(self._hits(connection, delegate))
        fields = names_of(delegate)
        for watched in watch.items(connection):
            if watched.id not in known and is_close(fields, watched.text):
                self._journal.append(connection, watch_matched(watched.id, delegate.id))
        self.mark(connection, (delegate.id,))

    def look_through(self) -> None:
        """Notes close spellings among all delegates, and marks for doors whom they must stop.

        For after an import or a new item.
        """
        if self.is_used:
            self._note_close_ones()
        self.catch_up()

    def catch_up(self) -> None:
        """Marks for doors who is on the list by what has come since the last time, here or from other desks.

        An organiser's desk does it for all. What other desks register they mark themselves, as far as they
        have heard of the list.
        """
        self.refresh()
        if Tier.ORGANISER not in self._journal.identity.ring.sealing or self._store.read_only:
            return
        with self._store.read() as connection:
            if not self.is_used and not watch.marked(connection):
                return  # the first item is a change of the list, and looks at all
            before, last = self._looked_at(connection), watch.last_entry(connection)
            changed = watch.changed_after(connection, before)
            found = candidates(connection, self._key, changed)
        if not found and changed is not None and last - before < _WORTH_NOTING:
            return
        with self._store.write_in_background() as connection:
            self.mark(connection, found)
            put_setting(connection, _LOOKED_AT, str(last))

    def _looked_at(self, connection: sa.Connection) -> int:
        with suppress(KeyError):
            return int(get_setting(connection, _LOOKED_AT))
        return 0

    def mark(self, connection: sa.Connection, delegates: Iterable[str]) -> None:
        """Makes the marks for doors those of the items that the delegates may be: see decision 097."""
        ring = self._journal.identity.ring
        before = watch.marks(connection, delegates)
        for delegate in people.some(connection, delegates):
            marks = {watch_mark(ring, item) for item in self._all_hits(connection, delegate.id)}
            standing = set(before.get(delegate.id, ()))
            if marks != standing:
                change = {SET: sorted(marks - standing), GONE: sorted(standing - marks)}
                self._journal.append(connection, delegate_marked(delegate.id, change))

    def _note_close_ones(self) -> None:
        with self._store.read() as connection:
            listed = [item for item in watch.items(connection) if item.text]
            calendar = calendar_of(event.current(connection))
        search, when = Search(self._store), Moment(calendar, self._journal.now())
        candidates = [
            (item, [hit.id for hit in found.hits])
            for item in listed
            for found in (search.search(item.text, LOOKED_AT, "", when, contacts=False),)
        ]
        with self._store.write() as connection:
            drafts = list(self._matched(connection, candidates))
            self._journal.append_many(connection, drafts)

    def _matched(
        self, connection: sa.Connection, candidates: Iterable[tuple[Watched, list[str]]]
    ) -> Iterator[EntryDraft]:
        for item, delegates in candidates:
            found = people.some(connection, delegates)
            for delegate in (name for hit in found for name in _names(connection, hit)):
                known = item.id in self._hits(connection, delegate)
                if not known and is_close(names_of(delegate), item.text):
                    yield watch_matched(item.id, delegate.id)

    def _added(self, text: str, why: str) -> EntryDraft:
        digests: dict[str, list[str]] = {}
        for watched in watching.of_text(self._key, text):
            digests.setdefault(watched.made.value, []).append(watched.digest)
        return watch_added(self._new_id(), text, why, digests)

    def _hits(self, connection: sa.Connection, delegate: Delegate) -> tuple[str, ...]:
        """The items that somebody of that name may be and was not cleared of."""
        if not self.is_used:
            return ()
        by_digest = self._by_digest(connection, names_of(delegate), delegate.id)
        return tuple(dict.fromkeys((*by_digest, *watch.by_match(connection, delegate.id))))

    def _all_hits(self, connection: sa.Connection, delegate: str) -> tuple[str, ...]:
        """The items that the delegate, or a double of theirs, may be, and those that are codes of theirs."""
        each = self._hits_of_each(connection, delegate)
        return tuple(dict.fromkeys(item for _, hits in each for item in hits))

    def _hits_of_each(
        self, connection: sa.Connection, delegate: str
    ) -> list[tuple[str, tuple[str, ...]]]:
        """The same, for the person and each double by themselves; all codes are the person's."""
        person, *doubles = _names(connection, people.get_delegate(connection, delegate))
        codes = people.codes_of(connection, person.id)
        digests = [watching.of_code(self._key, code.code) for code in codes]
        by_code = watch.by_digest(connection, digests, person.id) if self.is_used else ()
        items = (*self._hits(connection, person), *(item for item, _ in by_code))
        return [
            (person.id, tuple(dict.fromkeys(items))),
            *((double.id, self._hits(connection, double)) for double in doubles),
        ]

    def _by_digest(
        self, connection: sa.Connection, fields: Mapping[str, str], delegate: str
    ) -> tuple[str, ...]:
        person = watching.of_person(self._key, fields)
        found = watch.by_digest(connection, person.every, delegate)
        return tuple(item for item, watched in found if person.match(watched))


def _names(connection: sa.Connection, person: Delegate) -> tuple[Delegate, ...]:
    """A person with each of their doubles, whose names are theirs too."""
    return (person, *people.doubles_of(connection, person.id))
