"""How a hit was found: by the letters of the name, another text of the roster, by rule, or a guess."""

from __future__ import annotations

import pytest

from checkin.domain import Code, CodeKind, CodeStatus, Delegate, Flag, Match
from checkin.lookup.finder import Finder
from checkin.lookup.index import entry
from tests.bench.names import namesakes, strangers
from tests.bench.names.people import made_up

PEOPLE = (
    Delegate(
        "ug", 1, name="Dolkun Isa", native_name="دولقۇن ئەيسا", organisation="Uyghur Congress"
    ),
    Delegate("ja", 2, native_name="古屋圭司"),
    Delegate("read", 3, native_name="小笠原 多恵", reading="おがさわら たえ"),
    Delegate("both", 4, name="Munewwer Semet", native_name="مۇنەۋۋەر سەمەت"),
    Delegate("tw", 5, name="Lin Ya-ting", native_name="林 雅婷", country="Taiwan"),
    Delegate("han", 6, name="Tung Shih-han", native_name="童 詩涵", country="Taiwan"),
    Delegate("kk", 7, native_name="Сағынбаева Қарлығаш"),
    Delegate("alias", 8, name="Rebiya Kadeer", badge_name="Poppy", email="rk@example.org"),
    Delegate("de", 9, name="Anna Lena Goldsmith", phone="+81 90-1234-5678"),
    Delegate("ling", 10, name="Ling Tzu-chien", native_name="凌 子謙", country="Taiwan"),
    Delegate("umlaut", 12, name="Jürgen Müller", organisation="Straße 12 e.V."),
    Delegate("oe", 13, name="Kåre Sørensen"),
    Delegate("ue", 14, name="Greta Kruege"),
    Delegate("native", 11, native_name="童 國華", country="Taiwan"),
)


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(
        entry(
            person,
            [Code("BCDEFGHIJKLNOPRSTUVX", CodeKind.BADGE, CodeStatus.VALID, "ug")]
            if person.id == "ug"
            else (),
        )
        for person in PEOPLE
    )


@pytest.mark.parametrize(
    ("typed", "found", "match"),
    [
        ("Dolkun Isa", "ug", Match.EXACT),
        ("ISA, dolkun", "ug", Match.EXACT),
        ("isa", "ug", Match.EXACT),
        ("دولقۇن", "ug", Match.EXACT),
        ("1", "ug", Match.EXACT),
        ("BCDE FGHI JKLN OPRS TUVX", "ug", Match.EXACT),
        ("古屋圭司", "ja", Match.EXACT),
        ("bcde f", "ug", Match.BEGINNING),
        ("dol is", "ug", Match.BEGINNING),
        ("dolkun i", "ug", Match.BEGINNING),
        ("古屋", "ja", Match.BEGINNING),
        ("圭司", "ja", Match.BEGINNING),
        ("おがさわら", "read", Match.GIVEN),
        ("オガサ", "read", Match.GIVEN),
        ("poppy", "alias", Match.GIVEN),
        ("congress", "ug", Match.GIVEN),
        ("isa uyghur", "ug", Match.GIVEN),
        ("ogasawara tae", "read", Match.RULE),
        ("dolqun", "ug", Match.RULE),
        ("yating", "tw", Match.RULE),
        ("qarlyghash", "kk", Match.RULE),
        ("tung kuo-hua", "native", Match.RULE),
        ("Mueller", "umlaut", Match.RULE),
        ("juergen muell", "umlaut", Match.RULE),
        ("Jürgen Müller", "umlaut", Match.EXACT),
        ("muller", "umlaut", Match.EXACT),
        ("Strasse", "umlaut", Match.GIVEN),
        ("Soerensen", "oe", Match.RULE),
        ("kaare sørensen", "oe", Match.RULE),
        ("Krüge", "ue", Match.RULE),
        ("どるくん", "ug", Match.GUESS),
        ("furuya", "ja", Match.GUESS),
        ("dolgun", "ug", Match.GUESS),
        ("dolkin isa", "ug", Match.GUESS),
        ("smith", "de", Match.GUESS),
        ("olku", "ug", Match.GUESS),
    ],
)
def test_a_hit_says_how_it_was_found(finder: Finder, typed: str, found: str, match: Match) -> None:
    (hit,) = [hit for hit in finder.find(typed) if hit.delegate == found]
    assert hit.match is match


