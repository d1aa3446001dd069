"""A laptop of an event: a process with a home and a screen of its own, used by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.bootstrap import open_store
from checkin.sync import desks
from tests.checkin.cli.program import Program
from tests.journeys import screen

if TYPE_CHECKING:
    from contextlib import ExitStack
    from pathlib import Path

    from checkin.domain import PastScan
    from checkin.journal import Head
    from checkin.station import Station
    from checkin.sync import DeskState
    from tests.journeys.screen import Window

PASSPHRASE: Final = "of all three laptops"
DESK: Final = "ctrl+1"
READ, WRITE = "alt+f", "alt+e"


@dataclass
class Laptop:
    """A window, and a second connection to the store that it writes."""

    window: Window
    program: Program
    desks_page: str  # its key
    _reader: Station | None = None

    @property
    def reader(self) -> Station:
        assert self._reader is not None
        return self._reader

    def file(self, kind: str) -> Path:
        """A file of this laptop on the stick that goes round."""
        return self.program.home.with_suffix(f".uketsuke-{kind}")

    @property
    def stores(self) -> Path:
        return self.program.home / "stores"

    def is_at_work(self) -> bool:
        """Whether the desk is in front: by then its store is in the settings."""
        written = self.program.home.rglob("settings.json")
        return any(str(self.stores) in path.read_text(encoding="utf-8") for path in written)

    def begin(self, stack: ExitStack) -> None:
        """The recovery passphrase is written down; the store is read from then on."""
        self.window.press_until("Return", self.is_at_work, "the desk is in front")
        (folder,) = self.stores.glob("*.uketsuke")
        self._reader = stack.enter_context(open_store(folder, PASSPHRASE, read_only=True))
        self.program = self.program.on(folder).with_passphrase(PASSPHRASE)

    def scan(self, code: str) -> PastScan:
        """Scans a code and waits until this desk has recorded it."""
        before = self.reader.desk.last(1)
        screen.again(
            lambda: self.window.scan(code),
            lambda: self.reader.desk.last(1) != before,
            "the scan is recorded",
        )
        return self.reader.desk.last(1)[0]

    def last_entry(self, desk: str) -> Head | None:
        """The last entry of a desk that is here."""
        return self.reader.exchange.heads().get(desk)

    def hears(self, *others: Laptop) -> None:
        """Waits until all that each of the others has written is here."""
        written = {other.reader.desk_id: other.last_entry(other.reader.desk_id) for other in others}
        screen.wait_until(
            lambda: all(self.last_entry(desk) == last for desk, last in written.items()),
            "all is heard",
        )

    def write_stick(self) -> None:
        self.ask_for_file(WRITE, "Write a stick")
        self.window.choose_file("Write a stick", self.file("bundle"))
        screen.wait_until(self.file("bundle").exists, "the stick is written")
        self.window.press(DESK)

    def read_stick(self, other: Laptop) -> None:
        self.ask_for_file(READ, "Read a stick")
        self.window.choose_file("Read a stick", other.file("bundle"))
        self.window.press(DESK)

    def ask_for_file(self, key: str, title: str) -> None:
        """Presses a key of the page Desks until it asks for a file."""
        screen.again(
            lambda: self.window.press(self.desks_page, key),
            lambda: self.window.shows(title),
            f"there is a dialog {title}",
        )

    def desks(self) -> tuple[DeskState, ...]:
        return desks(self.reader.exchange)

    def to_settle(self) -> int:
        return self.reader.conflicts.counts().to_settle

    def inside(self) -> list[tuple[object, ...]]:
        """Who is here, as the sheet of that name shows it."""
        return [tuple(row) for row in self.reader.reports.inside().rows]


def program_of(home: Path) -> Program:
    """The program with this home, in which its stores are."""
    return Program(home, None, None, {"UKETSUKE_STORES": str(home / "stores")})


def start(stack: ExitStack, home: Path, desks_page: str) -> Laptop:
    """A window that has no store yet."""
    (home / "stores").mkdir(parents=True)
    program = program_of(home)
    window = stack.enter_context(screen.window(program, home / "said"))
    return Laptop(window, program, desks_page)
