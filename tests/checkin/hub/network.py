"""A network between a desk and its hub that can be cut and mended (TCP proxy)."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.hub.membership import Membership

PIECE: Final = 65_536


@dataclass
class Network:
    """Leads to the hub of a login. While it is cut, open connections are ended and no new ones answered."""

    true: Membership
    _open: list[socket.socket] = field(default_factory=list)
    _is_up: threading.Event = field(default_factory=threading.Event)

    @property
    def login(self) -> Membership:
        host, port = self._listener.getsockname()
        return replace(self.true, address=replace(self.true.address, host=host, port=port))

    @contextmanager
    def laid(self) -> Iterator[Network]:
        with socket.create_server(("127.0.0.1", 0)) as self._listener:
            self.mend()
            threading.Thread(target=self._serve, daemon=True).start()
            yield self
            self._listener.shutdown(socket.SHUT_RDWR)
            self.cut()

    def cut(self) -> None:
        self._is_up.clear()
        while self._open:
            with suppress(OSError):
                self._open.pop().shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self._is_up.set()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                if not self._is_up.is_set():
                    caller.close()
                    continue
                hub = socket.create_connection((self.true.address.host, self.true.address.port))
                self._open += [caller, hub]
                for source, target in ((caller, hub), (hub, caller)):
                    threading.Thread(target=_pump, args=[source, target], daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(PIECE):
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
