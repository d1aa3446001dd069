"""Paper page: the print queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.badges import JobState
from checkin.settings import Settings
from checkin.store import queue
from tests.ui.paper.paper_page import CTRL, NINE, Make, Opened, name_them, press
from ui.paper.actions import Part
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World


def test_without_a_printer_badges_wait_and_it_is_said(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    opened = make(printer=False)
    name_them(opened.page, "1-3")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert len(desk.station.badges.waiting()) == 3
    assert "wait for a printer" in opened.page.banner.words()
    press(qtbot, opened.page, WindowKey.TEST_PAGE)
    assert "No printer is chosen" in opened.page.banner.words()


# Print queue


def test_a_printer_that_fails_leaves_the_badges_waiting_and_says_why(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    opened = make()
    opened.tray.jammed = True
    name_them(opened.page, "1-3")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert opened.page.printer.words() == "Printer: look"
    press(qtbot, opened.page, WindowKey.PART_2)
    assert opened.page.key is Part.QUEUE
    assert opened.page.tabs.tabText(1) == "Print queue · 3"
    assert opened.page.queue.said.words() == "Out of labels."
    assert opened.page.queue.list.model().rowCount() == 3
    opened.tray.jammed = False
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert opened.tray.printed == 3
    assert opened.page.queue.jobs == ()
    assert opened.page.printer.words() == "Printer ready"


def test_a_failing_printer_never_touches_a_check_in(make: Make, desk: World) -> None:
    opened = make()
    opened.tray.jammed = True
    desk.station.desk.checkin(9)
    opened.desk.want([NINE])
    assert desk.station.people.card(NINE).inside == ("entrance",)
    assert opened.desk.state.waiting == 1


def test_a_badge_that_cannot_be_printed_is_set_aside_and_tried_again(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    desk.station.people.correct(NINE, {"native_name": "ꦩꦶꦠ"})
    opened = make()
    opened.desk.want([NINE])
    press(qtbot, opened.page, WindowKey.PART_2)
    assert opened.page.foot.words == ("Print now", "Try again", "Remove", "Test page")
    desk.station.people.correct(NINE, {"native_name": "御手洗 志保"})
    press(qtbot, opened.page, WindowKey.RETRY)
    assert opened.tray.printed == 1
    assert opened.page.queue.jobs == ()


def test_a_badge_is_taken_off_the_queue(make: Make, qtbot: QtBot, desk: World) -> None:
    opened = make(printer=False)
    opened.desk.want([NINE, f"{10:032x}"])
    press(qtbot, opened.page, WindowKey.PART_2)
    press(qtbot, opened.page, Qt.Key.Key_Delete)
    assert [job.delegate.number for job in desk.station.badges.waiting() if job.delegate] == [10]


def jammed_at(opened: Opened, badge: int) -> None:
    """A printer that jams in the middle of five badges."""
    opened.tray.breaks_at = badge
    opened.desk.want([f"{number:032x}" for number in range(1, 6)])


def test_after_a_jam_somebody_is_asked_what_came_out_before_anything_else_is_printed(
    make: Make, qtbot: QtBot
) -> None:
    opened = make()
    jammed_at(opened, 3)
    press(qtbot, opened.page, WindowKey.PART_2)
    part = opened.page.queue
    assert part.said.words().startswith("Look at the printer: did this badge come out?")
    assert part.chosen is not None
    assert part.chosen.state is JobState.UNSURE
    assert part.chosen.delegate is not None
    assert part.chosen.delegate.number == 3
    assert opened.page.foot.words == ("It came out", "Print it again", "Remove")
    opened.desk.kick()
    assert opened.tray.printed == 2
    press(qtbot, opened.page, WindowKey.CAME_OUT)
    assert opened.tray.printed == 4
    assert part.jobs == ()


def test_a_badge_that_did_not_come_out_is_printed_in_its_place(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    opened = make()
    jammed_at(opened, 3)
    press(qtbot, opened.page, WindowKey.PART_2)
    press(qtbot, opened.page, WindowKey.PRINT_AGAIN)
    assert opened.tray.printed == 5
    printed = [desk.station.people.card(f"{number:032x}") for number in range(1, 6)]
    assert [card.badges_printed for card in printed] == [1] * 5


def test_sheets_that_broke_off_are_asked_about_badge_by_badge(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    opened = make(settings=Settings(sheet="a4-10"))
    opened.tray.breaks_at = 1
    name_them(opened.page, "1-5")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert (opened.desk.state.unsure, opened.tray.printed) == (5, 0)
    assert opened.page.printer.words() == "Printer: look"
    press(qtbot, opened.page, WindowKey.PART_2)
    part = opened.page.queue
    assert "which is the last badge that came out?" in part.said.words()
    press(qtbot, opened.page, Qt.Key.Key_Up)
    press(qtbot, opened.page, WindowKey.CAME_OUT)  # four were printed
    assert opened.tray.printed == 1
    assert part.jobs == ()
    cards = [desk.station.people.card(f"{number:032x}") for number in range(1, 6)]
    assert [card.badges_printed for card in cards] == [1] * 5


@pytest.mark.parametrize(("key", "printed"), [(WindowKey.CAME_OUT, 2), (WindowKey.PRINT_AGAIN, 3)])
def test_the_last_badge_that_came_out_is_pointed_at(
    make: Make, qtbot: QtBot, desk: World, key: Qt.Key, printed: int
) -> None:
    opened = make()
    store = desk.station.store
    opened.tray.jammed = True
    opened.desk.want([f"{number:032x}" for number in range(1, 6)])
    with store.write() as connection:
        queue.mark_unsure(connection, [job.id for job in queue.jobs(connection)][:4], "A jam.")
    opened.tray.jammed = False
    opened.desk.kick()
    press(qtbot, opened.page, WindowKey.PART_2)
    part = opened.page.queue
    assert "which is the last badge that came out?" in part.said.words()
    assert opened.page.foot.words == ("Came out up to here", "Print again from here", "Remove")
    assert opened.page.tabs.tabText(1) == "Print queue · 5"
    press(qtbot, opened.page, Qt.Key.Key_Up)
    press(qtbot, opened.page, key)
    assert opened.tray.printed == printed
    assert part.jobs == ()
    cards = [desk.station.people.card(f"{number:032x}") for number in range(1, 6)]
    assert [card.badges_printed for card in cards] == [1] * 5


def test_whoever_asks_for_a_badge_at_the_desk_has_answered(make: Make, desk: World) -> None:
    opened = make()
    opened.tray.breaks_at = 1
    opened.desk.want([NINE])
    assert opened.desk.state.unsure == 1
    opened.desk.want([NINE])
    assert opened.desk.state.unsure == 1
    opened.desk.want([NINE], again=True)
    assert (opened.tray.printed, opened.desk.state.unsure) == (1, 0)


def test_printing_is_stopped_by_hand_and_goes_on_by_hand(make: Make, qtbot: QtBot) -> None:
    opened = make()
    seen: list[tuple[str, ...]] = []

    def stop(printed: int) -> None:
        if printed == 2:
            seen.append(opened.page.foot.words)
            seen.append((opened.page.queue.progress.words.text(),))
            press(qtbot, opened.page, Qt.Key.Key_Escape)

    press(qtbot, opened.page, WindowKey.PART_2)
    opened.desk.counted.connect(stop)
    opened.desk.want([f"{number:032x}" for number in range(1, 6)])
    assert seen == [("Stop",), ("2 of 5 printed",)]
    assert opened.tray.printed == 2
    assert opened.page.queue.said.words() == "Stopped. The badges wait until you print on."
    opened.desk.counted.disconnect(stop)
    opened.desk.want([f"{6:032x}"])
    assert opened.tray.printed == 2
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert opened.tray.printed == 6
