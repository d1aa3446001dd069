"""Action bar: the default button, the number of rows, shortcut keys."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.parts.action_bar import ActionBar
from ui.parts.actions import ENTER, Offer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme


class Deal(Enum):
    TAKE = auto()
    LEAVE = auto()
    ASK = auto()


TAKE, LEAVE, ASK = (
    Offer(Deal.TAKE, "Take", "F2"),
    Offer(Deal.LEAVE, "Leave", ENTER),
    Offer(Deal.ASK, "Ask", "F4"),
)
FIVE = tuple(Offer(Deal.ASK, f"Act {number}", f"F{number}") for number in range(1, 6))


class Foot(QWidget):
    """A page with nothing but an action bar."""

    def __init__(self, bar: ActionBar, qtbot: QtBot, width: int = 960) -> None:
        super().__init__()
        self.bar = bar
        column = QVBoxLayout(self)
        column.addWidget(bar)
        column.addStretch(1)
        qtbot.addWidget(self)
        self.resize(width, 300)
        self.show()


def visible(bar: ActionBar) -> list[QPushButton]:
    return [button for button in bar.findChildren(QPushButton) if button.isVisible()]


def primary(bar: ActionBar) -> list[str]:
    return [button.text() for button in visible(bar) if button.property("role") == "primary"]


@pytest.mark.parametrize(
    ("one_row", "offers", "words"),
    [
        (False, (TAKE, LEAVE), ["Take"]),
        (True, (TAKE, LEAVE), ["Leave"]),
        (True, (TAKE, ASK), []),
    ],
    ids=["the first", "Enter's in one row", "none without Enter"],
)
def test_the_likeliest_act_stands_out(
    theme: Theme, qtbot: QtBot, offers: tuple[Offer, ...], words: list[str], *, one_row: bool
) -> None:
    foot = Foot(ActionBar(theme, one_row=one_row), qtbot)
    foot.bar.show_offers(offers)
    assert primary(foot.bar) == words


@pytest.mark.parametrize(
    ("one_row", "width", "rows"), [(True, 960, [5]), (False, 960, [3, 2]), (False, 500, [2, 2, 1])]
)
def test_rows_are_as_even_as_can_be(
    theme: Theme, qtbot: QtBot, width: int, rows: list[int], *, one_row: bool
) -> None:
    foot = Foot(ActionBar(theme, one_row=one_row), qtbot, width)
    foot.bar.show_offers(FIVE)
    qtbot.waitUntil(lambda: len({button.x() for button in visible(foot.bar)}) == max(rows))
    tops = [button.y() for button in visible(foot.bar)]
    assert [tops.count(top) for top in sorted(set(tops))] == rows


def test_a_narrower_window_arranges_them_anew(theme: Theme, qtbot: QtBot) -> None:
    foot = Foot(ActionBar(theme), qtbot)
    foot.bar.show_offers(FIVE)
    foot.resize(500, 300)
    qtbot.waitUntil(lambda: len({button.y() for button in visible(foot.bar)}) == 3)


def test_a_key_does_what_is_offered_and_nothing_under_a_sheet(theme: Theme, qtbot: QtBot) -> None:
    foot = Foot(ActionBar(theme), qtbot)
    chosen: list[Deal] = []
    foot.bar.chosen.connect(chosen.append)
    foot.bar.show_offers((TAKE, LEAVE, ASK))
    foot.bar.enable(Deal.ASK, on=False)
    assert [foot.bar.press(key) for key in ("F2", ENTER, "F4", "F9")] == [True, True, False, False]
    foot.setEnabled(False)
    assert not foot.bar.press("F2")
    assert chosen == [Deal.TAKE, Deal.LEAVE]
