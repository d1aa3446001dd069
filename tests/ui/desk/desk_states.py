"""The states of the desk: each is brought about by real scans and real keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtTest import QTest

from checkin.domain import Flag, Match
from tests.ui.input_driver import combined, focused, wait_for
from ui.parts.keys import WindowKey
from ui.scanning.rhythm import RHYTHM_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from tests.ui.recorded_shell import RecordedShell
    from ui.desk.page import DeskPage

GUEST, JAPANESE, PARLIAMENTARIAN = 42, 12, 18


class DeskCase:
    """A desk in some state, and the hands that brought it there."""

    def __init__(self, world: World, page: DeskPage, hands: Hands, shell: RecordedShell) -> None:
        self.world, self.page, self.hands, self.shell = world, page, hands, shell

    def scan(self, number: int) -> None:
        self.hands.scan(self.world.code(number))

    def flag(self, flag: Flag) -> None:
        self.world.station.people.flag(f"{GUEST:032x}", flag, on=True)

    def press(self, key: str) -> None:
        """A key, without any pause before it."""
        self._send(key, repeat=False)
        wait_for_typing()

    def hold(self, key: str) -> None:
        """A key that was pressed before, and repeats itself."""
        for _ in range(3):
            self.hands.seconds += 0.03
            self._send(key, repeat=True)
        wait_for_typing()

    def later(self, key: str) -> None:
        """A key, once all has been read."""
        self.hands.seconds += 0.3
        self.press(key)

    def _send(self, key: str, *, repeat: bool) -> None:
        pressed = combined(key)
        for down in (True, False):
            if down or not repeat:
                QTest.simulateEvent(
                    focused(), down, int(pressed.key()), pressed.keyboardModifiers(), "", repeat
                )

    def seen(self) -> tuple[object, ...]:
        """All that a key may decide here: what is recorded, shown, asked, queued, printed and opened."""
        page, shell = self.page, self.shell
        recorded = [(scan.entry, scan.undone) for scan in self.world.station.desk.last(20)]
        offers = tuple(offer.act for offer in page.bar.offers)
        done = (len(shell.badges), len(shell.badges_again), tuple(shell.people))
        face = replace(page.card.face, organisation="")  # the counts come a little later
        return (recorded, face, page.sheet, page.is_searching, page.waiting, offers, done)


def wait_for_typing() -> None:
    wait_for(RHYTHM_MS)


def ready(case: DeskCase) -> None:
    case.scan(JAPANESE)
    case.later(WindowKey.ENTER)
    assert case.page.card.headline.text() == "Ready"


def exit_mode(case: DeskCase) -> None:
    case.later(WindowKey.EXIT)


def admitted(case: DeskCase) -> None:
    case.scan(GUEST)


def already_in(case: DeskCase) -> None:
    case.scan(GUEST)
    case.world.clock.forward(minutes=1)
    case.scan(GUEST)


def left(case: DeskCase) -> None:
    case.scan(GUEST)
    case.later(WindowKey.EXIT)


def undone(case: DeskCase) -> None:
    case.scan(JAPANESE)
    case.scan(GUEST)
    case.later(WindowKey.UNDO)


def unknown(case: DeskCase) -> None:
    case.hands.scan("something else")


def cancelled(case: DeskCase) -> None:
    case.world.station.people.cancel(f"{GUEST:032x}")
    case.scan(GUEST)


def quiet_check(case: DeskCase) -> None:
    case.flag(Flag.CALL_LEAD)
    case.scan(GUEST)


def lead_called(case: DeskCase) -> None:
    case.world.station.people.cancel(f"{GUEST:032x}")
    case.world.station.shift.hand_over()
    case.scan(GUEST)
    case.later(WindowKey.LEAD)
    assert "lead is needed" in case.page.card.hint.words()


def question(case: DeskCase) -> None:
    case.flag(Flag.CHECK_IDENTITY)
    case.scan(GUEST)


def second_question(case: DeskCase) -> None:
    case.flag(Flag.ASK_CONSENT)
    question(case)
    case.later(WindowKey.ENTER)


def note(case: DeskCase) -> None:
    case.world.station.people.correct(f"{GUEST:032x}", {"notes": "A letter waits"})
    case.flag(Flag.ATTENTION)
    case.scan(GUEST)


def note_read(case: DeskCase) -> None:
    note(case)
    case.later(WindowKey.ENTER)


def badge_wanted(case: DeskCase) -> None:
    case.scan(GUEST)
    case.later(WindowKey.BADGE)


def badge_question(case: DeskCase) -> None:
    case.world.station.badges.record_printed([f"{GUEST:032x}"])
    badge_wanted(case)


def guessed(case: DeskCase) -> None:
    guess(case)
    case.later(WindowKey.ENTER)
    assert case.page.card.headline.text() == "Did you mean"


def guess(case: DeskCase) -> None:
    case.hands.type("tanaka")
    hit = replace(case.page.results.found[0], match=Match.GUESS)
    case.page.results.show_found((hit,), total=1)
    case.page.looking.shown.emit()


def group_sheet(case: DeskCase) -> None:
    for number in range(10, 14):
        fields = {"organisation": "Delegation of Four"}
        case.world.station.people.correct(f"{number:032x}", fields)
    case.hands.type("delegation of four")
    case.later(WindowKey.GROUP)


def walk_in_sheet(case: DeskCase) -> None:
    case.hands.type("erik lund")
    case.later(WindowKey.WALK_IN)


def proxy_sheet(case: DeskCase) -> None:
    case.scan(PARLIAMENTARIAN)
    case.later(WindowKey.PROXY)


def reason_sheet(case: DeskCase) -> None:
    cancelled(case)
    case.later(WindowKey.LEAD)


def session_sheet(case: DeskCase) -> None:
    case.later(WindowKey.SESSION)


def undo_question(case: DeskCase) -> None:
    ready(case)
    case.later(WindowKey.UNDO)
    assert case.page.sheet is not None


STATES: Final[dict[str, Callable[[DeskCase], None]]] = {
    state.__name__: state
    for state in (
        ready,
        exit_mode,
        admitted,
        already_in,
        left,
        undone,
        unknown,
        cancelled,
        quiet_check,
        lead_called,
        question,
        second_question,
        note,
        note_read,
        badge_wanted,
        badge_question,
        guessed,
        group_sheet,
        walk_in_sheet,
        proxy_sheet,
        reason_sheet,
        session_sheet,
        undo_question,
    )
}
