"""Rows of a hub: what was written is read, and anything else is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.domain import Tier
from checkin.errors import HubMisbehaves
from checkin.hub import pushing, queries, rows
from checkin.journal import Stamp
from checkin.journal.entry import Entry, Header, entry_id, hash_sections

if TYPE_CHECKING:
    from collections.abc import Sequence

EVENT = "e" * 32


def entry(seq: int = 1, size: int = 10) -> Entry:
    sealed = {tier: bytes(size) for tier in Tier}
    sealed = {tier: sealed[tier] for tier in (Tier.DOOR, Tier.DESK, Tier.ORGANISER)}
    header = Header(EVENT, "d" * 32, seq, Stamp(5, 6), 7, "scan", 1, bytes(32))
    hashes = hash_sections(sealed)
    return Entry(header, entry_id(header.encode(), hashes), hashes, bytes(64), sealed)


def row_of(one: Entry, tier: Tier) -> list[Any]:
    return [column[0] for column in rows.to_arrays([one], tier)]


@pytest.mark.parametrize("tier", Tier)
def test_a_row_has_the_sections_that_its_reader_may_read(tier: Tier) -> None:
    one = entry()
    row = row_of(one, tier)
    assert len(row) == len(rows.columns(tier))
    read = rows.from_row(row, EVENT, tier)
    assert (read.id, read.header) == (one.id, one.header)
    assert read.sealed.keys() <= one.sealed.keys()
    assert (Tier.ORGANISER in read.sealed) == (tier is Tier.ORGANISER)


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**65), 2**65),
    st.text(max_size=5),
    st.binary(max_size=40),
    st.just(bytes(5_000_000)),
    st.just("k" * 101),
    st.just("ü"),
    st.just(UUID(int=0)),
    st.just([]),
)


@given(st.integers(0, 13), ODD)
def test_any_other_value_is_refused_or_alters_nothing(place: int, odd: object) -> None:
    row = row_of(entry(), Tier.ORGANISER)
    before, row[place] = row[place], odd
    is_section = place > 10 and (odd is None or (isinstance(odd, bytes) and len(odd) < 4_000_000))
    if odd == before and type(odd) is type(before):
        return
    if is_section or (place == 10 and odd == before):
        rows.from_row(row, EVENT, Tier.ORGANISER)  # whether it is genuine, its hash tells
        return
    with pytest.raises(HubMisbehaves):
        rows.from_row(row, EVENT, Tier.ORGANISER)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(HubMisbehaves):
        rows.from_row(row_of(entry(), Tier.DOOR), EVENT, Tier.DESK)


def sizes(parts: Sequence[Sequence[Entry]]) -> list[int]:
    return [len(part) for part in parts]


def test_a_transaction_is_bounded_by_rows_and_by_bytes() -> None:
    small = [entry(seq) for seq in range(1, 1_202)]
    assert sizes(list(pushing.in_transactions(small))) == [500, 500, 201]
    large = [entry(seq, 300_000) for seq in range(1, 4)]
    assert sizes(list(pushing.in_transactions(large))) == [1, 1, 1]
    assert list(pushing.in_transactions([])) == []


def test_the_channel_is_the_events_own() -> None:
    assert queries.channel(EVENT) != queries.channel(uuid4().hex)
