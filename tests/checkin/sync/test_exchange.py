"""What desks with real stores give each other and take in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.domain import Tier
from checkin.journal import wire
from checkin.journal.entry import Altered
from checkin.sync import SignedStatement
from tests.factories import Clock
from tests.several_desks import exchange_of, stations

if TYPE_CHECKING:
    from pathlib import Path

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
