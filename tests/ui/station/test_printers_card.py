"""Station page: printer list, badge routing, and test page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from checkin.badges.badges import TEST_DELEGATE
from checkin.domain import Role
from checkin.printers import Make as Make_
from checkin.settings import Settings
from tests.ui import demo_store
from tests.ui.fake_printer import PaperTray
from tests.ui.station.station_page import BROTHER, ENTER, ESC, Make, Opened
from tests.ui.visible_text import everything
from ui.parts.question_sheet import QuestionSheet
from ui.station.printers_sheets import LabelPrinterSheet, RollSheet, RouteSheet
from ui.station.sheets import SecretSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World

ROLL = "brother://192.0.2.7?roll=62"


@pytest.fixture
def make(station_page: Make) -> Make:
    return station_page


def test_a_label_printer_is_added_by_hand_and_used(make: Make, qtbot: QtBot) -> None:
    opened = make()
    opened.page.badges.add.click()
    sheet = opened.page.sheet
    assert isinstance(sheet, LabelPrinterSheet)
    sheet.where.setText("192.0.2.7")
    qtbot.keyClick(sheet.where, ENTER)
    question = opened.page.sheet
    assert isinstance(question, QuestionSheet)
    assert "in clear to 192.0.2.7:9100" in everything(question)
    assert opened.told == []
    qtbot.keyClick(question, ENTER)
    assert opened.page.sheet is None
    assert opened.latest.label_printers == ("brother://192.0.2.7?roll=62",)
    assert opened.desk.state.printer == "Brother QL · 192.0.2.7"
    assert opened.page.badges.printer.currentText() == "Brother QL · 192.0.2.7"
    _, remove = opened.page.badges.labels.findChildren(QPushButton)
    remove.click()
    assert opened.told[-1].label_printers == ()
    assert opened.desk.state.printer == ""


@pytest.mark.parametrize(
    ("make_of", "where", "label", "said"),
    [
        (Make_.BROTHER, "", "62", "no address"),
        (Make_.ZEBRA, "host:port", "", "no address"),
        (Make_.ZEBRA, "192.0.2.7", "wide", "millimetres"),
    ],
)
def test_an_address_that_is_none_is_told_where_it_was_typed(
    make: Make, qtbot: QtBot, make_of: Make_, where: str, label: str, said: str
) -> None:
    opened = make()
    opened.page.badges.add.click()
    sheet = opened.page.sheet
    assert isinstance(sheet, LabelPrinterSheet)
    sheet.make.choose(make_of)
    sheet.where.setText(where)
    sheet.label.setText(label)
    qtbot.keyClick(sheet.where, ENTER)
    assert opened.page.sheet is sheet
    assert said in sheet.words()


def test_a_zebra_is_told_of_its_print_head(make: Make, qtbot: QtBot) -> None:
    opened = make()
    opened.page.badges.add.click()
    sheet = opened.page.sheet
    assert isinstance(sheet, LabelPrinterSheet)
    sheet.make.choose(Make_.ZEBRA)
    sheet.where.setText("/dev/usb/lp3")
    sheet.density.choose("300")
    qtbot.keyClick(sheet.where, ENTER)
    assert opened.latest.label_printers == ("zebra:///dev/usb/lp3?dpi=300",)


def test_a_new_roll_is_counted_from_what_is_typed(make: Make, desk: World, qtbot: QtBot) -> None:
    opened = make(settings=Settings(label_printers=(ROLL,), printer=ROLL))
    opened.page.badges.labels.findChildren(QPushButton)[0].click()
    sheet = opened.page.sheet
    assert isinstance(sheet, RollSheet)
    for typed in ("many", "0", "10001"):
        sheet.labels.setText(typed)
        qtbot.keyClick(sheet.labels, ENTER)
        assert "from 1 to 10000" in sheet.words()
    sheet.labels.setText("２００")
    qtbot.keyClick(sheet.labels, ENTER)
    assert opened.page.sheet is None
    assert desk.station.badges.rolls.left() == {"Brother QL · 192.0.2.7": 200}
    shown = [label.text() for label in opened.page.badges.labels.findChildren(QLabel)]
    assert shown[-1] == "200 labels left · Brother QL · 192.0.2.7 · 62 mm"


def test_the_badges_of_a_category_go_to_a_printer_of_their_own(make: Make, qtbot: QtBot) -> None:
    opened = make(settings=Settings(printer=BROTHER))
    opened.page.badges.split.click()
    sheet = opened.page.sheet
    assert isinstance(sheet, RouteSheet)
    sheet.badges.choose("category:press")
    sheet.printers.choose("Laser")
    qtbot.keyClick(sheet.badges, ENTER)
    assert opened.latest.routes == (("category:press", "Laser"),)
    press_of = replace(TEST_DELEGATE, category="press")
    chosen = opened.desk.routes.printer(press_of, "badge-91x55")
    assert chosen is not None
    assert chosen.name == "Laser"
    usual = opened.desk.routes.printer(TEST_DELEGATE, "badge-91x55")
    assert usual is not None
    assert usual.name == BROTHER
    (remove,) = opened.page.badges.routes.findChildren(QPushButton)
    remove.click()
    assert opened.told[-1].routes == ()


def test_a_test_page_that_does_not_come_out_says_why(make: Make, desk: World) -> None:
    opened = make()
    opened.page.badges.test.click()
    assert "No printer is chosen" in opened.page.banner.words()
    tray = PaperTray()
    opened.desk.use(tray)
    opened.page.badges.test.click()
    assert tray.printed == 1
    tray.jammed = True
    opened.page.badges.test.click()
    assert opened.page.banner.words() == "Out of labels."


# Who may choose one


def choose(opened: Opened, printer: str) -> None:
    """Picks a printer in the list of the card."""
    opened.page.badges.printer.choose(printer)


def test_a_printer_is_asked_about_once(make: Make, qtbot: QtBot) -> None:
    opened = make(settings=Settings(label_printers=(ROLL,)))
    choose(opened, ROLL)
    question = opened.page.sheet
    assert isinstance(question, QuestionSheet)
    qtbot.keyClick(question, ESC)
    assert opened.told == []
    assert opened.page.badges.printer.chosen() == ""
    choose(opened, ROLL)
    again = opened.page.sheet
    assert isinstance(again, QuestionSheet)
    qtbot.keyClick(again, ENTER)
    choose(opened, "")
    choose(opened, ROLL)
    assert [told.printer for told in opened.told] == [ROLL, "", ROLL]


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD])
def test_a_volunteer_or_lead_needs_an_organiser_for_a_printer_that_is_new(
    make: Make, desk: World, qtbot: QtBot, role: Role
) -> None:
    desk.station.shift.set_pin(Role.ORGANISER, "481516")
    desk.station.shift.set_pin(Role.LEAD, "258013")
    opened = make(role)
    opened.page.badges.add.click()
    adding = opened.page.sheet
    assert isinstance(adding, LabelPrinterSheet)
    adding.where.setText("192.0.2.7")
    qtbot.keyClick(adding.where, ENTER)
    asked = opened.page.sheet
    assert isinstance(asked, SecretSheet)
    assert "in clear to 192.0.2.7:9100" in everything(asked)
    for secret, said in (("258013", "This needs an organiser."), ("482603", "The PIN is wrong.")):
        qtbot.keyClicks(asked.line, secret)
        qtbot.keyClick(asked.line, ENTER)
        assert asked.words() == said
    assert opened.told == []
    qtbot.keyClicks(asked.line, demo_store.PASSPHRASE)
    qtbot.keyClick(asked.line, ENTER)
    assert opened.page.sheet is None
    assert opened.latest.printer == ROLL
    assert desk.station.shift.role is role


def test_a_volunteer_changes_among_printers_that_are_allowed(make: Make, desk: World) -> None:
    desk.station.badges.allowed.allow("Laser")
    opened = make(Role.VOLUNTEER)
    choose(opened, "Laser")
    assert opened.latest.printer == "Laser"
    choose(opened, BROTHER)
    assert isinstance(opened.page.sheet, SecretSheet)
    assert opened.latest.printer == "Laser"


def test_the_printer_of_some_badges_is_allowed_too(make: Make, qtbot: QtBot) -> None:
    opened = make(Role.VOLUNTEER)
    opened.page.badges.split.click()
    sheet = opened.page.sheet
    assert isinstance(sheet, RouteSheet)
    sheet.printers.choose("Laser")
    qtbot.keyClick(sheet.badges, ENTER)
    assert isinstance(opened.page.sheet, SecretSheet)
    assert opened.told == []
