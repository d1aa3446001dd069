"""The states of the desk: each is brought about by real scans and real keys."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checkin.domain import DelegateId, Flag, Match, Role
from checkin.settings import Printing, Settings
from tests.ui.demo_store import MORNING
from tests.ui.input_driver import combined, focused, wait_for
from ui.parts.keys import WindowKey
from ui.parts.widgets import KeyButton
from ui.scanning.key_guard import is_secret
from ui.scanning.rhythm import RHYTHM_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from tests.ui.recorded_shell import LooseSettings, RecordedShell
    from ui.desk.page import DeskPage

GUESTS: Final = (42, 43, 44, 51, 54, 55)  # one for each time that a state is brought about
JAPANESE, OTHER = 12, 30
GROUPS: Final = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot")
BADGE: Final = Settings(printing=Printing.ONCE)


class DeskCase:
    """A desk in some state, and the hands that brought it there."""

    def __init__(
        self,
        world: World,
        page: DeskPage,
        hands: Hands,
        shell: RecordedShell,
        chosen: LooseSettings,
    ) -> None:
        self.world, self.page, self.hands, self.shell = world, page, hands, shell
        self.settings = chosen
        self.desk, self.people, self.shift = (
            world.station.desk,
            world.station.people,
            world.station.shift,
        )
        self.times = 0

    @property
    def guest(self) -> int:
        """Somebody who has not been here before."""
        return GUESTS[self.times]

    @property
    def delegate(self) -> str:
        return f"{self.guest:032x}"

    def fresh(self) -> None:
        """Back to *Ready*, for the next guest: quicker than another window and another store."""
        page = self.page
        self.times += 1
        self.hands.seconds += 1
        page.close_sheet()
        page.banner.clear()
        self.later(WindowKey.ENTER)  # reads a note
        page.close_sheet()
        page.clear()
        if page.card.headline.text() == "Exit":
            page.exit_mode.turn()
        says(self, "Ready")
        self.desk.fixed, self.shift.role = "", Role.ORGANISER
        self.settings.change(Settings())
        self.world.clock.at = MORNING + timedelta(minutes=self.times)

    def scan(self, number: int) -> None:
        code = self.world.code(number)
        if is_secret(focused()):
            self.page.scanner.take(code)  # of a camera: what is typed there is never a scan
        else:
            self.hands.scan(code)

    def flag(self, flag: Flag) -> None:
        self.people.flag(self.delegate, flag, on=True)

    @contextmanager
    def without_store(self) -> Iterator[None]:
        """Nothing can be recorded: somebody has moved the folder."""
        away = self.world.folder.with_name("away.uketsuke")
        self.world.folder.rename(away)
        try:
            yield
        finally:
            away.rename(self.world.folder)

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
        recorded = [(scan.entry, scan.undone) for scan in self.desk.last(20)]
        offers = tuple(offer.act for offer in page.bar.offers)
        done = (len(shell.badges), len(shell.badges_again), tuple(shell.people))
        face = replace(page.card.face, organisation="")  # the counts come a little later
        asked = (page.sheet, page.sheet.words() if page.sheet else "", page.banner.words())
        return (recorded, face, asked, page.is_searching, page.waiting, offers, done)

    def known_keys(self) -> tuple[str, ...]:
        """The keys that are shown, and those that the fingers know."""
        buttons = self.page.sheet.findChildren(KeyButton) if self.page.sheet else ()
        shown = [button.key for button in buttons if button.isVisible()]
        shown += [offer.key for offer in self.page.bar.offers if len(offer.key) > 1]
        return tuple(dict.fromkeys((*shown, *ALWAYS)))


ALWAYS: Final = (
    WindowKey.ENTER,
    WindowKey.BACK,
    WindowKey.UNDO,
    WindowKey.EXIT,
    WindowKey.LEAD,
)


def wait_for_typing() -> None:
    wait_for(RHYTHM_MS)


def ready(case: DeskCase) -> None:
    case.scan(JAPANESE)
    case.later(WindowKey.ENTER)
    assert case.page.card.headline.text() == "Ready"


def exit_mode(case: DeskCase) -> None:
    case.later(WindowKey.EXIT)


def admitted(case: DeskCase) -> None:
    case.scan(case.guest)


def already_in(case: DeskCase) -> None:
    case.scan(case.guest)
    case.world.clock.forward(minutes=1)
    case.scan(case.guest)


def left(case: DeskCase) -> None:
    case.scan(case.guest)
    case.later(WindowKey.EXIT)


def undone(case: DeskCase) -> None:
    case.scan(JAPANESE)
    case.scan(case.guest)
    case.later(WindowKey.UNDO)


def unknown(case: DeskCase) -> None:
    case.hands.scan("something else")


def cancelled(case: DeskCase) -> None:
    case.people.cancel(case.delegate)
    case.scan(case.guest)


def too_early(case: DeskCase) -> None:
    case.desk.fixed = "reception"
    case.scan(case.guest)
    says(case, "Too early")


def too_late(case: DeskCase) -> None:
    case.desk.fixed = "reception"
    case.world.clock.show("23:00")
    case.scan(case.guest)
    says(case, "Too late")


def full(case: DeskCase) -> None:
    """A workshop of 24 seats, and all are taken."""
    case.world.clock.show("14:00")
    case.desk.fixed = "workshop-testimony"
    for number in range(0 if case.times else 24):
        fields = {"name": f"Scholar {number}", "category": "scholar"}
        made = DelegateId(case.desk.walkin(fields, approved=True).id)
        case.desk.checkin(made, "entrance")
        case.desk.checkin(made)
    case.desk.checkin(case.guest, "entrance")
    case.scan(case.guest)
    says(case, "Full")


def wrong_session(case: DeskCase) -> None:
    case.desk.fixed = "press-briefing"
    case.scan(case.guest)
    says(case, "Wrong session")


def needs_approval(case: DeskCase) -> None:
    made = case.desk.walkin({"name": f"Erik Lund {case.times}"})
    case.hands.seconds += 1
    case.page.check_in(DelegateId(made.id))
    assert "not approved yet" in case.page.card.hint.words()


def not_recorded(case: DeskCase) -> None:
    with case.without_store():
        case.scan(case.guest)
    says(case, "Not recorded")


def badge_waits(case: DeskCase) -> None:
    """Badges print by themselves, and the printer is away."""
    case.settings.change(BADGE)
    case.scan(case.guest)
    case.page.badge_moved()
    assert "waits" in case.page.card.hint.words()


def banner(case: DeskCase) -> None:
    """Undo fails: the card says Welcome as before, and a banner says why."""
    case.scan(case.guest)
    with case.without_store():
        case.later(WindowKey.UNDO)
    assert case.page.banner.words()


def quiet_check(case: DeskCase) -> None:
    case.flag(Flag.CALL_LEAD)
    case.scan(case.guest)


def lead_called(case: DeskCase) -> None:
    case.people.cancel(case.delegate)
    case.shift.hand_over()
    case.scan(case.guest)
    case.later(WindowKey.LEAD)
    assert "lead is needed" in case.page.card.hint.words()


def question(case: DeskCase) -> None:
    case.flag(Flag.CHECK_IDENTITY)
    case.scan(case.guest)


def second_question(case: DeskCase) -> None:
    case.flag(Flag.ASK_CONSENT)
    question(case)
    case.later(WindowKey.ENTER)


def note(case: DeskCase) -> None:
    case.people.correct(case.delegate, {"notes": "A letter waits"})
    case.flag(Flag.ATTENTION)
    case.scan(case.guest)


def note_read(case: DeskCase) -> None:
    note(case)
    case.later(WindowKey.ENTER)


def badge_wanted(case: DeskCase) -> None:
    case.scan(case.guest)
    case.later(WindowKey.BADGE)


def badge_question(case: DeskCase) -> None:
    case.world.station.badges.record_printed([case.delegate])
    badge_wanted(case)


def guessed(case: DeskCase) -> None:
    guess(case)
    case.later(WindowKey.ENTER)
    says(case, "Did you mean")


def guess(case: DeskCase) -> None:
    case.hands.type("tanaka")
    hit = replace(case.page.results.found[0], match=Match.GUESS)
    case.page.results.show_found((hit,), total=1)
    case.page.looking.shown.emit()


def group_sheet(case: DeskCase) -> None:
    name = f"Delegation {GROUPS[case.times]}"
    for number in range(13 + 4 * case.times, 17 + 4 * case.times):
        case.people.correct(f"{number:032x}", {"organisation": name})
    case.hands.type(name.lower())
    case.later(WindowKey.GROUP)


def group_refused(case: DeskCase) -> None:
    group_sheet(case)
    case.hands.press(Qt.Key.Key_Space)
    with case.without_store():
        case.later(WindowKey.ENTER)
    refused(case)


def walk_in_sheet(case: DeskCase) -> None:
    case.hands.type("erik lund")
    case.later(WindowKey.WALK_IN)


def walk_in_refused(case: DeskCase) -> None:
    """Enter without a name."""
    case.later(WindowKey.WALK_IN)
    case.later(WindowKey.ENTER)
    refused(case)


def walk_in_known(case: DeskCase) -> None:
    """Somebody of that name is on the roster: Enter would register them, Alt 1 opens their card."""
    case.hands.type("tanaka kyoko")
    case.later(WindowKey.WALK_IN)
    case.later(WindowKey.ENTER)
    refused(case)


def proxy_sheet(case: DeskCase) -> None:
    case.scan(case.guest)
    case.later(WindowKey.PROXY)


def reason_sheet(case: DeskCase) -> None:
    cancelled(case)
    case.later(WindowKey.LEAD)


def reason_refused(case: DeskCase) -> None:
    """Enter without a reason."""
    reason_sheet(case)
    case.later(WindowKey.ENTER)
    refused(case)


def pin_sheet(case: DeskCase) -> None:
    lead_called(case)
    case.later(WindowKey.LEAD)
    assert is_secret(focused())


def pin_refused(case: DeskCase) -> None:
    pin_sheet(case)
    case.hands.type("0000")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    wait_for_typing()
    case.hands.type("she is expected")
    case.later(WindowKey.ENTER)
    refused(case)


def session_sheet(case: DeskCase) -> None:
    case.later(WindowKey.SESSION)


def undo_question(case: DeskCase) -> None:
    ready(case)
    case.later(WindowKey.UNDO)
    assert case.page.sheet is not None


def says(case: DeskCase, headline: str) -> None:
    assert case.page.card.headline.text() == headline, case.page.card.hint.words()


def refused(case: DeskCase) -> None:
    """The sheet is open, and says what is missing or asked."""
    assert case.page.sheet is not None
    assert case.page.sheet.words()


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
        too_early,
        too_late,
        full,
        wrong_session,
        needs_approval,
        not_recorded,
        badge_waits,
        banner,
        quiet_check,
        lead_called,
        question,
        second_question,
        note,
        note_read,
        badge_wanted,
        badge_question,
        guess,
        guessed,
        group_sheet,
        group_refused,
        walk_in_sheet,
        walk_in_refused,
        walk_in_known,
        proxy_sheet,
        reason_sheet,
        reason_refused,
        pin_sheet,
        pin_refused,
        session_sheet,
        undo_question,
    )
}
