"""Fuzzy name matching: other scripts, other spellings, typos."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.domain import Delegate, Status
from checkin.lookup.finder import BEGINNINGS, EXACT, SOUNDS, SPELT, Finder
from checkin.lookup.index import entry
from checkin.lookup.typos import TypoIndex, is_near

PEOPLE = (
    Delegate("ug", 1, native_name="ئابدۇراخمان توختى"),
    Delegate("ja", 2, native_name="榊原義之"),
    Delegate("tw", 3, native_name="曾國華"),
    Delegate("kk", 4, native_name="Сағынбаева Қарлығаш"),
    Delegate("ko", 5, native_name="김민지"),
    Delegate("bo", 6, native_name="བསྟན་འཛིན་ཚེ་རིང"),
    Delegate("is", 7, name="Þórhildur Sigurðardóttir"),
    Delegate("pl", 8, name="Łukasz Jabłoński"),
    Delegate("latin", 9, name="Wakabayashi Wakako"),
    Delegate("read", 10, native_name="小笠原 多恵", reading="おがさわら たえ"),
    Delegate("both", 11, name="Gulnar Yusup", native_name="گۈلنار يۈسۈپ"),
    Delegate("de", 12, name="Friederike Müller"),
    Delegate("ar", 13, native_name="محمود حسن"),
    Delegate("nl", 14, name="Saskia van den Broek"),
    Delegate("mei", 15, name="Cheng Mei-ling"),
)


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(entry(delegate, ()) for delegate in PEOPLE)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        # another script than the one in the record
        ("Abdurahman Tohti", "ug"),
        ("abdurakhman toxti", "ug"),
        ("Абдурахман Тохти", "ug"),
        ("abdura", "ug"),
        ("Sakakibara Yoshiyuki", "ja"),
        ("さかきばら", "ja"),
        ("サカキバラ ヨシユキ", "ja"),
        ("榊", "ja"),
        ("Tseng Kuo-hua", "tw"),
        ("Zeng Guohua", "tw"),
        ("Tsang Kwok-wah", "tw"),
        ("曽国华", "tw"),
        ("そ", "tw"),
        ("Karlygash Sagynbayeva", "kk"),
        ("sagynb", "kk"),
        ("Kim Min-ji", "ko"),
        ("Gim Minji", "ko"),
        ("Tenzin Tsering", "bo"),
        ("Thorhildur", "is"),
        ("lukasz jablonski", "pl"),
        ("わかばやし", "latin"),
        ("若林", "latin"),
        ("わかばやs", "latin"),
        ("ｗakaba", "latin"),
        ("Ogasawara Tae", "read"),
        ("おがさ", "read"),
        ("گۈلنا", "both"),
        ("Gülnar Yusuf", "both"),
        ("Mueller", "de"),
        ("Mahmoud Hassan", "ar"),
        # typos
        ("Sakakibra", "ja"),
        ("Skaakibara Yoshiyuki", "ja"),
        ("abdurahmna tohti", "ug"),
        ("Jablonksi", "pl"),
        ("Wakabayahsi Wakak", "latin"),
        ("Sigurdardotir", "is"),
        # joined or split words
        ("sakakibarayoshiyuki", "ja"),
        ("ogasawaratae", "read"),
        ("waka bayashi", "latin"),
        ("vandenbroek", "nl"),
        # initials
        ("c m l", "mei"),
        ("ml cheng", "mei"),
        ("S v d B", "nl"),
        # partial names
        ("Tseng Xavier", "tw"),
        ("Broek Saskja Anna", "nl"),
    ],
)
def test_who_is_meant_stands_first(finder: Finder, typed: str, found: str) -> None:
    hits = finder.find(typed)

    assert hits
    assert hits[0].delegate == found


def test_given_before_made_before_begun_before_heard_before_mistyped() -> None:
    finder = Finder(
        entry(Delegate(identifier, number, **fields), ())  # type: ignore[arg-type]
        for number, (identifier, fields) in enumerate(
            [
                ("slip", {"name": "Ma Lis"}),
                ("heard", {"name": "Mah Liing"}),
                ("begun", {"name": "Mara Linda"}),
                ("made", {"native_name": "馬琳", "country": "Taiwan"}),
                ("given", {"name": "Ma Lin"}),
            ],
            1,
        )
    )

    hits = finder.find("ma lin")

    assert [hit.delegate for hit in hits][:4] == ["given", "made", "begun", "heard"]
    assert [hit.score for hit in hits][:3] == [EXACT, SPELT, BEGINNINGS]
    assert hits[3].score <= SOUNDS


def test_who_is_expected_comes_before_equals_who_are_not() -> None:
    people = (
        Delegate("off", 1, name="Ali", category="guest", status=Status.CANCELLED),
        Delegate("guest", 2, name="Ali", category="guest"),
        Delegate("press", 3, name="Ali", category="press"),
        Delegate("alina", 4, name="Alina", category="press"),
    )
    finder = Finder(entry(delegate, ()) for delegate in people)

    def order(typed: str, *categories: str) -> list[str]:
        return [hit.delegate for hit in finder.find(typed, 8, categories)]

    assert order("ali") == ["guest", "press", "off", "alina"]
    assert order("ali", "press") == ["press", "off", "guest", "alina"]
    assert order("al", "press")[:2] == ["press", "alina"]


def test_namesakes_are_told() -> None:
    finder = Finder(
        entry(Delegate(str(number), number, name=name), ())
        for number, name in enumerate(("Ali Veli", "ALI VELI", "Ali Velioğlu"), 1)
    )

    assert [hit.namesake for hit in finder.find("ali veli")] == [True, True, False]


@pytest.mark.parametrize(
    ("typed", "delegate", "marked"),
    [
        # The span of the matching word, counted in stored letters, right-to-left or not.
        ("abdurah", "ug", (((0, 11),), ())),
        ("tohti abdurahman", "ug", (((0, 11), (12, 17)), ())),
        ("توخ", "ug", (((12, 15),), ())),
        ("sakakibara", "ja", (((0, 2),), ())),
        ("yoshiyuki", "ja", (((2, 4),), ())),
        ("榊", "ja", (((0, 1),), ())),
        ("おがさわら", "read", (((0, 3),), ())),
        ("tae", "read", (((4, 6),), ())),
        ("Kwok", "tw", (((1, 2),), ())),
        ("Tseng", "tw", (((0, 1),), ())),
        ("gulnur", "both", (((0, 6),), ((0, 6),))),
        ("گۈلنار", "both", ((), ((0, 6),))),
        ("yusuf", "both", (((7, 12),), ((7, 12),))),
        ("wakabayashi w", "latin", (((0, 11), (12, 13)), ())),
        ("muler", "de", (((11, 17),), ())),
    ],
)
def test_the_part_that_stands_for_what_was_typed_is_marked(
    finder: Finder, typed: str, delegate: str, marked: tuple[object, object]
) -> None:
    hit = next(hit for hit in finder.find(typed) if hit.delegate == delegate)

    assert hit.marked == marked


def test_a_guess_says_that_it_is_one(finder: Finder) -> None:
    assert finder.find("sakakibara yoshi")[0].guess == "Sakakibara Yoshiyuki"
    assert finder.find("榊原")[0].guess == ""
    assert finder.find("ogasawara")[0].guess == ""
    assert finder.find("abdurahman")[0].guess == ""


def test_nobody_is_found_for_what_is_like_nothing(finder: Finder) -> None:
    for typed in ("xqzzk", "12345", "榎本", "؟؟", "zzzzzzzzzzzzzz"):
        assert finder.find(typed) == ()


def test_who_came_in_later_is_found_by_ear_and_with_a_slip_too(finder: Finder) -> None:
    late = Finder([entry(PEOPLE[0], ())])
    late.update(entry(Delegate("late", 20, native_name="Жолдасова Меруерт"), ()))

    assert late.find("Joldasova")[0].delegate == "late"
    assert late.find("Meruret")[0].delegate == "late"
    late.remove("late")
    assert late.find("Joldasova") == ()


WORDS = ("sakakibara", "wakabayashi", "abdurahman", "yoshiyuki", "zholdasova", "meruert")


@given(st.sampled_from(WORDS), st.data())
def test_one_mistake_anywhere_leads_to_the_word(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    typed = data.draw(
        st.sampled_from(
            (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            )
        )
    )

    assert word in set(TypoIndex(sorted(WORDS)).near(typed, 1))


@given(st.text("abc", min_size=1, max_size=7), st.text("abc", min_size=1, max_size=7))
def test_a_word_is_near_itself_and_its_beginnings(one: str, other: str) -> None:
    assert is_near(one, one + other, 0)
    assert is_near(one, other, 7)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_anything_may_be_typed(finder: Finder, typed: str) -> None:
    for hit in finder.find(typed):
        assert 0 < hit.score <= EXACT
        for name, spans in zip(_shown(hit.delegate), hit.marked, strict=True):
            assert all(0 <= start < end <= len(name) for start, end in spans)


def _shown(delegate: str) -> tuple[str, str]:
    found = next(person for person in PEOPLE if person.id == delegate)
    return found.display_name, found.second_name
