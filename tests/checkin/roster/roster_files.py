"""Helpers: roster files for tests, and a store with an empty roster to import them into."""

from __future__ import annotations

import atexit
import csv
import io
import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import xlsxwriter

from checkin import bootstrap
from checkin.errors import BadFile, FindingsInDoubt
from checkin.roster import Preview, ReadingOptions, Worksheet
from checkin.roster.limits import Limits, Refused
from checkin.roster.parsing import parse
from checkin.roster.reading import SENTENCES, read_sheet
from tests import store_copies
from tests.factories import PASSPHRASE, Clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checkin.domain import Delegate, Severity
    from checkin.station import Station


NO_FORMATS: Final[Mapping[int, str]] = {}


@cache
def _template() -> tuple[Path, bytes]:
    home = Path(tempfile.mkdtemp(prefix="uketsuke-nobody-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    created = bootstrap.create_store(
        home / "forum.uketsuke", store_copies.plan(), PASSPHRASE, clock=Clock()
    )
    with bootstrap.open_store(created.path, PASSPHRASE, clock=Clock()) as station:
        return created.path, station.store.key


@contextmanager
def nobody(folder: Path) -> Iterator[Station]:
    """An open station of the factories' event, with an empty roster."""
    made, key = _template()
    copy = Path(shutil.copytree(made, Path(tempfile.mkdtemp(dir=folder)) / made.name))
    with bootstrap.open_with_key(copy, key, clock=Clock()) as station:
        yield station


def text_file(folder: Path, content: str | bytes, name: str = "roster.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def csv_of(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def table(*people: Mapping[str, str]) -> str:
    """A CSV of people by field; a missing field is an empty cell."""
    fields = list(dict.fromkeys(name for person in people for name in person))
    return csv_of([fields, *([person.get(name, "") for name in fields] for person in people)])


def workbook(
    rows: Sequence[Any],
    *,
    hidden: Sequence[int] = (),
    formats: Mapping[int, str] = NO_FORMATS,
    **options: Any,
) -> bytes:
    """An XLSX with these rows in its first sheet; a date gets a date format.

    `hidden` are rows, `formats` number formats of columns, both from 0.
    """
    return sheets({"People": rows}, hidden=hidden, formats=formats, **options)


def sheets(
    named: Mapping[str, Sequence[Any]],
    *,
    hidden: Sequence[int] = (),
    formats: Mapping[int, str] = NO_FORMATS,
    **options: Any,
) -> bytes:
    """An XLSX with several sheets."""
    out = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "default_date_format": "yyyy-mm-dd",
        **options,
    }
    book = xlsxwriter.Workbook(out, settings)
    for name, rows in named.items():
        sheet = book.add_worksheet(name)
        for column, code in formats.items():
            sheet.set_column(column, column, None, book.add_format({"num_format": code}))
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for at in hidden:
            sheet.set_row(at, None, None, {"hidden": True})
    book.close()
    return out.getvalue()


def merged(data: bytes, areas: Sequence[str]) -> bytes:
    """The same workbook with cells merged; what stands in them stays."""
    name = "xl/worksheets/sheet1.xml"
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    sheet = part(data, name).replace(
        b"</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>".encode()
    )
    return repacked(data, {name: sheet})


def repacked(data: bytes, changes: Mapping[str, bytes | Iterable[bytes] | None]) -> bytes:
    """A workbook with parts replaced, added, or removed; a part may come in pieces."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            if content is not None:
                with new.open(name, "w") as written:
                    written.writelines([content] if isinstance(content, bytes) else content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def load(station: Station, path: Path, **mapping: str) -> Preview:
    """Imports a file and accepts all findings. Returns the preview."""
    preview = station.roster.read(path, ReadingOptions(mapping))
    preview.apply(accept=True)
    return preview


def codes_of(preview: Preview, row: int | None = None) -> list[str]:
    """The codes of the findings, of one row if given."""
    return [finding.code for finding in preview.findings if row is None or finding.row == row]


def severity(preview: Preview, code: str) -> Severity:
    return next(finding.severity for finding in preview.findings if finding.code == code)


def by_number(station: Station) -> dict[int, Delegate]:
    return {delegate.number: delegate for delegate in station.roster.delegates()}


def refused(folder: Path, content: bytes | str, name: str = "roster.csv") -> str:
    """The message of a refused file; the same in a child process and in this one."""
    error = _refusal(folder, content, name)
    with pytest.raises(Refused) as here:
        parse(folder.joinpath(name).read_bytes(), "", "", Limits())
    assert error.sentence == SENTENCES[here.value.reason]
    assert error.facts == here.value.facts
    return str(error)


def refused_huge(folder: Path, content: bytes | str, name: str = "roster.csv") -> str:
    """The message of a huge file that is refused, in a child process alone: its memory ends with it."""
    return str(_refusal(folder, content, name))


def _refusal(folder: Path, content: bytes | str, name: str) -> BadFile:
    with pytest.raises(BadFile) as error:
        read_sheet(text_file(folder, content, name), ReadingOptions())
    return error.value


def read(path: Path) -> Worksheet:
    """The rows of a file; the same in a child process and in this one."""
    sheet = read_sheet(path, ReadingOptions())
    assert sheet.rows == parse(path.read_bytes(), "", "", Limits())["sheets"][0]["rows"]
    return sheet


def stays_out(station: Station, path: Path) -> list[str]:
    """The findings of a file that stores nothing until they are accepted."""
    preview = station.roster.read(path)
    with pytest.raises(FindingsInDoubt):
        preview.apply()
    assert station.roster.delegates() == ()
    return codes_of(preview)


def names(station: Station) -> list[str]:
    return [delegate.name for delegate in station.roster.delegates()]
