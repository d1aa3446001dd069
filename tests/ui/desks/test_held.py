"""What is held, on the Desks page: why, from whom, and what to do; gone when it has settled itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin import bundle
from checkin.domain import Role, Tier
from checkin.journal import lead_called
from checkin.store.held import WAITS_FOR

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.desks.desks_page import MakeDesks, OpenedDesks, OtherMachine


def part_of_what_it_wrote(other: OtherMachine, desk: World) -> None:
    """All but the first entry of the other machine has come by a hub."""
    other.joined("Entrance B")
    with other.opened() as station:
        with station.store.write() as connection:
            station.journal.append_many(connection, [lead_called("entrance")] * 3)
        own = station.exchange.entries_after({}, Tier.DESK, desks=[station.desk_id])
        desk.station.exchange.take_in([entry for page in own for entry in page][1:], "hub")


def held_rows(opened: OpenedDesks) -> list[str]:
    model = opened.page.held.view.model()
    spoken = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(spoken)) for row in range(model.rowCount())]


@pytest.fixture
def opened(desk: World, other: OtherMachine, desks_page: MakeDesks) -> OpenedDesks:
    part_of_what_it_wrote(other, desk)
    return desks_page(Role.LEAD)


def test_nothing_is_shown_while_nothing_is_held(desks_page: MakeDesks) -> None:
    page = desks_page().page
    assert not page.held.isVisible()


def test_a_row_says_why_from_whom_since_when_and_what_to_do(opened: OpenedDesks) -> None:
    assert opened.page.held.isVisible()
    (row,) = held_rows(opened)
    assert row.startswith("3 entries: earlier ones have not come yet · Entrance B · by the hub · ")
    assert row.endswith(" · Read a stick from Entrance B: it has the earlier ones.")


def test_what_waits_too_long_is_marked(opened: OpenedDesks, desk: World) -> None:
    (row,) = opened.page.held.items
    assert row.icon[1] is None
    desk.clock.forward(minutes=WAITS_FOR // 60_000 + 1)
    opened.page.come()
    (row,) = opened.page.held.items
    assert row.icon[0] == "warning"


def test_the_stick_that_it_names_settles_it(
    opened: OpenedDesks, desk: World, other: OtherMachine
) -> None:
    bundle.read(desk.station.exchange, other.stick())
    opened.page.come()
    assert held_rows(opened) == []
    assert not opened.page.held.isVisible()


def test_it_is_reached_by_keyboard(opened: OpenedDesks) -> None:
    held = opened.page.held.view
    for _ in range(20):
        if QApplication.focusWidget() is held:
            break
        QTest.keyClick(QApplication.focusWidget() or opened.page, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is held


@pytest.mark.parametrize("size", [(1278, 704), (595, 320)])
def test_its_lines_are_whole_in_a_small_window(opened: OpenedDesks, size: tuple[int, int]) -> None:
    opened.page.resize(*size)
    QApplication.processEvents()
    view = opened.page.held.view
    assert view.viewport().rect().contains(view.visualRect(view.model().index(0, 0)))
