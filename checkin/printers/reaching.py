"""Factory: makes the label printer for an address."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from checkin.printers.address import Make
from checkin.printers.brother import USUAL, Brother
from checkin.printers.label_printer import PATIENCE, LabelPrinter, Patience
from checkin.printers.wire import DeviceWire, TcpWire
from checkin.printers.zebra import Zebra

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.printers.address import Address
    from checkin.printers.dialect import Dialect
    from checkin.printers.labels import Label
    from checkin.printers.printer import Draw
    from checkin.printers.wire import Wire


def label_printer(address: Address, draw: Draw, patience: Patience = PATIENCE) -> LabelPrinter:
    """The printer; the connection is opened on first use."""
    dialect, label = _language(address)
    return LabelPrinter(address.name, _wire(address), dialect, draw, label, patience)


def _language(address: Address) -> tuple[Dialect, Label | None]:
    match address.make:
        case Make.BROTHER:
            return Brother(), address.label or USUAL
        case Make.ZEBRA:
            return Zebra(address.dpi), address.label
        case _:
            assert_never(address.make)


def _wire(address: Address) -> Callable[[], Wire]:
    if address.device:
        return partial(DeviceWire, Path(address.device))
    return partial(TcpWire, address.host, address.port)
