"""Nameless desk (door mode): shows the outcome and the number, and no personal data anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.domain import EXIT, Flag, Manner, Role
from checkin.settings import Names, Settings
from tests.ui import demo_store, visible_text
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Hands, Heard
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World

NAMES = ("name", "family_name", "given_name", "native_name", "reading")
GUEST, CANCELLED, QUIET, ASKED, NOTED, PROXY = 42, 36, 31, 24, 14, 12


@pytest.fixture
def window(desk: World, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    chosen = Settings(language="en", idle_minutes=0, names=Names.HIDDEN)
    made = MainWindow(chosen, tmp_path / "s.json", Appearance(qapp), InlineBackground(), Heard())
    made.resize(1366, 768)
    made.start(None)
    made.open(Opened(desk.station))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def named(text: str) -> list[str]:
    """Personal data of the roster in the text: words of names, whole organisations and notes."""
    rows = demo_store.demo_rows()[:60]
    words = {word for row in rows for field in NAMES for word in row[field].split()}
    whole = {row[field] for row in rows for field in ("organisation", "notes")} - {""}
    shown = set(text.replace(",", " ").replace(".", " ").split())
    long = {word for word in words if len(word) > 3 or not word.isascii()}
    return sorted((long & shown) | {value for value in whole if value in text})


def test_whoever_waits_is_asked_for_a_number_and_no_name(window: MainWindow) -> None:
    assert window.workplace is not None
    assert window.workplace.desk.card.hint.words() == "Scan a code, or type a number."


def test_no_name_in_any_script_is_anywhere_in_the_window(desk: World, window: MainWindow) -> None:
    station = desk.station
    people = station.people
    station.shift.nameless = False
    people.cancel(f"{CANCELLED:032x}")
    for number, flag in ((QUIET, Flag.CALL_LEAD), (ASKED, Flag.CHECK_IDENTITY)):
        people.flag(f"{number:032x}", flag, on=True)
    people.flag(f"{NOTED:032x}", Flag.ATTENTION, on=True)
    station.desk.scan(desk.code(PROXY), how=Manner(represented_by="Deputy Wakabayashi"))
    station.desk.hide_names(on=True)
    assert window.workplace is not None
    page = window.workplace.desk
    texts = []
    for number in (GUEST, CANCELLED, QUIET, ASKED, NOTED, PROXY, GUEST):
        desk.clock.forward(minutes=1)
        page.scan(desk.code(number))
        texts.append(visible_text.everything(window))
    for key in ("F7", "F8", "F3"):
        page.bar.press(key)
        texts.append(visible_text.everything(window))
    station.desk.scan(desk.code(GUEST), how=EXIT)
    for place in ("desk", "station"):
        window.workplace.go(place)
        texts.append(visible_text.everything(window))
    assert named("\n".join(texts)) == []
    assert "042" in texts[0]


def test_the_check_itself_finds_a_name_where_one_is_shown(desk: World, window: MainWindow) -> None:
    desk.station.desk.hide_names(on=False)
    assert window.workplace is not None
    window.workplace.desk.scan(desk.code(GUEST))
    assert {"Adiljan", "ئادىلجان"} <= set(named(visible_text.everything(window)))


def test_the_number_stands_where_the_name_would(desk: World, window: MainWindow) -> None:
    assert window.workplace is not None
    page = window.workplace.desk
    page.scan(desk.code(GUEST))
    assert (page.card.headline.text(), page.card.name.text()) == ("Welcome", "042")


def test_only_numbers_are_looked_for(desk: World, window: MainWindow, qtbot: QtBot) -> None:
    assert window.workplace is not None
    page = window.workplace.desk
    qtbot.waitUntil(page.field.edit.hasFocus)
    hands = Hands(page.scanner)
    hands.type("tan")
    assert not page.results.found
    hands.press(Qt.Key.Key_Escape)
    hands.type("42")
    assert [delegate.number for delegate in page.results.found] == [GUEST]
    hands.press(Qt.Key.Key_Return)
    assert page.card.headline.text() == "Welcome"


def test_there_is_no_page_with_people_on_it(window: MainWindow) -> None:
    assert window.workplace is not None
    assert window.workplace.places() == ("desk", "station", "desks")


def test_names_come_back_with_the_setting(desk: World, window: MainWindow) -> None:
    window.settings.change(Settings(language="en", idle_minutes=0))
    assert window.workplace is not None
    assert window.workplace.places()[1:3] == ("overview", "people")
    window.workplace.desk.scan(desk.code(GUEST))
    assert window.workplace.desk.card.name.text() == "Adiljan Tohti"
    assert desk.station.shift.role is Role.ORGANISER
