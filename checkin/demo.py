"""Sample data (seed data): the demo event, a fictional forum, and its fictional delegates.

The first 150 are always those of `resources/demo/roster.csv`, each special case at its known
number. The others are generated from the word lists in `names.toml`, in the same mix of scripts,
countries and categories. The same seed gives the same delegates. No real person is among them.
"""

from __future__ import annotations

import csv
import time
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from checkin.bootstrap import create_store, open_store
from checkin.plan.plan import from_mapping
from checkin.roster import FIELDS, Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checkin.bootstrap import Created

T = TypeVar("T")

FOLDER: Final = Path(__file__).parent.parent / "resources" / "demo"

SECOND_GIVEN: Final = 0.25  # only in languages that use one
NO_EMAIL: Final = 0.12  # as in roster.csv


def create(path: Path, passphrase: str, *, count: int = 150, seed: int = 1) -> Created:
    """Creates a store with the demo event; day one is today at the event. Raises `StoreExists`."""
    zone = ZoneInfo(_toml("plan.toml")["event"]["time_zone"])
    today = datetime.fromtimestamp(time.time(), zone).date()
    created = create_store(path, from_mapping(plan(today)), passphrase)
    rows = [[*FIELDS], *([row.get(name, "") for name in FIELDS] for row in make_up(count, seed))]
    with open_store(path, passphrase) as station:
        station.roster.preview(Worksheet(rows)).apply(accept=True)
    return created


def plan(today: date) -> dict[str, Any]:
    """The plan of the demo event from its TOML file, shifted so that day one is `today`."""
    found = _toml("plan.toml")
    days = [date.fromisoformat(day) for day in found["event"]["days"]]
    shift = today - days[0]
    found["event"]["days"] = [(day + shift).isoformat() for day in days]
    for session in found["session"]:
        for key in session.keys() & {"starts", "ends"}:
            session[key] += shift
    return found


def make_up(count: int, seed: int) -> tuple[dict[str, str], ...]:
    """Rows of a roster by field name: the delegates of roster.csv, then generated ones."""
    with (FOLDER / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        fixed_rows = list(csv.DictReader(file))
    rows = fixed_rows[:count]
    if count > len(fixed_rows):
        dice = Random(seed)  # noqa: S311 - sample data, no secrets
        groups = _Choice.of((group, group.share) for group in _groups(_toml("names.toml")))
        rows += (
            _person(n, groups.drawn(dice), dice) for n in range(len(fixed_rows) + 1, count + 1)
        )
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Choice(Generic[T]):
    """Weighted random choice between values."""

    values: tuple[T, ...]
    weights: tuple[int, ...]  # cumulative

    @staticmethod
    def of(weighted: Iterator[tuple[T, int]]) -> _Choice[T]:
        values, weights = zip(*weighted, strict=True)
        return _Choice(values, tuple(accumulate(weights)))

    def drawn(self, dice: Random) -> T:
        return dice.choices(self.values, cum_weights=self.weights)[0]


@dataclass(frozen=True, slots=True)
class _Word:
    """A name in its own script, in Latin letters, and its reading; the first and last may be missing."""

    native: str
    latin: str
    reading: str


@dataclass(frozen=True, slots=True)
class _Country:
    name: str
    places: tuple[str, ...]
    parliament: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Delegates whose names are built alike; male forms come before female ones."""

    share: int
    language: str
    family_first: bool
    second_given: bool
    families: tuple[tuple[_Word, ...], ...]  # one form or two
    given: tuple[tuple[_Word, ...], tuple[_Word, ...]]
    countries: _Choice[_Country]
    categories: _Choice[str]
    organisations: Mapping[str, Sequence[str]]
    titles: Mapping[str, Sequence[str]]
    flags: Mapping[str, int]  # share, per thousand


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _groups(lists: dict[str, Any]) -> Iterator[_Group]:
    countries = {
        name: _Country(name, tuple(country["places"]), tuple(country.get("parliament", ())))
        for name, country in lists["countries"].items()
    }
    for group in lists["group"]:
        names = lists["names"][group["names"]]
        words = {
            kind: tuple(_forms(entry, group) for entry in entries)
            for kind, entries in names.items()
        }
        yield _Group(
            share=group["share"],
            language=group["language"],
            family_first=group.get("family_first", False),
            second_given=group.get("second_given", False),
            families=words.get("family", words["men"]),
            given=(_firsts(words["men"]), _firsts(words["women"])),
            countries=_Choice.of((countries[c], n) for c, n in group["countries"].items()),
            categories=_Choice.of(iter(group.get("categories", lists["categories"]).items())),
            organisations=lists["organisations"] | group.get("organisations", {}),
            titles=lists["titles"],
            flags=lists["flags"],
        )


def _forms(entry: str, group: dict[str, Any]) -> tuple[_Word, ...]:
    """Parses `Зуев|Zuyev/Зуева|Zuyeva`: the columns of a word, in the male and the female form."""
    return tuple(_word(form.split("|"), group) for form in entry.split("/"))


def _word(columns: list[str], group: dict[str, Any]) -> _Word:
    if len(columns) == 1:
        return _Word("", columns[0], "")
    reading = columns[group["reading"]] if "reading" in group else ""
    return _Word(columns[0], columns[group.get("spelling", 1)], reading)


def _firsts(words: tuple[tuple[_Word, ...], ...]) -> tuple[_Word, ...]:
    return tuple(forms[0] for forms in words)


def _person(number: int, group: _Group, dice: Random) -> dict[str, str]:
    family, given = _name(group, dice)
    parts = (family, given) if group.family_first else (given, family)
    country = group.countries.drawn(dice)
    category = group.categories.drawn(dice)
    return {
        "number": str(number),
        "name": _joined(part.latin for part in parts),
        "family_name": family.latin,
        "given_name": given.latin,
        "native_name": _joined(part.native for part in parts),
        "reading": _joined(part.reading for part in parts),
        "title": dice.choice(group.titles[category]),
        "organisation": _organisation(group, category, country, dice),
        "country": country.name,
        "category": category,
        "language": group.language,
        "email": "" if dice.random() < NO_EMAIL else f"delegate{number}@example.org",
        "phone": "",
        "notes": "",
        "flags": ";".join(flag for flag, n in group.flags.items() if dice.random() * 1000 < n),
        "code": "",
    }


def _name(group: _Group, dice: Random) -> tuple[_Word, _Word]:
    """A family name and a given name. Where names are patronymic, the family name is the father's."""
    side = dice.randrange(2)
    given = dice.choice(group.given[side])
    family = given
    while family == given:
        family = dice.choice(group.families)[-side]  # the last form, whether there are one or two
    if group.second_given and dice.random() < SECOND_GIVEN:
        second = dice.choice(group.given[side])
        given = given if second == given else _Word("", f"{given.latin} {second.latin}", "")
    return family, given


def _joined(parts: Iterator[str]) -> str:
    return " ".join(parts).strip()


def _organisation(group: _Group, category: str, country: _Country, dice: Random) -> str:
    if category == "parliamentarian":
        return dice.choice(country.parliament)
    return dice.choice(group.organisations[category]).replace(
        "{place}", dice.choice(country.places)
    )
