"""Paper: a look before it prints, the queue, lists and invitations that can be read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

from checkin.badges import Group
from checkin.domain import Role, Severity
from checkin.errors import DiskFull
from checkin.language import mark
from checkin.layout import Stamp
from checkin.paper.qr import symbol
from checkin.settings import Settings
from tests.ui.files import Answered
from tests.ui.paper_tray import PaperTray
from ui import theme
from ui.background import Progress
from ui.paper import PaperPage, PaperParts
from ui.paper.acts import Part
from ui.paper.layout_sheet import LayoutSheet
from ui.print_desk import PrintDesk

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from checkin.language import Language
    from tests.ui.inline import InlineBackground
    from tests.ui.world import World

NINE = f"{9:032x}"
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Opened:
    """The page, and what it talks to."""

    page: PaperPage
    files: Answered
    tray: PaperTray
    desk: PrintDesk


Make = Callable[..., Opened]


@pytest.fixture
def make(desk: World, qtbot: QtBot, language: Language, background: InlineBackground) -> Make:
    def build(
        role: Role = Role.ORGANISER, settings: Settings | None = None, *, printer: bool = True
    ) -> Opened:
        station = desk.station
        station.shift.role = role
        files, tray = Answered(), PaperTray()
        print_desk = PrintDesk(station.badges, background, language)
        if printer:
            print_desk.use(tray)
        core = PaperParts(
            station.desk.event,
            station.badges,
            station.reports,
            print_desk,
            station.shift.may,
            files,
        )
        page = PaperPage(core, settings or Settings(), language, theme.LIGHT, background)
        qtbot.addWidget(page)
        page.resize(1278, 768)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.refresh()
        return Opened(page, files, tray, print_desk)

    return build


def press(
    qtbot: QtBot,
    page: PaperPage,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(page.focusWidget() or page, key, modifier)  # type: ignore[truthy-bool]


def name_them(page: PaperPage, text: str) -> None:
    """By number or name, typed."""
    page.badges.preflight.whose.choose(Group.NAMED.value)
    field = page.badges.preflight.typed
    for letter in text:
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, key)
    field.returnPressed.emit()


# Badges


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
    assert page.badges.preflight.heading.text() == "Before it prints: 1 of 60 need a look"
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


def test_what_was_printed_is_no_longer_not_yet_printed(make: Make, qtbot: QtBot) -> None:
    opened = make()
    name_them(opened.page, "1-3")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    opened.page.badges.preflight.whose.choose(Group.UNPRINTED.value)
    assert opened.page.foot.words[0] == "Print 57"


def test_a_category_can_be_printed(make: Make) -> None:
    page = make().page
    page.badges.preflight.whose.choose("category staff")
    pile = page.badges.pile
    assert pile is not None
    assert pile.delegates
    assert {one.category for one in pile.delegates} == {"staff"}


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
    assert opened.page.banner.words() == "12 badges saved."
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
    page = make().page
    press(qtbot, page, Qt.Key.Key_F2)
    sheet = page.sheet
    assert isinstance(sheet, LayoutSheet)
    qtbot.keyClick(sheet.sheets, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.settings_changed) as told:
        qtbot.keyClick(sheet.sheets, Qt.Key.Key_Return)
    assert told.args is not None
    assert told.args[0].sheet == "a4-10"
    assert page.header.subtitle.text() == "60 badges · 91 × 55 mm · 10 to an A4 sheet"


def test_a_used_sheet_is_begun_where_it_has_room(make: Make, qtbot: QtBot) -> None:
    opened = make(settings=Settings(sheet="a4-10"))
    press(qtbot, opened.page, Qt.Key.Key_F2)
    sheet = opened.page.sheet
    assert isinstance(sheet, LayoutSheet)
    sheet.start.choose("3")
    qtbot.keyClick(sheet.sheets, Qt.Key.Key_Return)
    press(qtbot, opened.page, Qt.Key.Key_F9)
    assert [len(badges) for _, badges in opened.tray.jobs] == [7]


def test_a_layout_that_is_gone_makes_way_for_the_usual_one(make: Make) -> None:
    page = make(settings=Settings(layout="gone", sheet="a4-10")).page
    assert page.header.subtitle.text() == "60 badges · 91 × 55 mm · one at a time"


def test_a_layout_of_ones_own_goes_through_the_queue(make: Make, qtbot: QtBot, desk: World) -> None:
    desk.station.badges.library.copy("badge-91x55", "ours")
    opened = make()
    press(qtbot, opened.page, Qt.Key.Key_F2)
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
    press(qtbot, opened.page, Qt.Key.Key_F9)
    ((sheet, badges),) = opened.tray.jobs
    assert (sheet, len(badges)) == ("a4-10", 10)
    stamps = [item for item in badges[0].own if isinstance(item, Stamp)]
    assert [stamp.symbol for stamp in stamps] == [symbol("SPECIMEN".center(20))]
    assert desk.station.journal.verify().entries == before


def test_without_a_printer_badges_wait_and_it_is_said(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    opened = make(printer=False)
    name_them(opened.page, "1-3")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert len(desk.station.badges.waiting()) == 3
    assert "wait for a printer" in opened.page.banner.words()
    press(qtbot, opened.page, Qt.Key.Key_F9)
    assert "No printer is chosen" in opened.page.banner.words()


# The queue


def test_a_printer_that_fails_leaves_the_badges_waiting_and_says_why(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    opened = make()
    opened.tray.jammed = True
    name_them(opened.page, "1-3")
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert opened.page.printer.words() == "Printer: look"
    press(qtbot, opened.page, Qt.Key.Key_F6)
    assert opened.page.key is Part.QUEUE
    assert opened.page.tabs.tabText(1) == "Print queue · 3"
    assert opened.page.queue.said.words() == "Out of labels."
    assert opened.page.queue.list.model().rowCount() == 3
    opened.tray.jammed = False
    press(qtbot, opened.page, Qt.Key.Key_P, CTRL)
    assert opened.tray.printed == 3
    assert opened.page.queue.jobs == ()
    assert opened.page.printer.words() == "Printer ready"


def test_a_failing_printer_never_touches_a_check_in(make: Make, desk: World) -> None:
    opened = make()
    opened.tray.jammed = True
    desk.station.desk.checkin(9)
    opened.desk.want([NINE])
    assert desk.station.people.card(NINE).inside == ("entrance",)
    assert opened.desk.state.waiting == 1


def test_a_badge_that_cannot_be_printed_is_set_aside_and_tried_again(
    make: Make, qtbot: QtBot, desk: World
) -> None:
    desk.station.people.correct(NINE, {"native_name": "ꦩꦶꦠ"})
    opened = make()
    opened.desk.want([NINE])
    press(qtbot, opened.page, Qt.Key.Key_F6)
    assert opened.page.foot.words == ("Print now", "Try again", "Remove", "Test page")
    desk.station.people.correct(NINE, {"native_name": "御手洗 志保"})
    press(qtbot, opened.page, Qt.Key.Key_F3)
    assert opened.tray.printed == 1
    assert opened.page.queue.jobs == ()


def test_a_badge_is_taken_off_the_queue(make: Make, qtbot: QtBot, desk: World) -> None:
    opened = make(printer=False)
    opened.desk.want([NINE, f"{10:032x}"])
    press(qtbot, opened.page, Qt.Key.Key_F6)
    press(qtbot, opened.page, Qt.Key.Key_Delete)
    assert [job.delegate.number for job in desk.station.badges.waiting() if job.delegate] == [10]


# Lists


def test_a_list_is_seen_before_it_is_saved(make: Make, qtbot: QtBot, desk: World) -> None:
    desk.station.desk.checkin(9)
    page = make().page
    press(qtbot, page, Qt.Key.Key_F7)
    assert page.lists.panel.heading.text() == "International Forum on Dignity · Entrance"
    assert "1 of 60 attended" in page.lists.note.text()
    attended = [row[0] for row in page.lists.table.rows if "Attended" in row]
    assert attended == [9]


def test_attendance_can_be_read_back_from_a_workbook(
    make: Make, qtbot: QtBot, desk: World, tmp_path: Path
) -> None:
    desk.station.desk.checkin(9)
    opened = make()
    opened.files.path = tmp_path / "list.xlsx"
    press(qtbot, opened.page, Qt.Key.Key_F7)
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert opened.files.proposed == ["attendance.xlsx"]
    book = openpyxl.load_workbook(opened.files.path)
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "Mitarai Shiho" in cells
    assert "2026-10-30 09:48:00" in cells
    assert opened.page.banner.words() == "60 rows written."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_roster_can_be_read_back_from_csv_in_its_encoding(
    make: Make, qtbot: QtBot, tmp_path: Path, encoding: str
) -> None:
    opened = make()
    opened.files.path = tmp_path / "list.csv"
    press(qtbot, opened.page, Qt.Key.Key_F7)
    lists = opened.page.lists
    lists.which.choose("DELEGATES")
    lists.form.choose("csv")
    assert lists.encoding.isVisible()
    lists.encoding.choose(encoding)
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    text = opened.files.path.read_bytes().decode(encoding)
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 61
    assert any("榊原 義之" in row for row in rows)
    lost = "encoding" in opened.page.banner.words()
    assert lost is (encoding == "cp932")


def test_the_journal_names_nobody_on_paper(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    opened = make()
    opened.files.path = tmp_path / "list.pdf"
    press(qtbot, opened.page, Qt.Key.Key_F7)
    opened.page.lists.which.choose("JOURNAL")
    opened.page.lists.form.choose("pdf")
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    document = pypdfium2.PdfDocument(opened.files.path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Delegate changed" in text
    assert "Mitarai" not in text


@pytest.mark.parametrize(
    ("which", "heading"),
    [
        ("ALL_SESSIONS", "Attendance"),
        ("INSIDE", "Inside now"),
        ("ABSENT", "Not attended"),
        ("PAPER_LIST", "Paper list"),
        ("JOURNAL", "Journal"),
    ],
)
def test_every_list_can_be_seen(make: Make, qtbot: QtBot, which: str, heading: str) -> None:
    page = make().page
    press(qtbot, page, Qt.Key.Key_F7)
    page.lists.which.choose(which)
    assert heading in page.lists.panel.heading.text()
    assert page.lists.session.isVisible() is (which == "ABSENT")


# Invitations


def test_invitations_are_written_one_a_delegate(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    opened = make()
    opened.files.path = tmp_path / "invitations"
    press(qtbot, opened.page, Qt.Key.Key_F8)
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert len(list(opened.files.path.glob("*.pdf"))) == 60
    assert (opened.files.path / "index.csv").exists()
    assert opened.page.banner.words() == "60 invitations written."
    assert opened.page.foot.words == ("Choose a folder and write",)


class Held:
    """A background that keeps the work until the test lets it go."""

    def __init__(self) -> None:
        self.work: list[Callable[[], object]] = []
        self.shown: list[float] = []

    def run(
        self, work: Callable[[], object], done: object, failed: object = None, lane: object = None
    ) -> None:
        self.work.append(work)

    def progress(self, shown: Callable[[float], None]) -> Progress:
        return Progress(lambda call: call(), shown)

    def close(self) -> None:
        """Nothing is under way."""


def test_writing_invitations_can_be_stopped(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    opened = make()
    opened.files.path = tmp_path / "invitations"
    held = Held()
    opened.page.background = held
    press(qtbot, opened.page, Qt.Key.Key_F8)
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert opened.page.foot.words == ("Stop",)
    assert opened.page.invitations.bar.isVisible()
    press(qtbot, opened.page, Qt.Key.Key_Escape)
    assert opened.page.foot.words == ("Choose a folder and write",)
    assert "Stopped" in opened.page.banner.words()


def test_a_folder_that_cannot_be_made_is_told(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    opened = make()
    opened.files.path = tmp_path / "file" / "invitations"
    press(qtbot, opened.page, Qt.Key.Key_F8)
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert "cannot be made" in opened.page.banner.words()
    assert opened.page.foot.words == ("Choose a folder and write",)


# Who sees what, and how


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD])
def test_only_an_organiser_sees_more_than_the_queue(make: Make, role: Role) -> None:
    page = make(role).page
    assert page.tabs.count() == 1
    assert page.key is Part.QUEUE
    assert not page.tabs.isVisible()


def test_every_action_shows_a_key(make: Make, qtbot: QtBot) -> None:
    page = make().page
    for key in (Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8):
        press(qtbot, page, key)
        buttons = [one for one in page.foot.findChildren(QPushButton) if one.isVisible()]
        assert buttons
        assert all(one.accessibleDescription() for one in buttons)


def test_a_full_disk_while_a_badge_is_wanted_is_told_not_raised(
    make: Make, desk: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = make()

    def full(_: object) -> int:
        raise DiskFull(mark("The disk is full."))

    monkeypatch.setattr(desk.station.badges, "enqueue", full)
    opened.desk.want([NINE])
    assert opened.page.printer.words() == "Printer: look"
