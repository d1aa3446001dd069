"""Lists that leave (export): which list it is and how many people stand on it is noted, then the file is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin import sealed_export
from checkin.journal import Leaving
from checkin.paper.library import FOLDER, Library
from checkin.reports import writing
from checkin.roles import Action
from checkin.store import listing

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from checkin.domain import Format, Table
    from checkin.export_log import ExportLog
    from checkin.paper.faces import Faces
    from checkin.reports.writing import Export
    from checkin.roles import Require
    from checkin.store.store import Store

PAPER: Final = "paper"  # beside the formats of files


class OutgoingLists:
    """Writes the lists of one store, each noted in its export log before."""

    def __init__(
        self, store: Store, require: Require, log: ExportLog, faces: Faces | None = None
    ) -> None:
        self._store = store
        self._require = require
        self._log = log
        self._faces = faces

    def write(
        self,
        table: Table,
        form: Format | str,
        path: Path,
        *,
        encoding: str = writing.UTF_8,
        why: str = "",
        passphrase: str = "",
    ) -> Export:
        """Writes a table to a file; see `writing`. Whoever may print a list may not take it away.

        With a passphrase the file is sealed with it, see `sealed_export`; raises `WeakPassphrase`.
        """
        self._require(Action.EXPORT)
        logo = Library(self._store.folder / FOLDER).logo
        file = writing.as_file(table, form, encoding=encoding, faces=self._faces, logo=logo)
        if passphrase:
            file = replace(file, data=sealed_export.seal(file.data, passphrase))
        with self.leaving(table, form, why, sealed=bool(passphrase)):
            return file.write(path)

    def leaving(
        self, table: Table, form: Format | str = PAPER, why: str = "", *, sealed: bool = False
    ) -> AbstractContextManager[None]:
        """In the block the list leaves; it is noted before. See `ExportLog.leaving`.

        Where two people have one number, they count as one.
        """
        with self._store.read() as connection:
            protected = listing.protected_numbers(connection) & table.numbers
        return self._log.leaving(
            Leaving(
                table.key,
                str(form),
                people=len(table.numbers),
                protected=len(protected),
                session=table.session,
                day=table.day,
                sealed=sealed,
                why=why,
            )
        )
