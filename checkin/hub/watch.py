"""Watch (live sync): a round whenever the hub says that there is something new, and every five seconds.

Runs in a thread of its own, until it is told to stop. Nothing at the desk waits for it.
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from checkin.errors import HubMisbehaves, HubRefuses, HubUnreachable
from checkin.hub import queries
from checkin.hub import round as rounds
from checkin.hub.connection import connected
from checkin.hub.memory import RoundMemory
from checkin.hub.round import RoundResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkin.errors import KnownError
    from checkin.hub.connection import HubConnection
    from checkin.hub.membership import Membership
    from checkin.sync import Exchange

EVERY: Final = 5.0  # seconds without a notification; it is a hint and may be lost
SPREAD: Final = 0.2
SHORTEST: Final = 0.25  # between the beginnings of two rounds
LONGEST_PAUSE: Final = 15.0
BARREN_ROUNDS: Final = 20  # full of what could not be taken in; a hub may have no end of it
_SLICE: Final = 0.1
_random: Final = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class WatchNews:
    """After a round its result, or why there was none. `to_send` is what the hub is known to lack."""

    result: RoundResult | None = None
    failure: KnownError | None = None
    to_send: int = 0


def _ignore(_: WatchNews) -> None:
    pass


@dataclass(slots=True)
class Watch:
    """`told` is called on the watching thread, after each round and each failure."""

    exchange: Exchange
    membership: Membership
    told: Callable[[WatchNews], None] = field(default=_ignore)
    memory: RoundMemory = field(default_factory=RoundMemory)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _nudged: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.memory.hub = self.membership.hub

    def stop(self) -> None:
        """Ends `run` soon; may be called on any thread."""
        self._stopped.set()

    def nudge(self) -> None:
        """There is something to send, or a network again: begins the next round at once."""
        self._nudged.set()

    def run(self) -> None:
        """Watches until `stop`. A failing hub is told and tried again; a failing store is raised."""
        failures = 0
        while not self._stopped.is_set():
            try:
                for result in self._rounds():
                    failures = 0
                    self.told(WatchNews(result, to_send=self._to_send()))
            except (HubUnreachable, HubRefuses, HubMisbehaves) as error:
                self.told(WatchNews(failure=error, to_send=self._to_send()))
                self._pause(pause_after(failures))
                failures += 1

    def _rounds(self) -> Iterator[RoundResult]:
        with connected(self.membership) as listener, connected(self.membership) as connection:
            # Listening comes first: what commits after the round is told.
            queries.listen(listener, self.exchange.event)
            while not self._stopped.is_set():
                began = time.monotonic()
                self._nudged.clear()
                result = rounds.run(connection, self.exchange, self.memory)
                yield result
                self._stopped.wait(max(0.0, began + SHORTEST - time.monotonic()))
                if not result.has_more:
                    self._wait_for_news(listener)

    def _wait_for_news(self, listener: HubConnection) -> None:
        until = time.monotonic() + EVERY * _random.uniform(1 - SPREAD, 1 + SPREAD)
        while time.monotonic() < until and not (self._stopped.is_set() or self._nudged.is_set()):
            if any(True for _ in listener.notifies(timeout=_SLICE, stop_after=1)):
                return

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._stopped.is_set():
            if self._nudged.wait(_SLICE):
                return

    def _to_send(self) -> int:
        return rounds.to_send(self.exchange, self.memory)


def pause_after(failures: int) -> float:
    """Seconds until the next attempt: 1, 2, 4 … 15, spread so that desks do not come all at once."""
    return min(LONGEST_PAUSE, 2.0 ** min(failures, 10)) * _random.uniform(1 - SPREAD, 1 + SPREAD)


def sync_once(exchange: Exchange, membership: Membership) -> RoundResult:
    """Rounds until both sides have what the other had. Raises the `KnownError` that says why not."""
    memory, total, barren = RoundMemory(membership.hub), RoundResult(), 0
    with connected(membership) as connection:
        while True:
            result = rounds.run(connection, exchange, memory, relay_after=0)
            total = replace(
                result,
                exchanged=total.exchanged + result.exchanged,
                own_returned=total.own_returned + result.own_returned,
            )
            barren += not result.exchanged.received
            if not result.has_more or barren > BARREN_ROUNDS:
                return total
