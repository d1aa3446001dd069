"""Conflicts are listed, and settled everywhere by one entry, at desks with real stores."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.bootstrap import open_store
from checkin.conflicts import OpenConflicts
from checkin.domain import ConflictKind, Flag, Role, Settling, Tier
from checkin.errors import NotAllowed, NotFound, NotPossible
from checkin.sync import Statement
from checkin.sync import statement as statements
from tests.factories import HOUR, MINUTE, Clock
from tests.several_desks import PASSPHRASE, stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.domain import Conflict
    from checkin.station import Station

TWO = [Tier.DESK, Tier.DESK]
FIELDS = {"name": "Ada Lovelace", "category": "scholar"}


@contextmanager
def two_apart(folder: Path, clock: Clock) -> Iterator[tuple[Station, Station, Station]]:
    """An organiser's desk and two others that know one delegate, and not what comes then."""
    with stations(folder, TWO, clock) as (first, one, two):
        first.desk.walkin(FIELDS, approved=True)
        for desk in (one, two):
            tell(first, desk)
        yield first, one, two


def exchange(*desks: Station) -> None:
    for _ in range(2):
        for giver in desks:
            for taker in desks:
                if giver is not taker:
                    tell(giver, taker)


def admitted_twice(one: Station, two: Station, clock: Clock) -> tuple[str, str]:
    number = one.desk.find("Ada")[0].number
    earlier = one.desk.checkin(number, "entrance").entry
    clock.forward(MINUTE)
    return earlier, two.desk.checkin(number, "entrance").entry


def only(station: Station) -> Conflict:
    (conflict,) = station.conflicts.every()
    return conflict


def test_every_desk_lists_the_same_and_settled_once_is_settled_everywhere(tmp_path: Path) -> None:
    clock = Clock()
    with two_apart(tmp_path, clock) as (first, one, two):
        entries = admitted_twice(one, two, clock)
        assert [desk.conflicts.counts().to_settle for desk in (first, one, two)] == [0, 0, 0]
        exchange(first, one, two)
        found = [only(desk) for desk in (first, one, two)]
        assert found[0] == found[1] == found[2]
        assert (found[0].kind, found[0].entries) == (ConflictKind.DOUBLE_ENTRY, entries)
        settled = one.conflicts.settle(found[0].id, Settling.BOTH, "Twins, both invited")
        assert settled.settled is not None
        exchange(first, one, two)
        for desk in (first, one, two):
            assert desk.conflicts.counts().to_settle == 0
            assert only(desk) == settled
            assert desk.journal.verify().intact
            desk.journal.rebuild()
            assert only(desk) == settled


def test_undo_undoes_the_later_scan_in_the_same_act(tmp_path: Path) -> None:
    clock = Clock()
    with two_apart(tmp_path, clock) as (first, one, two):
        _, later = admitted_twice(one, two, clock)
        exchange(first, one, two)
        conflict = only(first)
        settled = first.conflicts.settle(conflict.id, Settling.UNDO, "Scanned at both doors")
        assert (settled.entries, settled.people) == (conflict.entries, conflict.people)
        exchange(first, one, two)
        with two.store.read() as connection:
            assert list(connection.scalars(sa.select(schema.undo.c.target))) == [later]
        assert two.desk.stats().sessions["entrance"].attended == 1
        assert only(two).settled == settled.settled
        with pytest.raises(NotPossible):
            two.conflicts.settle(conflict.id, Settling.BOTH, "again")


def test_a_new_entry_about_it_opens_it_anew(tmp_path: Path) -> None:
    clock = Clock()
    with two_apart(tmp_path, clock) as (first, one, two):
        admitted_twice(one, two, clock)
        exchange(first, one)
        exchange(first, two)
        first.conflicts.settle(only(first).id, Settling.BOTH, "seen")
        third = first.desk.checkin(first.desk.find("Ada")[0].number, "entrance")
        assert third.outcome == "already_in"
        assert first.conflicts.counts().to_settle == 0


