"""Convergence (CRDT property): the same entries give the same tables, in any order."""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin import schema
from checkin.domain import (
    CodeKind,
    Direction,
    Manner,
    Outcome,
    Person,
    Question,
    Role,
    Status,
    Tier,
    Verdict,
)
from checkin.journal import (
    EntryKind,
    badge_printed,
    batch_applied,
    batch_undone,
    code_issued,
    code_revoked,
    codes_renewed,
    delegate_changed,
    delegates_joined,
    delegates_parted,
    desk_added,
    desk_named,
    event_changed,
    operator_set,
    readable,
    scanned,
    undone,
)
from checkin.journal.fold import FoldSource, fold
from tests import factories, store_copies
from tests.checkin.journal.event_drafts import APART, event_drafts
from tests.desks_in_memory import MemoryDesk, dump, five, identifier, signer_of, story
from tests.factories import MORNING, Clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checkin.journal import Entry, EntryDraft
    from tests.desks_in_memory import Dump

DELEGATES = tuple(f"{number:032x}" for number in range(1, 4))
CODES = tuple(factories.code(seed) for seed in range(4))
BATCHES = ("", "b1" * 16, "b2" * 16)
SESSIONS = ("entrance", "plenary")

one_delegate = st.sampled_from(DELEGATES)
one_code = st.sampled_from(CODES)
one_batch = st.sampled_from(BATCHES)
some_fields = st.fixed_dictionaries(
    {},
    optional={
        "number": st.integers(1, 4),
        "name": st.sampled_from(("Ada", "Ben", "恵子")),
        "status": st.sampled_from([status.value for status in Status]),
        "category": st.sampled_from(("scholar", "press")),
        "flags": st.lists(st.sampled_from(("call_lead", "protected")), unique=True),
        "email": st.just("x@example.org"),
        "sessions": st.sampled_from(("", "plenary", "plenary, entrance")),
        "extras": st.dictionaries(st.sampled_from("ab"), st.sampled_from("xy")),
    },
)


def scan_draft(
    delegate: str, code: str, outcome: Outcome, session: str, answer: bool
) -> EntryDraft:
    person = Person(delegate, 1, "", "", "", "", "", (), "") if delegate else None
    leaving = outcome is Outcome.LEFT
    manner = Manner(
        direction=Direction.EXIT if leaving else Direction.ENTRY,
        represented_by="Sato" if answer else "",
        answers=frozenset(Question) if answer else frozenset(),
    )
    verdict = Verdict(outcome, session, MORNING, "", person=person)
    return scanned(verdict, code or "typed", code, manner)


drafts = st.one_of(
    event_drafts,
    st.builds(
        lambda delegate, fields, batch, codes: delegate_changed(
            delegate, fields, batch=batch, codes=codes
        ),
        one_delegate,
        some_fields,
        one_batch,
        st.dictionaries(one_code, st.sampled_from(CodeKind), max_size=2),
    ),
    st.builds(
        lambda code, kind, delegate, generation, batch: code_issued(
            code, kind, delegate, generation, batch=batch
        ),
        one_code,
        st.sampled_from(CodeKind),
        one_delegate,
        st.integers(0, 2),
        one_batch,
    ),
    st.builds(code_revoked, one_code),
    st.builds(codes_renewed, one_delegate, st.sampled_from(CodeKind), st.integers(0, 3)),
    st.builds(
        scan_draft,
        st.sampled_from(("", *DELEGATES)),
        st.sampled_from(("", *CODES)),
        st.sampled_from(
            (Outcome.ADMITTED, Outcome.READMITTED, Outcome.LEFT, Outcome.PROVISIONAL, Outcome.FULL)
        ),
        st.sampled_from(SESSIONS),
        st.booleans(),
    ),
    st.builds(
        lambda batch, n: batch_applied(batch, {"added": n, "changed": n}),
        st.sampled_from(BATCHES[1:]),
        st.integers(0, 3),
    ),
    st.builds(batch_undone, st.sampled_from(BATCHES[1:])),
    st.builds(
        operator_set,
        st.sampled_from(("lead", "organiser")),
        st.sampled_from(("A", "B")),
        st.sampled_from(Role),
        st.sampled_from(("", "00ff")),
    ),
    st.builds(badge_printed, one_delegate, one_code),
    st.builds(delegates_joined, one_delegate, one_delegate),
    st.builds(delegates_parted, one_delegate, one_delegate),
    st.builds(
        lambda at, name: desk_added(
            identifier(at), name, Tier.DESK, signer_of(at).public, bytes(32)
        ),
        st.integers(1, 4),
        st.sampled_from(("North", "South")),
    ),
    st.builds(desk_named, st.sampled_from(("North", "South"))),
)
undo = st.integers(0, 1_000)  # of an earlier scan at any desk
# The acting desk, the progress of the clock, and whether the desk syncs first.
acts = st.tuples(
    st.integers(0, 4), st.sampled_from((0, 0, 1, 5_000, -3_600_000)), st.booleans(), drafts | undo
)


