"""XLSX parser, safe against zip bombs and XML attacks; in the child process.

A workbook is a zip archive of XML, and both can make a small file expensive. So every part is
inflated here first, counted while it grows, and inspected; the reader gets a new archive of the
inspected parts and nothing else.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final

from checkin.roster.limits import Mark, RefusalReason, Refused
from checkin.roster.sheet_details import SheetDetails, hidden_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

    from checkin.roster.limits import Limits

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")

_PROLOGUE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FAR_COLUMN: Final = re.compile(
    rb"""\sr=["'](?:[A-Z]{3,}|O[K-Z]|[P-Z][A-Z])[0-9]"""
)  # beyond OJ, the 400th
_FAR_ROW: Final = re.compile(rb"""\sr=["'][A-Z]{0,3}([0-9]{6,})["']""")
_ROW: Final = re.compile(rb"<(?:[a-z]+:)?row[\s>/]")
# A cell that has a format and nothing in it, and then a row without a cell.
_EMPTY_CELL: Final = re.compile(rb"<(?:[a-z]+:)?c(?:\s[^<>]*)?(?:/>|>\s*</(?:[a-z]+:)?c>)")
_EMPTY_ROW: Final = re.compile(rb"<(?:[a-z]+:)?row(?:\s[^<>]*)?(?:/>|>\s*</(?:[a-z]+:)?row>)")
_FORMULA: Final = re.compile(rb"<(?:[a-z]+:)?f(?:\s[^>]*)?>([^<]*)")
_REACHING_OUT: Final = re.compile(
    rb"\b(?:WEBSERVICE|FILTERXML|IMAGE|RTD|CALL|EXEC|REGISTER|REGISTER\.ID|SQL\.REQUEST)\s*\(",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"""\"[^"]*\"|'[^']*'""")
_RELATION: Final = re.compile(rb"<(?:[a-z]+:)?Relationship\s[^>]*>")
_1904: Final = re.compile(rb"""date1904=["'](?:1|true)["']""")
_OUTSIDE: Final = ("xl/externalLinks/", "xl/connections", "xl/queryTables/", "xl/webPublish")
_MACROS: Final = ("xl/macrosheets/", "xl/dialogsheets/", "xl/activeX/", "xl/ctrlProps/vba")
_ROUNDED: Final = 1e15  # a spreadsheet keeps fifteen digits
_MANY_MARKS: Final = 500
_MANY_MERGES: Final = 5_000
_MANY_FILLED: Final = 200_000


def refuse_compound(data: bytes) -> None:
    """Refuses an OLE container: an encrypted workbook or the old XLS format."""
    raise Refused(RefusalReason.LOCKED if _ENCRYPTED in data else RefusalReason.OLD_EXCEL)


def parse(data: bytes, limits: Limits) -> dict[str, Any]:
    """The rows of every sheet that is shown and has content, as text. Raises `Refused`."""
    parts = dict(_parts(data, limits))
    _look_through(parts, limits)
    from python_calamine import (  # noqa: PLC0415 — lazy import, for workbooks only
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(_packed(parts))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        sheets = [book.get_sheet_by_name(name) for name in shown]
    except (CalamineError, ValueError) as error:
        raise Refused(RefusalReason.DAMAGED) from error
    filled = [sheet for sheet in sheets if sheet.start is not None]
    if not filled:
        raise Refused(RefusalReason.EMPTY if sheets else RefusalReason.NO_SHEET)
    if sum(sheet.height for sheet in filled) > limits.rows + len(filled):
        raise Refused(RefusalReason.TOO_MANY_ROWS, most=limits.rows)
    details = SheetDetails(parts)
    return {
        "sheets": [_read(sheet, details, limits) for sheet in filled],
        "old_calendar": bool(_1904.search(parts["xl/workbook.xml"])),
    }


def _read(sheet: CalamineSheet, details: SheetDetails, limits: Limits) -> dict[str, Any]:
    rows, marks = _cells(sheet, limits)
    content = details.content(sheet.name)
    details.show_zeros(content, rows)
    merges = [
        [top, left, bottom, right]
        for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())[:_MANY_MERGES]
    ]
    _fill_merged(rows, merges)
    return {
        "name": sheet.name,
        "rows": rows,
        "marks": [*marks, *_merged(merges)],
        "merges": merges,
        "hidden": hidden_rows(content),
        "formulas": _FORMULA.search(content) is not None,
    }


