"""Watch list: who must be looked at calls the lead quietly, and no desk can read whom it looks for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from checkin import watching
from checkin.desk import Presentation
from checkin.domain import Flag, Manner, Outcome, Role, Status, Tier
from checkin.errors import BadFile, NotAllowed, NotFound, NotPossible
from checkin.journal import EntryKind, desk_added, watch_added
from checkin.journal.entry import open_entry
from checkin.keys import matching_key
from tests import desks_in_memory, store_copies
from tests.desks_in_memory import MemoryDesk
from tests.store_copies import ADA, BEN, EMIL, HANA, identifier, invitation

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Delegate
    from checkin.station import Station
    from tests.factories import Clock

HEAD = "name,category\r\n"


@pytest.fixture
def lead(station: Station) -> Station:
    """A volunteer's desk, at which a lead may come by."""
    station.shift.set_pin(Role.LEAD, "471108")
    return station


def registered(station: Station, name: str, **fields: str) -> Delegate:
    return station.desk.walkin({"name": name, **fields}, approved=True)


def outcome(station: Station, delegate: Delegate) -> Outcome:
    return station.desk.checkin(delegate.number, "entrance").outcome


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("Furuya Keiji", "KEIJI Furuya"),
        ("古屋圭司", "Furuya Keiji"),
        ("Furuya Keiji", "古屋圭司"),
        ("ئادىل توختى", "Адил Тохти"),
        ("Ali Karimi", "Ali Reza Karimi"),
        ("Erik Lund", "Eric Lund"),
    ],
)
def test_a_name_on_the_list_calls_the_lead(station: Station, listed: str, name: str) -> None:
    before = registered(station, name)
    station.desk.watch_list.add(listed)
    assert outcome(station, before) is Outcome.CALL_LEAD
    assert outcome(station, registered(station, name)) is Outcome.CALL_LEAD


def test_another_name_does_not(station: Station) -> None:
    station.desk.watch_list.add("伊藤野枝", "Lund")
    assert outcome(station, registered(station, "伊東野枝")) is Outcome.ADMITTED
    assert outcome(station, registered(station, "Erik Lund")) is Outcome.ADMITTED


def test_the_roster_is_left_alone(station: Station) -> None:
    person = registered(station, "Erik Lund")
    station.desk.watch_list.add("Erik Lund")
    assert outcome(station, person) is Outcome.CALL_LEAD
    assert station.people.card(person.id).delegate.flags == ()


def test_a_name_taken_off_the_list_frees_the_person(station: Station) -> None:
    exact, close = registered(station, "Erik Lund"), registered(station, "Eric Lund")
    station.desk.watch_list.add("Erik Lund")
    (item,) = station.desk.watch_list.items()
    station.desk.watch_list.remove(item.id)
    assert outcome(station, exact) is Outcome.ADMITTED
    assert outcome(station, close) is Outcome.ADMITTED
    assert station.desk.watch_list.items() == ()
    with pytest.raises(NotFound):
        station.desk.watch_list.remove(item.id)


def test_a_volunteer_sees_what_any_quiet_check_looks_like(station: Station) -> None:
    station.desk.watch_list.add("Erik Lund", why="a court's order")
    person = registered(station, "Erik Lund", notes="about him")
    station.shift.hand_over()
    by_list = station.desk.checkin(person.number, "entrance")
    by_mark = station.desk.checkin(EMIL, "entrance")
    assert by_list.outcome is by_mark.outcome is Outcome.CALL_LEAD
    assert by_list.person is not None
    assert by_mark.person is not None
    assert by_list.person.flags == by_mark.person.flags == ()
    assert by_list.person.notes == ""
    assert "court" not in repr(by_list)


def test_after_a_lead_let_them_in_the_last_scans_do_not_tell_it(lead: Station) -> None:
    person = registered(lead, "Erik Lund")
    lead.desk.watch_list.add("Erik Lund")
    lead.desk.checkin(person.number, "entrance", Manner(force="looked at"))
    assert lead.desk.last(1)[0].by_lead
    lead.shift.hand_over()
    assert not lead.desk.last(1)[0].by_lead


def test_who_is_corrected_to_a_listed_name_is_noticed(station: Station) -> None:
    station.desk.watch_list.add("Erik Lund")
    station.people.correct(identifier(ADA), {"name": "Erik Lund", "native_name": ""})
    station.people.correct(identifier(BEN), {"name": "Eric Lund"})
    for number in (ADA, BEN):
        assert station.desk.checkin(number, "entrance").outcome is Outcome.CALL_LEAD
    station.people.correct(identifier(ADA), {"name": "Somebody Else"})
    assert station.desk.checkin(ADA, "workshop").outcome is not Outcome.CALL_LEAD


