"""Somebody was let in although another desk knew better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import CodeKind, ConflictKind, Flag, Outcome, Settling, Status, Tier
from checkin.journal import (
    code_issued,
    code_revoked,
    codes_renewed,
    conflict_settled,
    delegate_changed,
    desk_revoked,
    undone,
)
from tests.checkin.conflicts.apart import ADA, BEN, Apart, let_in, let_out, two_desks

if TYPE_CHECKING:
    from checkin.journal.kinds import EntryDraft
    from tests.desks_in_memory import MemoryDesk

CODE = "BCDEFGHIJKLNOPRSTUVX"
FLAGGED = delegate_changed(ADA, {"flags": [Flag.CALL_LEAD.value]})
CANCELLED = delegate_changed(ADA, {"status": Status.CANCELLED.value})


def written_by(desk: MemoryDesk) -> int:
    """The last number of its chain."""
    return sum(entry.header.desk == desk.id for entry in desk.entries())


def test_one_person_let_in_at_two_desks_is_a_double_entry() -> None:
    with two_desks() as apart:
        (first,) = apart.write(apart.one, let_in(ADA))
        (second,) = apart.write(apart.two, let_in(ADA))
        (conflict,) = apart.merged()
        assert (conflict.kind, conflict.people) == (ConflictKind.DOUBLE_ENTRY, (ADA,))
        assert conflict.entries == (first, second)
        assert conflict.desks == (apart.one.id, apart.two.id)
        assert (conflict.undoes, conflict.session) == ((second,), "entrance")


def test_the_clock_says_which_is_the_later_one() -> None:
    with two_desks() as apart:
        (first,) = apart.write(apart.two, let_in(ADA))
        (second,) = apart.write(apart.one, let_in(ADA))
        (conflict,) = apart.merged()
        assert conflict.entries == (first, second)


def test_an_exit_in_between_an_undo_and_another_session_are_none() -> None:
    with two_desks() as apart:
        apart.write(apart.one, let_in(ADA), let_out(ADA))
        apart.write(apart.two, let_in(ADA, outcome=Outcome.ADMITTED))
        (scan,) = apart.write(apart.one, let_in(BEN))
        seq = apart.one.entries()[-1].header.seq
        apart.write(apart.one, undone(scan, apart.one.id, seq))
        apart.write(apart.two, let_in(BEN))
        assert apart.merged() == []


def test_who_comes_back_where_that_is_known_is_none_but_heard_late_it_may_be() -> None:
    with two_desks() as apart:
        apart.write(apart.one, let_in(ADA), let_in(BEN))
        apart.write(apart.two, let_in(ADA, outcome=Outcome.READMITTED))
        back = let_in(BEN, outcome=Outcome.READMITTED, heard_late=True)
        (later,) = apart.write(apart.two, back)
        (conflict,) = apart.merged()
        assert (conflict.people, conflict.entries[-1]) == ((BEN,), later)


def test_each_desk_more_is_a_conflict_more() -> None:
    with two_desks() as apart:
        apart.write(apart.one, let_in(ADA))
        apart.write(apart.two, let_in(ADA))
        (before,) = apart.merged()
        apart.write(apart.one, let_in(ADA))
        assert [conflict.id for conflict in apart.merged()].count(before.id) == 1
        assert len(apart.merged()) == 2


@pytest.mark.parametrize(
    "draft",
    [code_revoked(CODE), codes_renewed(ADA, CodeKind.BADGE, 1)],
    ids=["revoked", "renewed"],
)
def test_a_code_that_was_replaced_before_let_somebody_in(draft: EntryDraft) -> None:
    with two_desks(code_issued(CODE, CodeKind.BADGE, ADA)) as apart:
        (early,) = apart.write(apart.two, let_in(ADA, "exhibition", code=CODE))
        (revocation,) = apart.write(apart.one, draft)
        (late,) = apart.write(apart.two, let_in(ADA, code=CODE))
        (conflict,) = apart.merged()
        assert conflict.kind is ConflictKind.REVOKED_LET_IN
        assert conflict.entries == (revocation, late)
        assert early not in conflict.entries


@pytest.mark.parametrize(
    ("draft", "kind"),
    [(FLAGGED, ConflictKind.FLAGGED_LET_IN), (CANCELLED, ConflictKind.CANCELLED_LET_IN)],
)
def test_who_was_flagged_or_cancelled_before_was_let_in(
    draft: EntryDraft, kind: ConflictKind
) -> None:
    with two_desks() as apart:
        apart.write(apart.two, let_in(BEN), let_in(ADA, "exhibition"))
        (change,) = apart.write(apart.one, draft)
        (late,) = apart.write(apart.two, let_in(ADA))
        (conflict,) = apart.merged()
        assert (conflict.kind, conflict.entries) == (kind, (change, late))
        assert conflict.undoes == (late,)


@pytest.mark.parametrize("draft", [FLAGGED, CANCELLED])
def test_not_where_a_lead_let_them_in_or_it_had_been_taken_back(draft: EntryDraft) -> None:
    back = delegate_changed(
        ADA, {"flags": {"set": [], "gone": [Flag.CALL_LEAD.value]}, "status": "expected"}
    )
    with two_desks() as apart:
        apart.write(apart.one, draft)
        apart.write(apart.two, let_in(ADA, forced=True))
        apart.write(apart.one, back)
        apart.write(apart.two, let_in(ADA, "exhibition"))
        assert apart.merged() == []


def test_what_a_revoked_desk_wrote_afterwards_is_told_once() -> None:
    with two_desks(tier=Tier.DESK) as apart:
        apart.write(apart.two, let_in(ADA))
        last = written_by(apart.two)
        apart.write(apart.one, desk_revoked(apart.two.id, {apart.two.id: last}))
        _after_revocation(apart)


def _after_revocation(apart: Apart) -> None:
    late = apart.write(apart.two, let_in(ADA), let_in(BEN))
    (conflict,) = apart.merged()
    assert (conflict.kind, conflict.what) == (ConflictKind.IGNORED, "revoked")
    assert (conflict.desks, conflict.entries) == ((apart.two.id,), tuple(late))
    assert conflict.count == len(late)


def test_so_is_what_a_desk_may_not_write() -> None:
    with two_desks(tier=Tier.DESK) as apart:
        (entry,) = apart.write(apart.two, CANCELLED)
        (conflict,) = apart.merged()
        assert (conflict.kind, conflict.what) == (ConflictKind.IGNORED, "not_allowed")
        assert conflict.entries == (entry,)


def test_what_a_revoked_desk_settled_is_open_again() -> None:
    with two_desks(tier=Tier.DESK) as apart:
        apart.write(apart.one, let_in(ADA))
        apart.write(apart.two, let_in(ADA))
        (conflict,) = apart.merged()
        last = written_by(apart.two)
        apart.write(apart.two, conflict_settled(conflict, Settling.BOTH, "twins"))
        (settled,) = apart.merged()
        assert settled.id == conflict.id
        assert settled.settled is not None
        apart.write(apart.one, desk_revoked(apart.two.id, {apart.two.id: last}))
        kinds = {found.kind: found.settled for found in apart.merged()}
        assert kinds == {ConflictKind.DOUBLE_ENTRY: None, ConflictKind.IGNORED: None}
