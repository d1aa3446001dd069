"""Name search at the desk, with one guest of every script: typed as heard, then checked in.

All names are made up. Each is listed in its own script alone, among the guests of the demo event.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from checkin.domain import Match, Outcome
from tests.ui.demo_store import World, demo_rows, open_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.input_driver import Hands
    from ui.desk.page import DeskPage

# The listed name, what is typed in Latin letters, and what is typed in the same script.
GUESTS: Final = (
    ("長谷部 恵子", "hasebe ke", "長谷"),
    ("ふじさわ あおい", "fujisawa", "フジサ"),
    ("顏 佩珊", "yen pei-sh", "颜佩"),
    ("關 詠欣", "kwan wing y", "関詠"),
    ("冯 晓燕", "feng xiaoy", "馮曉"),
    ("ئايگۈل مەخمۇت", "aygul mahm", "مەخم"),
    ("Жанар Төлегенова", "zhanar toleg", "төлег"),
    ("Наталія Шевчук", "nataliya shev", "шевч"),
    ("Энхтуяа Баатар", "enkhtuya", "энхт"),
    ("서하윤", "seo hayu", "서하"),
    ("བསོད་ནམས་ལྷ་མོ", "sonam lha", "བསོད་ནམས"),
    ("ปรีชา วงศ์สวัสดิ์", "pricha wong", "ปรีช"),
    ("अनिता शर्मा", "anita sharm", "अनिता"),
    ("Ελένη Παπαδάκη", "eleni papad", "παπαδ"),
    ("רחל כהן", "rachel cohen", "כהן"),
    ("ليلى حداد", "layla hadd", "حداد"),
    ("ნინო ბერიძე", "nino berid", "ბერი"),
    ("Þórunn Æsadóttir", "thorunn aes", "æsa"),
    ("Łucja Dąbek", "lucja dab", "dąb"),
)
FIRST: Final = 151
NUMBERS: Final = tuple(range(FIRST, FIRST + len(GUESTS)))


@pytest.fixture
def desk(store: Path) -> Iterator[World]:
    guests = [
        {"number": str(number), "flags": "", "native_name": name, "category": "guest"}
        for number, (name, *_) in zip(NUMBERS, GUESTS, strict=True)
    ]
    world = open_world(store, [*demo_rows(), *guests])
    yield world
    world.station.close()


def compose(page: DeskPage, growing: str, done: str = "") -> None:
    event = QInputMethodEvent(growing, [])
    event.setCommitString(done)
    QApplication.sendEvent(page.field.edit, event)


def is_first(page: DeskPage, number: int) -> bool:
    chosen = page.results.chosen
    return page.is_searching and chosen is not None and chosen.number == number


def is_shown(page: DeskPage, name: str) -> bool:
    return not page.is_searching and page.card.name.text() == name


def test_who_is_heard_is_found_and_let_in(
    desk: World, page: DeskPage, hands: Hands, qtbot: QtBot
) -> None:
    for number, (name, heard, _) in zip(NUMBERS, GUESTS, strict=True):
        hands.type(heard)
        qtbot.waitUntil(partial(is_first, page, number))
        chosen = page.results.chosen
        assert chosen is not None
        hands.press(Qt.Key.Key_Return)
        qtbot.waitUntil(partial(is_shown, page, name))
        if chosen.match is Match.GUESS:
            hands.press(Qt.Key.Key_F5)
            qtbot.waitUntil(lambda: page.card.headline.text() == "Welcome")
        hands.press(Qt.Key.Key_Return)
        qtbot.waitUntil(partial(is_shown, page, ""))
    scans = reversed(desk.station.desk.last(len(GUESTS)))
    came = [(scan.person.number, scan.outcome) for scan in scans if scan.person]
    assert came == [(number, Outcome.ADMITTED) for number in NUMBERS]


def test_who_is_written_is_found_while_it_is_composed(
    page: DeskPage, hands: Hands, qtbot: QtBot
) -> None:
    for number, (_, _, written) in zip(NUMBERS, GUESTS, strict=True):
        hands.seconds += 1
        compose(page, written)
        qtbot.waitUntil(partial(is_first, page, number))
        compose(page, "")
        page.clear()


def test_what_was_composed_stands_in_the_field_and_is_let_in(
    page: DeskPage, hands: Hands, qtbot: QtBot
) -> None:
    hands.seconds += 1
    compose(page, "はせべ")
    qtbot.waitUntil(partial(is_first, page, NUMBERS[0]))
    compose(page, "", "長谷部")
    assert page.field.edit.text() == "長谷部"
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(partial(is_shown, page, "長谷部 恵子"))


def test_a_reading_that_was_guessed_is_called_a_guess(page: DeskPage, hands: Hands) -> None:
    hands.type("hasebe kei")
    first = page.results.chosen
    assert first is not None
    assert "perhaps read Hasebe Keiko" in page.results.spoken(first)
    hands.press(Qt.Key.Key_Escape)
    hands.type("fujisawa")
    first = page.results.chosen
    assert first is not None
    assert "perhaps" not in page.results.spoken(first)
