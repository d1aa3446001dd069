"""Where the last entries of an open store are noted: beside its database, in this user's settings, at the second place.

Who puts back the whole folder takes the note in it along, but reaches no other. Writing reads the database,
and is no part of an act.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from typing import TYPE_CHECKING, Final

from checkin import outside
from checkin.store import backup, heads, known_findings
from checkin.store.store import get_setting, put_setting

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

    from checkin.journal import Journal, KnownHeads
    from checkin.store.store import Store

EXPECTED: Final = (
    "noted in"  # a setting: digests of the places of settings in which there is a note
)
MOST_EXPECTED: Final = 20
EVERY: Final = 100  # entries
log = logging.getLogger(__name__)


class HeadNotes:
    """The notes of one open store. Each method may be called on any thread."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store, self._journal = store, journal
        self._key = heads.key_of(journal.identity.ring)
        self._lock = threading.RLock()
        self._settings: Path | None = None  # the note in this user's settings
        self._written: dict[Path, KnownHeads] = {}
        self._upto = journal.written

    @property
    def entries_since(self) -> int:
        """How many entries have come since the last note; reads no database."""
        return self._journal.written - self._upto

    @property
    def is_due(self) -> bool:
        """Whether so much has come that it should not wait for a timer."""
        return self.entries_since >= EVERY

    def keep_in(self, folder: Path) -> None:
        """Compares the note in this user's settings; from now on one is kept there.

        One that was there and is gone is a finding. A store that is new to this user has none.
        """
        path = self._elsewhere(folder)
        known = heads.read(path, self._key)
        with self._lock:
            self._settings = path
            if not known.lost:
                self._journal.remembered.learn(known)
                return
            with self._store.read() as connection:
                is_expected = _digest(path) in _expected(connection)
            self._journal.remembered.note_is_gone |= is_expected

    def look_at(self, second_place: Path) -> None:
        """Compares the note at the second place, which was not there whenever another one was written."""
        known = heads.read(self._elsewhere(second_place), self._key)
        with self._lock, self._store.read() as connection:
            remembered = self._journal.remembered
            settled = remembered.left_behind | known_findings.accepted_heads(connection)
            remembered.learn(known.after_what_is_known(settled))

    def write(self, second_place: Path | None = None) -> None:
        """Notes the last entries where they have changed. Raises `DiskFull` of the folder and the second place.

        What is noted at the second place is compared before.
        """
        if self._store.read_only:
            return
        if second_place is not None:
            self.look_at(second_place)
        with self._lock:
            upto, remembered = self._journal.written, self._journal.remembered
            with self._store.read() as connection:
                now = frozenset(self._journal.heads(connection))
                known = remembered.to_note(connection, now)
            if known is None:
                return
            self._put(self._store.folder / heads.NAME, known)
            if self._settings is not None and not remembered.note_is_gone:
                self._put_in_settings(self._settings, known)
            if second_place is not None:
                self._put(self._elsewhere(second_place), known)
            self._upto = upto

    def _put(self, path: Path, known: KnownHeads) -> None:
        if self._written.get(path) != known or not path.exists():
            with backup.disk(path):
                heads.write(path, self._key, known)
            self._written[path] = known

    def _put_in_settings(self, path: Path, known: KnownHeads) -> None:
        """The desk works without it, as it does without saved settings."""
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._written.get(path) != known or not path.exists():
                heads.write(path, self._key, known)
                self._written[path] = known
        except OSError as error:
            log.info(
                "The last entries could not be noted in the settings: %s", type(error).__name__
            )
            return
        self._expect(path)

    def _expect(self, path: Path) -> None:
        digest = _digest(path)
        with self._store.read() as connection:
            known = _expected(connection)
        if digest not in known:
            with self._store.write_in_background() as connection:
                put_setting(connection, EXPECTED, json.dumps([*known, digest][-MOST_EXPECTED:]))

    def _elsewhere(self, place: Path) -> Path:
        return heads.path_elsewhere(place, self._journal.identity.desk, self._store.folder)


def _expected(connection: sa.Connection) -> list[str]:
    try:
        return list(outside.parsed_json(get_setting(connection, EXPECTED).encode()))
    except KeyError:
        return []


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:32]
