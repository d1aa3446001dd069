"""Prints the queue, or a batch, for a test to kill: `python -m tests.faults.printing ORDER`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from checkin.bootstrap import open_store
from checkin.printers import read_address
from checkin.store import people
from tests import factories


def main(order: dict[str, str]) -> None:
    station = open_store(Path(order["store"]), factories.PASSPHRASE, clock=factories.Clock())
    address = read_address(order["address"])
    assert address
    station.badges.allowed.allow(order["address"])
    printer = station.badges.label_printer(address)
    if "batch" in order:
        with station.store.read() as connection:
            everybody = people.everyone(connection)
        station.badges.print_batch(everybody, printer, "roll-62")
    else:
        station.badges.work_off(printer, layout="roll-62")
    station.close()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
