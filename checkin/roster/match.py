"""Match of a row with a delegate, and loose comparison of names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import FIELD_TABLE
from checkin.roster.rows import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Delegate
    from checkin.roster.rows import RosterRow


@dataclass(slots=True)
class Match:
    """A row and its delegate on the roster; None for a new one."""

    entry: RosterRow
    target: Delegate | None = None
    changed: Mapping[str, Any] = field(default_factory=dict)
    refused: bool = False
    likely: bool = False  # same address, similar name only
    doubted: bool = False  # a finding about a possible other person was added


_NAMES: Final = tuple(field.name for field in FIELD_TABLE if field.compared)


def words_in(entry: RosterRow) -> frozenset[str]:
    """Every word of every name in a row, folded."""
    return frozenset(word for name in _NAMES for word in folded(entry.fields.get(name, "")).split())


def alike(entry: RosterRow, delegate: Delegate) -> bool:
    """True where the names share a word, in any field."""
    words = words_in(entry)
    return any(word in words for name in _NAMES for word in folded(getattr(delegate, name)).split())


def loose(name_key: str) -> str:
    """A folded name with its words sorted, so that their order does not matter."""
    return " ".join(sorted(name_key.split()))
