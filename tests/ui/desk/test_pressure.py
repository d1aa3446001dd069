"""Load test of the desk page: many scans at once, answered in order. The benchmark runs it longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.pressure import under_pressure

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from ui.desk.page import DeskPage

SCANS = 300
GUEST, OTHER = 42, 12


def test_a_hundred_scans_a_second_are_answered_in_turn(desk: World, page: DeskPage) -> None:
    codes = [(number, desk.code(number)) for number in sorted(desk.invitations)]
    hour = under_pressure(page, codes, SCANS)
    assert (hour.asked, hour.answered) == (SCANS, SCANS)
    assert hour.gaps
    assert page.field.edit.text() == ""


def test_a_burst_that_ends_as_the_next_begins_leaves_two(desk: World, page: DeskPage) -> None:
    hour = under_pressure(page, [(GUEST, desk.code(GUEST)), (OTHER, desk.code(OTHER))], 2)
    assert hour.answered == 2
    assert [scan.person.number for scan in desk.station.desk.last(5) if scan.person] == [
        OTHER,
        GUEST,
    ]
