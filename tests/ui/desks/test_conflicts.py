"""Conflicts on the Desks page, and their number on the rail: two real stores that were apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin import bundle
from checkin.domain import Outcome, Role, Settling, Tier
from ui.desks import DesksPage
from ui.desks.sheets import SettleSheet
from ui.parts.keys import WindowKey
from ui.parts.shell import Change

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.desks.desks_page import MakeDesks, OpenedDesks, OtherMachine
    from ui.desks.conflict_list import ToSettle

TWICE = 3  # the number of a delegate who is let in at both desks
ENTER, ESC = WindowKey.ENTER, WindowKey.BACK


@pytest.fixture
def opened(desk: World, other: OtherMachine, desks_page: MakeDesks) -> OpenedDesks:
    """A lead's page, after a stick told what happened at the other desk."""
    stick = other.lets_in_too(TWICE)
    bundle.read(desk.station.exchange, stick)
    return desks_page(Role.LEAD)


def rows(opened: OpenedDesks) -> list[str]:
    """Each row as a screen reader tells it."""
    model = opened.page.conflicts.view.model()
    spoken = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(spoken)) for row in range(model.rowCount())]


def sheet_of(opened: OpenedDesks) -> SettleSheet:
    assert isinstance(opened.page.sheet, SettleSheet)
    return opened.page.sheet


def offered(sheet: SettleSheet) -> list[str]:
    return [sheet.how.itemText(at) for at in range(sheet.how.count())]


