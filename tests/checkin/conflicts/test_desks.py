"""A desk that exists twice, because its folder was copied."""

from __future__ import annotations

from checkin.domain import ConflictKind
from tests.checkin.conflicts.apart import ADA, BEN, CHIO, conflicts_of, let_in, two_desks
from tests.desks_in_memory import MemoryDesk


def test_a_desk_that_exists_twice_is_told_once() -> None:
    with two_desks() as apart:
        copy = MemoryDesk(1, apart.clock.wall)
        copy.receive(apart.two.entries())
        (here,) = apart.write(apart.two, let_in(ADA))
        (there, _) = apart.write(copy, let_in(BEN), let_in(CHIO))
        apart.two.receive(copy.entries())
        (conflict,) = conflicts_of(apart.two)
        assert (conflict.kind, conflict.desks) == (ConflictKind.FORK, (apart.two.id,))
        assert set(conflict.entries) == {here, there}
        apart.one.receive(copy.entries())
        assert conflicts_of(apart.one) == []  # it has heard of one branch only
        apart.one.receive(apart.two.entries())
        assert conflicts_of(apart.one) == [conflict]
        copy.memory.close()
