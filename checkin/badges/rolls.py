"""Labels left on the roll of a label printer (consumables), counted down; this machine's own, and no entry."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.errors import KnownError
from checkin.store.store import put_setting

if TYPE_CHECKING:
    from checkin.printers import LabelPrinter
    from checkin.store.store import Store

LOW: Final = 10  # from then on it is said
MOST: Final = 10_000
_PREFIX: Final = "labels left: "
_setting = schema.setting.c


class LabelRolls:
    """The rolls of one store's label printers, by the printer's name. Who is not told of a roll counts none."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def left(self) -> dict[str, int]:
        """Printer → labels left, at least 0, for those whose labels are counted."""
        query = sa.select(_setting.name, _setting.value).where(_setting.name.startswith(_PREFIX))
        with self._store.read() as connection:
            rows = connection.execute(query).all()
        return {row.name.removeprefix(_PREFIX): int(row.value) for row in rows}

    def new_roll(self, printer: str, labels: int) -> None:
        """From now on so many are left; 0 ends the counting."""
        with self._store.write() as connection:
            connection.execute(sa.delete(schema.setting).where(_setting.name == _PREFIX + printer))
            if labels:
                put_setting(connection, _PREFIX + printer, str(labels))

    def count_down(self, printer: str) -> None:
        """A label came out. Never raises `KnownError`: the label is out, whatever becomes of the count."""
        with contextlib.suppress(KnownError):
            left = self.left().get(printer)
            if left:
                with self._store.write() as connection:
                    put_setting(connection, _PREFIX + printer, str(left - 1))

    def counting(self, printer: LabelPrinter) -> LabelPrinter:
        """The printer, each of whose labels is counted."""
        printer.came_out = self.count_down
        return printer
