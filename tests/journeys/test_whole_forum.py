"""End-to-end: a whole event in one real window by keyboard, from the guide of a new event to the receipt at its end.

The clock is the machine's: the first day of the event is today in Tokyo, where a day begins at four.
"""

from __future__ import annotations

import csv
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import openpyxl
import pypdfium2
import pytest

from checkin.domain import CodeKind, Outcome
from checkin.purging import RECEIPT
from checkin.store import people
from tests.journeys import screen
from tests.journeys.laptop import DESK, PASSPHRASE, Laptop, start
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.domain import Session

OVERVIEW, ROSTER, EVENT, PAPER, STATION, DESKS = (f"ctrl+{n}" for n in (2, 4, 5, 6, 7, 8))
LISTS, INVITATIONS = "alt+3", "alt+4"
SAVE, SPACE, CLOSE_EVENT = ("ctrl+s",), ("space",), "ctrl+shift+e"
SAVE_LIST: Final = (*SAVE, "Return")  # why it leaves is asked first, and may be left empty
NAME: Final = "Forum of Tests"
NAMES: Final = (
    *("Ada Canary", "Bea Canary", "Cem Canary", "Dee Canary", "Eva Canary", "Fay Canary"),
    *("Gus Canary", "Hal Canary", "岡部 美良", "古屋 圭司", "榊原 澪", "森 国会", "佐藤 花子"),
    *("田中 一郎", "ئالىم تۇرسۇن", "گۈلنار ئەخمەت", "دىلبەر ياسىن", "ئەركىن مەمەت"),
    *("ئايگۈل ھاشىم", "Zoe Canary"),
)
HEAD: Final = ("Name", "Organisation", "Category", "E-mail", "Status", "Diet")
CATEGORIES: Final = ("Parliament", "Scholar", "Guest")
CHANGED, REMOTE, GONE, CANCELLED, WALK_IN = 1, 5, 8, 20, 21
CAME: Final = (1, 2, 9, 15)
# How often Tab is pressed until the button has the focus.
TO_ADD_CATEGORY: Final = 4


@dataclass(frozen=True)
class Forum:
    laptop: Laptop
    folder: Path  # for files that are given to the program, or come from it
    days: tuple[str, str]

    def session(self, key: str) -> Session:
        found = self.laptop.reader.programme.current().session(key)
        assert found is not None
        return found

    def save(self, keys: tuple[str, ...], title: str, file: str) -> Path:
        """Presses keys that ask for a file to be written, names it, and waits for it."""
        window, path = self.laptop.window, self.folder / file
        asked = partial(window.press, *keys)
        screen.again(asked, lambda: window.shows(title), f"there is a dialog {title}")
        window.choose_file(title, path)
        screen.wait_until(path.exists, f"{file} is written")
        return path

    def open(self, page: str, title: str, file: Path) -> None:
        window = self.laptop.window
        window.press(page)
        window.press_until("ctrl+o", lambda: window.shows(title), f"there is a dialog {title}")
        window.choose_file(title, file)
        window.until_still()


@pytest.fixture
def forum(tmp_path: Path) -> Iterator[Forum]:
    screen.require_tools()
    now = datetime.fromtimestamp(time.time(), ZoneInfo("Asia/Tokyo"))
    first = (now - timedelta(hours=4)).date()
    days = (f"{first}", f"{first + timedelta(days=1)}")
    folder = tmp_path / "files"
    folder.mkdir()
    with ExitStack() as stack:
        laptop = made_with_the_guide(stack, tmp_path / "organiser", days)
        try:
            laptop.begin(stack)
            yield Forum(laptop, folder, days)
            assert laptop.window.complaints() == []
        finally:
            laptop.window.picture().save(tmp_path / "last.png")


@pytest.mark.soak
@pytest.mark.skipif(not THOROUGH, reason="takes minutes of a real window: soak")
def test_a_whole_forum_from_the_guide_to_the_receipt(forum: Forum) -> None:
    the_list_comes_in_with_its_categories(forum)
    a_room_is_changed_and_the_change_undone(forum)
    the_second_list_changes_one_and_names_who_is_gone(forum)
    badges_are_saved_and_noted_as_printed(forum)
    invitations_are_written(forum)
    the_first_day_is_held(forum)
    somebody_attends_on_a_screen_far_away(forum)
    the_list_of_the_entrance_is_exactly_right(forum)
    the_event_is_closed_and_no_name_is_left(forum)


def made_with_the_guide(stack: ExitStack, home: Path, days: tuple[str, str]) -> Laptop:
    """The window on the new event. Nobody outside of it can read the recovery passphrase to type it back: the first
    window ends there, and another one opens the store."""
    with ExitStack() as first:
        guide = start(first, home, DESKS)
        the_guide_makes_the_event(guide, days)
        screen.wait_until(lambda: any(guide.stores.glob("*.uketsuke")), "the store is made")
        guide.window.until_still()
    (store,) = guide.stores.glob("*.uketsuke")
    program = guide.program.on(store).with_passphrase(PASSPHRASE)
    return Laptop(stack.enter_context(screen.window(program, home / "said")), program, DESKS)


