"""Texts about wrong clocks: spans that a person reads, and both times."""

from __future__ import annotations

import pytest

from checkin.language import LANGUAGES, load
from checkin.wording import clock_of_desk, own_clock, span, times_moved
from tests.factories import DAY, HOUR, MINUTE, MORNING

EN = load("en")


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "1 minute"),
        (-12 * MINUTE, "12 minutes"),
        (90 * MINUTE, "90 minutes"),
        (9 * HOUR, "9 hours"),
        (9 * HOUR + 30 * MINUTE, "9 h 30 min"),
        (12 * DAY, "12 days"),
        (-56 * 366 * DAY, "56 years"),
    ],
)
def test_a_span_is_said_in_the_unit_that_fits(ms: int, words: str) -> None:
    assert span(ms, EN) == words


def test_times_of_another_day_have_their_date() -> None:
    assert own_clock(MORNING, MORNING + HOUR, "Asia/Tokyo", EN) == (
        "This computer's clock says 09:00, the other desks say 10:00."
    )
    assert "says 1970-01-01 09:00, the other desks say 2026-10-30 09:00" in own_clock(
        0, MORNING, "Asia/Tokyo", EN
    )
    assert clock_of_desk(-HOUR, EN) == "its clock is 60 minutes behind"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scans", [0, 42])
@pytest.mark.parametrize("offset", [-9 * HOUR, 9 * HOUR])
def test_what_is_moved_is_said_in_every_language(language: str, scans: int, offset: int) -> None:
    words = times_moved("Door 2", scans, 43, offset, load(language))
    assert str(scans or 43) in words
    assert "Door 2" in words
    if language == "en":
        whither = "earlier" if offset < 0 else "later"
        assert words.endswith(f"of Door 2 are moved 9 hours {whither}.")
