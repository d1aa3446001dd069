"""Invitations: one PDF a delegate, under names that tell nothing, and an index for sending them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import CodeKind, Status
from checkin.layout import Subject, with_symbol
from checkin.paper import output
from checkin.paper.qr import symbol
from checkin.paper.sheets import csv_bytes
from checkin.store import event as events
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.badges.codes import Codes
    from checkin.badges.drawing_board import DrawingBoard
    from checkin.language import Language
    from checkin.layout import Layout
    from checkin.store.store import Store

INDEX: Final = "index.csv"
LAYOUT: Final = "invitation-a4"


@dataclass(frozen=True, slots=True)
class Asked:
    """What invitations are to be like."""

    language: Language
    layout: str | Layout = LAYOUT


class Passes:
    """The invitations of one store."""

    def __init__(self, store: Store, codes: Codes, board: DrawingBoard) -> None:
        self._store = store
        self._codes = codes
        self._board = board

    def write(
        self, out: Path, asked: Asked, progress: Callable[[int, int], None] | None = None
    ) -> int:
        """Writes them for everybody who is expected; the index last, when all it names is there."""
        from checkin.paper.document import pages_of  # noqa: PLC0415 - slow to import

        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
        invited = [one for one in everyone if one.status is Status.EXPECTED]
        composer = self._board.fresh(asked.layout, event, asked.language)
        codes = self._codes.ensure([one.id for one in invited], CodeKind.INVITATION)
        output.make_folder(out)
        title = asked.language.text("Invitation")
        rows: list[tuple[str | int, ...]] = []
        for delegate in invited:
            code = codes[delegate.id]
            page = with_symbol(composer.compose(Subject(delegate, code)), symbol(code))
            name = f"{secrets.token_hex(8)}.pdf"
            output.write(out / name, pages_of([page], None, self._board.faces, title))
            rows.append((delegate.number, delegate.email, name))
            if progress:
                progress(len(rows), len(invited))
        data, _ = csv_bytes([("number", "email", "file"), *rows])
        output.write(out / INDEX, data)
        return len(rows)