def test_a_hit_is_as_sure_as_the_least_sure_of_its_words(finder: Finder) -> None:
    kinds = {
        typed: next(hit.match for hit in finder.find(typed) if hit.delegate == "both")
        for typed in ("munewwer semet", "munewwer sem", "munewwer samet")
    }
    assert list(kinds.values()) == [Match.EXACT, Match.BEGINNING, Match.GUESS]


@pytest.mark.parametrize(
    "typed", ["zzzz", "john doe", "xqzzk", "qqqqq", "Hans Stellvertreter", "Stellvertreter"]
)
def test_what_is_too_far_off_is_not_offered(finder: Finder, typed: str) -> None:
    assert finder.find(typed) == ()


@pytest.mark.parametrize("typed", ["smith", "yasin", "Tseng Xavier", "Yusup Ali", "23"])
def test_a_name_of_nobody_is_no_more_than_a_guess(finder: Finder, typed: str) -> None:
    assert {hit.match for hit in finder.find(typed)} <= {Match.GUESS}
    assert "both" not in [hit.delegate for hit in finder.find(typed)]


def test_one_word_does_not_stand_for_two(finder: Finder) -> None:
    def best(typed: str) -> Match:
        return next(hit.match for hit in finder.find(typed) if hit.delegate == "de")

    assert best("an le") is Match.BEGINNING
    assert {hit.match for hit in finder.find("ann anna")} <= {Match.GUESS}


def test_no_guess_stands_before_what_was_found_for_sure() -> None:
    crowd = [Delegate(f"g{number}", number, native_name="佐藤 一郎") for number in range(1, 30)]
    sure = Delegate("sure", 99, name="Ali Veli", organisation="Satogaya Press")
    finder = Finder(entry(person, ()) for person in (*crowd, sure))

    first, *others = finder.find("sato", 8)

    assert (first.delegate, first.match) == ("sure", Match.GIVEN)
    assert {hit.match for hit in others} == {Match.GUESS}
    assert [hit.score for hit in others] == sorted((hit.score for hit in others), reverse=True)
    assert first.score > others[0].score


def test_contacts_are_found_only_where_they_may_be(finder: Finder) -> None:
    def found(typed: str) -> list[tuple[str, Match]]:
        return [(hit.delegate, hit.match) for hit in finder.find(typed, contacts=True)]

    for typed in ("rk@example.org", "+81 90 1234 5678", "090-1234-5678"):
        assert {hit.match for hit in finder.find(typed)} <= {Match.GUESS}
    assert found("RK@example.org") == [("alias", Match.EXACT)]
    assert found("rk@ex") == [("alias", Match.BEGINNING)]
    assert found("+81 90 1234 5678") == [("de", Match.EXACT)]
    assert found("090-1234-5678") == [("de", Match.GIVEN)]
    assert found("12345") == []


def test_of_a_protected_delegate_only_the_alias_is_marked() -> None:
    fields = {"name": "Rebiya Kadeer", "native_name": "رابىيە قادىر", "badge_name": "Poppy Red"}
    hidden = Delegate("id", 1, flags=(Flag.PROTECTED.value,), **fields)  # type: ignore[arg-type]
    finder = Finder([entry(hidden, ())])

    (legal,), (alias,) = finder.find("rebiya kadeer"), finder.find("poppy")
    (native,) = finder.find("rabiye qadir")

    assert (legal.match, legal.marked, legal.guess) == (Match.GIVEN, ((), ()), "")
    assert (alias.match, alias.marked) == (Match.EXACT, (((0, 5),), ()))
    assert (native.marked, native.guess) == (((), ()), "")


def test_the_count_is_of_all_whose_words_begin_so() -> None:
    people = [Delegate(str(number), number, name=f"Ali Veli{number}") for number in range(1, 58)]
    finder = Finder(entry(person, ()) for person in (*people, Delegate("b", 99, name="Bo Li")))

    hits = finder.find("ali", 8)

    assert (len(hits), finder.count("ali", hits)) == (8, 57)
    finder.remove("57")
    assert finder.count("ali vel") == 56


def test_strangers_are_not_taken_for_delegates() -> None:
    roster = made_up(strangers.DEMO, strangers.SEED)
    asked = strangers.ask_strangers(roster, strangers.strangers(roster, 300), "few")
    assert asked.asked == 300
    assert asked.share <= strangers.MOST, asked.mistaken


def test_a_long_list_has_all_namesakes() -> None:
    roster = made_up(600, namesakes.SEED, only=("native_name",))
    shared = namesakes.of_language(roster, "ug", "few")
    assert shared.people > 20
    assert shared.missed == []