def the_guide_makes_the_event(laptop: Laptop, days: tuple[str, str]) -> None:
    window = laptop.window
    window.focus(screen.NAME)
    window.until_still()
    window.press_at_once("Down", "Down")
    window.press("Return")
    fill(laptop, NAME, "Hall", "Asia/Tokyo")
    fill(laptop, *days)
    for name, room, later, starts, ends in (
        ("Opening", "Room 1", False, "10:00", "11:30"),
        ("Workshop", "Room 2", False, "13:00", "14:30"),
        ("Closing", "Room 1", True, "16:00", "17:00"),
    ):
        window.type(name, screen.QUICK)
        window.press_at_once("Tab")
        window.type(room, screen.QUICK)
        window.press_at_once("Tab", *(["Down"] if later else []), "Tab")
        fill(laptop, starts, ends)
    window.press("Return")  # no further session
    fill(laptop, PASSPHRASE, PASSPHRASE)


def fill(laptop: Laptop, *lines: str) -> None:
    """Types into one field after the other, in place of what is there, and presses Enter."""
    for at, words in enumerate(lines):
        laptop.window.press_at_once(*(["Tab"] if at else []), "ctrl+a")
        laptop.window.type(words, screen.QUICK)
    laptop.window.press("Return")


def rows() -> list[list[str]]:
    return [
        [
            name,
            "Press Club" if number % 2 else "University",
            CATEGORIES[number % 3],
            f"p{number}@example.org",
            "cancelled" if number == CANCELLED else "confirmed",
            ("halal", "vegetarian", "")[number % 3],
        ]
        for number, name in enumerate(NAMES, 1)
    ]


def write_list(path: Path, delegates: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEAD, *delegates])
    return path


def the_list_comes_in_with_its_categories(forum: Forum) -> None:
    window, reader = forum.laptop.window, forum.laptop.reader
    file = write_list(forum.folder / "first.csv", rows())
    forum.open(ROSTER, "The list of delegates", file)
    window.press("Return")
    window.until_still()
    window.press_at_once(*["Tab"] * TO_ADD_CATEGORY)
    window.press("space")
    window.until_still()
    window.press_until("Return", lambda: len(reader.roster.imports()) == 1, "the list is in")
    event = reader.programme.current()
    assert sorted(category.name["en"] for category in event.categories) == sorted(CATEGORIES)
    assert [delegate.display_name for delegate in reader.roster.delegates()] == list(NAMES)


def a_room_is_changed_and_the_change_undone(forum: Forum) -> None:
    window = forum.laptop.window
    window.press(EVENT)
    window.until_still()
    window.press_at_once("Down")  # from the entrance to the opening

    def move() -> None:
        window.press("Escape", "ctrl+m")
        window.press_at_once("Tab", "Tab")  # over the time and the day
        fill(forum.laptop, "Garden")

    screen.again(move, lambda: forum.session("opening").room == "Garden", "it is in another room")
    window.until_still()
    window.press("ctrl+z")
    screen.wait_until(lambda: forum.session("opening").room == "Room 1", "it is undone")


def the_second_list_changes_one_and_names_who_is_gone(forum: Forum) -> None:
    window, reader = forum.laptop.window, forum.laptop.reader
    delegates = rows()
    delegates[CHANGED - 1][1] = "Institute"
    del delegates[GONE - 1]
    file = write_list(forum.folder / "second.csv", delegates)
    forum.open(ROSTER, "The list of delegates", file)
    window.press_until("Return", lambda: len(reader.roster.imports()) == 2, "the list is in")
    known = {delegate.number: delegate for delegate in reader.roster.delegates()}
    assert len(known) == len(NAMES)
    assert known[CHANGED].organisation == "Institute"


def badges_are_saved_and_noted_as_printed(forum: Forum) -> None:
    laptop = forum.laptop
    laptop.window.press(PAPER)
    laptop.window.until_still()
    document = pypdfium2.PdfDocument(forum.save(SAVE, "Save as PDF", "badges.pdf"))
    assert len(document) == len(NAMES) - 1  # none for who is cancelled
    document.close()
    laptop.window.until_still()
    before = laptop.last_entry(laptop.reader.desk_id)
    laptop.window.press("alt+i")
    screen.wait_until(
        lambda: laptop.last_entry(laptop.reader.desk_id) != before, "they are noted as printed"
    )


