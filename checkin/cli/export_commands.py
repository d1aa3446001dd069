"""CLI command of the export log: what left the store."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Final

from checkin import sealed_export
from checkin.cli.answer import Answer
from checkin.cli.context import SEAL, first_line
from checkin.errors import KnownError
from checkin.language import day_and_time, mark
from checkin.paper import output
from checkin.reports.keyed import moment
from checkin.wording import operator_name
from checkin.wording.exports import exported_line

if TYPE_CHECKING:
    from checkin.cli.context import Context
    from checkin.domain import Event, PastExport


_UNREADABLE: Final = mark("The passphrase file {path} cannot be read.")


def exports(here: Context) -> Answer:
    """The latest first."""
    with here.open(read_only=True) as station:
        found, event = station.export_log.history(), station.desk.event
    nothing = here.language.text("Nothing has left the store.")
    lines = [_line(past, event, here) for past in found]
    return Answer([_shape(past, event) for past in found], "\n".join(lines) or nothing)


def open_export(here: Context) -> Answer:
    """The list in a sealed file; no store is needed."""
    arguments, tr = here.arguments, here.language
    data = sealed_export.read(arguments.file, seal_passphrase(here))
    output.write(arguments.out, data)
    return Answer({"bytes": len(data)}, tr.text("Opened: {file}", file=arguments.out))


def seal_passphrase(here: Context, *, twice: bool = False) -> str:
    """What seals a list, from a file, a variable or a prompt. Raises `KnownError` when there is none."""
    file, tr = here.arguments.seal_passphrase_file, here.language
    given = first_line(file, _UNREADABLE) if file is not None else here.secrets.get(SEAL)
    if given is None and sys.stdin is not None and sys.stdin.isatty():
        given = getpass.getpass(tr.text("Passphrase of the list: "))
        if twice and getpass.getpass(tr.text("The same again: ")) != given:
            raise KnownError(mark("The two passphrases differ."))
    if not given:
        raise KnownError(
            mark("A passphrase is needed: --seal-passphrase-file FILE, or {variable}."),
            variable=SEAL,
        )
    return given


def _line(past: PastExport, event: Event, here: Context) -> str:
    tr = here.language
    time = day_and_time(past.at, event.time_zone)
    return tr.beside(
        f"{time}  {exported_line(past, tr)}", past.desk, operator_name(past.by, tr), past.why
    )


def _shape(past: PastExport, event: Event) -> dict[str, object]:
    return {
        "at": moment(past.at, event),
        "desk": past.desk,
        "by": past.by,
        "what": past.what,
        "format": past.form,
        "people": past.people,
        "protected": past.protected,
        "session": past.session,
        "day": past.day,
        "sealed": past.sealed,
        "why": past.why,
        "finished": past.is_finished,
    }
