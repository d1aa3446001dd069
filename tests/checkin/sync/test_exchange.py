"""What desks with real stores give each other and take in."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.bootstrap import open_store
from checkin.domain import Tier
from checkin.journal import desk_named, wire
from checkin.journal.entry import Altered
from checkin.journal.taking_in import Received
from checkin.sync import SignedStatement
from checkin.sync.exchange import PAGE
from tests.factories import Clock
from tests.several_desks import PASSPHRASE, exchange_of, stations

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from checkin.sync import Exchange


def exchange_all(giver: Exchange, taker: Exchange) -> None:
    known = {desk: head.seq for desk, head in taker.heads().items()}
    for entries in giver.entries_after(known, taker.tier):
        taker.take_in(entries, "test")


def test_desks_tell_each_other_who_came(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK, Tier.DOOR], Clock()) as (first, desk, door):
        fields = {"name": "Walk In", "category": "scholar"}
        person = desk.desk.walkin(fields, approved=True)
        desk.desk.checkin(person.number, "entrance")
        exchange_all(exchange_of(desk), exchange_of(first))
        exchange_all(exchange_of(first), exchange_of(door))
        assert first.desk.stats().sessions["entrance"].inside == 1
        assert door.desk.stats().sessions["entrance"].inside == 1


def test_chains_are_given_in_the_order_in_which_they_began(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK] * 5) as (first, *others):
        order = [first.desk_id]
        for desk in others:
            desk.rename_desk("Another")
            exchange_all(desk.exchange, first.exchange)
            order.append(desk.desk_id)
        root, *chains = first.exchange.heads()
        assert chains == order
        given = first.exchange.entries_after({}, Tier.ORGANISER)
        desks = dict.fromkeys(entry.header.desk for page in given for entry in page)
        assert list(desks) == [root, *order]


def test_an_entry_travels_as_bytes(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK]) as (first, _):
        for entries in exchange_of(first).entries_after({}, Tier.ORGANISER):
            assert [wire.decode(wire.encode(entry)) for entry in entries] == entries


@given(st.binary(max_size=300))
def test_other_bytes_are_no_entry(data: bytes) -> None:
    with pytest.raises(Altered):
        wire.decode(data)


def test_a_statement_is_kept_where_it_is_genuine_and_newer(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK]) as (first, desk):
        mine, theirs = exchange_of(first), exchange_of(desk)
        stated = theirs.statement()
        forged = SignedStatement(stated.desk, stated.body, bytes(64))
        assert mine.hear(forged) is None
        assert mine.stated() == {}
        assert mine.hear(stated) is not None
        heard, _ = mine.stated()[desk.desk_id]
        assert {head.desk for head in heard.heads} == first.exchange.heads().keys()


def test_both_branches_of_a_desk_that_exists_twice_are_given(tmp_path: Path) -> None:
    """Also where a page ends between two entries of one number."""
    with stations(tmp_path, [Tier.DESK], Clock()) as (first, desk):
        write(desk, PAGE - 1)
        desk.store.checkpoint()
        copy = shutil.copytree(desk.folder, tmp_path / "copy")
        with open_store(copy, PASSPHRASE, clock=Clock()) as twin:
            write(twin, 2)
            write(desk, 3)
            exchange_all(exchange_of(desk), exchange_of(first))
            for entries in exchange_of(twin).entries_after({}, Tier.DESK, desks=[desk.desk_id]):
                exchange_of(first).take_in(entries, "test")
        pages = list(exchange_of(first).entries_after({}, Tier.DESK, desks=[desk.desk_id]))
        assert sum(len(page) for page in pages) == PAGE - 1 + 2 + 3


def write(station: Station, count: int) -> None:
    with station.store.write() as connection:
        station.journal.append_many(connection, (desk_named("Desk") for _ in range(count)))


def test_what_is_here_can_be_asked_entry_by_entry(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK]) as (first, desk):
        mine = exchange_of(first)
        head = mine.heads()[first.desk_id]
        assert mine.holds(head.desk, head.seq, head.entry)
        assert not mine.holds(head.desk, head.seq, "0" * 64)
        assert not mine.holds(head.desk, head.seq + 1, head.entry)
        assert not mine.holds(desk.desk_id, 1, head.entry)
        assert mine.counts()[first.desk_id] == head.seq
        root, _ = mine.heads()
        assert mine.own_chains == {root, first.desk_id}
        assert desk.exchange.own_chains == {desk.desk_id}


def test_what_lies_here_as_it_comes_is_a_repeat_and_an_altered_copy_is_held(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK]) as (first, desk):
        desk.rename_desk("Another")
        exchange_all(desk.exchange, first.exchange)
        given = list(chain.from_iterable(desk.exchange.entries_after({}, Tier.DESK)))
        assert first.exchange.take_in(given, "again") == Received(repeats=len(given))
        *_, last = (entry for entry in given if entry.header.desk == desk.desk_id)
        bent = {tier: blob[:-1] + bytes([blob[-1] ^ 1]) for tier, blob in last.sealed.items()}
        altered = replace(last, sealed=bent)
        assert first.exchange.take_in([altered], "bent") == Received(held=1)