def _parts(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The inflated XML parts; other parts are counted and skipped."""
    try:
        listed = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError) as error:
        raise Refused(RefusalReason.DAMAGED) from error
    if len(listed) > limits.parts:
        raise Refused(RefusalReason.TOO_MANY_PARTS, most=limits.parts)
    for part in listed:  # some programs write the paths of Windows
        part.filename = part.filename.replace("\\", "/")
    _refuse_by_name({part.filename for part in listed})
    room = limits.unpacked
    for part in listed:
        content = _inflated(data, part, room)
        room -= len(content)
        if content.startswith((ZIP, OLE)):
            raise Refused(RefusalReason.NESTED)
        if part.filename.endswith((".xml", ".rels", ".vml")):
            yield part.filename, content


def _refuse_by_name(names: set[str]) -> None:
    if any(name.endswith("vbaProject.bin") or name.startswith(_MACROS) for name in names):
        raise Refused(RefusalReason.MACROS)
    if "mimetype" in names or "xl/workbook.bin" in names or "Index/Document.iwa" in names:
        raise Refused(RefusalReason.OTHER_OFFICE)
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Refused(RefusalReason.NOT_A_WORKBOOK)
    if any(name.startswith(_OUTSIDE) for name in names):
        raise Refused(RefusalReason.EXTERNAL)


def _inflated(data: bytes, part: zipfile.ZipInfo, room: int) -> bytes:
    """The content of a part, never more than `room` bytes, whatever size the archive declares."""
    if part.flag_bits & 1:
        raise Refused(RefusalReason.LOCKED)
    header = data[part.header_offset : part.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(ZIP):
        raise Refused(RefusalReason.DAMAGED)
    _, name, extra = _LOCAL_HEADER.unpack(header)
    start = part.header_offset + _LOCAL_HEADER.size + name + extra
    raw = memoryview(data)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        content, complete = bytes(raw[: room + 1]), True
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        content, complete = _deflated(raw, room)
    else:
        raise Refused(RefusalReason.DAMAGED)
    if len(content) > room:
        raise Refused(RefusalReason.TOO_LARGE_UNPACKED)
    if not complete or len(content) != part.file_size or zlib.crc32(content) != part.CRC:
        raise Refused(RefusalReason.DAMAGED)
    return content


def _deflated(raw: memoryview, room: int) -> tuple[bytes, bool]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(raw, room + 1)
    except zlib.error as error:
        raise Refused(RefusalReason.DAMAGED) from error
    return content, inflater.eof


def _look_through(parts: dict[str, bytes], limits: Limits) -> None:
    for name, content in parts.items():
        if _PROLOGUE.search(content) or b"\0" in content[:64]:
            # As UTF-16 the same bytes would evade every pattern here.
            raise Refused(RefusalReason.ENTITIES)
        if name.endswith(".rels"):
            _look_through_relations(content)
        if _is_sheet(name):
            parts[name] = _looked_through(content, limits)
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        raise Refused(RefusalReason.MACROS)


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _look_through_relations(content: bytes) -> None:
    """Refuses external relationships; links on cells are harmless, because nothing follows them."""
    for relation in _RELATION.findall(content):
        if b"External" in relation and b"/hyperlink" not in relation:
            raise Refused(RefusalReason.EXTERNAL)


def _looked_through(content: bytes, limits: Limits) -> bytes:
    """The sheet, without cells that only have a format where these alone exceed a limit."""
    if _excess(content, limits):
        content = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", content))
    reason = _excess(content, limits)
    if reason is RefusalReason.TOO_MANY_COLUMNS:
        raise Refused(reason, most=limits.columns)
    if reason:
        raise Refused(reason, most=limits.rows)
    if any(map(_reaches_out, _FORMULA.findall(content))):
        raise Refused(RefusalReason.EXTERNAL)
    return content


def _excess(content: bytes, limits: Limits) -> RefusalReason | None:
    if _FAR_COLUMN.search(content):
        return RefusalReason.TOO_MANY_COLUMNS
    last = max((int(row) for row in _FAR_ROW.findall(content)), default=0)
    if last > limits.rows + 1 or sum(1 for _ in _ROW.finditer(content)) > limits.rows + 1:
        return RefusalReason.TOO_MANY_ROWS
    return None


def _reaches_out(formula: bytes) -> bool:
    """Detects functions that fetch, and DDE (`cmd|'/c calc'!A0`): outside of quotes no other formula has a bar."""
    if _REACHING_OUT.search(formula):
        return True
    return b"|" in formula and "|" in _QUOTED.sub(
        "", html.unescape(formula.decode("utf-8", "replace"))
    )


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    archive.seek(0)
    return archive


def _cells(sheet: CalamineSheet, limits: Limits) -> tuple[list[list[str]], list[list[Any]]]:
    if sheet.width > limits.columns:
        raise Refused(RefusalReason.TOO_MANY_COLUMNS, most=limits.columns)
    if sheet.height > limits.rows + 1:
        raise Refused(RefusalReason.TOO_MANY_ROWS, most=limits.rows)
    marks: list[list[Any]] = []
    rows: list[list[str]] = []
    for at, row in enumerate(sheet.to_python(skip_empty_area=False)):
        if not all(type(cell) is str for cell in row):
            marks += [
                [at, column, kind] for column, cell in enumerate(row) if (kind := _mark(cell))
            ]
        rows.append([cell if type(cell) is str else _text(cell) for cell in row])
    return rows, marks


def _mark(cell: object) -> Mark | None:
    if isinstance(cell, dt.date):
        return Mark.DATE
    return Mark.ROUNDED if isinstance(cell, float) and abs(cell) >= _ROUNDED else None


def _fill_merged(rows: list[list[str]], merges: list[list[int]]) -> None:
    """Repeats the text of cells merged downwards in each of their rows, as people read it."""
    filled = 0
    for top, left, bottom, _ in merges:
        text = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        for row in rows[top + 1 : bottom + 1] if text else ():
            filled += 1
            if filled > _MANY_FILLED:
                return
            row[left] = row[left] or text


def _merged(merges: list[list[int]]) -> list[list[Any]]:
    """The cells covered by merged ranges."""
    marks: list[list[Any]] = []
    for top, left, bottom, right in merges:
        for row in range(top, min(bottom, top + _MANY_MARKS) + 1):
            for column in range(left, min(right, left + _MANY_MARKS) + 1):
                marks.append([row, column, Mark.MERGED])
                if len(marks) >= _MANY_MARKS:
                    return marks
    return marks


def _text(cell: Any) -> str:
    """The text of a cell as its author typed it, as far as the file tells."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime():
            return cell.isoformat(" ")
        case dt.date() | dt.time():
            return cell.isoformat()
        case _:
            return str(cell)