def test_settling_needs_a_lead_a_reason_and_something_to_undo(tmp_path: Path) -> None:
    clock = Clock()
    with two_apart(tmp_path, clock) as (first, one, two):
        admitted_twice(one, two, clock)
        for desk in (one, two):  # the same number, at desks that never hear the block of the other
            desk.desk.walkin({"name": "Somebody Else", "category": "scholar"}, approved=True)
        exchange(first, one, two)
        kinds = {conflict.kind: conflict for conflict in first.conflicts.every()}
        double = kinds[ConflictKind.DOUBLE_ENTRY]
        with pytest.raises(NotPossible):
            first.conflicts.settle(double.id, Settling.BOTH, "  ")
        with pytest.raises(NotFound):
            first.conflicts.settle("nothing", Settling.BOTH, "why")
        twice = kinds[ConflictKind.PERSON_TWICE]
        with pytest.raises(NotPossible):
            first.conflicts.settle(twice.id, Settling.UNDO, "why")
        first.shift.hand_over()
        with pytest.raises(NotAllowed):
            first.conflicts.settle(double.id, Settling.BOTH, "why")
        with pytest.raises(NotAllowed):
            first.conflicts.every()
        assert first.conflicts.counts().to_settle == 2
        assert first.shift.role is Role.VOLUNTEER


def test_a_door_that_admits_who_was_flagged_meanwhile_is_told(tmp_path: Path) -> None:
    clock = Clock()
    with stations(tmp_path, [Tier.DOOR], clock) as (first, door):
        person = first.desk.walkin(FIELDS, approved=True)
        tell(first, door)
        first.people.flag(person.id, Flag.CALL_LEAD, on=True)
        clock.forward(MINUTE)
        verdict = door.desk.checkin(person.number, "entrance")
        assert verdict.outcome == "admitted"  # it had not heard
        tell(door, first)
        conflict = only(first)
        assert (conflict.kind, conflict.people) == (ConflictKind.FLAGGED_LET_IN, (person.id,))
        tell(first, door)
        assert door.desk.checkin(person.number, "workshop").outcome == "call_lead"


def test_a_lead_is_alerted_once_of_each_whom_nobody_stopped(tmp_path: Path) -> None:
    clock = Clock()
    with stations(tmp_path, [Tier.DOOR], clock) as (first, door):
        names = ("Ada Lovelace", "Mary Somerville")
        people = [first.desk.walkin({**FIELDS, "name": name}, approved=True) for name in names]
        tell(first, door)
        for person in people:
            first.people.flag(person.id, Flag.CALL_LEAD, on=True)
        clock.forward(MINUTE)
        door.desk.checkin(people[0].number, "entrance")
        tell(door, first)
        first.shift.role = Role.VOLUNTEER
        with pytest.raises(NotAllowed):
            first.conflicts.news()
        first.shift.role = Role.LEAD
        assert [first.conflicts.news().alerts for _ in range(2)] == [1, 0]
        clock.forward(MINUTE)
        door.desk.checkin(people[1].number, "entrance")
        tell(door, first)
        every = first.conflicts.every()
        of_one = next(conflict for conflict in every if people[0].id in conflict.people)
        first.conflicts.settle(of_one.id, Settling.NOTE, "sent out")
        assert first.conflicts.news() == OpenConflicts(1, 0, alerts=1)
        assert first.conflicts.news().alerts == 0
    with open_store(tmp_path / "first.uketsuke", PASSPHRASE, clock=clock) as first:
        assert first.conflicts.news() == OpenConflicts(1, 0)


def test_a_badge_lost_at_one_desk_and_shown_at_a_door_is_told(tmp_path: Path) -> None:
    clock = Clock()
    with stations(tmp_path, [Tier.DOOR], clock) as (first, door):
        person = first.desk.walkin(FIELDS, approved=True)
        code = first.people.card(person.id).codes[0].code
        tell(first, door)
        first.people.revoke_code(code)
        clock.forward(MINUTE)
        assert door.desk.scan(code, "entrance").outcome == "admitted"
        tell(door, first)
        assert only(first).kind is ConflictKind.REVOKED_LET_IN


def test_a_session_changed_while_another_desk_let_in_is_told(tmp_path: Path) -> None:
    clock = Clock()
    with two_apart(tmp_path, clock) as (first, one, two):
        first.programme.set_session("exhibition", {"capacity": 90})
        clock.forward(1)
        tell(first, two)
        scan = one.desk.checkin(one.desk.find("Ada")[0].number, "exhibition")
        tell(one, first)
        conflict = only(first)
        assert conflict.kind is ConflictKind.SESSION_CHANGED
        assert conflict.entries[1:] == (scan.entry,)


