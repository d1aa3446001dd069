"""End-to-end: a morning at a real window, with keys of a scanner and of a person.

The clock is the machine's. A badge is presented a second time only after all others: by then the three seconds
within which it would be a repeat are long over, and the times in the journal confirm it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from checkin import demo
from checkin.bootstrap import open_store
from checkin.domain import CodeKind, Outcome
from checkin.rules import REPEAT_MS
from checkin.store import people
from tests.checkin.cli.program import Program
from tests.journeys import screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checkin.domain import PastScan
    from checkin.station import Station
    from tests.journeys.screen import Window

PASSPHRASE: Final = "only the demo event"
EVERYBODY: Final = range(1, 151)
# As in README.md of the demo event.
SAKAKIBARA: Final = 1
CANCELLED: Final = 57
CALL_LEAD: Final = {64, 82, 117}
TO_BE_ASKED: Final = {26, 66, 149, 28, 45, 71, 127}
ASKED: Final = 26
NOTED: Final = 87  # has a note that waits for a key
NOT_APPROVED: Final = 150
TWICE: Final = (10, 11, 12)
UNDONE: Final = 148  # the last admission before the delegates who come twice
WALK_IN: Final = 151
UNKNOWN: Final = "https://example.org/ticket/1"
# A scan without an effect is repeated, as the person at the desk would.
ATTEMPTS: Final = 3
ATTEMPT_S: Final = 10
UNHURRIED: Final = 250  # milliseconds from key to key


@dataclass(frozen=True)
class Morning:
    """The window, and a second connection to the store that it writes."""

    window: Window
    reader: Station
    codes: dict[int, str]

    def entries(self) -> int:
        with self.reader.store.read() as connection:
            return sum(head.seq for head in self.reader.journal.heads(connection))

    def scan(self, code: str) -> PastScan:
        """Scans a code and waits until it is in the journal."""
        return self.until_noted(lambda: self.window.scan(code))

    def until_noted(self, act: Callable[[], None]) -> PastScan:
        """Performs an act until a scan is in the journal; retries as the person at the desk would."""
        before = self.entries()
        for _ in range(ATTEMPTS):
            act()
            if screen.comes_true(lambda: self.entries() > before, ATTEMPT_S):
                return self.last()
        pytest.fail(f"nothing came of it: {self.window.complaints()}")

    def press(self, *names: str, entries: int = 1) -> PastScan:
        """Presses keys that cause `entries` entries, and waits for them."""
        before = self.entries()
        self.window.press(*names)
        screen.wait_until(
            lambda: self.entries() >= before + entries, f"{names} came to {entries} entries"
        )
        return self.last()

    def last(self) -> PastScan:
        return self.reader.desk.last(1)[0]

    def unlock(self) -> None:
        """Types the passphrase; the desk is shown once the store is in the settings."""
        self.window.focus("Uketsuke")
        self.window.type(PASSPHRASE)
        self.window.press("Return")
        folder = str(self.reader.folder)
        home = self.reader.folder.parent / "home"
        screen.wait_until(
            lambda: any(folder in path.read_text() for path in home.rglob("settings.json")),
            "the store is open",
        )


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Morning]:
    screen.require_tools()
    home = tmp_path / "home"
    home.mkdir()
    folder = tmp_path / "forum.uketsuke"
    demo.create(folder, PASSPHRASE)
    program = Program(home, folder, passphrase=None)
    with (
        open_store(folder, PASSPHRASE, read_only=True) as reader,
        screen.window(program, tmp_path / "said") as window,
    ):
        yield Morning(window, reader, invitations(reader))
    assert window.complaints() == []


def invitations(station: Station) -> dict[int, str]:
    with station.store.read() as connection:
        numbers = {delegate.id: delegate.number for delegate in people.everyone(connection)}
        return {
            numbers[code.delegate or ""]: code.code
            for code in people.codes(connection)
            if code.kind is CodeKind.INVITATION
        }


def test_a_morning_at_the_window_ends_in_a_list_of_exactly_what_happened(
    morning: Morning, tmp_path: Path
) -> None:
    morning.unlock()
    assert morning.scan(UNKNOWN).outcome is Outcome.UNKNOWN
    looked_up_by_two_kanji(morning)
    firsts = everybody_is_scanned(morning)
    three_come_twice(morning, firsts)
    the_last_one_let_in_is_undone(morning)
    somebody_walks_in(morning)
    listed = attended(morning, tmp_path / "entrance.csv")
    turned_away = {CANCELLED, *CALL_LEAD, *TO_BE_ASKED - {ASKED}, NOT_APPROVED, WALK_IN}
    assert listed == {*EVERYBODY} - turned_away - {UNDONE}
    everything_that_was_shown_is_kept(morning)


def looked_up_by_two_kanji(morning: Morning) -> None:
    """Xvfb has no key for 榊: xdotool maps one temporarily, and the window must read it meanwhile."""

    def look_up() -> None:
        morning.window.press("Escape")
        morning.window.type("榊原", UNHURRIED)
        morning.window.press("Return")

    by_hand = morning.until_noted(look_up)
    assert by_hand.person is not None
    assert (by_hand.person.number, by_hand.outcome) == (SAKAKIBARA, Outcome.ADMITTED)


def everybody_is_scanned(morning: Morning) -> dict[int, PastScan]:
    scans = {}
    for number in EVERYBODY:
        scans[number] = morning.scan(morning.codes[number])
        if number == ASKED:
            answered = morning.press("Return")
            assert answered.outcome is Outcome.ADMITTED
        if number == NOTED:
            morning.window.press("Return")
    expected = dict.fromkeys(EVERYBODY, Outcome.ADMITTED)
    expected |= dict.fromkeys(CALL_LEAD, Outcome.CALL_LEAD)
    expected |= dict.fromkeys(TO_BE_ASKED, Outcome.NEEDS_ANSWER)
    expected |= {SAKAKIBARA: Outcome.ALREADY_IN, CANCELLED: Outcome.CANCELLED}
    expected |= {NOT_APPROVED: Outcome.NEEDS_APPROVAL}
    assert {number: scan.outcome for number, scan in scans.items()} == expected
    assert all(scan.person and scan.person.number == number for number, scan in scans.items())
    return scans


def three_come_twice(morning: Morning, firsts: dict[int, PastScan]) -> None:
    for number in TWICE:
        again = morning.scan(morning.codes[number])
        assert again.outcome is Outcome.ALREADY_IN
        assert again.at - firsts[number].at > REPEAT_MS


def the_last_one_let_in_is_undone(morning: Morning) -> None:
    morning.window.press("Escape")
    morning.press("F8", "Return")
    undone = [past.person for past in morning.reader.desk.last() if past.undone]
    assert [person.number for person in undone if person] == [UNDONE]


def somebody_walks_in(morning: Morning) -> None:
    """A walk-in is registered and presented at once, still without approval."""
    morning.window.press("Escape", "ctrl+n")
    morning.window.type("Sole Example")
    presented = morning.press("Return", entries=2)
    assert presented.person is not None
    assert (presented.person.number, presented.person.name) == (WALK_IN, "Sole Example")
    assert presented.outcome is Outcome.NEEDS_APPROVAL


def attended(morning: Morning, out: Path) -> set[int]:
    """The attendance list, exported by another process while the window is open."""
    beside = Program(out.parent, morning.reader.folder, PASSPHRASE)
    words = ("attendance", "--format", "csv", "--out", out, "--session", "entrance")
    counted = beside.json("export", *words)
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert len(rows) == counted["rows"]
    return {int(row["Number"]) for row in rows if row["Status"] == "Attended"}


def everything_that_was_shown_is_kept(morning: Morning) -> None:
    """Even if the program is killed, as in a power cut, without a clean shutdown."""
    entries = morning.entries()
    morning.window.process.kill()
    morning.window.process.wait(screen.PATIENCE_S)
    with open_store(morning.reader.folder, PASSPHRASE) as station:
        health = station.journal.verify()
    # What another process exported meanwhile becomes an entry when the store is next written.
    assert (health.intact, health.entries) == (True, entries + 1)
