"""Greetings on the second screen."""

from __future__ import annotations

import csv

import pytest

from checkin.demo import FOLDER
from checkin.domain import Outcome, Person, Verdict
from checkin.wording import greeting, known_language

GREETED = {Outcome.ADMITTED, Outcome.READMITTED, Outcome.LEFT, Outcome.PROVISIONAL}


def verdict(outcome: Outcome, language: str = "") -> Verdict:
    person = Person("id", 7, "Somebody", "", "", "", "guest", (), "", language)
    return Verdict(outcome, "entrance", 0, "entry", person=person)


@pytest.mark.parametrize("outcome", Outcome)
def test_only_who_comes_or_goes_is_greeted(outcome: Outcome) -> None:
    assert (greeting(verdict(outcome)) is not None) == (outcome in GREETED)


@pytest.mark.parametrize("outcome", sorted(GREETED))
def test_a_greeting_names_nobody(outcome: Outcome) -> None:
    told = greeting(verdict(outcome, "ja"))
    assert told is not None
    assert "Somebody" not in told.words
    assert told.words


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("zh-Hant-TW", "zh-TW"),
        ("zh-HK", "zh-TW"),
        ("zh", "zh-CN"),
        ("de-AT", "de"),
        ("JA", "ja"),
        ("xx", "en"),
        ("", "en"),
    ],
)
def test_the_nearest_language_is_found(code: str, known: str) -> None:
    assert known_language(code) == known


def test_who_is_not_known_is_greeted_as_the_desk_speaks() -> None:
    stranger = Verdict(Outcome.PROVISIONAL, "entrance", 0, "entry")
    told = greeting(stranger, "ja")
    assert told is not None
    assert told.words == "ようこそ"


def test_everybody_of_the_demo_event_is_greeted_in_their_own_language() -> None:
    with (FOLDER / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        languages = {row["language"] for row in csv.DictReader(file)}
    assert {known_language(language) for language in languages} == languages
