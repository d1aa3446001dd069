"""The languages: found by the names that systems have for them, complete, and right in both directions."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from checkin.errors import FindingsInDoubt, NotFound
from checkin.language import LANGUAGES, bare, begins_leftwards, closest, isolated, load

RIGHT_TO_LEFT_MARK = "\u200f"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("ug_CN.UTF-8", "ug"),
        ("ug-Arab", "ug"),
        ("zh_TW.UTF-8", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
        ("ja_JP", "ja"),
        ("en-GB", "en"),
        ("zh_CN.UTF-8", "en"),
        ("tr_TR@euro", "en"),
        ("Japanese_Japan", "ja"),
        ("Japanese_Japan.932", "ja"),
        ("Chinese (Traditional)_Taiwan", "zh-Hant"),
        ("Chinese_Taiwan.950", "zh-Hant"),
        ("Chinese (Traditional)_Hong Kong SAR", "zh-Hant"),
        ("Chinese_Macao SAR", "zh-Hant"),
        ("Chinese (Simplified)_China.936", "en"),
        ("Uyghur_China", "ug"),
        ("Uighur_People's Republic of China", "ug"),
        ("English_United Kingdom.1252", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_a_language_is_found_by_what_systems_call_it(tag: str, code: str) -> None:
    assert closest(tag) == code
    assert load(tag).code == code


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_language_speaks_for_itself(code: str) -> None:
    language = load(code)
    assert language.text("Already in") != "Already in"
    for n in (0, 1, 2, 5):
        assert str(n) in language.plural("{n} person", "{n} people", n)
        assert "people" not in language.plural("{n} person", "{n} people", n)
    assert language.right_to_left is (code == "ug")


def test_uyghur_counts_one_and_many_alike() -> None:
    uyghur = load("ug")
    assert uyghur.plural("{n} row", "{n} rows", 1) == "1 قۇر"
    assert uyghur.plural("{n} row", "{n} rows", 2) == "2 قۇر"


def test_a_latin_name_in_an_uyghur_sentence_keeps_to_itself() -> None:
    said = load("ug").text("Already in since {time}", time="10:12")
    assert said.endswith(isolated("10:12"))


def test_an_uyghur_name_turns_no_english_sentence_around() -> None:
    english = load("en")
    assert english.text("{name} · {n}", name="ئادىلجان", n=42) == f"{isolated('ئادىلجان')} · 42"
    assert english.text("{name} · {n}", name="Tanaka", n=42) == "Tanaka · 42"


def test_an_uyghur_text_that_begins_with_latin_letters_still_runs_from_the_right() -> None:
    uyghur = load("ug")
    saved = uyghur.text("Save as PDF")
    assert saved.startswith(f"{RIGHT_TO_LEFT_MARK}PDF")
    assert begins_leftwards(saved)
    assert not uyghur.text("Already in").startswith(RIGHT_TO_LEFT_MARK)
    assert load("ja").text("Save as PDF").find(RIGHT_TO_LEFT_MARK) == -1


def test_what_is_isolated_does_not_decide_the_direction() -> None:
    assert begins_leftwards(f"{isolated('PDF')} ئىسىم")
    assert not begins_leftwards(f"{isolated('ئىسىم')} PDF")
    assert isolated("") == ""


def test_what_is_copied_from_a_terminal_has_no_marks_in_it() -> None:
    said = load("ug").text(
        "The demo's passphrase is {passphrase}", passphrase="only the demo event"
    )
    assert bare(said).endswith(": only the demo event")


def test_names_are_found_under_every_way_to_write_traditional_chinese() -> None:
    chinese = load("zh-Hant")
    assert chinese.name({"en": "Guest", "zh-Hant": "來賓"}) == "來賓"
    assert chinese.name({"en": "Guest", "zh-TW": "來賓"}) == "來賓"
    assert chinese.name({"en": "Guest", "ja": "ゲスト"}) == "Guest"
    assert chinese.name({"ja": "ゲスト"}) == "ゲスト"
    assert chinese.name({}) == ""


def test_a_failure_is_explained_in_every_language() -> None:
    error = NotFound("There is no such scan.")
    said = {load(code).explain(error) for code in LANGUAGES}
    assert len(said) == len(LANGUAGES)


def test_lists_and_labels_have_the_marks_of_their_language() -> None:
    assert load("en").listed(["a", "b"]) == "a, b"
    assert load("ja").listed(["a", "b"]) == "a、b"
    assert load("zh-Hant").labelled("a", "b") == "a：b"
    assert load("en").sentences("One.", "", "Two.") == "One. Two."
    assert load("ja").sentences("一。", "二。") == "一。二。"


def test_a_line_of_parts_begins_where_lines_of_the_language_begin() -> None:
    assert load("en").beside("061", "Ann", between="  ") == "061  Ann"
    line = load("ug").beside("061", "Ann", between="  ")
    assert line.startswith("\u200f")
    assert bare(line) == "061  Ann"
    # A name from the right to the left does not take the time behind it along.
    assert load("ja").beside("Jume", "جۈمە", "14:10") == "Jume · \u2068جۈمە\u2069 · 14:10"


@pytest.mark.parametrize(("n", "verb"), [(1, "finding is"), (2, "findings are")])
def test_a_failure_that_counts_is_told_in_the_singular_and_the_plural(n: int, verb: str) -> None:
    error = FindingsInDoubt(
        "{n} finding is in doubt. Nothing was stored; look at it and accept it.",
        "{n} findings are in doubt. Nothing was stored; look at them and accept them.",
        n=n,
    )
    assert str(error).startswith(f"{n} {verb} in doubt.")
    assert load("en").explain(error) == str(error)
    assert f"{n}件" in load("ja").explain(error)


def test_a_path_keeps_its_direction_as_a_text_does() -> None:
    """Else its first slash stands at the other end."""
    uyghur, sentence = load("ug"), "{path} is a folder. Name a file."
    said = uyghur.text(sentence, path=PurePosixPath("/home/x"))
    assert said == uyghur.text(sentence, path="/home/x")
    assert isolated("/home/x") in said
