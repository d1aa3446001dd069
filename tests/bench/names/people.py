"""Test data for name search: made-up rosters, with all name fields or one only; and real lists."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin import demo
from checkin.domain import Delegate
from checkin.lookup.finder import Finder
from checkin.lookup.index import entry
from checkin.names import fold
from tests.bench.names.asking import Asked
from tests.paths import SHARED_DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DATA: Final = SHARED_DATA
NAMES: Final = ("name", "family_name", "given_name", "native_name", "reading")
KNOWN: Final = (*NAMES, "organisation", "country", "category", "language")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Roster:
    """Delegates, the rows that they were made of, and a search index over them."""

    rows: tuple[Row, ...]
    finder: Finder

    def asked(self, chosen: Iterable[Row], typed: Callable[[Row], str | None]) -> list[Asked]:
        """A query for each row; all delegates with the same query count as right."""
        same: dict[str, set[str]] = {}
        for row in self.rows:
            if text := typed(row):
                same.setdefault(fold(text), set()).add(row["id"])
        found = []
        for row in chosen:
            if text := typed(row):
                about = f"{row['native_name']} {row['name']}".strip()
                found.append(Asked(text, frozenset(same[fold(text)]), about))
        return found

    def misspelt(self, chosen: Iterable[Row], typed: Callable[[str], str | None]) -> list[Asked]:
        """Queries derived from the Latin name."""
        asked = self.asked(chosen, lambda row: row["name"])
        return [
            Asked(text, query.right, query.text) for query in asked if (text := typed(query.text))
        ]


def made_up(count: int, seed: int, only: Iterable[str] = NAMES) -> Roster:
    """A roster of made-up people with only these name fields; people with none of them keep all."""
    kept = {*only, "organisation", "category"} | (
        {"country", "language"} if only is NAMES else set()
    )
    rows = tuple({**row, "id": f"m{at}"} for at, row in enumerate(demo.make_up(count, seed), 1))
    return Roster(rows, Finder(entry(_delegate(row, kept), ()) for row in rows))


def hidden(asked: Mapping[str, str], among: int, seed: int, **fields: str) -> Finder:
    """An index of names by id, without any other data, hidden among made-up people."""
    rows = [{**row, "id": f"m{at}"} for at, row in enumerate(demo.make_up(among, seed), 1)]
    people = [_delegate(row, set(KNOWN)) for row in rows]
    for number, (key, name) in enumerate(asked.items(), among + 1):
        people.append(Delegate(key, number, native_name=name, **fields))  # type: ignore[arg-type]
    return Finder(entry(person, ()) for person in people)


def _delegate(row: Row, kept: set[str]) -> Delegate:
    named = any(row[field] for field in NAMES if field in kept)
    known = {field: row[field] for field in KNOWN if field in kept or not named}
    return Delegate(row["id"], int(row["number"]), **known)  # type: ignore[arg-type]


def pairs() -> list[tuple[str, str]]:
    """Names of public figures, and their spelling in newspapers."""
    if not (DATA / "name-pairs.csv").exists():
        return []
    with (DATA / "name-pairs.csv").open(encoding="utf-8", newline="") as file:
        return [(row["native_name"], row["latin_spelling_in_use"]) for row in csv.DictReader(file)]


def members() -> list[Row]:
    """The members of a parliament of 537."""
    if not (DATA / "us-congress.csv").exists():
        return []
    with (DATA / "us-congress.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
