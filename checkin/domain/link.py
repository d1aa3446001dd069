"""Values about the connection to other desks (sync status), and why a desk began a new chain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkin.errors import KnownError


class LinkPhase(StrEnum):
    ALONE = "alone"  # no hub and no folder, or nothing has been tried yet
    SHARED = "shared"  # both sides have what the other had
    WAITING = "waiting"  # no connection, or it does not take what this desk gives


@dataclass(frozen=True, slots=True)
class SilentDesk:
    name: str
    since: int  # this machine's wall clock when it was heard last


@dataclass(frozen=True, slots=True)
class LinkState:
    """The connection as of its last attempt. Instants are of this machine's wall clock.

    `since` is when all was exchanged last, or when the desk was opened. `clock_off` is by how much this
    desk's clock is ahead of the hub's, and `fast_clocks` are desks whose clock is ahead of this one's; both only
    where that is too much. `held` counts the held entries that need a person. `failure` says why it waits.
    """

    phase: LinkPhase = LinkPhase.ALONE
    since: int = 0
    to_send: int = 0
    silent: tuple[SilentDesk, ...] = ()
    held: int = 0
    clock_off: int = 0
    fast_clocks: tuple[str, ...] = ()
    failure: KnownError | None = None


class NewChain(StrEnum):
    """Why a desk has begun a new chain."""

    COPIED = "copied"  # the store was on another computer before
    WENT_BACK = "went_back"  # entries of its own are missing: an older copy was put back
    ELSEWHERE = "elsewhere"  # entries of its own came from other desks
    CLOCK = "clock"  # its clock was more than a day ahead
