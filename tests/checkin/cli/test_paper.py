"""Files of badges, invitations and lists."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from checkin.domain import EXIT, Flag
from checkin.journal import delegate_changed
from tests import factories, store_copies
from tests.checkin.cli.program import Program, earlier_today
from tests.factories import MINUTE, Clock
from tests.store_copies import ADA, BEN, CHIO, DORA

if TYPE_CHECKING:
    from pathlib import Path

LISTS: Final = (
    *("attendance", "delegates", "journal", "inside", "absent"),
    *("matrix", "totals", "refusals", "signatures"),
)
FINDING: Final = {"row", "column", "value", "code", "message"}
RUN_BY_A_SPREADSHEET: Final = "=HYPERLINK(1)"
NO_GLYPH: Final = "\U00012000"  # cuneiform
NOT_IN_CP932: Final = "Žižek"


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A store with some scans; its tests only read."""
    place = tmp_path_factory.mktemp("busy")
    folder = store_copies.copied(place)
    with store_copies.opened(folder, Clock(earlier_today())) as station:
        station.desk.checkin(ADA, "entrance")
        station.desk.checkin(BEN, "entrance")
        station.desk.checkin(BEN, "entrance", EXIT)
        station.desk.checkin(DORA, "entrance")
        station.desk.walkin({"name": RUN_BY_A_SPREADSHEET, "organisation": NOT_IN_CP932})
    return Program(place, folder)


def test_certificates_are_for_who_was_there_long_enough(program: Program, tmp_path: Path) -> None:
    assert program.store is not None
    clock = Clock(earlier_today())
    with store_copies.opened(program.store, clock) as station:
        station.desk.checkin(ADA, "entrance")
        station.desk.checkin(BEN, "entrance")
        clock.forward(20 * MINUTE)
        station.desk.checkin(BEN, "entrance", EXIT)
        clock.forward(40 * MINUTE)
        station.desk.checkin(ADA, "entrance", EXIT)

    def made(*options: object) -> int:
        words = ("badges", "--layout", "certificate-a4", "--out", tmp_path / "a.pdf", *options)
        answer: int = program.json(*words)["badges"]
        return answer

    assert made() == made("--least-minutes", 0) == made("--least-minutes", 20) == 2
    assert made("--least-minutes", 30) == 1
    assert made("--least-minutes", 30, "--of-session", "entrance", "--number", ADA) == 1
    nobody = program("badges", "--out", tmp_path / "b.pdf", "--least-minutes", 300, "--json")
    assert nobody.status == 1
    assert not (tmp_path / "b.pdf").exists()
    for wrong in (("--least-share", 101), ("--of-session", "plenary"), ("--least-minutes", -1)):
        assert program("badges", "--out", tmp_path / "c.pdf", *wrong).status in {1, 2}


class TestInvite:
    def test_who_was_not_invited_yet_is_invited_once(
        self, program: Program, tmp_path: Path
    ) -> None:
        made = program.json("invite", "--out", tmp_path / "one", "--format", "pdf", "--who", "new")
        assert made["invitations"] > 0
        assert made["without_address"] == made["protected"] == []
        again = program("invite", "--out", tmp_path / "two", "--who", "new", "--json")
        assert again.outcome == (1, "")
        nobody = program("invite", "--out", tmp_path / "three", "--who", "nobody")
        assert "nobody" in nobody.err


