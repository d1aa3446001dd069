"""Ten desks of one event whose scans lie in the nine others' stores, to be taken in by one."""

from __future__ import annotations

import itertools
import random
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from checkin import codes
from checkin.bootstrap import open_with_key
from checkin.domain import ENTRY, EXIT, CodeKind, Outcome, Person, Tier, Verdict
from checkin.journal import delegate_changed, scanned
from tests import factories, store_copies
from tests.bench.stores import say
from tests.factories import Clock
from tests.several_desks import stations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.journal import Entry, EntryDraft
    from checkin.station import Station

OTHERS: Final = 9
ROSTER: Final = 2_000
SESSIONS: Final = ("entrance", "reception", "exhibition")
PAGE: Final = 500
OF_A_ROUND: Final = 50  # entries of each desk, as a hub brings them while all are connected
BETWEEN_MS: Final = 150


@dataclass(frozen=True)
class Venue:
    """The first desk has the roster; each of the others has a chain of scans of its own."""

    first: Station
    others: tuple[Station, ...]
    clock: Clock
    guests: tuple[tuple[str, str], ...]  # id and code
    _copies: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def newcomer(self) -> Iterator[Station]:
        """A copy of the first desk's store, which has heard of no scan yet."""
        self.first.store.checkpoint()
        folder = self.first.folder.with_name(f"copy-{next(self._copies)}.uketsuke")
        shutil.copytree(self.first.folder, folder)
        with open_with_key(folder, self.first.store.key, clock=self.clock) as station:
            yield station
        shutil.rmtree(folder)

    def scan(self, count: int) -> None:
        """Each of the others records its share of so many scans, all in the same hours."""
        began = self.clock.ms
        for number, desk in enumerate(self.others):
            self.clock.set(began)
            drafts = self._scans(count // len(self.others), seed=number)
            written = 1
            while written:
                with desk.store.write() as connection:
                    # One by one: each is stamped as it is made.
                    page = itertools.islice(drafts, PAGE)
                    written = desk.journal.append_many(connection, page)

    def _scans(self, count: int, seed: int) -> Iterator[EntryDraft]:
        dice = random.Random(seed)  # noqa: S311 - the same scans at every run
        began = self.clock.ms
        for place in range(count):
            # All desks are as busy, so that what comes in one round was scanned in the same seconds.
            self.clock.set(began + place * BETWEEN_MS + dice.randrange(BETWEEN_MS))
            delegate, code = dice.choice(self.guests)
            outcome = dice.choice((Outcome.ADMITTED, Outcome.LEFT, Outcome.READMITTED))
            person = Person(delegate, 1, "", "", "", "", "", (), "")
            verdict = Verdict(outcome, dice.choice(SESSIONS), self.clock.ms, "", person=person)
            yield scanned(verdict, code, code, EXIT if outcome is Outcome.LEFT else ENTRY)

    def written(self) -> list[Entry]:
        """All scans, desk by desk, as they come from desks that were apart."""
        return [entry for desk in self.others for page in _pages(desk) for entry in page]

    def in_rounds(self) -> Iterator[list[Entry]]:
        """All scans in short lists of each desk in turn, as they come while all are connected."""
        chains = [_cut(desk) for desk in self.others]
        for turn in itertools.zip_longest(*chains, fillvalue=()):
            yield from map(list, turn)


@contextmanager
def venue(folder: Path, *, roster: int = ROSTER) -> Iterator[Venue]:
    folder.mkdir()
    clock = Clock()
    with stations(folder, [Tier.DESK] * OTHERS, clock) as (first, *others):
        say(f"ten desks and {roster:,} delegates")
        key = store_copies.code_key(first)
        guests = tuple(
            (store_copies.identifier(number), codes.mint(key, factories.randomness(number)))
            for number in range(1, roster + 1)
        )
        drafts = [
            delegate_changed(
                delegate,
                factories.delegate_fields(number=number),
                codes={code: CodeKind.INVITATION},
            )
            for number, (delegate, code) in enumerate(guests, 1)
        ]
        with first.store.write() as connection:
            first.journal.append_many(connection, drafts)
        clock.forward(1_000)
        yield Venue(first, tuple(others), clock, guests)


def _pages(desk: Station) -> Iterator[list[Entry]]:
    return desk.exchange.entries_after({}, Tier.ORGANISER, desks=[desk.desk_id])


def _cut(desk: Station) -> Iterator[list[Entry]]:
    entries = itertools.chain.from_iterable(_pages(desk))
    while part := list(itertools.islice(entries, OF_A_ROUND)):
        yield part
