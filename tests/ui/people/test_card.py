"""The card of a delegate: their company, and what they alone are invited to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from checkin.domain import Flag, Role
from tests.ui import visible_text
from tests.ui.input_driver import run_out, strike
from tests.ui.people.people_page import lists_of
from ui.parts.keys import WindowKey
from ui.people import PeoplePage
from ui.people.flags import FlagSheet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.parts.page import PageEnvironment
    from ui.parts.widgets import Sheet


@pytest.fixture
def page(desk: World, qtbot: QtBot, around: PageEnvironment) -> PeoplePage:
    station = desk.station
    station.shift.role = Role.ORGANISER
    made = PeoplePage(station.desk, station.people, lists_of(station), around)
    qtbot.addWidget(made)
    made.resize(1278, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.come()
    return made


@pytest.mark.parametrize("role", Role)
def test_the_card_has_the_focal_point_of_the_delegation(
    desk: World, page: PeoplePage, role: Role
) -> None:
    people = desk.station.people
    member, point = f"{7:032x}", f"{42:032x}"
    for one in (member, point):
        people.correct(one, {"organisation": "Parliamentary Delegation of Two"})
    people.flag(point, Flag.DELEGATION_CONTACT, on=True)
    people.correct(point, {"phone": "+81 3 0000 0001"})
    people.correct(point, {"native_name": ""})
    name = people.card(point).delegate.display_name
    desk.station.shift.role = role
    page.show_person(member)
    shown = [label.text() for label in page.card.findChildren(QLabel)]
    line = f"{name} · +81 3 0000 0001"
    assert ("Focal point" in shown, line in shown) == (role is not Role.VOLUNTEER,) * 2


def test_the_card_has_who_comes_together_and_who_of_them_is_here(
    desk: World, page: PeoplePage
) -> None:
    people = desk.station.people
    leader, aide = f"{7:032x}", f"{42:032x}"
    people.correct(aide, {"accompanies": "7", "title": "Interpreter"})
    desk.station.desk.checkin(42)
    page.show_person(leader)
    shown = [label.text() for label in page.card.findChildren(QLabel)]
    assert "1 of 2 here" in shown
    assert "In their company" in shown
    assert any(
        words.startswith("042 · ") and words.endswith("Interpreter · Here") for words in shown
    )
    page.show_person(aide)
    assert "Accompanies" in [label.text() for label in page.card.findChildren(QLabel)]


def test_sessions_and_days_of_ones_own_are_corrected_on_the_card(
    desk: World, page: PeoplePage
) -> None:
    delegate = f"{7:032x}"
    limited = desk.station.people.limited_sessions()
    events = desk.station.desk.event.sessions
    session = next(session for session in events if session.key in limited)
    page.show_person(delegate)
    strike(WindowKey.CORRECT, page.field.edit)
    page.form.fields["sessions"].setText(session.name["en"])
    page.form.fields["valid_until"].setText("2026/10/30")
    QTest.keyClick(page.form.fields["sessions"], Qt.Key.Key_Return)
    corrected = desk.station.people.card(delegate).delegate
    assert (corrected.sessions, corrected.valid_until) == (session.key, "2026-10-30")
    shown = [label.text() for label in page.card.findChildren(QLabel)]
    assert "Invited by name to" in shown
    assert session.name["en"] in shown
    strike(WindowKey.CORRECT, page.field.edit)
    page.form.fields["sessions"].setText("banquet")
    QTest.keyClick(page.form.fields["sessions"], Qt.Key.Key_Return)
    assert "There is no session banquet." in page.form.said()


def test_the_first_invited_by_name_closes_a_session_only_after_a_question(
    desk: World, page: PeoplePage
) -> None:
    people = desk.station.people
    free = free_session(desk)

    def save(number: int) -> Sheet | None:
        page.show_person(f"{number:032x}")
        strike(WindowKey.CORRECT, page.field.edit)
        page.form.fields["sessions"].setText(free)
        QTest.keyClick(page.form.fields["sessions"], Qt.Key.Key_Return)
        return page.sheet

    asked = save(7)
    assert asked is not None
    assert any("for everybody" in label.text() for label in asked.findChildren(QLabel))
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert people.card(f"{7:032x}").delegate.sessions == ""
    assert page.stack.currentWidget() is page.form

    QTest.keyClick(page.form.fields["sessions"], Qt.Key.Key_Return)
    again = page.sheet
    assert again is not None
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert people.card(f"{7:032x}").delegate.sessions == free
    assert save(42) is None
    assert people.card(f"{42:032x}").delegate.sessions == free


def free_session(desk: World) -> str:
    """A session that is for everybody, and not the entrance."""
    closed = {*desk.station.people.limited_sessions(), "entrance"}
    return next(
        session.key for session in desk.station.desk.event.sessions if session.key not in closed
    )


def test_a_session_is_added_and_removed_among_the_marks(desk: World, page: PeoplePage) -> None:
    delegate = f"{7:032x}"
    events = desk.station.desk.event.sessions
    restricted = [session.key for session in events if session.categories or session.people]
    for wanted in (restricted[0], ""):
        page.show_person(delegate)
        strike(WindowKey.MARKS, page.field.edit)
        sheet = page.sheet
        assert isinstance(sheet, FlagSheet)
        assert list(sheet.sessions) == restricted
        sheet.sessions[restricted[0]].click()
        sheet.accepted.emit()
        assert desk.station.people.card(delegate).delegate.sessions == wanted


def test_the_legal_name_behind_an_alias_is_a_key_away(desk: World, page: PeoplePage) -> None:
    people, delegate = desk.station.people, f"{42:032x}"
    legal = people.card(delegate).delegate.display_name
    people.correct(delegate, {"badge_name": "Guest Seven"})
    people.flag(delegate, Flag.PROTECTED, on=True)
    page.refresh()
    page.show_person(delegate)
    assert page.card.name.text() == "Guest Seven"
    assert legal not in visible_text.everything(page)
    strike(WindowKey.LEGAL_NAME)
    assert page.card.legal.text().startswith("Legal name:")
    assert legal in page.card.legal.text()
    run_out(page.card.hiding)
    assert legal not in visible_text.everything(page)
    strike(WindowKey.LEGAL_NAME)
    page.show_person(f"{7:032x}")
    page.show_person(delegate)
    assert legal not in visible_text.everything(page)


def test_the_legal_name_of_somebody_protected_can_be_corrected(
    desk: World, page: PeoplePage
) -> None:
    people, delegate = desk.station.people, f"{42:032x}"
    people.correct(delegate, {"badge_name": "Guest Seven"})
    people.flag(delegate, Flag.PROTECTED, on=True)
    page.refresh()
    page.show_person(delegate)
    strike(WindowKey.CORRECT)
    page.form.fields["name"].setText("Another Name")
    page.foot.press("Enter")
    assert people.to_correct(delegate).name == "Another Name"
    assert page.card.name.text() == "Guest Seven"


def test_the_history_tells_a_video_meeting(desk: World, page: PeoplePage, tmp_path: Path) -> None:
    station, known = desk.station, f"{9:032x}"
    email = station.people.card(known).delegate.email
    report = tmp_path / "report.csv"
    report.write_text(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
        f"Mitarai,{email},2026-10-30 10:00:00,2026-10-30 11:00:00,60\n",
        "utf-8",
    )
    station.remote.read(report, "opening").apply(accept=True)
    page.show_person(known)
    line = next(line for line in page.card.history.lines if line.what == "Remote · 60 minutes")
    opening = station.desk.event.session("opening")
    assert opening
    assert (line.where, line.time) == (opening.name["en"], "2026-10-30 10:00")


def test_a_badge_that_was_not_handed_over_is_taken_back_on_the_card(
    desk: World, page: PeoplePage, qtbot: QtBot
) -> None:
    person = f"{7:032x}"
    desk.station.desk.hand_over.record((person,))
    page.show_person(person)
    assert "Badge handed over: " in visible_text.everything(page.card)
    links = page.card.findChildren(QPushButton)
    undo = next(link for link in links if link.accessibleName() == "Badge not handed over")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert desk.station.desk.hand_over.waits(person)
    card = page.card.card
    assert card is not None
    assert card.handed_out is None