class TestBadges:
    def test_all_but_the_cancelled_are_in_one_file(self, program: Program, tmp_path: Path) -> None:
        out = tmp_path / "badges.pdf"
        made = program.json("badges", "--out", out)
        assert made.keys() >= {"badges", "pages", "findings"}
        assert made["badges"] == len(store_copies.EVERYBODY) - len({store_copies.DORA})
        assert len(pypdfium2.PdfDocument(out.read_bytes())) == made["pages"] == made["badges"]

    def test_of_two_with_one_number_the_right_one_is_named_by_id(
        self, program: Program, tmp_path: Path
    ) -> None:
        assert program.store is not None
        with store_copies.opened(program.store) as station, station.store.write() as connection:
            twin = delegate_changed("twin", factories.delegate_fields(number=BEN, name="Twin"))
            station.journal.append(connection, twin)
        out = tmp_path / "badges.pdf"
        refused = program("badges", "--out", out, "--number", ADA, "--number", BEN, "--json")
        assert refused.outcome == (1, "")
        assert "--id" in refused.err
        assert not out.exists()
        made = program.json("badges", "--out", out, "--number", ADA, "--id", "twin")
        assert made["badges"] == 2

    def test_they_come_in_the_order_of_the_table_with_dividers(
        self, program: Program, tmp_path: Path
    ) -> None:
        made = program.json(
            "badges", "--out", tmp_path / "badges.pdf", "--order", "category", "--dividers"
        )
        assert made["pages"] > made["badges"]

    def test_the_named_ones_come_on_the_sheet_that_was_asked_for(
        self, program: Program, tmp_path: Path
    ) -> None:
        out = tmp_path / "badges.pdf"
        numbers = ("--number", ADA, "--number", BEN)
        made = program.json("badges", "--out", out, *numbers, "--sheet", "a4-10")
        assert (made["badges"], made["pages"], made["findings"]) == (2, 1, [])
        with pypdfium2.PdfDocument(out.read_bytes()) as document:
            width, height = document[0].get_size()
        assert (round(width), round(height)) == (595, 842)

    def test_what_cannot_be_printed_as_typed_is_left_out_and_listed(
        self, program: Program, tmp_path: Path
    ) -> None:
        assert program.store is not None
        with store_copies.opened(program.store) as station:
            number = station.desk.walkin({"name": NO_GLYPH}, approved=True).number
        out = tmp_path / "badges.pdf"
        made = program.json("badges", "--out", out, "--number", ADA, "--number", number)
        assert made["badges"] == 1
        (finding,) = made["findings"]
        assert finding.keys() >= FINDING
        assert (finding["row"], finding["code"]) == (number, "glyph")

    def test_where_none_can_be_printed_no_file_is_written(
        self, program: Program, tmp_path: Path
    ) -> None:
        assert program.store is not None
        with store_copies.opened(program.store) as station:
            number = station.desk.walkin({"name": NO_GLYPH}, approved=True).number
        ran = program("badges", "--out", tmp_path / "badges.pdf", "--number", number, "--json")
        assert ran.status == 1
        assert ran.json["badges"] == 0
        assert ran.err
        assert not (tmp_path / "badges.pdf").exists()

    @pytest.mark.parametrize(
        "words",
        [("--layout", "poster"), ("--number", "999")],
        ids=lambda words: words[0],
    )
    def test_what_there_is_none_of_is_said(
        self, looking: Program, tmp_path: Path, words: tuple[str, str]
    ) -> None:
        ran = looking("badges", "--out", tmp_path / "badges.pdf", *words, "--json")
        assert ran.outcome == (1, "")
        assert words[1] in ran.err
        assert not (tmp_path / "badges.pdf").exists()


class TestPasses:
    def test_everybody_expected_gets_one_under_a_name_that_tells_nothing(
        self, program: Program, tmp_path: Path
    ) -> None:
        out = tmp_path / "passes"
        made = program.json("passes", "--out", out)
        assert made.keys() >= {"passes"}
        files = sorted(file.name for file in out.glob("*.pdf"))
        assert len(files) == made["passes"]
        rows = list(csv.DictReader((out / "index.csv").read_text("utf-8-sig").splitlines()))
        assert sorted(row["file"] for row in rows) == files
        assert DORA not in {int(row["number"]) for row in rows}
        assert not any(store_copies.CANARY in file for file in files)