def played(acts: Iterable[tuple[int, int, bool, EntryDraft | int]]) -> list[Entry]:
    """The entries of five desks that diverge and sometimes sync."""
    clock = Clock()
    desks = five(clock.wall)
    whole = {entry.id: entry for entry in desks[0].entries()}
    heard = [set(whole) for _ in desks]
    scans: list[str] = []
    for who, passed, hears, act in acts:
        clock.forward(passed)
        if hears:
            desks[who].receive(entry for entry in whole.values() if entry.id not in heard[who])
            heard[who] |= whole.keys()
        if isinstance(act, int):
            draft = undone(scans[act % len(scans)] if scans else "ff" * 32, identifier(1), 1)
        else:
            draft = act
        scans += desks[who].write(draft)
        whole |= {entry.id: entry for entry in desks[who].entries()}
        heard[who].add(scans[-1])
    for desk in desks:
        desk.memory.close()
    return sorted(whole.values(), key=lambda entry: (entry.header.desk, entry.header.seq))


def tables(batches: Iterable[Iterable[Entry]]) -> Dump:
    """The tables of a new desk that receives the entries."""
    desk = MemoryDesk(9)
    for batch in batches:
        desk.receive(batch)
    dump = desk.dump()
    desk.memory.close()
    return dump


@settings(max_examples=settings().max_examples // 2)
@given(st.lists(acts, min_size=3, max_size=25), st.data())
def test_the_tables_follow_from_the_set_of_entries_alone(
    acts: list[tuple[int, int, bool, EntryDraft | int]], data: st.DataObject
) -> None:
    entries = played(acts)
    resent = data.draw(st.lists(st.sampled_from(entries), max_size=len(entries)))
    shuffled = data.draw(st.permutations(entries + resent))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=8)))
    edges = [0, *cuts, len(shuffled)]
    batches = [shuffled[a:b] for a, b in pairwise(edges)]
    assert tables(batches) == tables([entries]) == tables([entry] for entry in reversed(entries))


def test_a_repeat_within_one_batch_is_taken_in_once() -> None:
    entries = played([(0, 0, False, code_revoked(CODES[0]))])
    desk = MemoryDesk(9)
    assert desk.receive([*entries, *entries]) == len(entries)
    assert desk.receive(entries) == 0
    assert len(desk.entries()) == len(entries)
    desk.memory.close()


ADA = DELEGATES[0]
ADMITTED = scan_draft(ADA, CODES[0], Outcome.ADMITTED, "entrance", answer=False)
PROVISIONAL = scan_draft("", CODES[0], Outcome.PROVISIONAL, "entrance", answer=False)
LEFT = scan_draft(ADA, "", Outcome.LEFT, "entrance", answer=False)
CHANGED = delegate_changed(ADA, {"number": 1, "name": "Ada"}, batch=BATCHES[1])
ISSUED = code_issued(CODES[0], CodeKind.BADGE, ADA)
STORIES: dict[str, tuple[tuple[int, int, Any], ...]] = {
    "an undo that comes before its scan": (
        (1, 0, ADMITTED),
        (2, 1, lambda ids: undone(ids[0], identifier(1), 1)),
        (3, 2, LEFT),
    ),
    "a code that becomes known after it was let in": (
        (1, 0, PROVISIONAL),
        (2, 1, CHANGED),
        (3, 2, ISSUED),
        (4, 3, ADMITTED),
    ),
    "an import that is undone before it arrives": (
        (1, 0, CHANGED),
        (1, 1, batch_applied(BATCHES[1], {"added": 1})),
        (2, 2, batch_undone(BATCHES[1])),
        (3, 3, ADMITTED),
    ),
    "an external code of an undone import": (
        (1, 0, code_issued(CODES[0], CodeKind.EXTERNAL, ADA, batch=BATCHES[1])),
        (2, 1, PROVISIONAL),
        (3, 2, batch_undone(BATCHES[1])),
        (4, 3, code_issued(CODES[0], CodeKind.EXTERNAL, DELEGATES[1])),
    ),
    "a code that two desks gave to two people": (
        (1, 0, ISSUED),
        (2, 0, code_issued(CODES[0], CodeKind.BADGE, DELEGATES[1])),
        (3, 1, PROVISIONAL),
        (4, 2, code_revoked(CODES[0])),
    ),
    "a badge that is lost before another desk's print of it is heard of": (
        (1, 0, code_issued(CODES[0], CodeKind.BADGE, ADA)),
        (2, 1, codes_renewed(ADA, CodeKind.BADGE, 1)),
        (2, 1, code_issued(CODES[1], CodeKind.BADGE, ADA, 1)),
    ),
    "a field that two desks correct at one moment": (
        (1, 0, delegate_changed(ADA, {"name": "Ada of desk two"})),
        (2, 0, delegate_changed(ADA, {"name": "Ada of desk three", "title": "Dr."})),
        (3, 0, delegate_changed(ADA, {"number": 7})),
    ),
    "a programme that changes between the scans": (
        (0, 0, event_changed({"time_zone": "Asia/Tokyo", "day_starts": 240})),
        (1, 1, ADMITTED),
        (0, 2, event_changed({"time_zone": "America/New_York", "day_starts": 0})),
        (2, 900, ADMITTED),
    ),
    "sessions of desks that had not heard of each other": APART,
    "one person at two doors": ((1, 0, ADMITTED), (2, 1, ADMITTED), (1, 2, LEFT)),
    "names that desks and operators get": (
        (0, 0, desk_added(identifier(1), "North", Tier.DESK, signer_of(1).public, bytes(32))),
        (1, 0, desk_added(identifier(1), "South", Tier.DESK, signer_of(1).public, bytes(32))),
        (1, 1, desk_named("East")),
        (2, 0, operator_set("lead", "A", Role.LEAD, "00")),
        (3, 0, operator_set("lead", "B", Role.VOLUNTEER, "")),
    ),
}