def invitations_are_written(forum: Forum) -> None:
    window, folder = forum.laptop.window, forum.folder / "invitations"
    folder.mkdir()
    window.press(INVITATIONS)
    window.until_still()
    forum.save(SAVE, "A folder for the invitations", folder.name)
    screen.wait_until((folder / "index.csv").exists, "the invitations are written")
    assert len([*folder.glob("*.eml")]) == len(NAMES) - 1


def the_first_day_is_held(forum: Forum) -> None:
    laptop, window = forum.laptop, forum.laptop.window
    codes = codes_by_number(laptop)
    window.press(DESK)
    window.press("ctrl+j", "Down", "Return")  # the entrance, whatever the time of day
    for number in CAME:
        assert laptop.scan(codes[number]).outcome is Outcome.ADMITTED
    assert laptop.scan(codes[CANCELLED]).outcome is Outcome.CANCELLED
    before = laptop.reader.desk.last(1)
    window.press("Escape", "ctrl+n")
    window.type("Sole Canary")
    window.press("Return")
    screen.wait_until(lambda: laptop.reader.desk.last(1) != before, "somebody walked in")
    assert laptop.reader.desk.last(1)[0].outcome is Outcome.NEEDS_APPROVAL
    window.press("Escape")


def codes_by_number(laptop: Laptop) -> dict[int, str]:
    with laptop.reader.store.read() as connection:
        numbers = {delegate.id: delegate.number for delegate in people.everyone(connection)}
        codes = people.valid_codes(connection, CodeKind.INVITATION)
    return {numbers[owner]: code for owner, code in codes.items()}


def somebody_attends_on_a_screen_far_away(forum: Forum) -> None:
    laptop, window = forum.laptop, forum.laptop.window
    year, month, day = forum.days[0].split("-")
    date = f"{month}/{day}/{year}"
    file = forum.folder / "zoom.csv"
    file.write_text(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        f"Eva Canary,p{REMOTE}@example.org,{date} 10:00:00 AM,{date} 11:00:00 AM,60,Yes\n",
        encoding="utf-8",
    )
    before = laptop.last_entry(laptop.reader.desk_id)
    forum.open(OVERVIEW, "Participant report", file)
    window.press("Return")  # the first session that has a time
    window.until_still()
    window.press("Return")
    screen.wait_until(
        lambda: laptop.last_entry(laptop.reader.desk_id) != before, "they are recorded"
    )
    shown = laptop.reader.reports.attendance("opening")
    number, status = shown.columns.index("Number"), shown.columns.index("Status")
    attended = {row[number]: row[status] for row in shown.rows if row[number] == REMOTE}
    assert attended == {REMOTE: "Attended"}


def the_list_of_the_entrance_is_exactly_right(forum: Forum) -> None:
    window = forum.laptop.window
    window.press(PAPER)
    window.until_still()  # the page is made anew, for somebody walked in
    window.press(LISTS)
    window.until_still()
    sheet = openpyxl.load_workbook(forum.save(SAVE_LIST, "Save list", "attendance.xlsx")).active
    assert sheet is not None
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(n for n, line in enumerate(lines) if "Number" in line)
    number, status = lines[at].index("Number"), lines[at].index("Status")
    found = {line[number]: line[status] for line in lines[at + 1 :] if line[number] is not None}
    expected = dict.fromkeys(range(1, len(NAMES) + 1), "Not attended")
    del expected[CANCELLED]
    expected |= dict.fromkeys(CAME, "Attended")
    expected[WALK_IN] = "Waits for approval"
    assert found == expected


def the_event_is_closed_and_no_name_is_left(forum: Forum) -> None:
    laptop, window = forum.laptop, forum.laptop.window
    window.press("Escape", STATION)
    window.until_still()
    window.press(CLOSE_EVENT)
    window.until_still()
    window.press_at_once("Tab", "Tab")
    kept = replace(forum, folder=forum.folder / "kept")
    kept.folder.mkdir()
    forum.save(SPACE, "Save the reports", "kept")
    screen.wait_until((kept.folder / "reports").exists, "the reports are there")
    window.until_still()
    window.press_at_once("Tab")
    kept.save(SPACE, "Archive", "archive.uketsuke-backup")
    window.until_still()
    window.press_at_once("Tab")
    window.press("space")
    window.press_at_once(
        "ctrl+a"
    )  # of the empty field; the caret blinks, so nothing here is ever still
    window.type(NAME, screen.QUICK)
    window.press("Return")
    screen.wait_until((laptop.reader.folder / RECEIPT).exists, "there is a receipt")
    assert not {delegate.display_name for delegate in laptop.reader.roster.delegates()} & {*NAMES}
    canaries = [name.encode() for name in (*NAMES, "Sole Canary")]
    for path in laptop.program.home.rglob("*"):
        if path.is_file():
            assert not [name for name in canaries if name in path.read_bytes()], path.name
