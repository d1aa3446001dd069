"""File type detection (magic bytes) and parsing to rows of text; in the child process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin.roster.limits import RefusalReason, Refused

if TYPE_CHECKING:
    from checkin.roster.limits import Limits

# Magic bytes of files often renamed to .csv, and of saved web pages.
_OTHERS: Final = (
    b"\x7fELF",
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xfd7zXZ",
    b"{\\rtf",
    b"<?xml",
    b"SQLite format 3",
)
_PAGES: Final = (b"<!doctype", b"<html", b"<table")


def parse(data: bytes, encoding: str, delimiter: str, limits: Limits) -> dict[str, Any]:
    """The rows of a file, by its content and not its extension. Raises `Refused`."""
    if not data:
        raise Refused(RefusalReason.EMPTY)
    if len(data) > limits.file:
        raise Refused(RefusalReason.TOO_LARGE, most=limits.file // (1024 * 1024))
    if data.startswith((b"PK\3\4", b"PK\5\6", b"\xd0\xcf\x11\xe0")):
        from checkin.roster import parse_workbook  # noqa: PLC0415 — lazy import, by file type

        if data.startswith(parse_workbook.OLE):
            parse_workbook.refuse_compound(data)
        return parse_workbook.parse(data, limits)
    program = data.startswith(b"MZ") and b"\0" in data[:512]
    if program or data.startswith(_OTHERS) or data[:64].lstrip().lower().startswith(_PAGES):
        raise Refused(RefusalReason.NOT_A_TABLE)
    from checkin.roster import parse_text  # noqa: PLC0415

    return parse_text.parse(data, encoding, delimiter, limits)
