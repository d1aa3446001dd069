"""Journal under clock skew, newer programs, sync with other desks, and tampering."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.domain import Outcome, Role, Tier
from checkin.journal import (
    EntryDraft,
    EntryKind,
    Stamp,
    code_revoked,
    delegate_changed,
    desk_added,
    operator_set,
)
from checkin.journal.entry_row import entry_row
from checkin.journal.receiving import HeldReason
from checkin.keys import TierKeys
from tests import factories, store_copies
from tests.desks_in_memory import MemoryDesk
from tests.factories import HOUR, MORNING, Clock
from tests.store_copies import ADA, CANARY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.journal import Entry
    from checkin.station import Station

WHO = "0a" * 16
CODE = factories.code()


@pytest.fixture
def one() -> Iterator[MemoryDesk]:
    """The first desk of an event, already introduced."""
    desk = MemoryDesk(0)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)))
    yield desk
    desk.memory.close()


def last(desk: MemoryDesk) -> Entry:
    return desk.entries()[-1]


@pytest.mark.parametrize("ms", [MORNING - HOUR, 0, -HOUR, MORNING + 80 * 365 * 24 * HOUR])
def test_a_clock_that_jumps_reorders_nothing(ms: int) -> None:
    clock = Clock()
    desk = MemoryDesk(0, clock.wall)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)))
    clock.set(ms)
    desk.write(code_revoked("A"))
    clock.set(MORNING + 1)
    desk.write(code_revoked("B"))
    written = desk.entries()
    stamps = [entry.header.stamp for entry in written]
    assert stamps == sorted(set(stamps))
    assert [entry.header.wall for entry in written] == [MORNING, ms, MORNING + 1]
    assert desk.journal.verify().intact
    desk.memory.close()


def test_what_is_written_after_hearing_of_a_later_entry_is_later() -> None:
    ahead, behind = MemoryDesk(0, Clock(MORNING + HOUR).wall), MemoryDesk(1)
    ahead.write(
        desk_added(ahead.id, "Desk 1", Tier.ORGANISER, ahead.public, bytes(32)), code_revoked("A")
    )
    behind.receive(ahead.entries())
    behind.write(code_revoked("B"))
    assert last(behind).header.stamp == Stamp(MORNING + HOUR, 2)
    for desk in (ahead, behind):
        desk.memory.close()


def test_a_field_of_a_newer_program_does_not_hurt(one: MemoryDesk) -> None:
    strange = EntryDraft(
        EntryKind.DELEGATE_CHANGED,
        {Tier.DOOR: {"delegate": WHO, "fields": {"number": 3, "aura": "blue"}}},
    )
    one.write(strange)
    (row,) = (dict(row) for row in one.dump()["delegate"])
    assert row["number"] == 3
    assert one.journal.verify().intact


def test_a_desk_without_the_other_keys_folds_what_it_can_read(one: MemoryDesk) -> None:
    fields = {"number": 7, "category": "press", "name": CANARY, "email": "x@example.org"}
    one.write(delegate_changed(WHO, fields), operator_set("lead", "lead", Role.LEAD, "00ff"))
    door = MemoryDesk(3, tiers=(Tier.DOOR,))
    door.receive(one.entries())
    tables = door.dump()
    (row,) = (dict(row) for row in tables["delegate"])
    assert (row["number"], row["category"], row["name"], row["email"]) == (7, "press", "", "")
    assert tables["operator"] == []
    assert CANARY not in str(tables)
    door.memory.close()


def test_rebuilding_gives_the_same_tables(station: Station, clock: Clock) -> None:
    for number in store_copies.EVERYBODY:
        station.desk.checkin(number, "entrance")
    before = station.desk.stats(), station.desk.last(50)
    assert station.journal.rebuild() == station.journal.verify().entries
    assert (station.desk.stats(), station.desk.last(50)) == before


def test_a_long_journal_is_folded_in_pieces_to_the_same_end(one: MemoryDesk) -> None:
    """A chunk is a thousand entries; related entries may be in different chunks."""
    drafts = [
        delegate_changed(f"{number % 40:032x}", {"number": number}) for number in range(1_100)
    ]
    one.write(*drafts)
    before = one.dump()
    assert one.journal.verify().intact
    assert one.journal.rebuild() == 1_101
    assert one.dump() == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry",
        "DELETE FROM entry WHERE n = 1",
        "UPDATE entry SET id = 'x'",
        "UPDATE entry SET desk = upper(desk) || 'x'",
        "UPDATE entry SET kind = 'x'",
        "UPDATE entry SET seq = seq + 1",
        "UPDATE entry SET ms = ms + 1",
        "UPDATE entry SET counter = counter + 1",
        "UPDATE entry SET wall = wall + 1",
        "UPDATE entry SET version = 2",
        "UPDATE entry SET prev = NULL",
        "UPDATE entry SET hashes = x'00'",
        "UPDATE entry SET signature = zeroblob(64)",
        "UPDATE entry SET door = x'00'",
        "UPDATE entry SET n = n + 1000",
        "UPDATE entry SET desk_section = door WHERE desk_section IS NOT NULL",
    ],
)
def test_the_database_itself_refuses_to_alter_the_journal(station: Station, statement: str) -> None:
    with pytest.raises(sa.exc.IntegrityError), station.store.write() as connection:
        connection.exec_driver_sql(statement)
    assert station.journal.verify().intact


def test_a_section_may_be_emptied_and_nothing_else(station: Station) -> None:
    with station.store.write() as connection:
        connection.exec_driver_sql("UPDATE entry SET organiser = NULL")
    assert "altered" not in {problem.code for problem in station.journal.verify().problems}


def test_heads_are_the_last_entry_of_each_desk(one: MemoryDesk) -> None:
    other_desk = MemoryDesk(1)
    one.write(desk_added(other_desk.id, "Desk 2", Tier.DESK, other_desk.public, bytes(32)))
    other_desk.write(code_revoked("A"), code_revoked("B"))
    one.receive(other_desk.entries())
    with one.memory.read() as connection:
        heads = one.journal.heads(connection)
    assert [(head.desk, head.seq, head.entry) for head in heads] == [
        (one.id, 2, one.entries()[1].id),
        (other_desk.id, 2, last(other_desk).id),
    ]
    other_desk.memory.close()


def test_a_desk_that_nobody_introduced_is_not_believed(one: MemoryDesk) -> None:
    stranger = MemoryDesk(1)
    stranger.write(code_revoked("A"))
    assert one.receive(stranger.entries()) == 0
    assert one.held() == [HeldReason.WRITER_UNKNOWN]
    assert one.journal.verify().intact
    stranger.memory.close()


def test_a_stranger_cannot_introduce_itself(one: MemoryDesk) -> None:
    stranger = MemoryDesk(1)
    stranger.write(desk_added(stranger.id, "Desk 2", Tier.ORGANISER, stranger.public, bytes(32)))
    assert one.receive(stranger.entries()) == 0
    assert one.held() == [HeldReason.WRITER_UNKNOWN]
    stranger.memory.close()


def test_a_desk_cannot_be_given_another_key_later(one: MemoryDesk) -> None:
    """A desk with write access could otherwise impersonate another from then on."""
    one.write(desk_added(one.id, "Desk 1", Tier.ORGANISER, bytes(range(32)), bytes(32)))
    one.write(code_revoked("A"))
    assert one.journal.verify().intact


def test_the_outcome_of_a_scan_is_in_the_sealed_part_only(station: Station) -> None:
    station.desk.checkin(ADA, "entrance")
    names = {column.name for column in schema.entry.columns}
    assert not names & {"outcome", "delegate", "session", "code", "name"}
    with station.store.read() as connection:
        *_, row = connection.execute(sa.select(schema.entry)).all()
    assert Outcome.ADMITTED.value.encode() not in b"".join(
        value for value in row if isinstance(value, bytes)
    )


def sealed_for_nobody() -> Entry:
    """An entry with a valid signature whose body nobody can decrypt."""
    desk = MemoryDesk(0)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)))
    desk.seal_with(TierKeys({0: bytes([9]) * 32}))
    desk.write(code_revoked("A"))
    entry = last(desk)
    desk.memory.close()
    return entry


def test_an_entry_that_cannot_be_opened_is_not_taken_in(one: MemoryDesk) -> None:
    assert one.receive([sealed_for_nobody()]) == 0
    assert one.held() == [HeldReason.ALTERED]
    assert len(one.entries()) == 1


def test_an_entry_that_cannot_be_opened_is_altered(one: MemoryDesk) -> None:
    with one.memory.write() as connection:
        connection.execute(sa.insert(schema.entry), [entry_row(sealed_for_nobody())])
    assert "altered" in {problem.code for problem in one.journal.verify().problems}
