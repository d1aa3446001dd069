"""A hub in a database of somebody else, prepared by an administrator who is no superuser."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import pytest

from checkin import hub as hubs
from checkin.domain import Tier
from checkin.errors import HubMissing
from checkin.hub import scram
from checkin.hub.connection import connected
from tests.checkin.hub.desks_at_hub import connection_of, login_of, sync, write
from tests.factories import Clock
from tests.several_desks import stations

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.hub.desks_at_hub import DesksAtHub

ROLES: Final = ("uketsuke_owner", "uketsuke_door", "uketsuke_desk", "uketsuke_organiser")


def test_an_administrator_need_not_be_a_superuser(at_hub: DesksAtHub) -> None:
    name, password = f"manager_{uuid4().hex[:8]}", scram.new_password()
    at_hub.ask(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD '{scram.verifier(password)}'")
    at_hub.ask(f"CREATE DATABASE {name} OWNER {name}")
    # As if it had made them itself: since PostgreSQL 16 nobody else may grant them.
    at_hub.ask(f"GRANT {', '.join(ROLES)} TO {name} WITH ADMIN OPTION")
    first, desk, _ = at_hub.stations
    try:
        url = at_hub.cluster.administrator_url
        start, rest = url.index("//") + 2, url[url.index("@") :]
        url = f"{url[:start]}{name}:{password}{rest.replace('/postgres?', f'/{name}?')}"
        hubs.prepare(url, first.exchange)
        login = hubs.prepare(url, first.exchange)  # again, with no harm
        assert login.address.database == name
        hubs.keep(desk.store, hubs.member_for(first.exchange, desk.desk_id, Tier.DESK))
        write(desk, 2)
        sync(desk)
        assert sync(first)[0].exchanged.received == 2
    finally:
        at_hub.ask(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_hub_that_starts_again_waits_for_no_desk_that_reads(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    with connection_of(desk) as connection, connection.transaction():
        connection.execute("SELECT FROM uketsuke.event, uketsuke.member, uketsuke.chain")
        connection.execute("SELECT count(id) FROM uketsuke.entry")
        hubs.prepare(at_hub.cluster.administrator_url, first.exchange)


def test_a_login_renewed_is_the_same_with_another_password(shared: DesksAtHub) -> None:
    first, desk, _ = shared.stations
    before = login_of(desk)
    after = hubs.member_for(first.exchange, desk.desk_id, Tier.DESK)
    assert replace(after, password="") == replace(before, password="")
    with connected(after):
        pass
    hubs.keep(desk.store, after)


def test_a_tier_that_is_changed_takes_rights_away(shared: DesksAtHub) -> None:
    first, desk, _ = shared.stations
    hubs.keep(desk.store, hubs.member_for(first.exchange, desk.desk_id, Tier.DOOR))
    with connection_of(desk) as connection:
        shown = connection.execute(
            "SELECT has_column_privilege('uketsuke.entry', 'desk_section', 'SELECT'), relay"
            " FROM uketsuke.member"
        ).fetchall()
    assert shown == [(False, False)]


def test_without_a_hub_nobody_is_let_in(tmp_path: Path) -> None:
    with stations(tmp_path, [], Clock()) as (alone,):
        assert hubs.stored(alone.store) is None
        with pytest.raises(HubMissing):
            hubs.member_for(alone.exchange, uuid4().hex, Tier.DOOR)
        with pytest.raises(HubMissing):
            hubs.at("postgresql://127.0.0.1/d", alone.exchange)
        with pytest.raises(AttributeError):
            hubs.no_such_function  # noqa: B018


def test_a_verifier_has_a_salt_of_its_own_and_no_password() -> None:
    password = scram.new_password()
    assert len(password) > 40
    first, second = scram.verifier(password), scram.verifier(password)
    assert first != second
    assert password not in first
    assert first.startswith("SCRAM-SHA-256$4096:")
