"""Codes of a delegate by generation: whichever desk loses, prints or hears first, all agree which badge counts."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import codes, schema
from checkin.domain import CodeKind, CodeStatus
from checkin.journal import (
    batch_applied,
    batch_undone,
    code_issued,
    codes_renewed,
    delegate_changed,
)
from tests import factories
from tests.desks_in_memory import MemoryDesk, merge, two_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.journal import Entry, EntryDraft

ADA = "a1" * 16
BATCH = "b1" * 16
FIRST, SECOND, THIRD = (codes.code_of(factories.CODE_KEY, ADA, CodeKind.BADGE, n) for n in range(3))
INVITATION = codes.code_of(factories.CODE_KEY, ADA, CodeKind.INVITATION, 0)


@pytest.fixture
def desks() -> Iterator[tuple[MemoryDesk, MemoryDesk]]:
    """Two desks that know each other and Ada, and hear nothing of each other from now on."""
    with two_apart(
        delegate_changed(ADA, {"number": 1}, codes={INVITATION: CodeKind.INVITATION})
    ) as both:
        yield both


def valid(desk: MemoryDesk) -> set[str]:
    with desk.memory.read() as connection:
        query = sa.select(schema.code.c.code).where(schema.code.c.status == CodeStatus.VALID)
        return set(connection.scalars(query))


def badge(code: str, generation: int) -> EntryDraft:
    return code_issued(code, CodeKind.BADGE, ADA, generation)


def lost(code: str, generation: int) -> tuple[EntryDraft, EntryDraft]:
    return codes_renewed(ADA, CodeKind.BADGE, generation), badge(code, generation)


def test_a_badge_that_two_desks_print_apart_is_one_badge(
    desks: tuple[MemoryDesk, MemoryDesk],
) -> None:
    one, two = desks
    for desk in desks:
        desk.write(badge(FIRST, 0))
    merge(one, two)
    assert valid(one) == {INVITATION, FIRST}


def test_a_badge_that_another_desk_had_printed_counts_no_more_once_one_is_lost(
    desks: tuple[MemoryDesk, MemoryDesk],
) -> None:
    one, two = desks
    two.write(badge(FIRST, 0))
    one.write(*lost(SECOND, 1))
    merge(one, two)
    assert valid(one) == {INVITATION, SECOND}


def test_a_badge_reported_lost_at_two_desks_is_replaced_by_one(
    desks: tuple[MemoryDesk, MemoryDesk],
) -> None:
    one, two = desks
    for desk in desks:
        desk.write(badge(FIRST, 0), *lost(SECOND, 1))
    merge(one, two)
    assert valid(one) == {INVITATION, SECOND}
    one.write(*lost(THIRD, 2))
    merge(one, two)
    assert valid(two) == {INVITATION, THIRD}


def test_the_order_of_arrival_does_not_matter(desks: tuple[MemoryDesk, MemoryDesk]) -> None:
    one, _ = desks
    known = one.entries()
    one.write(badge(FIRST, 0), *lost(SECOND, 1))
    news = one.entries()[len(known) :]
    for order in permutations(news):
        assert _told(known, order) == one.dump()


def _told(known: list[Entry], order: tuple[Entry, ...]) -> object:
    hearer = MemoryDesk(1)
    for entries in (known, *([entry] for entry in order), list(order)):
        hearer.receive(entries)
    dump = hearer.dump()
    hearer.memory.close()
    return dump


def test_an_import_under_way_brings_no_lost_badge_back(
    desks: tuple[MemoryDesk, MemoryDesk],
) -> None:
    one, two = desks
    one.write(code_issued(FIRST, CodeKind.BADGE, ADA, batch=BATCH))
    one.write(codes_renewed(ADA, CodeKind.BADGE, 1))
    one.write(batch_applied(BATCH, {"added": 1}))
    merge(one, two)
    assert valid(one) == {INVITATION}
    one.write(batch_undone(BATCH))
    merge(one, two)
    assert valid(one) == {INVITATION}
    assert one.journal.verify().intact
