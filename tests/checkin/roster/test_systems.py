"""Exports of more registration systems and forms: the columns of each are found, and who comes."""

from __future__ import annotations

import pytest

from checkin.roster import Answers, FindingAnswer, FindingCode
from tests.checkin.roster.reading_files import come, lines


@pytest.mark.parametrize(
    ("headings", "row", "cancelled", "columns"),
    [
        ("Bestellnummer,Vorname,Nachname,E-Mail,Ticketart,Teilnehmerstatus,Barcode-Nr.,Firma,Land",
         "71,Mira,Okabe,m@example.org,Press,Nimmt teil,7100000001,Uni,Japan", "Nimmt teil|Nimmt nicht teil",
         {"family_name": "Nachname", "code": "Barcode-Nr.", "organisation": "Firma", "country": "Land"}),
        ("タイムスタンプ,メールアドレス,お名前（漢字）,お名前（フリガナ）,ご所属・役職,出席されますか？,懇親会への参加",
         "2026,m@example.org,Mira Okabe,オカベ ミラ,試験大学 教授,はい,はい", "はい,はい|いいえ,はい",
         {"reading": "お名前（フリガナ）", "organisation": "ご所属・役職", "status": "出席されますか？"}),
        ("#,What is your *name*?,Your email,Which organization are you with?,Can you attend?",
         "a1,Mira Okabe,m@example.org,Uni,Yes I can", "Yes I can|Sorry no",
         {"name": "What is your *name*?", "organisation": "Which organization are you with?"}),
        ("api_id,name,first_name,last_name,email,approval_status,What company do you work for?",
         "gst-1,Mira Okabe,Mira,Okabe,m@example.org,approved,Uni", "approved|declined",
         {"name": "name", "organisation": "What company do you work for?", "status": "approval_status"}),
        ("Number,Ticket,Ticket Full Name,Ticket Email,Ticket Company Name,Ticket Reference,Void Status,Order Name,Order Email",
         "1,Scholar,Mira Okabe,m@example.org,Uni,AB12-1,Valid,Petra,office@example.org", "Valid|Void",
         {"name": "Ticket Full Name", "email": "Ticket Email", "code": "Ticket Reference"}),
        ("報名序號,票種,姓名,Email,公司,職稱,票券狀態,報到狀態,QRcode 序號",
         "1,press,Mira Okabe,m@example.org,大學,教授,已付款,未報到,AB12CD34", "已付款|已取消",
         {"category": "票種", "status": "票券狀態", "code": "QRcode 序號"}),
        ("ۋاقىت,تولۇق ئىسمىڭىز,تەشكىلاتىڭىزنىڭ ئىسمى,قايسى دۆلەتتىن,ئېلخەت ئادرېسىڭىز,قاتنىشامسىز",
         "2026,Mira Okabe,WUC,Japan,m@example.org,ھەئە", "ھەئە|ياق",
         {"name": "تولۇق ئىسمىڭىز", "country": "قايسى دۆلەتتىن", "email": "ئېلخەت ئادرېسىڭىز"}),
        ("Nom de famille,Prénom usuel,Institution de rattachement,Courriel professionnel,Participera",
         "Okabe,Mira,Uni,m@example.org,Oui", "Oui|Non",
         {"given_name": "Prénom usuel", "organisation": "Institution de rattachement", "email": "Courriel professionnel"}),
        ("氏名（姓）,氏名（名）,氏名カナ（姓）,氏名カナ（名）,会社名,申込状況", "Okabe,Mira,オカベ,ミラ,試験,参加", "参加|キャンセル",
         {"family_name": "氏名（姓）", "given_name": "氏名（名）", "reading": "氏名カナ（姓） + 氏名カナ（名）"}),
        ("氏名,氏名（英字）,所属,状況", "岡部 美良,Mira Okabe,試験大学,参加", "参加|欠席",
         {"name": "氏名（英字）", "native_name": "氏名"}),
    ],
    ids=["eventbrite-de", "forms-ja", "typeform", "luma", "tito", "kktix", "forms-ug", "forms-fr", "parts", "scripts"],
)  # fmt: skip
def test_the_columns_are_found_and_who_comes(
    headings: str, row: str, cancelled: str, columns: dict[str, str]
) -> None:
    comes, not_comes = cancelled.split("|")
    there, gone = come(lines(headings, row)), come(lines(headings, row.replace(comes, not_comes)))

    assert there.columns.items() >= columns.items()
    assert list(there.people) == list(gone.people) == ["Mira Okabe"]
    assert (there.status("Mira Okabe"), gone.status("Mira Okabe")) == ("expected", "cancelled")
    assert "refused" not in {finding.severity.value for finding in there.findings}


def test_another_column_that_lets_in_less_is_asked() -> None:
    text = lines(
        "Name,Status,Payment status", "A,Confirmed,Paid", "B,Confirmed,Refunded", "C,ok,Unpaid"
    )
    other = Answers().answered(FindingCode.STATUS_DIFFERS, FindingAnswer.OTHER)
    found, followed = come(text), come(text, answers=other)

    assert ([found.status(name) for name in "ABC"], found.doubts) == (
        ["expected"] * 3,
        {"status_differs"},
    )
    assert [followed.status(name) for name in "ABC"] == ["expected", "cancelled", "pending"]


def test_names_with_a_comma_are_turned_and_asked() -> None:
    text = lines("Name,Affiliation", '"Okabe, Mira",Uni', '"Field, Jon",Lab')
    other = Answers().answered(FindingCode.TURNED_NAMES, FindingAnswer.OTHER)

    assert (list(come(text).people), come(text).doubts) == (
        ["Mira Okabe", "Jon Field"],
        {"turned_names"},
    )
    assert list(come(text, answers=other).people) == ["Okabe, Mira", "Field, Jon"]
    assert come(lines("Name,Affiliation", '"King, Jr.",Uni', '"Field, PhD",Lab')).doubts == set()


@pytest.mark.parametrize(
    "days", ["Teilnahme Freitag,Teilnahme Samstag", "Attending (Day 1),Attending (Day 2)"]
)
def test_days_are_told_by_their_names_too(days: str) -> None:
    found = come(lines(f"Name,{days}", "A,yes,no", "B,no,no"))

    assert [found.status(name) for name in "AB"] == ["expected", "cancelled"]
    assert found.doubts == {"status_of_days"}
