"""Watch list at doors: who is on it is stopped there too, and a door knows neither the list nor a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import codes, schema
from checkin.domain import CodeKind, ConflictKind, DoorOverride, Manner, Outcome, Reason, Tier
from checkin.journal import EntryKind, delegate_changed
from checkin.store import watch
from tests.factories import Clock, delegate_fields
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

WHO, OTHER = "0a" * 16, "0b" * 16
STOPPED = (Outcome.CALL_LEAD, Reason.DOOR)


@dataclass(frozen=True)
class Desks:
    organiser: Station
    desk: Station
    door: Station
    clock: Clock

    def tell_all(self) -> None:
        self.clock.forward(60_000)
        for giver, taker in (
            (self.desk, self.organiser),
            (self.door, self.organiser),
            (self.organiser, self.desk),
            (self.organiser, self.door),
        ):
            tell(giver, taker)

    def code(self, delegate: str) -> str:
        ring = self.organiser.journal.identity.ring
        return codes.code_of(ring.code_key, delegate, CodeKind.INVITATION, 0)

    def at_the_door(self, delegate: str, session: str = "entrance") -> tuple[Outcome, Reason]:
        verdict = self.door.desk.scan(self.code(delegate), session)
        return verdict.outcome, verdict.reason

    def marks_written(self) -> int:
        entry = schema.entry.c
        query = sa.select(sa.func.count()).where(entry.kind == EntryKind.DELEGATE_MARKED)
        with self.organiser.store.read() as connection:
            return connection.scalar(query) or 0


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    """Three desks and two delegates, of whom all have heard."""
    clock = Clock()
    with stations(tmp_path, [Tier.DESK, Tier.DOOR], clock) as (organiser, desk, door):
        found = Desks(organiser, desk, door, clock)
        drafts = [
            delegate_changed(
                who,
                delegate_fields(number=number, name=name),
                codes={found.code(who): CodeKind.INVITATION},
            )
            for number, (who, name) in enumerate(((WHO, "Erik Lund"), (OTHER, "Ada Berg")), 7)
        ]
        with organiser.store.write() as connection:
            organiser.journal.append_many(connection, drafts)
        found.tell_all()
        yield found


@pytest.mark.parametrize("listed", ["LUND, Erik", "Eric Lund"])
def test_who_is_on_the_list_is_sent_to_the_desk(desks: Desks, listed: str) -> None:
    desks.organiser.desk.watch_list.add(listed)
    desks.tell_all()
    assert desks.at_the_door(WHO) == STOPPED
    forced = Manner(force=DoorOverride.PERMITTED)
    assert desks.door.desk.scan(desks.code(WHO), "entrance", forced).outcome is Outcome.CALL_LEAD
    assert desks.at_the_door(OTHER)[0] is Outcome.ADMITTED


def test_the_door_learns_no_name_and_no_item(desks: Desks) -> None:
    desks.organiser.desk.watch_list.add("Erik Lund")
    (item,) = desks.organiser.desk.watch_list.items()
    desks.tell_all()
    with desks.door.store.read() as connection:
        rows = [
            repr(row)
            for table in (*schema.fold.sorted_tables, *schema.journal.sorted_tables)
            for row in connection.execute(sa.select(table)).all()
        ]
    assert [row for row in rows if "lead:" in row]
    assert not [row for row in rows if "Lund" in row or item.id in row]


@pytest.mark.parametrize("how", ["removed", "cleared", "renamed"])
def test_who_is_on_it_no_more_is_let_in_at_the_door(desks: Desks, how: str) -> None:
    watched = desks.organiser.desk.watch_list
    watched.add("Erik Lund")
    desks.tell_all()
    assert desks.at_the_door(WHO) == STOPPED
    match how:
        case "removed":
            watched.remove(watched.items()[0].id)
        case "cleared":
            desks.desk.desk.watch_list.clear(WHO, "born later")
        case _:
            desks.desk.people.correct(WHO, {"name": "Maria Holm"})
    desks.tell_all()
    assert desks.at_the_door(WHO, "exhibition")[0] is Outcome.ADMITTED


def test_who_comes_with_an_import_is_stopped(desks: Desks, tmp_path: Path) -> None:
    desks.organiser.desk.watch_list.add("Maria Holm", desks.code(OTHER))
    file = tmp_path / "roster.csv"
    file.write_text("name,category\nMaria Holm,press\n")
    desks.organiser.roster.read(file).apply(accept=True)
    desks.tell_all()
    (maria,) = desks.organiser.people.find("Maria Holm")
    code = next(code.code for code in desks.organiser.people.card(maria.id).codes)
    assert desks.door.desk.scan(code, "entrance").outcome is Outcome.CALL_LEAD
    assert desks.at_the_door(OTHER) == STOPPED  # by the code


def test_a_walk_in_of_a_desk_is_stopped_whichever_came_first(desks: Desks) -> None:
    """The desk marks whom it registers; of a list that it has not heard, an organiser's desk makes up for it."""
    desks.organiser.desk.watch_list.add("Erik Lund")
    desks.tell_all()
    known = desks.desk.desk.walkin({"name": "Erik Lund"}, approved=True)
    apart = desks.desk.desk.walkin({"name": "Maria Holm"}, approved=True)
    desks.organiser.desk.watch_list.add("Maria Holm")
    desks.tell_all()
    for delegate in (known, apart):
        assert desks.at_the_door(delegate.id) == STOPPED
    written = desks.marks_written()
    desks.tell_all()
    assert desks.marks_written() == written  # nothing goes back and forth


def test_who_was_let_in_at_a_door_that_had_not_heard_is_a_conflict(desks: Desks) -> None:
    desks.organiser.desk.watch_list.add("Erik Lund")
    desks.clock.forward(60_000)
    assert desks.at_the_door(WHO)[0] is Outcome.ADMITTED
    desks.tell_all()
    (conflict,) = desks.organiser.conflicts.every()
    assert (conflict.kind, conflict.people) == (ConflictKind.FLAGGED_LET_IN, (WHO,))


def test_a_rebuilt_store_has_the_same_marks(desks: Desks) -> None:
    desks.organiser.desk.watch_list.add("Erik Lund")
    desks.tell_all()
    assert desks.door.journal.verify().intact
    desks.door.journal.rebuild()
    assert desks.at_the_door(WHO) == STOPPED


def test_the_roster_is_looked_through_anew_only_where_something_changed(desks: Desks) -> None:
    desks.organiser.desk.watch_list.add("Nobody Here")
    with desks.organiser.store.read() as connection:
        noted = watch.last_entry(connection)
        assert watch.changed_after(connection, noted) == frozenset()
    desks.desk.people.correct(WHO, {"organisation": "Elsewhere"})
    desks.tell_all()
    with desks.organiser.store.read() as connection:
        assert watch.changed_after(connection, noted) == frozenset({WHO})
        assert watch.changed_after(connection, 0) is None
