"""Encodings that a file does not name: read right, and always asked about."""

from __future__ import annotations

import pytest

from checkin.roster.limits import Limits
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

    assert answer["rows"] == [line.split(",") for line in text.splitlines()]
    assert answer["guessed"]


def test_a_slip_of_one_byte_makes_no_other_encoding_of_the_file() -> None:
    answer = parse(b"name\nA\xff\n", "", "", Limits())

    assert not answer["guessed"]
    assert answer["rows"][1] == ["A\ufffd"]
    assert answer["marks"] == [[1, 0, "bytes"]]


def test_a_chosen_encoding_is_kept_to_whatever_the_letters_look_like() -> None:
    answer = parse(JAPANESE.encode("cp932"), "latin-1", "", Limits())

    assert answer["encoding"] == "iso8859-1"
    assert not answer["guessed"]
    assert answer["rows"][0][0] != "氏名"
