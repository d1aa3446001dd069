"""A whole list of numbers that is entered afterwards: `checkin 12 13 --at TIME`, `--numbers-file`."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests import store_copies
from tests.store_copies import ADA, BEN, CHIO, DORA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.cli.program import Program

AT = ("--session", "entrance", "--at", "2026-10-30T09:05")


def entries(program: Program) -> int:
    assert program.store is not None
    with store_copies.opened(program.store, read_only=True) as station:
        return station.journal.verify().entries


def list_file(program: Program, text: str) -> Path:
    file = program.home / "paper list.txt"
    file.write_text(text, encoding="utf-8-sig")
    return file


def test_several_numbers_are_a_list_of_what_one_number_is(program: Program) -> None:
    alone = program.json("checkin", CHIO, *AT)
    both = program.json("checkin", ADA, BEN, *AT)
    assert isinstance(alone, dict)
    assert [verdict.keys() for verdict in both] == [alone.keys()] * 2
    assert [(verdict["delegate"]["number"], verdict["at"]) for verdict in both] == [
        (ADA, "2026-10-30T09:05:00+09:00"),
        (BEN, "2026-10-30T09:05:00+09:00"),
    ]
    assert program.json("stats", "--day", "2026-10-30")["sessions"]["entrance"]["attended"] == 3


def test_a_file_may_give_each_number_its_time(program: Program) -> None:
    file = list_file(program, "１、 2 9:41\r\n9:45 3")
    verdicts = program.json("checkin", "--numbers-file", file, *AT)
    assert [verdict["at"][11:16] for verdict in verdicts] == ["09:05", "09:41", "09:45"]
    left = program.json("checkin", "--numbers-file", file, *AT[:-1], "2026-10-30T11:00", "--exit")
    assert [verdict["outcome"] for verdict in left] == ["left"] * 3


def test_a_list_of_one_in_a_file_is_a_list(program: Program) -> None:
    file = list_file(program, "1 9:41")
    words = ("--numbers-file", file, "--day", "2026-10-30")
    (verdict,) = program.json("checkin", *words, "--session", "entrance")
    assert verdict["at"] == "2026-10-30T09:41:00+09:00"


def test_who_is_refused_is_said_and_the_others_are_in(program: Program) -> None:
    verdicts = program.json("checkin", ADA, DORA, BEN, *AT)
    assert [verdict["outcome"] for verdict in verdicts] == ["admitted", "cancelled", "admitted"]
    assert [bool(verdict["entry"]) for verdict in verdicts] == [True, False, True]
    assert verdicts[1]["entry"] is None


@pytest.mark.parametrize("numbers", [(ADA, 998, BEN, 999), (ADA, BEN, ADA)], ids=str)
def test_an_unknown_or_doubled_number_is_named_and_nothing_is_recorded(
    program: Program, numbers: tuple[int, ...]
) -> None:
    before = entries(program)
    ran = program("checkin", *numbers, *AT, "--json")
    assert ran.outcome == (1, "")
    assert ran.err.count("\n") == 1
    wrong = ("998 (", "999 (") if 998 in numbers else ("1 (Twice",)
    assert all(number in ran.err for number in wrong)
    assert entries(program) == before


def test_what_is_no_number_in_a_file_is_named_too(program: Program) -> None:
    ran = program("checkin", "--numbers-file", list_file(program, "1 Tanaka 2 9:99"), *AT)
    assert ran.outcome == (1, "")
    assert "Tanaka (Not a number)" in ran.err
    assert "2 (Not a time)" in ran.err


def test_a_time_to_come_records_nothing(program: Program) -> None:
    before = entries(program)
    assert program("checkin", ADA, BEN, "--at", "2999-01-01T10:00").outcome == (1, "")
    assert entries(program) == before


def test_a_file_that_cannot_be_read_is_named(program: Program) -> None:
    ran = program("checkin", "--numbers-file", program.home / "nowhere.txt", *AT)
    assert ran.outcome == (1, "")
    assert "nowhere.txt" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        (ADA, BEN),
        (),
        (ADA, "--id", "x"),
        (ADA, BEN, "--represented-by", "Ito", *AT),
        (ADA, "zwei", *AT),
    ],
    ids=str,
)
def test_wrong_usage_is_said(program: Program, words: tuple[object, ...]) -> None:
    assert program("checkin", *words).outcome == (2, "")


def test_a_list_from_paper_is_marked(program: Program, tmp_path: Path) -> None:
    program.json("checkin", ADA, BEN, *AT, "--paper")
    program.json("checkin", CHIO, *AT)
    out = tmp_path / "list.csv"
    words = ("--session", "entrance", "--day", "2026-10-30", "--keys")
    program.json("export", "attendance", "--format", "csv", "--out", out, *words)
    rows = csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))
    recorded = {int(row["number"]): row["recorded"] for row in rows if row["first_in"]}
    assert recorded == {ADA: "paper", BEN: "paper", CHIO: "afterwards"}
