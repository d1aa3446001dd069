"""Completeness of a long list: whether everybody of a name is in it, not only the first few."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from checkin.names import fold
from tests.bench.names.people import NAMES, made_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.names.people import Roster

SEED: Final = 20_261
DELEGATES: Final = 2_000
ALL: Final = 1.0


@dataclass(slots=True)
class Namesakes:
    """How many of those who share a given name are in a list that is long enough for all of them."""

    kind: str
    people: int = 0
    listed: int = 0
    missed: list[tuple[str, int]] = field(
        default_factory=list
    )  # the name, and how many are missing

    @property
    def share(self) -> float:
        return self.listed / self.people if self.people else 1.0


def namesakes(languages: dict[str, str]) -> Iterator[Namesakes]:
    """Given names in Latin letters, for delegates with only the native name, and with all names."""
    for only, kind in ((("native_name",), "native only"), (NAMES, "all of it listed")):
        roster = made_up(DELEGATES, SEED, only=only)
        for language, name in languages.items():
            yield of_language(roster, language, f"{name}: all namesakes, {kind}")


def of_language(roster: Roster, language: str, kind: str) -> Namesakes:
    result = Namesakes(kind)
    sharing: dict[str, set[str]] = {}
    for row in roster.rows:
        if row["language"] == language and row["given_name"] and row["native_name"]:
            sharing.setdefault(fold(row["given_name"]), set()).add(row["id"])
    for name, ids in sharing.items():
        if len(ids) > 1:
            found = {hit.delegate for hit in roster.finder.find(name, len(roster.rows))}
            result.people += len(ids)
            result.listed += len(ids & found)
            if ids - found:
                result.missed.append((name, len(ids - found)))
    return result


def line(one: Namesakes) -> str:
    return f"{one.kind:52}{one.people:6}{one.share:8.3f}"