@pytest.mark.parametrize("acts", STORIES.values(), ids=STORIES.keys())
def test_every_order_of_a_story_ends_alike(acts: tuple[tuple[int, int, Any], ...]) -> None:
    first, entries = story(*acts)
    expected = tables([first, entries])
    assert expected != tables([first])
    for order in permutations(entries):
        assert tables([first, *([entry] for entry in order)]) == expected


def test_an_undo_that_came_first_still_undoes() -> None:
    first, (scan, undo, _) = story(*STORIES["an undo that comes before its scan"])
    assert tables([first, [scan]])["attendance"] != []
    assert tables([first, [undo], [scan]])["attendance"] == []


def test_a_provisional_entry_becomes_theirs_when_the_code_is_known() -> None:
    first, entries = story(*STORIES["a code that becomes known after it was let in"])
    (row,) = map(dict, tables([first, *([entry] for entry in entries[:3])])["attendance"])
    assert (row["delegate"], row["first_entry"]) == (ADA, entries[0].id)


def test_of_two_corrections_at_one_moment_the_higher_desk_wins() -> None:
    first, entries = story(*STORIES["a field that two desks correct at one moment"])
    (row,) = map(dict, tables([first, entries])["delegate"])
    assert (row["number"], row["name"], row["title"]) == (7, "Ada of desk three", "Dr.")


def test_a_real_store_makes_the_same_tables_as_a_desk_in_memory(folder: Path) -> None:
    with store_copies.opened(folder) as station:
        for number in store_copies.EVERYBODY:
            station.desk.checkin(number, "entrance")
        with station.store.read() as connection:
            entries = list(station.journal.entries(connection))
            before = dump(connection)
        station.journal.rebuild()
        with station.store.read() as connection:
            assert dump(connection) == before
        with station.store.scratch() as scratch:
            schema.create(scratch)
            station.journal.receive(scratch, reversed(entries))
            assert dump(scratch) == before


DERIVED = ("attendance", "code", "delegate", "name_key")


changes = st.builds(
    lambda delegate, fields, batch, codes: delegate_changed(
        delegate, fields, batch=batch, codes=codes
    ),
    one_delegate,
    some_fields,
    st.sampled_from(BATCHES),
    st.dictionaries(one_code, st.sampled_from(CodeKind), max_size=2),
)
roster_acts = st.tuples(st.integers(0, 4), st.sampled_from((0, 1_000)), st.booleans(), changes)


@settings(max_examples=settings().max_examples // 2)
@given(st.lists(roster_acts | acts, min_size=3, max_size=25), st.integers(1, 3))
def test_what_an_import_brought_counts_for_nothing_before_its_last_entry(
    acts: list[tuple[int, int, bool, EntryDraft | int]], size: int
) -> None:
    complete = [act for act in acts if not _completes(act[3])]
    entries = played(complete)
    chunks = [entries[at : at + size] for at in range(0, len(entries), size)]
    told, without = tables(chunks), _without_imports(entries)
    assert [told[name] for name in DERIVED] == [without[name] for name in DERIVED]


def _completes(draft: EntryDraft | int) -> bool:
    return not isinstance(draft, int) and draft.kind in {
        EntryKind.BATCH_APPLIED,
        EntryKind.BATCH_UNDONE,
    }


def _without_imports(entries: list[Entry]) -> Dump:
    """The tables that follow from the other entries alone; no desk would take in a chain with holes."""
    desk, other = MemoryDesk(9), MemoryDesk(9)
    desk.receive(entries)
    with desk.memory.read() as connection, other.memory.write() as target:
        opened = desk.journal.opened(connection)
        kept = [entry for entry in opened if not readable(entry).get("batch")]
        fold(
            target, kept, FoldSource(desk.journal.identity.root.hex(), lambda *_: (), lambda *_: ())
        )
    dump = other.dump()
    for each in (desk, other):
        each.memory.close()
    return dump
