"""What desks have after rounds with a hub, whatever happened to it and between them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from checkin.bootstrap import open_store, open_with_key
from checkin.domain import ConflictKind, Tier
from checkin.errors import HubUnreachable
from checkin.hub import pulling, queries
from checkin.hub import round as rounds
from checkin.hub.memory import RoundMemory
from checkin.journal import delegate_changed
from tests.checkin.hub.desks_at_hub import (
    connection_of,
    copy_of,
    ids,
    login_of,
    own_entries,
    sync,
    write,
)
from tests.factories import Clock
from tests.several_desks import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.checkin.hub.desks_at_hub import DesksAtHub


def test_three_desks_have_the_same_after_a_round_each(at_hub: DesksAtHub) -> None:
    first, desk, door = at_hub.stations
    person = desk.desk.walkin({"name": "Walk In", "category": "scholar"}, approved=True)
    desk.desk.checkin(person.number, "entrance")
    write(door, 3)
    sync(desk, door, first, desk, door)
    assert first.desk.stats().sessions["entrance"].inside == 1
    assert door.desk.stats().sessions["entrance"].inside == 1
    assert ids(first) == ids(desk) == ids(door)
    assert first.journal.verify().intact


def test_a_round_tells_what_was_sent_and_received(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    sync(first, desk)
    write(desk, 1_200)
    (sent,), (received,) = sync(desk), sync(first)
    assert (sent.exchanged.sent, sent.exchanged.received) == (1_200, 0)
    assert (received.exchanged.sent, received.exchanged.received) == (0, 1_200)
    (again,) = sync(first)
    assert again.exchanged == type(again.exchanged)()
    assert abs(again.hub_ahead) > 0  # the desks' clock stands still in a test


def test_what_is_to_send_follows_from_the_hubs_own_list(at_hub: DesksAtHub) -> None:
    desk = at_hub.stations[1]
    memory = RoundMemory()
    write(desk, 2)
    assert rounds.to_send(desk.exchange, memory) == 2
    with connection_of(desk) as connection:
        rounds.run(connection, desk.exchange, memory)
        rounds.run(connection, desk.exchange, memory)
        assert rounds.to_send(desk.exchange, memory) == 0
        write(desk, 3)
        assert rounds.to_send(desk.exchange, memory) == 3


def test_statements_tell_who_has_what(at_hub: DesksAtHub) -> None:
    first, desk, door = at_hub.stations
    write(desk)
    sync(desk, first, door)
    stated, _ = door.exchange.stated()[first.desk_id]
    assert {head.desk: head.seq for head in stated.heads}[desk.desk_id] == 1
    assert stated.version == first.exchange.version


def test_a_statement_is_heard_once_and_from_a_known_desk_only(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    memory = RoundMemory()
    sync(desk)
    forged = desk.exchange.statement()
    at_hub.of_event(
        "INSERT INTO uketsuke.statement (event, desk, body, signature) VALUES (%s, %s, %s, %s)",
        "f" * 32,
        forged.body,
        forged.signature[::-1],
    )
    with connection_of(first) as connection:
        rounds.run(connection, first.exchange, memory)
        known = [signature for signature, _ in memory.heard.values()]
        asked = queries.statements(connection, at_hub.event, first.desk_id, known)
    assert asked == []
    assert list(first.exchange.stated()) == [desk.desk_id]


def test_a_desk_passes_on_what_came_by_a_stick(at_hub: DesksAtHub) -> None:
    first, desk, door = at_hub.stations
    write(door, 2)
    give(door, desk)
    sync(desk, first)
    assert ids(door) <= ids(first)


def give(giver: Station, taker: Station) -> None:
    """What a bundle does."""
    for entries in giver.exchange.entries_after({}, taker.exchange.tier):
        taker.exchange.take_in(entries, "stick")


def test_what_others_wrote_is_passed_on_after_a_while_only(at_hub: DesksAtHub) -> None:
    first, desk, door = at_hub.stations
    sync(first)
    write(door, 2)
    give(door, desk)
    memory = RoundMemory()
    with connection_of(desk) as connection:
        assert rounds.run(connection, desk.exchange, memory).exchanged.sent == 0
        memory.lacking_since[door.desk_id] -= rounds.RELAY_AFTER
        assert rounds.run(connection, desk.exchange, memory).exchanged.sent == 2


def test_an_entry_that_is_not_whole_here_is_not_passed_on(at_hub: DesksAtHub) -> None:
    """The hub would keep it for good, and the whole one out."""
    first, desk, _ = at_hub.stations
    sync(first, desk)
    with_contact = delegate_changed("d" * 32, {"name": "N", "email": "n@example.org"})
    with first.store.write() as connection:
        first.journal.append(connection, with_contact)
    give(first, desk)
    entry = own_entries(first)[-1]
    assert entry.id in ids(desk)
    sync(desk, first)
    query = "SELECT organiser FROM uketsuke.entry WHERE event = %s AND id = %s"
    assert at_hub.of_event(query, bytes.fromhex(entry.id)) == [(entry.sealed[Tier.ORGANISER],)]


def test_a_hub_put_back_gets_again_what_it_lost(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    sync(first)
    write(desk, 20)
    memory = RoundMemory()
    with connection_of(desk) as connection:
        rounds.run(connection, desk.exchange, memory)
        rounds.run(connection, desk.exchange, memory)
        at_hub.of_event(
            "DELETE FROM uketsuke.entry WHERE event = %s AND seq > 5 AND desk = %s", desk.desk_id
        )
        result = rounds.run(connection, desk.exchange, memory)
    assert result.exchanged.sent == 15
    assert result.went_back == (desk.desk_id,)
    sync(first)
    assert ids(desk) == ids(first)


def test_a_chain_that_cannot_be_taken_in_holds_up_no_other(
    at_hub: DesksAtHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hole in it, and more behind the hole than fits into a round."""
    first, desk, door = at_hub.stations
    write(desk, 30)
    write(door, 30)
    sync(desk, door)
    at_hub.of_event(
        "DELETE FROM uketsuke.entry WHERE event = %s AND seq = 2 AND desk = %s", desk.desk_id
    )
    monkeypatch.setattr(pulling, "MOST_ROWS", 10)
    sync(first)
    assert {own_entries(door)[-1].id, own_entries(desk)[0].id} <= ids(first)


