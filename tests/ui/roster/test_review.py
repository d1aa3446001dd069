"""Review step of an import: findings are decided by kind or one by one, changes and who is gone are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from checkin.roster import FindingAnswer
from tests.ui.roster.opened_roster import ALI, ENTER, MEI, Opened, names, press, step
from ui.roster.actions import Step
from ui.roster.review import ReviewView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot


def test_findings_are_told_with_row_column_and_value(here: Opened, qtbot: QtBot) -> None:
    here.page.open_file(here.file(ALI, ("", "", "", ""), ("Mei", "Yuan", "minister", "no address")))
    press(qtbot, here.page, ENTER)
    review = here.page.review
    spoken = review.doubts.list.view.model().index(0, 0).data(Qt.ItemDataRole.DisplayRole)
    assert spoken.startswith("Row 4 · category · minister. The event has no category")
    assert [button.text() for button in review.filters.values()] == ["To decide 1", "Notes 1"]
    qtbot.mouseClick(review.filters[ReviewView.NOTES], Qt.MouseButton.LeftButton)
    assert [finding.value for finding in review.list.findings] == ["no address"]


def test_rows_that_meet_the_watch_list_are_shown_apart(here: Opened, qtbot: QtBot) -> None:
    here.station.desk.watch_list.add("Ali Veli")
    here.page.open_file(here.file(ALI, MEI))
    press(qtbot, here.page, ENTER)
    review = here.page.review
    assert [button.text() for button in review.filters.values()][-1] == "On the watch list 1"
    qtbot.mouseClick(review.filters[ReviewView.WATCHED], Qt.MouseButton.LeftButton)
    assert [finding.row for finding in review.list.findings] == [2]
    assert review.ready


def test_each_kind_of_doubt_is_decided_with_a_press(here: Opened, qtbot: QtBot) -> None:
    odd = (("Mei", "Yuan", "minister", ""), ("Bea", "Yuan", "queen", ""))
    here.page.open_file(here.file(ALI, *odd, ("Ali Veli", "Herald", "press", "b@x.org")))
    press(qtbot, here.page, ENTER)
    review = here.page.review
    assert [kind.code for kind in review.doubts.kinds.kinds] == ["unknown_category", "homonym"]
    assert here.page.foot.words[:2] == ("As proposed", "Bring in 4")
    press(qtbot, here.page, ENTER)
    assert (review.open, step(here)) == (1, Step.FINDINGS)
    kind = review.doubts.kinds.kind
    assert kind is not None
    assert kind.code == "homonym"
    press(qtbot, here.page, ENTER)
    assert here.page.foot.words[0] == "Bring in 4"
    assert names(here) == []
    press(qtbot, here.page, ENTER)
    assert step(here) is Step.DONE
    assert names(here) == ["Ali Veli", "Mei", "Bea", "Ali Veli"]


def test_one_row_of_a_kind_is_decided_by_itself(here: Opened, qtbot: QtBot) -> None:
    here.page.open_file(here.file(ALI, ("Mei", "", "minister", ""), ("Bea", "", "queen", "")))
    press(qtbot, here.page, ENTER)
    doubts = here.page.review.doubts
    doubts.list.choose(1)
    qtbot.mouseClick(doubts.buttons[True, FindingAnswer.LEFT_OUT], Qt.MouseButton.LeftButton)
    assert here.page.review.open == 1
    assert here.page.review.counts["refused"].number.text() == "1"
    press(qtbot, here.page, ENTER)
    assert here.page.foot.words[0] == "Bring in 2"
    press(qtbot, here.page, ENTER)
    assert names(here) == ["Ali Veli", "Mei"]


def test_refused_rows_stay_out(here: Opened, qtbot: QtBot) -> None:
    head = ("number", "name")
    here.page.open_file(here.file(("1", "Ali Veli"), ("x", "Mei"), head=head))
    press(qtbot, here.page, ENTER)
    doubts = here.page.review.doubts
    assert [button.text() for button in doubts.buttons.values()] == ["Leave out"]
    assert here.page.review.counts["refused"].number.text() == "1"
    press(qtbot, here.page, ENTER)
    press(qtbot, here.page, ENTER)
    assert names(here) == ["Ali Veli"]


NUMBERED = ("number", "name", "title")
THREE = (("1", "Ali Veli", "Editor"), ("2", "Bea Lund", ""), ("3", "Cem Kaya", ""))


def bring_in(here: Opened, qtbot: QtBot, *rows: Sequence[str]) -> None:
    here.page.open_file(here.file(*rows, head=NUMBERED))
    for _ in range(3):
        press(qtbot, here.page, ENTER)


def test_a_list_that_comes_again_shows_what_changes_and_cancels_who_is_gone(
    here: Opened, qtbot: QtBot
) -> None:
    bring_in(here, qtbot, *THREE)
    here.page.open_file(here.file(("1", "Ali Veli", "Chair"), THREE[2], head=NUMBERED))
    press(qtbot, here.page, ENTER)
    review = here.page.review
    spoken = review.doubts.list.view.model().index(0, 0).data(Qt.ItemDataRole.DisplayRole)
    assert "Bea Lund, is not in this list any more" in spoken
    qtbot.mouseClick(review.filters[ReviewView.CHANGES], Qt.MouseButton.LeftButton)
    assert [review.changes.cells(row) for row in range(review.changes.rows)] == [
        ("1", "Ali Veli", "Title", "Editor", "Chair", "")
    ]
    press(qtbot, here.page, ENTER)  # back to what is to decide
    qtbot.mouseClick(review.doubts.buttons[True, FindingAnswer.OTHER], Qt.MouseButton.LeftButton)
    assert review.counts["cancelled"].number.text() == "1"
    press(qtbot, here.page, ENTER)
    assert here.page.done.sentence.text().startswith("1 delegate was cancelled")
    statuses = {d.number: d.status.value for d in here.station.roster.delegates()}
    assert statuses == {1: "expected", 2: "cancelled", 3: "expected"}


def test_empty_cells_clear_when_it_was_ticked(here: Opened, qtbot: QtBot) -> None:
    bring_in(here, qtbot, *THREE)
    here.page.open_file(here.file(("1", "Ali Veli", ""), *THREE[1:], head=NUMBERED))
    here.page.merging.clears.setFocus()
    qtbot.keyClick(here.page.merging.clears, Qt.Key.Key_Space)
    here.page.setFocus()
    press(qtbot, here.page, ENTER)
    press(qtbot, here.page, ENTER)
    assert [delegate.title for delegate in here.station.roster.delegates()] == ["", "", ""]


def test_a_list_with_numbers_of_its_own_is_read_without_them(here: Opened, qtbot: QtBot) -> None:
    bring_in(here, qtbot, *THREE)
    others = (("1", "Dan Ito", ""), ("2", "Eva Berg", ""))
    here.page.open_file(here.file(*others, head=NUMBERED))
    assert here.page.sheet is not None
    qtbot.keyClick(here.page.sheet.first(), ENTER)
    assert step(here) is Step.COLUMNS
    assert here.page.columns.fields["number"].chosen() == ""
    press(qtbot, here.page, ENTER)
    press(qtbot, here.page, ENTER)
    assert names(here) == ["Ali Veli", "Bea Lund", "Cem Kaya", "Dan Ito", "Eva Berg"]


def test_the_order_of_names_is_chosen_and_kept_for_the_next_list(
    here: Opened, qtbot: QtBot
) -> None:
    here.page.open_file(here.file(("Furuya Keiji", "", "", "")))
    order = here.page.merging.order
    order.setFocus()
    qtbot.keyClick(order, Qt.Key.Key_Down)
    here.page.setFocus()
    for _ in range(3):
        press(qtbot, here.page, ENTER)
    (keiji,) = here.station.roster.delegates()
    assert (keiji.family_name, keiji.given_name) == ("Furuya", "Keiji")
    here.page.open_file(here.file(("Mori Aya", "", "", "")))
    assert order.currentText() == "family name first"


def test_tab_goes_from_the_findings_to_what_can_be_done_about_them(
    here: Opened, qtbot: QtBot
) -> None:
    here.page.open_file(here.file(("Mei", "Yuan", "minister", ""), ("Bea", "Yuan", "queen", "")))
    press(qtbot, here.page, ENTER)
    doubts = here.page.review.doubts
    doubts.list.view.setFocus()
    for button in doubts.buttons.values():
        press(qtbot, here.page, Qt.Key.Key_Tab)
        assert button.hasFocus()
    assert [every for every, _ in doubts.buttons] == [False] * 3 + [True] * 3
