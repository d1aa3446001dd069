"""A typed list of numbers: any separator, any script's digits, a time beside a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.desk.number_list import TypedNumber, parse_numbers

DIGITS = {
    "ASCII": "0123456789",
    "full width": "０１２３４５６７８９",
    "Arabic": "٠١٢٣٤٥٦٧٨٩",
    "Eastern Arabic": "۰۱۲۳۴۵۶۷۸۹",
    "Devanagari": "०१२३४५६७८९",
}
SEPARATORS = [
    " ",
    "\n",
    "\r\n",
    "\t",
    ",",
    ", ",
    "，",
    "､",
    "、",
    "،",
    ";",
    "；",
    "؛",
    "\u3000",
    "\u200b",
]
# Invisible letters that come along from a chat or a spreadsheet.
MARKS = ["", "\ufeff", "\u200f", "\u2068", "\u2069", "\u00a0"]


def numbers(text: str) -> list[int | None]:
    return [item.number for item in parse_numbers(text)]


def timed(text: str) -> list[tuple[int | None, str]]:
    return [(item.number, item.time) for item in parse_numbers(text)]


def written(number: int, script: str, zeros: int = 0) -> str:
    return f"{number:0{zeros}}".translate(str.maketrans(DIGITS["ASCII"], DIGITS[script]))


@pytest.mark.parametrize("separator", SEPARATORS, ids=ascii)
@pytest.mark.parametrize("script", DIGITS)
def test_each_separator_and_each_script_is_read(separator: str, script: str) -> None:
    assert numbers(separator.join(written(number, script) for number in (12, 7, 140))) == [
        12,
        7,
        140,
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**17),
            st.sampled_from(sorted(DIGITS)),
            st.integers(0, 6),
            st.sampled_from(MARKS),
            st.lists(st.sampled_from(SEPARATORS), min_size=1, max_size=3).map("".join),
        ),
        max_size=40,
    )
)
def test_any_list_of_numbers_is_read_back_whatever_separates_them(
    items: list[tuple[int, str, int, str, str]],
) -> None:
    text = "".join(
        mark + written(number, script, zeros) + mark + separator
        for number, script, zeros, mark, separator in items
    )
    assert numbers(text) == [number for number, *_ in items]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9_999),
            st.sampled_from(["", "9:41", "09:41", "23:59"]),
            st.sampled_from([" ", ", ", "\t", "、", "،"]),
            st.sampled_from(["\n", "\r\n", "\n\n", " \n"]),
        ),
        max_size=20,
    )
)
def test_each_time_stays_beside_its_number(items: list[tuple[int, str, str, str]]) -> None:
    text = "".join(
        f"{number}{between}{time}{line_end}" for number, time, between, line_end in items
    )
    assert timed(text) == [(number, time) for number, time, *_ in items]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("12 9:41", [(12, "9:41")]),
        ("１２　９：４１", [(12, "9:41")]),
        ("۱۲ ۹:۴۱", [(12, "9:41")]),
        ("12 9:41 13, 14 10:05", [(12, "9:41"), (13, ""), (14, "10:05")]),
        ("9:41 12\n9:45 14", [(12, "9:41"), (14, "9:45")]),
        ("9:41 12 13; 9:45 14", [(12, "9:41"), (13, "9:41"), (14, "9:45")]),
        ("12\n9:41 13", [(12, ""), (13, "9:41")]),
        ("12 2026-10-30T09:41", [(12, "2026-10-30T09:41")]),
        ("", []),
        (" ,;\n、 ", []),
    ],
)
def test_a_time_belongs_to_the_number_of_its_line(text: str, read: list[tuple[int, str]]) -> None:
    assert timed(text) == read


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("12 Tanaka", ["Tanaka"]),
        ("12-15", ["12-15"]),
        ("12²", ["12²"]),  # no 122
        ("-3", ["-3"]),
        ("9:41", ["9:41"]),
        ("12\n9:41", ["9:41"]),
        ("9:41 9:45 12", ["9:41"]),
        ("9:41 12 9:45", ["9:45"]),
        ("12 9:41 9:45", ["9:45"]),
        ("9" * 19, ["9" * 19]),
    ],
)
def test_what_is_no_number_is_kept_as_it_was_typed_and_never_guessed(
    text: str, wrong: list[str]
) -> None:
    assert [item.text for item in parse_numbers(text) if item.number is None] == wrong


def test_a_word_between_a_number_and_a_time_gives_that_number_no_time() -> None:
    assert parse_numbers("12 Tanaka 9:41") == (
        TypedNumber("12", 12),
        TypedNumber("Tanaka", None, "9:41"),
    )
