"""This computer's clock is hours off by what other desks say: somebody is asked before the first scan."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.domain import LinkState, Role, Tier
from tests.factories import HOUR, MINUTE, Clock
from tests.several_desks import stations
from tests.ui.input_driver import tap
from ui.desk.clock_sheet import ClockSheet
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station
    from ui.shell.main_window import MainWindow
    from ui.shell.workplace import Workplace


class Late:
    """The window on a desk whose clock is nine hours behind those of two others."""

    def __init__(self, window: MainWindow, here: Station, clock: Clock) -> None:
        self.window, self.here, self.clock = window, here, clock

    @property
    def work(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def sheet(self) -> ClockSheet | None:
        sheet = self.work.desk.sheet
        return sheet if isinstance(sheet, ClockSheet) else None

    def asks(self) -> bool:
        return self.sheet is not None

    def press(self, key: Qt.Key) -> None:
        assert self.sheet is not None
        tap(key)

    def linked(self, clock_off: int) -> None:
        """The connection says how the clock is."""
        assert self.window.host.store is not None
        self.window.host.store.sync.linked.emit(LinkState(clock_off=clock_off))


@contextmanager
def _late(window: MainWindow, folder: Path, by: int) -> Iterator[Late]:
    clock = Clock()
    with stations(folder, [Tier.DESK, Tier.DOOR], clock) as (here, *others):
        clock.forward(by)
        stated = [other.exchange.statement() for other in others]
        clock.forward(-by)
        for statement in stated:
            here.exchange.hear(statement)
        window.open(Opened(here))
        yield Late(window, here, clock)
        window.close_store()


@pytest.fixture
def late(window: MainWindow, tmp_path: Path) -> Iterator[Late]:
    with _late(window, tmp_path, 9 * HOUR) as made:
        yield made


def test_both_times_are_said_and_setting_the_clock_ends_it(late: Late) -> None:
    assert late.sheet is not None
    said = late.sheet.accessibleDescription()
    assert said == "This computer's clock says 09:00, the other desks say 18:00."
    late.press(Qt.Key.Key_Return)
    assert late.sheet is not None
    assert late.sheet.words() == said  # it is not set
    late.clock.forward(9 * HOUR)
    late.press(Qt.Key.Key_Return)
    assert late.sheet is None


def test_a_scan_waits_until_somebody_has_decided(late: Late) -> None:
    late.work.desk.scan("12345")
    assert late.work.desk.waiting == 1
    late.press(Qt.Key.Key_Escape)
    assert late.sheet is None
    late.linked(-9 * HOUR)
    assert late.sheet is None  # a lead went on


def test_a_volunteer_cannot_go_on_and_a_lead_can(late: Late) -> None:
    late.here.shift.role = Role.VOLUNTEER
    late.window.build_again()
    late.window.other_desks.catch_up()
    assert late.sheet is not None
    assert not late.sheet.cancel_button.isVisibleTo(late.sheet)
    late.press(Qt.Key.Key_Escape)
    assert late.sheet is not None
    late.here.shift.role = Role.LEAD
    late.window.build_again()
    late.window.other_desks.catch_up()
    assert late.sheet is not None
    late.press(Qt.Key.Key_Escape)
    assert late.sheet is None


def test_minutes_are_said_in_the_strip_alone_and_after_a_scan_nobody_is_asked(
    window: MainWindow, tmp_path: Path
) -> None:
    with _late(window, tmp_path, 5 * MINUTE) as late:
        assert not late.asks()
        late.linked(-5 * MINUTE)
        assert not late.asks()
        late.linked(-2 * HOUR)
        assert late.asks()
        late.press(Qt.Key.Key_Escape)
        late.work.desk.scan("12345")
        late.linked(-3 * HOUR)
        assert not late.asks()
