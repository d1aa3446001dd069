"""A hub that has the right certificate and lies (hostile server): a true one behind it, whose answers are changed.

It ends TLS with the hub's own key, so that channel binding holds; the rest of the login passes through.
"""

from __future__ import annotations

import select
import socket
import ssl
import struct
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checkin.hub.local import LocalHub
    from checkin.hub.membership import Membership

    Rows = list[bytes]  # each a DataRow of the protocol, without its head
    Lie = Callable[[Rows], Rows]

ASK_FOR_TLS: Final = struct.pack(">II", 8, 80877103)
PIECE: Final = 65_536
HEAD: Final = 5  # of a message: its type and its length
TICK: Final = 0.05


@dataclass
class HostileHub:
    """`lie` changes the rows of an answer. `drip` sends one byte a tick; `flood` sends a message without end.

    It is honest until `begin`.
    """

    cluster: LocalHub
    mine: Membership  # the login of the desk that is lied to
    lie: Lie = field(default=list)
    drip: bool = False
    flood: bytes = b""
    _is_on: threading.Event = field(default_factory=threading.Event)

    def begin(self) -> None:
        self._is_on.set()

    @property
    def login(self) -> Membership:
        """The same login, led here."""
        host, port = self._listener.getsockname()
        return replace(self.mine, address=replace(self.mine.address, host=host, port=port))

    @contextmanager
    def listening(self) -> Iterator[HostileHub]:
        with socket.create_server(("127.0.0.1", 0)) as self._listener:
            threading.Thread(target=self._serve, daemon=True).start()
            yield self
            self._listener.shutdown(socket.SHUT_RDWR)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                threading.Thread(target=self._stand_between, args=[caller], daemon=True).start()

    def _stand_between(self, caller: socket.socket) -> None:
        with suppress(OSError), self._desk(caller) as desk, self._true_hub() as hub:
            unread = b""
            while True:
                for ready in _ready(desk, hub):
                    data = ready.recv(PIECE)
                    if not data:
                        return
                    if ready is desk:
                        hub.sendall(data)
                    elif self._is_on.is_set():
                        answer, unread = self._changed(unread + data)
                        self._send(desk, answer)
                    else:
                        desk.sendall(data)

    def _changed(self, data: bytes) -> tuple[bytes, bytes]:
        """Whole messages with the lie in them, and what is left of a message that is not whole yet."""
        answer, rows = b"", list[bytes]()
        at = 0
        while len(data) - at >= HEAD:
            kind, length = struct.unpack_from(">cI", data, at)
            if len(data) - at <= length:
                break
            body, at = data[at + HEAD : at + 1 + length], at + 1 + length
            if kind == b"D":
                rows.append(body)
                continue
            answer += b"".join(map(_row, self.lie(rows))) + _message(kind, body)
            rows = []
        unsent = b"".join(map(_row, rows))
        return answer, unsent + data[at:]

    def _send(self, desk: ssl.SSLSocket, answer: bytes) -> None:
        pause = threading.Event()
        if self.flood:
            desk.sendall(self.flood)
            while True:
                desk.sendall(bytes(PIECE))
        if not self.drip:
            desk.sendall(answer)
            return
        for place in range(len(answer)):
            desk.sendall(answer[place : place + 1])
            pause.wait(TICK)

    def _desk(self, caller: socket.socket) -> ssl.SSLSocket:
        assert caller.recv(len(ASK_FOR_TLS)) == ASK_FOR_TLS
        caller.sendall(b"S")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        data: Path = self.cluster.data
        context.load_cert_chain(data / "server.pem", data / "server.key")
        return context.wrap_socket(caller, server_side=True)

    def _true_hub(self) -> ssl.SSLSocket:
        hub = socket.create_connection((self.mine.address.host, self.mine.address.port))
        hub.sendall(ASK_FOR_TLS)
        assert hub.recv(1) == b"S"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context.wrap_socket(hub)


def _ready(*sockets: ssl.SSLSocket) -> list[ssl.SSLSocket]:
    waiting = [one for one in sockets if one.pending()]
    return waiting or select.select(sockets, [], [])[0]


def _row(body: bytes) -> bytes:
    return _message(b"D", body)


def _message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack(">I", len(body) + 4) + body
