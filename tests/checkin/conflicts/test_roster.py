"""Numbers, people and badges that are there twice, and imports undone around a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checkin.domain import CodeKind, ConflictKind
from checkin.journal import (
    badge_printed,
    batch_applied,
    batch_undone,
    delegate_changed,
)
from tests import factories
from tests.checkin.conflicts.apart import ADA, BEN, let_in, two_desks

if TYPE_CHECKING:
    from checkin.journal.kinds import EntryDraft

BATCH = "b1" * 16


def somebody(who: str, number: int, **fields: Any) -> EntryDraft:
    return delegate_changed(who, factories.delegate_fields(number=number, **fields))


def test_two_people_with_one_number() -> None:
    with two_desks(roster=()) as apart:
        (one,) = apart.write(apart.one, somebody(ADA, 7, name="Ada"))
        (two,) = apart.write(apart.two, somebody(BEN, 7, name="Ben"))
        (conflict,) = apart.merged()
        assert (conflict.kind, conflict.count) == (ConflictKind.NUMBER_TWICE, 7)
        assert (conflict.people, conflict.entries) == ((ADA, BEN), (one, two))
        apart.write(apart.one, delegate_changed(BEN, {"number": 8}))
        assert apart.merged() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "ＡＤＡ  lovelace"},
        {"name": "A. L.", "email": "ada@example.org"},
        {"name": "Countess", "native_name": "Ada Lovelace"},
    ],
    ids=["name", "email", "native name"],
)
def test_one_person_put_on_at_two_desks(fields: dict[str, Any]) -> None:
    with two_desks(roster=()) as apart:
        known = {"name": "Ada Lovelace", "email": "Ada@example.org"}
        apart.write(apart.one, somebody(ADA, 1, **known))
        apart.write(apart.two, somebody(BEN, 2, **fields))
        (conflict,) = apart.merged()
        assert (conflict.kind, conflict.people) == (ConflictKind.PERSON_TWICE, (ADA, BEN))
        assert conflict.desks == (apart.one.id, apart.two.id)


def test_a_code_of_two_people_tells_too() -> None:
    codes = {"pretix-1": CodeKind.EXTERNAL}
    with two_desks(roster=()) as apart:
        for number, (desk, who) in enumerate(((apart.one, ADA), (apart.two, BEN)), 1):
            fields = factories.delegate_fields(number=number)
            apart.write(desk, delegate_changed(who, fields, codes=codes))
        (conflict,) = apart.merged()
        assert (conflict.kind, conflict.people) == (ConflictKind.PERSON_TWICE, (ADA, BEN))


def test_namesakes_of_one_desk_and_of_two_organisations_are_none() -> None:
    with two_desks(roster=()) as apart:
        apart.write(apart.one, somebody(ADA, 1, name="Ada"), somebody(BEN, 2, name="Ada"))
        other = somebody("a9" * 16, 3, name="Ada", organisation="Another University")
        apart.write(apart.two, other)
        assert apart.merged() == []


def test_a_badge_printed_at_two_desks_that_did_not_know() -> None:
    with two_desks() as apart:
        (one,) = apart.write(apart.one, badge_printed(ADA, "C"))
        (two,) = apart.write(apart.two, badge_printed(ADA, "C"))
        (conflict,) = apart.merged()
        assert (conflict.kind, conflict.entries) == (ConflictKind.BADGE_TWICE, (one, two))


def test_one_printed_again_on_purpose_or_with_another_code_is_none() -> None:
    with two_desks() as apart:
        apart.write(apart.one, badge_printed(ADA, "C"), badge_printed(BEN, "C"))
        apart.write(apart.two, badge_printed(ADA, "C", known=1), badge_printed(BEN, "D"))
        assert apart.merged() == []


def test_an_import_undone_while_another_desk_let_one_of_its_people_in() -> None:
    fields = factories.delegate_fields(number=1)
    brought = delegate_changed(ADA, fields, batch=BATCH)
    with two_desks(brought, batch_applied(BATCH, {"added": 1}), roster=()) as apart:
        (undo,) = apart.write(apart.one, batch_undone(BATCH))
        (scan,) = apart.write(apart.two, let_in(ADA))
        (conflict,) = apart.merged()
        assert conflict.kind is ConflictKind.IMPORT_UNDONE
        assert (conflict.entries, conflict.people) == ((undo, scan), (ADA,))


def test_whom_another_import_has_brought_as_well_is_none() -> None:
    fields = factories.delegate_fields(number=1)
    both = [BATCH, "b2" * 16]
    drafts = [
        draft
        for batch in both
        for draft in (
            delegate_changed(ADA, fields, batch=batch),
            batch_applied(batch, {"added": 1}),
        )
    ]
    with two_desks(*drafts, roster=()) as apart:
        apart.write(apart.one, batch_undone(BATCH))
        apart.write(apart.two, let_in(ADA))
        assert apart.merged() == []
