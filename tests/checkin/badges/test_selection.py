"""Selection of badges to print: all, missing, changed, by category, or by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.badges import BadgeGroup, Whose
from checkin.domain import Status
from tests.checkin.paper_store import PaperStation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    station.add(number=1, name="Tanaka Kyoko", native_name="田中 京子", reading="たなか きょうこ")
    station.add(number=2, name="Chen Tan-sun", category="press")
    station.add(number=3, name="Adiljan Tohti", native_name="ئادىلجان توختى")
    station.add(number=4, name="Zoë O'Brien", status=Status.CANCELLED.value)
    yield station
    station.station.close()


def numbers(at: PaperStation, whose: Whose) -> list[int]:
    return [delegate.number for delegate in at.station.badges.selection(whose).delegates]


def test_everybody_is_everybody_who_has_not_cancelled(at: PaperStation) -> None:
    assert numbers(at, Whose()) == [1, 2, 3]


def test_only_those_are_missing_who_never_had_a_badge(at: PaperStation) -> None:
    first = at.station.badges.selection(Whose()).delegates[0]
    at.station.badges.record_printed([first.id])
    assert numbers(at, Whose(BadgeGroup.UNPRINTED)) == [2, 3]


def test_a_correction_after_printing_makes_a_badge_a_changed_one(at: PaperStation) -> None:
    selection = at.station.badges.selection(Whose())
    at.station.badges.record_printed([delegate.id for delegate in selection.delegates])
    assert at.station.badges.selection(Whose()).changed == 0
    at.clock.forward(1)
    at.station.people.correct(selection.delegates[1].id, {"organisation": "Elsewhere"})
    assert numbers(at, Whose(BadgeGroup.CHANGED)) == [2]
    assert at.station.badges.selection(Whose()).changed == 1


def test_a_category_can_be_chosen(at: PaperStation) -> None:
    assert numbers(at, Whose(BadgeGroup.CATEGORY, "press")) == [2]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2", [2]),
        ("002", [2]),
        ("1-2", [1, 2]),
        ("2–1", [1, 2]),
        ("1, 3", [1, 3]),
        ("1、4", [1, 4]),
        ("tan", [1, 2]),
        ("kyoko", [1]),
        ("田中", [1]),
        ("たなか", [1]),
        ("توختى", [3]),
        ("zoe", [4]),
        ("tanaka, 3", [1, 3]),
        ("", []),
        (" , ;", []),
        ("9999999", []),
        ("nobody at all", []),
    ],
)
def test_numbers_and_names_are_meant_as_they_are_typed(
    at: PaperStation, text: str, meant: list[int]
) -> None:
    assert numbers(at, Whose(BadgeGroup.NAMED, text)) == meant


def test_a_badge_with_a_letter_that_no_font_has_is_not_among_the_printable(
    at: PaperStation,
) -> None:
    at.add(number=5, name="Odd \U0001f3f3 Name")
    selection = at.station.badges.selection(Whose())
    assert [delegate.number for delegate in selection.printable] == [1, 2, 3]
    assert selection.to_look_at == 1
    ready = at.station.badges.prepare(selection.delegates)
    assert ready.delegates == tuple(delegate.id for delegate in selection.printable)
    assert len(ready.badges) == 3


def test_a_delegation_is_chosen_by_a_part_of_its_name(at: PaperStation) -> None:
    at.add(number=8, name="Eve", organisation="House of Lords")
    assert numbers(at, Whose(BadgeGroup.DELEGATION, "lords")) == [8]
    assert numbers(at, Whose(BadgeGroup.DELEGATION, "")) == []


def test_a_session_is_for_who_may_enter_it(at: PaperStation) -> None:
    plenary = at.station.desk.event.session("plenary")
    assert plenary is not None
    may = set(plenary.categories)
    chosen = at.station.badges.selection(Whose(BadgeGroup.SESSION, "plenary")).delegates
    assert {delegate.category for delegate in chosen} <= may
    assert numbers(at, Whose(BadgeGroup.SESSION, "nowhere")) == []


def test_cards_are_neither_printed_before_nor_outdated(at: PaperStation) -> None:
    badges = at.station.badges
    badges.record_printed([badges.selection(Whose()).delegates[0].id])
    found = badges.selection(Whose(), "table-card")
    assert (found.again, found.changed, len(found.delegates)) == (0, 0, 3)
