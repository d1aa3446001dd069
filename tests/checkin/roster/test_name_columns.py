"""Names in several columns: in the order of their script, joined, turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.roster import ReadingOptions
from tests.checkin.roster.reading_files import come, lines

if TYPE_CHECKING:
    from collections.abc import Sequence


class TestNames:
    @pytest.mark.parametrize(
        ("headings", "row", "expected"),
        [
            ("姓,名,セイ,メイ", "岡部,美良,オカベ,ミラ", ("岡部 美良", "岡部", "美良", "岡部 美良", "オカベ ミラ")),
            ("姓,名", "王,小明", ("王 小明", "王", "小明", "王 小明", "")),
            ("First name,Last name,姓,名", "Mira,Okabe,岡部,美良", ("Mira Okabe", "Okabe", "Mira", "岡部 美良", "")),
            ("First name,Last name,姓（カナ）,名（カナ）", "美良,岡部,オカベ,ミラ",
             ("岡部 美良", "岡部", "美良", "岡部 美良", "オカベ ミラ")),
            ("Name,Surname", "Dovilė,Šakalytė", ("Dovilė Šakalytė", "Šakalytė", "Dovilė", "", "")),
            ("Name,Vorname", "Müller,Hans", ("Hans Müller", "Müller", "Hans", "", "")),
            ("Nom,Prénom", "Dupont,Anne", ("Anne Dupont", "Dupont", "Anne", "", "")),
            ("Name,Surname", "Dovilė Šakalytė,Šakalytė", ("Dovilė Šakalytė", "Šakalytė", "", "", "")),
            ("Name;First Name;Last Name", "Nice, Joanne;Joanne;Nice", ("Joanne Nice", "Nice", "Joanne", "", "")),
            ("Name, Vorname;Land", "Müller, Hans;DE", ("Hans Müller", "Müller", "Hans", "", "")),
            ("لاتىنچە ئىسمى,ئىسمى,فامىلىسى", "Dolqun Isayof,دولقۇن,ئىسايوف",
             ("Dolqun Isayof", "ئىسايوف", "دولقۇن", "دولقۇن ئىسايوف", "")),
        ],
    )  # fmt: skip
    def test_the_parts_of_a_name(self, headings: str, row: str, expected: Sequence[str]) -> None:
        found = come(lines(headings, row))

        ((name, person),) = found.people.items()
        fields = [
            person.fields.get(part, "")
            for part in ("family_name", "given_name", "native_name", "reading")
        ]
        assert [name, *fields] == list(expected)
        assert found.doubts == set()

    def test_two_people_with_one_given_name_stay_two(self) -> None:
        found = come(lines("Name,Surname,Organisation", "Dovilė,Š,Seimas", "Dovilė,P,Seimas"))

        assert list(found.people) == ["Dovilė Š", "Dovilė P"]

    @pytest.mark.parametrize(
        "row", ["Info Requested,Info Requested,x", "Info,Requested,x", "TBA,,x", "-,-,x"]
    )
    def test_a_word_for_nobody_is_no_name(self, row: str) -> None:
        found = come(lines("First Name,Last Name,Company", row, "Mira,Okabe,Info Requested"))

        assert (list(found.people), "no_name" in found.codes) == (["Mira Okabe"], True)
        assert found.of("Mira Okabe", "organisation") == [""]

    def test_a_name_that_programs_write_for_nothing_stays_a_name(self) -> None:
        found = come(
            lines("First Name,Last Name,Company", "Jennifer,Null,Uni", "Nan,Li,Uni", "nan,nan,x")
        )

        assert list(found.people) == ["Jennifer Null", "Nan Li"]

    def test_columns_are_joined_as_somebody_chose(self) -> None:
        found = come(
            lines("A,B,C", "Mira,Okabe,Uni"), ReadingOptions({"name": "A + B", "organisation": "C"})
        )

        assert found.of("Mira Okabe", "organisation") == ["Uni"]
