"""The serial scanner that was chosen, whoever uses it: nothing of it is loaded while none is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.scanning.capture.serial_state import LineState

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.scanning.capture.serial_scanner import Port, SerialScanner


class SerialLine(QObject):
    """Lives as long as the window. Says `scanned(text)`, `broken_off()` for half a code, and `changed()`
    when the line does."""

    scanned = Signal(str)
    broken_off = Signal()
    changed = Signal()

    def __init__(
        self, parent: QObject | None = None, find: Callable[[str], str] | None = None
    ) -> None:
        super().__init__(parent)
        self.find = find
        self._chosen = ("", 0)
        self._scanner: SerialScanner | None = None

    @property
    def line(self) -> LineState:
        return LineState.OFF if self._scanner is None else self._scanner.line

    def ports(self) -> tuple[Port, ...]:
        """The ports to choose from now."""
        from ui.scanning.capture.serial_scanner import ports  # noqa: PLC0415 - only who chooses one pays for it

        return ports()

    def use(self, key: str, speed: int) -> None:
        """Listens on that port from now on, or on none; what is already so is left alone."""
        if (key, speed) == self._chosen:
            return
        self._chosen = (key, speed)
        if key:
            self._made().start(key, speed)
        elif self._scanner is not None:
            self._scanner.stop()

    def close(self) -> None:
        """Lets the port go; safe to call twice."""
        self.use("", 0)

    def _made(self) -> SerialScanner:
        if self._scanner is None:
            from ui.scanning.capture import serial_scanner  # noqa: PLC0415 - only who has such a scanner pays for it

            self._scanner = serial_scanner.SerialScanner(self.find or serial_scanner.place_of, self)
            self._scanner.scanned.connect(self.scanned)
            self._scanner.broken_off.connect(self.broken_off)
            self._scanner.changed.connect(self.changed)
        return self._scanner
