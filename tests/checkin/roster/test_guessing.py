"""Encoding detection: correct, and always shown for confirmation."""

from __future__ import annotations

import pytest

from checkin.roster.limits import Limits, Refused
from checkin.roster.parse_text import parse

JAPANESE = "氏名,所属\n髙橋 一郎,衆議院\n佐藤 花子,参議院\n"
KANA = "氏名,フリガナ\n高橋 一郎,タカハシ イチロウ\n佐藤 花子,サトウ ハナコ\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp932", JAPANESE),
        ("cp932", KANA),
        ("cp932", "name\n﨑\n"),
        ("euc-jp", KANA),
        ("iso-2022-jp", KANA),
        ("cp950", "姓名,單位\n賴清德,總統府\n蕭美琴,副總統\n"),
        ("gb18030", "姓名,单位\n王丹,对话中国\n赖清德,总统府\n"),
        ("cp949", "이름,소속\n김철수,국회\n박영희,서울\n"),
        ("cp1252", "name,org\nJosé Álvarez,Übersee\nRené,x\n"),
        ("cp1250", "name,org\nŁukasz Żak,Łódź\nJiří Dvořák,Plzeň\n"),
        ("cp1251", "name,org\nДолкун Иса,Конгресс\nИван Петров,Москва\n"),
        ("cp1254", "name,org\nİpek Işık,Gülşah\nÇağrı Öğüt,x\n"),
        ("cp1256", "name,org\nمحمد علي,مجلس\nفاطمة,جامعة\n"),
    ],
)
def test_the_letters_are_read_right_and_the_guess_is_told(encoding: str, text: str) -> None:
    answer = parse(text.encode(encoding), "", "", Limits())

    assert answer["sheets"][0]["rows"] == [line.split(",") for line in text.splitlines()]
    assert answer["guessed"]


def test_a_slip_of_one_byte_makes_no_other_encoding_of_the_file() -> None:
    answer = parse(b"name\nA\xff\n", "", "", Limits())

    assert not answer["guessed"]
    assert answer["sheets"][0]["rows"][1] == ["A\ufffd"]
    assert answer["sheets"][0]["marks"] == [[1, 0, "bytes"]]


def test_a_chosen_encoding_is_kept_to_whatever_the_letters_look_like() -> None:
    answer = parse(JAPANESE.encode("cp932"), "latin-1", "", Limits())

    assert answer["encoding"] == "iso8859-1"
    assert not answer["guessed"]
    assert answer["sheets"][0]["rows"][0][0] != "氏名"


@pytest.mark.parametrize(
    ("encoding", "delimiter", "reason"),
    [
        ("no-such", "", "unknown_encoding"),
        ("zip", "", "unknown_encoding"),
        ("utf-8", "::", "unknown_delimiter"),
        ("utf-8", '"', "unknown_delimiter"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(
    encoding: str, delimiter: str, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        parse(b"name\nAli\n", encoding, delimiter, Limits())

    assert refused.value.reason == reason


def test_a_chosen_encoding_that_does_not_fit_leaves_signs() -> None:
    for encoding, data in (
        ("utf-8", b"name\nA\xe9\n"),
        ("utf-16-le", "name\nA".encode("utf-16-le") + b"\0"),
    ):
        answer = parse(data, encoding, "", Limits())

        assert answer["sheets"][0]["rows"][1][0].startswith("A\ufffd"[:1])
        assert not answer["guessed"]


def test_a_mark_at_the_beginning_is_no_letter_even_where_the_encoding_is_chosen() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert parse(
            "\ufeffname\nAli".encode("utf-8" if "8" in encoding else "utf-16-le"),
            encoding,
            "tab",
            Limits(),
        )["sheets"][0]["rows"] == [["name"], ["Ali"]]


def test_limits_hold_in_text_too() -> None:
    small = Limits(rows=2, columns=2, field=10)

    for text, reason in (
        ("a\n1\n2\n3\n", "too_many_rows"),
        ("a,b,c\n1,2,3\n", "too_many_columns"),
        ("a\n" + "x" * 11, "long_field"),
        ('a\n"x\n', "unclosed_quote"),
        (" \n", "empty"),
        ("a\0" * 20, "not_a_table"),
    ):
        with pytest.raises(Refused) as refused:
            parse(text.encode(), "", "", small)
        assert refused.value.reason == reason


def test_a_line_for_other_spreadsheets_names_the_delimiter() -> None:
    assert parse(b"sep=:\r\na:b\r\n1:2\r\n", "", "", Limits())["sheets"][0]["rows"] == [
        ["a", "b"],
        ["1", "2"],
    ]
