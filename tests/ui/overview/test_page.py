"""The page Overview: the counts of a day as they come, who is awaited, and what is saved of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin.domain import ENTRANCE, Flag, Role
from checkin.overview import Grouping
from tests.ui import visible_text
from tests.ui.fake_file_choice import Answered
from tests.ui.input_driver import strike, wait_for
from ui.overview import OverviewPage, OverviewParts
from ui.overview.picture import WIDTH, PictureSheet
from ui.parts.keys import WindowKey
from ui.parts.shell import Change

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.recorded_shell import RecordedShell
    from ui.parts.page import PageEnvironment


@pytest.fixture
def files() -> Answered:
    return Answered()


@pytest.fixture
def overview(desk: World, files: Answered, around: PageEnvironment, qtbot: QtBot) -> OverviewPage:
    station = desk.station
    parts = OverviewParts(
        station.overview, station.remote, station.desk.event, station.shift.may, files
    )
    page = OverviewPage(parts, around)
    qtbot.addWidget(page)
    page.resize(1278, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.come()
    return page


def figures(page: OverviewPage) -> dict[str, str]:
    return {figure.name: figure.number for figure in page.board.figures.shown}


def a_second_passes() -> None:
    """And as long as the feed rests after a slow reading."""
    wait_for(10 * 60_000)


def come_in(desk: World, *numbers: int) -> None:
    for number in numbers:
        desk.station.desk.checkin(number, ENTRANCE)


def test_what_happens_elsewhere_is_on_the_page_at_most_once_a_second(
    overview: OverviewPage, desk: World
) -> None:
    assert figures(overview)["Came"] == "0"
    come_in(desk, 1, 2)
    overview.note(Change.ENTRIES)
    come_in(desk, 3)
    overview.note(Change.SCAN)
    assert figures(overview)["Came"] == "0"
    a_second_passes()
    assert figures(overview)["Came"] == "3"
    assert figures(overview)["Busiest"] == "09:40"


def test_a_page_that_nobody_looks_at_reads_nothing_until_it_comes(
    overview: OverviewPage, desk: World
) -> None:
    a_second_passes()
    overview.hide()
    come_in(desk, 1)
    overview.note(Change.SCAN)
    a_second_passes()
    assert figures(overview)["Came"] == "0"
    overview.show()
    overview.come()
    assert figures(overview)["Came"] == "1"


def test_each_bar_has_its_number_beside_it(overview: OverviewPage, desk: World) -> None:
    for number in (1, 2):
        desk.station.people.correct(f"{number:032x}", {"country": "Atlantis"})
    come_in(desk, 1)
    a_second_passes()
    overview.feed.wake()
    overview.board.groups.by.choose(Grouping.COUNTRY)
    bars = {bar.name: bar.number for bar in overview.board.groups.chart.bars}
    assert bars["Atlantis"] == "1 of 2"
    assert "Atlantis · 1 of 2" in overview.board.groups.chart.accessibleName()


def test_enter_opens_the_card_of_who_is_awaited(
    overview: OverviewPage, desk: World, shell: RecordedShell
) -> None:
    identifier = f"{7:032x}"
    desk.station.people.flag(identifier, Flag.DELEGATION_HEAD, on=True)
    a_second_passes()
    overview.feed.wake()
    overview.awaited.mark.choose(f"mark {Flag.DELEGATION_HEAD}")
    assert [each.delegate.number for each in overview.awaited.rows] == [7]
    overview.awaited.view.setFocus()
    overview.awaited.view.setCurrentIndex(overview.awaited.view.model().index(0, 0))
    QTest.keyClick(overview.awaited.view, Qt.Key.Key_Return)
    assert shell.people == [identifier]


def test_another_day_is_chosen_and_stays_until_today_is_chosen_again(
    overview: OverviewPage, desk: World
) -> None:
    come_in(desk, 1)
    overview.day.setCurrentIndex(1)
    assert (figures(overview)["Came"], "Inside now" in figures(overview)) == ("0", False)
    assert figures(overview)["Did not come"] == "60"
    overview.day.setCurrentIndex(0)
    assert (figures(overview)["Came"], figures(overview)["Inside now"]) == ("1", "1")


def test_the_numbers_are_saved_in_the_chosen_form(
    overview: OverviewPage, files: Answered, tmp_path: Path
) -> None:
    files.path = tmp_path / "numbers.csv"
    strike(WindowKey.SAVE, QApplication.focusWidget() or overview)
    assert files.proposed == ["overview-2026-10-30.xlsx"]
    assert files.path.read_text("utf-8-sig").startswith("Counted by,Name,Expected")
    assert overview.banner.words().endswith("rows written.")


def test_the_picture_has_neither_names_nor_countries(
    overview: OverviewPage, desk: World, files: Answered, tmp_path: Path, qtbot: QtBot
) -> None:
    come_in(desk, 1)
    files.path = tmp_path / "overview.png"
    strike(WindowKey.PICTURE, QApplication.focusWidget() or overview)
    assert QImage(str(files.path)).width() == 2 * WIDTH
    shown = desk.station.overview.of()
    sheet = PictureSheet(shown, desk.station.desk.event, overview.language, overview.theme)
    qtbot.addWidget(sheet)
    texts = visible_text.everything(sheet)
    assert "Parliamentarian · 1 of" in texts
    names = [delegate.display_name for delegate in desk.station.roster.delegates()]
    assert not [name for name in names if name in texts]
    assert "Japan" not in texts


def test_a_lead_sees_it_and_takes_nothing_away(
    desk: World, files: Answered, around: PageEnvironment, qtbot: QtBot
) -> None:
    desk.station.shift.role = Role.LEAD
    station = desk.station
    page = OverviewPage(
        OverviewParts(
            station.overview, station.remote, station.desk.event, station.shift.may, files
        ),
        around,
    )
    qtbot.addWidget(page)
    page.show()
    page.come()
    assert figures(page)["Came"] == "0"
    assert page.foot.words == ("Big screen…",)
