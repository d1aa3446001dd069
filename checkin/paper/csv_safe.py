"""Safe CSV export: cells that a spreadsheet would run as a formula are escaped (CSV injection)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UTF_8: Final = "utf-8-sig"
REPLACEMENT: Final = "〓"  # geta mark: usual for a missing letter, and in every Japanese encoding
_STARTERS: Final = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
)  # some programs accept the full-width ones too
_CONTROLS: Final = ("\t", "\r", "\n", "\0")

Cell = str | int


def disarmed(cell: Cell) -> str:
    """The cell as text that no spreadsheet evaluates: an apostrophe before what one would run. `armed` takes it off.

    A leading TAB or CR is as dangerous as a sign; spaces before a sign do not help: some programs trim them.
    """
    text = str(cell)
    if isinstance(cell, int) or text[:1].isalnum():
        return text
    return "'" + text if _would_run(text.lstrip("'")) else text


def armed(text: str) -> str:
    """The text that `disarmed` was given, whatever it was: also one that began with apostrophes by itself."""
    return text[1:] if text[:1] == "'" and _would_run(text.lstrip("'")) else text


def _would_run(text: str) -> bool:
    bare = text.strip("\0 \t\r\n\u00a0\u3000\ufeff")
    return bare.startswith(_STARTERS) or text.startswith(_CONTROLS)


def csv_bytes(rows: Iterable[Sequence[Cell]], encoding: str = UTF_8) -> tuple[bytes, int]:
    """The rows as CSV in that encoding, and how many characters it lacks, each replaced by 〓."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_clean(disarmed(cell)) for cell in row] for row in rows)
    text = out.getvalue()
    try:
        return text.encode(encoding), 0
    except UnicodeEncodeError:
        return _replaced(text, encoding)


def _clean(text: str) -> str:
    return text.replace("\0", "") if "\0" in text else text


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
