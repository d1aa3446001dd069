"""End-to-end: the whole forum of an organiser in the real window, from the guide to the receipt, over two days.

Three lists of three registration systems come in, one of them twice; the programme changes; invitations, badges,
two mornings with all that happens at a door, a video meeting, reports, and the end. The first window makes the
event with the clock of the machine; the desk is opened again with one that the test moves.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from checkin.backup_check import check_backup
from checkin.domain import HandsOut, ListKind, Outcome, Status
from checkin.purging import RECEIPT
from checkin.roster import FindingAnswer
from checkin.settings import Settings
from tests.journeys import forum_lists
from tests.journeys.organiser import Organiser, shown
from tests.thorough import THOROUGH
from tests.ui.demo_store import ZONE, Clock
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard
from ui.desk.page import DeskPage
from ui.desk.sheets import LineSheet
from ui.event import EventPage
from ui.event.session_form import SessionForm
from ui.overview import OverviewPage
from ui.paper import PaperPage
from ui.parts.export_sheet import ExportSheet
from ui.parts.keys import WindowKey
from ui.parts.letters import LetterGroups
from ui.roster import RosterPage
from ui.roster.actions import Step
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.station import StationPage
from ui.station.closing import CloseSheet
from ui.station.ending import ReceiptSheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from checkin.domain import Session

PASSPHRASE: Final = "of the forum of two days"
NAME: Final = "Forum of Tests"
AS_PROPOSED: Final[Mapping[str, FindingAnswer]] = MappingProxyType({})
WALK_IN: Final = "Sole Canary"
GONE: Final = {"Bea Canary", "Dee Canary"}
DESK, OVERVIEW, ROSTER, EVENT, PAPER, STATION = 1, 2, 4, 5, 6, 7
# Keys by step: more than these, and somebody who uses no mouse is held up where they were not before.
MOST: Final = 30
MOST_KEYS: Final = {"guide": 260, "programme": 80, "first day": 80, "second day": 60, "lists": 60}


@dataclass(frozen=True)
class Forum:
    organiser: Organiser
    folder: Path  # for files that are given to the program, or come from it
    days: tuple[str, str]

    def session(self, key: str) -> Session:
        found = self.organiser.station.desk.event.offered_session(key)
        assert found is not None
        return found


@pytest.fixture
def forum(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Forum]:
    stores, files = tmp_path / "stores", tmp_path / "files"
    for folder in (stores, files):
        folder.mkdir()
    monkeypatch.setenv("UKETSUKE_STORES", str(stores))
    # The day before the first one, and later than the clock of the machine.
    eve = (datetime.fromtimestamp(time.time(), ZONE) + timedelta(days=1)).replace(hour=9)
    days = (f"{(eve + timedelta(days=1)).date()}", f"{(eve + timedelta(days=2)).date()}")
    settings = tmp_path / "settings.json"
    chosen = Settings(language="en", idle_minutes=0)
    made = MainWindow(chosen, settings, Appearance(qapp), InlineBackground(), Heard())
    first = Forum(Organiser(made, Clock(eve), qtbot), files, days)
    shown(made, qtbot)
    the_guide_makes_the_event(first)
    made.close_store()
    made.close()
    made.deleteLater()
    window = MainWindow(chosen, settings, Appearance(qapp), InlineBackground(), Heard())
    shown(window, qtbot)
    organiser = Organiser(window, first.organiser.clock, qtbot)
    (store,) = stores.glob("*.uketsuke")
    organiser.begin(store, PASSPHRASE)
    organiser.keys += first.organiser.keys
    yield Forum(organiser, files, days)
    window.close_store()
    window.close()
    window.deleteLater()


def the_guide_makes_the_event(forum: Forum) -> None:
    me = forum.organiser
    me.step = "guide"
    page = me.window.reception.page
    assert page is not None

    def form() -> QPushButton:
        assert page.form is not None
        return next(b for b in page.form.findChildren(QPushButton) if b.text() == "New event…")

    me.tab_to(form())
    me.press(WindowKey.ENTER)
    me.fill(NAME, "Hall", "Asia/Tokyo")
    me.fill(*forum.days)
    for name, room, later, starts, ends in (
        ("Opening", "Room 1", False, "10:00", "11:30"),
        ("Workshop", "Room 2", False, "13:00", "14:30"),
        ("Closing", "Room 1", True, "16:00", "17:00"),
    ):
        me.write(name)
        me.press("Tab")
        me.write(room)
        me.press("Tab", *(["Down"] if later else []), "Tab")
        me.fill(starts, ends)
    me.press(WindowKey.ENTER)  # no further session
    me.fill(PASSPHRASE, PASSPHRASE)
    assert page.form is not None
    paper = page.form.findChild(LetterGroups)
    assert paper is not None
    letters = paper.letters
    me.press(WindowKey.ENTER)
    me.write(letters.lower())
    me.press(WindowKey.ENTER)
    assert me.window.workplace is not None


# The page Station asks for cameras; a machine without the libraries of Qt's multimedia says so.
@pytest.mark.qt_log_ignore("Couldn't (load|resolve) ", "Using Qt multimedia", extend=True)
@pytest.mark.soak
@pytest.mark.skipif(not THOROUGH, reason="a whole forum: soak")
def test_a_forum_of_two_days_by_keyboard(forum: Forum) -> None:
    three_lists_come_in(forum)
    the_first_list_comes_again(forum)
    the_programme_changes(forum)
    invitations_and_badges_are_made(forum)
    the_first_day_is_held(forum)
    somebody_attends_on_a_screen_far_away(forum)
    the_second_day_is_held(forum)
    the_lists_say_what_happened(forum)
    the_event_is_closed(forum)
    keys = forum.organiser.keys
    slow = {step: n for step, n in keys.items() if n > MOST_KEYS.get(step, MOST)}
    assert not slow, keys


def bring_in(forum: Forum, file: Path, answers: Mapping[str, FindingAnswer] = AS_PROPOSED) -> str:
    """Opens a list, presses Enter at each step, and answers what is named with its button. Returns the result."""
    me = forum.organiser
    page = me.go(ROSTER, RosterPage)
    me.with_file(file, WindowKey.OPEN)
    for _ in range(MOST):
        if page.step is Step.DONE:
            break
        doubts = page.review.doubts
        kind = doubts.kinds.kind if page.step is Step.FINDINGS and page.review.open else None
        if kind is not None and kind.code in answers:
            alone = (False, answers[kind.code]) not in doubts.buttons
            me.tab_to(doubts.buttons[alone, answers[kind.code]])
            me.press("Space")
        else:
            me.press(WindowKey.ENTER)
    said = page.done.heading.text()
    me.press(WindowKey.ENTER)
    return said


def three_lists_come_in(forum: Forum) -> None:
    me, folder = forum.organiser, forum.folder
    me.step = "three lists"
    tickets = forum_lists.pretix(folder / "pretix.csv", forum_lists.PAID)
    assert bring_in(forum, tickets, {"unknown_category": FindingAnswer.OTHER}).startswith("5 added")
    assert bring_in(forum, forum_lists.microsoft_forms(folder / "a.xlsx")).startswith("3 added")
    assert bring_in(forum, forum_lists.members(folder / "members.xlsx")).startswith("3 added")
    known = {delegate.display_name: delegate for delegate in me.station.roster.delegates()}
    assert len(known) == 11
    assert known["Dee Canary"].status is Status.CANCELLED
    assert known["Eva Canary"].status is Status.PENDING
    assert known["下山 博史"].organisation == "自由民主党"  # merged with the cell above
    categories = {category.name["en"] for category in me.station.desk.event.categories}
    assert categories == {"Parliamentarian", "Press", "Scholar"}


def the_first_list_comes_again(forum: Forum) -> None:
    """One has another company, one is gone and cancelled, one is new; the people of the other lists stay."""
    me = forum.organiser
    me.step = "first list again"
    file = forum_lists.pretix(forum.folder / "pretix again.csv", forum_lists.LATER)
    said = bring_in(forum, file, {"gone": FindingAnswer.OTHER})
    assert said == "1 added, 1 changed, 3 as they were, 0 left out"
    known = {delegate.display_name: delegate for delegate in me.station.roster.delegates()}
    assert known["Ada Canary"].organisation == "Upper House"
    cancelled = {name for name, who in known.items() if who.status is Status.CANCELLED}
    assert cancelled == {"Bea Canary", "Dee Canary"}
    assert len(known) == 12


def the_programme_changes(forum: Forum) -> None:
    """A check of things is added, a session moved to another room, and one cancelled and brought back by undo."""
    me = forum.organiser
    me.step = "programme"
    page = me.go(EVENT, EventPage)
    me.press(WindowKey.INSERT)
    form = me.sheet(SessionForm)
    me.write("Receivers")
    me.tab_to(form.hands_out)
    me.press("End", WindowKey.ENTER)
    receivers = forum.session("receivers")
    assert (receivers.hands_out, receivers.starts) == (HandsOut.LENT, None)
    me.tab_to(page.programme.block("workshop") or page)
    me.press(WindowKey.MOVE_SESSION, "Tab", "Tab", "Ctrl A")
    me.write("Garden")
    me.press(WindowKey.ENTER)
    assert forum.session("workshop").room == "Garden"
    me.press(WindowKey.REMOVE)
    me.press(WindowKey.ENTER)
    assert me.station.desk.event.offered_session("workshop") is None
    me.press(WindowKey.TAKE_BACK)
    assert forum.session("workshop").room == "Garden"


def invitations_and_badges_are_made(forum: Forum) -> None:
    """Nobody is written to without an address, and who is cancelled gets nothing."""
    me, letters = forum.organiser, forum.folder / "invitations"
    letters.mkdir()
    me.step = "invitations"
    page = me.go(PAPER, PaperPage)
    me.press(WindowKey.PART_4)
    me.with_file(letters, WindowKey.SAVE)
    assert me.said == "6 invitations written. 3 were left out."
    assert len([*letters.glob("*.eml")]) == 6
    me.step = "badges"
    me.press(WindowKey.PART_1)
    me.with_file(forum.folder / "badges.pdf", WindowKey.SAVE)
    document = pypdfium2.PdfDocument(forum.folder / "badges.pdf")
    assert len(document) == 10
    document.close()
    me.press(WindowKey.CAME_OUT)
    assert page.banner.words() == "10 badges noted as printed."


def the_first_day_is_held(forum: Forum) -> None:
    me = forum.organiser
    me.step = "first day"
    me.clock.forward(days=1)
    me.go(DESK, DeskPage)
    me.at("09:10")
    me.set_to("Entrance")
    came = ("Ada Canary", "Cem Kanarya", "Gus Canary", "古谷 圭介", "下山 博史")
    assert me.scan(*came) == [Outcome.ADMITTED] * 5
    refused = [Outcome.CANCELLED, Outcome.NEEDS_APPROVAL, Outcome.ALREADY_IN]
    assert me.scan("Dee Canary", "Eva Canary", "Ada Canary") == refused
    somebody_walks_in(forum)
    me.set_to("Receivers")
    lent = [Outcome.ADMITTED, Outcome.ADMITTED, Outcome.ALREADY_IN]
    assert me.scan("Ada Canary", "Gus Canary", "Ada Canary") == lent
    me.at("10:20")
    me.set_to("Opening")
    assert me.scan("Ada Canary", "古谷 圭介") == [Outcome.ADMITTED] * 2
    assert me.scan("Zoe Canary") == [Outcome.WRONG_SESSION]  # was not at the entrance
    assert me.inside() == {*came, WALK_IN}


def somebody_walks_in(forum: Forum) -> None:
    """An organiser at the desk lets them in with a reason; nobody has approved them yet."""
    me = forum.organiser
    me.press(WindowKey.BACK, WindowKey.WALK_IN)
    me.write(WALK_IN)
    me.press(WindowKey.ENTER)
    assert me.station.desk.last(1)[0].outcome is Outcome.NEEDS_APPROVAL
    me.press(WindowKey.LEAD)
    me.sheet(LineSheet)
    me.write("Interpreter")
    me.press(WindowKey.ENTER)
    assert me.station.desk.last(1)[0].outcome is Outcome.ADMITTED


def somebody_attends_on_a_screen_far_away(forum: Forum) -> None:
    """Two are found by address and name, and a stranger is left out."""
    me = forum.organiser
    me.step = "video meeting"
    me.at("12:00")
    people = ("Zoe Canary,forms2@example.org", "Eva Canary,", "A Stranger,")
    report = forum_lists.zoom(forum.folder / "zoom.csv", forum.days[0], *people)
    page = me.go(OVERVIEW, OverviewPage)
    me.with_file(report, WindowKey.OPEN)
    me.press(WindowKey.ENTER)
    me.press(WindowKey.ENTER)
    assert page.banner.words().startswith("2 participants are recorded.")
    assert not me.inside() & {"Zoe Canary", "Eva Canary"}


def the_second_day_is_held(forum: Forum) -> None:
    """Nobody is inside in the morning; a receiver that was lent the day before comes back, the other does not."""
    me = forum.organiser
    me.step = "second day"
    me.clock.forward(days=1)
    me.go(DESK, DeskPage)
    me.at("09:05")
    assert me.inside() == set()
    me.set_to("Entrance")
    assert me.scan("Ada Canary", "Zoe Canary") == [Outcome.ADMITTED] * 2
    me.set_to("Receivers")
    me.press(WindowKey.EXIT)
    assert me.scan("Ada Canary") == [Outcome.LEFT]
    me.press(WindowKey.BACK, WindowKey.EXIT)
    me.at("16:10")
    me.set_to("Closing")
    assert me.scan("Ada Canary") == [Outcome.ADMITTED]
    assert me.scan("Gus Canary") == [Outcome.WRONG_SESSION]  # came on the first day alone
    me.at("17:00")
    me.set_to("Entrance")
    me.press(WindowKey.EXIT)
    assert me.scan("Ada Canary") == [Outcome.LEFT]
    me.press(WindowKey.BACK, WindowKey.EXIT)
    assert me.inside() == {"Zoe Canary"}


def the_lists_say_what_happened(forum: Forum) -> None:
    me = forum.organiser
    me.step = "lists"
    matrix = {row["Name"]: row for row in saved(forum, ListKind.MATRIX)}
    assert set(matrix) == {who.display_name for who in me.station.roster.delegates()} - GONE
    ada = matrix["Ada Canary"]
    # To half past eleven, when the opening ends: nobody scanned her out that evening. Then 09:05:30 to 17:00:30.
    assert (ada["Sessions"], ada["Time present"]) == (3, timedelta(minutes=69 + 475))
    assert matrix["Zoe Canary"]["Remote"] == timedelta(minutes=78)
    assert matrix["Fay Canary"]["Status"] == "Not attended"
    refusals = [(row["Name"], row["Answer"]) for row in saved(forum, ListKind.REFUSALS)]
    assert ("Dee Canary", "Cancelled") in refusals
    assert [row["Name"] for row in saved(forum, ListKind.LENT)] == ["Gus Canary"]


def saved(forum: Forum, kind: ListKind) -> list[dict[str, Any]]:
    """The rows of a list that is chosen on the page Paper and saved, by the words of its heading."""
    me, file = forum.organiser, forum.folder / f"{kind}.xlsx"
    page = me.go(PAPER, PaperPage)
    me.press(WindowKey.PART_3)
    me.tab_to(page.lists.which)
    me.press("Home")
    for _ in range(page.lists.which.findData(kind.value)):
        me.tab_to(page.lists.which)
        me.press("Down")
    assert page.lists.which.chosen() == kind
    me.press(WindowKey.SAVE)
    me.sheet(ExportSheet)  # why is left empty
    me.with_file(file, WindowKey.ENTER)
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    at = next(n for n, row in enumerate(rows) if "Name" in row)
    return [dict(zip(map(str, rows[at]), row, strict=True)) for row in rows[at + 1 :] if row[1]]


def the_event_is_closed(forum: Forum) -> None:
    """Reports, then an archive that opens, then no name is left in the store."""
    me, archive = forum.organiser, forum.folder / "archive.uketsuke-backup"
    me.step = "end"
    me.go(STATION, StationPage)
    me.press(WindowKey.CLOSE_EVENT)
    sheet = me.sheet(CloseSheet)
    assert sheet.open.text() == "All desks hold the same, and nothing is open."
    me.tab_to(sheet.reports)
    me.with_file(forum.folder, "Space")
    assert {"totals.xlsx", "matrix.xlsx"} <= {p.name for p in (forum.folder / "reports").iterdir()}
    me.tab_to(sheet.archive)
    me.with_file(archive, "Space")
    assert check_backup(archive, PASSPHRASE).problems == 0
    me.tab_to(sheet.purge)
    me.press("Space")
    me.fill(NAME)
    me.sheet(ReceiptSheet)
    assert (me.station.folder / RECEIPT).exists()
    assert {delegate.display_name for delegate in me.station.roster.delegates()} == {""}
    names = ("Canary", "Kanarya", "圭介", "تۇرسۇن")
    for path in me.station.folder.rglob("*"):
        if path.is_file():
            assert not [name for name in names if name.encode() in path.read_bytes()], path.name
