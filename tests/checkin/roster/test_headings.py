"""Column mapping: headings of other systems and other languages."""

from __future__ import annotations

from itertools import combinations

import pytest

from checkin.domain import Flag, Status
from checkin.errors import BadFile
from checkin.language import LANGUAGES, load
from checkin.names import fold
from checkin.roster.heading_words import FIELDS, flag_words, synonyms
from checkin.roster.headings import find_columns
from checkin.wording import flag_name, status_name


def fields(*headings: str, body: tuple[tuple[str, ...], ...] = ()) -> dict[str, str]:
    return find_columns([list(headings), *map(list, body)], {}).named


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("Order code", "Attendee name", "Attendee name: Given name", "Attendee name: Family name",
          "Attendee email", "Product", "Secret", "Company"),
         {"name": "Attendee name", "family_name": "Attendee name: Family name",
          "given_name": "Attendee name: Given name", "organisation": "Company", "category": "Product",
          "email": "Attendee email", "code": "Secret"}),
        (("Name", "Email Address", "Affiliation", "Position", "Phone Number", "Country", "Registration date"),
         {"name": "Name", "title": "Position", "organisation": "Affiliation", "country": "Country",
          "email": "Email Address", "phone": "Phone Number"}),
        (("Order #", "First Name", "Last Name", "Email", "Ticket Type", "Barcode #", "Job Title", "Cell Phone"),
         {"family_name": "Last Name", "given_name": "First Name", "title": "Job Title",
          "category": "Ticket Type", "email": "Email", "phone": "Cell Phone", "code": "Barcode #"}),
        (("番号", "氏名", "ﾌﾘｶﾞﾅ", "ローマ字氏名", "所属先", "役職", "国名", "区分", "メールアドレス", "電話番号", "備考"),
         {"number": "番号", "name": "ローマ字氏名", "native_name": "氏名", "reading": "ﾌﾘｶﾞﾅ", "title": "役職",
          "organisation": "所属先", "country": "国名", "category": "区分", "email": "メールアドレス",
          "phone": "電話番号", "notes": "備考"}),
        (("姓名", "英文姓名", "服務單位", "職稱", "國別", "電子郵件", "手機", "備註"),
         {"name": "英文姓名", "native_name": "姓名", "title": "職稱", "organisation": "服務單位",
          "country": "國別", "email": "電子郵件", "phone": "手機", "notes": "備註"}),
        (("ئىسىم", "فامىلىسى", "ئورۇن", "دۆلەت", "تىل", "تېلېفون"),
         {"name": "ئىسىم", "family_name": "فامىلىسى", "organisation": "ئورۇن", "country": "دۆلەت",
          "language": "تىل", "phone": "تېلېفون"}),
        (("FULL_NAME", "organisation-name", "E-MAIL", "Ｃａｔｅｇｏｒｙ"),
         {"name": "FULL_NAME", "organisation": "organisation-name", "category": "Ｃａｔｅｇｏｒｙ", "email": "E-MAIL"}),
        (("Name / 氏名", "Affiliation（所属）"), {"name": "Name / 氏名", "organisation": "Affiliation（所属）"}),
    ],
    ids=["pretix", "indico", "eventbrite", "japanese", "chinese", "uyghur", "spelling", "bilingual"],
)  # fmt: skip
def test_headings_are_recognised(headings: tuple[str, ...], expected: dict[str, str]) -> None:
    assert fields(*headings) == expected


def test_every_field_is_recognised_by_its_own_name() -> None:
    assert fields(*FIELDS) == {field: field for field in FIELDS}


def test_the_better_of_two_columns_is_taken_and_the_other_told() -> None:
    columns = find_columns([["E-mail address", "Email", "name"]], {})

    assert columns.named["email"] == "Email"
    assert columns.passed_over == {0: "email"}
    assert columns.extras == {0: "E-mail address"}


def test_an_identifier_of_another_system_is_no_number_of_a_delegate() -> None:
    assert "number" not in fields("ID", "name", body=(("3", "A"), ("4", "B")))
    assert fields("ID", "No", "name", body=(("3", "7", "A"),))["number"] == "No"


def test_a_column_without_a_heading_is_kept_where_it_holds_something() -> None:
    columns = find_columns([["name", "", ""], ["Ali", "", "x"]], {})

    assert columns.extras == {2: "Column 3"}


def test_a_column_chosen_by_hand_is_not_taken_for_another_field() -> None:
    columns = find_columns([["Name", "Full name"]], {"name": "full NAME"})

    assert columns.named == {"name": "Full name"}
    assert columns.passed_over == {0: "name"}


def test_the_headings_may_stand_below_a_banner() -> None:
    assert find_columns([[], ["Forum 2026"], ["x", "氏名"], ["1", "王"]], {}).header == 2
    assert find_columns([["Forum", ""], ["Wer", "Wo"]], {"name": "Wer"}).header == 1


def test_a_sheet_of_nothing_is_refused() -> None:
    with pytest.raises(BadFile, match="empty"):
        find_columns([[], ["", " "]], {})


def test_no_heading_stands_for_two_fields_but_a_name_in_either_script() -> None:
    known = synonyms("fields")
    shared = {
        (first, second): set(known[first]) & set(known[second])
        for first, second in combinations(known, 2)
        if set(known[first]) & set(known[second])
    }

    assert set(known) == set(FIELDS)
    assert set(shared) == {("name", "native_name")}
    assert not any(len(set(words)) < len(words) for words in known.values())


def test_flags_are_known_in_the_languages_of_the_interface() -> None:
    words = flag_words()

    for language in map(load, LANGUAGES):
        for flag in Flag:
            assert words[fold(flag).replace(" ", "")] == flag
            assert words[fold(flag_name(flag, language)).replace(" ", "")] == flag
        for status in (Status.PENDING, Status.CANCELLED):
            assert words[fold(status_name(status, language)).replace(" ", "")] == status
    assert words["nophoto"] == words["撮影不可"] == "no_photo"
    assert words["votingmember"] == words[fold("議決権あり")] == words[fold("有表決權")] == "voting"
    assert words["cancelled"] == words["canceled"] == "cancelled"
