"""Contents of the verdict card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin import wording
from checkin.domain import Category, Event, Flag, Outcome, Person, Verdict
from checkin.language import Language, load
from ui.desk import card_content
from ui.parts.name_order import in_order

if TYPE_CHECKING:
    from ui.desk.verdict_card import CardContent

ENGLISH = load("en")
UYGHUR = Language("ug", ENGLISH.catalogue)
JAPANESE = Language("ja", ENGLISH.catalogue)
EVENT = Event(
    "e", "Forum", "Asia/Tokyo", ("2026-10-30",), "", (Category("guest", {"en": "Guest"}),), ()
)
PERSON = Person(
    "id", 7, "Adiljan Tohti", "ئادىلجان توختى", "Archive, Germany", "Germany", "guest", (), "Diet"
)


def face(outcome: Outcome, person: Person = PERSON, language: Language = ENGLISH) -> CardContent:
    verdict = Verdict(outcome, "entrance", 0, "entry", person=person)
    return card_content.of_verdict(verdict, wording.of(verdict, EVENT, language), EVENT, language)


def test_notes_are_shown_at_the_scan() -> None:
    assert face(Outcome.ADMITTED).notes == "Diet"


def test_who_must_not_be_photographed_is_told_of() -> None:
    person = replace(PERSON, flags=(Flag.NO_PHOTO,))
    assert face(Outcome.ADMITTED, person).notes == "No photographs · Diet"


def test_the_country_is_not_said_twice() -> None:
    assert face(Outcome.ADMITTED).organisation == "Archive, Germany"
    elsewhere = replace(PERSON, organisation="Archive")
    assert face(Outcome.ADMITTED, elsewhere).organisation == "Archive · Germany"


def test_an_organisation_of_two_directions_keeps_its_order() -> None:
    """Each part is isolated: it is not torn apart where the line ends within it."""
    mixed = replace(PERSON, organisation="ئۇيغۇر ئاكادېمىيىسى (Uyghur Academy)", country="Türkiye")
    isolated = "\u2068ئۇيغۇر ئاكادېمىيىسى (Uyghur Academy)\u2069"
    assert face(Outcome.ADMITTED, mixed).organisation == f"{isolated} · Türkiye"
    assert face(Outcome.ADMITTED, mixed, UYGHUR).organisation == (
        f"\u200f{isolated} · \u2068Türkiye\u2069"
    )


@pytest.mark.parametrize(
    ("language", "native", "first"),
    [
        (ENGLISH, "ئادىلجان", "Latin"),
        (UYGHUR, "ئادىلجان", "ئادىلجان"),
        (UYGHUR, "田中", "Latin"),
        (JAPANESE, "田中 かおる", "田中 かおる"),
        (JAPANESE, "ئادىلجان", "Latin"),
        (JAPANESE, "", "Latin"),
    ],
)
def test_the_name_in_the_readers_script_comes_first(
    language: Language, native: str, first: str
) -> None:
    assert in_order("Latin", native, language)[0] == first


def test_the_columns_of_the_plan_are_shown_at_the_scan() -> None:
    person = replace(PERSON, columns=(("Table", "4"), ("Hotel", "New Otani")))
    assert face(Outcome.ADMITTED, person).notes == "Table: 4 · Hotel: New Otani\nDiet"


def test_whom_to_tell_stands_above_the_notes() -> None:
    verdict = Verdict(Outcome.ADMITTED, "entrance", 0, "entry", person=PERSON, tell="protocol")
    words = wording.of(verdict, EVENT, ENGLISH)
    shown = card_content.of_verdict(verdict, words, EVENT, ENGLISH)
    assert shown.notes == "Tell: protocol\nDiet"
    assert shown.notes_tone is wording.Tone.AGAIN
