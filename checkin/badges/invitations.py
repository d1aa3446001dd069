"""Invitations for mailing: one PDF per delegate, with anonymous file names, and an index file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import CodeKind, Status
from checkin.layout import PageSubject, with_symbol
from checkin.paper import output
from checkin.paper.csv_safe import csv_bytes
from checkin.paper.qr import symbol
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
class InvitationOptions:
    """Options of invitations: the layout, and the language where a delegate's own is not available."""

    language: Language
    layout: str | Layout = LAYOUT


def write(
    store: Store,
    codes: Codes,
    board: DrawingBoard,
    folder: tuple[Path, InvitationOptions],
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Writes the invitations of all expected delegates; the index last, when all its files exist."""
    from checkin.paper.document import pages_of  # noqa: PLC0415 - slow to import

    out, asked = folder
    with store.read() as connection:
        everyone = people.everyone(connection)
    invited = [delegate for delegate in everyone if delegate.status is Status.EXPECTED]
    composer = board.fresh(asked.layout, asked.language)
    code_of = codes.ensure([delegate.id for delegate in invited], CodeKind.INVITATION)
    output.make_folder(out)
    title = asked.language.text("Invitation")
    rows: list[tuple[str | int, ...]] = []
    for subject in board.subjects(invited, composer):
        delegate = subject.delegate
        code = code_of[delegate.id]
        page = with_symbol(composer.compose(PageSubject(delegate, code)), symbol(code))
        name = f"{secrets.token_hex(8)}.pdf"
        output.write_new(out / name, pages_of([page], None, board.faces, title))
        rows.append((delegate.number, delegate.email, name))
        if progress:
            progress(len(rows), len(invited))
    data, _ = csv_bytes([("number", "email", "file"), *rows])
    output.write(out / INDEX, data)
    return len(rows)
