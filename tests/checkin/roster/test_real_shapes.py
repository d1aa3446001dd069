"""Rosters as registration systems and offices write them: what becomes of each kind of file."""

from __future__ import annotations

from typing import Final

import pytest

from checkin.roster import Answers, FindingAnswer, FindingCode, ReadingOptions
from checkin.roster.headings import find_columns
from tests.checkin.roster.reading_files import come, lines
from tests.checkin.roster.roster_files import merged, sheets, workbook
from tests.paths import SHARED_DATA

ROSTERS: Final = SHARED_DATA / "rosters"


class TestSheets:
    def test_the_sheet_of_the_attendees_is_taken_before_that_of_the_orders(self) -> None:
        orders = [["Order code", "Name", "Email", "Company", "Country", "Status", "Phone number"],
                  ["AB", "Petra Kasse", "office@example.org", "Invoice Co", "JP", "Paid", "1"]]  # fmt: skip
        positions = [["Order code", "Status", "Product", "Attendee name", "Attendee email", "Ticket secret"],
                     ["AB", "Paid", "Scholar", "Mira Okabe", "mira@example.org", "rs8a3p67jepqtbt9"]]  # fmt: skip
        found = come(
            sheets({"Orders": orders, "Order positions": positions, "Order fees": [["Order code"]]})
        )

        assert list(found.people) == ["Mira Okabe"]
        assert found.doubts == set()
        (told,) = (finding for finding in found.findings if finding.code == "other_sheets")
        assert "Orders, Order fees" in told.message

    def test_two_sheets_of_people_are_asked_and_can_be_read_as_one(self) -> None:
        book = sheets({
            "Cover": [["Read me"]],
            "Canada": [["Name", "Organisation"], ["A", "Commons"]],
            "Lithuania": [["Delegates"], ["E-mail", "Name"], ["b@example.org", "B"], ["", "C"]],
        })  # fmt: skip
        asked, both = come(book), come(book, ReadingOptions(sheet="all"))

        assert (list(asked.people), asked.doubts) == (["A"], {"sheets_of_people"})
        assert (list(both.people), both.doubts) == (["A", "B", "C"], set())
        assert both.of("B", "email", "organisation") == ["b@example.org", ""]
        assert both.codes.count("sheet_begins") == 2
        assert list(come(book, ReadingOptions(sheet="lithuania")).people) == ["B", "C"]

    def test_all_sheets_are_read_with_columns_that_only_one_of_them_has(self) -> None:
        book = sheets(
            {"A": [["Wer", "Haus"], ["A", "X"]], "B": [["Wer", "Post"], ["B", "b@example.org"]]}
        )
        mapping = {"name": "Wer", "organisation": "Haus", "email": "Post"}
        found = come(book, ReadingOptions(mapping, sheet="all"))

        assert [found.of("A", "organisation"), found.of("B", "email")] == [["X"], ["b@example.org"]]

    def test_hidden_rows_stay_out_and_are_asked(self) -> None:
        book = workbook([["Name", "Organisation"], ["A", "Uni"], ["B", "Uni"]], hidden=(2,))
        other = Answers().answered(FindingCode.HIDDEN_ROWS, FindingAnswer.OTHER)

        assert (list(come(book).people), come(book).doubts) == (["A"], {"hidden_rows"})
        assert list(come(book, answers=other).people) == ["A", "B"]


