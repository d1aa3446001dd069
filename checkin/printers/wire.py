"""The wires to label printers: a TCP connection, or the device file that Linux makes of a USB printer."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import time
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from pathlib import Path

CONNECTING: Final = 5.0  # seconds
STALLED: Final = 20.0  # without a byte being taken: the printer waits for a hand
LINGER: Final = 1.0
PIECE: Final = 16_384


class Wire(Protocol):
    """A printer at the other end. Everything raises `OSError` when it is gone."""

    def write(self, data: bytes) -> None:
        """Returns when all of it has left this program."""

    def read(self, most: int, seconds: float) -> bytes:
        """What the printer says within that time; nothing where it says nothing."""
        ...

    def close(self) -> None:
        """Lets go; never raises."""


class TcpWire:
    """A connection to a printer in the network."""

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
        """Ends the sending side first: what was sent must still arrive, and the printer hangs up then."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
            self._socket.settimeout(LINGER)
            while self._socket.recv(PIECE):
                pass
        self._socket.close()


class DeviceWire:
    """A device file such as `/dev/usb/lp0`: what is written is printed, what is read is the printer's."""

    def __init__(self, path: Path) -> None:
        # Windows has neither, and no such files: there a printer at a cable is one of the system's.
        flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
        self._file = os.open(path, os.O_RDWR | flags)

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
        """A printer that has nothing to say reads as an empty file, at once and again and again."""
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


def read_exactly(wire: Wire, count: int, seconds: float) -> bytes:
    """So many bytes; nothing where they do not come within that time."""
    end = time.monotonic() + seconds
    said = b""
    while len(said) < count and (left := end - time.monotonic()) > 0:
        said += wire.read(count - len(said), left)
    return said if len(said) == count else b""


def read_lines(wire: Wire, count: int, seconds: float) -> list[str]:
    """So many lines that end with a line feed; fewer where they do not come within that time."""
    end = time.monotonic() + seconds
    said = b""
    while said.count(b"\n") < count and (left := end - time.monotonic()) > 0:
        said += wire.read(1_024, left)
    return said.decode("ascii", "replace").splitlines()[:count]
