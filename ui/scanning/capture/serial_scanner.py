"""Serial port scanners (USB COM port, RS-232), with automatic reconnect.

A port gets another name when it comes back, so a USB scanner is identified by vendor, product and serial
number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal
from PySide6.QtSerialPort import QSerialPort, QSerialPortInfo

from ui.parts.timers import repeating, single_shot
from ui.scanning.capture.serial_framing import SILENCE_MS, Framing
from ui.scanning.capture.serial_state import SPEEDS, LineState

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_MS: Final = 1_000
_Error = QSerialPort.SerialPortError


@dataclass(frozen=True, slots=True)
class Port:
    """A port to choose: its key in the settings, and its display name."""

    key: str
    name: str


def ports() -> tuple[Port, ...]:
    """The serial ports available now."""
    return tuple(Port(_key(port), _words(port)) for port in QSerialPortInfo.availablePorts())


def place_of(key: str) -> str:
    """The current device path of that key; empty while it is unplugged."""
    found = (port_info for port_info in QSerialPortInfo.availablePorts() if _key(port_info) == key)
    return next((port.systemLocation() for port in found), "")


class SerialScanner(QObject):
    """Emits `scanned(text)`, `broken_off()` for an incomplete code, and `changed()` on a change of state."""

    scanned = Signal(str)
    broken_off = Signal()
    changed = Signal()

    def __init__(
        self, place_of: Callable[[str], str] = place_of, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._place_of = place_of
        self._key = ""
        self._speed = SPEEDS[0]
        self._line = LineState.OFF
        self._framing = Framing()
        self._port: QSerialPort | None = None
        self._looking = repeating(self, LOOK_MS, self.look)
        self._silence = single_shot(self, SILENCE_MS, self._fall_silent)

    @property
    def line(self) -> LineState:
        return self._line

    def start(self, key: str, speed: int = SPEEDS[0]) -> None:
        """Listens on the port of that key, now or as soon as it is plugged in."""
        self.stop()
        self._key, self._speed = key, speed
        self.look()
        self._looking.start()

    def stop(self) -> None:
        """Closes the port; safe when none is open."""
        self._looking.stop()
        self._shut()
        self._say(LineState.OFF)

    def look(self) -> None:
        """Polls for the port, and opens it when available."""
        if self._port is None:
            place = self._place_of(self._key)
            self._say(self._open(place) if place else LineState.ABSENT)

    def _open(self, place: str) -> LineState:
        port = QSerialPort(self)
        port.setPortName(place)
        port.setBaudRate(self._speed)
        if not port.open(QIODevice.OpenModeFlag.ReadWrite):
            error = port.error()
            port.deleteLater()
            return _CANNOT.get(error, LineState.FAILED)
        port.setDataTerminalReady(True)
        port.readyRead.connect(self._read)
        port.errorOccurred.connect(self._fail)
        self._port, self._framing = port, Framing()
        return LineState.OPEN

    def _read(self) -> None:
        if self._port is None:
            return
        scans = self._framing.feed(bytes(self._port.readAll().data()))
        if self._framing.waits:
            self._silence.start()
        else:
            self._silence.stop()
        for scan in scans:
            self.scanned.emit(scan)

    def _fall_silent(self) -> None:
        rest = self._framing.fall_silent()
        if rest.broken_off:
            self.broken_off.emit()
        elif rest.text.strip():
            self.scanned.emit(rest.text)

    def _fail(self, error: QSerialPort.SerialPortError) -> None:
        """Unplugging is reported as an error; other errors pass by themselves."""
        if error in {_Error.ResourceError, _Error.DeviceNotFoundError, _Error.PermissionError}:
            # Deferred: not from within the port's own signal, because the port is deleted here.
            QTimer.singleShot(0, self, self._lose)

    def _lose(self) -> None:
        self._shut()
        self._say(LineState.ABSENT)

    def _shut(self) -> None:
        self._silence.stop()
        port, self._port = self._port, None
        if port is not None:
            port.readyRead.disconnect(self._read)
            port.errorOccurred.disconnect(self._fail)
            port.close()
            port.deleteLater()

    def _say(self, line: LineState) -> None:
        if line is not self._line:
            self._line = line
            self.changed.emit()


_CANNOT: Final = {
    _Error.DeviceNotFoundError: LineState.ABSENT,
    _Error.PermissionError: LineState.DENIED,
}


def _key(port: QSerialPortInfo) -> str:
    if port.hasVendorIdentifier() and port.hasProductIdentifier():
        parts = (f"{port.vendorIdentifier():04x}", f"{port.productIdentifier():04x}")
        return ":".join(("usb", *parts, port.serialNumber()))
    return f"port:{port.portName()}"


def _words(port: QSerialPortInfo) -> str:
    named = " ".join(filter(None, (port.manufacturer(), port.description())))
    return f"{named} ({port.portName()})" if named else port.portName()
