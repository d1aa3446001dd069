"""What a workbook says of a sheet beside its values: number formats with zeros, hidden rows; in the child process."""

from __future__ import annotations

import html
import posixpath
import re
from typing import Final

ZERO: Final = "0"
_SHEET: Final = re.compile(rb"<(?:[a-z]+:)?sheet\s[^<>]*>")
_RELATION: Final = re.compile(rb"<(?:[a-z]+:)?Relationship\s[^<>]*>")
_FORMAT: Final = re.compile(rb"<(?:[a-z]+:)?numFmt\s[^<>]*>")
_FORMATS_OF_CELLS: Final = re.compile(
    rb"<(?:[a-z]+:)?cellXfs[\s>].*?</(?:[a-z]+:)?cellXfs>", re.DOTALL
)
_FORMAT_OF_CELL: Final = re.compile(rb"<(?:[a-z]+:)?xf\s[^<>]*>")
_HIDDEN_ROW: Final = re.compile(rb"""<(?:[a-z]+:)?row\s[^<>]*\bhidden=["'](?:1|true)["'][^<>]*>""")
_NUMBER: Final = re.compile(
    rb"<(?:[a-z]+:)?c\s([^<>]*)>(?:<(?:[a-z]+:)?f[^<>]*/>|<(?:[a-z]+:)?f[^<>]*>[^<]*</[^<>]*>)?"
    rb"<(?:[a-z]+:)?v>([0-9]{1,15})</"
)
# Zeros with literal text between them, and nothing else: 000000, 000-0000, "T-"0000.
_ZEROS: Final = re.compile(r"""(?:0|[-() ]|\\.|"[^"]*")+""")
_TOKEN: Final = re.compile(r"""0|\\.|"[^"]*"|.""")


class SheetDetails:
    """The parts of the sheets of a workbook, by the sheet's name, and its number formats."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        targets = {
            _attribute(relation, b"Id"): _attribute(relation, b"Target")
            for relation in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b""))
        }
        self._targets = {
            _attribute(sheet, b"name"): targets.get(_attribute(sheet, b"[a-z]+:id"), "")
            for sheet in _SHEET.findall(parts["xl/workbook.xml"])
        }
        self._zeros = _zero_formats(parts.get("xl/styles.xml", b""))

    def content(self, sheet: str) -> bytes:
        """The XML of a sheet; empty where the workbook does not say which part that is."""
        target = self._targets.get(sheet, "")
        name = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        return self._parts.get(posixpath.normpath(name), b"")

    def show_zeros(self, content: bytes, rows: list[list[str]]) -> None:
        """Writes numbers as their format shows them: 123 in the format 000000 is 000123."""
        if not self._zeros:
            return
        for attributes, digits in _NUMBER.findall(content):
            zeros = self._zeros.get(_attribute(attributes, b"s"))
            at = _position(_attribute(attributes, b"r"))
            if zeros is None or at is None or _attribute(attributes, b"t") not in ("", "n"):
                continue
            row, column = at
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = _formatted(digits.decode(), zeros)


def hidden_rows(content: bytes) -> list[int]:
    """The rows of a sheet that are hidden, by a filter or by hand; the first is 0."""
    numbers = (_attribute(row, b"r") for row in _HIDDEN_ROW.findall(content))
    return [int(number) - 1 for number in numbers if number.isdecimal()]


def _attribute(element: bytes, name: bytes) -> str:
    found = re.search(rb"(?:^|\s)" + name + rb"""=(?:"([^"]*)"|'([^']*)')""", element)
    text = (found[1] if found[1] is not None else found[2]) if found else b""
    return html.unescape(text.decode("utf-8", "replace"))


def _zero_formats(styles: bytes) -> dict[str, str]:
    """Index of a cell's format → its number format, of those that pad with zeros."""
    codes = {
        _attribute(found, b"numFmtId"): _attribute(found, b"formatCode").partition(";")[0]
        for found in _FORMAT.findall(styles)
    }
    zeros = {
        number: code
        for number, code in codes.items()
        if _ZEROS.fullmatch(code) and "0" in code and code != "0"
    }
    cells = _FORMATS_OF_CELLS.search(styles)
    if not zeros or cells is None:
        return {}
    used = [_attribute(cell, b"numFmtId") for cell in _FORMAT_OF_CELL.findall(cells[0])]
    return {str(at): zeros[number] for at, number in enumerate(used) if number in zeros}


def _position(reference: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _formatted(digits: str, zeros: str) -> str:
    tokens = _TOKEN.findall(zeros)
    places = tokens.count(ZERO)
    digits = digits.rjust(places, ZERO)
    shown, at = "", 0
    for token in tokens:
        if token == ZERO:
            # The first place takes all digits for which the format has none.
            end = at + 1 if at else len(digits) - places + 1
            shown, at = shown + digits[at:end], end
        else:
            shown += token.strip('"').removeprefix("\\")
    return shown
