"""Identity of a desk: its event, its keys, and the chain that it writes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkin.keys import BoxKey, KeyRing, Signer


@dataclass(frozen=True, slots=True)
class Identity:
    """The writing desk, its event and its keys. `root` is the first desk's public key.

    `chain` is the chain that it writes now, where that is not its first one, see `Journal.begin_chain`.
    """

    event: str
    desk: str
    ring: KeyRing
    root: bytes
    chain: str = ""

    @property
    def writes(self) -> str:
        """The chain that it writes, as it stands in headers."""
        return self.chain or self.desk

    def as_root(self, root: tuple[Signer, BoxKey], desk: str) -> Identity:
        """The event's root, which writes introductions and revocations alone, with this desk's keys."""
        signer, box = root
        return replace(self, desk=desk, chain="", ring=replace(self.ring, signer=signer, box=box))
