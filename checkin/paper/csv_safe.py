"""Safe CSV export: cells that a spreadsheet would run as a formula are escaped (CSV injection)."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UTF_8: Final = "utf-8-sig"
REPLACEMENT: Final = "〓"  # geta mark: usual for a missing letter, and in every Japanese encoding
# Some programs accept the full-width signs too.
_SIGN: Final = "[=+\\-@＝＋－＠]"
# Programs trim some of these; the quotation mark ends a quoted cell that was cut in two.
_TRIMMED: Final = '[\0 \u00a0\u3000\ufeff"]'
_RUNS: Final = f"{_TRIMMED}*(?:[\\t\0]|\\r(?!\\n)|{_SIGN})"
# Where a cell begins for a program that parts the columns by another character than we did.
_BEGINS: Final = r"\r\n|[,;|\t\r\n]"
_AHEAD: Final = f"(?='*(?:{_RUNS}))"
_FIRST: Final = f"\\A(?='*(?:{_RUNS}|[\\r\\n]))"
_PARTS: Final = re.compile(r"[,;|\t\r\n\0]")
_UNGUARDED: Final = re.compile(f"{_FIRST}|(?:{_BEGINS}){_AHEAD}")
_GUARDED: Final = re.compile(f"\\A'(?='*(?:{_RUNS}|[\\r\\n]))|({_BEGINS})'{_AHEAD}")

Cell = str | int


def disarmed(cell: Cell) -> str:
    """The cell as text that no spreadsheet evaluates: an apostrophe before what one would run. `armed` takes it off.

    A leading TAB or CR is as dangerous as a sign; spaces before a sign do not help: some programs trim them.
    The same holds behind a semicolon, tab, comma, bar or line break inside the cell: in many countries a spreadsheet parts
    the columns there.
    """
    text = str(cell)
    if isinstance(cell, int) or not text:
        return text
    if text[0].isalnum() and not _PARTS.search(text):  # nearly every cell
        return text
    return _UNGUARDED.sub(r"\g<0>'", text)


def armed(text: str) -> str:
    """The text that `disarmed` was given, whatever it was: also one that had apostrophes by itself."""
    return _GUARDED.sub(r"\1", text) if "'" in text else text


def csv_bytes(rows: Iterable[Sequence[Cell]], encoding: str = UTF_8) -> tuple[bytes, int]:
    """The rows as CSV in that encoding, and how many characters it lacks, each replaced by 〓."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([disarmed(_clean(cell)) for cell in row] for row in rows)
    text = out.getvalue()
    try:
        return text.encode(encoding), 0
    except UnicodeEncodeError:
        return _replaced(text, encoding)


def _clean(cell: Cell) -> Cell:
    return cell.replace("\0", "") if isinstance(cell, str) and "\0" in cell else cell


def _replaced(text: str, encoding: str) -> tuple[bytes, int]:
    lost = 0
    kept: list[str] = []
    for character in text:
        try:
            character.encode(encoding)
            kept.append(character)
        except UnicodeEncodeError:
            lost += 1
            kept.append(_stand_in(encoding))
    return "".join(kept).encode(encoding), lost


def _stand_in(encoding: str) -> str:
    try:
        REPLACEMENT.encode(encoding)
    except UnicodeEncodeError:
        return "?"
    return REPLACEMENT
