"""Name search: delegates are found by any part of their data, best match first."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.domain import Code, CodeKind, CodeStatus, Delegate, Match
from checkin.lookup.finder import (
    BEGINNINGS,
    ELSEWHERE,
    EXACT,
    GUESSED,
    INSIDE,
    REORDERED,
    SOUNDS,
    WHOLE_WORDS,
    Finder,
)
from checkin.lookup.index import entry
from tests.paths import SHARED_DATA

CONGRESS = SHARED_DATA / "us-congress.csv"


def person(number: int, name: str = "", **fields: str) -> Delegate:
    return Delegate(id=f"id-{number}", number=number, name=name, **fields)  # type: ignore[arg-type]


def code(text: str, number: int, status: CodeStatus = CodeStatus.VALID) -> Code:
    return Code(text, CodeKind.INVITATION, status, f"id-{number}")


def finder_of(*delegates: Delegate) -> Finder:
    return Finder(entry(delegate, ()) for delegate in delegates)


def numbers(finder: Finder, text: str, limit: int = 8) -> list[int]:
    return [int(hit.delegate.removeprefix("id-")) for hit in finder.find(text, limit)]


@pytest.fixture
def finder() -> Finder:
    delegates = (
        person(1, "Dolkun Isa", native_name="دولقۇن ئەيسا", organisation="World Uyghur Congress"),
        person(2, "Isa Dolkunov", organisation="Press"),
        person(
            3, "Furuya Keiji", native_name="古屋圭司", reading="ふるや けいじ", organisation="Diet"
        ),
        person(15, "José Álvarez", organisation="Universidad"),
        person(150, "Hsiao Mei-chin", native_name="蕭美琴", organisation="Executive Yuan"),
        person(151, "Maria Eisner"),
        person(152, native_name="王丹"),
        person(153, family_name="Kadeer", given_name="Rebiya", organisation="WUC Isa Foundation"),
    )
    return Finder(
        entry(delegate, [code("BCDEFGHIJKLNOPRSTUVX", 3)] if delegate.number == 3 else ())
        for delegate in delegates
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dolkun isa", [1, 2]),
        ("ISA, Dolkun", [1, 2]),
        ("isa dol", [1, 2]),
        ("isa", [1, 2, 153]),
        ("jose alvarez", [15]),
        ("álv", [15]),
        ("フルヤ", [3]),
        ("ﾌﾙ", [3]),
        ("古", [3]),
        ("圭司", [3]),
        ("王", [152]),
        ("meichin", [150]),
        ("mei chin", [150]),
        ("萧美琴", [150]),
        ("دولقون", [1, 2]),
        ("sner", [151]),
        ("rebiya wuc", [153]),
        ("kadeer rebiya", [153]),
        ("uyghur", [1]),
        ("15", [15, 150, 151, 152, 153]),
        ("0015", [15]),
        ("#3", [3, 153]),
        ("bcde fghi", [3]),
        ("BCDEFGHIJKLNOPRSTUVX", [3]),
        ("xyzzy", []),
        ("", []),
        (" - ", []),
    ],
)
def test_any_part_finds_in_the_order_of_how_well_it_fits(
    finder: Finder, typed: str, expected: list[int]
) -> None:
    assert numbers(finder, typed) == expected


def test_the_score_says_how_well_it_fits(finder: Finder) -> None:
    def best(text: str) -> float:
        return finder.find(text)[0].score

    assert best("dolkun isa") == best("15") == EXACT
    assert best("isa dolkun") == REORDERED
    assert best("dolkun") == WHOLE_WORDS
    assert best("dol") == BEGINNINGS
    assert best("press") == ELSEWHERE
    assert best("olku") == INSIDE * GUESSED


def test_a_hit_shows_where_in_both_names_it_was(finder: Finder) -> None:
    assert finder.find("dol")[0].marked == (((0, 3),), ())
    assert finder.find("古屋")[0].marked == ((), ((0, 2),))


def test_equals_come_by_number() -> None:
    finder = finder_of(*(person(number, "Ali") for number in (9, 3, 7, 1)))

    assert numbers(finder, "ali") == [1, 3, 7, 9]


def test_no_more_than_asked_for(finder: Finder) -> None:
    assert len(finder.find("a", 2)) == 2
    assert finder.find("a", 0) == ()


def test_a_revoked_code_finds_nobody() -> None:
    finder = Finder(
        [entry(person(1, "Ali"), [code("BCDEFGHIJKLNOPRSTUVX", 1, CodeStatus.REVOKED)])]
    )

    assert numbers(finder, "bcdefg") == []


def test_a_short_beginning_of_a_code_finds_no_stranger(finder: Finder) -> None:
    assert numbers(finder, "bcd") == []


def test_a_corrected_name_is_found_and_the_old_one_no_more(finder: Finder) -> None:
    finder.update(entry(person(3, "Furuya Taro", organisation="Diet"), [code("BBBBCCCC", 3)]))

    assert numbers(finder, "taro") == [3]
    assert numbers(finder, "keiji") == numbers(finder, "圭司") == numbers(finder, "bcdefg") == []
    assert numbers(finder, "bbbb") == [3]
    assert len(finder) == 8


def test_who_is_removed_is_found_no_more(finder: Finder) -> None:
    finder.remove("id-3")
    finder.remove("id-3")

    assert numbers(finder, "furuya") == numbers(finder, "bcdefg") == []
    assert numbers(finder, "3") == [153]


def test_who_comes_in_later_takes_their_place_by_number(finder: Finder) -> None:
    finder.update(entry(person(4, "Ali Furuya"), ()))

    assert numbers(finder, "furuya") == [3, 4]
    assert numbers(finder, "4") == [4]


def test_two_desks_may_have_given_one_number_twice() -> None:
    finder = finder_of(Delegate("a", 7, name="Ali"), Delegate("b", 7, name="Veli"))

    assert [hit.delegate for hit in finder.find("7")] == ["a", "b"]


def test_a_name_that_thousands_share_is_found_by_the_rest_of_it() -> None:
    crowd = [person(number, f"Muhammad Ali{number % 40}k Bek") for number in range(1, 4000)]
    finder = finder_of(*crowd, person(9999, "Muhammad Zunun Bek"))

    assert numbers(finder, "m z") == [9999]
    assert numbers(finder, "uham unun") == [9999]
    assert numbers(finder, "m", 3) == [1, 2, 3]
    assert numbers(finder, "muhammad bek", 3) == [1, 2, 3]
    assert numbers(finder, "9", 3) == [9, 19, 29]


def test_letters_in_thousands_of_words_find_the_first_by_number() -> None:
    finder = finder_of(*(person(number, f"X{number:05}q") for number in range(1, 5000)))

    assert numbers(finder, "q", 3) == [1, 2, 3]
    assert numbers(finder, "0 q", 3) == [1, 2, 3]


def _plain_search(delegates: list[Delegate], token: str) -> set[int]:
    return {
        delegate.number
        for delegate in delegates
        if token in delegate.name.lower() or token in str(delegate.number)
    }


@given(
    st.lists(st.text("abAB ", min_size=1, max_size=6).filter(str.strip), max_size=12),
    st.text("ab12", min_size=1, max_size=3),
)
def test_nobody_is_missed_and_nobody_comes_before_them_who_only_sounds_alike(
    names: list[str], token: str
) -> None:
    delegates = [person(number, name) for number, name in enumerate(names, 1)]
    plain = _plain_search(delegates, token)

    found = finder_of(*delegates).find(token, 99)

    assert {int(hit.delegate.removeprefix("id-")) for hit in found} >= plain
    assert all(
        hit.match is Match.GUESS and hit.score <= SOUNDS * GUESSED
        for hit in found
        if int(hit.delegate[3:]) not in plain
    )
    assert [hit.match for hit in found] == sorted(
        (hit.match for hit in found), key=lambda match: match is Match.GUESS
    )


@given(st.lists(st.tuples(st.integers(1, 6), st.text("abc", max_size=3)), max_size=20), st.data())
def test_changes_one_by_one_come_to_the_same_as_building_anew(
    changes: list[tuple[int, str]], data: st.DataObject
) -> None:
    finder = finder_of(person(1, "abc"), person(2, "cab"))
    now = {1: "abc", 2: "cab"}
    for number, name in changes:
        if name:
            finder.update(entry(person(number, name), ()))
            now[number] = name
        else:
            finder.remove(f"id-{number}")
            now.pop(number, None)
    anew = finder_of(*(person(number, name) for number, name in now.items()))

    query = data.draw(st.text("abc123", min_size=1, max_size=3))
    assert numbers(finder, query, 9) == numbers(anew, query, 9)


@pytest.mark.skipif(not CONGRESS.exists(), reason="needs the list of members")
def test_every_member_is_found_by_their_family_name_without_accents() -> None:
    with CONGRESS.open(encoding="utf-8", newline="") as file:
        members = list(csv.DictReader(file))
    finder = finder_of(
        *(
            person(at, member["Official full name"] or member["Last name"])
            for at, member in enumerate(members, 1)
        )
    )

    for at, member in enumerate(members, 1):
        name = member["Official full name"] or member["Last name"]
        assert at in numbers(finder, name), name
