"""Export of tables to CSV, XLSX and PDF: atomic, and safe against formula injection."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, assert_never

from checkin.domain import Format
from checkin.errors import NotPossible
from checkin.language import mark
from checkin.paper import output
from checkin.paper.csv_safe import UTF_8 as UTF_8_WITH_MARK
from checkin.paper.csv_safe import csv_bytes
from checkin.paper.faces import Faces

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import Table
    from checkin.layout import Pixels

UTF_8: Final = UTF_8_WITH_MARK


@dataclass(frozen=True, slots=True)
class Export:
    """The written file. `replaced` letters are missing in the chosen encoding, and became 〓."""

    rows: int
    replaced: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class ListFile:
    """A list as a file has it, not written yet."""

    data: bytes
    export: Export

    def write(self, path: Path) -> Export:
        """Writes it atomically. Raises `NotPossible` or `DiskFull` and leaves the old file."""
        output.write(Path(path), self.data)
        return self.export


def as_file(
    table: Table,
    form: Format | str,
    *,
    encoding: str = UTF_8,
    faces: Faces | None = None,
    logo: Callable[[], Pixels | None] | None = None,
) -> ListFile:
    """A table as a file; `encoding` is for CSV, `faces` and `logo` for PDF. Raises `NotPossible` for an unknown one."""
    data, replaced = _bytes(table, _known(form), encoding, faces, logo)
    return ListFile(data, Export(len(table.rows), replaced))


def _bytes(
    table: Table,
    form: Format,
    encoding: str,
    faces: Faces | None,
    logo: Callable[[], Pixels | None] | None,
) -> tuple[bytes, int]:
    # Lazy import: xlsxwriter and ReportLab are slow to load.
    match form:
        case Format.CSV:
            return csv_bytes([table.columns, *table.rows], _encoding(encoding))
        case Format.XLSX:
            from checkin.reports.xlsx import xlsx_bytes  # noqa: PLC0415

            return xlsx_bytes(table), 0
        case Format.PDF:
            from checkin.reports.printed import pdf_bytes  # noqa: PLC0415

            return pdf_bytes(table, faces or Faces(), logo() if logo else None), 0
        case _:
            assert_never(form)


def _known(form: Format | str) -> Format:
    try:
        return Format(form)
    except ValueError as error:
        known = ", ".join(Format)
        raise NotPossible(
            mark("There is no format {format}; there is: {known}."), format=form, known=known
        ) from error


def _encoding(name: str) -> str:
    try:
        "".encode(name)
    except LookupError as error:
        raise NotPossible(mark("There is no encoding {encoding}."), encoding=name) from error
    return name
