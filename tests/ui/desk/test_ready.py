"""The lamp before the doors open, and the sheet that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.desk import Presentation
from checkin.errors import PrinterTrouble
from checkin.language import mark
from checkin.readiness import Surroundings
from tests.ui.input_driver import Hands
from ui.desk.page import DeskPage
from ui.desk.ready import ReadyParts
from ui.desk.ready_sheet import ReadySheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from checkin.language import Language
    from checkin.readiness import ReadyState
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Heard
    from tests.ui.recorded_shell import LooseSettings
    from ui.parts.page import PageEnvironment

GUEST = 42


@pytest.fixture
def ready_page(
    desk: World,
    qtbot: QtBot,
    chosen: LooseSettings,
    sounds: Heard,
    around: PageEnvironment,
) -> DeskPage:
    """A desk whose printer says that it has no paper, until it was asked for a test badge."""
    readiness = desk.station.readiness
    printed: list[bool] = []

    def look(language: Language) -> ReadyState:
        trouble = None if printed else PrinterTrouble(mark("No system printer is there."))
        return readiness.look(language, Surroundings("Zebra", trouble))

    def print_test(came_out: Callable[[], None]) -> None:
        printed.append(True)
        readiness.note_test_badge("Zebra")
        came_out()

    parts = ReadyParts(look, readiness.read_code, print_test, desk.station.desk.trial_scans.forget)
    page = DeskPage(Presentation(desk.station.desk), chosen, sounds, around, parts)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.field.edit.hasFocus)
    assert page.ready is not None
    page.ready.look()
    return page


def opened(page: DeskPage) -> ReadySheet:
    Hands(page.scanner).press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(page.sheet, ReadySheet)
    return page.sheet


def test_the_lamp_says_that_something_is_wrong_and_its_sheet_what(ready_page: DeskPage) -> None:
    assert ready_page.strip.ready.isVisible()
    assert ready_page.strip.ready.text() == "Not ready"
    (printer,) = (check for check in opened(ready_page).panel.checks if check.check == "printer")
    assert printer.message == "No system printer is there."


def test_after_a_test_badge_there_is_less_to_look_at(ready_page: DeskPage) -> None:
    sheet = opened(ready_page)
    Hands(ready_page.scanner).press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    states = {check.check: check.message for check in sheet.panel.checks}
    assert states["test badge"].startswith("A test badge came out")
    assert ready_page.strip.ready.text().endswith("to look at")


def test_a_code_that_is_scanned_over_the_sheet_lets_nobody_in(
    ready_page: DeskPage, desk: World
) -> None:
    sheet = opened(ready_page)
    ready_page.scan(desk.code(GUEST))
    assert "042" in sheet.words()
    ready_page.scan(desk.genuine())
    assert "nobody here has it" in sheet.words()
    assert desk.station.desk.last() == ()
    assert ready_page.waiting == 0
    ready_page.close_sheet()
    ready_page.scan(desk.code(GUEST))
    assert len(desk.station.desk.last()) == 1


def test_the_lamp_goes_once_somebody_has_come(ready_page: DeskPage, desk: World) -> None:
    desk.station.desk.checkin(GUEST)
    assert ready_page.ready is not None
    ready_page.ready.look()
    assert ready_page.strip.ready.isHidden()
    assert opened(ready_page).panel.checks


def test_the_scans_of_a_trial_are_forgotten_the_day_before(
    ready_page: DeskPage, desk: World
) -> None:
    desk.clock.forward(days=-1)
    desk.station.desk.checkin(GUEST, "entrance")
    sheet = opened(ready_page)
    assert "1" in sheet.forget.text()
    sheet.forget.click()
    Hands(ready_page.scanner).press(Qt.Key.Key_Return)
    counts = desk.station.desk.stats().sessions["entrance"]
    assert (counts.attended, counts.refused) == (0, 0)
    assert not desk.station.desk.trial_scans.count()
