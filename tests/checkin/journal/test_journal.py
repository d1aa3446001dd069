"""Journal: append-only, hash-chained, signed, and encrypted by tier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checkin.domain import (
    DESK_FIELDS,
    DOOR_FIELDS,
    ORGANISER_FIELDS,
    CodeKind,
    Conflict,
    ConflictKind,
    Manner,
    Question,
    Role,
    Settling,
    Tier,
)
from checkin.journal import (
    EntryDraft,
    EntryKind,
    Leaving,
    Stamp,
    attended_remotely,
    badge_handed_out,
    badge_printed,
    batch_applied,
    batch_undone,
    call_answered,
    cards_opened,
    category_changed,
    chain_begun,
    clock_corrected,
    code_issued,
    code_revoked,
    codes_renewed,
    column_changed,
    conflict_settled,
    delegate_changed,
    delegate_erased,
    delegate_marked,
    delegates_joined,
    delegates_parted,
    desk_added,
    desk_named,
    desk_revoked,
    event_changed,
    export_failed,
    exported,
    invited,
    keys_renewed,
    lead_called,
    loss_accepted,
    operator_set,
    photo_set,
    pin_refused,
    question_changed,
    scanned,
    session_changed,
    undone,
    watch_added,
    watch_cleared,
    watch_matched,
    watch_removed,
)
from checkin.journal import entry as entries
from checkin.journal.entry import Altered, Header
from checkin.journal.kinds import signed_by
from checkin.keys import Verifier
from tests import factories, store_copies
from tests.desks_in_memory import DESK, DOOR, EVENT, SEALING, MemoryDesk
from tests.factories import MORNING
from tests.store_copies import ADA, BEN, CANARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checkin.desk import Desk
    from checkin.domain import Verdict
    from checkin.journal import Entry
    from checkin.station import Station

WHO = "0a" * 16
CODE = factories.code()
FIELDS: dict[str, Any] = {
    "number": 7,
    "category": "press",
    "status": "expected",
    "name": CANARY,
    "flags": ["protected"],
    "email": "canary@example.org",
    "extras": {"diet": CANARY},
}


CONFLICT = Conflict("c1", ConflictKind.DOUBLE_ENTRY, 0, (WHO,), ("d1",), ("ff" * 32,))


def verdict_of(desk: Desk) -> Verdict:
    how = Manner(represented_by="Sato", answers=frozenset(Question))
    return desk.checkin(ADA, "entrance", how)


DRAFTS: dict[str, EntryDraft] = {
    "pin refused": pin_refused(2),
    "event": event_changed({"name": "Forum", "names": {"ja": "会議"}, "days": ["2026-10-30"]}),
    "session": session_changed("plenary", {"people": {"3": True}, "capacity": None}),
    "category": category_changed("press", {"name": {"en": "Press"}, "gone": True}),
    "column": column_changed("Diet", {"choices": ["vegan"], "name": {"ja": "食事"}}),
    "question": question_changed("film", {"text": {"en": "May we film?"}, "required": False}),
    "desk": desk_added(WHO, "North", Tier.DOOR, bytes(range(32)), bytes(32)),
    "desk name": desk_named("South"),
    "revoked desk": desk_revoked(WHO, {WHO: 7}),
    "new chain": chain_begun(WHO),
    "clock": clock_corrected(WHO, (3, 7), -5, (1, 2)),
    "erased": delegate_erased(WHO),
    "joined": delegates_joined(WHO, "d2" * 16),
    "parted": delegates_parted(WHO, "d2" * 16),
    "lost": loss_accepted({WHO: 7}, "fell"),
    "new keys": keys_renewed(1, {WHO: bytes(92)}),
    "delegate": delegate_changed(WHO, FIELDS, batch="b1" * 16, codes={CODE: CodeKind.INVITATION}),
    "empty change": delegate_changed(WHO, {}),
    "code": code_issued(CODE, CodeKind.BADGE, WHO, batch="b1" * 16),
    "revoked code": code_revoked(CODE),
    "badge of a later generation": code_issued(CODE, CodeKind.BADGE, WHO, 2),
    "renewed codes": codes_renewed(WHO, CodeKind.BADGE, 2),
    "remote": attended_remotely(WHO, "plenary", 62, (1, 2), "b1" * 16),
    "remote without times": attended_remotely(WHO, "plenary", 62, None, "b1" * 16),
    "undo": undone("ff" * 32, WHO, 7),
    "badge": badge_printed(WHO, CODE),
    "photograph": photo_set(WHO, b"\xff\xd8\xff\xe0"),
    "invited": invited(WHO, CODE),
    "handed out": badge_handed_out(WHO),
    "exported": exported(Leaving("delegates", "csv", 120, 3, "plenary", "2026-10-30", why=CANARY)),
    "export noted beside": exported(Leaving("purge", sealed=True, happened=1, operator="lead")),
    "cards opened": cards_opened(31),
    "export failed": export_failed("ff" * 32),
    "import": batch_applied("b1" * 16, {"added": 1, "changed": 2}),
    "undone import": batch_undone("b1" * 16),
    "call": lead_called("entrance", "ff" * 32),
    "answered call": call_answered("ff" * 32),
    "settled": conflict_settled(CONFLICT, Settling.BOTH, CANARY),
    "watched": watch_added("a1" * 16, "Erik Lund", "known", {"given": ["d1" * 16]}),
    "not watched": watch_removed("a1" * 16),
    "similar": watch_matched("a1" * 16, WHO),
    "looked at": watch_cleared(WHO, ("a1" * 16,), "somebody else"),
    "marked": delegate_marked(WHO, {"set": ["lead:00"], "gone": []}),
    "operator": operator_set("lead", "lead", Role.LEAD, "00ff"),
}


@pytest.fixture
def one() -> Iterator[MemoryDesk]:
    """The first desk of an event, already introduced."""
    desk = MemoryDesk(0)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)))
    yield desk
    desk.memory.close()


def last(desk: MemoryDesk) -> Entry:
    return desk.entries()[-1]


def content(entry: Entry, *tiers: Tier) -> Mapping[Tier, Mapping[str, Any]]:
    return entries.open_entry(entry, {tier: SEALING[tier] for tier in tiers}).sections


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS.keys())
def test_what_is_written_reads_the_same_again(one: MemoryDesk, draft: EntryDraft) -> None:
    one.write(draft)
    written = content(last(one), *Tier)
    assert {
        tier: {**written[tier], **section} for tier, section in draft.sections.items()
    } == written
    assert last(one).header.kind == draft.kind
    assert one.journal.verify().intact


def test_a_scan_reads_the_same_again(station: Station) -> None:
    verdict = verdict_of(station.desk)
    how = Manner(represented_by="Sato", answers=frozenset(Question))
    with station.store.read() as connection:
        *_, entry = station.journal.opened(connection)
    assert entry.id == verdict.entry
    draft = scanned(verdict, f"hand:{store_copies.identifier(ADA)}", "", how, by_hand=True)
    assert entry.sections == signed_by(draft.sections, "organiser")


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS.keys())
def test_every_entry_says_which_operator_made_it(one: MemoryDesk, draft: EntryDraft) -> None:
    one.journal.author = lambda: "lead"
    one.write(draft)
    first = next(iter(draft.sections))
    assert content(last(one), *Tier)[first]["by"] == "lead"
    assert one.journal.verify().intact


def test_who_is_at_work_stands_in_the_entry_and_in_the_history(station: Station) -> None:
    station.shift.set_pin(Role.LEAD, "246813")
    station.desk.checkin(ADA, "entrance")
    station.shift.hand_over()
    station.desk.checkin(BEN, "entrance")
    assert [scan.operator for scan in station.desk.last()] == ["", ""]
    station.shift.take_up("246813")
    assert [scan.operator for scan in station.desk.last()] == ["volunteer", "organiser"]
    card = station.people.card(store_copies.identifier(BEN))
    assert [scan.operator for scan in card.scans] == ["volunteer"]


def test_every_kind_has_a_draft_in_these_tests() -> None:
    of_a_verdict = {EntryKind.SCANNED, EntryKind.LOOKED}
    assert {draft.kind for draft in DRAFTS.values()} | of_a_verdict == set(EntryKind)


def test_each_entry_names_the_one_before_it_and_counts_on(one: MemoryDesk) -> None:
    one.write(*DRAFTS.values())
    written = one.entries()
    assert [entry.header.seq for entry in written] == list(range(1, len(written) + 1))
    before = [entries.GENESIS, *(bytes.fromhex(entry.id) for entry in written)]
    assert [entry.header.prev for entry in written] == before[:-1]


def test_each_entry_is_signed_by_its_desk(one: MemoryDesk) -> None:
    one.write(*DRAFTS.values())
    verifier = Verifier(one.public)
    for entry in one.entries():
        signed = entries.signed_bytes(entry.header.encode(), entry.hashes)
        assert verifier.genuine(entry.signature, signed)
        assert entry.id == entries.entry_id(entry.header.encode(), entry.hashes)


def test_entries_of_one_transaction_are_in_their_order_and_all_there(one: MemoryDesk) -> None:
    ids = one.write(*DRAFTS.values())
    assert [entry.id for entry in one.entries()[1:]] == ids
    stamps = [entry.header.stamp for entry in one.entries()]
    assert stamps == sorted(set(stamps))


def test_nothing_to_append_appends_nothing(one: MemoryDesk) -> None:
    with one.memory.write() as connection:
        assert one.journal.append_many(connection, ()) == 0
    assert len(one.entries()) == 1


def test_what_is_rolled_back_never_was(station: Station) -> None:
    before = station.journal.verify()
    with pytest.raises(ZeroDivisionError):
        append_and_fail(station)
    assert station.journal.verify() == before
    station.desk.checkin(ADA, "entrance")
    assert station.journal.verify().intact


def append_and_fail(station: Station) -> None:
    with station.store.write() as connection:
        station.journal.append(connection, code_revoked(CODE))
        raise ZeroDivisionError


def test_a_door_learns_no_name_and_no_address(one: MemoryDesk) -> None:
    one.write(DRAFTS["delegate"])
    entry = last(one)
    door = content(entry, Tier.DOOR)[Tier.DOOR]
    assert set(door["fields"]) <= set(DOOR_FIELDS)
    assert CANARY not in str(door)
    assert set(content(entry, Tier.DESK)[Tier.DESK]["fields"]) <= set(DESK_FIELDS)
    assert set(content(entry, Tier.ORGANISER)[Tier.ORGANISER]["fields"]) <= set(ORGANISER_FIELDS)
    assert content(entry) == {}


def test_a_door_learns_no_reason_and_no_representative(station: Station) -> None:
    verdict = station.desk.checkin(store_copies.DORA, "entrance", Manner(force=CANARY))
    with station.store.read() as connection:
        *_, entry = station.journal.entries(connection)
    keys = station.journal.identity.ring.sealing
    door = entries.open_entry(entry, {Tier.DOOR: keys[Tier.DOOR]}).sections[Tier.DOOR]
    assert verdict.forced == CANARY
    assert door["forced"] is True
    assert CANARY not in str(door)


def test_no_sealed_section_shows_what_is_in_it(one: MemoryDesk) -> None:
    one.write(DRAFTS["delegate"])
    for blob in last(one).sealed.values():
        assert CANARY.encode() not in blob
        assert b"canary@example.org" not in blob


def test_sizes_say_little_of_what_is_in_a_section(one: MemoryDesk) -> None:
    """An observer of the hub sees them: the same for every short name, and for every outcome of a scan."""
    sizes = set()
    for name in ("Ng", "Wolfeschlegelsteinhausen", "阿志"):
        one.write(delegate_changed(WHO, {"name": name}))
        sizes.add(tuple(len(blob) for blob in last(one).sealed.values()))
    assert len(sizes) == 1
    assert all((size - 5 - 24 - 16) % 64 == 0 for size in sizes.pop())


@pytest.mark.parametrize("tier", Tier)
def test_a_section_opens_in_its_own_entry_alone(one: MemoryDesk, tier: Tier) -> None:
    one.write(DRAFTS["delegate"], delegate_changed("0b" * 16, FIELDS))
    first, second = one.entries()[-2:]
    swapped = entries.Entry(
        second.header, second.id, second.hashes, second.signature, {tier: first.sealed[tier]}
    )
    with pytest.raises(Altered):
        entries.open_entry(swapped, SEALING)


def test_a_section_opens_in_its_own_place_alone(one: MemoryDesk) -> None:
    """A section of one tier must not pass for another's, even for a holder of both keys."""
    one.write(DRAFTS["delegate"])
    entry = last(one)
    moved = entries.Entry(
        entry.header, entry.id, entry.hashes, entry.signature, {Tier.DOOR: entry.sealed[Tier.DESK]}
    )
    with pytest.raises(Altered):
        entries.open_entry(moved, {Tier.DOOR: DESK})


