"""A number that two people have, typed at the desk: both are shown, and Enter lets in neither by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from checkin.journal import delegate_changed
from tests import factories

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from ui.desk.page import DeskPage

NUMBER, TWIN = 42, "f0" * 16


def test_enter_waits_until_one_of_the_two_is_chosen(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    fields = factories.delegate_fields(number=NUMBER, name="Another", category="guest")
    with desk.station.store.write() as connection:
        desk.station.journal.append(connection, delegate_changed(TWIN, fields))
    hands.type(str(NUMBER))
    assert {hit.number for hit in page.results.found[:2]} == {NUMBER}
    assert page.results.heading.text() == "Two people have this number. Choose who is meant."
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    assert desk.station.desk.last() == ()
    assert page.results.chosen is None
    for _ in range(1 + [hit.id for hit in page.results.found].index(TWIN)):
        hands.press(Qt.Key.Key_Down)
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    (scan,) = desk.station.desk.last()
    assert scan.person is not None
    assert scan.person.id == TWIN
