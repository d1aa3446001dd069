"""Whatever desks write apart, and in whatever order they hear of it, they have the same conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from checkin.domain import CodeKind, Flag, Outcome, Status
from checkin.journal import (
    badge_printed,
    code_issued,
    code_revoked,
    delegate_changed,
    session_changed,
)
from tests.checkin.conflicts.apart import ADA, BEN, CHIO, conflicts_of, let_in, let_out, two_desks
from tests.desks_in_memory import MemoryDesk

if TYPE_CHECKING:
    from checkin.journal.kinds import EntryDraft

CODE = "BCDEFGHIJKLNOPRSTUVX"
somebody = st.sampled_from((ADA, BEN, CHIO))
somewhere = st.sampled_from(("entrance", "workshop"))
drafts = st.one_of(
    st.builds(let_in, somebody, somewhere),
    st.builds(let_in, somebody, somewhere, st.just(Outcome.READMITTED)),
    st.builds(lambda who: let_in(who, code=CODE), somebody),
    st.builds(let_out, somebody, somewhere),
    st.builds(lambda who: delegate_changed(who, {"status": Status.CANCELLED.value}), somebody),
    st.builds(lambda who: delegate_changed(who, {"flags": [Flag.CALL_LEAD.value]}), somebody),
    st.builds(lambda who, number: delegate_changed(who, {"number": number}), somebody, st.just(7)),
    st.builds(lambda who: code_issued(CODE, CodeKind.BADGE, who), somebody),
    st.just(code_revoked(CODE)),
    st.builds(lambda who: badge_printed(who, CODE), somebody),
    st.builds(
        session_changed,
        somewhere,
        st.sampled_from(({"capacity": 1}, {"gone": True}, {"categories": ["press"]})),
    ),
)


@given(
    st.lists(st.tuples(st.integers(0, 1), drafts), max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_makes_no_difference(
    written: list[tuple[int, EntryDraft]], random: object
) -> None:
    with two_desks() as apart:
        for desk, draft in written:
            apart.write((apart.one, apart.two)[desk], draft)
        found = apart.merged()
        assert len({conflict.id for conflict in found}) == len(found)
        entries = apart.one.entries()
        random.shuffle(entries)  # type: ignore[attr-defined]
        third = MemoryDesk(0, apart.clock.wall)
        third.receive(entries)
        assert conflicts_of(third) == found
        third.memory.close()


@given(st.lists(drafts, max_size=8))
def test_one_desk_by_itself_has_none(written: list[EntryDraft]) -> None:
    with two_desks() as apart:
        apart.write(apart.one, *written)
        over = {"over_capacity", "number_twice"}  # which the desk itself would have refused
        assert {conflict.kind.value for conflict in apart.merged()} <= over
