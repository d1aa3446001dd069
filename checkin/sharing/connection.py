"""Connection (transport configuration): a hub, a shared folder or neither, chosen for this machine's store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from checkin import hub as hubs
from checkin.errors import HubMissing, NotPossible, UsageError
from checkin.language import mark
from checkin.store import store as stores

if TYPE_CHECKING:
    from checkin.hub import Membership
    from checkin.store.store import Store
    from checkin.sync import Exchange

SETTING: Final = "connection"


class Way(StrEnum):
    NONE = "none"
    HUB = "hub"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Connection:
    """`membership` is this desk's login at a hub, whether it uses it or not. `ran_hub`: that hub ran on this machine."""

    way: Way = Way.NONE
    folder: Path = Path()
    membership: Membership | None = None
    ran_hub: bool = False

    @property
    def wants_own_hub(self) -> bool:
        """Whether the hub that is chosen ran on this machine, and must be started here."""
        return self.way is Way.HUB and self.ran_hub

    @property
    def place(self) -> str:
        """What to show: the hub's address, or the folder; empty without either."""
        if self.way is Way.HUB and self.membership is not None:
            return f"{self.membership.address.host}:{self.membership.address.port}"
        return str(self.folder) if self.way is Way.FOLDER else ""


def connection_of(store: Store) -> Connection:
    """The connection of a store: what was chosen, else the hub of its invitation."""
    membership = hubs.stored(store)
    try:
        with store.read() as connection:
            chosen = json.loads(stores.get_setting(connection, SETTING))
    except KeyError:
        return Connection(Way.HUB if membership else Way.NONE, membership=membership)
    way = Way(chosen["way"])
    if way is Way.HUB and membership is None:
        way = Way.NONE
    return Connection(way, Path(chosen["folder"]), membership, ran_hub=chosen["ran_hub"])


def use_folder(exchange: Exchange, folder: Path) -> None:
    """From now on this desk uses that folder. Raises `NotPossible` where it is none."""
    if not folder.is_dir():
        raise NotPossible(mark("The folder {path} cannot be reached."), path=folder)
    _keep(exchange.store, Way.FOLDER, folder.absolute())


def use_hub(exchange: Exchange, url: str, certificate: Path | None = None) -> None:
    """Prepares the database of an administrator's URL, and makes it the hub of this desk.

    Raises `UsageError` for a URL that is none or is unsafe, and `HubMissing`, `HubUnreachable` or `HubRefuses`.
    """
    if not url.strip():
        raise UsageError(mark("This is no address of a PostgreSQL database."))
    if certificate is None and "sslrootcert" not in url:
        raise UsageError(mark("Choose the certificate of the hub, too."))
    hubs.prepare(with_certificate(url.strip(), certificate), exchange)
    _keep(exchange.store, Way.HUB, ran_hub=False)


def use_own_hub(exchange: Exchange, url: str) -> None:
    """The same for a hub that runs on this machine, and is remembered as such."""
    hubs.prepare(url, exchange)
    _keep(exchange.store, Way.HUB, ran_hub=True)


def use_hub_again(store: Store) -> None:
    """Goes back to the hub at which this desk has a login. Raises `HubMissing` without one."""
    if hubs.stored(store) is None:
        raise HubMissing(
            mark("This desk has no hub. Set one up, or join with an invitation that names one.")
        )
    _keep(store, Way.HUB)


def stop(store: Store) -> None:
    """This desk exchanges by sticks alone. Its login at a hub stays, to go back to it."""
    _keep(store, Way.NONE)


def with_certificate(url: str, certificate: Path | None) -> str:
    """The URL with the certificate by which the hub is known, and nothing but that one accepted."""
    if certificate is None:
        return url
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}sslmode=verify-full&sslrootcert={quote(certificate.as_posix(), safe='/')}"


def _keep(store: Store, way: Way, folder: Path = Path(), *, ran_hub: bool | None = None) -> None:
    """`ran_hub`: None where the hub stays the same."""
    if ran_hub is None:
        ran_hub = connection_of(store).ran_hub
    setting = {"way": way.value, "folder": str(folder), "ran_hub": ran_hub}
    with store.write() as connection:
        stores.put_setting(connection, SETTING, json.dumps(setting))
