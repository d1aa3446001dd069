"""CSV parser (also TSV, semicolons): encoding and delimiter detection; in the child process."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from checkin.roster import guessing
from checkin.roster.limits import Mark, RefusalReason, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.roster.limits import Limits

DELIMITERS: Final = ",;\t|"
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 256 * 1024
_CONTROL: Final = re.compile(b"[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UNDECODED: Final = re.compile("[\udc80-\udcff]+")
_DECODED: Final = re.compile("[^\0-\x7f\udc80-\udcff]")
_LOST: Final = re.compile("[\ud800-\udfff\ufffd]+")
_SEP_LINE: Final = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)


def parse(data: bytes, encoding: str, delimiter: str, limits: Limits) -> dict[str, Any]:
    """The rows as text, with the encoding and delimiter used. Raises `Refused`."""
    text, used, guessed = _decode(data, encoding)
    if not text.strip():
        raise Refused(RefusalReason.EMPTY)
    named = _SEP_LINE.match(text)
    if named:  # `sep=` line of spreadsheets, not part of the data
        text = text[named.end() :]
    separator = _delimiter(text, delimiter or (named[1] if named else ""))
    rows, marks = _rows(text, separator, limits)
    return {
        "sheets": [{"rows": rows, "marks": marks}],
        "encoding": used,
        "guessed": guessed,
        "delimiter": separator,
    }


def _decode(data: bytes, forced: str) -> tuple[str, str, bool]:
    """The text, its encoding, and whether that is a guess. Invalid bytes become lone surrogates."""
    for bom, name in _BOMS:
        if data.startswith(bom) and (not forced or _same(forced, name)):
            return _in(data[len(bom) :], name), name, False
    if forced:
        return _in(data, forced), codecs.lookup(forced).name, False
    if len(_CONTROL.findall(data)) > 10 + len(data) // 1000:
        raise Refused(RefusalReason.NOT_A_TABLE)
    if guessing.is_mail_japanese(data):
        return _in(data, "iso2022_jp_2"), "iso-2022-jp", True
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_UNDECODED.findall(text))
    if not bad:
        return text, "utf-8", False
    good = len(_DECODED.findall(text))
    # Damaged UTF-8 still has many valid letters per invalid byte; other encodings are valid UTF-8
    # only by chance. A lone 0xFF is damage, never a letter.
    if bad * 3 <= good or (bad == 1 and b"\xff" in data):
        return text, "utf-8", False
    guess = guessing.guess(data)
    return (_in(data, guess), guess, True) if guess else (text, "utf-8", False)


def _same(forced: str, name: str) -> bool:
    return codecs.lookup(name).name.startswith(_known(forced).removesuffix("-sig"))


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)  # refuses codecs that are no text encoding, such as zip
        return codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise Refused(RefusalReason.UNKNOWN_ENCODING, encoding=encoding) from error


def _in(data: bytes, encoding: str) -> str:
    name = _known(encoding)
    try:
        return data.decode(name, "surrogateescape")
    except UnicodeError:
        return data.decode(name, "replace").replace("\ufffd", "\udcff")


def _delimiter(text: str, forced: str) -> str:
    if forced:
        separator = {"tab": "\t", "\\t": "\t"}.get(forced.lower(), forced)
        if len(separator) != 1 or separator in '"\r\n':
            raise Refused(RefusalReason.UNKNOWN_DELIMITER, delimiter=forced)
        return separator
    return max(
        DELIMITERS, key=lambda delimiter: (_fits(text, delimiter), -DELIMITERS.index(delimiter))
    )


def _fits(text: str, delimiter: str) -> int:
    """Score of a delimiter: the cells of all rows that are as wide as most.

    A title above the headings has no columns, and a heading may hold a comma, so no single row decides. A cell
    that begins with a space counts for nothing: what precedes it is the comma of "Okabe, Mira".
    """
    try:
        reader = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter)
        rows = [row for row in reader if row]
    except csv.Error:
        return 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    usual = max(widths, key=lambda width: (widths[width] * width, width), default=0)
    begins = next((at for at, row in enumerate(rows) if len(row) == usual), 0)
    # Below headings of one column few rows have the sign, which is in their text.
    if widths.total() * 2 < len(rows) - begins or (begins and widths[usual] == 1):
        return 0
    return sum(not cell.startswith(" ") for row in rows if len(row) == usual for cell in row[1:])


def _rows(text: str, delimiter: str, limits: Limits) -> tuple[list[list[str]], list[list[Any]]]:
    csv.field_size_limit(limits.field)
    pending: list[str] = []
    reader = csv.reader(_lines(text, pending), delimiter=delimiter)
    rows: list[list[str]] = []
    last = ""
    try:
        for row in reader:
            # The first row with content determines the count of columns.
            if len(row) > limits.columns and not any(map(any, rows)):
                raise Refused(RefusalReason.TOO_MANY_COLUMNS, most=limits.columns)
            rows.append(row[: limits.columns + 1])
            if len(rows) > limits.rows + 1:
                raise Refused(RefusalReason.TOO_MANY_ROWS, most=limits.rows)
            last = "".join(pending)
            pending.clear()
    except csv.Error as error:
        raise Refused(RefusalReason.LONG_FIELD, row=len(rows) + 1, most=limits.field) from error
    if _is_unclosed(last, delimiter):
        raise Refused(RefusalReason.UNCLOSED_QUOTE, row=len(rows))
    return rows, _undecoded(rows)


def _lines(text: str, pending: list[str]) -> Iterator[str]:
    """The lines of the text, each left in `pending` until its record is read."""
    for line in io.StringIO(text, newline=""):
        pending.append(line)
        yield line


def _is_unclosed(record: str, delimiter: str) -> bool:
    """True where an unclosed quotation mark swallowed the rest of the file."""
    try:
        list(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _undecoded(rows: list[list[str]]) -> list[list[Any]]:
    """Replaces invalid bytes by a replacement character, and reports where."""
    marks: list[list[Any]] = []
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if not cell.isascii() and _LOST.search(cell):
                row[column] = _LOST.sub("\ufffd", cell)
                marks.append([at, column, Mark.BYTES])
    return marks
