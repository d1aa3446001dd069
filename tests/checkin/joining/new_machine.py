"""A machine without a store, with its own folder for requests and its own passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin import bootstrap, joining
from checkin.joining import Joined, NewDesk
from checkin.store import keyslots

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.joining import DeskRequest
    from checkin.station import Station
    from tests.factories import Clock

PASSPHRASE = "of the new machine"


@dataclass(frozen=True)
class NewMachine:
    folder: Path
    clock: Clock

    @property
    def store(self) -> Path:
        return self.folder / "forum.uketsuke"

    @property
    def requests(self) -> Path:
        return self.folder / "requests"

    def ask(self, name: str = "Door 2") -> DeskRequest:
        file = self.folder / f"{name}.uketsuke-request"
        return joining.ask(name, PASSPHRASE, file, self.requests)

    def join(
        self,
        invitation: Path,
        code: str = "",
        *,
        passphrase: str = PASSPHRASE,
        store: Path | None = None,
    ) -> Joined:
        new = NewDesk(invitation, passphrase, code, self.requests)
        return joining.join(store or self.store, new, now=self.clock.wall)

    def opened(self) -> Station:
        return bootstrap.open_store(self.store, PASSPHRASE, clock=self.clock)

    def database_key(self) -> bytes:
        return keyslots.key_of(self.store, PASSPHRASE)

    def has_nothing(self) -> bool:
        """Whether there is neither a store nor what is left of one."""
        others = list(self.folder.glob(".*")) if self.folder.exists() else []
        return not self.store.exists() and others == []
