"""Precision of the search: names of people who are on no roster, and what is offered for them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Final

from checkin import demo
from checkin.domain import Match
from checkin.names import fold
from tests.bench.names.asking import percentile
from tests.bench.names.people import Row, made_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.names.people import Roster

MOST: Final = 0.01  # of strangers for whom the first hit may be more than a guess
STRANGERS: Final = 2_000
DEMO: Final = 150  # delegates of the demo event
LARGER: Final = 2_000
SEED: Final = 20_261
_OTHERS: Final = 777
_WRITTEN: Final = ("name", "native_name", "reading")


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A stranger's name, and the delegate who was offered first for it."""

    text: str
    offered: str
    match: Match


@dataclass(slots=True)
class Precision:
    """What became of the names of strangers."""

    kind: str
    asked: int = 0
    offered: int = 0
    mistaken: list[Mistaken] = field(default_factory=list)
    samples: list[int] = field(default_factory=list)

    @property
    def share(self) -> float:
        """How often the first hit was more than a guess."""
        return len(self.mistaken) / self.asked if self.asked else 0.0


def precision() -> Iterable[Precision]:
    """For the demo event, and for a roster on which more names are near to any other."""
    for delegates in (DEMO, LARGER):
        roster = made_up(delegates, SEED)
        kind = f"strangers, among {delegates} delegates"
        yield ask_strangers(roster, strangers(roster, STRANGERS), kind)


def strangers(roster: Roster, count: int) -> list[str]:
    """Names as they are written in each script, of people who are not on the roster.

    Nobody is left whose every name is among those of one delegate: Giulia Pedrazzi may well be
    listed as Giulia Eleonora Pedrazzi, or the other way about.
    """
    known = _Known(roster)
    names: dict[str, set[str]] = {}
    for row in demo.make_up(DEMO + 10 * count, _OTHERS)[DEMO:]:
        for written in _WRITTEN:
            if row[written] and not any(map(known.has, map(row.__getitem__, _WRITTEN))):
                names.setdefault(f"{row['language']} {written}", set()).add(row[written])
    dice = Random(SEED)  # noqa: S311 - the same strangers at every run
    each = count // len(names) + 1
    found = {
        text
        for texts in names.values()
        for text in dice.sample(sorted(texts), min(each, len(texts)))
    }
    left = sorted(set().union(*names.values()) - found)
    found |= set(dice.sample(left, max(0, count - len(found))))
    return dice.sample(sorted(found), count)


class _Known:
    """The words of the delegates' names."""

    def __init__(self, roster: Roster) -> None:
        self._rows: dict[str, set[str]] = {}
        for row in roster.rows:
            for written in _WRITTEN:
                for word in fold(row[written]).split():
                    self._rows.setdefault(word, set()).add(row["id"])

    def has(self, name: str) -> bool:
        """Whether a delegate has all of these words."""
        rows = [self._rows.get(word, set()) for word in fold(name).split()]
        return bool(rows) and bool(set.intersection(*rows))


def ask_strangers(roster: Roster, names: Iterable[str], kind: str) -> Precision:
    result = Precision(kind)
    people: dict[str, Row] = {row["id"]: row for row in roster.rows}
    for text in names:
        began = time.process_time_ns()
        hits = roster.finder.find(text)
        result.samples.append(time.process_time_ns() - began)
        result.asked += 1
        result.offered += bool(hits)
        if hits and hits[0].match is not Match.GUESS:
            row = people[hits[0].delegate]
            offered = f"{row['native_name']} {row['name']}".strip()
            result.mistaken.append(Mistaken(text, offered, hits[0].match))
    return result


HEADING: Final = f"{'':52}{'asked':>6}{'offered':>9}{'mistaken':>10}{'p50':>7}{'p99':>7}"


def line(one: Precision) -> str:
    """A result as one line of a table: the share offered anybody, and the share mistaken."""
    p50, p99 = (percentile(one.samples, percent) for percent in (50, 99))
    offered = one.offered / max(one.asked, 1)
    return f"{one.kind:52}{one.asked:6}{offered:9.3f}{one.share:10.4f}{p50:7.2f}{p99:7.2f}"
