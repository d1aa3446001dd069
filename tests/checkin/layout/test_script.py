"""Font fallback, bidirectional text and text fitting."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from checkin.layout import Face, Family, TextStyle, Weight, fit, plain, set_line, wrap
from checkin.layout.bidi import is_right_to_left, ordered
from checkin.layout.days import days_text
from checkin.layout.fit import ELLIPSIS, SMALLEST
from checkin.layout.script import MARKS_IN_A_ROW, rides, split
from tests.checkin.paper_samples import FACES, ODD_BUT_PRINTABLE, UNPRINTABLE

BOLD = TextStyle(Weight.BOLD, largest=30, lines=2)


def faces_of(text: str, han: Family = Family.JAPANESE) -> list[tuple[str, str]]:
    parts, missing = split(text, Weight.BOLD, han, FACES)
    assert not missing
    return [(face.partition("-")[0], part) for face, part in parts]


def test_each_script_is_printed_in_the_font_that_has_it() -> None:
    assert faces_of("Łukasz Өмүр") == [("NotoSans", "Łukasz Өмүр")]
    assert faces_of("دولقۇن ئەيسا") == [("NotoSansArabic", "دولقۇن ئەيسا")]
    assert faces_of("たなか キョウコ") == [("NotoSansJP", "たなか キョウコ")]
    assert faces_of("田中 京子 (Tanaka)") == [
        ("NotoSansJP", "田中 京子 ("),
        ("NotoSans", "Tanaka)"),
    ]


def test_han_letters_have_the_forms_of_the_delegates_language() -> None:
    assert faces_of("林昶佐", Family.CHINESE) == [("NotoSansTC", "林昶佐")]
    assert faces_of("林昶佐", Family.JAPANESE) == [("NotoSansJP", "林昶佐")]


def test_a_han_letter_that_one_font_lacks_comes_from_the_other() -> None:
    assert faces_of("髙邉", Family.CHINESE) == [("NotoSansJP", "髙邉")]
    assert faces_of("俞啟", Family.JAPANESE) == [("NotoSansTC", "俞啟")]


@pytest.mark.parametrize("text", UNPRINTABLE)
def test_a_letter_that_no_font_has_is_told(text: str) -> None:
    assert set_line(plain(text), BOLD, FACES).missing


@pytest.mark.parametrize("text", ODD_BUT_PRINTABLE)
def test_an_odd_name_is_no_reason_to_leave_anybody_out(text: str) -> None:
    assert not set_line(plain(text), BOLD, FACES).missing


def test_a_mark_stays_in_the_font_of_its_letter() -> None:
    assert faces_of("e\u0323e") == [("NotoSans", "e\u0323e")]


def test_what_is_printed_is_one_line_without_controls() -> None:
    assert plain("Anna\nMaria\t von\r\n") == "Anna Maria von"
    assert plain("Ali\u202efdp.exe") == "Alifdp.exe"
    assert plain("e\u0301") == "é"


def test_a_joiner_within_uyghur_is_kept() -> None:
    assert plain("دول\u200dقۇن") == "دول\u200dقۇن"


def test_marks_upon_marks_are_bounded() -> None:
    towering = plain("Z" + "\u0335" * 200)
    assert towering == "Z" + "\u0335" * MARKS_IN_A_ROW


@given(st.text())
def test_any_text_at_all_can_be_set_in_a_line(text: str) -> None:
    cleaned = plain(text)
    assert "\n" not in cleaned
    assert plain(cleaned) == cleaned
    line = set_line(cleaned, BOLD, FACES)
    assert sorted("".join(run.text for run in line.runs)) == sorted(cleaned)


MIXED = st.text(st.sampled_from("abZ دولق 123 ,.-/()[]%·:"), max_size=14).map(str.strip)


@given(MIXED)
def test_pieces_stand_in_the_order_of_the_unicode_algorithm(text: str) -> None:
    base = "R" if is_right_to_left(text) else "L"
    shown = "".join(piece[::-1] if rtl else piece for piece, rtl in ordered(text))
    assert shown == get_display(text, base_dir=base)


def test_a_bracket_in_a_right_to_left_name_stays_with_what_it_holds() -> None:
    pieces = ordered("قۇرۇلتىيى (WUC) 2004")
    assert [piece for piece, _ in pieces] == ["2004", ") ", "WUC", "قۇرۇلتىيى ("]


def test_a_short_name_is_as_large_as_may_be_and_on_one_line() -> None:
    fitted = fit("Li", BOLD, 200, 60, FACES)
    assert fitted.size == BOLD.largest
    assert len(fitted.lines) == 1


def test_a_longer_name_is_broken_at_a_space_rather_than_made_small() -> None:
    fitted = fit("Alexandria Ocasio-Cortez", BOLD, 200, 80, FACES)
    assert ["".join(run.text for run in line.runs) for line in fitted.lines] == [
        "Alexandria",
        "Ocasio-Cortez",
    ]
    assert fitted.size > fit("Alexandria Ocasio-Cortez", BOLD, 200, 30, FACES).size


def test_a_name_too_long_for_anything_is_cut_and_says_so() -> None:
    fitted = fit("A" * 300, BOLD, 200, 60, FACES)
    assert fitted.cut
    assert fitted.size == SMALLEST
    assert fitted.lines[-1].runs[-1].text.endswith(ELLIPSIS)


def test_no_text_takes_no_room() -> None:
    assert fit("", BOLD, 200, 60, FACES).height == 0


@given(st.sampled_from(ODD_BUT_PRINTABLE) | st.text(min_size=1), st.integers(20, 400))
def test_whatever_is_fitted_stays_within_its_box(text: str, width: int) -> None:
    fitted = fit(plain(text), BOLD, width, 60, FACES)
    assert fitted.cut or SMALLEST <= fitted.size <= BOLD.largest
    for line in fitted.lines:
        only_letter = sum(not rides(character) for run in line.runs for character in run.text) <= 2
        assert line.width * fitted.size <= width * 1.001 or only_letter


def test_han_letters_break_anywhere_but_not_before_a_small_kana_or_a_full_stop() -> None:
    kind = TextStyle(Weight.REGULAR, 10, lines=9)
    lines = wrap("東京外国語大学アジア・アフリカ研究センター。", kind, 4, FACES)
    firsts = [line.runs[0].text[0] for line in lines]
    assert len(lines) > 4
    assert not set(firsts) & set("ー。・")


def test_cutting_takes_no_mark_from_its_letter() -> None:
    kind = TextStyle(Weight.REGULAR, 10)
    ((line,), *_) = [wrap("q\u0323" * 40, kind, 8, FACES)]
    assert line.runs[-1].text.endswith("\u0323" + ELLIPSIS)


@pytest.mark.parametrize(
    ("days", "language", "text"),
    [
        (("2026-10-30", "2026-10-31"), "en", "30–31 October 2026"),
        (("2026-10-31", "2026-11-01"), "en", "31 October – 1 November 2026"),
        (("2026-12-31", "2027-01-01"), "en", "31 December 2026 – 1 January 2027"),
        (("2026-10-30",), "en", "30 October 2026"),
        (("2026-10-30", "2026-10-31"), "ja", "2026年10月30日–31日"),
        (("2026-10-31", "2026-11-01"), "ja", "2026年10月31日–11月1日"),
        (("2026-12-31", "2027-01-01"), "ja", "2026年12月31日–2027年1月1日"),
        (("2026-10-30",), "ja", "2026年10月30日"),
        (("2026-10-30", "2026-10-31"), "ug", "2026-10-30 – 2026-10-31"),
        (("2026-10-30",), "ug", "2026-10-30"),
        ((), "en", ""),
    ],
)
def test_days_are_written_as_each_language_writes_them(
    days: tuple[str, ...], language: str, text: str
) -> None:
    assert days_text(days, language) == text


def test_every_face_is_a_file_that_comes_with_the_program() -> None:
    assert FACES.missing() == ()
    assert all(FACES.path(face).is_file() for face in Face)


def test_noto_sans_has_every_western_letter() -> None:
    ranges = ((0x20, 0x7F), (0xA1, 0xAD), (0xAE, 0x250), (0x400, 0x460))
    letters = [chr(code) for first, end in ranges for code in range(first, end)]
    for face in (Face.SANS, Face.SANS_BOLD):
        assert [letter for letter in letters if not FACES.covers(face, letter)] == []


def test_a_time_and_a_date_are_never_broken() -> None:
    kind = TextStyle(Weight.REGULAR, 10, lines=3)
    lines = wrap("2026-10-30 10:15:00 1,500", kind, 6, FACES)
    assert ["".join(run.text for run in line.runs) for line in lines] == [
        "2026-10-30",
        "10:15:00",
        "1,500",
    ]
