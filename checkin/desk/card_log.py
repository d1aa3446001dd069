"""Opened cards are counted per operator (look-up audit), and a run of them is an entry; never whose they were.

Counted in memory, off the path of a scan, and kept beside the store's settings now and then: what a killed program
loses is a few of the count. A run is many cards in a short time at a desk that scanned nobody meanwhile.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.journal import cards_opened
from checkin.presence import Moment, calendar_of
from checkin.roles import Action
from checkin.store import event as events
from checkin.store.store import get_setting, put_setting

if TYPE_CHECKING:
    from checkin.journal import Journal
    from checkin.roles import Require
    from checkin.store.store import Store

RUN: Final = 30  # more cards than this
SPAN_MS: Final = 10 * 60 * 1_000
KEPT_EVERY: Final = 10
SHOWN: Final = 50
_SETTING: Final = "cards_opened"
_run, _scan = schema.card_run.c, schema.scan.c
_RUNS: Final = sa.select(schema.card_run).order_by(_run.at.desc()).limit(SHOWN)


@dataclass(frozen=True, slots=True)
class CardRun:
    """Many cards in ten minutes, and nobody checked in: when, at which desk, by whom."""

    at: int
    desk: str
    by: str
    count: int


@dataclass(frozen=True, slots=True)
class OpenedCards:
    """How many cards each operator (an id, else a role) opened here today, and the latest runs at all desks."""

    today: tuple[tuple[str, int], ...]
    runs: tuple[CardRun, ...]


class CardLog:
    """Counts the cards that are opened at this desk. `require` is that of the shift."""

    def __init__(self, store: Store, journal: Journal, require: Require) -> None:
        self._store = store
        self._journal = journal
        self._require = require
        self._last = ""
        self._times: deque[int] = deque()
        self._author = ""
        self._new: Counter[tuple[str, str]] = Counter()  # day and operator; not kept yet

    def opened(self, delegate: str) -> None:
        """A card was opened; the same one again counts once."""
        if delegate == self._last or self._store.read_only:
            return
        author, now = self._journal.author(), self._journal.now()
        if author != self._author:
            self._times.clear()
        self._last, self._author = delegate, author
        self._new[self._day(now), author] += 1
        self._times.append(now)
        while self._times[0] <= now - SPAN_MS:
            self._times.popleft()
        if len(self._times) > RUN:
            self._note_run()
        elif self._new.total() >= KEPT_EVERY:
            self.keep()

    def keep(self) -> None:
        """Writes the counts to the disk."""
        if not self._new or self._store.read_only:
            return
        with self._store.write() as connection:
            kept = _kept(connection)
            for (day, author), count in self._new.items():
                kept.setdefault(day, {})[author] = kept.get(day, {}).get(author, 0) + count
            put_setting(connection, _SETTING, json.dumps(kept))
        self._new.clear()

    def look(self) -> OpenedCards:
        """What was counted. Raises `NotAllowed`."""
        self._require(Action.SEE_HISTORY)
        with self._store.read() as connection:
            day = self._day(self._journal.now())
            today = Counter(_kept(connection).get(day, {}))
            names = events.desk_names(connection)
            rows = connection.execute(_RUNS).all()
        for (of, author), count in self._new.items():
            if of == day:
                today[author] += count
        runs = (
            CardRun(row.at, names.get(row.writer, row.writer[:8]), row.by, row.opened)
            for row in rows
        )
        return OpenedCards(tuple(sorted(today.items())), tuple(runs))

    def _note_run(self) -> None:
        """One entry for all of them, unless somebody was scanned here meanwhile; the next run begins anew."""
        since, count = self._times[0], len(self._times)
        self._times.clear()
        desk = self._journal.identity.desk
        scanned = sa.exists().where(_scan.desk == desk, _scan.entered >= since)
        with self._store.read() as connection:
            works = bool(connection.scalar(sa.select(scanned)))
        if not (works or self._store.alarm.problems):
            with self._store.write() as connection:
                self._journal.append(connection, cards_opened(count))
        self.keep()

    def _day(self, now: int) -> str:
        with self._store.read() as connection:
            return Moment(calendar_of(events.current(connection)), now).day


def _kept(connection: sa.Connection) -> dict[str, dict[str, int]]:
    """Day → operator → count."""
    try:
        found: dict[str, dict[str, int]] = json.loads(get_setting(connection, _SETTING))
    except KeyError:
        return {}
    return found
