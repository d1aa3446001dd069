"""Serial scanner connection of the window; nothing of it is imported while no port is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.scanning.capture.serial_state import LineState

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.scanning.capture.serial_scanner import Port, SerialScanner


class SerialLine(QObject):
    """Lives as long as the window. Emits `scanned(text)`, `broken_off()` for an incomplete code, and
    `changed()` when the connection state changes."""

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
        from ui.scanning.capture.serial_scanner import ports  # noqa: PLC0415 - lazy import

        return ports()

    def use(self, key: str, speed: int) -> None:
        """Listens on that port, or on none; does nothing when it already does."""
        if (key, speed) == self._chosen:
            return
        self._chosen = (key, speed)
        if key:
            self._made().start(key, speed)
        elif self._scanner is not None:
            self._scanner.stop()

    def close(self) -> None:
        """Closes the port; safe to call twice."""
        self.use("", 0)

    def _made(self) -> SerialScanner:
        if self._scanner is None:
            from ui.scanning.capture import serial_scanner  # noqa: PLC0415 - lazy import

            self._scanner = serial_scanner.SerialScanner(self.find or serial_scanner.place_of, self)
            self._scanner.scanned.connect(self.scanned)
            self._scanner.broken_off.connect(self.broken_off)
            self._scanner.changed.connect(self.changed)
        return self._scanner
