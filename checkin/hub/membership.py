"""Membership (credentials): where the hub is, by which certificate it is known, and this desk's login there.

It lies in the encrypted store, the password and the certificate among the secrets.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.store import store as stores

if TYPE_CHECKING:
    from checkin.store.store import Store

SETTING: Final = "hub"
PASSWORD: Final = "hub password"  # noqa: S105 - the name of a row
CERTIFICATE: Final = "hub certificate"
_secret = schema.secret.c


@dataclass(frozen=True, slots=True)
class HubAddress:
    host: str
    port: int
    database: str

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"postgresql://{host}:{self.port}/{self.database}"


@dataclass(frozen=True, slots=True)
class Membership:
    """`certificate` is what the hub's certificate is checked against, as PEM text."""

    address: HubAddress
    role: str
    password: str = field(repr=False)
    certificate: str = field(repr=False)

    @property
    def hub(self) -> str:
        """By which desks know that they exchange with the same hub, whatever address each reaches it at."""
        known = f"{self.address.database}\0{''.join(self.certificate.split())}"
        return hashlib.sha256(known.encode()).hexdigest()[:32]


def keep(store: Store, membership: Membership) -> None:
    """From now on this desk uses that hub."""
    setting = json.dumps({**asdict(membership.address), "role": membership.role})
    rows = [
        {"name": PASSWORD, "value": membership.password.encode()},
        {"name": CERTIFICATE, "value": membership.certificate.encode()},
    ]
    with store.write() as connection:
        stores.put_setting(connection, SETTING, setting)
        connection.execute(sa.insert(schema.secret).prefix_with("OR REPLACE"), rows)


def forget(store: Store) -> None:
    """This desk uses no hub any more."""
    with store.write() as connection:
        connection.execute(sa.delete(schema.setting).where(schema.setting.c.name == SETTING))
        connection.execute(
            sa.delete(schema.secret).where(_secret.name.in_((PASSWORD, CERTIFICATE)))
        )


def stored(store: Store) -> Membership | None:
    """The hub that this desk uses, if it has one."""
    with store.read() as connection:
        try:
            setting = json.loads(stores.get_setting(connection, SETTING))
        except KeyError:
            return None
        names = sa.select(_secret.name, _secret.value).where(
            _secret.name.in_((PASSWORD, CERTIFICATE))
        )
        secrets = {row.name: row.value.decode() for row in connection.execute(names)}
    role = setting.pop("role")
    return Membership(HubAddress(**setting), role, secrets[PASSWORD], secrets[CERTIFICATE])
