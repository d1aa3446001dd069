"""The kinds of queries, each with its target: the share that must be found."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING, Final

from tests.bench.figures import Figure
from tests.bench.names import slips
from tests.bench.names.asking import Asked, Result, ask
from tests.bench.names.namesakes import ALL, namesakes
from tests.bench.names.people import Roster, hidden, made_up, members, pairs
from tests.bench.names.strangers import MOST, precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.bench.context import Workshop
    from tests.bench.names.people import Row

SEED: Final = 20_261
LARGE: Final = 20_000
AMONG: Final = 2_000
SAMPLE: Final = 300
EVERYBODY: Final = 2_000  # of the large roster, to count false positives
LANGUAGES: Final = {
    "ja": "Japanese",
    "zh-TW": "Chinese",
    "ug": "Uyghur",
    "kk": "Kazakh",
    "ru": "Russian",
}
SCRIPTS: Final = (("[\u0600-\u06ff]", "Uyghur"), ("[\u3041-\u30ff]", "Japanese"), ("", "Han"))

Kind = tuple[Result, float | None]


def names(_: Workshop) -> Iterator[Figure]:
    """For `python -m tests.bench`: recall among the first three and in a long list, and precision."""
    for result, hold in kinds():
        yield Figure(
            f"found: {result.kind}",
            "share among the first three",
            {"third": result.share(result.third)},
            {} if hold is None else {"third": hold},
            {"asked": result.asked, "first": round(result.share(result.first), 3)},
            a_rate=True,
        )
    for shared in namesakes(LANGUAGES):
        yield Figure(
            f"found: {shared.kind}",
            "share of namesakes in a long list",
            {"listed": shared.share},
            {"listed": ALL},
            {"asked": shared.people},
            a_rate=True,
        )
    for mistakes in precision():
        yield Figure(
            f"not found: {mistakes.kind}",
            "share whose first hit is more than a guess",
            {"mistaken": mistakes.share},
            {"mistaken": MOST},
            {"asked": mistakes.asked, "offered": mistakes.offered},
        )


def kinds() -> Iterator[Kind]:
    """Every kind of query, and its target for the share among the first three."""
    yield from real()
    whole = made_up(LARGE, SEED)
    yield from as_listed(whole)
    yield from in_scripts()
    yield from respelt()
    yield from by_reading()


def real() -> Iterator[Kind]:
    """Public figures with only the native name on the list, and a parliament."""
    known = pairs()
    finder = hidden({f"p{at}": native for at, (native, _) in enumerate(known)}, AMONG, SEED)
    asked = [
        (native, Asked(latin, frozenset({f"p{at}"}), native))
        for at, (native, latin) in enumerate(known)
    ]
    for script, name in SCRIPTS:
        some = [query for native, query in asked if _script(native) == script]
        if some:
            yield ask(finder, f"pairs, {name}: Latin for native only", some), 0.95
    yield from parliament(members())


def _script(native: str) -> str:
    return next(script for script, _ in SCRIPTS if re.search(script, native))


def parliament(rows: list[Row]) -> Iterator[Kind]:
    names_of = {f"c{at}": row["Official full name"] for at, row in enumerate(rows)}
    finder = hidden(names_of, AMONG, SEED)
    for kind, made in (
        ("official name", lambda row: row["Official full name"]),
        ("without accents", lambda row: slips.plain(row["Official full name"])),
        ("first and last", lambda row: slips.plain(f"{row['First name']} {row['Last name']}")),
        ("last and first", lambda row: f"{row['Last name']} {row['First name']}"),
    ):
        asked = [
            Asked(made(row), frozenset({f"c{at}"}), row["Official full name"])
            for at, row in enumerate(rows)
            if row["Official full name"]
        ]
        if asked:
            yield ask(finder, f"members, {kind}", asked), 1.0 if kind == "without accents" else None


def as_listed(roster: Roster) -> Iterator[Kind]:
    """Records with all their name fields."""
    dice = Random(SEED)  # noqa: S311 - the same people at every run
    chosen = dice.sample(roster.rows, EVERYBODY)
    friends = ask(roster.finder, "as listed (must stand first)", roster.asked(chosen, _name))
    friends.third = friends.first
    yield friends, 1.0
    accents = [row for row in roster.rows if slips.plain(row["name"]) != row["name"]]
    some = dice.sample(accents, SAMPLE)
    asked = [
        Asked(slips.plain(query.text), query.right, query.about)
        for query in roster.asked(some, _name)
    ]
    yield ask(roster.finder, "without accents", asked), 1.0
    slipped = roster.misspelt(chosen[:SAMPLE], lambda name: slips.slipped(name, dice))
    yield ask(roster.finder, "one slip in a word of five letters", slipped), 0.97
    kana = [row for row in chosen if row["reading"]][:SAMPLE]
    yield ask(roster.finder, "kana with all of it listed", roster.asked(kana, _reading)), 1.0


def in_scripts() -> Iterator[Kind]:
    """Records with only the native name."""
    roster = made_up(LARGE, SEED, only=("native_name",))
    for language, name in LANGUAGES.items():
        some = [row for row in roster.rows if row["language"] == language and row["native_name"]]
        chosen = Random(SEED).sample(some, min(SAMPLE, len(some)))  # noqa: S311
        asked = roster.asked(chosen, _name)
        yield ask(roster.finder, f"{name}: Latin for native only", asked), 0.95
        asked = roster.asked(chosen, lambda row: row["native_name"])
        yield ask(roster.finder, f"{name}: native for native", asked), 1.0
        dice = Random(SEED)  # noqa: S311
        slipped = roster.misspelt(chosen, lambda text: slips.slipped(text, dice))  # noqa: B023
        yield ask(roster.finder, f"{name}: Latin with a slip for native only", slipped), None
    kana = roster.asked([row for row in roster.rows if row["reading"]][:SAMPLE], _reading)
    yield ask(roster.finder, "Japanese: kana for kanji only", kana), None


def respelt() -> Iterator[Kind]:
    """Passport spellings of Uyghur names, for records in the Uyghur alphabet only, and in Latin only."""
    for only, kind in (("native_name", "native"), ("name", "Latin")):
        roster = made_up(AMONG, SEED, only=(only,))
        chosen = [row for row in roster.rows if row["language"] == "ug"][:SAMPLE]
        dice = Random(SEED)  # noqa: S311
        asked = roster.misspelt(chosen, lambda name: slips.respelt(name, dice))  # noqa: B023
        yield ask(roster.finder, f"Uyghur: usual spellings for {kind} only", asked), 0.98


def by_reading() -> Iterator[Kind]:
    """Japanese records with one of their names, searched by another."""
    for only, typed, kind, hold in (
        (("native_name", "reading"), "name", "Latin for kanji with kana", 1.0),
        (("name",), "reading", "kana for Latin only", 1.0),
        (("name",), "native_name", "kanji for Latin only", None),
        (("reading",), "name", "Latin for kana only", 1.0),
    ):
        roster = made_up(AMONG, SEED, only=only)
        chosen = [row for row in roster.rows if row["language"] == "ja" and row["name"]][:SAMPLE]
        asked = roster.asked(chosen, lambda row: row[typed])  # noqa: B023
        yield ask(roster.finder, f"Japanese: {kind}", asked), hold


def _name(row: Row) -> str:
    return row["name"]


def _reading(row: Row) -> str:
    return row["reading"]


def short(found: Iterable[Kind]) -> list[str]:
    """The kinds that miss their target."""
    return [
        result.kind
        for result, hold in found
        if hold is not None and result.share(result.third) < hold
    ]
