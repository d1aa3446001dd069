"""Printer simulators on the loopback interface, which speak the real protocols and inject faults."""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
import socket
import threading
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PIL import Image

from tests.checkin.paper_samples import codes_in

if TYPE_CHECKING:
    from collections.abc import Iterator


ROW: Final = 90
DEADLINE: Final = 30.0


@dataclass
class Plan:
    """Faults to inject: badge number (from 1, in order of arrival) → fault. Each happens once."""

    faults: dict[int, str] = field(default_factory=dict)


class LoopbackPrinter:
    """A device with one connection at a time. `paper` is what it has printed, permanently.

    Faults: `reset` closes the connection while the badge is received; `eaten` when it is received completely but not
    printed; `torn` after it is printed but not confirmed; `jam` spoils the badge and reports it; `mute` prints a
    badge without confirming it; `out` makes it the last label of a roll; `away` makes it the last before the printer
    is disconnected.
    """

    def __init__(self, plan: Plan | None = None) -> None:
        self.plan = plan or Plan()
        self.paper: list[Image.Image] = []
        self._decoded: list[str] = []
        self._came = threading.Condition()
        self.seen = 0
        self.state: set[str] = set()  # "open", "empty": until the operator fixes it
        self._wire: socket.socket | None = None
        self.on = threading.Event()
        self.on.set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def codes(self) -> list[str]:
        """The code of each printed badge, in order."""
        while len(self._decoded) < len(self.paper):
            (code,) = codes_in(self.paper[len(self._decoded)])
            self._decoded.append(code)
        return self._decoded

    def comes_out(self, badge: Image.Image) -> None:
        with self._came:
            self.paper.append(badge)
            self._came.notify_all()

    def wait_for(self, count: int) -> None:
        """Waits until that many badges are printed."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.paper) >= count, DEADLINE)

    def afterwards(self, fault: str, wire: socket.socket) -> None:
        """Injects a fault after the badge is printed and confirmed."""
        if fault == "out":
            self.state.add("empty")
        if fault == "away":
            self.on.clear()
            self._listening.close()
            tear(wire)

    def switch_off(self) -> None:
        """Disconnects from the network: its address does not respond."""
        self.on.clear()
        if self._wire is not None:
            with contextlib.suppress(OSError):
                self._wire.shutdown(socket.SHUT_RDWR)
        # A socket that blocks in accept is woken by a connection.
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            pass
        self._listening.close()
        self._thread.join(DEADLINE)

    def switch_on(self) -> None:
        """Comes back at the same address."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self.on.set()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        if self.on.is_set():
            self.switch_off()

    def _serve(self) -> None:
        while self.on.is_set():
            try:
                wire, _ = self._listening.accept()
            except OSError:
                return
            with wire, contextlib.suppress(OSError):
                self._wire = wire
                wire.settimeout(DEADLINE)
                self.talk(wire)

    def talk(self, wire: socket.socket) -> None:
        raise NotImplementedError

    def fault(self) -> str:
        """The fault for the badge that is being received."""
        self.seen += 1
        return self.plan.faults.pop(self.seen, "")


def tear(wire: socket.socket) -> None:
    """Resets the connection: data in transit is lost, and the other side is notified."""
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    wire.close()
    raise ConnectionResetError


class Stream:
    """Reads the bytes of a connection as a printer does."""

    def __init__(self, wire: socket.socket) -> None:
        self._wire = wire
        self._held = b""

    def take(self, count: int) -> bytes:
        while len(self._held) < count:
            self._more()
        taken, self._held = self._held[:count], self._held[count:]
        return taken

    def until(self, *ends: bytes) -> bytes:
        while not any(end in self._held for end in ends):
            self._more()
        at = min(self._held.index(end) + len(end) for end in ends if end in self._held)
        return self.take(at)

    def _more(self) -> None:
        said = self._wire.recv(65_536)
        if not said:
            raise ConnectionResetError
        self._held += said


