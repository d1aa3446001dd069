"""A hub that lies to a desk, with the right certificate: nothing false is taken in, and it ends soon."""

from __future__ import annotations

import random
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pytest

from checkin import hub as hubs
from checkin.errors import HubMisbehaves, HubUnreachable, KnownError
from checkin.hub import connection, queries
from checkin.hub.connection import connected
from checkin.sync import desks
from tests.checkin.hub.desks_at_hub import ids, login_of, sync, write
from tests.checkin.hub.hostile import HostileHub
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from tests.checkin.hub.desks_at_hub import DesksAtHub
    from tests.checkin.hub.hostile import Lie, Rows

ENTRIES: Final = 30
FLIPS: Final = 300 if THOROUGH else 12
LONG: Final = struct.pack(">cII", b"A", 0x3FFFFFFF, 1)  # a notification of a gigabyte begins so


def twice(rows: Rows) -> Rows:
    return [row for row in rows for _ in range(2)]


def backwards(rows: Rows) -> Rows:
    return rows[::-1]


def the_last_again_and_again(rows: Rows) -> Rows:
    return rows[-1:] * 1_000


def nothing(_: Rows) -> Rows:
    return []


def half(rows: Rows) -> Rows:
    return rows[: len(rows) // 2 + 1]


@pytest.mark.parametrize("lie", [twice, backwards, the_last_again_and_again, nothing, half])
def test_rows_that_are_repeated_reordered_or_kept_back(at_hub: DesksAtHub, lie: Lie) -> None:
    first, desk, _ = at_hub.stations
    write(desk, ENTRIES)
    sync(desk)
    true = ids(first) | ids(desk)
    lied_to(at_hub, lie)
    assert ids(first) <= true
    sync(first)
    assert ids(desk) <= ids(first)
    assert first.journal.verify().intact


def lied_to(at_hub: DesksAtHub, lie: Lie) -> None:
    """A first desk that syncs with such a hub: it ends, with a sentence or without."""
    first = at_hub.stations[0]
    with HostileHub(at_hub.cluster, login_of(first), lie).listening() as hostile:
        hostile.begin()
        with suppress(KnownError):
            hubs.sync_once(first.exchange, hostile.login)


def test_a_chain_that_is_kept_from_one_desk_is_missed_by_another(at_hub: DesksAtHub) -> None:
    """A hub that tells different desks different things: statements are signed, it cannot change them."""
    first, desk, _ = at_hub.stations
    sync(first, desk)
    write(desk, ENTRIES)
    sync(desk)
    chain = bytes.fromhex(desk.desk_id)
    lied_to(at_hub, lambda rows: [row for row in rows if chain not in row])
    assert not ids(desk) <= ids(first)
    sync(desk)
    (seen,) = (state for state in desks(desk.exchange) if state.id == first.desk_id)
    assert seen.lacks == ENTRIES


def test_rows_that_are_altered_anywhere(at_hub: DesksAtHub) -> None:
    """psycopg's own decoder of arrays ended the program at the first of them."""
    first, desk, _ = at_hub.stations
    write(desk, 2)
    sync(desk)
    dice = random.Random(1)  # noqa: S311 - the same each time

    def altered(rows: Rows) -> Rows:
        return [flipped(row) for row in rows]

    def flipped(row: bytes) -> bytes:
        place = dice.randrange(2, len(row))  # beyond the number of columns
        return row[:place] + bytes([row[place] ^ 1 << dice.randrange(8)]) + row[place + 1 :]

    true = ids(first) | ids(desk)
    for _ in range(FLIPS):
        lied_to(at_hub, altered)
    assert ids(first) <= true
    sync(first)
    assert ids(desk) <= ids(first)
    assert first.journal.verify().intact


def test_a_byte_a_moment_is_no_answer(at_hub: DesksAtHub, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never silent, and would hold the thread for days."""
    monkeypatch.setattr(connection, "SILENCE", 0.5)
    first = at_hub.stations[0]
    hub = HostileHub(at_hub.cluster, login_of(first), drip=True)
    with hub.listening() as hostile, connected(hostile.login) as slow:
        hostile.begin()
        began = time.monotonic()
        with pytest.raises(HubUnreachable):
            slow.execute("SELECT repeat('x', 300)")
        assert time.monotonic() - began < 8
        assert slow.closed


def test_a_notification_without_end_is_left(
    at_hub: DesksAtHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LARGEST_ANSWER", 2_000_000)
    first, desk, _ = at_hub.stations
    hub = HostileHub(at_hub.cluster, login_of(first), flood=LONG)
    with hub.listening() as hostile, connected(hostile.login) as listener:
        queries.listen(listener, at_hub.event)
        hostile.begin()
        write(desk)
        sync(desk)
        with pytest.raises(HubMisbehaves):
            for _ in listener.notifies(timeout=20):
                pass
        assert listener.closed