class TestExport:
    @pytest.mark.parametrize("what", LISTS)
    def test_as_csv_it_has_as_many_rows_as_it_says(
        self, busy: Program, tmp_path: Path, what: str
    ) -> None:
        out = tmp_path / "list.csv"
        counted = busy.json("export", what, "--format", "csv", "--out", out)
        assert counted.keys() >= {"rows"}
        assert len(rows_of(out.read_text("utf-8-sig"))) == counted["rows"] + 1
        assert out.read_bytes().startswith(b"\xef\xbb\xbf")

    @pytest.mark.parametrize("what", LISTS)
    def test_as_xlsx_it_has_the_same_rows(self, busy: Program, tmp_path: Path, what: str) -> None:
        out = tmp_path / "list.xlsx"
        counted = busy.json("export", what, "--format", "xlsx", "--out", out)
        sheet = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0)
        assert len(sheet.to_python()) >= counted["rows"] + 1

    @pytest.mark.parametrize("what", LISTS)
    def test_as_pdf_it_can_be_read(self, busy: Program, tmp_path: Path, what: str) -> None:
        out = tmp_path / "list.pdf"
        counted = busy.json("export", what, "--format", "pdf", "--out", out)
        assert counted["rows"] > 0
        assert len(pypdfium2.PdfDocument(out.read_bytes())) >= 1

    def test_attendance_is_that_of_one_session_where_it_is_named(
        self, busy: Program, tmp_path: Path
    ) -> None:
        out = tmp_path / "entrance.csv"
        busy.json("export", "attendance", "--format", "csv", "--out", out, "--session", "entrance")
        header, *rows = rows_of(out.read_text("utf-8-sig"))
        attended = {int(row[0]) for row in rows if row[header.index("Status")] == "Attended"}
        assert attended == {ADA, BEN}
        left = {int(row[0]) for row in rows if row[header.index("Last out")]}
        assert left == {BEN}

    @pytest.mark.parametrize("what", [*LISTS, "paper-list"])
    def test_with_keys_it_is_the_same_in_every_language(
        self, busy: Program, tmp_path: Path, what: str
    ) -> None:
        written = []
        for language in ("en_GB.UTF-8", "ja_JP.UTF-8"):
            out = tmp_path / f"{language}.csv"
            speaking = replace(busy, variables={"LC_ALL": language})
            speaking.json("export", what, "--format", "csv", "--out", out, "--keys")
            written.append(out.read_text("utf-8-sig"))
        # The journal has grown by the entry of its first export.
        assert written[1].startswith(written[0])
        assert {"number", "expected"} & set(rows_of(written[0])[0])

    def test_without_keys_it_is_in_the_language_of_the_machine(
        self, busy: Program, tmp_path: Path
    ) -> None:
        out = tmp_path / "list.csv"
        speaking = replace(busy, variables={"LC_ALL": "ja_JP.UTF-8"})
        speaking.json("export", "delegates", "--format", "csv", "--out", out)
        assert rows_of(out.read_text("utf-8-sig"))[0][0] == "番号"

    def test_what_a_spreadsheet_would_run_is_disarmed(self, busy: Program, tmp_path: Path) -> None:
        out = tmp_path / "list.csv"
        busy.json("export", "delegates", "--format", "csv", "--out", out)
        cells = [cell for row in rows_of(out.read_text("utf-8-sig")) for cell in row]
        assert f"'{RUN_BY_A_SPREADSHEET}" in cells
        assert not [cell for cell in cells if cell.startswith("=")]

    def test_the_encoding_of_old_japanese_spreadsheets_says_what_it_lacks(
        self, busy: Program, tmp_path: Path
    ) -> None:
        out = tmp_path / "list.csv"
        words = ("--format", "csv", "--out", out, "--encoding", "cp932", "--json")
        ran = busy("export", "delegates", *words)
        assert ran.status == 0
        assert ran.json["replaced"] == 2
        assert "2" in ran.err
        text = out.read_bytes().decode("cp932")
        assert "エイダ" in text
        assert "〓i〓ek" in text

    def test_the_journal_names_nobody(self, busy: Program, tmp_path: Path) -> None:
        out = tmp_path / "journal.csv"
        busy.json("export", "journal", "--format", "csv", "--out", out)
        text = out.read_text("utf-8-sig")
        assert store_copies.CANARY not in text
        assert store_copies.invitation(ADA) not in text

    @pytest.mark.parametrize(
        "words",
        [("--encoding", "morse"), ("--session", "garden")],
        ids=lambda words: words[0],
    )
    def test_what_there_is_none_of_is_said(
        self, busy: Program, tmp_path: Path, words: tuple[str, str]
    ) -> None:
        out = tmp_path / "list.csv"
        ran = busy("export", "attendance", "--format", "csv", "--out", out, *words, "--json")
        assert ran.outcome == (1, "")
        assert words[1] in ran.err
        assert not out.exists()

    def test_a_place_that_cannot_be_written_is_said(self, busy: Program, tmp_path: Path) -> None:
        nowhere = tmp_path / "nowhere" / "list.csv"
        ran = busy("export", "journal", "--format", "csv", "--out", nowhere, "--json")
        assert ran.outcome == (1, "")
        assert len(ran.err.splitlines()) == 1


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_badges_are_noted_as_handed_over_once_and_none_where_a_number_is_nobodys(
    program: Program,
) -> None:
    assert program("handover", ADA, 999).outcome == (1, "")
    assert program.json("handover", ADA, BEN) == {"handed_over": 2}
    assert program.json("handover", ADA, CHIO) == {"handed_over": 1}


