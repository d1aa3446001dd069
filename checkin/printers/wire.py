"""Connections (transport) to label printers: TCP, or the device file of a USB printer on Linux."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import stat
import time
from typing import TYPE_CHECKING, Final, Protocol

from checkin.errors import PrinterTrouble
from checkin.language import mark

if TYPE_CHECKING:
    from pathlib import Path

CONNECTING: Final = 5.0  # timeout in seconds
STALLED: Final = 20.0  # timeout in seconds without a byte accepted: the printer waits for a hand
LINGER: Final = 1.0
PIECE: Final = 16_384


class Wire(Protocol):
    """A connection to a printer. All methods but `close` raise `OSError` when it is lost."""

    def write(self, data: bytes) -> None:
        """Writes everything; returns when all of it has left this program."""

    def read(self, most: int, seconds: float) -> bytes:
        """Reads what the printer sends within that time; empty where it sends nothing."""
        ...

    def close(self) -> None:
        """Closes the connection; never raises."""


class TcpWire:
    """A TCP connection to a network printer."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), CONNECTING)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes) -> None:
        self._socket.settimeout(STALLED)
        for start in range(0, len(data), PIECE):
            self._socket.sendall(data[start : start + PIECE])

    def read(self, most: int, seconds: float) -> bytes:
        self._socket.settimeout(max(seconds, 0.001))
        try:
            said = self._socket.recv(most)
        except TimeoutError:
            return b""
        if not said:
            raise ConnectionResetError
        return said

    def close(self) -> None:
        """Shuts down sending first, so that everything sent still arrives before the printer hangs up."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
            self._socket.settimeout(LINGER)
            while self._socket.recv(PIECE):
                pass
        self._socket.close()


class DeviceWire:
    """A device file such as `/dev/usb/lp0`, for writing to and reading from the printer."""

    def __init__(self, path: Path) -> None:
        """Raises `PrinterTrouble` for a file, a link or a pipe: an address is typed by hand, and what is written would
        be the end of that file."""
        # Windows has no such files: there a USB printer is one of the system's print queues.
        wanted = ("O_NONBLOCK", "O_NOCTTY", "O_NOFOLLOW", "O_CLOEXEC")
        flags = sum(getattr(os, name, 0) for name in wanted)
        require_device(path.lstat(), path)
        self._file = os.open(path, os.O_RDWR | flags)
        try:
            require_device(os.fstat(self._file), path)  # it may be another one since
        except PrinterTrouble:
            self.close()
            raise

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            _, ready, _ = select.select([], [self._file], [], STALLED)
            if not ready:
                raise TimeoutError
            try:
                rest = rest[os.write(self._file, rest[:PIECE]) :]
            except BlockingIOError:
                continue

    def read(self, most: int, seconds: float) -> bytes:
        """Polls: a printer with nothing to send reads as an empty file, immediately and repeatedly."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            select.select([self._file], [], [], left)
            try:
                said = os.read(self._file, most)
            except BlockingIOError:
                continue
            if said:
                return said
            select.select([], [], [], min(left, 0.05))
        return b""

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._file)


def require_device(found: os.stat_result, path: Path) -> None:
    """Raises `PrinterTrouble` unless this is a character device, as printers at a cable are."""
    if not stat.S_ISCHR(found.st_mode):
        raise PrinterTrouble(
            mark("{printer} is no device of a printer. Nothing was sent."), printer=path
        )


def read_exactly(wire: Wire, count: int, seconds: float) -> bytes:
    """Reads `count` bytes; empty on timeout."""
    end = time.monotonic() + seconds
    said = b""
    while len(said) < count and (left := end - time.monotonic()) > 0:
        said += wire.read(count - len(said), left)
    return said if len(said) == count else b""


def read_lines(wire: Wire, count: int, seconds: float) -> list[str]:
    """Reads `count` lines that end with a line feed; fewer on timeout."""
    end = time.monotonic() + seconds
    said = b""
    while said.count(b"\n") < count and (left := end - time.monotonic()) > 0:
        said += wire.read(1_024, left)
    return said.decode("ascii", "replace").splitlines()[:count]
