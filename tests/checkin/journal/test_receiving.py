"""What comes from other desks: the genuine is taken in, all else is held with its reason and tried again."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal import code_revoked, delegate_changed, desk_added, held
from checkin.journal.clock import DAY_MS
from checkin.journal.receiving import Checks, HeldReason
from tests.desks_in_memory import MemoryDesk, five, identifier
from tests.factories import HOUR, MORNING, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.journal import Entry

PERSON = delegate_changed("a1", {"number": 7, "name": "Ada", "email": "ada@example.org"})


@pytest.fixture
def told() -> list[Entry]:
    """The first entries of an event, and three of its second desk."""
    first, second, *others = five(Clock().wall)
    second.write(PERSON, code_revoked("A"), code_revoked("B"))
    entries = second.entries()
    for desk in (first, second, *others):
        desk.memory.close()
    return entries


@pytest.fixture
def desk() -> Iterator[MemoryDesk]:
    made = MemoryDesk(9)
    yield made
    made.memory.close()


def of_second(told: list[Entry]) -> list[Entry]:
    return [entry for entry in told if entry.header.desk == identifier(1)]


def without_signature(entry: Entry) -> Entry:
    return replace(entry, signature=bytes(64))


def test_one_signature_at_the_end_proves_a_run(desk: MemoryDesk, told: list[Entry]) -> None:
    *run, last = of_second(told)
    desk.receive(told[: len(told) - 3])
    assert desk.receive([*map(without_signature, run), last]) == 3
    assert desk.held() == []
    assert desk.journal.verify().intact


def test_a_run_without_a_right_signature_is_held_until_a_later_one_proves_it(
    desk: MemoryDesk, told: list[Entry]
) -> None:
    *run, last = of_second(told)
    desk.receive(told[: len(told) - 3])
    assert desk.receive(map(without_signature, run)) == 0
    assert desk.held() == [HeldReason.FORGED] * 2
    assert desk.receive([last]) == 3
    assert desk.held() == []


@pytest.mark.parametrize("count", [1, 2])
def test_any_hole_is_waited_out(desk: MemoryDesk, told: list[Entry], count: int) -> None:
    for missing in combinations(told, count):
        fresh = MemoryDesk(9)
        fresh.receive(entry for entry in told if entry not in missing)
        fresh.receive(missing)
        assert len(fresh.entries()) == len(told)
        assert fresh.held() == []
        assert fresh.journal.verify().intact
        fresh.memory.close()


def test_what_came_before_its_desk_was_introduced_is_taken_in_then(
    desk: MemoryDesk, told: list[Entry]
) -> None:
    first = [entry for entry in told if entry.header.desk == identifier(0)]
    assert desk.receive(of_second(told)) == 0
    assert desk.held() == [HeldReason.WRITER_UNKNOWN] * 3
    assert desk.receive(first) == len(told)
    assert desk.held() == []


@pytest.mark.parametrize(
    "stripped", [*combinations(Tier, 1), *combinations(Tier, 2), *combinations(Tier, 3)]
)
def test_a_relay_that_strips_sections_suppresses_nothing(
    desk: MemoryDesk, told: list[Entry], stripped: tuple[Tier, ...]
) -> None:
    whole = of_second(told)[0]
    left = {tier: blob for tier, blob in whole.sealed.items() if tier not in stripped}
    desk.receive(told[: len(told) - 3])
    assert desk.receive([replace(whole, sealed=left)]) == 0
    assert desk.held() == [HeldReason.SECTION_MISSING]
    assert desk.receive([whole]) == 1
    assert desk.held() == []
    (row,) = map(dict, desk.dump()["delegate"])
    assert (row["number"], row["name"], row["email"]) == (7, "Ada", "ada@example.org")


def test_a_door_misses_no_section_whose_key_it_lacks(told: list[Entry]) -> None:
    door = MemoryDesk(9, tiers=(Tier.DOOR,))
    seen = [
        replace(entry, sealed={t: b for t, b in entry.sealed.items() if t is Tier.DOOR})
        for entry in told
    ]
    assert door.receive(seen) == len(told)
    assert door.held() == []
    assert door.journal.verify().intact
    door.memory.close()


def test_an_altered_copy_is_kept_beside_the_entry_itself(
    desk: MemoryDesk, told: list[Entry]
) -> None:
    good = of_second(told)[0]
    door = good.sealed[Tier.DOOR]
    bad = replace(good, sealed={**good.sealed, Tier.DOOR: door[:-1] + bytes([door[-1] ^ 1])})
    assert desk.receive([*told, bad]) == len(told)
    assert desk.held() == [HeldReason.ALTERED]


def test_an_entry_of_another_event_and_one_of_a_newer_program_are_held(
    desk: MemoryDesk, told: list[Entry]
) -> None:
    entry = of_second(told)[0]
    foreign = replace(entry, header=replace(entry.header, event="f0" * 16))
    newer = replace(entry, header=replace(entry.header, version=99))
    assert desk.receive([foreign, newer]) == 0
    assert set(desk.held()) == {HeldReason.OTHER_EVENT, HeldReason.NEWER_FORMAT}


def test_an_entry_from_2036_drags_no_clock_along_and_comes_in_when_its_time_has_come() -> None:
    ahead, here = Clock(MORNING + 10 * 365 * DAY_MS), Clock()
    desk, wrong = MemoryDesk(0, here.wall), MemoryDesk(1, ahead.wall)
    desk.write(
        desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)),
        desk_added(wrong.id, "Desk 2", Tier.DESK, wrong.public, bytes(32)),
    )
    wrong.write(code_revoked("A"))
    assert desk.receive(wrong.entries()) == 0
    assert desk.held() == [HeldReason.TOO_FAR_AHEAD]
    desk.write(code_revoked("B"))
    assert desk.entries()[-1].header.stamp.ms < MORNING + HOUR
    here.set(ahead.ms)
    assert desk.receive([]) == 1
    assert desk.held() == []
    for each in (desk, wrong):
        each.memory.close()


def test_held_entries_are_bounded_and_what_is_not_kept_is_counted(
    desk: MemoryDesk, told: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "MOST", 2)
    desk.receive(of_second(told))
    assert len(desk.held()) == 2
    with desk.memory.read() as connection:
        setting = schema.setting.c
        lost = connection.scalar(sa.select(setting.value).where(setting.name == held.NOT_KEPT))
    assert lost == "1"


def test_a_forged_copy_that_comes_first_does_not_stand_for_the_true_entry(
    desk: MemoryDesk, told: list[Entry]
) -> None:
    true = of_second(told)
    desk.receive(told[: len(told) - len(true)])
    assert desk.receive([*map(without_signature, true), *true]) == len(true)


def test_a_copy_that_is_forged_or_stripped_keeps_the_true_entry_out_in_no_order(
    told: list[Entry],
) -> None:
    """Also where the desk that wrote it is introduced in the same delivery."""
    forged = [without_signature(entry) for entry in told]
    stripped = [replace(entry, sealed={}) for entry in told]
    for copies in ([*forged, *stripped, *told], [*told, *stripped, *forged]):
        new = MemoryDesk(9)
        assert new.receive(copies) == len(told)
        assert [entry.sealed for entry in new.entries()] == [entry.sealed for entry in told]
        new.memory.close()


def take(desk: MemoryDesk, checks: Checks) -> int:
    with desk.memory.write() as connection:
        return desk.journal.receive(connection, checks).new


def test_a_proof_by_another_key_than_counts_is_none(desk: MemoryDesk, told: list[Entry]) -> None:
    desk.receive(told[: len(told) - 3])
    unsigned = list(map(without_signature, of_second(told)))
    everything = frozenset(entry.id for entry in unsigned)
    proven = {identifier(1): (bytes(32), everything)}
    assert take(desk, replace(desk.journal.check(unsigned), proven=proven)) == 0
    assert set(desk.held()) == {HeldReason.FORGED}


def test_what_was_checked_before_there_were_keys_is_checked_again(
    desk: MemoryDesk, told: list[Entry]
) -> None:
    door = MemoryDesk(9, tiers=[Tier.DOOR])
    assert take(desk, door.journal.check(told)) == len(told)
    with desk.memory.read() as connection:
        assert list(connection.scalars(sa.select(schema.delegate.c.name))) == ["Ada"]
    door.memory.close()
