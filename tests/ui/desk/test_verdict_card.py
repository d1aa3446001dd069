"""Sizes of the verdict card: what to do is as large as the headline, and nothing is cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from checkin import wording
from checkin.domain import Category, Event, Outcome, Person, Question, Reason, Session, Verdict
from checkin.language import LANGUAGES, load
from ui.desk import card_content
from ui.desk.verdict_card import CardContent, VerdictCard
from ui.parts.theme import LIGHT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.parts.widgets import Strip

EVENT = Event(
    "e",
    "Forum",
    "Asia/Tokyo",
    ("2026-10-30",),
    "",
    (Category("guest", {"en": "Guest"}),),
    (Session("entrance", {"en": "Entrance"}), Session("opening", {"en": "Opening"}, "Room 201")),
)
PERSON = Person(
    "id", 7, "Adiljan Tohti", "ئادىلجان توختى", "Tarim Archive", "Germany", "guest", (), ""
)
# The card in a window of 1366×768, of 1280×660, and of 1920×1080 and 1366×768 at 200 %.
FULL, SMALL, TWICE, LOW = (812, 510), (756, 405), (740, 285), (560, 190)


def content(outcome: Outcome, code: str, person: Person = PERSON) -> CardContent:
    language = load(code)
    verdict = Verdict(
        outcome,
        "entrance",
        1_793_318_400_000,
        "entry",
        person=person,
        first_at=1_793_318_400_000 - 60_000,
        first_desk="Desk 1",
        reason=Reason.CATEGORY if outcome is Outcome.WRONG_SESSION else Reason.NONE,
        right_session="opening" if outcome is Outcome.WRONG_SESSION else "",
        questions=(Question.IDENTITY,) if outcome is Outcome.NEEDS_ANSWER else (),
    )
    words = wording.of(verdict, EVENT, language)
    return card_content.of_verdict(verdict, words, EVENT, language)


@pytest.fixture
def card(qtbot: QtBot) -> VerdictCard:
    made = VerdictCard(LIGHT)
    made.show_face(CardContent("Ready", "scan"))
    qtbot.addWidget(made)
    made.show()
    return made


def pixels(strip: Strip | QLabel) -> int:
    label = strip if isinstance(strip, QLabel) else strip.findChild(QLabel)
    assert isinstance(label, QLabel)
    return label.font().pixelSize()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("outcome", Outcome)
def test_what_to_do_is_as_large_as_the_headline(
    card: VerdictCard, outcome: Outcome, code: str
) -> None:
    card.resize(*FULL)
    card.show_face(content(outcome, code))
    assert pixels(card.hint) == pixels(card.headline) == 34


def test_a_note_is_as_large_as_the_headline(card: VerdictCard) -> None:
    card.resize(*FULL)
    noted = Person("id", 7, "Adiljan Tohti", "", "Archive", "", "guest", (), "A secretary may come")
    card.show_face(content(Outcome.ADMITTED, "en", noted))
    assert pixels(card.notes) == pixels(card.hint) == 34


@pytest.mark.parametrize("size", [FULL, SMALL, TWICE, LOW])
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("outcome", Outcome)
def test_nothing_is_cut_off(
    card: VerdictCard, outcome: Outcome, code: str, size: tuple[int, int]
) -> None:
    card.resize(*size)
    card.show_face(content(outcome, code))
    layout = card.layout()
    assert layout is not None
    layout.activate()
    assert not card.scroll_area.verticalScrollBar().isVisible()
    assert card.hint.mapTo(card, QPoint(0, card.hint.height())).y() <= card.height()
    assert card.headline.isVisible()
    assert card.name.isVisible()


def test_why_nothing_was_recorded_is_told_in_a_low_window_too(card: VerdictCard) -> None:
    card.resize(*LOW)
    card.show_face(card_content.not_recorded("The disk is full.", load("en")))
    assert card.notes.isVisible()
    assert card.notes.words() == "The disk is full."
