"""Every answer of a desk is true: outcome, reason, manner, badge and language, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import wording
from checkin.domain import Direction, Outcome, Status, Verdict
from checkin.language import LANGUAGES, Language, bare, load
from checkin.wording import Tone
from tests.checkin.wording.sentences import NOW, WELCOMED, SentenceRow, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH = load("en")
# Headlines of the card and of its modes that are no verdicts: `ui.desk.card_content`.
OTHER_HEADLINES = ("Undone", "Not recorded", "Ready", "Exit")
ADMITTING = ("Welcome", "Welcome back", "Let in")
LET_IN, LET_OUT = "Let them in.", "Let them out."
ENDS = (".", "?", "。", "？", "؟")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return load(request.param)


def both(language: Language) -> Iterator[tuple[SentenceRow, SentenceRow]]:
    """The rows of English and of this language, side by side."""
    return zip(rows(ENGLISH), rows(language), strict=True)


def test_every_answer_is_whole(language: Language) -> None:
    for row in rows(language):
        told = row.words
        assert told.headline.strip(), row.line()
        assert told.icon, row.line()
        assert not {"{", "}"} & set(told.headline + told.detail + told.tag), row.line()
        assert "  " not in told.detail, row.line()
        ends = told.detail if row.manner != "forced" else "."
        assert bare(ends).endswith(ENDS), row.line()


def test_different_headlines_stay_different(language: Language) -> None:
    """A volunteer acts on the headline: two meanings must not share one."""
    meanings: dict[str, set[str]] = {}
    for english, told in both(language):
        meanings.setdefault(told.words.headline, set()).add(english.words.headline)
    for headline in OTHER_HEADLINES:
        meanings.setdefault(language.text(headline), set()).add(headline)
    assert {said: meant for said, meant in meanings.items() if len(meant) > 1} == {}


def test_different_tags_stay_different(language: Language) -> None:
    tags = {wording.outcome_name(outcome, language) for outcome in Outcome}
    assert len(tags) == len(Outcome)
    others = {language.text("undone"), language.text("Turned away")}
    assert len(others) == 2
    assert not others & tags
    assert wording.status_name(Status.CANCELLED, language) not in others


def test_no_refusal_reads_like_an_admission(language: Language) -> None:
    let_in = language.text(LET_IN)
    admitting = {language.text(headline) for headline in ADMITTING}
    for row in rows(language):
        if row.refuses:
            assert row.words.headline not in admitting, row.line()
            assert let_in not in row.words.detail, row.line()
            assert row.words.tone is not Tone.WELCOME, row.line()
            assert row.words.icon != "check", row.line()


def test_an_exit_never_reads_like_an_admission(language: Language) -> None:
    let_in = language.text(LET_IN)
    admitting = {language.text(headline) for headline in ADMITTING}
    exits = [row for row in rows(language) if row.is_exit]
    assert exits
    for row in exits:
        assert row.words.headline not in admitting, row.line()
        assert let_in not in row.words.detail, row.line()
        assert row.words.icon != "check", row.line()


def test_who_may_come_in_is_let_in(language: Language) -> None:
    let_in = language.text(LET_IN)
    for row in rows(language):
        if row.manner in {"entry", "by proxy"} and row.outcome in {*WELCOMED, Outcome.PROVISIONAL}:
            assert row.words.detail.endswith(let_in), row.line()
            assert row.words.icon == "check", row.line()


def test_a_machine_lets_in_or_tells_no_reason(language: Language) -> None:
    """At self-check-in everybody else is sent to the desk, asked to scan again, or to come later."""
    desk = wording.self_checkin.to_the_desk(language)
    for row in rows(language):
        if row.manner == "self-check-in" and row.outcome not in {
            *WELCOMED,
            Outcome.UNREADABLE,
            Outcome.TOO_EARLY,
        }:
            assert row.words == desk, row.line()


def test_a_badge_is_promised_only_where_one_is_printed() -> None:
    promised = [row for row in rows(ENGLISH) if "badge is being printed" in row.words.detail]
    assert promised
    assert all(row.manner == "self-check-in" and not row.printed for row in promised)


def test_who_leaves_with_a_code_from_elsewhere_is_not_welcomed() -> None:
    gone = [row for row in rows(ENGLISH) if row.is_exit and row.outcome is Outcome.PROVISIONAL]
    assert {row.words.headline for row in gone} == {"Goodbye"}
    assert all(row.words.detail.endswith(LET_OUT) for row in gone)
    leaving = Verdict(Outcome.PROVISIONAL, "opening", NOW, "entry", Direction.EXIT)
    told = wording.greeting(leaving)
    assert told is not None
    assert told.words == "Goodbye"


def test_the_japanese_word_for_letting_in_is_held_together() -> None:
    joined = "\u2060".join("お通し")
    told = [row.words.detail for row in rows(load("ja")) if row.outcome is Outcome.ADMITTED]
    assert any(joined in detail for detail in told)
    assert not any("お通し" in row.words.detail for row in rows(load("ja")))
