"""What is said of each kind of conflict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkin import language, wording
from checkin.domain import Conflict, ConflictKind
from checkin.journal.receiving import HeldReason
from checkin.journal.trust import Ignored
from tests import factories
from tests.factories import MINUTE, MORNING

EN = language.load("en")


@pytest.mark.parametrize("kind", ConflictKind)
@pytest.mark.parametrize("code", ["en", "ja", "ug", "zh-Hant"])
def test_each_kind_has_a_name_in_each_language(kind: ConflictKind, code: str) -> None:
    said = wording.conflict_name(Conflict("c", kind, MORNING), language.load(code))
    assert said
    assert (said == wording.conflict_name(Conflict("c", kind, MORNING), EN)) == (code == "en")


@pytest.mark.parametrize(
    ("kind", "words"), [(ConflictKind.HELD, HeldReason), (ConflictKind.IGNORED, Ignored)]
)
def test_each_reason_is_said(kind: ConflictKind, words: type[HeldReason] | type[Ignored]) -> None:
    for why in words:
        conflict = Conflict("c", kind, MORNING, what=why.value, count=12)
        assert wording.conflict_name(conflict, EN).startswith("12 entries: ")
        newer = replace(conflict, what="of a newer program")
        assert wording.conflict_name(newer, EN) == "12 entries"


@pytest.mark.parametrize(
    ("kind", "count", "limit", "said"),
    [
        (ConflictKind.OVER_CAPACITY, 123, 120, "Over capacity: 123 of 120"),
        (ConflictKind.NUMBER_TWICE, 7, 0, "Number 007 twice"),
        (ConflictKind.CLOCK, 2 * MINUTE, 0, "Clock 2 minutes ahead"),
        (ConflictKind.CLOCK, -MINUTE, 0, "Clock 1 minute behind"),
    ],
)
def test_what_is_counted_is_said(kind: ConflictKind, count: int, limit: int, said: str) -> None:
    conflict = Conflict("c", kind, MORNING, count=count, limit=limit)
    assert wording.conflict_name(conflict, EN) == said


def test_the_line_names_five_people_the_session_the_desks_and_the_time() -> None:
    people = {str(number): f"00{number}" for number in range(7)}
    conflict = Conflict(
        "c", ConflictKind.DOUBLE_ENTRY, MORNING, tuple(people), ("d1", "d2" * 16), (), "entrance"
    )
    line = wording.conflict_line(conflict, people, {"d1": "North"}, factories.event(), EN)
    assert line == (
        "Let in twice · 000, 001, 002, 003, 004, … · Entrance · North, d2d2d2d2 · 09:00"
    )
