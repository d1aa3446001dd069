"""Invitations: one PDF a delegate, under names that tell nothing, and an index for sending them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from checkin.domain import CodeKind, Status
from checkin.language import LANGUAGES, load
from checkin.layout import Invited, compose_pass
from checkin.paper import output
from checkin.paper.qr import symbol
from checkin.paper.sheets import csv_bytes
from checkin.store import event as events
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.badges.codes import Codes
    from checkin.domain import Delegate
    from checkin.language import Language
    from checkin.paper.faces import Faces
    from checkin.store.store import Store

INDEX: Final = "index.csv"


class Passes:
    """The invitations of one store."""

    def __init__(self, store: Store, codes: Codes, faces: Faces, language: Language) -> None:
        self._store = store
        self._codes = codes
        self._faces = faces
        self._languages = {code: load(code) for code in LANGUAGES}
        self._language = language

    def write(self, out: Path, progress: Callable[[int, int], None] | None) -> int:
        """Writes them for everybody who is expected; the index last, when all it names is there."""
        from checkin.paper.document import pages_of  # noqa: PLC0415 - slow to import

        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
        invited = [one for one in everyone if one.status is Status.EXPECTED]
        codes = self._codes.ensure([one.id for one in invited], CodeKind.INVITATION)
        output.make_folder(out)
        rows: list[tuple[str | int, ...]] = []
        for delegate in invited:
            language = self._speaks(delegate)
            code = codes[delegate.id]
            page = compose_pass(Invited(delegate, event, code, symbol(code)), language, self._faces)
            name = f"{secrets.token_hex(8)}.pdf"
            title = language.text("Invitation")
            output.write(out / name, pages_of([page], None, self._faces, title))
            rows.append((delegate.number, delegate.email, name))
            if progress:
                progress(len(rows), len(invited))
        data, _ = csv_bytes([("number", "email", "file"), *rows])
        output.write(out / INDEX, data)
        return len(rows)

    def _speaks(self, delegate: Delegate) -> Language:
        return self._languages.get(delegate.language.strip(), self._language)
