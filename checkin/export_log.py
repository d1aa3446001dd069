"""Export log (data egress audit): what leaves the store is an entry before the file is written.

One place that every way out passes: lists, badges as a file, invitations, what a lead prints, a purge. A store that
takes no entries now (another process has it open, or it was altered) gets a note beside the journal instead, sealed
with its key, which becomes an entry when the store is next written.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import files, outside, schema
from checkin.domain import PastExport
from checkin.errors import KnownError
from checkin.journal import Leaving, export_failed, exported
from checkin.keys import SealKey, Unopened
from checkin.roles import Action
from checkin.store import backup
from checkin.store import event as events

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from checkin.journal import Journal
    from checkin.roles import Require
    from checkin.store.store import Store

FOLDER: Final = "exported"  # in a store, with the notes that are no entries yet
SUFFIX: Final = ".note"
CONTEXT: Final = b"uketsuke export note 1"
LARGEST: Final = 100_000
SHOWN: Final = 500  # of the history
_exported, _failure = schema.exported.c, schema.export_failure.c
_HISTORY: Final = (
    sa.select(
        schema.exported, sa.exists().where(_failure.target == _exported.entry).label("failed")
    )
    .order_by(_exported.at.desc(), _exported.ms.desc(), _exported.counter.desc())
    .limit(SHOWN)
)


class ExportLog:
    """Notes what leaves one store. `require` is that of the shift."""

    def __init__(self, store: Store, journal: Journal, require: Require) -> None:
        self._store = store
        self._journal = journal
        self._require = require

    @contextmanager
    def leaving(self, leaving: Leaving) -> Iterator[None]:
        """In the block the file is written: before it begins, its entry is on the disk.

        Where it cannot be noted, this raises and there is no file. Where the block raises, it is noted that
        nothing left, or not all of it.
        """
        noted = self._note(leaving)
        try:
            yield
        except BaseException:
            # What stopped the file is what the operator must hear, and the entry before says that it was begun.
            with suppress(KnownError):
                self._note_failure(noted)
            raise

    def history(self) -> tuple[PastExport, ...]:
        """What left, the latest first, also what is noted and is no entry yet. Raises `NotAllowed`."""
        self._require(Action.SEE_HISTORY)
        with suppress(KnownError):  # it is read in a store, too, that takes nothing in
            self.take_up()
        with self._store.read() as connection:
            names = events.desk_names(connection)
            rows = connection.execute(_HISTORY).all()
        own = names.get(self._journal.identity.desk, "")
        waiting = [
            _noted(leaving, own, failed=failed) for leaving, failed in self._waiting().values()
        ]
        written = [_written(row, names) for row in rows]
        return tuple(sorted((*waiting, *written), key=lambda past: past.at, reverse=True))

    def take_up(self) -> int:
        """Makes entries of the notes that wait, where the store takes entries. Returns how many."""
        if not self._takes_entries():
            return 0
        notes = self._waiting()
        if notes:
            with self._store.write() as connection:
                for noted, failed in notes.values():
                    entry = self._journal.append(connection, exported(noted))
                    if failed:
                        self._journal.append(connection, export_failed(entry.id))
            with backup.disk(self._folder):
                for path in notes:  # after the commit: a note may come twice, and is never lost
                    path.unlink(missing_ok=True)
        return len(notes)

    def _note(self, leaving: Leaving) -> str | Path:
        """The entry, else the note beside the journal, which is on the disk when this returns."""
        if not self._takes_entries():
            return self._put_note(leaving)
        self.take_up()
        with self._store.write() as connection:
            return self._journal.append(connection, exported(leaving)).id

    def _note_failure(self, noted: str | Path) -> None:
        if isinstance(noted, str):
            with self._store.write() as connection:
                self._journal.append(connection, export_failed(noted))
            return
        leaving, _ = self._waiting()[noted]
        self._seal(noted, leaving, failed=True)

    def _takes_entries(self) -> bool:
        return not (self._store.read_only or self._store.alarm.problems)

    def _put_note(self, leaving: Leaving) -> Path:
        path = self._folder / f"{uuid.uuid4().hex}{SUFFIX}"
        with backup.disk(path):
            self._folder.mkdir(mode=0o700, exist_ok=True)
        now = replace(leaving, happened=self._journal.now(), operator=self._journal.author())
        self._seal(path, now, failed=False)
        return path

    def _seal(self, path: Path, leaving: Leaving, *, failed: bool) -> None:
        plain = json.dumps({**asdict(leaving), "failed": failed}, ensure_ascii=False)
        with backup.disk(path):
            files.replace(path, self._key().seal(plain.encode(), CONTEXT + path.stem.encode()))

    def _waiting(self) -> dict[Path, tuple[Leaving, bool]]:
        """The notes in the order in which they were made. One that this store's key did not write is left alone."""
        found = {}
        for path in self._folder.glob(f"*{SUFFIX}"):
            with suppress(OSError, Unopened, ValueError, TypeError, KeyError):
                sealed = outside.data(path, LARGEST)
                plain = self._key().open(sealed, CONTEXT + path.stem.encode())
                told = outside.parsed_json(plain)
                failed = bool(told.pop("failed"))
                found[path] = (Leaving(**told), failed)
        return dict(sorted(found.items(), key=lambda item: item[1][0].happened))

    def _key(self) -> SealKey:
        return SealKey(hmac.digest(self._store.key, CONTEXT, hashlib.sha256))

    @property
    def _folder(self) -> Path:
        return self._store.folder / FOLDER


def _written(row: Any, names: Mapping[str, str]) -> PastExport:
    return PastExport(
        at=row.at,
        desk=names.get(row.writer, row.writer[:8]),
        by=row.by,
        what=row.what,
        form=row.form,
        people=row.people,
        protected=row.protected,
        session=row.session,
        day=row.day,
        sealed=bool(row.sealed),
        why=row.why,
        is_finished=not row.failed,
    )


def _noted(leaving: Leaving, desk: str, *, failed: bool) -> PastExport:
    return PastExport(
        at=leaving.happened,
        desk=desk,
        by=leaving.operator,
        what=leaving.what,
        form=leaving.form,
        people=leaving.people,
        protected=leaving.protected,
        session=leaving.session,
        day=leaving.day,
        sealed=leaving.sealed,
        why=leaving.why,
        is_finished=not failed,
    )