class TestHeadings:
    def test_two_lines_are_joined(self) -> None:
        found = come(
            lines("Name,,Contact,", "First,Last,Email,Phone", "Mira,Okabe,mira@example.org,+8130")
        )

        assert list(found.people) == ["Mira Okabe"]
        assert found.of("Mira Okabe", "email", "phone") == ["mira@example.org", "+8130"]

    def test_merged_headings_and_groups_below_a_title(self) -> None:
        rows = [
            ["出席者名簿"], ["", "令和8年10月20日現在"],
            ["No.", "氏名", "会派・所属", "院", "出欠", "", "備考"], ["", "", "", "", "10/30", "10/31", ""],
            [1, "古谷 圭介", "自由民主党", "衆", "○", "×", ""], [2, "下山 博史", "", "衆", "×", "×", ""],
            ["計", "", "", "", "1名", "0名", ""], ["※敬称略、順不同"],
        ]  # fmt: skip
        areas = ["A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:G4", "C5:C6"]
        found = come(merged(workbook(rows), areas))

        assert list(found.people) == ["古谷 圭介", "下山 博史"]
        assert found.of("下山 博史", "organisation") == ["自由民主党"]
        assert [found.status(name) for name in found.people] == ["expected", "cancelled"]
        assert found.columns["organisation"] == "会派・所属"

    def test_equal_headings_are_kept_apart_and_the_attendee_comes_before_the_buyer(self) -> None:
        found = come(lines(
            "Status,Email,Attendee name,Attendee email,Company,Address,Company,Address,State,State",
            "Paid,office@example.org,Mira Okabe,mira@example.org,House,1 St,Invoice Co,2 St,,Tokyo",
        ))  # fmt: skip

        assert found.of("Mira Okabe", "email", "organisation") == ["mira@example.org", "House"]
        extras = found.people["Mira Okabe"].extras
        assert (extras["Company (2)"], extras["Address (2)"]) == ("Invoice Co", "2 St")
        assert found.doubts == set()

    def test_a_column_that_is_empty_or_cannot_be_it_never_wins(self) -> None:
        found = come(
            lines("ID,Email,Name,Full name,Your e-mail", "7,anonymous,,Mira Okabe,mira@example.org")
        )

        assert found.of("Mira Okabe", "email") == ["mira@example.org"]
        assert "number" not in found.columns

    @pytest.mark.parametrize(
        ("heading", "field"),
        [
            ("Full name (as it should appear on your badge)", "name"),
            ("1. What is your full name?", "name"),
            ("Please enter your e-mail address *", "email"),
            ("Which organisation do you represent?", "organisation"),
            ("Affiliation / Organization", "organisation"),
            ("お名前を入力してください", "name"),
            ("ご所属（団体名）", "organisation"),
            ("【必須】メールアドレス", "email"),
            ("請填寫您的姓名", "name"),
            ("تەشكىلاتىڭىز", "organisation"),
            ("سىزنىڭ دۆلىتىڭىز", "country"),
            ("Wie lautet Ihr Vor- und Nachname?", "name"),
            ("Aus welchem Land kommen Sie?", "country"),
            ("Votre adresse e-mail", "email"),
            ("Nom et prénom", "name"),
            ("会派・所属", "organisation"),
            ("Name of your assistant", ""),
            ("Emergency contact phone number", ""),
            ("Do you need a letter for your country?", ""),
        ],
    )
    def test_questions_and_other_languages_are_recognised(self, heading: str, field: str) -> None:
        columns = find_columns([[heading, "Rang"], ["x@y", "z"]], {})

        assert columns.named == ({field: heading} if field else {})

    def test_the_delimiter_is_judged_over_all_lines(self) -> None:
        titled = come(
            lines(
                "Delegates of the Trial Forum",
                "Name;Organisation;Email",
                "Mira Okabe;Uni;m@example.org",
            )
        )
        comma = come(
            lines("Name (family, given);Organisation", "Okabe, Mira;Uni", "Field, Jon;Uni")
        )

        assert titled.of("Mira Okabe", "email") == ["m@example.org"]
        assert list(comma.people) == ["Mira Okabe", "Jon Field"]