def test_who_is_imported_is_noticed(station: Station, tmp_path: Path) -> None:
    station.desk.watch_list.add("Erik Lund")
    file = tmp_path / "roster.csv"
    file.write_text(
        f"{HEAD}Lund Erik,scholar\r\nEric Lund,scholar\r\nMaria Lund,scholar\r\n", "utf-8"
    )
    station.roster.read(file).apply(accept=True)
    found = {
        person.name: station.desk.checkin(person.number, "entrance").outcome
        for person in station.desk.find("lund")
    }
    assert found == {
        "Lund Erik": Outcome.CALL_LEAD,
        "Eric Lund": Outcome.CALL_LEAD,
        "Maria Lund": Outcome.ADMITTED,
    }


@pytest.mark.parametrize("name", ["Erik Lund", "LUND, Erik", "Eric Lund"])
def test_a_representative_on_the_list_is_looked_at(lead: Station, name: str) -> None:
    lead.desk.watch_list.add("Erik Lund")
    now = Presentation(lead.desk)
    now.present(ADA)
    lead.shift.hand_over()
    verdict = now.represented(name)
    assert verdict.outcome is Outcome.CALL_LEAD
    assert lead.people.card(identifier(ADA)).inside == ()
    now.let_in_by("471108", "looked at")
    assert lead.desk.last(1)[0].represented_by == name
    assert lead.people.card(identifier(ADA)).inside == ("entrance",)


def test_a_code_on_the_list_calls_the_lead_whosever_it_is(station: Station) -> None:
    station.desk.watch_list.add(invitation(ADA).lower(), "pass-17")
    by_code = station.desk.scan(invitation(ADA), "entrance")
    of_nobody = station.desk.scan("PASS-17", "entrance")
    assert by_code.outcome is of_nobody.outcome is Outcome.CALL_LEAD
    assert of_nobody.person is None
    assert station.desk.scan("pass-18", "entrance").outcome is Outcome.UNKNOWN
    assert station.desk.scan(invitation(HANA), "entrance").outcome is Outcome.ADMITTED


def test_a_lead_who_has_looked_clears_it_for_that_person(lead: Station) -> None:
    first, second = registered(lead, "Erik Lund"), registered(lead, "Erik Lund")
    lead.desk.watch_list.add("Erik Lund")
    lead.shift.hand_over()
    with pytest.raises(NotAllowed):
        lead.desk.watch_list.clear(first.id, "born later")
    lead.shift.take_up("471108")
    assert lead.desk.watch_list.is_watched(first.id)
    with pytest.raises(NotPossible, match="reason"):
        lead.desk.watch_list.clear(first.id, " ")
    lead.desk.watch_list.clear(first.id, "born later")
    assert not lead.desk.watch_list.is_watched(first.id)
    assert outcome(lead, first) is Outcome.ADMITTED
    assert outcome(lead, second) is Outcome.CALL_LEAD
    with pytest.raises(NotPossible):
        lead.desk.watch_list.clear(first.id, "twice")


def test_clearing_frees_of_a_listed_code_too(station: Station) -> None:
    station.desk.watch_list.add(invitation(ADA))
    station.desk.watch_list.clear(identifier(ADA), "it was found again")
    assert station.desk.scan(invitation(ADA), "entrance").outcome is Outcome.ADMITTED


def test_cleared_of_one_name_is_not_cleared_of_the_next(station: Station) -> None:
    person = registered(station, "Erik Lund", native_name="エリク")
    station.desk.watch_list.add("Erik Lund")
    station.desk.watch_list.clear(person.id, "born later")
    station.desk.watch_list.add("エリク")
    assert outcome(station, person) is Outcome.CALL_LEAD