def test_entries_that_are_held_are_told(tmp_path: Path) -> None:
    with stations(tmp_path, TWO, Clock()) as (first, one, two):
        for _ in range(2):
            one.rename_desk("Another")
        page = next(one.exchange.entries_after({}, Tier.DESK, desks=[one.desk_id]))
        two.exchange.take_in(page[1:], "stick")
        conflict = only(two)
        assert (conflict.kind, conflict.what) == (ConflictKind.HELD, "earlier_missing")
        assert (conflict.desks, conflict.count) == ((one.desk_id,), 1)
        counts = two.conflicts.counts()
        assert (counts.to_settle, counts.held) == (0, 1)
        two.exchange.take_in(page, "stick")
        assert two.conflicts.every() == ()
        assert first.conflicts.every() == ()


def hear(station: Station, other: Station, *, wall: int) -> None:
    """The station hears a statement of the other that was made at that time of its clock."""
    who = other.journal.identity
    heads = tuple(other.exchange.heads().values())
    stated = Statement(who.desk, wall, "1", heads)
    assert station.exchange.hear(statements.sign(stated, who.event, who.ring.signer))


@pytest.mark.parametrize("off", [2 * MINUTE, -2 * MINUTE])
def test_a_clock_that_is_wrong_is_told(tmp_path: Path, off: int) -> None:
    clock = Clock()
    with two_apart(tmp_path, clock) as (first, one, _):
        hear(first, one, wall=clock.ms + off)
        conflict = only(first)
        assert (conflict.kind, conflict.desks) == (ConflictKind.CLOCK, (one.desk_id,))
        assert conflict.count == off


def test_a_statement_that_was_long_on_the_way_is_no_wrong_clock(tmp_path: Path) -> None:
    clock = Clock()
    with two_apart(tmp_path, clock) as (first, one, _):
        made = clock.ms
        clock.forward(HOUR)
        hear(first, one, wall=made)
        assert first.conflicts.every() == ()


def test_a_desk_that_went_back_to_an_older_copy_is_told(tmp_path: Path) -> None:
    clock = Clock()
    with two_apart(tmp_path, clock) as (first, one, _):
        one.rename_desk("A")
        older = one.exchange.heads()
        one.rename_desk("B")
        tell(one, first)
        clock.forward(MINUTE // 2)
        who = one.journal.identity
        stated = Statement(who.desk, clock.ms, "1", tuple(older.values()))
        first.exchange.hear(statements.sign(stated, who.event, who.ring.signer))
        assert only(first).kind is ConflictKind.DESK_WENT_BACK
        hear(first, one, wall=clock.ms + 1)
        assert first.conflicts.every() == ()


def test_a_hub_that_went_back_is_told(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK], Clock()) as (first, _):
        assert first.conflicts.every() == ()
        lost = first.exchange.heads()[first.desk_id]
        first.exchange.note_hub_went_back(lost)
        conflict = only(first)
        assert (conflict.kind, conflict.entries) == (ConflictKind.HUB_WENT_BACK, (lost.entry,))
        settled = first.conflicts.settle(conflict.id, Settling.NOTE, "Backup put back")
        assert settled.settled is not None


def test_a_branch_that_only_another_desk_has_is_told_by_its_statement(tmp_path: Path) -> None:
    """Where a hub or a stick brings one branch of a desk that exists twice here, and the other there."""
    clock = Clock()
    with stations(tmp_path, TWO, clock) as (first, one, two):
        copy = shutil.copytree(flushed(one), tmp_path / "copy")
        with open_store(copy, PASSPHRASE, clock=clock) as twin:
            one.rename_desk("A")
            twin.rename_desk("B")
            tell(one, first)
            tell(twin, two)
            hear(first, one, wall=clock.ms)
            assert first.conflicts.every() == ()
            hear(first, two, wall=clock.ms)
            told = only(first)
            assert (told.kind, told.desks) == (ConflictKind.FORK, (one.desk_id,))
            assert len(told.entries) == 2
            for page in two.exchange.entries_after({}, Tier.DESK, desks=[one.desk_id]):
                first.exchange.take_in(page, "stick")
            assert only(first) == replace(told, at=only(first).at)  # known by the entries now


def flushed(station: Station) -> Path:
    station.store.checkpoint()
    return station.folder