@pytest.mark.parametrize("hashes", [b"x", bytes(32), b"\x03" + bytes(32), bytes(34)])
def test_a_malformed_list_of_hashes_is_altered(hashes: bytes) -> None:
    with pytest.raises(Altered):
        entries.hashed_tiers(hashes)


@pytest.mark.parametrize("plain", [b"\xff{", b"[1]", b"[" * 100_000, b"7"])
def test_a_sealed_text_that_is_no_json_object_says_nothing(one: MemoryDesk, plain: bytes) -> None:
    """Its desk has sealed it: it is genuine, and is not understood."""
    entry = last(one)
    header = entry.header.encode()
    sealed = {Tier.DOOR: DOOR.seal(plain, header + b"\0")}
    odd = entries.Entry(entry.header, entry.id, entry.hashes, entry.signature, sealed)
    assert entries.open_entry(odd, SEALING).sections == {Tier.DOOR: {}}


def test_the_header_holds_all_that_a_blind_hub_needs(one: MemoryDesk) -> None:
    one.write(DRAFTS["delegate"])
    header = last(one).header
    assert header == Header(
        event=EVENT,
        desk=one.id,
        seq=2,
        stamp=Stamp(MORNING, 1),
        wall=MORNING,
        kind=EntryKind.DELEGATE_CHANGED,
        version=entries.VERSION,
        prev=bytes.fromhex(one.entries()[0].id),
    )
