"""New keys (key rotation): boxes for this desk, and the stored entries that were sealed with them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal.entry_row import entry_of
from checkin.keys import Unopened, section_start, with_boxed_keys
from checkin.prepared import PreparedQuery

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from checkin.journal.entry import Entry
    from checkin.keys import KeyRing

_box, _entry = schema.key_box.c, schema.entry.c
_BOXES: Final = PreparedQuery(
    sa.select(_box.epoch, _box.box)
    .where(_box.desk == sa.bindparam("desk"))
    .order_by(_box.epoch, _box.entry)
)
_SECTIONS = (_entry.door, _entry.desk_section, _entry.organiser)


def ring_with_boxes(connection: sa.Connection, desk: str, ring: KeyRing) -> KeyRing | None:
    """The ring with the keys of those epochs of which a box for this desk has come; None without any."""
    boxes = ((row.epoch, row.box) for row in _BOXES.all_rows(connection, desk=desk))
    found = with_boxes(ring, boxes)
    return None if found is ring else found


def with_boxes(ring: KeyRing, boxes: Iterable[tuple[int, str]]) -> KeyRing:
    """The ring with the keys from these boxes, by their epochs; the same ring where none has a new one."""
    for epoch, box in boxes:
        if epoch not in ring.sealing[Tier.DOOR].by_epoch:
            with suppress(Unopened):  # made for other keys than this desk has
                ring = with_boxed_keys(ring, epoch, bytes.fromhex(box))
    return ring


def added(before: KeyRing, after: KeyRing) -> set[int]:
    """The epochs whose keys are in the one ring and not in the other."""
    old, new = (ring.sealing[Tier.DOOR].by_epoch.keys() for ring in (before, after))
    return set(new - old)


def sealed_with(connection: sa.Connection, event: str, epochs: Collection[int]) -> Iterator[Entry]:
    """The stored entries that have a section of one of these epochs."""
    starts = [section_start(epoch) for epoch in sorted(epochs)]
    size = len(section_start(0))
    sealed = sa.or_(*(sa.func.substr(section, 1, size).in_(starts) for section in _SECTIONS))
    for row in connection.execute(sa.select(schema.entry).where(sealed).order_by(_entry.n)):
        yield entry_of(row, event)
