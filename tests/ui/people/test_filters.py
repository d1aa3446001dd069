"""The filter chips of People, the sheet with all that can be filtered by, and acts on all who are listed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.desk import FilterCondition, Topic
from checkin.desk.for_all import ForAll
from checkin.domain import Flag, Role, Status
from tests.ui.input_driver import strike
from tests.ui.people.people_page import lists_of
from tests.ui.shown_windows import shown_windows
from ui.parts.export_sheet import ExportSheet
from ui.parts.keys import WindowKey
from ui.people import PeoplePage
from ui.people.filter_bar import INSIDE, NO_BADGE, WAITS
from ui.people.filter_sheet import FilterSheet
from ui.people.for_all_sheet import ForAllSheet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.recorded_shell import RecordedShell
    from ui.parts.page import PageEnvironment

Make = Callable[..., PeoplePage]
PRESS = FilterCondition(Topic.CATEGORY, "press")
INVITED = FilterCondition(Topic.INVITED, "yes")
ESC, ENTER = Qt.Key.Key_Escape, Qt.Key.Key_Return


@pytest.fixture
def make(desk: World, qtbot: QtBot, around: PageEnvironment) -> Make:
    def build(role: Role = Role.ORGANISER, path: Path | None = None) -> PeoplePage:
        station = desk.station
        station.desk.walkin({"name": "Sole Example"})
        station.desk.walkin({"name": "Another Example"})
        station.shift.role = role
        page = PeoplePage(station.desk, station.people, lists_of(station, path), around)
        qtbot.addWidget(page)
        page.resize(1278, 768)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.come()
        return page

    return build


def names(page: PeoplePage) -> list[str]:
    return [row.name for row in page.list.rows]


def click(qtbot: QtBot, page: PeoplePage, condition: FilterCondition) -> None:
    qtbot.mouseClick(page.filters.chips[condition], Qt.MouseButton.LeftButton)


def asked(page: PeoplePage, act: ForAll) -> ForAllSheet:
    """The question, with that act chosen."""
    strike(WindowKey.FOR_ALL, page.field.edit)
    sheet = page.sheet
    assert isinstance(sheet, ForAllSheet)
    sheet.act.choose(act)
    return sheet


def pending(world: World) -> int:
    return sum(one.status is Status.PENDING for one in world.station.people.delegates())


def test_the_chips_are_never_a_window_of_their_own(make: Make, qapp: QApplication) -> None:
    """It would steal the focus for a moment."""
    with shown_windows(qapp) as shown:
        page = make()
    assert page.filters.isVisible()
    assert shown == ["PeoplePage"]


def test_a_chip_says_how_many_and_lists_them(make: Make, qtbot: QtBot) -> None:
    page = make(Role.LEAD)
    assert names(page) == []
    assert page.filters.chips[WAITS].text().endswith("2")
    click(qtbot, page, WAITS)
    assert names(page) == ["Sole Example", "Another Example"]
    assert page.list.chosen is None
    qtbot.keyClicks(page.field.edit, "ano")
    assert names(page) == ["Another Example"]
    qtbot.keyClick(page.field.edit, ESC)
    assert len(names(page)) == 2
    qtbot.keyClick(page.field.edit, ESC)
    assert names(page) == []


def test_a_volunteer_has_no_filter(make: Make) -> None:
    assert not make(Role.VOLUNTEER).filters.isVisible()


def test_the_sheet_filters_by_anything_and_the_chip_takes_it_away(make: Make, qtbot: QtBot) -> None:
    page = make()
    strike(WindowKey.FILTER, page.field.edit)
    sheet = page.sheet
    assert isinstance(sheet, FilterSheet)
    sheet.choices[Topic.CATEGORY].choose("=press")
    qtbot.keyClick(sheet, ENTER)
    assert page.filters.filter.conditions == (PRESS,)
    press = names(page)
    assert 0 < len(press) < 20
    click(qtbot, page, PRESS)
    assert len(names(page)) > len(press)


def test_who_comes_meanwhile_is_counted_when_the_page_is_seen_again(
    make: Make, desk: World, qtbot: QtBot
) -> None:
    page = make()
    assert INSIDE not in page.filters.chips
    desk.station.desk.checkin(9, "entrance")
    page.refresh()
    click(qtbot, page, INSIDE)
    assert [row.number for row in page.list.rows] == [9]
    assert page.list.rows[0].state.startswith("In since")


def test_all_who_wait_are_approved_and_it_can_be_undone(
    make: Make, desk: World, qtbot: QtBot
) -> None:
    page = make(Role.LEAD)
    click(qtbot, page, WAITS)
    sheet = asked(page, ForAll.APPROVE)
    assert "2" in sheet.accept_button.text()
    assert sheet.act.findData(ForAll.CANCEL) < 0  # for organisers
    qtbot.keyClick(sheet, ENTER)
    desk.station.shift.role = Role.ORGANISER
    assert pending(desk) == 0
    assert names(page) == []
    strike(WindowKey.UNDO_FOR_ALL, page.field.edit)
    assert pending(desk) == 2
    assert len(names(page)) == 2
    assert not page.filters.fixed[WindowKey.UNDO_FOR_ALL].isVisible()


def test_a_mark_is_set_for_all_who_are_listed(make: Make, desk: World, qtbot: QtBot) -> None:
    page = make()
    page.filters.set_filter(page.filters.filter.with_condition(PRESS))
    sheet = asked(page, ForAll.SET_FLAG)
    sheet.flag.choose(Flag.ATTENTION)
    qtbot.keyClick(sheet, ENTER)
    marked = [one for one in desk.station.people.delegates() if Flag.ATTENTION in one.flags]
    assert len(marked) == len(page.list.rows)
    assert {one.category for one in marked} == {"press"}


def test_badges_go_into_the_queue_in_the_order_of_the_list(
    make: Make, desk: World, qtbot: QtBot, shell: RecordedShell
) -> None:
    page = make()
    desk.station.badges.record_printed([page.list.rows[0].id])
    page.refresh()
    click(qtbot, page, NO_BADGE)
    qtbot.keyClick(asked(page, ForAll.PRINT), ENTER)
    assert shell.badges == [row.id for row in page.list.rows]


def test_the_badges_of_a_delegation_are_handed_over_in_one_act(
    make: Make, desk: World, qtbot: QtBot
) -> None:
    page = make()
    click(qtbot, page, NO_BADGE)
    rows = [row.id for row in page.list.rows]
    desk.station.desk.hand_over.record(rows[:1])
    qtbot.keyClick(asked(page, ForAll.HAND_OVER), ENTER)
    assert page.banner.words() == f"{len(rows) - 1} badges are handed over."
    waits = desk.station.desk.hand_over.waits
    assert not any(map(waits, rows))
    page.filters.fixed[WindowKey.UNDO_FOR_ALL].click()
    assert [waits(row) for row in rows] == [False, *[True] * (len(rows) - 1)]


def test_badges_come_in_the_order_in_which_they_lie_on_the_table(
    make: Make, qtbot: QtBot, shell: RecordedShell
) -> None:
    page = make()
    page.filters.set_filter(page.filters.filter.with_condition(PRESS))
    sheet = asked(page, ForAll.PRINT)
    sheet.order.choose("family")
    qtbot.keyClick(sheet, ENTER)
    listed = [row.id for row in page.list.rows]
    assert shell.badges != listed
    assert sorted(shell.badges) == sorted(listed)


def test_all_who_are_listed_are_invited_and_filtered_by_it(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "invitations"
    page = make(path=folder)
    page.filters.set_filter(page.filters.filter.with_condition(PRESS))
    count = len(page.list.rows)
    sheet = asked(page, ForAll.INVITE)
    sheet.mail.choose("csv")
    qtbot.keyClick(sheet, ENTER)
    page.filters.set_filter(page.filters.filter.with_condition(INVITED))
    assert 0 < len(page.list.rows) <= count
    assert len(list(folder.glob("*.png"))) == len(page.list.rows)


def test_the_list_is_saved(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    page = make(path=path)
    click(qtbot, page, WAITS)
    sheet = asked(page, ForAll.SAVE)
    sheet.form.choose("csv")
    qtbot.keyClick(sheet, ENTER)
    assert isinstance(page.sheet, ExportSheet)
    qtbot.keyClick(page.sheet, ENTER)
    head, *rows = path.read_text("utf-8-sig").splitlines()
    assert "E-mail" in head
    assert [row.split(",")[1] for row in rows] == ["Sole Example", "Another Example"]


def test_a_bus_is_checked_in_at_once_and_undone_at_once(
    make: Make, desk: World, qtbot: QtBot
) -> None:
    page = make()
    page.filters.set_filter(page.filters.filter.with_condition(PRESS))
    count = len(page.list.rows)
    qtbot.keyClick(asked(page, ForAll.CHECK_IN), ENTER)
    stats = desk.station.desk.stats
    session = desk.station.desk.current_session().session.key
    assert 0 < stats().sessions[session].inside <= count
    strike(WindowKey.UNDO_FOR_ALL, page.field.edit)
    assert stats().sessions[session].inside == 0