class TestExports:
    def test_what_left_is_listed_the_latest_first(self, program: Program, tmp_path: Path) -> None:
        assert program.json("exports") == []
        program.json("export", "totals", "--format", "csv", "--out", tmp_path / "a.csv")
        program.json("badges", "--out", tmp_path / "b.pdf", "--number", ADA)
        badges, totals = program.json("exports")
        assert (badges["what"], badges["format"], badges["people"]) == ("badges", "pdf", 1)
        assert (totals["what"], totals["people"], totals["by"]) == ("totals", 0, "organiser")
        assert all(past["finished"] and past["at"] for past in (badges, totals))
        assert "Totals" in program("exports").out


class TestProtected:
    """Who is protected leaves with a second yes: `--protected`."""

    @pytest.fixture
    def hidden(self, program: Program) -> Program:
        assert program.store is not None
        with store_copies.opened(program.store) as station:
            station.people.flag(store_copies.identifier(ADA), Flag.PROTECTED, on=True)
        return program

    def test_the_roster_leaves_without_them(self, hidden: Program, tmp_path: Path) -> None:
        export = ("export", "delegates", "--format", "csv", "--out", tmp_path / "list.csv")
        without = hidden.json(*export)
        assert without["protected"] == [ADA]
        assert f"{store_copies.CANARY} {ADA}," not in (tmp_path / "list.csv").read_text()
        whole = hidden.json(*export, "--protected", "--why", "The fire officer")
        assert (whole["protected"], whole["rows"]) == ([], without["rows"] + 1)
        assert f"{store_copies.CANARY} {ADA}," in (tmp_path / "list.csv").read_text()
        second, first = hidden.json("exports")
        assert (first["protected"], second["protected"]) == (0, 1)
        assert second["why"] == "The fire officer"

    def test_other_lists_have_them_by_number(self, hidden: Program, tmp_path: Path) -> None:
        out = tmp_path / "list.csv"
        assert (
            hidden.json("export", "paper-list", "--format", "csv", "--out", out)["protected"] == []
        )
        assert f"{store_copies.CANARY} {ADA}," not in out.read_text()
        assert hidden.json("exports")[0]["protected"] == 1

    def test_their_invitations_stay(self, hidden: Program, tmp_path: Path) -> None:
        made = hidden.json("passes", "--out", tmp_path / "some")
        assert made["protected"] == [ADA]
        every = hidden.json("passes", "--out", tmp_path / "all", "--protected")
        assert (every["protected"], every["passes"]) == ([], made["passes"] + 1)


class TestSealed:
    def test_a_sealed_list_opens_with_its_own_passphrase(
        self, program: Program, tmp_path: Path
    ) -> None:
        out, words = tmp_path / "list.uketsuke-export", "otter crane violet gravel"
        sealing = replace(program, variables={"UKETSUKE_SEAL_PASSPHRASE": words})
        export = ("export", "delegates", "--format", "csv", "--out", out)
        assert program(*export, "--seal").outcome == (1, "")
        assert not out.exists()
        rows = sealing.json(*export, "--seal")["rows"]
        assert store_copies.CANARY.encode() not in out.read_bytes()
        opening = replace(sealing, store=None, passphrase=None)
        opening.json("open-export", out, "--out", tmp_path / "list.csv")
        assert len((tmp_path / "list.csv").read_text("utf-8-sig").splitlines()) == rows + 1
        (tmp_path / "wrong").write_text("lantern walrus cobalt thimble")
        refused = opening(
            *("open-export", out, "--out", tmp_path / "x"),
            *("--seal-passphrase-file", tmp_path / "wrong"),
        )
        assert refused.status == 1
        assert "The passphrase is wrong" in refused.err
        assert not (tmp_path / "x").exists()
