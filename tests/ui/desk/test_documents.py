"""Identity documents at the desk: a reader's keys, what is pasted or typed; nobody is let in before somebody chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin import keyboards
from tests.mrz_samples import Document, card, passport, zone
from tests.ui.input_driver import wait_for
from ui.desk.document_lines import WAIT_MS

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from ui.desk.page import DeskPage

ENTER = Qt.Key.Key_Return
WHO = 40  # Jörn Böttcher
MADE = Document("BOETTCHER", "JOERN HEINRICH", "Q7Q7Q7Q7Q", "690417", "330512", "CANARY12345678")
PASSPORT, CARD = passport(MADE), card(MADE)
WRONG = PASSPORT[:44] + PASSPORT[44:].replace("690417", "690418")


def lines_of(text: str) -> list[str]:
    size = 30 if len(text) == 90 else len(text) // 2
    return [text[at : at + size] for at in range(0, len(text), size)]


def send(hands: Hands, text: str, end: Qt.Key | None = ENTER) -> None:
    """As a reader does: the lines a tenth of a second apart, Enter between them."""
    *first, last = lines_of(text)
    for line in first:
        hands.scan(line)
        hands.settle()
    hands.scan(last, end)
    hands.settle()
    hands.fall_silent()


def numbers(page: DeskPage) -> list[int]:
    return [hit.number for hit in page.results.found]


def scans(desk: World) -> int:
    return len(desk.station.desk.last())


def is_found(page: DeskPage, desk: World) -> None:
    """Found, and nothing more: nobody is chosen, and nothing is recorded."""
    assert page.is_searching
    assert numbers(page)[0] == WHO
    assert page.results.heading.text() == "Choose whose document it is."
    assert page.results.chosen is None
    assert page.field.edit.text() == "JOERN BOETTCHER"
    assert scans(desk) == 0


@pytest.mark.parametrize("text", [PASSPORT, CARD], ids=["passport", "card"])
@pytest.mark.parametrize("end", [ENTER, Qt.Key.Key_Tab, None], ids=["enter", "tab", "nothing"])
def test_a_reader_finds_who_it_is_and_a_person_chooses(
    desk: World, page: DeskPage, hands: Hands, text: str, end: Qt.Key | None
) -> None:
    send(hands, text, end)
    is_found(page, desk)
    hands.press(ENTER)
    hands.settle()
    assert scans(desk) == 0
    hands.press(Qt.Key.Key_Down)
    hands.settle()
    hands.press(ENTER)
    hands.settle()
    (scan,) = desk.station.desk.last()
    assert scan.person is not None
    assert scan.person.number == WHO


@pytest.mark.parametrize("layout", ["de", "fr", "jp", "tr"])
def test_a_reader_whose_layout_is_not_the_computers_is_read(
    desk: World, page: DeskPage, hands: Hands, layout: str
) -> None:
    for line in lines_of(PASSPORT):
        page.scan(keyboards.bent(line, keyboards.US, keyboards.layout_named(layout)))
    is_found(page, desk)


def test_a_reader_that_is_slower_than_scanners_types_into_the_field(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    for line in lines_of(PASSPORT):
        for letter in line:
            hands.seconds += 0.06
            QTest.keyClicks(hands.target(), letter)
        hands.settle()
        hands.seconds += 0.06
        QTest.keyClick(hands.target(), ENTER)
        hands.settle()
    is_found(page, desk)


@pytest.mark.parametrize("between", ["\n", "\r\n", " ", ""])
def test_what_is_pasted_is_read(desk: World, page: DeskPage, hands: Hands, between: str) -> None:
    QApplication.clipboard().setText(between.join(lines_of(PASSPORT)))
    QTest.keyClick(page.field.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    is_found(page, desk)
    QTest.keyClick(page.field.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "Q7Q7" not in page.field.edit.text()


def test_the_first_line_alone_finds_nobody_and_is_told_of_as_a_part(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    hands.scan(lines_of(PASSPORT)[0])
    assert page.documents.waits
    assert page.field.edit.text() == ""
    assert page.banner.words() == ""
    wait_for(WAIT_MS)
    assert page.banner.words().startswith("Only a part of the document came.")
    assert scans(desk) == 0


def test_a_wrong_check_digit_is_a_sentence(desk: World, page: DeskPage, hands: Hands) -> None:
    send(hands, WRONG)
    assert page.banner.words().startswith("A check digit of the document is wrong")
    assert page.field.edit.text() == ""
    assert not page.is_searching
    assert scans(desk) == 0


def test_a_wrong_check_digit_in_what_is_typed_is_a_sentence_too(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    page.field.edit.setText(WRONG)
    page.looking.look()
    assert page.results.heading.text().startswith("A check digit of the document is wrong")
    assert numbers(page) == []
    hands.press(ENTER)
    hands.settle()
    assert scans(desk) == 0


def test_a_badge_after_half_a_document_is_scanned_as_ever(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    hands.scan(lines_of(PASSPORT)[0])
    hands.scan(desk.code(18))
    (scan,) = desk.station.desk.last()
    assert scan.person is not None
    assert scan.person.number == 18
    assert not page.documents.waits


def test_a_code_that_only_looks_like_a_beginning_is_scanned_a_moment_later(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    hands.scan("IDUTO" + "D23145890" + "7" + "A" * 15)
    assert scans(desk) == 0
    wait_for(WAIT_MS)
    assert page.card.headline.text() == "Not one of our codes"
    assert scans(desk) == 1


def test_a_document_while_a_verdict_is_on_the_card_shows_who_it_names(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    hands.scan(desk.code(18))
    send(hands, PASSPORT)
    assert page.is_searching
    assert numbers(page)[0] == WHO
    assert page.results.chosen is None
    assert scans(desk) == 1


def test_a_name_that_nobody_has_is_nobody_found(desk: World, page: DeskPage, hands: Hands) -> None:
    send(hands, zone("QQXYZZY", "XYLQQ"))
    assert page.results.heading.text() == "Nobody found"


def test_a_desk_that_hides_names_says_that_nobody_is_found(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    desk.station.desk.hide_names(on=True)
    send(hands, PASSPORT)
    assert "hides names" in page.banner.words()
    assert page.field.edit.text() == ""


def test_the_name_that_is_typed_on_is_a_search_like_any_other(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    send(hands, PASSPORT)
    hands.press(Qt.Key.Key_Backspace)
    hands.settle()
    assert page.results.chosen is not None
