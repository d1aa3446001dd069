"""What may be missing of an entry, and of whom keys are learnt: stores that were altered with the key in hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from checkin.domain import Role, Tier
from checkin.journal import (
    EntryDraft,
    EntryKind,
    Stamp,
    code_revoked,
    delegate_erased,
    desk_added,
    invited,
)
from checkin.journal import entry as entries
from checkin.journal.entry import Entry, Header
from checkin.journal.kinds import EVERYBODY
from checkin.journal.receiving import HeldReason
from tests import store_copies
from tests.checkin.journal.verified import codes_of, verified
from tests.desks_in_memory import EVENT, SEALING, MemoryDesk, signer_of
from tests.factories import Clock
from tests.store_copies import ADA, BEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def one() -> Iterator[MemoryDesk]:
    made = MemoryDesk(0)
    made.write(desk_added(made.id, "Desk 1", Tier.ORGANISER, made.public, bytes(32)))
    yield made
    made.memory.close()


def emptied(folder: Path, where: str, sections: str = "desk_section = NULL") -> set[str]:
    """What is found after sections were emptied with the key, and the tables made to agree."""
    with store_copies.by_force(folder) as database:
        database.execute(f"UPDATE entry SET {sections} WHERE {where}")  # noqa: S608 - of this test
    with store_copies.opened(folder, Clock()) as station:
        station.journal.rebuild()
    return codes_of(verified(folder))


def test_a_section_that_nobody_has_erased_is_missed(folder: Path) -> None:
    assert emptied(folder, "kind = 'delegate_changed'") == {"section_missing"}


def test_an_erasure_explains_the_person_s_own_entries_and_no_others(folder: Path) -> None:
    with store_copies.opened(folder, Clock()) as station:
        station.people.erase(store_copies.identifier(ADA))
        with station.store.write() as connection:
            station.journal.append(connection, invited(store_copies.identifier(ADA), "A"))
        station.shift.set_pin(Role.LEAD, "246813")
    assert verified(folder).intact
    other = "desk_section IS NOT NULL AND kind = 'delegate_changed'"
    assert emptied(folder, other) == {"section_missing"}


def test_what_names_nobody_is_never_emptied_by_the_erasure_of_a_person(folder: Path) -> None:
    with store_copies.opened(folder, Clock()) as station:
        station.people.erase(store_copies.identifier(ADA))
        station.shift.set_pin(Role.LEAD, "246813")
    assert emptied(folder, "kind = 'operator_set'") == {"section_missing"}


@pytest.mark.parametrize("who", [store_copies.identifier(BEN), EVERYBODY])
def test_what_doors_know_is_never_emptied(folder: Path, who: str) -> None:
    with store_copies.opened(folder, Clock()) as station:
        station.desk.checkin(BEN, "entrance")
        with station.store.write() as connection:
            station.journal.append(connection, delegate_erased(who))
    assert emptied(folder, "kind = 'scanned'", "door = NULL") == {"section_missing"}


def test_a_relay_cannot_hide_what_doors_know_behind_an_erasure() -> None:
    first, second = MemoryDesk(0), MemoryDesk(1)
    first.write(
        desk_added(first.id, "Desk 1", Tier.ORGANISER, first.public, bytes(32)),
        delegate_erased(EVERYBODY),
    )
    second.receive(first.entries())
    first.write(code_revoked("A"))
    stripped = replace(first.entries()[-1], sealed={})
    assert second.receive([stripped]) == 0
    assert second.held() == [HeldReason.SECTION_MISSING]
    for desk in (first, second):
        desk.memory.close()


def test_a_kind_that_is_not_in_the_list_is_found_and_is_not_taken_in(one: MemoryDesk) -> None:
    two = MemoryDesk(1)
    two.receive(one.entries())
    one.write(EntryDraft(cast("EntryKind", "hologram_shown"), {Tier.DOOR: {"of": "a"}}))
    assert {problem.code for problem in one.journal.verify().problems} == {"unknown_kind"}
    assert two.receive(one.entries()[1:]) == 0
    assert two.held() == [HeldReason.NEWER_FORMAT]
    two.memory.close()


@pytest.mark.parametrize("length", [0, 31, 33])
def test_the_hash_of_the_entry_before_has_32_bytes(one: MemoryDesk, length: int) -> None:
    """Else bytes could be moved between it and the kind, and the signature would still hold."""
    header = one.entries()[0].header
    kind = (header.prev + header.kind.encode())[length:].decode()
    moved = replace(header, prev=(header.prev + header.kind.encode())[:length], kind=kind)
    with pytest.raises(ValueError, match="b"):
        moved.encode()
    entry = one.entries()[0]
    two = MemoryDesk(1)
    assert two.receive([replace(entry, header=moved)]) == 0
    assert two.held() == [HeldReason.ALTERED]
    two.memory.close()


def test_a_forged_introduction_vouches_for_nobody(one: MemoryDesk) -> None:
    """Somebody with the database's key, and without the signing key of any desk, adds a desk of their own."""
    one.write(code_revoked("A"))
    intruder = signer_of(7)
    last = one.entries()[-1]
    introduction = desk_added("07" * 16, "Desk 7", Tier.ORGANISER, intruder.public, bytes(32))
    forged = made_by_hand(
        last.header.desk, last.header.seq + 1, bytes.fromhex(last.id), introduction
    )
    foreign = made_by_hand("07" * 16, 1, entries.GENESIS, code_revoked("B"))
    with one.memory.write() as connection:
        for entry, signature in ((forged, bytes(64)), (foreign, None)):
            signed = entries.signed_bytes(entry.header.encode(), entry.hashes)
            written = replace(entry, signature=signature or intruder.sign(signed))
            one.put(connection, written)
    found = {(problem.code, problem.desk) for problem in one.journal.verify().problems}
    assert found >= {("forged", one.id), ("unknown_desk", "07" * 16)}


def made_by_hand(desk: str, seq: int, prev: bytes, draft: EntryDraft) -> Entry:
    header = Header(EVENT, desk, seq, Stamp(10**12, 0), 10**12, draft.kind, 1, prev)
    sealed = entries.seal(header.encode(), draft.sections, SEALING)
    hashes = entries.hash_sections(sealed)
    return Entry(header, entries.entry_id(header.encode(), hashes), hashes, bytes(64), sealed)
