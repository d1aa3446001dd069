"""Whole names compared: one person in two scripts, and who is somebody else."""

from __future__ import annotations

import pytest

from checkin.names import Spellings, close_name, same_name, spellings


def named(name: str) -> Spellings:
    return spellings({"name": name})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Furuya Keiji", "KEIJI  FURUYA"),
        ("古屋圭司", "Furuya Keiji"),
        ("古屋 圭司", "古屋圭司"),
        ("ئادىل توختى", "Adil Tohti"),
        ("ئادىل توختى", "Адил Тохти"),
        ("林雅婷", "Lin Ya-ting"),
        ("김민준", "Kim Min-jun"),
    ],
)
def test_one_name_in_two_spellings_is_the_same(one: str, other: str) -> None:
    assert same_name(named(one), named(other))
    assert same_name(named(other), named(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erik Lund", "Eric Lund"),
        ("Mohammed Ali", "Muhammad Ali"),
        ("Ali Karimi", "Ali Reza Karimi"),
        ("Ali Karimi", "Ali Karami"),
    ],
)
def test_a_slip_a_sound_or_a_word_left_out_is_close(one: str, other: str) -> None:
    assert not same_name(named(one), named(other))
    assert close_name(named(one), named(other))
    assert close_name(named(other), named(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("伊藤野枝", "伊東野枝"),  # Ito Noe both: another character is another name
        ("山田太郎", "山田次郎"),
        ("Ada", "Ada Lovelace"),
        ("Kim Minjun", "Kim Minsu"),
        ("Yasin Semet", "Lin Ya-ting"),
        ("", "Ada"),
    ],
)
def test_another_name_is_not_close(one: str, other: str) -> None:
    assert not close_name(named(one), named(other))


def test_a_name_in_characters_has_a_bounded_number_of_spellings() -> None:
    assert 0 < len(named("古屋圭司古屋圭司").by_rule) <= 200


def test_the_parts_of_a_very_long_name_are_not_multiplied() -> None:
    name = named("a b c d e f g")
    assert name.contained == name.given


def test_an_umlaut_is_spelt_out_in_the_whole_name() -> None:
    hans = spellings({"name": "Hans Müller"})
    assert same_name(hans, spellings({"name": "Mueller, Hans"}))
    assert same_name(spellings({"name": "So\u0308ren O\u030a"}), spellings({"name": "Soeren O"}))
    assert not same_name(hans, spellings({"name": "Mueller"}))
    assert not close_name(hans, spellings({"name": "Anna Mueller"}))
