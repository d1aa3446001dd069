"""A person is erased at the hub too: an organiser's desk has it empty what it has emptied itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from checkin import hub as hubs
from checkin.domain import Tier
from checkin.errors import HubRefuses
from checkin.hub import queries
from checkin.hub import round as rounds
from checkin.hub.memory import RoundMemory
from checkin.journal import Head
from checkin.journal.entry import hashed_tiers, open_entry
from tests.checkin.hub.desks_at_hub import (
    connection_of,
    desks_at_hub,
    ids,
    own_entries,
    sync,
)

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.checkin.hub.desks_at_hub import DesksAtHub

CANARY = "Tursun Canary"
Rows = list[tuple[bytes, bytes | None, bytes | None]]


def a_person(desk: Station, name: str = CANARY) -> str:
    """Two entries in which the name stands."""
    delegate = desk.desk.walkin({"name": name, "category": "scholar"}, approved=True).id
    desk.people.correct(delegate, {"notes": name})
    return delegate


def sections(at_hub: DesksAtHub, station: Station) -> Rows:
    query = (
        "SELECT hashes, desk_section, organiser FROM uketsuke.entry WHERE event = %s AND desk = %s"
    )
    return at_hub.of_event(f"{query} ORDER BY seq", station.desk_id)


def with_names(at_hub: DesksAtHub, station: Station) -> list[bool]:
    """Of each entry that had a section for desks, whether it is there."""
    rows = sections(at_hub, station)
    return [row[1] is not None for row in rows if Tier.DESK in hashed_tiers(row[0])]


def names_at_hub(at_hub: DesksAtHub, name: str) -> int:
    """In how many entries of the hub a name stands, for who has all keys."""
    first = at_hub.stations[0]
    with connection_of(first) as connection:
        pages = [
            queries.page(connection, at_hub.event, chain, (0, ""), Tier.ORGANISER)
            for chain in queries.heads(connection, at_hub.event, {})
        ]
    sealing = first.journal.identity.ring.sealing
    opened = (open_entry(entry, sealing).sections for page in pages for entry in page)
    return sum(name in repr(sections) for sections in opened)


def test_nothing_about_who_was_erased_stays_in_the_hubs_tables(at_hub: DesksAtHub) -> None:
    first, desk, door = at_hub.stations
    erased, other = a_person(desk), a_person(desk, "Somebody Else")
    sync(desk, first, door)
    assert (names_at_hub(at_hub, CANARY), names_at_hub(at_hub, "Else")) == (2, 2)
    first.people.erase(erased)
    sync(first)
    assert (names_at_hub(at_hub, CANARY), names_at_hub(at_hub, "Else")) == (0, 2)
    (result,) = sync(desk)
    assert result.exchanged.held == 0
    assert desk.people.card(erased).delegate.name == ""
    assert desk.people.card(other).delegate.name == "Somebody Else"
    assert desk.journal.verify().intact


def test_what_comes_later_is_emptied_in_the_next_round(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    delegate = a_person(desk)
    sync(desk, first)
    first.people.erase(delegate)
    memory = RoundMemory()
    with connection_of(first) as connection:
        rounds.run(connection, first.exchange, memory)
        desk.people.correct(delegate, {"notes": f"{CANARY} again"})
        with connection_of(desk) as other:
            queries.insert(other, at_hub.event, own_entries(desk), Tier.DESK)
        assert any(with_names(at_hub, desk))
        rounds.run(connection, first.exchange, memory)
    assert not any(with_names(at_hub, desk))


def test_an_older_copy_of_the_hub_is_emptied_again(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    delegate = a_person(desk)
    sync(desk)
    table = f"older_{at_hub.event}"
    at_hub.ask(f"CREATE TABLE public.{table} AS SELECT * FROM uketsuke.entry")  # noqa: S608 - a test's
    memory = RoundMemory()
    sync(first)
    first.people.erase(delegate)
    with connection_of(first) as connection:
        for _ in range(2):
            rounds.run(connection, first.exchange, memory)
        at_hub.of_event("DELETE FROM uketsuke.entry WHERE event = %s")
        at_hub.of_event(
            f"INSERT INTO uketsuke.entry SELECT * FROM public.{table} WHERE event = %s"  # noqa: S608
        )
        assert any(with_names(at_hub, desk))
        for _ in range(2):
            rounds.run(connection, first.exchange, memory)
    assert not any(with_names(at_hub, desk))


def empty(station: Station, at_hub: DesksAtHub, erasure: Head, emptied: list[Head]) -> int | None:
    with connection_of(station) as connection:
        return queries.empty(connection, at_hub.event, erasure, emptied)


def head_of(station: Station) -> Head:
    return station.exchange.heads()[station.desk_id]


def test_an_organisers_login_alone_empties_and_only_with_an_erasure(at_hub: DesksAtHub) -> None:
    first, desk, door = at_hub.stations
    delegate = a_person(desk)
    sync(desk, first)
    about = [Head(desk.desk_id, entry.header.seq, entry.id) for entry in own_entries(desk)]
    assert empty(first, at_hub, head_of(first), about) is None  # it is another kind of entry
    with first.store.write() as connection:
        first.journal.erase(connection, delegate)
    erasure = head_of(first)
    assert empty(first, at_hub, erasure, about) is None  # it is not there yet
    assert all(with_names(at_hub, desk))
    with connection_of(first) as connection:
        queries.insert(connection, at_hub.event, own_entries(first)[-1:], Tier.ORGANISER)
    for other in (desk, door):
        with pytest.raises(HubRefuses):
            empty(other, at_hub, erasure, about)
    assert empty(first, at_hub, erasure, about) == len(with_names(at_hub, desk))
    assert empty(first, at_hub, erasure, about) == 0
    assert not any(with_names(at_hub, desk))
    assert all(row[0] for row in sections(at_hub, desk))


def test_an_organiser_of_another_event_empties_nothing_here(
    at_hub: DesksAtHub, tmp_path: Path
) -> None:
    first, desk, _ = at_hub.stations
    delegate = a_person(desk)
    sync(desk, first)
    first.people.erase(delegate)
    alone = desks_at_hub(at_hub.cluster, tmp_path / "other", [])
    with alone as other, pytest.raises(HubRefuses):
        empty(other.stations[0], at_hub, head_of(first), [head_of(desk)])


@pytest.mark.parametrize("number", [1, 2])
def test_an_event_is_ended_by_its_organiser_alone(at_hub: DesksAtHub, number: int) -> None:
    station = at_hub.stations[number]
    sync(*at_hub.stations)
    with pytest.raises(HubRefuses):
        hubs.end_event(station.exchange)
    with connection_of(station) as connection, pytest.raises(psycopg.Error):
        connection.execute("SELECT uketsuke.begin_event(%s, '')", (uuid4(),))


def test_of_an_event_that_has_ended_nothing_is_left_but_when(at_hub: DesksAtHub) -> None:
    first, desk, door = at_hub.stations
    a_person(desk)
    sync(desk, first, door)
    before = ids(first)
    hubs.end_event(first.exchange)
    hubs.end_event(first.exchange)  # again, with no harm
    partition = f"entry_{at_hub.event}"
    assert at_hub.ask("SELECT to_regclass(%s)", f"uketsuke.{partition}") == [(None,)]
    for table in ("entry", "statement", "chain"):
        query = f"SELECT count(*) FROM uketsuke.{table} WHERE event = %s"  # noqa: S608 - of this list
        assert at_hub.of_event(query) == [(0,)]
    assert at_hub.of_event("SELECT closed_at IS NULL FROM uketsuke.event WHERE id = %s") == [
        (False,)
    ]
    for station in (desk, door):
        with pytest.raises(HubRefuses):
            sync(station)
    hubs.leave(first.exchange)
    assert hubs.stored(first.store) is None
    assert at_hub.of_event("SELECT * FROM uketsuke.member WHERE event = %s") == []
    # It does not begin anew by mistake.
    with pytest.raises(HubRefuses):
        hubs.prepare(at_hub.cluster.administrator_url, first.exchange)
    assert ids(first) == before
