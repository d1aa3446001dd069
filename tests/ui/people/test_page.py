"""People page: search, delegate card, and the actions that a role permits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from checkin.domain import CodeKind, CodeStatus, Flag, Role, Status
from checkin.language import load
from tests.ui.input_driver import strike
from tests.ui.people.people_page import lists_of
from ui.parts.keys import WindowKey
from ui.parts.widgets import Tick
from ui.people import PeoplePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from checkin.domain import Card
    from tests.ui.demo_store import World
    from tests.ui.recorded_shell import RecordedShell
    from ui.parts.page import PageEnvironment

Make = Callable[..., PeoplePage]
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def make(desk: World, qtbot: QtBot, around: PageEnvironment) -> Make:
    def build(role: Role = Role.ORGANISER) -> PeoplePage:
        station = desk.station
        station.shift.role = role
        page = PeoplePage(station.desk, station.people, lists_of(station), around)
        qtbot.addWidget(page)
        page.resize(1278, 768)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.come()
        return page

    return build


def card_of(world: World, number: int) -> Card:
    return world.station.people.card(f"{number:032x}")


def typed(qtbot: QtBot, page: PeoplePage, text: str) -> None:
    page.field.edit.clear()
    for letter in text:  # QTest's own typing knows Latin letters only
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(page.field.edit, key)


def press(qtbot: QtBot, page: PeoplePage, key: Qt.Key | WindowKey) -> None:
    """Presses a key in the focused widget."""
    target = page.focusWidget()
    if isinstance(key, WindowKey):
        strike(key, target)
        return
    qtbot.keyClick(target, key)


def labels(page: PeoplePage) -> str:
    QApplication.processEvents()
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    return "\n".join(shown)


def test_an_organiser_sees_everybody_before_typing(make: Make) -> None:
    page = make()
    assert len(page.list.rows) == 60
    assert page.list.chosen is None
    assert page.stack.currentWidget() is page.nobody


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD])
def test_nobody_else_is_listed_everybody(make: Make, role: Role) -> None:
    page = make(role)
    assert page.list.rows == ()
    assert "One letter" in labels(page)


def test_one_letter_is_enough_and_a_volunteer_sees_eight(make: Make, qtbot: QtBot) -> None:
    page = make(Role.VOLUNTEER)
    typed(qtbot, page, "a")
    assert len(page.list.rows) == 8


@pytest.mark.parametrize("text", ["Mitarai", "御手洗", "みたらい", "mitarai shiho"])
def test_a_name_is_found_in_any_script(make: Make, qtbot: QtBot, text: str) -> None:
    page = make(Role.VOLUNTEER)
    typed(qtbot, page, text)
    assert [row.number for row in page.list.rows] == [9]
    assert page.card.name.text() == "Mitarai Shiho"
    assert page.card.second.text() == "御手洗 志保"
    assert page.card.category.text() == "Parliamentarian"


def test_the_name_in_the_windows_script_stands_first(
    desk: World, qtbot: QtBot, around: PageEnvironment
) -> None:
    station, around = desk.station, replace(around, language=load("ja"))
    page = PeoplePage(station.desk, station.people, lists_of(station), around)
    qtbot.addWidget(page)
    page.show_person(f"{9:032x}")
    assert (page.card.name.text(), page.card.second.text()) == ("御手洗 志保", "Mitarai Shiho")
    chosen = page.list.chosen
    assert chosen is not None
    assert (chosen.name, chosen.second) == ("御手洗 志保", "Mitarai Shiho")


def test_who_is_not_found_gets_a_hint(make: Make, qtbot: QtBot) -> None:
    page = make()
    typed(qtbot, page, "qqqq")
    assert page.list.heading.text() == "Nobody found"
    assert page.foot.words == ()


def test_the_arrows_choose_among_the_hits(make: Make, qtbot: QtBot) -> None:
    page = make()
    typed(qtbot, page, "ka")
    first = page.list.rows[0]
    qtbot.keyClick(page.field.edit, Qt.Key.Key_Down)
    chosen = page.list.chosen
    assert chosen is not None
    assert chosen.id == page.list.rows[1].id != first.id
    assert page.card.card is not None
    assert page.card.card.delegate.id == chosen.id


def test_escape_clears_the_search(make: Make, qtbot: QtBot) -> None:
    page = make()
    typed(qtbot, page, "mitarai")
    qtbot.keyClick(page.field.edit, ESC)
    assert page.field.edit.text() == ""
    assert len(page.list.rows) == 60


def test_what_a_role_does_not_permit_is_not_offered(make: Make, qtbot: QtBot) -> None:
    offered = {}
    for role in Role:
        page = make(role)
        typed(qtbot, page, "mitarai")
        offered[role] = page.foot.words
    assert offered[Role.VOLUNTEER] == ("Check in", "Badge")
    assert offered[Role.LEAD] == ("Check in", "Badge", "Correct", "Marks", "Badge lost")
    assert offered[Role.ORGANISER] == (
        *offered[Role.LEAD],
        "Same person as…",
        "Cancel registration",
    )


def test_a_correction_is_stored_and_shown(make: Make, qtbot: QtBot, desk: World) -> None:
    page = make(Role.LEAD)
    typed(qtbot, page, "mitarai")
    press(qtbot, page, WindowKey.CORRECT)
    assert page.stack.currentWidget() is page.form
    page.form.fields["organisation"].clear()
    qtbot.keyClicks(page.form.fields["organisation"], "House of Councillors")
    qtbot.keyClick(page.form.fields["organisation"], ENTER)
    assert card_of(desk, 9).delegate.organisation == "House of Councillors"
    assert page.stack.currentWidget() is page.card
    assert "House of Councillors" in page.card.organisation.text()
    assert page.card.history.lines[0].what == "Corrected · Organisation"


def test_a_correction_without_a_name_says_what_is_missing(make: Make, qtbot: QtBot) -> None:
    page = make()
    typed(qtbot, page, "mitarai")
    press(qtbot, page, WindowKey.CORRECT)
    for name in ("name", "native_name", "family_name", "given_name"):
        page.form.fields[name].clear()
    qtbot.keyClick(page.form.fields["name"], ENTER)
    assert page.stack.currentWidget() is page.form
    assert page.form.said() == "A name is needed."


def test_escape_leaves_the_form_and_changes_nothing(make: Make, qtbot: QtBot, desk: World) -> None:
    page = make()
    before = card_of(desk, 9).delegate
    typed(qtbot, page, "mitarai")
    press(qtbot, page, WindowKey.CORRECT)
    qtbot.keyClicks(page.form.fields["name"], "Somebody else")
    qtbot.keyClick(page.form.fields["name"], ESC)
    assert page.stack.currentWidget() is page.card
    assert card_of(desk, 9).delegate == before


def test_marks_are_ticked_and_taken_away(make: Make, qtbot: QtBot, desk: World) -> None:
    page = make(Role.LEAD)
    typed(qtbot, page, "mitarai")
    press(qtbot, page, WindowKey.MARKS)
    assert page.sheet is not None
    ticks = {tick.text(): tick for tick in page.sheet.findChildren(Tick)}
    qtbot.keyClick(ticks["Check an identity document"], Qt.Key.Key_Space)
    qtbot.keyClick(ticks["No photographs"], Qt.Key.Key_Space)
    qtbot.keyClick(ticks["No photographs"], ENTER)
    assert set(card_of(desk, 9).delegate.flags) == {Flag.CHECK_IDENTITY, Flag.NO_PHOTO}
    assert "Check an identity document" in labels(page)


def test_the_quiet_mark_is_not_on_a_volunteers_screen(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    desk.station.people.flag(f"{9:032x}", Flag.CALL_LEAD, on=True)
    for role, seen in ((Role.VOLUNTEER, False), (Role.LEAD, True)):
        page = make(role)
        typed(qtbot, page, "mitarai")
        assert ("Call the lead quietly" in labels(page)) is seen


def test_a_cancellation_is_asked_once_and_can_be_taken_back(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    page = make()
    typed(qtbot, page, "mitarai")
    press(qtbot, page, WindowKey.STANDING)
    assert page.sheet is not None
    qtbot.keyClick(page.sheet.first(), ESC)
    assert card_of(desk, 9).delegate.status is Status.EXPECTED
    press(qtbot, page, WindowKey.STANDING)
    qtbot.keyClick(page.sheet.first(), ENTER)
    assert card_of(desk, 9).delegate.status is Status.CANCELLED
    assert page.foot.words[-1] == "Reinstate"
    press(qtbot, page, WindowKey.STANDING)
    assert card_of(desk, 9).delegate.status is Status.EXPECTED


def test_a_walk_in_that_waits_cannot_be_approved_by_a_volunteer(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    desk.station.desk.walkin({"name": "Nobody Inparticular"})
    page = make(Role.VOLUNTEER)
    typed(qtbot, page, "inparticular")
    assert page.foot.words == ("Check in", "Badge")
    assert "Waits for approval" in labels(page)


def test_a_badge_is_asked_for_by_its_key_and_a_second_one_asked_about(
    make: Make, qtbot: QtBot, desk: World, shell: RecordedShell
) -> None:
    page = make(Role.VOLUNTEER)
    typed(qtbot, page, "mitarai")
    press(qtbot, page, WindowKey.BADGE)
    assert shell.badges_again == [f"{9:032x}"]
    assert page.banner.words() == "Badge 009 is in the print queue."
    desk.station.badges.record_printed([f"{9:032x}"])
    press(qtbot, page, WindowKey.BADGE)
    assert len(shell.badges_again) == 1
    qtbot.keyClick(page.focusWidget(), ENTER)
    assert len(shell.badges_again) == 2


def test_a_lost_badge_is_revoked_and_printed_anew(
    make: Make, qtbot: QtBot, desk: World, shell: RecordedShell
) -> None:
    first = desk.station.people.issue_code(f"{9:032x}", CodeKind.BADGE)
    page = make(Role.LEAD)
    typed(qtbot, page, "mitarai")
    press(qtbot, page, WindowKey.LOST_BADGE)
    assert page.sheet is not None
    qtbot.keyClick(page.sheet.first(), ENTER)
    assert shell.badges_again == [f"{9:032x}"]
    badges = [code for code in card_of(desk, 9).codes if code.kind is CodeKind.BADGE]
    assert {code.status for code in badges} == {CodeStatus.VALID, CodeStatus.REVOKED}
    assert next(code for code in badges if code.code == first.code).status is CodeStatus.REVOKED


def test_a_code_is_masked_until_a_lead_shows_it(make: Make, qtbot: QtBot, desk: World) -> None:
    code = desk.code(9)
    page = make(Role.LEAD)
    typed(qtbot, page, "mitarai")
    assert f"…{code[-4:]}" in labels(page)
    assert code[:4] not in labels(page)
    qtbot.mouseClick(page.card.reveal, Qt.MouseButton.LeftButton)
    assert code in labels(page).replace(" ", "")
    typed(qtbot, page, "igarashi")
    typed(qtbot, page, "mitarai")
    assert code not in labels(page).replace(" ", "")


def test_a_volunteer_cannot_show_a_code(make: Make, qtbot: QtBot, desk: World) -> None:
    page = make(Role.VOLUNTEER)
    typed(qtbot, page, "mitarai")
    assert not page.card.reveal.isVisible()
    assert not page.card.issue.isVisible()
    assert f"…{desk.code(9)[-4:]}" in labels(page)


def test_a_code_is_revoked_when_it_was_asked_for(make: Make, qtbot: QtBot, desk: World) -> None:
    page = make(Role.LEAD)
    typed(qtbot, page, "mitarai")
    QApplication.processEvents()
    buttons = page.card.codes.findChildren(QPushButton)
    revoke = next(button for button in buttons if button.text() == "Revoke" and button.isVisible())
    qtbot.mouseClick(revoke, Qt.MouseButton.LeftButton)
    assert page.sheet is not None
    qtbot.keyClick(page.sheet.first(), ENTER)
    assert [code.status for code in card_of(desk, 9).codes] == [CodeStatus.REVOKED]
    assert "replaced" in labels(page)


def test_another_invitation_code_can_be_issued(make: Make, qtbot: QtBot, desk: World) -> None:
    page = make(Role.LEAD)
    typed(qtbot, page, "mitarai")
    qtbot.mouseClick(page.card.issue, Qt.MouseButton.LeftButton)
    assert page.sheet is not None
    qtbot.keyClick(page.sheet.first(), ENTER)
    kinds = [code.kind for code in card_of(desk, 9).codes]
    assert kinds == [CodeKind.INVITATION, CodeKind.INVITATION]


def test_the_history_tells_scans_in_the_events_time(make: Make, qtbot: QtBot, desk: World) -> None:
    desk.station.desk.checkin(9)
    desk.clock.forward(minutes=5)
    desk.station.desk.checkin(9)
    page = make(Role.VOLUNTEER)
    typed(qtbot, page, "mitarai")
    told = [(line.what, line.where, line.time) for line in page.card.history.lines]
    assert told == [
        ("Already in", "Entrance · Desk 1", "2026-10-30 09:53"),
        ("Admitted", "Entrance · Desk 1", "2026-10-30 09:48"),
    ]
    assert "In: Entrance" in labels(page)


def test_contact_details_are_for_who_may_correct_them(make: Make, qtbot: QtBot) -> None:
    for role, seen in ((Role.VOLUNTEER, False), (Role.LEAD, True)):
        page = make(role)
        typed(qtbot, page, "mitarai")
        assert ("shiho.mitarai@example.org" in labels(page)) is seen


def test_another_page_can_bring_somebody_to_the_front(make: Make, desk: World) -> None:
    page = make(Role.VOLUNTEER)
    page.show_person(f"{9:032x}")
    assert page.card.name.text() == "Mitarai Shiho"
    page.show_person("nobody")
    assert page.banner.isVisible()


def test_a_name_from_outside_is_plain_text(make: Make, qtbot: QtBot, desk: World) -> None:
    hostile = '<img src="file:///etc/passwd">Zed'
    desk.station.people.correct(f"{9:032x}", {"name": hostile, "notes": "<b>bold</b>"})
    page = make()
    typed(qtbot, page, "zed")
    assert page.card.name.text() == hostile
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("size", [(1278, 704), (595, 320)])
def test_nothing_is_wider_than_the_window(make: Make, qtbot: QtBot, size: tuple[int, int]) -> None:
    page = make()
    typed(qtbot, page, "mitarai")
    page.resize(*size)
    QApplication.processEvents()
    edge = page.rect()
    for button in page.foot.findChildren(QPushButton):
        if button.isVisible():
            left = button.mapTo(page, button.rect().topLeft()).x()
            assert 0 <= left <= edge.width() - button.width()


def test_the_page_is_mirrored_where_the_language_runs_from_the_right(
    make: Make, qtbot: QtBot
) -> None:
    page = make()
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    typed(qtbot, page, "mitarai")
    QApplication.processEvents()
    assert page.list.mapTo(page, page.list.rect().topLeft()).x() > page.width() // 2
