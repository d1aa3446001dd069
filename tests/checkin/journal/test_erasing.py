"""A person is erased: no desk holds more of them than doors know, whatever comes in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.domain import CodeKind, Flag, Manner, Outcome, Tier
from checkin.errors import NotAllowed
from checkin.journal import code_issued, code_revoked
from tests.factories import Clock
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

CANARY = "Tursun Canary"
Desks = tuple["Station", "Station", "Station"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def three(tmp_path: Path, clock: Clock) -> Iterator[Desks]:
    with stations(tmp_path, [Tier.DESK, Tier.DOOR], clock) as (organiser, desk, door):
        yield organiser, desk, door


def tell_all(*desks: Station) -> None:
    for _ in range(2):
        for giver in desks:
            for taker in desks:
                if taker is not giver:
                    tell(giver, taker)


def a_person(desk: Station, clock: Clock) -> str:
    """Somebody about whom each kind of entry is there."""
    fields = {"name": CANARY, "category": "scholar", "notes": CANARY}
    delegate = desk.desk.walkin(fields, approved=True).id
    number = desk.people.card(delegate).delegate.number
    desk.people.flag(delegate, Flag.CALL_LEAD, on=True)
    desk.people.issue_code(delegate, CodeKind.BADGE)
    desk.desk.look(number, "entrance")
    clock.forward(60_000)
    desk.desk.checkin(number, "entrance", Manner(force=f"known to {CANARY}"))
    clock.forward(60_000)
    desk.desk.checkin(number, "exhibition", Manner(force="known", represented_by=CANARY))
    return delegate


def canaries(station: Station) -> list[str]:
    """The rows of all tables, and the opened journal, in which the name stands."""
    with station.store.read() as connection:
        rows = [
            repr(row)
            for metadata in (schema.journal, schema.fold, schema.local)
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table)).all()
        ]
        rows += [repr(entry) for entry in station.journal.opened(connection)]
    return [row for row in rows if CANARY in row]


def test_nothing_of_the_name_is_left_at_any_desk_and_the_visits_are(
    three: Desks, clock: Clock
) -> None:
    organiser, desk, _ = three
    delegate = a_person(desk, clock)
    tell_all(*three)
    assert canaries(organiser)
    erased = organiser.people.erase(delegate)
    assert erased.entries >= 5
    tell_all(*three)
    for station in three:
        assert canaries(station) == []
        assert station.journal.verify().intact
        sessions = station.desk.stats().sessions
        assert (sessions["entrance"].attended, sessions["exhibition"].attended) == (1, 1)
        before = sessions
        station.journal.rebuild()
        assert station.desk.stats().sessions == before


def test_what_comes_later_is_emptied_when_it_comes(three: Desks, clock: Clock) -> None:
    organiser, desk, _ = three
    delegate = a_person(desk, clock)
    tell(desk, organiser)
    desk.people.correct(delegate, {"notes": f"{CANARY} again"})
    organiser.people.erase(delegate)
    tell(desk, organiser)
    assert canaries(organiser) == []
    tell(organiser, desk)
    assert canaries(desk) == []
    assert organiser.journal.verify().intact


@pytest.mark.parametrize("reverse", [False, True])
def test_a_desk_that_never_had_the_whole_entries_misses_nothing(
    tmp_path: Path, clock: Clock, *, reverse: bool
) -> None:
    with stations(tmp_path, [Tier.DESK, Tier.ORGANISER], clock) as (organiser, desk, late):
        delegate = a_person(desk, clock)
        tell(desk, organiser)
        organiser.people.erase(delegate)
        pages = organiser.exchange.entries_after({}, Tier.ORGANISER)
        given = [entry for page in pages for entry in page]
        for entry in reversed(given) if reverse else given:
            late.exchange.take_in([entry], "test")
        with late.store.read() as connection:
            assert connection.scalars(sa.select(schema.held.c.reason)).all() == []
        assert late.desk.stats().sessions == organiser.desk.stats().sessions
        assert canaries(late) == []
        assert late.journal.verify().intact


def test_a_scan_of_a_code_that_nobody_else_had_heard_of_comes_though_it_is_empty(
    three: Desks,
) -> None:
    """The erasure follows it in the same chain, and whose code it was is known to the desk that takes it in alone."""
    organiser, desk, _ = three
    delegate = desk.desk.walkin({"name": CANARY, "category": "scholar"}, approved=True).id
    code = desk.people.card(delegate).codes[0].code
    assert organiser.desk.scan(code, "entrance").outcome is Outcome.PROVISIONAL
    tell(desk, organiser)
    organiser.people.erase(delegate)
    tell(organiser, desk)
    with desk.store.read() as connection:
        assert connection.scalars(sa.select(schema.held.c.reason)).all() == []
    assert desk.desk.stats().sessions == organiser.desk.stats().sessions
    assert canaries(desk) == []


def test_a_code_that_is_issued_to_somebody_erased_empties_what_was_written_of_it_before(
    three: Desks,
) -> None:
    """An organiser elsewhere has revoked it, by a slip, before it was anybody's."""
    organiser, desk, _ = three
    delegate = desk.desk.walkin({"name": CANARY, "category": "scholar"}, approved=True).id
    tell_all(*three)
    organiser.people.erase(delegate)
    tell_all(*three)
    with organiser.store.write() as connection:
        organiser.journal.append(connection, code_revoked("LATE"))
    tell(organiser, desk)
    with desk.store.write() as connection:
        desk.journal.append(connection, code_issued("LATE", CodeKind.BADGE, delegate))
    tell_all(*three)
    assert rows_of(desk, schema.revocation) == rows_of(organiser, schema.revocation)


def test_an_erasure_under_keys_that_come_after_what_was_erased_is_taken_in(
    tmp_path: Path, clock: Clock
) -> None:
    """The keys would wait for the erasure, and it for the keys: all of it comes in one chain."""
    with stations(tmp_path, [Tier.DESK, Tier.DOOR], clock) as (organiser, desk, lost):
        tell(organiser, desk)
        delegate = organiser.desk.walkin({"name": CANARY}, approved=True).id
        organiser.revocations.revoke(lost.desk_id)
        organiser.people.erase(delegate)
        tell(organiser, desk)
        with desk.store.read() as connection:
            assert connection.scalars(sa.select(schema.held.c.reason)).all() == []
        assert rows_of(desk, schema.erasure) == rows_of(organiser, schema.erasure)
        assert desk.journal.verify().intact


def rows_of(station: Station, table: sa.Table) -> list[tuple[object, ...]]:
    with station.store.read() as connection:
        return sorted(tuple(row) for row in connection.execute(sa.select(table)))


def test_who_was_erased_is_not_let_in_by_the_old_code(three: Desks, clock: Clock) -> None:
    organiser, desk, _ = three
    delegate = desk.desk.walkin({"name": CANARY, "category": "scholar"}, approved=True).id
    code = desk.people.card(delegate).codes[0].code
    tell_all(*three)
    organiser.people.erase(delegate)
    tell_all(*three)
    for station in three:
        assert station.desk.scan(code, "entrance").outcome is Outcome.CANCELLED
    assert canaries(organiser) == []


def test_only_an_organiser_erases(three: Desks, clock: Clock) -> None:
    _, desk, _ = three
    delegate = a_person(desk, clock)
    with pytest.raises(NotAllowed):
        desk.people.erase(delegate)
