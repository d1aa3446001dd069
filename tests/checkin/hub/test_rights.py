"""What a login may do at a hub, asked of PostgreSQL itself: the hub must not trust a desk's program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import psycopg
import pytest

from checkin import hub as hubs
from checkin.domain import Tier
from checkin.errors import HubRefuses
from checkin.hub import queries
from checkin.journal import delegate_changed
from tests.checkin.hub.desks_at_hub import (
    connection_of,
    desks_at_hub,
    login_of,
    own_entries,
    sync,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.journal import Entry
    from checkin.station import Station
    from tests.checkin.hub.desks_at_hub import DesksAtHub


def ask(station: Station, query: str) -> list[tuple[object, ...]]:
    with connection_of(station) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.parametrize("column", ["desk_section", "organiser", "*"])
def test_a_door_reads_no_section_above_its_own(shared: DesksAtHub, column: str) -> None:
    door = shared.stations[2]
    with pytest.raises(HubRefuses):
        ask(door, f"SELECT {column} FROM uketsuke.entry")  # noqa: S608 - of this list
    assert ask(door, "SELECT door FROM uketsuke.entry") == []


def test_a_desk_reads_no_section_of_organisers(shared: DesksAtHub) -> None:
    desk = shared.stations[1]
    assert ask(desk, "SELECT desk_section FROM uketsuke.entry") == []
    with pytest.raises(HubRefuses):
        ask(desk, "SELECT organiser FROM uketsuke.entry")


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE uketsuke.entry SET kind = 'x'",
        "DELETE FROM uketsuke.entry",
        "TRUNCATE uketsuke.entry",
        "DROP TABLE uketsuke.entry",
        "DELETE FROM uketsuke.statement",
        "UPDATE uketsuke.statement SET desk = gen_random_uuid()",
        "UPDATE uketsuke.member SET tier = 'organiser'",
        "INSERT INTO uketsuke.member SELECT * FROM uketsuke.member",
        "DELETE FROM uketsuke.chain",
        "SELECT uketsuke.begin_event(gen_random_uuid(), '')",
        "SET ROLE uketsuke_owner",
        "CREATE ROLE somebody",
    ],
)
def test_nobody_changes_or_takes_away(shared: DesksAtHub, act: str) -> None:
    with pytest.raises(HubRefuses):
        ask(shared.stations[0], act)


def test_another_event_is_not_there(at_hub: DesksAtHub, tmp_path: Path) -> None:
    sync(at_hub.stations[0])
    with desks_at_hub(at_hub.cluster, tmp_path / "other", []) as other:
        (stranger,) = other.stations
        assert ask(stranger, "SELECT id FROM uketsuke.event") == [(UUID(other.event),)]
        assert ask(stranger, "SELECT desk FROM uketsuke.entry") == []
        with connection_of(stranger) as connection, pytest.raises(psycopg.Error):
            put(connection, at_hub, own_entries(at_hub.stations[0])[:1], Tier.ORGANISER)


def put(connection: object, at_hub: DesksAtHub, entries: list[Entry], tier: Tier) -> None:
    queries.insert(connection, at_hub.event, entries, tier)  # type: ignore[arg-type]


def test_a_door_writes_its_own_entries_only(at_hub: DesksAtHub) -> None:
    _, desk, door = at_hub.stations
    write(desk)
    write(door)
    with connection_of(door) as connection:
        put(connection, at_hub, own_entries(door), Tier.DOOR)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            put(connection, at_hub, own_entries(desk), Tier.DOOR)


def test_nothing_is_written_in_the_place_of_an_entry(at_hub: DesksAtHub) -> None:
    """An id is the hash of what was signed, and the hub checks that: or the entry could not come any more."""
    first, desk, _ = at_hub.stations
    with first.store.write() as connection:
        first.journal.append(connection, delegate_changed("d" * 32, {"email": "n@example.org"}))
    write(desk)
    entry, own = own_entries(first)[-1], own_entries(desk)[-1]
    stripped = {**entry.sealed}
    del stripped[Tier.ORGANISER]
    with connection_of(desk) as connection:
        for wrong in (
            replace(entry, sealed=stripped),
            replace(entry, sealed={**entry.sealed, Tier.DOOR: b"x"}),
            replace(entry, header=replace(entry.header, wall=1)),
            replace(own, sealed={**own.sealed, Tier.DESK: b"x"}),
            replace(own, id="0" * 64),
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                put(connection, at_hub, [wrong], Tier.DESK)
    with connection_of(first) as connection:
        put(connection, at_hub, [entry], Tier.ORGANISER)


def test_a_new_chain_is_its_desks_who_names_it_first(at_hub: DesksAtHub) -> None:
    first, desk, door = at_hub.stations
    chain = uuid4().hex
    with connection_of(desk) as connection:
        mine = queries.register(connection, at_hub.event, desk.desk_id, [chain, first.desk_id])
        assert mine == {chain}
        assert queries.register(connection, at_hub.event, desk.desk_id, [chain]) == {chain}
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            queries.register(connection, at_hub.event, first.desk_id, [uuid4().hex])
    with connection_of(door) as connection:
        assert queries.register(connection, at_hub.event, door.desk_id, [chain]) == set()


def test_an_organiser_alone_lets_desks_in(shared: DesksAtHub) -> None:
    first, desk, _ = shared.stations
    with pytest.raises(HubRefuses):
        hubs.member_for(desk.exchange, uuid4().hex, Tier.DOOR)
    with pytest.raises(HubRefuses):
        hubs.revoke(desk.exchange, first.desk_id)


def test_a_login_is_made_for_the_event_of_who_asks(at_hub: DesksAtHub, tmp_path: Path) -> None:
    """Or an organiser of another event could give a desk of this one a new password."""
    desk = at_hub.stations[1]
    with desks_at_hub(at_hub.cluster, tmp_path / "other", []) as other:
        made = hubs.member_for(other.stations[0].exchange, desk.desk_id, Tier.DESK)
        assert made.role != login_of(desk).role
        sync(desk)
        with connection_of(other.stations[0]) as connection, pytest.raises(psycopg.Error):
            connection.execute(
                "SELECT uketsuke.admit(%s, %s, 'desk', 'x')", (UUID(at_hub.event), uuid4())
            )


def test_a_password_is_not_taken_for_a_verifier(shared: DesksAtHub) -> None:
    with (
        connection_of(shared.stations[0]) as connection,
        pytest.raises(psycopg.errors.InvalidPassword),
    ):
        connection.execute(
            "SELECT uketsuke.admit(%s, %s, 'desk', 'secret')", (UUID(shared.event), uuid4())
        )


def test_a_revoked_desk_is_out_on_its_open_connection_too(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    write(desk)
    with connection_of(desk) as connection:
        hubs.revoke(first.exchange, desk.desk_id)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            put(connection, at_hub, own_entries(desk), Tier.DESK)
    with pytest.raises(HubRefuses):
        sync(desk)
    hubs.keep(desk.store, hubs.member_for(first.exchange, desk.desk_id, Tier.DESK))
    assert sync(desk)[0].exchanged.sent > 0


def test_what_a_login_may_take_is_limited(shared: DesksAtHub) -> None:
    shown = ask(
        shared.stations[2],
        "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
        " current_setting('idle_in_transaction_session_timeout'),"
        " (SELECT array_to_string(setconfig, ' ') FROM pg_db_role_setting WHERE setrole = 0),"
        " (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user)",
    )
    assert shown == [("30s", "5s", "20s", "log_parameter_max_length=0", 8)]
