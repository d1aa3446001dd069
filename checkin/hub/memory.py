"""What a desk remembers between rounds with one hub; none of it must survive the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkin.hub.queries import ChainAtHub
    from checkin.journal import Head


@dataclass(slots=True)
class RoundMemory:
    """Times are those of `time.monotonic`. Without the `hub`'s name, see `Membership.hub`, what others saw there is not looked at."""

    hub: str = ""
    at_hub: dict[str, ChainAtHub] = field(default_factory=dict)  # as of the last round
    agreed: dict[str, ChainAtHub] = field(default_factory=dict)  # whose last entries are here
    lacking_since: dict[str, float] = field(default_factory=dict)  # others' chains, at the hub
    cannot_relay: dict[str, int] = field(default_factory=dict)  # chain, and after which number
    stuck: dict[str, tuple[ChainAtHub, float]] = field(default_factory=dict)
    # Of each other desk the signature of its last statement, and until when it is not asked for again.
    heard: dict[str, tuple[bytes, float]] = field(default_factory=dict)
    dismissed: set[str] = field(default_factory=set)  # revoked desks whose logins were ended
    stated: tuple[Head, ...] = ()
    stated_at: float = float("-inf")
    surveyed_at: float = float("-inf")
    # Of each other desk the clock in its last statement, and what it saw at this hub.
    walls: dict[str, int] = field(default_factory=dict)
    claims: dict[str, tuple[Head, ...]] = field(default_factory=dict)
    come: set[Head] = field(default_factory=set)  # of these what has come here
    # The place of the last entry that the hub was told to empty, and `emptied_here` then.
    emptied_upto: int = 0
    emptied_here: str = ""