class TestRows:
    @pytest.mark.parametrize(
        "row",
        [
            "Name,Organisation,Email", "Total,2,", "合計,,2名", "Page 2 of 5,,", "※敬称略,,", "Press:,,", "Scholars,,",
            "【報道】,,", "Generated 2026-10-01,,", "氏名,所属,メール", "— End of list —,,", "Summe: 12,,",
        ],
    )  # fmt: skip
    def test_what_is_no_person_becomes_none_and_is_said_once(self, row: str) -> None:
        found = come(
            lines("Name,Organisation,Email", "A,Uni,a@example.org", row, "B,Uni,b@example.org")
        )

        assert (list(found.people), found.codes) == (["A", "B"], ["no_people"])

    def test_a_lone_name_in_a_full_list_is_asked(self) -> None:
        people = [f"P{row},Uni,p{row}@example.org" for row in range(6)]
        found = come(lines("Name,Organisation,Email", *people, "Lithuania,,"))

        assert "Lithuania" in found.people
        assert found.doubts == {"lone_name"}

    def test_a_person_with_a_name_like_a_total_stays_one(self) -> None:
        assert (
            "Sum Ting" in come(lines("Name,Organisation", "Sum Ting,Uni", "Page Turner,Uni")).people
        )

    @pytest.mark.parametrize(
        ("cell", "code", "doubts"),
        [
            ('="0012345678905"', "0012345678905", set()),
            ('"=""0012345678906"""', "0012345678906", set()),
            ("=75123456781023456789001", "75123456781023456789001", set()),
            ("123456.0", "123456", set()),
            ("7512345678102345678.0", "7512345678102345678", {"rounded_code"}),
            ("7.51235E+21", "", {"lost_code"}),
            ("0.5", "", {"lost_code"}),
            ("AB12-CD34; EF56-GH78", "AB12-CD34", {"two_codes"}),
            ('"{""i"": [1, ""7c9e6679-7425""]}"', '{"i": [1, "7c9e6679-7425"]}', set()),
            ("https://example.org/t/AB12?x=1;y=2", "https://example.org/t/AB12?x=1;y=2", set()),
            ("7E12", "7E12", set()),
        ],
    )
    def test_a_damaged_code_is_repaired_or_asked(
        self, cell: str, code: str, doubts: set[str]
    ) -> None:
        found = come(lines("Name,Ticket code", f"A,{cell}"))

        assert (found.people["A"].code, found.doubts) == (code, doubts)

    def test_numbers_of_a_workbook_are_written_as_their_format_shows_them(self) -> None:
        rows = [
            ["Name", "Ticket code", "Phone"],
            ["A", 123, 312345678],
            ["B", 7512345678102345, 1],
            ["C", 7.5e22, 2],
        ]
        found = come(workbook(rows, formats={1: "000000", 2: "0-0000-0000"}))

        assert (found.people["A"].code, found.of("A", "phone")) == ("000123", ["3-1234-5678"])
        assert (found.people["B"].code, found.people["C"].code) == ("7512345678102345", "")
        assert found.doubts == {"rounded_code", "lost_code"}

    def test_digits_of_other_scripts_are_read(self) -> None:
        found = come(lines("نومۇرى,ئىسمى", "١٢,ئايگۈل", "３,گۈلنار"))

        assert [row.number for row in found.people.values()] == [12, 3]

    def test_codes_of_countries_get_their_names(self) -> None:
        found = come(lines("Name,Country", "A,JP", "B,USA", "C,Japan", "D,XX"))

        assert [found.of(name, "country")[0] for name in "ABCD"] == [
            "Japan",
            "United States",
            "Japan",
            "XX",
        ]


@pytest.mark.skipif(not ROSTERS.is_dir(), reason="needs the collected rosters")
class TestCollectedFiles:
    @pytest.mark.parametrize(
        ("file", "people", "doubts"),
        [
            ("01_diet_members.xlsx", 14, {"status_of_days"}),
            ("04_eventbrite_attendees.csv", 7, {"unknown_category"}),
            ("06_indico_registrations.csv", 6, set()),
            ("07_airtable.csv", 5, {"status_pending", "ignored_column", "unknown_category"}),
            ("08_uyghur.csv", 5, {"unknown_category"}),
            ("09_two_delegations.xlsx", 3, {"sheets_of_people"}),
            ("10a_forum_150.csv", 150, {"unknown_category"}),
            ("11_name_surname.csv", 3, set()),
            ("backslash.xlsx", 2, set()),
            ("d1.csv", 2, set()),
            ("d6.csv", 2, set()),
            ("eventbrite.csv", 2, set()),
            ("gforms.csv", 2, set()),
            ("gforms-ja2.csv", 1, {"unknown_category"}),
            ("indico.csv", 3, set()),
            ("lastrow.xlsx", 2, set()),
            ("msforms.csv", 2, set()),
            ("pages.csv", 2, set()),
            ("pipe.xlsx", 1, set()),
            ("pretix-orderdata.xlsx", 2, {"unknown_category"}),
            ("pretix-positions.csv", 2, set()),
            ("twohead2.csv", 1, set()),
            ("wide.xlsx", 1, set()),
            ("x2.xlsx", 4, {"rounded_code", "lost_code"}),
            ("x4.xlsx", 2, {"hidden_rows"}),
            ("x6.xlsx", 1, set()),
            ("x7.xlsx", 1, {"sheets_of_people"}),
        ],
    )
    def test_a_collected_file_comes_in(self, file: str, people: int, doubts: set[str]) -> None:
        found = come(ROSTERS / file)

        # Two people of one name are one in this view.
        assert people - 1 <= len(found.people) <= people
        assert found.doubts == doubts
