"""Paper page: badges are previewed, selected, printed and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from checkin.badges import BadgeGroup
from checkin.domain import BadgeOrder, Severity
from checkin.layout import PlacedSymbol
from checkin.names import family_key
from checkin.paper.qr import symbol
from checkin.settings import Settings
from tests.ui.paper.paper_page import CTRL, NINE, Make, name_them, press
from ui.paper.layout_sheet import LayoutSheet
from ui.parts.keys import WindowKey
from ui.parts.question_sheet import QuestionSheet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World


def test_all_badges_are_looked_at_before_they_print(make: Make) -> None:
    page = make().page
    assert page.header.subtitle.text() == "60 badges · 91 × 55 mm · one at a time"
    assert page.badges.preflight.heading.text() == "Before it prints"
    assert page.badges.preflight.ready.text() == "60 are ready. Nothing prints as an empty box."
    assert page.foot.words[0] == "Print 60"


def test_a_badge_that_would_hold_an_empty_box_is_told_and_left_out(make: Make, desk: World) -> None:
    desk.station.people.correct(NINE, {"native_name": "ꦩꦶꦠ"})
    page = make().page
    (found,) = page.badges.preflight.findings
    assert (found.row, found.severity) == (9, Severity.REFUSED)
    assert page.badges.preflight.heading.text() == "Before it prints: 1 of 60 needs a look"
    assert page.foot.words[0] == "Print 59"


def test_a_finding_that_is_chosen_shows_that_badge(make: Make, desk: World, qtbot: QtBot) -> None:
    desk.station.people.correct(NINE, {"native_name": "ꦩꦶꦠ"})
    page = make().page
    listed = page.badges.preflight.list.view
    place = listed.visualRect(listed.model().index(0, 0)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    shown = page.badges.badge.delegate
    assert shown is not None
    assert shown.number == 9


def test_the_preview_is_what_the_core_composed(make: Make, desk: World) -> None:
    page = make().page
    name_them(page, "9")
    delegate = page.badges.badge.delegate
    assert delegate is not None
    assert page.badges.badge.preview.badge == desk.station.badges.compose(delegate)


def test_one_walks_through_the_badges_by_key(make: Make, qtbot: QtBot) -> None:
    page = make().page
    press(qtbot, page, Qt.Key.Key_PageDown)
    press(qtbot, page, Qt.Key.Key_PageDown)
    assert page.badges.badge.place.text().startswith("3 of 60")
    press(qtbot, page, Qt.Key.Key_PageUp)
    assert page.badges.badge.place.text().startswith("2 of 60")


@pytest.mark.parametrize(
    ("text", "count"), [("9", 1), ("1-5", 5), ("1, 3, mitarai", 3), ("御手洗", 1), ("zzzz", 0)]
)
def test_badges_are_chosen_by_number_or_name(make: Make, text: str, count: int) -> None:
    page = make().page
    name_them(page, text)
    assert page.foot.words[0] == f"Print {count}"


def test_badges_lie_as_they_are_found_on_the_table(make: Make, qtbot: QtBot) -> None:
    opened = make(settings=Settings(sheet="a4-10"))
    preflight = opened.page.badges.preflight
    name_them(opened.page, "1-12")
    preflight.fields.order.choose(BadgeOrder.FAMILY.value)
    assert opened.page.badges.selection is not None
    keys = [family_key(delegate) for delegate in opened.page.badges.selection.delegates]
    assert keys == sorted(keys)
    preflight.fields.dividers.setFocus()
    press(qtbot, opened.page, Qt.Key.Key_Space)
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    ((_, printed),) = opened.tray.jobs
    assert len(printed) > 12


def test_table_cards_are_printed_from_the_same_place_and_count_as_no_badge(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path
) -> None:
    opened = make()
    fields = opened.page.badges.fields
    fields.what.choose("table-card")
    assert opened.page.header.subtitle.text().startswith("60 cards · 297 × 210 mm")
    fields.whose.choose(BadgeGroup.NAMED.value)
    name_them(opened.page, "1-3")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    ((_, printed),) = opened.tray.jobs
    assert len(printed) == 3
    opened.files.path = tmp_path / "cards.pdf"
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert opened.files.proposed == ["table-card.pdf"]
    assert "Were printed" not in opened.page.foot.words
    assert desk.station.people.card(NINE).badges_printed == 0
    fields.what.choose("")
    assert opened.page.header.subtitle.text().startswith("3 badges · 91 × 55 mm")


def test_certificates_are_for_who_was_there(make: Make, desk: World) -> None:
    opened = make()
    assert opened.page.badges.fields.there.isHidden()
    opened.page.badges.fields.what.choose("certificate-a4")
    selection = opened.page.badges.selection
    there = desk.station.reports.attended_long_enough()
    assert selection is not None
    assert {delegate.id for delegate in selection.delegates} <= {
        attended.delegate.id for attended in there
    }
    assert len(selection.delegates) < 60
    assert not opened.page.badges.fields.there.isHidden()


def test_seats_of_a_session_are_for_who_may_enter_it(make: Make, desk: World) -> None:
    opened = make()
    fields = opened.page.badges.fields
    fields.what.choose("seat-label")
    every = [session for session in desk.station.desk.event.sessions if session.categories]
    fields.whose.choose(f"{BadgeGroup.SESSION.value} {every[0].key}")
    selection = opened.page.badges.selection
    assert selection is not None
    found = {delegate.category for delegate in selection.delegates}
    assert found
    assert found <= set(every[0].categories)


def test_nobody_chosen_can_neither_be_printed_nor_saved(make: Make, qtbot: QtBot) -> None:
    opened = make()
    name_them(opened.page, "zzzz")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert opened.tray.jobs == []
    assert opened.files.proposed == []


def test_badges_of_a_roll_go_through_the_queue_one_by_one(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    opened = make()
    name_them(opened.page, "1-3")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert [(sheet, len(badges)) for sheet, badges in opened.tray.jobs] == [("", 1)] * 3
    assert desk.station.badges.waiting() == ()
    assert desk.station.people.card(f"{1:032x}").badges_printed == 1
    assert opened.page.banner.words() == "3 badges go to the printer."


def test_badges_of_a_sheet_go_as_one_job_and_are_noted(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    opened = make(settings=Settings(sheet="a4-10"))
    name_them(opened.page, "1-12")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert [(sheet, len(badges)) for sheet, badges in opened.tray.jobs] == [("a4-10", 12)]
    assert desk.station.people.card(f"{12:032x}").badges_printed == 1


def test_badges_that_were_printed_before_are_asked_about(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    desk.station.badges.record_printed([NINE])
    opened = make()
    name_them(opened.page, "8-10")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert isinstance(opened.page.sheet, QuestionSheet)
    assert opened.tray.printed == 0
    qtbot.keyClick(opened.page.sheet.first(), Qt.Key.Key_Return)
    assert opened.tray.printed == 3
    assert desk.station.people.card(NINE).badges_printed == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_P, Qt.Key.Key_S])
def test_a_pile_shows_how_far_it_is_and_can_be_stopped(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path, key: Qt.Key
) -> None:
    opened = make(settings=Settings(sheet="a4-10"))
    opened.files.path = tmp_path / "badges.pdf"
    bar = opened.page.badges.bar
    seen: list[tuple[str, ...]] = []

    def stop(value: int) -> None:
        if value >= 250 and not seen:
            seen.append(opened.page.foot.words)
            press(qtbot, opened.page, Qt.Key.Key_Escape)

    bar.valueChanged.connect(stop)
    press(qtbot, opened.page, key, CTRL)
    assert seen == [("Stop",)]
    assert opened.page.banner.words() == "Stopped. No badge was printed or saved."
    assert not bar.isVisible()
    assert opened.tray.printed == 0
    assert not opened.files.path.exists()
    assert desk.station.people.card(NINE).badges_printed == 0
    press(qtbot, opened.page, key, CTRL)
    assert opened.tray.printed == 60 or opened.files.path.exists()
    assert not bar.isVisible()


def test_a_pile_that_the_printer_refuses_is_told(make: Make, qtbot: QtBot) -> None:
    opened = make(settings=Settings(sheet="a4-10"))
    opened.tray.jammed = True
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert not opened.page.badges.bar.isVisible()
    assert opened.page.printer.words() == "Printer: look"
    assert opened.page.foot.words[0] == "Print 60"


def test_what_was_printed_is_no_longer_not_yet_printed(make: Make, qtbot: QtBot) -> None:
    opened = make()
    name_them(opened.page, "1-3")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    opened.page.badges.preflight.fields.whose.choose(BadgeGroup.UNPRINTED.value)
    assert opened.page.foot.words[0] == "Print 57"


def test_a_category_can_be_printed(make: Make) -> None:
    page = make().page
    page.badges.preflight.fields.whose.choose("category staff")
    selection = page.badges.selection
    assert selection is not None
    assert selection.delegates
    assert {delegate.category for delegate in selection.delegates} == {"staff"}


def test_changed_badges_are_a_press_away(make: Make, qtbot: QtBot, desk: World) -> None:
    desk.station.badges.record_printed([NINE])
    desk.clock.forward(minutes=1)
    desk.station.people.correct(NINE, {"organisation": "Elsewhere"})
    page = make().page
    assert page.outdated.text() == "changed since last print: 1"
    qtbot.mouseClick(page.outdated, Qt.MouseButton.LeftButton)
    assert page.foot.words[0] == "Print 1"


def test_saved_badges_can_be_read_back(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path
) -> None:
    opened = make(settings=Settings(sheet="a4-10"))
    opened.files.path = tmp_path / "badges.pdf"
    name_them(opened.page, "1-12")
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    document = pypdfium2.PdfDocument(opened.files.path)
    assert len(document) == 2
    assert "Mitarai Shiho" in document[0].get_textpage().get_text_range()
    document.close()
    assert opened.files.proposed == ["badges.pdf"]
    assert opened.page.banner.words() == "12 badges saved. Say so when they are printed."
    assert desk.station.people.card(NINE).badges_printed == 0
    press(qtbot, opened.page, WindowKey.CAME_OUT)
    assert opened.page.banner.words() == "12 badges noted as printed."
    assert "Were printed" not in opened.page.foot.words
    assert desk.station.people.card(NINE).badges_printed == 1


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path
) -> None:
    opened = make()
    opened.files.path = tmp_path / "nowhere" / "badges.pdf"
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert "There is no folder" in opened.page.banner.words()
    assert desk.station.people.card(NINE).badges_printed == 0


def test_thinking_better_of_it_changes_nothing(make: Make, qtbot: QtBot) -> None:
    opened = make()
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert not opened.page.banner.isVisible()


def test_another_paper_is_chosen_and_told(make: Make, qtbot: QtBot) -> None:
    opened = make()
    page = opened.page
    press(qtbot, page, WindowKey.LAYOUT)
    sheet = page.sheet
    assert isinstance(sheet, LayoutSheet)
    qtbot.keyClick(sheet.sheets, Qt.Key.Key_Down)
    with qtbot.waitSignal(opened.chosen.changed) as told:
        qtbot.keyClick(sheet.sheets, Qt.Key.Key_Return)
    assert told.args is not None
    assert told.args[0].sheet == "a4-10"
    assert page.header.subtitle.text() == "60 badges · 91 × 55 mm · 10 to an A4 sheet"


def test_a_used_sheet_is_begun_where_it_has_room(make: Make, qtbot: QtBot) -> None:
    opened = make(settings=Settings(sheet="a4-10"))
    press(qtbot, opened.page, WindowKey.LAYOUT)
    sheet = opened.page.sheet
    assert isinstance(sheet, LayoutSheet)
    sheet.start.choose("3")
    qtbot.keyClick(sheet.sheets, Qt.Key.Key_Return)
    press(qtbot, opened.page, WindowKey.TEST_PAGE)
    assert [len(badges) for _, badges in opened.tray.jobs] == [7]


def test_a_layout_that_is_gone_makes_way_for_the_usual_one(make: Make) -> None:
    page = make(settings=Settings(layout="gone", sheet="a4-10")).page
    assert page.header.subtitle.text() == "60 badges · 91 × 55 mm · one at a time"


def test_a_layout_of_ones_own_goes_through_the_queue(make: Make, qtbot: QtBot, desk: World) -> None:
    desk.station.badges.library.copy("badge-91x55", "ours")
    opened = make()
    press(qtbot, opened.page, WindowKey.LAYOUT)
    sheet = opened.page.sheet
    assert isinstance(sheet, LayoutSheet)
    sheet.layouts.choose("ours")
    qtbot.keyClick(sheet.layouts, Qt.Key.Key_Return)
    assert opened.desk.layout == "ours"
    name_them(opened.page, "1-3")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert [(name, len(badges)) for name, badges in opened.tray.jobs] == [("", 1)] * 3


def test_a_test_page_fills_the_sheet_and_is_nobodys_badge(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    opened = make(settings=Settings(sheet="a4-10"))
    before = desk.station.journal.verify().entries
    press(qtbot, opened.page, WindowKey.TEST_PAGE)
    ((sheet, badges),) = opened.tray.jobs
    assert (sheet, len(badges)) == ("a4-10", 10)
    stamps = [item for item in badges[0].own if isinstance(item, PlacedSymbol)]
    assert [stamp.symbol for stamp in stamps] == [symbol("SPECIMEN".center(20))]
    assert desk.station.journal.verify().entries == before
