"""Setting up a hub: tables, roles and logins. An administrator does it once, an organiser lets desks in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from checkin.errors import HubMissing
from checkin.hub import scram
from checkin.hub.answers import fetch
from checkin.hub.connection import (
    address_of,
    administrator,
    connected,
    connected_by,
    options_of,
)
from checkin.hub.membership import Membership, forget, keep, stored
from checkin.language import mark

if TYPE_CHECKING:
    from checkin.domain import Tier
    from checkin.hub.connection import HubConnection
    from checkin.journal import Identity
    from checkin.store.store import Store
    from checkin.sync import Exchange

TABLES: Final = Path(__file__).with_name("hub.sql")
_ADMIT: Final = "SELECT uketsuke.admit(%s, %s, %s, %s)"
# Nothing where the roles are missing, as in a dump that was restored on another machine.
_MADE_BY: Final = """
    SELECT obj_description(to_regnamespace('uketsuke'), 'pg_namespace')
    FROM pg_roles WHERE rolname = 'uketsuke_owner' AND pg_has_role(oid, 'member')
"""


def prepare(url: str, exchange: Exchange) -> Membership:
    """Prepares a database by its administrator's URL, and makes it the hub of this desk.

    Raises `UsageError` for a URL that is none or is unsafe, and `HubUnreachable` or `HubRefuses`.
    """
    options, certificate = administrator(url)
    address = address_of(options)
    password = scram.new_password()
    with connected_by(options) as connection:
        _create(connection, exchange.journal.identity)
        role = _admit(connection, exchange.event, exchange.desk, exchange.tier, password)
    membership = Membership(address, role, password, certificate)
    keep(exchange.store, membership)
    return membership


def _create(connection: HubConnection, identity: Identity) -> None:
    """Makes what is missing. The tables are locked by that: where the same file has made them they are left alone, or
    a hub that is started again would deadlock with the desks that have waited for it.
    """
    made_by = hashlib.sha256(TABLES.read_bytes()).hexdigest()
    with connection.transaction():
        if connection.execute(_MADE_BY).fetchone() == (made_by,):
            connection.execute("SET LOCAL ROLE uketsuke_owner")
        else:
            connection.execute(TABLES.read_bytes())
            connection.execute(f"COMMENT ON SCHEMA uketsuke IS '{made_by}'")
        connection.execute(
            "SELECT uketsuke.begin_event(%s, %s)", (UUID(identity.event), identity.root)
        )
        connection.execute("RESET ROLE")


def member_for(exchange: Exchange, desk: str, tier: Tier) -> Membership:
    """A login for another desk, with a new password. Raises `HubMissing` without a hub, and
    `HubRefuses` unless this desk is an organiser's.
    """
    mine = _mine(exchange.store)
    password = scram.new_password()
    with connected(mine) as connection:
        role = _admit(connection, exchange.event, desk, tier, password)
    return replace(mine, role=role, password=password)


def revoke(exchange: Exchange, desk: str) -> None:
    """Ends a desk's login, on open connections too. Raises like `member_for`."""
    with connected(_mine(exchange.store)) as connection:
        connection.execute("SELECT uketsuke.dismiss(%s, %s)", (UUID(exchange.event), UUID(desk)))


def end_event(exchange: Exchange) -> None:
    """The hub drops all entries of the event, and lets go all desks but this one. Raises like `member_for`."""
    with connected(_mine(exchange.store)) as connection:
        connection.execute("SELECT uketsuke.end_event(%s)", (UUID(exchange.event),))


def leave(exchange: Exchange) -> None:
    """Ends this desk's own login, and forgets it. Raises like `member_for`."""
    revoke(exchange, exchange.desk)
    forget(exchange.store)


def _admit(connection: HubConnection, event: str, desk: str, tier: Tier, password: str) -> str:
    asked = (UUID(event), UUID(desk), tier.value, scram.verifier(password))
    found = fetch(connection, _ADMIT, asked, ["text"])
    return str(found[0][0]) if found else ""


def at(url: str, exchange: Exchange) -> Membership:
    """The hub at a URL: by the login and the certificate that it names, else by those of this desk.

    Raises `UsageError`, and `HubMissing` where this desk has none.
    """
    options = options_of(url)
    if options.get("sslrootcert"):
        options, certificate = administrator(url)
        login = options.get("user", ""), options.get("password", "")
        return Membership(address_of(options), *login, certificate)
    return replace(_mine(exchange.store), address=address_of(options))


def _mine(store: Store) -> Membership:
    mine = stored(store)
    if mine is None:
        raise HubMissing(
            mark("This desk has no hub. Set one up, or join with an invitation that names one.")
        )
    return mine
