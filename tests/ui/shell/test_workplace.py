"""Communication between the pages of one window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QSlider,
    QWidget,
)

from checkin import settings
from checkin.domain import Role
from checkin.language import load
from checkin.settings import Printing
from checkin.store import keyslots
from tests.ui import demo_store
from tests.ui.fake_printer import PaperTray
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Hands, Heard
from ui.parts.keys import WindowKey
from ui.parts.theme import LIGHT
from ui.people import PeoplePage
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.station import StationPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.shell.workplace import Workplace

ENGLISH = settings.Settings(language="en", theme=settings.Theme.LIGHT, idle_minutes=0)
NINE = f"{9:032x}"


@pytest.fixture
def window(tmp_path: Path, store: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    demo_store.open_world(store, demo_store.demo_rows()[:45]).station.close()
    made = MainWindow(
        ENGLISH, tmp_path / "settings.json", Appearance(qapp), InlineBackground(), Heard()
    )
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.start(store)
    made.reception.unlock(demo_store.PASSPHRASE)
    yield made
    made.close_store()
    demo_store.clear_the_screen()  # Qt would restyle the pages once more.
    Appearance(qapp).put_on(load("en"), LIGHT)


def work(window: MainWindow) -> Workplace:
    assert window.workplace is not None
    return window.workplace


def people(window: MainWindow) -> PeoplePage:
    work(window).go("people")
    page = work(window).front
    assert isinstance(page, PeoplePage)
    return page


def station(window: MainWindow) -> StationPage:
    work(window).go("station")
    page = work(window).front
    assert isinstance(page, StationPage)
    return page


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def test_an_organiser_has_every_page_and_a_volunteer_what_a_volunteer_needs(
    window: MainWindow,
) -> None:
    assert {"desk", "people", "roster", "paper", "station"} <= set(work(window).places())
    page = station(window)
    page.foot.press(WindowKey.HAND_OVER)
    assert page.sheet is not None
    Hands(work(window).desk.scanner).press(Qt.Key.Key_Return)
    settle()
    assert window.station is not None
    assert window.station.shift.role is Role.VOLUNTEER
    keys = set(work(window).places())
    assert "roster" not in keys
    assert work(window).place == "station"
    assert {"desk", "people", "paper"} <= keys


def test_who_is_checked_in_under_people_gets_the_verdict_at_the_desk(window: MainWindow) -> None:
    page = people(window)
    hands = Hands(work(window).desk.scanner)
    page.field.edit.setFocus()
    hands.type("mitarai")
    hands.press(Qt.Key.Key_F5)
    assert work(window).place == "desk"
    assert work(window).desk.card.face.name == "Mitarai Shiho"
    assert window.station is not None
    assert window.station.people.card(NINE).inside == ("entrance",)


def test_the_card_of_somebody_found_at_the_desk_opens_under_people(window: MainWindow) -> None:
    work(window).desk.shell.show_person(NINE)
    page = work(window).front
    assert isinstance(page, PeoplePage)
    assert page.card.name.text() == "Mitarai Shiho"


OTHER_PAGES: Final = ("people", "roster", "paper", "station")


def test_a_screen_reader_can_name_whatever_can_be_used(window: MainWindow) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, QSlider)
    for key in OTHER_PAGES:
        work(window).go(key)
        settle()
        front = work(window).front
        used = [widget for widget in front.findChildren(QWidget) if isinstance(widget, kinds)]
        nameless = [
            widget
            for widget in used
            if widget.isVisibleTo(front)
            and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
            and not widget.accessibleName()
            and not (isinstance(widget, QAbstractButton) and widget.text())
        ]
        assert used, key
        assert nameless == [], key


def test_every_label_of_a_page_is_plain_text(window: MainWindow) -> None:
    for key in OTHER_PAGES:
        work(window).go(key)
        labels = work(window).front.findChildren(QLabel)
        assert labels, key
        assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}, key


def test_a_badge_that_is_wanted_again_comes_out_of_the_printer(window: MainWindow) -> None:
    tray = PaperTray()
    assert window.host.print_desk is not None
    window.host.print_desk.use(tray)
    people(window).shell.print_badge_again(NINE)
    assert tray.printed == 1
    assert window.station is not None
    assert window.station.people.card(NINE).badges_printed == 1


def test_the_desk_says_when_a_roll_comes_to_its_end(window: MainWindow) -> None:
    desk, lamp = window.host.print_desk, work(window).desk.strip.printer
    assert desk is not None
    assert window.station is not None
    rolls = window.station.badges.rolls
    desk.use(PaperTray())
    said = []
    for left in (11, 10, 1, 0):
        rolls.new_roll("Another", 1)
        rolls.new_roll("Tray", left + 1)
        rolls.count_down("Tray")
        desk.count_again()
        said.append(lamp.words())
    assert said == ["Printer ready", "10 labels left", "1 label left", "Change the roll"]


def test_printing_by_itself_begins_with_the_next_check_in(window: MainWindow, qtbot: QtBot) -> None:
    tray = PaperTray()
    assert window.host.print_desk is not None
    window.host.print_desk.use(tray)
    station(window).badges.when.choose(Printing.ONCE)
    work(window).go("desk")
    work(window).desk.check_in(9)
    qtbot.waitUntil(lambda: tray.printed == 1)


def test_settings_changed_on_one_page_are_known_on_the_others(window: MainWindow) -> None:
    page = station(window)
    work(window).go("paper")
    window.settings.change(
        settings.Settings(language="en", theme=settings.Theme.LIGHT, sheet="a4-10")
    )
    page.badges.when.choose(Printing.ALWAYS)
    assert window.settings.current.sheet == "a4-10"
    assert window.settings.current.printing is Printing.ALWAYS


def test_another_language_shows_at_once_where_one_is(window: MainWindow) -> None:
    station(window).window_card.language.choose("ja")
    settle()
    assert window.settings.current.language == "ja"
    assert work(window).place == "station"
    page = work(window).front
    assert isinstance(page, StationPage)
    assert page.language.code == "ja"


def test_a_backup_takes_the_place_of_the_open_store(window: MainWindow, tmp_path: Path) -> None:
    assert window.station is not None
    backup = tmp_path / "copy.uketsuke-backup"
    window.station.backup(backup)
    window.station.people.correct(NINE, {"name": "Somebody Else"})
    station(window).shell.restore(backup, demo_store.PASSPHRASE)
    settle()
    assert window.station is not None
    assert window.station.people.card(NINE).delegate.name == "Mitarai Shiho"
    assert window.reception.page is None


def test_a_store_that_is_encrypted_anew_is_open_again_and_says_so(window: MainWindow) -> None:
    assert window.station is not None
    folder, before = window.station.folder, window.station.store.key
    window.station.passphrases.add("a second one for the night")
    words = window.station.passphrases.new_recovery()
    station(window).shell.rekey(demo_store.PASSPHRASE, words)
    settle()
    assert window.station is not None
    assert window.station.store.key != before
    assert keyslots.key_of(folder, words) == window.station.store.key
    assert [slot.kind for slot in window.station.passphrases.slots()] == ["passphrase", "recovery"]
    assert work(window).front.banner.words().startswith("The store has a new key.")


def test_a_new_key_with_a_wrong_passphrase_leaves_the_store_as_it_was(window: MainWindow) -> None:
    assert window.station is not None
    folder, before = window.station.folder, window.station.store.key
    station(window).shell.rekey("wrong", window.station.passphrases.new_recovery())
    settle()
    assert window.workplace is None
    assert keyslots.key_of(folder, demo_store.PASSPHRASE) == before


def test_a_restore_with_a_wrong_passphrase_leaves_the_store_as_it_was(
    window: MainWindow, tmp_path: Path
) -> None:
    assert window.station is not None
    backup = tmp_path / "copy.uketsuke-backup"
    window.station.backup(backup)
    window.station.people.correct(NINE, {"name": "Somebody Else"})
    station(window).shell.restore(backup, "wrong")
    settle()
    assert window.workplace is None
    window.reception.unlock(demo_store.PASSPHRASE)
    settle()
    assert window.station.people.card(NINE).delegate.name == "Somebody Else"
