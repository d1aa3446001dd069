"""A desk in some state, and the hands that bring it there."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtTest import QTest

from checkin.domain import Flag, Role
from checkin.settings import Settings
from tests.ui.demo_store import MORNING
from tests.ui.input_driver import combined, focused, wait_for
from ui.parts.keys import WindowKey
from ui.parts.widgets import KeyButton
from ui.scanning.key_guard import is_secret
from ui.scanning.rhythm import RHYTHM_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from tests.ui.recorded_shell import LooseSettings, RecordedShell
    from ui.desk.page import DeskPage

GUESTS: Final = (42, 43, 44, 51, 54, 55)  # one for each time that a state is brought about


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


def says(case: DeskCase, headline: str) -> None:
    assert case.page.card.headline.text() == headline, case.page.card.hint.words()


def refused(case: DeskCase) -> None:
    """The sheet is open, and says what is missing or asked."""
    assert case.page.sheet is not None
    assert case.page.sheet.words()
