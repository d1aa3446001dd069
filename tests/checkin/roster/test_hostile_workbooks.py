"""Malicious and malformed workbooks (zip bombs): refused cheaply, or imported with a finding."""

from __future__ import annotations

import io
import re
import struct
import zlib
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from checkin.errors import BadFile
from tests.checkin.roster.roster_files import (
    codes_of,
    load,
    names,
    nobody,
    part,
    read,
    refused,
    refused_huge,
    repacked,
    severity,
    text_file,
    workbook,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station


PEOPLE = workbook([["name", "organisation"], ["Ali", "Press"], ["Veli", "Radio"]])
SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with nobody(tmp_path) as opened:
        yield opened


def sheet_with(*content: bytes) -> bytes:
    """A workbook whose sheet has this XML as its rows, in pieces that need not be in memory at once."""
    sheet = re.sub(rb"<sheetData>.*</sheetData>", b"", part(PEOPLE, SHEET), flags=re.DOTALL)
    before, margins, after = sheet.partition(b"<pageMargins")
    return repacked(PEOPLE, {SHEET: (before, *content, margins, after)})


def lying(data: bytes, name: str, size: int) -> bytes:
    """A workbook whose central directory declares a wrong size of a part."""
    found = bytearray(data)
    at = found.rindex(name.encode()) - 46
    assert found[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", found, at + 24, size)
    return bytes(found)


class TestWorkbooks:
    def test_a_plain_one_is_read_as_it_was_typed(self, station: Station, tmp_path: Path) -> None:
        rows = [
            ["name", "phone", "notes", "Table", "Due"],
            ["Ali", "0049", 819012345678, 7.0, True],
            ["Veli", 7.5, 1e20, "=1+1", False],
        ]
        load(station, text_file(tmp_path, workbook(rows), "people.xlsx"))

        first, second = station.roster.delegates()
        assert (first.phone, first.notes) == ("0049", "819012345678")
        assert dict(first.extras) == {"Table": "7", "Due": "TRUE"}
        assert (second.phone, second.notes) == ("7.5", "100000000000000000000")
        assert second.extras["Table"] == "=1+1"

    def test_every_kind_of_cell_becomes_text(self, tmp_path: Path) -> None:
        row = [
            "x",
            7,
            7.5,
            True,
            date(2026, 10, 30),
            datetime.combine(date(2026, 10, 30), time(9, 5)),
            time(9, 5),
            None,
        ]
        data = workbook([["a"] * 8, row], default_date_format="yyyy-mm-dd hh:mm")
        merged = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        sheet = part(data, SHEET).replace(b"</sheetData>", b"</sheetData>" + merged)
        found = read(text_file(tmp_path, repacked(data, {SHEET: sheet}), "people.xlsx"))

        assert found.rows[1] == [
            "x",
            "7",
            "7.5",
            "TRUE",
            "2026-10-30",
            "2026-10-30 09:05:00",
            "09:05:00",
            "",
        ]
        # A merge over the whole sheet costs no more than a merge of some hundred cells.
        assert len(found.marks) <= 503

    def test_a_banner_above_the_headings_is_passed_over(
        self, station: Station, tmp_path: Path
    ) -> None:
        rows = [["International Forum"], [], ["name", "number"], ["Ali", "x"], ["Veli", 4]]
        preview = load(station, text_file(tmp_path, workbook(rows), "people.xlsx"))

        assert [(finding.row, finding.column) for finding in preview.findings] == [(4, "number")]
        assert names(station) == ["Veli"]

    def test_the_first_sheet_that_is_shown_and_filled_is_read(
        self, station: Station, tmp_path: Path
    ) -> None:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        hidden = book.add_worksheet("Hidden")
        hidden.write_row(0, 0, ["name"])
        hidden.hide()
        book.add_worksheet("Empty").activate()
        for name in ("Guests", "Staff"):
            sheet = book.add_worksheet(name)
            sheet.write_column(0, 0, ["name", name])
        book.close()
        preview = load(station, text_file(tmp_path, out.getvalue(), "people.xlsx"))

        assert names(station) == ["Guests"]
        assert (preview.sheet, codes_of(preview)) == ("Guests", ["sheets_of_people"])

    def test_results_of_formulas_are_taken_and_told(self, station: Station, tmp_path: Path) -> None:
        rows = [["name", "number"], ["Ali", "=1+2"]]
        data = workbook(rows, strings_to_formulas=True)
        data = repacked(data, {SHEET: part(data, SHEET).replace(b"</f><v>0</v>", b"</f><v>3</v>")})
        preview = load(station, text_file(tmp_path, data, "people.xlsx"))

        assert codes_of(preview) == ["formulas"]
        assert station.roster.delegates()[0].number == 3

    def test_a_cell_of_200_megabytes_is_refused_before_it_is_parsed(self, tmp_path: Path) -> None:
        cell = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
        megabytes = (b"x" * 1_000_000,) * 200
        packed = sheet_with(cell, *megabytes, b"</t></is></c></row></sheetData>")

        assert len(packed) < 300_000
        assert "unpacks to far more" in refused_huge(tmp_path, packed, "people.xlsx")

    def test_300000_rows_are_refused(self, tmp_path: Path) -> None:
        row = b'<row><c t="inlineStr"><is><t>Ali</t></is></c></row>'
        packed = sheet_with(b"<sheetData>" + row * 300_000 + b"</sheetData>")

        assert "more than 150000 rows" in refused_huge(tmp_path, packed, "people.xlsx")

    @pytest.mark.parametrize(
        ("cell", "what"),
        [("A1048576", "rows"), ("XFD1", "columns"), ("OK1", "columns"), ("XFD1048576", "columns")],
    )
    def test_one_far_cell_is_refused_at_once(self, tmp_path: Path, cell: str, what: str) -> None:
        row = "".join(filter(str.isdigit, cell))
        content = f'<sheetData><row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'

        assert f"more than {'400' if what == 'columns' else '150000'} {what}" in refused(
            tmp_path, sheet_with(content.encode()), "people.xlsx"
        )

    def test_a_billion_laughs_are_refused(self, tmp_path: Path) -> None:
        laughs = b'<!DOCTYPE lolz [<!ENTITY lol "lol">' + b"".join(
            b'<!ENTITY lol%d "%s">' % (n, b"&lol%d;" % (n - 1) * 10) for n in range(1, 10)
        )
        sheet = part(PEOPLE, SHEET)
        end = sheet.index(b"?>") + 2
        packed = repacked(PEOPLE, {SHEET: sheet[:end] + laughs + b"]>" + sheet[end:]})

        assert "built to mislead" in refused(tmp_path, packed, "people.xlsx")

    @pytest.mark.parametrize(
        "name", ["xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml", RELATIONS]
    )
    def test_an_entity_from_outside_is_refused_in_every_part(
        self, tmp_path: Path, name: str
    ) -> None:
        content = part(PEOPLE, name)
        end = content.index(b"?>") + 2
        entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        packed = repacked(PEOPLE, {name: content[:end] + entity + content[end:]})

        assert "built to mislead" in refused(tmp_path, packed, "people.xlsx")

    def test_an_entity_in_wide_letters_is_refused_too(self, tmp_path: Path) -> None:
        wide = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        packed = repacked(PEOPLE, {"xl/sharedStrings.xml": wide.encode("utf-16")})

        assert "built to mislead" in refused(tmp_path, packed, "people.xlsx")

    def test_ten_thousand_parts_are_refused(self, tmp_path: Path) -> None:
        packed = repacked(PEOPLE, {f"xl/media/{n}.xml": b"<x/>" for n in range(10_000)})

        assert "more than 200 parts" in refused(tmp_path, packed, "people.xlsx")

    def test_an_archive_in_the_workbook_is_refused(self, tmp_path: Path) -> None:
        packed = repacked(PEOPLE, {"xl/embeddings/inner.xlsx": PEOPLE})

        assert "other files in it" in refused(tmp_path, packed, "people.xlsx")

    def test_a_locked_workbook_is_refused_with_help(self, tmp_path: Path) -> None:
        compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024)
        sentence = refused(
            tmp_path, compound + "EncryptedPackage".encode("utf-16-le"), "people.xlsx"
        )

        assert "locked with a password" in sentence
        assert "take the password off" in sentence
        assert "old Excel file" in refused(tmp_path, compound, "people.xls")

    def test_a_locked_part_is_refused_with_help(self, tmp_path: Path) -> None:
        found = bytearray(PEOPLE)
        at = found.rindex(SHEET.encode()) - 46
        found[at + 8] |= 1

        assert "locked with a password" in refused(tmp_path, bytes(found), "people.xlsx")

    @pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
    def test_macros_are_refused(self, tmp_path: Path, name: str) -> None:
        for file in ("people.xlsm", "people.xlsx"):
            assert "macros" in refused(tmp_path, repacked(PEOPLE, {name: b"<x/>"}), file)

    def test_a_workbook_that_calls_itself_one_with_macros_is_refused(self, tmp_path: Path) -> None:
        types = part(PEOPLE, "[Content_Types].xml").replace(
            b"sheet.main+xml", b"sheet.macroEnabled.main+xml"
        )

        assert "macros" in refused(
            tmp_path, repacked(PEOPLE, {"[Content_Types].xml": types}), "p.xlsm"
        )

    @pytest.mark.parametrize(
        "name",
        ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/queryTables/q1.xml"],
    )
    def test_data_from_outside_is_refused(self, tmp_path: Path, name: str) -> None:
        assert "from outside" in refused(tmp_path, repacked(PEOPLE, {name: b"<x/>"}), "people.xlsx")

    @pytest.mark.parametrize(
        "formula", [b"cmd|'/c calc'!A0", b'WEBSERVICE("http://192.0.2.9/")', b'rtd ("x")']
    )
    def test_a_formula_that_reaches_out_is_refused(self, tmp_path: Path, formula: bytes) -> None:
        cell = (
            b'<sheetData><row r="1"><c r="A1"><f>' + formula + b"</f><v>1</v></c></row></sheetData>"
        )

        assert "from outside" in refused(tmp_path, sheet_with(cell), "people.xlsx")

    def test_a_relation_to_the_outside_is_refused_and_a_link_on_a_cell_is_not(
        self, tmp_path: Path
    ) -> None:
        def relation(kind: str) -> bytes:
            return part(PEOPLE, RELATIONS).replace(
                b"</Relationships>",
                f'<Relationship Id="rId99" Type="http://x/relationships/{kind}" '
                'Target="http://192.0.2.9/" TargetMode="External"/></Relationships>'.encode(),
            )

        outside = repacked(PEOPLE, {RELATIONS: relation("attachedTemplate")})
        assert "from outside" in refused(tmp_path, outside, "people.xlsx")
        link = repacked(PEOPLE, {RELATIONS: relation("hyperlink")})
        assert read(text_file(tmp_path, link, "people.xlsx")).rows[1][0] == "Ali"

    def test_dates_in_fields_are_findings(self, station: Station, tmp_path: Path) -> None:
        rows: list[list[Any]] = [
            ["name", "title", "Arrival"],
            ["Ali", date(2026, 3, 4), date(2026, 10, 29)],
            ["Veli", "Host", date(1900, 2, 28)],
        ]
        preview = station.roster.read(text_file(tmp_path, workbook(rows), "people.xlsx"))

        assert [(finding.row, finding.code, finding.value) for finding in preview.findings] == [
            (2, "is_date", "2026-03-04"),
            (3, "is_date", "1900-02-28"),
        ]
        preview.apply(accept=True)
        assert station.roster.delegates()[0].extras["Arrival"] == "2026-10-29"

    def test_the_day_that_never_was_is_a_finding(self, station: Station, tmp_path: Path) -> None:
        rows = [["name", "Arrival"], ["Ali", date(1900, 2, 28)]]
        data = workbook(rows)
        data = repacked(data, {SHEET: part(data, SHEET).replace(b"<v>59</v>", b"<v>60</v>")})

        assert codes_of(station.roster.read(text_file(tmp_path, data, "people.xlsx"))) == [
            "is_date"
        ]

    def test_a_calendar_from_1904_is_a_finding(self, station: Station, tmp_path: Path) -> None:
        rows = [["name", "Arrival"], ["Ali", date(2026, 10, 29)]]
        preview = station.roster.read(
            text_file(tmp_path, workbook(rows, date_1904=True), "people.xlsx")
        )

        assert codes_of(preview) == ["old_calendar"]
        assert severity(preview, "old_calendar") == "doubt"
        assert preview.sample[0][1] == "2026-10-29"

    def test_merged_names_are_findings(self, station: Station, tmp_path: Path) -> None:
        merged = b'<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
        sheet = part(PEOPLE, SHEET).replace(b"</sheetData>", b"</sheetData>" + merged)
        preview = station.roster.read(
            text_file(tmp_path, repacked(PEOPLE, {SHEET: sheet}), "people.xlsx")
        )

        assert [(finding.row, finding.code) for finding in preview.findings] == [
            (2, "merged"),
            (3, "merged"),
        ]

    def test_pictures_are_ignored(self, station: Station, tmp_path: Path) -> None:
        packer, row = zlib.compressobj(9), bytes(10_001)
        rows = b"".join(packer.compress(row) for _ in range(10_000)) + packer.flush()
        header = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 0, 0, 0, 0)
        picture = b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
            for kind, body in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
        )
        load(
            station,
            text_file(tmp_path, repacked(PEOPLE, {"xl/media/image1.png": picture}), "p.xlsx"),
        )

        assert names(station) == ["Ali", "Veli"]

    @pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
    def test_a_cut_archive_is_refused(self, tmp_path: Path, kept: float) -> None:
        assert "damaged" in refused(tmp_path, PEOPLE[: int(len(PEOPLE) * kept)], "people.xlsx")

    @pytest.mark.parametrize("size", [0, 10, 100_000_000])
    def test_an_archive_that_lies_about_sizes_is_refused(self, tmp_path: Path, size: int) -> None:
        assert "damaged" in refused(tmp_path, lying(PEOPLE, SHEET, size), "people.xlsx")

    @pytest.mark.parametrize(
        ("place", "offset", "value"),
        [
            ("directory", 10, b"\x0c\0"),  # a compression method that no spreadsheet uses
            ("directory", 42, b"\xff\xff\xff\x00"),  # the part begins after the end
            ("directory", 42, b"\x05\0\0\0"),  # the part begins in the middle of another
            ("content", 40, b"\xff\xff\xff\xff"),
        ],
    )
    def test_a_part_that_is_not_where_or_what_it_should_be_is_refused(
        self, tmp_path: Path, place: str, offset: int, value: bytes
    ) -> None:
        found = bytearray(PEOPLE)
        name = SHEET.encode()
        start = found.rindex(name) - 46 if place == "directory" else found.index(name) + len(name)
        found[start + offset : start + offset + len(value)] = value

        assert "damaged" in refused(tmp_path, bytes(found), "people.xlsx")

    def test_a_sheet_that_is_no_xml_is_refused(self, tmp_path: Path) -> None:
        broken = part(PEOPLE, SHEET).replace(b"</c>", b"</d>")

        assert "damaged" in refused(tmp_path, repacked(PEOPLE, {SHEET: broken}), "people.xlsx")

    def test_flipped_bytes_cost_a_sentence(self, tmp_path: Path) -> None:
        for at in range(40, len(PEOPLE), len(PEOPLE) // 12):
            found = bytearray(PEOPLE)
            found[at] ^= 0x55
            path = text_file(tmp_path, bytes(found), "people.xlsx")
            with suppress(BadFile):
                assert read(path).rows

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("xl/workbook.bin", b"\x83\x01"),
            ("Index/Document.iwa", b"x"),
        ],
    )
    def test_spreadsheets_of_other_kinds_are_refused_with_help(
        self, tmp_path: Path, name: str, content: bytes
    ) -> None:
        assert "Save it as" in refused(tmp_path, repacked(PEOPLE, {name: content}), "people.ods")

    def test_a_workbook_without_a_sheet_or_a_row_is_refused(self, tmp_path: Path) -> None:
        empty = workbook([])
        hidden = part(PEOPLE, "xl/workbook.xml").replace(b"<sheet ", b'<sheet state="hidden" ')

        assert "empty" in refused(tmp_path, empty, "people.xlsx")
        assert "no sheet" in refused(
            tmp_path, repacked(PEOPLE, {"xl/workbook.xml": hidden}), "p.xlsx"
        )