class LoopbackBrother(LoopbackPrinter):
    """A QL-820NWB. `talks=False`: it never replies, as over some networks."""

    def __init__(
        self, plan: Plan | None = None, roll: tuple[int, int] = (62, 0), *, talks: bool = True
    ) -> None:
        self.roll = roll
        self.talks = talks
        super().__init__(plan)

    def talk(self, wire: socket.socket) -> None:
        stream = Stream(wire)
        rows: list[bytes] = []
        while True:
            command = stream.take(1)
            if command == b"\0":
                continue
            if command in (b"g", b"w"):
                _, count = stream.take(2)
                rows.append(stream.take(count))
                if len(rows) == 200:
                    self._while_it_comes_in(wire)
            elif command == b"\x1a":
                self._print(wire, rows)
                rows = []
            elif command == b"M":
                stream.take(1)
            else:
                assert command == b"\x1b", command
                self._escape(stream, wire)

    def _escape(self, stream: Stream, wire: socket.socket) -> None:
        command = stream.take(1)
        if command == b"@":
            return
        assert command == b"i"
        kind = stream.take(1)
        if kind == b"S":
            self._say(wire, 0)
        else:
            told = stream.take(
                {b"a": 1, b"!": 1, b"z": 10, b"M": 1, b"A": 1, b"K": 1, b"d": 2}[kind]
            )
            if kind == b"z":
                assert tuple(told[2:4]) == self.roll, (
                    "it would print on other labels than are in it"
                )

    def _while_it_comes_in(self, wire: socket.socket) -> None:
        if self.plan.faults.get(self.seen + 1) == "reset":
            self.fault()
            tear(wire)

    def _print(self, wire: socket.socket, rows: list[bytes]) -> None:
        fault = self.fault()
        if fault == "eaten":
            tear(wire)
        if fault == "jam":
            self._say(wire, 2, jam=True)
            return
        self._say(wire, 6)
        self.comes_out(brother_picture(rows))
        if fault == "torn":
            tear(wire)
        if fault != "mute":
            self._say(wire, 1)
        self.afterwards(fault, wire)

    def _say(self, wire: socket.socket, kind: int, *, jam: bool = False) -> None:
        if self.talks:
            first = 0x01 if "empty" in self.state else 0
            second = 0x10 if "open" in self.state else 0x40 if jam else 0
            wire.sendall(brother_status(kind, self.roll, first, second))


def brother_status(
    kind: int, roll: tuple[int, int] = (62, 0), first: int = 0, second: int = 0
) -> bytes:
    said = bytearray(32)
    said[0:4] = b"\x80\x20B4"
    said[8], said[9] = first, second
    said[10], said[11], said[17] = roll[0], (0x0B if roll[1] else 0x0A), roll[1]
    said[18] = kind
    return bytes(said)


def brother_picture(rows: list[bytes]) -> Image.Image:
    """The printed picture: pins from right to left, row by row."""
    data = bytes(byte ^ 0xFF for row in rows for byte in row)
    picture = Image.frombytes("1", (8 * ROW, len(rows)), data)
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT).convert("L")


_PICTURE: Final = re.compile(rb"\^GFA,(\d+),(\d+),(\d+),:Z64:([A-Za-z0-9+/=]+):([0-9A-F]{4})\^FS")


class LoopbackZebra(LoopbackPrinter):
    """A ZPL printer. It does not notify, and answers `~HS`."""

    def talk(self, wire: socket.socket) -> None:
        stream = Stream(wire)
        self._silent, self._leaves, self._stuck = False, False, 0
        while True:
            said = stream.until(b"~HS\r\n", b"~JX\r\n", b"^XZ\r\n")
            if said.endswith(b"^XZ\r\n"):
                self._print(wire, said)
            elif said.endswith(b"~HS\r\n") and not self._silent:
                self._answer(wire)

    def _print(self, wire: socket.socket, label: bytes) -> None:
        fault = self.fault()
        if fault in {"reset", "eaten"}:
            tear(wire)
        if fault == "jam":
            self._stuck = 1
            self.state.add("open")
            return
        self.comes_out(zebra_picture(label))
        if fault == "torn":
            tear(wire)
        self._silent, self._leaves = fault == "mute", fault == "away"
        if fault == "out":
            self.afterwards(fault, wire)

    def _answer(self, wire: socket.socket) -> None:
        head, empty = "open" in self.state, "empty" in self.state
        wire.sendall(zebra_status(empty=empty, head=head, waiting=self._stuck))
        if self._leaves:
            self.afterwards("away", wire)


def zebra_status(
    *, empty: bool = False, head: bool = False, paused: bool = False, waiting: int = 0
) -> bytes:
    lines = (
        f"030,{empty:d},{paused:d},0812,000,0,0,0,000,0,0,0",
        f"000,0,{head:d},0,0,2,4,0,{waiting:08d},1,000",
        "1234,0",
    )
    return "".join(f"\x02{line}\x03\r\n" for line in lines).encode()


def zebra_picture(label: bytes) -> Image.Image:
    found = _PICTURE.search(label)
    assert found, "there is no picture in it"
    size, again, row = (int(found[at]) for at in (1, 2, 3))
    assert binascii.crc_hqx(found[4], 0) == int(found[5], 16)
    data = zlib.decompress(base64.b64decode(found[4]))
    assert len(data) == size == again
    picture = Image.frombytes("1", (row * 8, size // row), bytes(byte ^ 0xFF for byte in data))
    return picture.convert("L")


@contextlib.contextmanager
def running(printer: LoopbackPrinter) -> Iterator[LoopbackPrinter]:
    try:
        yield printer
    finally:
        printer.close()
