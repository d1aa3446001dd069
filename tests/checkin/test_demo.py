"""The demo event is fictional, odd in the ways that real mornings are odd, and the same every time."""

import unicodedata
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from checkin import demo
from checkin.language import LANGUAGES

UYGHUR = set("ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي")
SCRIPTS = {"LATIN", "ARABIC", "CJK", "HIRAGANA", "CYRILLIC"}
FLAGS = {
    "cancelled": ["57"],
    "call_lead": ["64", "82", "117"],
    "check_identity": ["26", "66", "149"],
    "ask_consent": ["28", "45", "71", "127"],
    "attention": ["87"],
    "no_photo": ["44", "47", "93", "139"],
    "protected": ["93", "117"],
    "pending": ["150"],
}
TODAY = date(2027, 2, 27)  # a month's end lies between the two days

Row = dict[str, str]


@pytest.fixture(scope="module")
def known() -> tuple[Row, ...]:
    return demo.make_up(150, seed=1)


@pytest.fixture(scope="module")
def crowd() -> tuple[Row, ...]:
    return demo.make_up(3000, seed=1)


def script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0].removesuffix("-COMPATIBILITY")


def numbers(rows: tuple[Row, ...], **fields: str) -> list[str]:
    return [row["number"] for row in rows if all(row[key] == fields[key] for key in fields)]


def test_the_forum_has_150_delegates_from_twenty_countries(known: tuple[Row, ...]) -> None:
    assert [row["number"] for row in known] == [str(n) for n in range(1, 151)]
    assert len({row["country"] for row in known}) == 20


def test_the_names_are_in_five_scripts(known: tuple[Row, ...]) -> None:
    letters = "".join(row["name"] + row["native_name"] + row["reading"] for row in known)
    assert {script(letter) for letter in letters if letter.isalpha()} - {"MODIFIER"} == SCRIPTS


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_is_where_the_readme_says(known: tuple[Row, ...], flag: str) -> None:
    found = [row["number"] for row in known if flag in row["flags"].split(";")]
    assert found == FLAGS[flag]


def test_no_flag_is_misspelt(crowd: tuple[Row, ...]) -> None:
    assert {flag for row in crowd for flag in row["flags"].split(";") if flag} == FLAGS.keys()


def test_two_people_of_one_name_come_from_different_organisations(known: tuple[Row, ...]) -> None:
    names = Counter(row["name"] for row in known if row["name"])
    assert [name for name, times in names.items() if times > 1] == ["Dilnur Tursun"]
    assert numbers(known, name="Dilnur Tursun") == ["51", "107"]
    assert known[50]["organisation"] != known[106]["organisation"]


def test_some_people_have_a_single_name(known: tuple[Row, ...]) -> None:
    assert [n for n in numbers(known, family_name="") if known[int(n) - 1]["name"]] == ["99", "102"]


def test_everybody_has_a_name_of_some_kind(crowd: tuple[Row, ...]) -> None:
    assert all(row["name"] or row["native_name"] or row["given_name"] for row in crowd)


def test_a_name_in_kanji_has_its_reading_in_kana(crowd: tuple[Row, ...]) -> None:
    japanese = [row for row in crowd if row["language"] == "ja" and row["native_name"]]
    assert {script(letter) for row in japanese for letter in row["reading"]} <= {
        "HIRAGANA",
        "SPACE",
    }
    assert all(len(row["reading"].split()) == len(row["native_name"].split()) for row in japanese)


def test_a_uyghur_name_has_no_letter_of_another_alphabet(crowd: tuple[Row, ...]) -> None:
    names = [row["native_name"] for row in crowd if row["language"] == "ug"]
    assert len(names) > 300
    assert set("".join(names)) - UYGHUR == {" "}


def test_nobody_can_be_reached(crowd: tuple[Row, ...]) -> None:
    assert all(row["email"].endswith("@example.org") for row in crowd if row["email"])


def test_no_two_people_share_a_number_an_address_or_a_code(crowd: tuple[Row, ...]) -> None:
    for field in ("number", "email", "code"):
        values = [row[field] for row in crowd if row[field]]
        assert len(set(values)) == len(values)


def test_made_up_people_follow_those_of_the_file(
    known: tuple[Row, ...], crowd: tuple[Row, ...]
) -> None:
    assert len(crowd) == 3000
    assert crowd[:150] == known
    assert crowd[150]["number"] == "151"
    assert crowd[-1].keys() == known[0].keys()


def test_fewer_than_150_are_the_first_of_the_file(known: tuple[Row, ...]) -> None:
    assert demo.make_up(12, seed=9) == known[:12]
    assert demo.make_up(0, seed=9) == ()


def test_the_same_seed_makes_the_same_people(crowd: tuple[Row, ...]) -> None:
    assert demo.make_up(3000, seed=1) == crowd
    assert demo.make_up(600, seed=1) == crowd[:600]
    assert demo.make_up(600, seed=2) != crowd[:600]


def test_a_crowd_is_as_mixed_as_the_forum(crowd: tuple[Row, ...], known: tuple[Row, ...]) -> None:
    """The languages with most people keep their share, give or take a third of it."""

    def share(rows: tuple[Row, ...], language: str) -> float:
        return len(numbers(rows, language=language)) / len(rows)

    for language in ("ja", "ug", "zh-TW"):
        assert share(crowd, language) == pytest.approx(share(known, language), rel=1 / 3)
    assert {row["country"] for row in crowd} == {row["country"] for row in known}


def test_made_up_people_fit_the_plan(crowd: tuple[Row, ...]) -> None:
    categories = {category["key"] for category in demo.plan(TODAY)["category"]}
    assert {row["category"] for row in crowd} == categories


def test_day_one_is_today() -> None:
    event = demo.plan(TODAY)["event"]
    assert event["days"] == ["2027-02-27", "2027-02-28"]


def test_sessions_move_with_their_day_and_keep_their_hour() -> None:
    sessions = demo.plan(TODAY + timedelta(days=1))["session"]
    assert sessions[0].keys() == {"key", "name"}  # the entrance is open all the time
    assert sessions[1]["starts"] == datetime(2027, 2, 28, 10, 0)  # noqa: DTZ001 - as in the plan
    assert sessions[-1]["ends"] == datetime(2027, 3, 1, 16, 0)  # noqa: DTZ001 - as in the plan
    assert all(session["starts"] < session["ends"] for session in sessions[1:])


def test_the_plan_refers_to_nothing_that_it_lacks() -> None:
    found = demo.plan(TODAY)
    keys = {category["key"] for category in found["category"]}
    sessions = {session["key"] for session in found["session"]}
    assert len(sessions) == len(found["session"]) == 12
    assert all(set(session.get("categories", keys)) <= keys for session in found["session"])
    assert all(session.get("requires", "entrance") in sessions for session in found["session"])
    named = [*found["category"], *found["session"]]
    assert all(item["name"].keys() == LANGUAGES.keys() for item in named)


def test_white_letters_are_legible_on_every_category() -> None:
    for category in demo.plan(TODAY)["category"]:
        assert 1.05 / (luminance(category["colour"]) + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """As WCAG 2 reckons it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
