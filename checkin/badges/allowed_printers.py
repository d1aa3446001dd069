"""Printers that an organiser has allowed (allow-list): kept in the store, asked before anything is sent.

A label printer is an address that somebody types, and badges go there in clear. In the settings of the machine anybody
who uses it could name another one.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.errors import PrinterTrouble
from checkin.language import mark
from checkin.printers import read_address
from checkin.printers.wire import require_device
from checkin.store.store import put_setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.printers import Address
    from checkin.store.store import Store

_PREFIX: Final = "printer allowed: "
_setting = schema.setting.c


class AllowedPrinters:
    """Of one store on this machine. A printer is what stands in the settings: an address, or a queue of the system."""

    def __init__(self, store: Store, require_owner: Callable[[], None]) -> None:
        self._store = store
        self._require_owner = require_owner

    def knows(self, printer: str) -> bool:
        """Whether an organiser has allowed it."""
        query = sa.select(sa.exists().where(_setting.name == _PREFIX + _destination(printer)))
        with self._store.read() as connection:
            return bool(connection.scalar(query))

    def allow(self, printer: str) -> None:
        """From now on everybody at this desk may use it. Raises `NotAllowed` unless at work is who may set the desk up,
        and `PrinterTrouble` for an address that is none or a path that is no device."""
        self._require_owner()
        address = read_address(printer)
        if address is not None and address.device:
            with contextlib.suppress(OSError):  # one that is switched off has no device
                require_device(Path(address.device).lstat(), Path(address.device))
        with self._store.write() as connection:
            put_setting(connection, _PREFIX + _destination(printer), "1")

    def require(self, address: Address) -> None:
        """Raises `PrinterTrouble` for a label printer that nobody has allowed here."""
        if not self.knows(str(address)):
            sentence = mark("{printer} was not allowed by an organiser. Choose it under Station.")
            raise PrinterTrouble(sentence, printer=address.name)


def _destination(printer: str) -> str:
    """Where it sends to, whatever labels are in it; a queue of the system by its name."""
    address = read_address(printer)
    return f"to {address.destination}" if address else f"queue {printer}"
