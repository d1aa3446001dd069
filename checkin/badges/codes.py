"""Codes for printing: finds the valid code of a delegate, or issues one."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from checkin.journal import badge_printed, code_issued, invited
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from checkin.codes import CodeMaker
    from checkin.domain import CodeKind
    from checkin.journal import EntryDraft, Journal
    from checkin.store.store import Store

CHUNK: Final = 500
FEW: Final = 20
PAUSE: Final = 0.01  # seconds in which a scan gets its turn: SQLite's lock is not fair


class Codes:
    """Finds and issues codes. Writes in batches, so that no scan waits for a pile of badges."""

    def __init__(self, store: Store, journal: Journal, make_code: CodeMaker) -> None:
        self._store = store
        self._journal = journal
        self._make_code = make_code

    def ensure(self, delegates: Iterable[str], kind: CodeKind) -> dict[str, str]:
        """Delegate id → a valid code of that kind; issues those that are missing."""
        wanted = list(dict.fromkeys(delegates))
        valid = self.valid(wanted, kind)
        lacking = [delegate for delegate in wanted if delegate not in valid]
        for start in range(0, len(lacking), CHUNK):
            if start:
                threading.Event().wait(PAUSE)
            valid |= self._issue(lacking[start : start + CHUNK], kind)
        return {delegate: valid[delegate] for delegate in wanted}

    def valid(self, delegates: Collection[str], kind: CodeKind) -> dict[str, str]:
        """Delegate id → a valid code of that kind, for those who have one."""
        with self._store.read() as connection:
            return _valid(connection, delegates, kind)

    def record_printed(self, delegates: Iterable[str], kind: CodeKind) -> int:
        """Journals badges as printed, each with the code on it; returns how many."""
        printed = list(delegates)
        codes = self.valid(printed, kind)
        with self._store.read() as connection:
            known = people.prints_of(connection, printed)
        drafts = [
            badge_printed(delegate, codes.get(delegate, ""), known.get(delegate, 0))
            for delegate in printed
        ]
        self._append_all(drafts)
        return len(drafts)

    def record_invited(self, codes: Mapping[str, str]) -> None:
        """Journals these delegates as invited, each with the code that was written."""
        self._append_all([invited(delegate, code) for delegate, code in codes.items()])

    def _issue(self, delegates: list[str], kind: CodeKind) -> dict[str, str]:
        with self._store.write() as connection:
            # Another thread may have issued some since they were looked up.
            valid = _valid(connection, delegates, kind)
            lacking = [delegate for delegate in delegates if delegate not in valid]
            generations = people.next_generations(connection, lacking, kind)
            fresh = {
                delegate: self._make_code(delegate, kind, generation)
                for delegate, generation in generations.items()
            }
            drafts = [
                code_issued(code, kind, delegate, generations[delegate])
                for delegate, code in fresh.items()
            ]
            self._journal.append_many(connection, drafts)
        return {
            **fresh,
            **{delegate: valid[delegate] for delegate in delegates if delegate in valid},
        }

    def _append_all(self, drafts: list[EntryDraft]) -> None:
        for start in range(0, len(drafts), CHUNK):
            if start:
                threading.Event().wait(PAUSE)
            with self._store.write() as connection:
                self._journal.append_many(connection, drafts[start : start + CHUNK])


def _valid(connection: Connection, delegates: Collection[str], kind: CodeKind) -> dict[str, str]:
    """Queries single delegates when they are few: at the desk one badge must not wait for all codes."""
    among = None if len(delegates) > FEW else delegates
    return people.valid_codes(connection, kind, among)
