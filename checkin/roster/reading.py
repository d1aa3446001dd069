"""Reads a roster file safely: opens it, parses it in a child process, returns rows of text."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checkin import child_environment
from checkin.errors import BadFile
from checkin.language import mark
from checkin.paper.csv_safe import armed
from checkin.roster.limits import Limits, Mark, RefusalReason
from checkin.roster.sheets import choose_sheet
from checkin.roster.worksheet import Cell, ReadingOptions, Worksheet

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMITS: Final = Limits()
CHILD: Final = Path(__file__).with_name("parser_process.py")
# A frozen program has no interpreter beside it; it starts itself with this argument instead.
CHILD_OPTION: Final = "--parse-roster"
_LARGEST_ANSWER: Final = 400_000_000
_DEVICES: Final = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{kind}{digit}" for kind in ("COM", "LPT") for digit in "0123456789¹²³"]
)

SENTENCES: Final[Mapping[RefusalReason, str]] = {
    RefusalReason.EMPTY: mark("The file is empty."),
    RefusalReason.TOO_LARGE: mark("The file is larger than {most} MB."),
    RefusalReason.NOT_A_TABLE: mark(
        "This is no table, whatever its name says. Save the list as CSV or .xlsx and choose that file."
    ),
    RefusalReason.UNKNOWN_ENCODING: mark("There is no encoding {encoding}."),
    RefusalReason.UNKNOWN_DELIMITER: mark(
        "{delimiter} cannot be what parts the columns: give one character."
    ),
    RefusalReason.UNCLOSED_QUOTE: mark(
        "A quotation mark in row {row} is never closed, so the rest of the file went into one cell."
    ),
    RefusalReason.LONG_FIELD: mark(
        "A cell in row {row} is longer than {most} letters. A quotation mark may not be closed."
    ),
    RefusalReason.TOO_MANY_ROWS: mark(
        "There are more than {most} rows. Empty rows below the list may count: delete them."
    ),
    RefusalReason.TOO_MANY_COLUMNS: mark(
        "There are more than {most} columns. Empty columns beside the list may count: delete them."
    ),
    RefusalReason.DAMAGED: mark(
        "The workbook is damaged, or it is no workbook. Open it in a spreadsheet and save it again."
    ),
    RefusalReason.TOO_LARGE_UNPACKED: mark(
        "The workbook unpacks to far more than it holds. Save the one sheet as CSV."
    ),
    RefusalReason.TOO_MANY_PARTS: mark(
        "The workbook has more than {most} parts. Save the one sheet as CSV."
    ),
    RefusalReason.NOT_A_WORKBOOK: mark(
        "This is an archive and no workbook. Choose the file that is in it."
    ),
    RefusalReason.LOCKED: mark(
        "The workbook is locked with a password. Open it in a spreadsheet, take the password off and "
        "save a copy, or save the sheet as CSV; delete the copy after the import."
    ),
    RefusalReason.OLD_EXCEL: mark("This is an old Excel file (.xls). Save it as .xlsx or CSV."),
    RefusalReason.OTHER_OFFICE: mark(
        "This is a spreadsheet of another kind. Save it as .xlsx or CSV."
    ),
    RefusalReason.MACROS: mark(
        "The workbook has macros in it. Save it as .xlsx, which has none, or as CSV."
    ),
    RefusalReason.EXTERNAL: mark(
        "The workbook fetches data from outside. Save it with values only, or as CSV."
    ),
    RefusalReason.ENTITIES: mark(
        "The workbook is built to mislead whoever reads it. Save the sheet as CSV."
    ),
    RefusalReason.NESTED: mark("The workbook has other files in it. Save the one sheet as CSV."),
    RefusalReason.NO_SHEET: mark("The workbook has no sheet that is shown."),
    RefusalReason.MEMORY: mark(
        "The file needs too much memory to read. Save the one sheet as CSV."
    ),
}
_GAVE_UP: Final = mark(
    "The file could not be read within the limits. Open it in a spreadsheet and save the list as CSV."
)


def read_sheet(path: Path, choice: ReadingOptions, limits: Limits = LIMITS) -> Worksheet:
    """The rows of a CSV or XLSX file. Raises `BadFile` with the reason.

    Of a workbook those of the sheet that was chosen, or of the one that looks most like a list of people. The cost
    stays within the limits, whatever the file contains.
    """
    request = {"encoding": choice.encoding, "delimiter": choice.delimiter, "limits": limits}
    file = _opened(path)
    try:
        answer = _ask(file, json.dumps(request), limits)
    finally:
        os.close(file)
    if "refused" in answer:
        raise BadFile(SENTENCES[RefusalReason(answer["refused"])], **answer["facts"])
    return choose_sheet(worksheets(answer), choice)


def worksheets(answer: Mapping[str, Any]) -> list[Worksheet]:
    """The sheets in the answer of the process that parses."""
    return [_worksheet(answer, found) for found in answer["sheets"]]


def _worksheet(answer: Mapping[str, Any], found: Mapping[str, Any]) -> Worksheet:
    rows: list[list[str]] = found["rows"]
    if answer.get("delimiter"):
        # Off again, once, what a CSV has before a text that a spreadsheet would run.
        rows = [[armed(cell) for cell in row] for row in rows]
    return Worksheet(
        rows=rows,
        marks=tuple(Cell(row, column, Mark(kind)) for row, column, kind in found["marks"]),
        encoding=answer.get("encoding", ""),
        guessed=answer.get("guessed", False),
        delimiter=answer.get("delimiter", ""),
        name=found.get("name", ""),
        formulas=found.get("formulas", False),
        old_calendar=answer.get("old_calendar", False),
        merges=tuple(map(tuple, found.get("merges", ()))),
        hidden=frozenset(found.get("hidden", ())),
    )


def _opened(path: Path) -> int:
    """Opens a regular file: nothing that blocks, never ends or leads elsewhere."""
    if path.is_symlink() or (os.name == "nt" and path.stem.upper() in _DEVICES):
        raise BadFile(mark("{name} is a link or a device. Choose the file itself."), name=path.name)
    flags = os.O_RDONLY
    for extra in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"):
        flags |= getattr(os, extra, 0)
    try:
        # Checked before opening, because opening a device may already act on it, and again after,
        # because it may have been replaced (TOCTOU).
        kind = path.lstat().st_mode
        if stat.S_ISREG(kind):
            file = os.open(path, flags)
            if stat.S_ISREG(os.fstat(file).st_mode):
                return file
            os.close(file)
    except FileNotFoundError as error:
        raise BadFile(mark("There is no file {name}."), name=path.name) from error
    except OSError as error:
        raise BadFile(
            mark("{name} cannot be opened: {reason}."), name=path.name, reason=error.strerror
        ) from error
    raise BadFile(mark("{name} is no ordinary file."), name=path.name)


def command(asked: str) -> list[str]:
    """The command line of the child process that parses."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_OPTION, asked]
    return [sys.executable, "-I", str(CHILD), asked]


def _ask(file: int, asked: str, limits: Limits) -> dict[str, Any]:
    child = subprocess.Popen(  # noqa: S603 — our own program, and no shell
        command(asked),
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        env=child_environment.bare(),
    )
    with child:
        alarm = threading.Timer(limits.seconds, child.kill)
        alarm.start()
        try:
            assert child.stdout is not None  # noqa: S101 — stdout is a pipe
            answer = child.stdout.read(_LARGEST_ANSWER)
        finally:
            alarm.cancel()
            child.kill()
    return _decoded(answer)


def _decoded(answer: bytes) -> dict[str, Any]:
    """Decodes the answer; it is incomplete from a child that was killed, crashed or wrote too much."""
    try:
        decoded: dict[str, Any] = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise BadFile(_GAVE_UP) from error
    return decoded
