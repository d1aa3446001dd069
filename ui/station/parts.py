"""Dependencies of Station, and the base class of its panels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from ui.parts.file_choice import FileChoice, NativeFiles
from ui.parts.theme import STEP, TOUCH
from ui.parts.widgets import Panel, text
from ui.printing import printer_choice, system_printer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.backup_check import CheckedBackup
    from checkin.badges import Badges
    from checkin.closing import Closing
    from checkin.desk import Desk, Shift
    from checkin.errors import KnownError
    from checkin.purging import Purge
    from checkin.readiness import Readiness
    from checkin.store.passphrases import Passphrases
    from ui.parts.sounds import Sounds
    from ui.printing.print_desk import PrintDesk
    from ui.scanning.capture.devices import Device
    from ui.scanning.capture.serial_line import SerialLine
    from ui.sharing import WindowSync

WORDS: Final = 200  # pixels, the width of a row's label


def cameras() -> tuple[Device, ...]:
    """The cameras plugged in now; empty where the system lacks the libraries."""
    try:
        from ui.scanning.capture.devices import listed  # noqa: PLC0415 - lazy import
    except ImportError:
        return ()
    return listed()


@dataclass(frozen=True, slots=True)
class StationParts:
    """The parts of the store, and of this machine, that the page uses."""

    folder: Path
    desk: Desk
    shift: Shift
    badges: Badges
    print_desk: PrintDesk
    serial: SerialLine
    sounds: Sounds
    sync: WindowSync
    rename: Callable[[str], None]
    take_up: Callable[[str], None]  # switches the role, by its PIN or the passphrase
    allow_printer: Callable[[str, str], None]  # by an organiser's PIN or the passphrase
    back_up: Callable[[Path | None], Path]  # into the store's folder and to a second place
    copy_to: Callable[[Path], int]
    check_backup: Callable[[Path, str], CheckedBackup]
    closing: Closing
    passphrases: Passphrases
    purge: Purge
    readiness: Readiness
    cameras: Callable[[], tuple[Device, ...]] = cameras
    printers: Callable[[], tuple[str, ...]] = system_printer.names
    printer_trouble: Callable[[str], KnownError | None] | None = None  # why it is not ready
    files: FileChoice = field(default_factory=NativeFiles)

    def trouble(self, printer: str) -> KnownError | None:
        """Why a printer of the settings is not ready; a label printer is queried directly."""
        if self.printer_trouble is not None:
            return self.printer_trouble(printer)
        return printer_choice.trouble(printer, self.badges)


class Rows(Panel):
    """A panel of rows: a label and its choice."""

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(18, 14, 18, 18)
        self._grid.setHorizontalSpacing(2 * STEP)
        self._grid.setVerticalSpacing(STEP)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, WORDS)
        self.body.addLayout(self._grid)

    def row(self, words: str, *widgets: QWidget) -> None:
        """Adds a row; the first widget takes the room and the accessible name."""
        name = text(words).wrapped()
        name.setMinimumHeight(TOUCH)
        name.setBuddy(widgets[0])
        if not widgets[0].accessibleName():
            widgets[0].setAccessibleName(words)
        line = QHBoxLayout()
        line.setSpacing(STEP)
        buttons = isinstance(widgets[0], QPushButton)
        for number, widget in enumerate(widgets):
            line.addWidget(widget, int(number == 0 and not buttons))
        if buttons:
            line.addStretch(1)
        at = self._grid.rowCount()
        self._grid.addWidget(name, at, 0)
        self._grid.addLayout(line, at, 1)

    def below(self, widget: QWidget) -> None:
        """Adds a widget below the last row."""
        self._grid.addWidget(widget, self._grid.rowCount(), 1)

    def say(self, words: str) -> None:
        """Shows a sentence under the rows."""
        at = self._grid.rowCount()
        self._grid.addWidget(text(words, "small").wrapped(), at, 0, 1, 2)
