"""Desks page: the list, adding a desk, sticks, revoking; by keyboard, with real stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from checkin import bundle
from checkin.domain import Outcome, Role, Tier
from checkin.sync import DeskPhase
from ui.desks.sheets import CODE, AddDeskSheet, CodeSheet, LettersSheet
from ui.parts.keys import WindowKey
from ui.parts.shell import Change

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.demo_store import World
    from tests.ui.desks.desks_page import MakeDesks, OpenedDesks, OtherMachine

ENTER, ESC = WindowKey.ENTER, WindowKey.BACK


@pytest.fixture
def opened(desks_page: MakeDesks) -> OpenedDesks:
    return desks_page()


def read_stick(opened: OpenedDesks, stick: Path) -> str:
    """What is said of it."""
    opened.files.path = stick
    opened.press(WindowKey.READ_STICK)
    return opened.shell.told[-1]


# The list


def test_a_new_event_has_this_desk_alone(opened: OpenedDesks) -> None:
    (row,) = opened.rows().values()
    assert row.startswith("Desk 1 · This desk · Organiser: everything · ")
    assert row.endswith(" entries of its own")


def test_a_desk_that_was_invited_is_there_before_it_is_heard(
    opened: OpenedDesks, other: OtherMachine
) -> None:
    other.joined("Entrance")
    opened.page.come()
    row = opened.rows()["Entrance"]
    assert row == "Entrance · Invited · Desk: names, no contact details · Nothing heard of it yet"


def test_a_desk_that_has_not_confirmed_an_erasure_is_told(
    opened: OpenedDesks, other: OtherMachine, desk: World
) -> None:
    other.joined("Entrance")
    desk.station.people.erase(desk.station.desk.find("1")[0].id)
    opened.page.come()
    assert "1 erasure not confirmed" in opened.rows()["Entrance"]
    assert "erasure" not in opened.rows()["Desk 1"]


def test_a_desk_that_was_heard_says_when_and_what_it_lacked(
    opened: OpenedDesks, other: OtherMachine, desk: World
) -> None:
    other.joined()
    stick = other.stick()
    desk.station.desk.scan(desk.code(3))
    desk.clock.forward(minutes=2)
    read_stick(opened, stick)
    row = opened.rows()["Desk 2"]
    assert row.endswith(
        "Joined · Desk: names, no contact details · Heard at 09:50 · lacked 1 entry"
    )


def test_a_desk_whose_clock_is_ahead_is_told(
    opened: OpenedDesks, other: OtherMachine, desk: World
) -> None:
    other.joined()
    desk.clock.forward(minutes=12)
    stick = other.stick()
    desk.clock.forward(minutes=-12)
    read_stick(opened, stick)
    assert opened.rows()["Desk 2"].endswith("its clock is 12 minutes ahead")


def test_a_stick_that_took_an_hour_makes_no_wrong_clock(
    opened: OpenedDesks, other: OtherMachine, desk: World
) -> None:
    other.joined()
    stick = other.stick()
    desk.clock.forward(minutes=60)
    read_stick(opened, stick)
    assert "clock" not in opened.rows()["Desk 2"]


# Adding a desk


def test_a_machine_that_has_asked_is_compared_and_invited(
    opened: OpenedDesks, other: OtherMachine, tmp_path: Path
) -> None:
    request = other.ask("Entrance B")
    opened.files.path = other.request_file
    opened.press(WindowKey.ADD_DESK)
    assert isinstance(opened.page.sheet, AddDeskSheet)
    opened.press(ENTER)
    sheet = opened.page.sheet
    assert isinstance(sheet, LettersSheet)
    assert sheet.letters.letters == request.letters
    opened.files.path = tmp_path / "made.uketsuke-invitation"
    opened.press(ENTER)
    assert opened.files.proposed == ["entrance-b.uketsuke-invitation"]
    assert not opened.is_asking
    assert opened.rows()["Entrance B"].startswith("Entrance B · Invited")
    assert "Take it to Entrance B" in opened.page.banner.words()
    assert other.join(opened.files.path).tier is Tier.DESK


def test_a_machine_with_other_letters_is_not_invited(
    opened: OpenedDesks, other: OtherMachine
) -> None:
    other.ask("Entrance B")
    opened.files.path = other.request_file
    opened.press(WindowKey.ADD_DESK)
    opened.press(ENTER)
    opened.press(ESC)
    assert not opened.is_asking
    opened.page.come()
    assert list(opened.rows()) == ["Desk 1"]


def test_the_symbol_of_a_request_does_as_well_as_its_file(
    opened: OpenedDesks, other: OtherMachine
) -> None:
    request = other.ask("Entrance B")
    assert not opened.page.takes(request.text(), serial=False)
    opened.press(WindowKey.ADD_DESK)
    assert opened.page.takes("https://example.org/", serial=True)
    sheet = opened.page.sheet
    assert sheet is not None
    assert sheet.words().startswith("This is not the request of a machine")
    assert opened.page.takes(request.text(), serial=False)
    letters = opened.page.sheet
    assert isinstance(letters, LettersSheet)
    assert letters.letters.letters == request.letters


def test_a_file_that_is_no_request_is_refused_in_the_form(
    opened: OpenedDesks, tmp_path: Path
) -> None:
    opened.files.path = tmp_path / "letter.txt"
    opened.files.path.write_text("Dear organisers")
    opened.press(WindowKey.ADD_DESK)
    opened.press(ENTER)
    sheet = opened.page.sheet
    assert isinstance(sheet, AddDeskSheet)
    assert sheet.words().startswith("This is not the request of a machine")


def test_a_door_joins_without_a_request_by_a_code_that_is_shown_once(
    opened: OpenedDesks, other: OtherMachine, tmp_path: Path
) -> None:
    opened.press(WindowKey.ADD_DESK)
    sheet = opened.page.sheet
    assert isinstance(sheet, AddDeskSheet)
    sheet.tier.choose(Tier.DOOR)
    sheet.how.choose(CODE)
    sheet.name.setFocus()
    sheet.name.selectAll()
    QTest.keyClicks(sheet.name, "Room 201")
    opened.files.path = tmp_path / "made.uketsuke-invitation"
    opened.press(ENTER)
    shown = opened.page.sheet
    assert isinstance(shown, CodeSheet)
    code = shown.code.letters
    opened.press(ENTER)
    assert not opened.is_asking
    joined = other.join(opened.files.path, code)
    assert (joined.name, joined.tier) == ("Room 201", Tier.DOOR)


def test_a_desk_without_a_request_needs_a_name(opened: OpenedDesks) -> None:
    opened.press(WindowKey.ADD_DESK)
    sheet = opened.page.sheet
    assert isinstance(sheet, AddDeskSheet)
    sheet.how.choose(CODE)
    sheet.name.clear()
    opened.press(ENTER)
    assert sheet.words() == "Type a name for the desk."


def test_a_file_that_exists_is_kept_and_another_can_be_chosen(
    opened: OpenedDesks, other: OtherMachine, tmp_path: Path
) -> None:
    other.ask()
    opened.files.path = other.request_file
    opened.press(WindowKey.ADD_DESK)
    opened.press(ENTER)
    opened.press(ENTER)  # the request itself is chosen as the file to write
    sheet = opened.page.sheet
    assert isinstance(sheet, LettersSheet)
    assert "exists already" in sheet.words()
    opened.files.path = tmp_path / "made.uketsuke-invitation"
    opened.press(ENTER)
    assert not opened.is_asking
    assert opened.files.path.exists()


# Sticks


def test_a_stick_tells_who_came_at_the_other_desk(
    opened: OpenedDesks, other: OtherMachine, desk: World
) -> None:
    other.joined()
    with other.opened() as station:
        assert station.desk.scan(desk.code(3)).outcome is Outcome.ADMITTED
    stick = other.stick()
    assert read_stick(opened, stick) == "2 entries were new."
    assert opened.shell.changes == [Change.ENTRIES]
    desk.clock.forward(minutes=1)
    assert desk.station.desk.scan(desk.code(3)).outcome is Outcome.ALREADY_IN
    assert read_stick(opened, stick) == "Nothing in it was new."


def test_a_stick_from_here_is_read_there(
    opened: OpenedDesks, other: OtherMachine, desk: World
) -> None:
    other.joined()
    desk.station.desk.scan(desk.code(3))
    opened.files.path = other.folder / "from here"
    opened.press(WindowKey.WRITE_STICK)
    assert opened.files.proposed == ["desk-1.uketsuke-bundle"]
    assert opened.page.banner.words().startswith("Written, with ")
    desk.clock.forward(minutes=1)
    with other.opened() as station:
        bundle.read(station.exchange, opened.files.path)
        assert station.desk.scan(desk.code(3)).outcome is Outcome.ALREADY_IN


def test_a_damaged_stick_is_one_sentence(opened: OpenedDesks, other: OtherMachine) -> None:
    other.joined()
    stick = other.stick()
    stick.write_bytes(stick.read_bytes()[:-1])
    opened.files.path = stick
    opened.press(WindowKey.READ_STICK)
    assert opened.page.banner.words().endswith("Nothing was taken in.")
    assert opened.shell.changes == []


def test_no_file_chosen_is_nothing_done(opened: OpenedDesks) -> None:
    for key in (WindowKey.READ_STICK, WindowKey.WRITE_STICK):
        opened.press(key)
    assert opened.page.banner.words() == ""


# Revoking


def test_a_desk_that_is_revoked_counts_no_more(
    opened: OpenedDesks, other: OtherMachine, desk: World
) -> None:
    joined = other.joined()
    opened.page.come()
    opened.page.list.choose(joined.desk)
    opened.press(WindowKey.REVOKE_DESK)
    opened.press(ENTER)
    (state,) = (state for state in opened.page.list.desks if state.id == joined.desk)
    assert state.phase is DeskPhase.REVOKED
    assert opened.rows()["Desk 2"].startswith("Desk 2 · Revoked")
    assert opened.shell.told == ["Desk 2 is revoked."]
    with other.opened() as station:
        station.desk.scan(desk.code(3))
    read_stick(opened, other.stick())
    desk.clock.forward(minutes=1)
    assert desk.station.desk.scan(desk.code(3)).outcome is Outcome.ADMITTED


def test_revoking_asks_first_and_says_what_it_does_not_do(
    opened: OpenedDesks, other: OtherMachine
) -> None:
    joined = other.joined()
    opened.page.come()
    opened.page.list.choose(joined.desk)
    opened.press(WindowKey.REVOKE_DESK)
    assert opened.page.sheet is not None
    assert "names that a thief has seen, the thief has" in opened.page.sheet.accessibleDescription()
    opened.press(ESC)
    opened.page.come()
    assert opened.rows()["Desk 2"].startswith("Desk 2 · Invited")


def test_this_desk_is_never_revoked_from_here(opened: OpenedDesks) -> None:
    opened.press(WindowKey.REVOKE_DESK)
    assert not opened.is_asking


# Wrong clocks


def test_the_times_of_a_clock_that_was_ahead_are_corrected(
    opened: OpenedDesks, other: OtherMachine, desk: World
) -> None:
    joined = other.joined()
    desk.clock.forward(minutes=540)
    with other.opened() as station:
        station.desk.scan(desk.code(3))
    stick = other.stick()
    desk.clock.forward(minutes=-540)
    read_stick(opened, stick)
    assert opened.rows()["Desk 2"].endswith("its clock is 9 hours ahead")
    opened.page.list.choose(joined.desk)
    opened.press(WindowKey.CORRECT)
    assert opened.page.sheet is not None
    said = opened.page.sheet.accessibleDescription()
    assert said.startswith("1 scan of Desk 2 is moved 9 hours earlier.")
    assert "Set its clock first" in said
    opened.press(ENTER)
    assert opened.shell.told[-1] == "The times of Desk 2 are corrected."
    (scan,) = desk.station.people.card(f"{3:032x}").scans
    assert scan.at == int(desk.clock().timestamp() * 1000)
    opened.page.list.choose(joined.desk)
    opened.press(WindowKey.CORRECT)
    assert not opened.is_asking
    assert opened.page.banner.words() == "Nothing seems wrong with the times of Desk 2."


# Roles


def test_a_lead_carries_sticks_and_adds_nobody(desks_page: MakeDesks) -> None:
    opened = desks_page(Role.LEAD)
    assert opened.page.foot.words == ("Read a stick…", "Write a stick…")
    opened.press(WindowKey.ADD_DESK)
    assert not opened.is_asking


def test_a_door_carries_sticks(desks_page: MakeDesks, other: OtherMachine) -> None:
    other.joined("Room 201", Tier.DOOR)
    with other.opened() as door:
        opened = desks_page(Role.ORGANISER, door)
        assert opened.page.foot.words == ("Read a stick…", "Write a stick…")
        assert opened.rows()["Room 201"].startswith("Room 201 · This desk · Door")


@pytest.mark.parametrize("size", [(1278, 704), (595, 320)])
def test_nothing_is_wider_than_the_window(opened: OpenedDesks, size: tuple[int, int]) -> None:
    opened.page.resize(*size)
    QApplication.processEvents()
    for button in opened.page.findChildren(QPushButton):
        if button.isVisible():
            left = button.mapTo(opened.page, button.rect().topLeft()).x()
            assert 0 <= left <= opened.page.width() - button.width()


def test_the_chosen_desk_is_scrolled_into_sight(opened: OpenedDesks, desk: World) -> None:
    for number in range(2, 12):
        file = desk.folder.parent / f"{number}.uketsuke-invitation"
        desk.station.invitations.invite(Tier.DOOR, file, name=f"Door {number:02}")
    opened.page.resize(595, 320)
    opened.page.come()
    QApplication.processEvents()
    view = opened.page.list.view
    for _ in range(10):
        QTest.keyClick(view, Qt.Key.Key_Down)
    row = view.visualRect(view.currentIndex())
    assert row.top() > 320
    assert view.viewport().visibleRegion().boundingRect().contains(row)