def settle(opened: OpenedDesks, how: Settling, reason: str) -> None:
    """With the keyboard alone, from the list to Enter."""
    opened.press(ENTER)
    sheet = sheet_of(opened)
    assert QApplication.focusWidget() is sheet.how
    wanted = sheet.how.findData(how)
    while sheet.how.currentIndex() != wanted:
        up = wanted < sheet.how.currentIndex()
        QTest.keyClick(sheet.how, Qt.Key.Key_Up if up else Qt.Key.Key_Down)
    QTest.keyClick(sheet.how, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is sheet.reason
    QTest.keyClicks(sheet.reason, reason)
    opened.press(ENTER)


# The list


def test_where_nothing_is_to_settle_there_is_no_list(desks_page: MakeDesks) -> None:
    opened = desks_page()
    assert not opened.page.conflicts.isVisible()
    assert QApplication.focusWidget() is opened.page.list.view


def test_each_conflict_is_one_line_of_what_who_where_which_desks_and_when(
    opened: OpenedDesks, desk: World
) -> None:
    person = desk.station.desk.last(1)[0].person
    assert person is not None
    (row,) = rows(opened)
    assert row.startswith(f"Let in twice · {TWICE:03} {person.name} · ")
    assert row.endswith("Desk 2, Desk 1 · 09:49")
    assert opened.page.conflicts.view.accessibleName() == "To settle"


def test_whoever_comes_finds_the_focus_on_it_above_the_desks(opened: OpenedDesks) -> None:
    page = opened.page
    assert QApplication.focusWidget() is page.conflicts.view
    top = [shown.mapTo(page, shown.rect().topLeft()).y() for shown in (page.conflicts, page.list)]
    assert top == sorted(top)


def test_the_list_is_no_higher_than_its_rows(opened: OpenedDesks) -> None:
    view = opened.page.conflicts.view
    assert view.height() == view.sizeHintForRow(0)


def test_it_is_there_as_soon_as_a_stick_tells_it(
    other: OtherMachine, desks_page: MakeDesks
) -> None:
    stick = other.lets_in_too(TWICE)
    opened = desks_page()
    assert rows(opened) == []
    opened.files.path = stick
    opened.press(WindowKey.READ_STICK)
    assert len(rows(opened)) == 1
    assert opened.page.conflicts.isVisible()
    assert QApplication.focusWidget() is opened.page.list.view  # it takes no focus by itself


def test_a_door_lists_none(other: OtherMachine, desks_page: MakeDesks) -> None:
    other.joined("Room 201", Tier.DOOR)
    with other.opened() as door:
        opened = desks_page(Role.ORGANISER, door)
        assert not opened.page.conflicts.isVisible()
        assert opened.page.banner.words() == ""


# Settling


def test_the_later_one_is_undone_with_a_reason(opened: OpenedDesks, desk: World) -> None:
    settle(opened, Settling.UNDO, "one badge was lent")
    assert not opened.is_asking
    assert rows(opened) == []
    assert not opened.page.conflicts.isVisible()
    assert QApplication.focusWidget() is opened.page.list.view
    assert opened.shell.told == ["Settled. Other desks hear of it."]
    assert opened.shell.changes == [Change.ENTRIES]
    (later,) = desk.station.desk.last(2)  # of this desk
    assert later.undone
    again = desk.station.desk.scan(desk.code(TWICE))
    assert (again.outcome, again.first_desk) == (Outcome.ALREADY_IN, "Desk 2")
    (conflict,) = desk.station.conflicts.every()
    assert conflict.settled is not None
    assert (conflict.settled.how, conflict.settled.reason) == (Settling.UNDO, "one badge was lent")


@pytest.mark.parametrize("how", [Settling.BOTH, Settling.NOTE])
def test_both_were_right_or_only_a_note_undoes_nothing(
    opened: OpenedDesks, desk: World, how: Settling
) -> None:
    settle(opened, how, "twins")
    assert rows(opened) == []
    assert not any(scan.undone for scan in desk.station.desk.last(2))
    (conflict,) = desk.station.conflicts.every()
    assert conflict.settled is not None
    assert conflict.settled.how is how


def test_without_a_reason_nothing_is_settled(opened: OpenedDesks, desk: World) -> None:
    settle(opened, Settling.UNDO, "  ")
    sheet = sheet_of(opened)
    assert sheet.words() == "Type a reason; it goes on record."
    assert QApplication.focusWidget() is sheet.reason
    opened.press(ESC)
    assert not opened.is_asking
    assert len(rows(opened)) == 1
    assert not any(scan.undone for scan in desk.station.desk.last(2))


def test_enter_alone_undoes_nothing(opened: OpenedDesks) -> None:
    opened.press(ENTER)
    sheet = sheet_of(opened)
    assert sheet.how.chosen() == Settling.NOTE
    assert sheet.accessibleName() == "Let in twice"
    assert sheet.accessibleDescription().endswith("Desk 2, Desk 1 · 09:49")
    opened.press(ENTER)
    assert opened.is_asking


def test_a_click_opens_it_too_and_only_what_is_possible_is_offered(opened: OpenedDesks) -> None:
    shown = opened.page.conflicts
    middle = shown.view.visualRect(shown.view.currentIndex()).center()
    QTest.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert offered(sheet_of(opened)) == ["Undo the later one", "Both were right", "Only a note"]


def test_where_there_is_no_later_scan_nothing_can_be_undone(
    other: OtherMachine, desk: World, desks_page: MakeDesks
) -> None:
    other.joined()
    with other.opened() as station:
        station.desk.walkin({"name": "Ada Lovelace"}, approved=True)
    desk.station.desk.walkin({"name": "Ada Lovelace"}, approved=True)
    bundle.read(desk.station.exchange, other.stick())
    opened = desks_page(Role.LEAD)
    items: tuple[ToSettle, ...] = opened.page.conflicts.items
    twice = next(item for item in items if item.name == "On the roster twice")
    opened.page.conflicts.choose(twice.conflict.id)
    opened.press(ENTER)
    assert offered(sheet_of(opened)) == ["Both were right", "Only a note"]


def test_what_another_lead_settled_meanwhile_is_said_in_the_form(
    opened: OpenedDesks, desk: World
) -> None:
    opened.press(ENTER)
    (conflict,) = desk.station.conflicts.every()
    desk.station.conflicts.settle(conflict.id, Settling.BOTH, "twins")
    sheet = sheet_of(opened)
    sheet.reason.setFocus()
    QTest.keyClicks(sheet.reason, "lent")
    opened.press(ENTER)
    assert sheet.words() == "This conflict is settled already."


@pytest.mark.parametrize("size", [(1278, 704), (595, 320)])
def test_its_line_is_whole_in_a_small_window(opened: OpenedDesks, size: tuple[int, int]) -> None:
    opened.page.resize(*size)
    QApplication.processEvents()
    view = opened.page.conflicts.view
    row = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(row)


def test_the_page_is_the_same_for_an_organiser(opened: OpenedDesks, desk: World) -> None:
    desk.station.shift.role = Role.ORGANISER
    opened.page.come()
    assert isinstance(opened.page, DesksPage)
    assert len(rows(opened)) == 1