def test_a_hole_in_the_hub_is_filled(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    write(desk, 20)
    sync(desk)
    at_hub.of_event(
        "DELETE FROM uketsuke.entry WHERE event = %s AND seq BETWEEN 5 AND 9 AND desk = %s",
        desk.desk_id,
    )
    (lacking,) = sync(first)
    assert lacking.exchanged.held == 11
    (filling,) = sync(desk)
    assert filling.exchanged.sent == 5
    sync(first)
    assert ids(desk) <= ids(first)


def test_what_commits_late_is_not_lost(at_hub: DesksAtHub) -> None:
    """A cursor of serial numbers would have passed it by."""
    first, desk, door = at_hub.stations
    write(desk, 3)
    write(first, 3)
    with connection_of(desk) as slow, slow.transaction():
        queries.insert(slow, at_hub.event, own_entries(desk), desk.exchange.tier)
        sync(first, door)
        assert not ids(desk) <= ids(door)
    sync(door)
    assert ids(desk) <= ids(door)


def test_a_push_beside_one_that_hangs_is_done_later(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    sync(first)
    write(desk, 3)
    at_hub.ask(f"ALTER ROLE {login_of(desk).role} SET lock_timeout = '100ms'")
    with connection_of(desk) as slow, slow.transaction():
        queries.insert(slow, at_hub.event, own_entries(desk)[:2], desk.exchange.tier)
        with pytest.raises(HubUnreachable):
            sync(desk)
    (result,) = sync(desk)
    assert result.exchanged.sent == 1


def test_a_desk_that_exists_twice_has_both_its_branches_everywhere(
    at_hub: DesksAtHub, tmp_path: Path
) -> None:
    first, desk, door = at_hub.stations
    write(desk, 3)
    sync(desk, first)
    with open_store(copy_of(desk, tmp_path / "copy"), PASSPHRASE, clock=Clock()) as twin:
        write(twin, 2)
        write(desk, 4)
        sync(desk, first, twin)
        both = ids(desk) | ids(twin)
        (top,) = at_hub.of_event(
            "SELECT count(*), count(DISTINCT seq) FROM uketsuke.entry WHERE event = %s AND desk = %s",
            desk.desk_id,
        )
        assert top == (9, 7)
        sync(first, door, desk, twin)
        assert [len(both - ids(station)) for station in (first, door, desk, twin)] == [0] * 4


def test_an_older_copy_gets_its_own_entries_back(at_hub: DesksAtHub, tmp_path: Path) -> None:
    desk = at_hub.stations[1]
    write(desk, 3)
    older = copy_of(desk, tmp_path / "older")
    write(desk, 4)
    sync(desk)
    with open_store(older, PASSPHRASE, clock=Clock()) as restored:
        (result,) = sync(restored)
        assert result.own_returned == 4
        assert ids(restored) >= ids(desk)


def test_an_entry_is_refused_where_the_hub_sends_another(at_hub: DesksAtHub) -> None:
    """As held, with the reason: a hub that alters what it has is found out by the hashes."""
    first, desk, _ = at_hub.stations
    write(desk, 2)
    sync(desk)
    at_hub.of_event(
        "UPDATE uketsuke.entry SET door = 'x' WHERE event = %s AND seq = 2 AND desk = %s",
        desk.desk_id,
    )
    (result,) = sync(first)
    assert (result.exchanged.received, result.exchanged.held) == (1, 1)


def test_a_desk_that_was_put_back_hears_of_it_from_the_hub(
    at_hub: DesksAtHub, tmp_path: Path
) -> None:
    first, desk = at_hub.stations[:2]
    sync(first, desk)
    desk.notes.write()
    kept = copy_of(desk, tmp_path / "kept")
    write(desk, 3)
    sync(desk)
    desk.close()
    shutil.rmtree(desk.folder)
    shutil.copytree(kept, desk.folder)
    with open_with_key(desk.folder, desk.store.key, clock=at_hub.clock) as again:
        assert not again.store.alarm.problems
        (result,) = sync(again)
        assert result.own_returned == 3
        (conflict,) = again.conflicts.every()
        assert conflict.kind is ConflictKind.DESK_WENT_BACK
        assert again.journal.identity.writes != desk.desk_id
