"""What is held: grouped by desk, reason and way, and whether a person must act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin.domain import HeldEntries, Tier
from checkin.journal import lead_called
from checkin.store.held import WAITS_FOR
from tests.factories import Clock
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.journal import Entry
    from checkin.station import Station


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pair(tmp_path: Path, clock: Clock) -> Iterator[list[Station]]:
    with stations(tmp_path, [Tier.DESK], clock) as found:
        yield found


def entries_of(station: Station) -> list[Entry]:
    """Three entries of its own."""
    with station.store.write() as connection:
        station.journal.append_many(connection, [lead_called("entrance")] * 3)
    (found,) = station.exchange.entries_after({}, Tier.DESK, desks=[station.desk_id])
    return found


def test_it_says_who_wrote_it_which_way_it_came_and_since_when(
    pair: list[Station], clock: Clock
) -> None:
    first, other = pair
    entries = entries_of(other)
    first.exchange.take_in(entries[2:], "bundle")
    since = first.journal.now()
    clock.forward(1_000)
    first.exchange.take_in(entries[1:2], "bundle")
    waits = HeldEntries(other.desk_id, "Desk 2", "earlier_missing", "bundle", since, 2)
    assert first.exchange.held() == (waits,)
    clock.forward(WAITS_FOR)
    assert first.exchange.held() == (replace(waits, needs_person=True),)
    first.exchange.take_in(entries[:1], "bundle")
    assert first.exchange.held() == ()


def test_an_altered_copy_needs_a_person_until_the_true_entry_is_here(pair: list[Station]) -> None:
    first, other = pair
    entry = entries_of(other)[0]
    altered = replace(entry, sealed={Tier.DOOR: b"\0" * 200})
    first.exchange.take_in([altered], "hub")
    (found,) = first.exchange.held()
    assert (found.reason, found.is_here, found.needs_person) == ("altered", False, True)
    tell(other, first)
    (found,) = first.exchange.held()
    assert (found.reason, found.is_here, found.needs_person) == ("altered", True, False)


def test_it_stands_at_the_end_of_the_journal(pair: list[Station]) -> None:
    first, other = pair
    first.exchange.take_in(entries_of(other)[1:], "folder")
    table = first.reports.journal()
    last = dict(zip(table.columns, table.rows[-1], strict=True))
    assert (last["Desk"], last["What"]) == ("Desk 2", "Entries that are held")
    assert last["Details"] == "2 entries: earlier ones have not come yet"
