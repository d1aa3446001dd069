"""Roster import commands: preview, all-or-nothing import, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
import xlsxwriter

from tests import store_copies
from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.checkin.cli.program import Program

IMPORTED: Final = {"added", "changed", "unchanged", "refused", "findings", "columns", "batch"}
FINDING: Final = {"row", "column", "value", "code", "message"}
HEADINGS: Final = ("Name", "Native name", "Organisation", "E-mail")
PEOPLE: Final = (
    ("Nurgul Example", "نۇرگۈل", "Observatory", "nurgul@example.org"),
    ("Mori Aya", "森 彩", "Daily Example", "mori@example.org"),
    ("Mononym", "", "", ""),
)
CONGRESS: Final = ROOT.parent / "shared" / "data" / "us-congress.csv"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return written(tmp_path / "roster.csv", HEADINGS, *PEOPLE)


def written(path: Path, *rows: tuple[str, ...], encoding: str = "utf-8") -> Path:
    path.write_text("".join(",".join(row) + "\r\n" for row in rows), encoding, newline="")
    return path


def numbers(program: Program) -> list[int]:
    assert program.store is not None
    with store_copies.opened(program.store, read_only=True) as station:
        return [delegate.number for delegate in station.roster.delegates()]


def test_those_who_come_in_are_counted_and_the_columns_told(program: Program, roster: Path) -> None:
    imported = program.json("import", roster)
    assert imported.keys() >= IMPORTED
    counts = [imported[key] for key in ("added", "changed", "unchanged", "refused")]
    assert counts == [3, 0, 0, 0]
    assert imported["columns"] == {
        "name": "Name",
        "native_name": "Native name",
        "organisation": "Organisation",
        "email": "E-mail",
    }
    assert imported["batch"]
    (found,) = program.json("find", "nurgul")
    assert found["native_name"] == "نۇرگۈل"


def test_the_same_file_again_changes_nothing(program: Program, roster: Path) -> None:
    program.json("import", roster)
    before = numbers(program)
    again = program.json("import", roster)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 3)
    assert again["batch"] is None
    assert numbers(program) == before


def test_a_dry_run_says_the_same_and_stores_nothing(program: Program, roster: Path) -> None:
    before = numbers(program)
    shown = program.json("import", roster, "--dry-run")
    assert (shown["added"], shown["batch"]) == (3, None)
    assert numbers(program) == before


def test_a_dry_run_says_which_rows_meet_the_watch_list(program: Program, roster: Path) -> None:
    assert program.json("import", roster, "--dry-run")["watched"] == 0
    assert program.store is not None
    with store_copies.opened(program.store) as station:
        station.desk.watch_list.add(PEOPLE[1][0])
    shown = program.json("import", roster, "--dry-run")
    assert shown["watched"] == 1
    assert [found["row"] for found in shown["findings"] if found["code"] == "watched"] == [3]
    assert "1 row meets the watch list" in program("import", roster, "--dry-run").out


def test_an_import_is_taken_back(program: Program, roster: Path) -> None:
    before = numbers(program)
    batch = program.json("import", roster)["batch"]
    undone = program.json("import", "--undo", batch)
    assert undone == {"removed": 3, "restored": 0}
    assert numbers(program) == before
    assert program("import", "--undo", batch, "--json").outcome == (1, "")


def test_columns_with_names_of_their_own_are_mapped(program: Program, tmp_path: Path) -> None:
    file = written(tmp_path / "odd.csv", ("Wer", "Woher=?"), ("Nurgul Example", "Observatory"))
    imported = program.json("import", file, "--map", "name=Wer", "--map", "organisation=Woher=?")
    assert imported["columns"] == {"name": "Wer", "organisation": "Woher=?"}
    assert program.json("find", "nurgul")[0]["organisation"] == "Observatory"


@pytest.mark.parametrize(
    ("mapping", "status"), [("name", 2), ("name=Nowhere", 1), ("shoe size=Name", 1)]
)
def test_a_mapping_of_nothing_is_refused(
    looking: Program, roster: Path, mapping: str, status: int
) -> None:
    ran = looking("import", roster, "--map", mapping, "--dry-run", "--json")
    assert ran.outcome == (status, "")
    assert ran.err


class TestFindings:
    @pytest.fixture
    def doubtful(self, tmp_path: Path) -> Path:
        """A file with a repeated row and a row without a name."""
        nobody = ("", "", "Observatory", "nobody@example.org")
        return written(tmp_path / "doubtful.csv", HEADINGS, *PEOPLE, PEOPLE[0], nobody)

    def test_in_doubt_nothing_is_stored_and_the_findings_are_told(
        self, program: Program, doubtful: Path
    ) -> None:
        before = numbers(program)
        ran = program("import", doubtful, "--json")
        assert ran.status == 1
        assert len(ran.err.splitlines()) == 1
        assert ran.json["batch"] is None
        assert {finding["row"] for finding in ran.json["findings"]} == {5, 6}
        assert all(
            finding.keys() >= FINDING and finding["message"] for finding in ran.json["findings"]
        )
        assert numbers(program) == before

    def test_accepted_the_rest_comes_in_and_refused_rows_stay_out(
        self, program: Program, doubtful: Path
    ) -> None:
        imported = program.json("import", doubtful, "--accept-findings")
        assert imported["added"] >= len(PEOPLE)
        assert imported["refused"] == sum(
            finding["severity"] == "refused" for finding in imported["findings"]
        )
        assert imported["batch"]


def test_a_workbook_is_read_like_a_text_file(program: Program, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "roster.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate((HEADINGS, *PEOPLE)):
            sheet.write_row(number, 0, row)
    assert program.json("import", tmp_path / "roster.xlsx")["added"] == len(PEOPLE)


class TestEncoding:
    """Files without a declared encoding, as old Japanese spreadsheets write them."""

    @pytest.fixture
    def japanese(self, tmp_path: Path) -> Path:
        rows = (("氏名", "所属"), ("髙橋 彩", "日本放送協会"), ("森 茂", "朝日新聞社"))
        return written(tmp_path / "roster.csv", *rows, encoding="cp932")

    def test_a_guess_is_a_doubt(self, looking: Program, japanese: Path) -> None:
        shown = looking.json("import", japanese, "--dry-run")
        (finding,) = shown["findings"]
        assert (finding["code"], finding["value"]) == ("encoding_guessed", "cp932")

    def test_what_somebody_says_is_none(self, program: Program, japanese: Path) -> None:
        program.json("import", japanese, "--encoding", "cp932")
        assert [hit["name"] for hit in program.json("find", "高橋")] == ["髙橋 彩"]


@pytest.mark.parametrize("kind", ["empty", "headings", "program", "folder", "missing"])
def test_a_file_that_is_no_roster_is_refused_whole(
    looking: Program, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "roster.csv"
    made: dict[str, Callable[[], object]] = {
        "empty": lambda: file.write_bytes(b""),
        "headings": lambda: written(file, HEADINGS),
        "program": lambda: file.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\xff" * 20),
        "folder": file.mkdir,
        "missing": lambda: None,
    }
    made[kind]()
    ran = looking("import", file, "--dry-run", "--json")
    assert ran.outcome == (1, "")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.skipif(not CONGRESS.exists(), reason="the file is not beside this checkout")
def test_a_parliament_comes_in_with_one_command(program: Program) -> None:
    imported = program.json("import", CONGRESS)
    rows = len(CONGRESS.read_text(encoding="utf-8").splitlines()) - 1
    assert (imported["added"], imported["refused"]) == (rows, 0)
    assert program.json("find", "cantwell")[0]["name"] == "Maria Cantwell"


@pytest.fixture
def week_later(program: Program, tmp_path: Path) -> Path:
    """A file of the list that was imported before: one changed, one gone."""
    head = ("Number", "Name", "Organisation")
    first = written(
        tmp_path / "first.csv",
        head,
        ("901", "Nurgul Example", "Observatory"),
        ("902", "Mori Aya", "Daily"),
        ("903", "Mononym", ""),
    )
    program.json("import", first)
    later = (("901", "Nurgul Example", "Institute"), ("903", "Mononym", ""))
    return written(tmp_path / "later.csv", head, *later)


def test_what_changes_and_who_is_gone_is_told(program: Program, week_later: Path) -> None:
    shown = program.json("import", week_later, "--dry-run")
    (changed,) = shown["changes"]
    assert (changed["number"], changed["name"]) == (901, "Nurgul Example")
    assert changed["fields"] == [
        {"field": "organisation", "old": "Observatory", "new": "Institute", "column": "", "kept": False}
    ]  # fmt: skip
    assert [(gone["number"], gone["name"]) for gone in shown["gone"]] == [(902, "Mori Aya")]


@pytest.mark.parametrize(
    ("options", "cancelled"),
    [
        (("--gone", "cancel"), 1),
        (("--gone", "leave"), 0),
        (("--accept", "gone"), 0),
        (("--accept", "gone", "--other-way", "gone=902"), 1),
    ],
)
def test_findings_are_answered_by_kind_and_by_row(
    program: Program, week_later: Path, options: tuple[str, ...], cancelled: int
) -> None:
    imported = program.json("import", week_later, *options)
    assert imported["batch"]
    assert (imported["changed"], imported["cancelled"]) == (1, cancelled)


@pytest.mark.parametrize("option", ["nonsense", "gone=x"])
def test_an_answer_to_no_finding_is_wrong_usage(
    program: Program, week_later: Path, option: str
) -> None:
    assert program("import", week_later, "--accept", option).status == 2
