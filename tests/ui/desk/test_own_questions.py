"""Questions of the event's own at the desk: each kind is answered by keys, and shown in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ui.people import history

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from ui.desk.page import DeskPage

GUEST, JAPANESE = 42, 12
Key = Qt.Key


@pytest.fixture(autouse=True)
def asked(desk: World) -> None:
    add = desk.station.programme.add_question
    add("film", {"text": "May we film you?"})
    add("meal", {"text": "Which meal?", "type": "choice", "choices": ["Vegan", "Halal"]})
    add("why", {"text": "Who invited you?", "type": "text", "required": False})


def test_each_kind_is_answered_by_keys_and_stands_in_the_history(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    hands.scan(desk.code(GUEST))
    assert "May we film you?" in page.card.hint.words()
    hands.press(Key.Key_F11)
    assert "Which meal?" in page.card.hint.words()
    assert page.bar.words[:2] == ("Vegan", "Halal")
    hands.press(Key.Key_2)
    assert page.field.edit.text() == ""
    assert "Who invited you?" in page.card.hint.words()
    hands.press(Key.Key_Return)
    assert page.sheet is not None
    (field,) = page.sheet.findChildren(QLineEdit)
    field.setText("The House")
    hands.press(Key.Key_Return)
    assert page.card.headline.text() == "Welcome"
    card = desk.station.people.card(f"{GUEST:032x}")
    line = history.lines(card, desk.station.desk.event, page.language)[0]
    assert "May we film you?: No" in line.what
    assert "Who invited you?: The House" in line.what


def test_what_need_not_be_answered_is_skipped_by_a_key(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    hands.scan(desk.code(JAPANESE))
    for key in (Key.Key_Return, Key.Key_1, Key.Key_0):
        hands.press(key)
    assert page.card.headline.text() == "Welcome"
    (scan, _) = desk.station.people.card(f"{JAPANESE:032x}").scans
    assert scan.replies == (("film", "yes"), ("meal", "Vegan"), ("why", ""))
