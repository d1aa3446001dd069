"""Invitations for mailing: one PDF per delegate, with anonymous file names, and an index file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import CodeKind, Flag, Outgoing, Status
from checkin.journal import Leaving
from checkin.layout import PageSubject, with_symbol
from checkin.paper import output
from checkin.paper.csv_safe import csv_bytes
from checkin.paper.qr import symbol
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from checkin.badges.codes import Codes
    from checkin.badges.drawing_board import DrawingBoard
    from checkin.export_log import ExportLog
    from checkin.language import Language
    from checkin.layout import Composer, Layout
    from checkin.store.store import Store

INDEX: Final = "index.csv"
LAYOUT: Final = "invitation-a4"


@dataclass(frozen=True, slots=True)
class InvitationOptions:
    """Options of invitations: the layout, and the language where a delegate's own is not available."""

    language: Language
    layout: str | Layout = LAYOUT
    protected: bool = False  # also those of protected people


def write(
    store: Store,
    codes: Codes,
    board: DrawingBoard,
    log: ExportLog,
    folder: tuple[Path, InvitationOptions],
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Writes the invitations of the expected delegates; the index last, when all its files exist."""
    out, asked = folder
    with store.read() as connection:
        everyone = people.everyone(connection)
    invited = [
        delegate
        for delegate in everyone
        if delegate.status is Status.EXPECTED
        and (asked.protected or Flag.PROTECTED not in delegate.flags)
    ]
    composer = board.fresh(asked.layout, asked.language)
    protected = sum(Flag.PROTECTED in delegate.flags for delegate in invited)
    output.make_folder(out)
    leaving = Leaving(Outgoing.INVITATIONS, "pdf", len(invited), protected)
    with log.leaving(leaving):
        code_of = codes.ensure([delegate.id for delegate in invited], CodeKind.INVITATION)
        subjects = [
            PageSubject(subject.delegate, code_of[subject.delegate.id])
            for subject in board.subjects(invited, composer)
        ]
        return _write_files(subjects, board, composer, folder, progress)


def _write_files(
    subjects: Sequence[PageSubject],
    board: DrawingBoard,
    composer: Composer,
    folder: tuple[Path, InvitationOptions],
    progress: Callable[[int, int], None] | None,
) -> int:
    from checkin.paper.document import pages_of  # noqa: PLC0415 - slow to import

    out, asked = folder
    title = asked.language.text("Invitation")
    rows: list[tuple[str | int, ...]] = []
    for subject in subjects:
        delegate = subject.delegate
        page = with_symbol(composer.compose(subject), symbol(subject.code))
        name = f"{secrets.token_hex(8)}.pdf"
        output.write_new(out / name, pages_of([page], None, board.faces, title))
        rows.append((delegate.number, delegate.email, name))
        if progress:
            progress(len(rows), len(subjects))
    data, _ = csv_bytes([("number", "email", "file"), *rows])
    output.write(out / INDEX, data)
    return len(rows)