def test_only_an_organiser_sees_or_keeps_the_list(lead: Station) -> None:
    lead.desk.watch_list.add("Erik Lund", why="known to us")
    (item,) = lead.desk.watch_list.items()
    assert (item.text, item.why, item.operator) == ("Erik Lund", "known to us", "organiser")
    lead.shift.hand_over()
    lead.shift.take_up("471108")
    for act in (
        lead.desk.watch_list.items,
        lambda: lead.desk.watch_list.add("X Y"),
        lambda: lead.desk.watch_list.remove(item.id),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_same_name_is_listed_once(station: Station) -> None:
    assert station.desk.watch_list.add("Erik Lund", "ERIK  LUND", "Maria Lund") == 2
    assert station.desk.watch_list.add("erik lund") == 0
    with pytest.raises(NotPossible):
        station.desk.watch_list.add("Anna Berg", " ?! ")
    assert len(station.desk.watch_list.items()) == 2


def test_a_file_has_a_name_a_line(station: Station, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("\ufeffErik Lund\n\n古屋圭司\n", "utf-8")
    assert station.desk.watch_list.add_file(file) == 2
    assert [item.text for item in station.desk.watch_list.items()] == ["Erik Lund", "古屋圭司"]
    for content in (b"", b"\xff\xfe\x00", b"\n \n"):
        file.write_bytes(content)
        with pytest.raises(BadFile):
            station.desk.watch_list.add_file(file)


def test_without_a_list_a_scan_asks_nothing_of_it(station: Station) -> None:
    used = [station.desk.watch_list.is_used]
    station.desk.watch_list.add("Erik Lund")
    used.append(station.desk.watch_list.is_used)
    station.desk.watch_list.remove(station.desk.watch_list.items()[0].id)
    used.append(station.desk.watch_list.is_used)
    assert used == [False, True, False]


def test_without_a_list_its_tables_are_not_even_read(station: Station) -> None:
    with station.store.write() as connection:
        for table in ("watch_item", "watch_digest", "watch_match"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
    assert station.desk.scan(invitation(ADA), "entrance").outcome is Outcome.ADMITTED
    proxy = Manner(represented_by="Erik Lund")
    assert station.desk.checkin(BEN, "entrance", proxy).outcome is Outcome.ADMITTED
    assert len(station.desk.last()) == 2


def test_the_list_is_there_after_a_restart(folder: Path, clock: Clock) -> None:
    with store_copies.opened(folder, clock) as before:
        person = registered(before, "Erik Lund")
        before.desk.watch_list.add("Erik Lund")
    with store_copies.opened(folder, clock) as station:
        assert outcome(station, person) is Outcome.CALL_LEAD
        assert station.journal.verify().intact


def test_a_walk_in_waits_for_the_lead_before_it_waits_for_approval(station: Station) -> None:
    station.desk.watch_list.add("Erik Lund")
    verdict = station.desk.walkin_and_checkin({"name": "Erik Lund"}, "entrance")
    assert verdict.outcome is Outcome.CALL_LEAD
    (found,) = station.desk.find("erik lund")
    assert found.status is Status.PENDING


def test_the_audit_log_names_nobody(station: Station) -> None:
    station.desk.watch_list.add("Erik Lund", why="a court's order")
    table = json.dumps(station.reports.journal().rows, ensure_ascii=False)
    assert "Watch list: added" in table or EntryKind.WATCH_ADDED in table
    assert "Lund" not in table
    assert "court" not in table


class TestADeskThatMustNotReadTheList:
    """It takes the organiser's entries in, and holds their digests only."""

    def test_no_section_and_no_table_of_a_desk_has_a_word_of_it(self) -> None:
        organiser = MemoryDesk(0)
        ring = organiser.journal.identity.ring
        digests: dict[str, list[str]] = {}
        for watched in watching.of_text(matching_key(ring), "Erik Lund"):
            digests.setdefault(watched.made, []).append(watched.digest)
        organiser.write(
            desk_added(organiser.id, "Desk 1", Tier.ORGANISER, organiser.public, bytes(32)),
            watch_added("a1", "Erik Lund", "a court's order", digests),
        )
        desk = MemoryDesk(1, tiers=(Tier.DOOR, Tier.DESK))
        desk.receive(organiser.entries())
        _, entry = desk.entries()
        readable = open_entry(entry, {Tier.DESK: desks_in_memory.DESK}).sections
        for text in (json.dumps(readable), repr(desk.dump())):
            assert "lund" not in text.lower()
            assert "court" not in text
        assert set(entry.sealed) == {Tier.DESK, Tier.ORGANISER}
        assert desk.dump()["watch_digest"] == organiser.dump()["watch_digest"]
        assert "Erik Lund" in repr(organiser.dump())

    def test_the_key_is_one_for_all_desks_and_none_at_a_door(self) -> None:
        organiser, desk = MemoryDesk(0), MemoryDesk(1, tiers=(Tier.DOOR, Tier.DESK))
        door = MemoryDesk(2, tiers=(Tier.DOOR,))
        key = matching_key(organiser.journal.identity.ring)
        assert key == matching_key(desk.journal.identity.ring)
        assert len(key) == 32
        assert matching_key(door.journal.identity.ring) == b""

    def test_a_guess_cannot_be_tested_without_the_key(self) -> None:
        one = watching.of_text(b"k" * 32, "Erik Lund")
        other = watching.of_text(b"l" * 32, "Erik Lund")
        assert not {w.digest for w in one} & {w.digest for w in other}


def test_no_mark_of_the_list_gets_into_the_roster_by_another_mark(station: Station) -> None:
    person = registered(station, "Erik Lund")
    station.desk.watch_list.add("Erik Lund")
    station.people.flag(person.id, Flag.ASK_CONSENT, on=True)
    station.desk.checkin(person.number, "entrance", Manner(force="looked at"))
    assert station.people.card(person.id).delegate.flags == (Flag.ASK_CONSENT,)
