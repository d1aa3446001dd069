"""End-to-end: a volunteer's morning with the keyboard only, in which every outcome occurs once.

Real key events into the real window, with a real store; the clock is fake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt

from checkin import codes
from checkin.domain import CodeKind, Outcome, Role
from checkin.settings import Settings
from tests.ui import demo_store
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Hands, Heard
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.desk.page import DeskPage

# As in README.md of the demo event.
MEMBER, GUEST, ASKED, NOTED, CANCELLED, QUIET = 3, 42, 26, 87, 57, 64
LOST, LAST = 12, 43
WORKSHOP: Final = "workshop-testimony"
MODIFIER: Final = Qt.KeyboardModifier.ControlModifier
ENTER, ESC, F3, F7, F8 = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_F3,
    Qt.Key.Key_F7,
    Qt.Key.Key_F8,
)


class Morning:
    """The desk, the key presses of a volunteer, and the fake clock."""

    def __init__(self, opened: World, page: DeskPage, sounds: Heard) -> None:
        self.world, self.page, self.sounds = opened, page, sounds
        self.hands = Hands(page.scanner)
        self.seen: list[Outcome] = []

    def scan(self, text: str) -> Outcome:
        """Scans a badge, half a minute after the one before; returns the outcome in the journal."""
        self.world.clock.forward(seconds=30)
        self.hands.scan(text)
        return self.answer()

    def scan_number(self, number: int) -> Outcome:
        return self.scan(self.world.code(number))

    def press(self, *keys: Qt.Key) -> Outcome:
        for key in keys:
            self.hands.press(key)
        return self.answer()

    def answer(self) -> Outcome:
        """The last outcome; asserts that it is on the card and was sounded."""
        card = self.page.card
        assert card.headline.text()
        assert card.headline.text() in card.accessibleName()
        self.seen.append(self.world.station.desk.last(1)[0].outcome)
        return self.seen[-1]

    def choose_session(self, key: str) -> None:
        """Ctrl+J, down to the session, Enter."""
        self.hands.press(Qt.Key.Key_J, MODIFIER)
        keys = ["", *(session.key for session in self.world.station.desk.event.sessions)]
        fixed = self.world.station.desk.fixed
        for _ in range(keys.index(key) - keys.index(fixed)):
            self.hands.press(Qt.Key.Key_Down)
        self.hands.press(ENTER)
        assert self.world.station.desk.fixed == key


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[World]:
    folder = demo_store.create(tmp_path / "demo.uketsuke")
    made = demo_store.open_world(folder, demo_store.demo_rows())
    made.station.people.cancel(f"{CANCELLED:032x}")
    yield made
    made.station.close()


@pytest.fixture
def morning(opened: World, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Morning]:
    sounds = Heard()
    chosen = Settings(language="en", idle_minutes=0)
    window = MainWindow(chosen, tmp_path / "s.json", Appearance(qapp), InlineBackground(), sounds)
    window.resize(1366, 768)
    window.start(None)
    window.open(Opened(opened.station))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    assert window.workplace is not None
    page = window.workplace.desk
    qtbot.waitUntil(page.field.edit.hasFocus)
    yield Morning(opened, page, sounds)
    window.close()
    window.deleteLater()


def lost_badge(opened: World) -> str:
    """A replaced badge code."""
    people = opened.station.people
    code = people.issue_code(f"{LOST:032x}", CodeKind.BADGE).code
    people.lost_badge(f"{LOST:032x}")
    return code


def damaged(code: str) -> str:
    wrong = next(letter for letter in codes.ALPHABET if letter != code[4])
    return code[:4] + wrong + code[5:]


def of_another_event() -> str:
    return codes.mint(bytes([7]) * 32, lambda count: bytes(range(count)))


def fill(opened: World, but: set[int]) -> None:
    """Another desk checks people in to the workshop until it is full."""
    desk = opened.station.desk
    session = desk.event.session(WORKSHOP)
    assert session is not None
    rows = [
        row for row in demo_store.demo_rows() if row["category"] in {"scholar", "guest", "staff"}
    ]
    for row in rows:
        number = int(row["number"])
        if number not in but and not row["flags"]:
            desk.checkin(number, "entrance")
            desk.checkin(number, WORKSHOP)
        if desk.stats().sessions[WORKSHOP].inside == session.capacity:
            return


def test_a_volunteers_morning_meets_every_answer_by_keyboard_alone(
    opened: World, morning: Morning
) -> None:
    replaced = lost_badge(opened)
    opened.station.shift.set_pin(Role.LEAD, "246813")
    opened.station.shift.hand_over()
    what_nobody_knows(morning, replaced)
    those_who_are_expected(morning)
    those_who_are_not_let_in(morning)
    in_and_out(morning)
    another_session(opened, morning)
    answers = {scan.outcome for scan in opened.station.desk.last(500)}
    assert answers == set(Outcome)
    assert set(morning.seen) == set(Outcome)
    assert {"welcome", "again", "stop", "ask"} <= set(morning.sounds.played)
    assert opened.station.journal.verify().intact


def what_nobody_knows(morning: Morning, replaced: str) -> None:
    assert morning.scan("WIFI:S:hall;;") is Outcome.UNKNOWN
    morning.hands.press(ENTER)
    assert morning.scan(damaged(morning.world.code(MEMBER))) is Outcome.UNREADABLE
    assert morning.scan(of_another_event()) is Outcome.OTHER_EVENT
    assert morning.scan(replaced) is Outcome.REVOKED
    assert morning.scan(morning.world.genuine()) is Outcome.PROVISIONAL


def those_who_are_expected(morning: Morning) -> None:
    assert morning.scan_number(MEMBER) is Outcome.ADMITTED
    assert morning.scan_number(ASKED) is Outcome.NEEDS_ANSWER
    assert morning.press(ENTER) is Outcome.ADMITTED
    assert morning.scan_number(NOTED) is Outcome.ADMITTED
    assert morning.page.card.notes.words() == "Hard of hearing: speak to the left side"
    morning.hands.scan(morning.world.code(GUEST))
    assert morning.page.waiting == 1
    assert morning.press(ENTER) is Outcome.ADMITTED
    assert morning.page.card.name.text() == "Adiljan Tohti"
    assert morning.scan_number(LAST) is Outcome.ADMITTED


def those_who_are_not_let_in(morning: Morning) -> None:
    assert morning.scan_number(CANCELLED) is Outcome.CANCELLED
    assert morning.press(F7) is Outcome.CANCELLED
    assert "lead is needed" in morning.page.card.hint.words()
    assert morning.scan_number(QUIET) is Outcome.CALL_LEAD
    quiet = morning.page.card.face
    morning.hands.press(ESC)
    morning.hands.press(Qt.Key.Key_N, MODIFIER)
    morning.hands.type("Sole Example")
    assert morning.press(ENTER) is Outcome.NEEDS_APPROVAL
    ordinary = morning.page.card.face
    assert (quiet.headline, quiet.icon, quiet.tone) == (
        ordinary.headline,
        ordinary.icon,
        ordinary.tone,
    )
    assert quiet.notes == ""


def in_and_out(morning: Morning) -> None:
    assert morning.scan_number(MEMBER) is Outcome.ALREADY_IN
    morning.hands.press(ENTER)
    morning.hands.press(F3)
    assert morning.page.card.headline.text() == "Exit"
    assert morning.scan_number(MEMBER) is Outcome.LEFT
    morning.hands.press(ESC)
    morning.hands.press(F3)
    assert morning.scan_number(MEMBER) is Outcome.READMITTED


def another_session(opened: World, morning: Morning) -> None:
    morning.choose_session(WORKSHOP)
    assert morning.scan_number(MEMBER) is Outcome.WRONG_SESSION
    assert morning.scan_number(GUEST) is Outcome.TOO_EARLY
    opened.clock.show("13:45")
    fill(opened, but={GUEST, LAST})
    assert morning.scan_number(LAST) is Outcome.FULL
    opened.clock.show("15:40")
    assert morning.scan_number(GUEST) is Outcome.TOO_LATE
