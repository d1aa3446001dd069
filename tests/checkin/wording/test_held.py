"""What is said of entries that are held: why, from whom, and what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkin import language, wording
from checkin.domain import HeldEntries
from checkin.journal.receiving import HeldReason
from tests.factories import MORNING

EN = language.load("en")
WAITS = HeldEntries("d3" * 16, "Desk 3", "earlier_missing", "hub", MORNING, 12)


def test_a_line_says_why_who_how_and_since_when() -> None:
    assert wording.held_name(WAITS, EN) == "12 entries: earlier ones have not come yet"
    about = wording.held_about(WAITS, MORNING, "Asia/Tokyo", EN)
    assert about.startswith("Desk 3 · by the hub · since ")
    assert wording.held_advice(WAITS, EN) == "Read a stick from Desk 3: it has the earlier ones."


@pytest.mark.parametrize("code", ["en", "ja", "ug", "zh-Hant"])
@pytest.mark.parametrize("reason", HeldReason)
def test_each_reason_has_words_and_advice(reason: HeldReason, code: str) -> None:
    some, tr = replace(WAITS, reason=reason.value), language.load(code)
    assert wording.held_advice(some, tr)
    assert wording.held_name(some, tr) != wording.held_name(replace(some, reason="newer"), tr)


def test_a_desk_without_a_name_and_what_is_of_a_newer_program() -> None:
    some = replace(WAITS, name="", reason="newer", source="pigeon")
    assert wording.held_about(some, MORNING, "Asia/Tokyo", EN).startswith("d3d3d3d3 · pigeon · ")
    assert (wording.held_name(some, EN), wording.held_advice(some, EN)) == ("12 entries", "")


def test_a_copy_of_what_is_here_needs_nobody() -> None:
    some = replace(WAITS, reason="altered", is_here=True)
    assert wording.held_advice(some, EN) == "There is nothing to do: the true ones are here."
