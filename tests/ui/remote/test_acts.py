"""A participant report on the page Overview: its session, who is in doubt, and what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from checkin.domain import Role
from tests.ui.fake_file_choice import Answered
from tests.ui.input_driver import strike
from ui.overview import OverviewPage, OverviewParts
from ui.parts.keys import WindowKey
from ui.parts.shell import Change
from ui.remote import ParticipantsSheet, ReportSheet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.recorded_shell import RecordedShell
    from ui.parts.page import PageEnvironment

HEAD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
HOURS = "10/30/2026 10:00:00 AM,10/30/2026 11:00:00 AM,60,Yes\n"
PLENARY = "opening"


@pytest.fixture
def files(tmp_path: Path) -> Answered:
    return Answered(tmp_path / "report.csv")


@pytest.fixture
def page(desk: World, files: Answered, around: PageEnvironment, qtbot: QtBot) -> OverviewPage:
    station = desk.station
    parts = OverviewParts(
        station.overview, station.remote, station.desk.event, station.shift.may, files
    )
    made = OverviewPage(parts, around)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.come()
    return made


def written(files: Answered, desk: World) -> None:
    """One who is certain, one who shows a single name, and a stranger."""
    known = desk.station.roster.delegates()[0]
    assert files.path is not None
    rows = (f"{known.display_name},{known.email},", f"{single(desk)},,", "A Stranger,,")
    files.path.write_text(HEAD + "".join(row + HOURS for row in rows), "utf-8")


def single(desk: World) -> str:
    """A family name that one delegate alone has."""
    everyone = desk.station.roster.delegates()
    names = [delegate.family_name for delegate in everyone]
    return next(name for name in names[1:] if name and names.count(name) == 1)


def remote(desk: World) -> int:
    return desk.station.desk.stats().sessions[PLENARY].remote


def read(page: OverviewPage) -> ParticipantsSheet:
    strike(WindowKey.OPEN, QApplication.focusWidget() or page)
    assert isinstance(page.sheet, ReportSheet)
    assert page.sheet.zone.text() == "Asia/Tokyo"
    page.sheet.session.choose(PLENARY)
    page.sheet.accept_button.click()
    assert isinstance(page.sheet, ParticipantsSheet)
    return page.sheet


def test_a_report_is_read_asked_about_and_recorded(
    page: OverviewPage, desk: World, files: Answered, shell: RecordedShell
) -> None:
    written(files, desk)
    sheet = read(page)
    assert sheet.accept_button.text() == "Record 2 participants"
    (choice,) = sheet.choices.values()
    choice.choose("")
    assert sheet.accept_button.text() == "Record 1 participant"
    sheet.accept_button.click()
    assert remote(desk) == 1
    assert page.banner.words().startswith("1 participant is recorded.")
    assert Change.ROSTER in shell.changes


def test_the_same_report_again_is_said(page: OverviewPage, desk: World, files: Answered) -> None:
    written(files, desk)
    for _ in range(2):
        read(page).accept_button.click()
    assert remote(desk) == 2
    assert page.banner.words() == "All of it was recorded before."


def test_another_file_is_refused_in_the_form(
    page: OverviewPage, desk: World, files: Answered
) -> None:
    assert files.path is not None
    files.path.write_text("name,email\nAda,ada@example.org\n", "utf-8")
    strike(WindowKey.OPEN, QApplication.focusWidget() or page)
    assert isinstance(page.sheet, ReportSheet)
    page.sheet.accept_button.click()
    assert page.sheet.words().startswith("This is no participant report")
    assert remote(desk) == 0


def test_a_lead_is_offered_no_report(
    desk: World, files: Answered, around: PageEnvironment, qtbot: QtBot
) -> None:
    station = desk.station
    station.shift.role = Role.LEAD
    parts = OverviewParts(
        station.overview, station.remote, station.desk.event, station.shift.may, files
    )
    page = OverviewPage(parts, around)
    qtbot.addWidget(page)
    assert page.foot.words == ("Big screen…",)
