"""A row and who it is, and how names are compared when they are not the same."""

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
    """An entry and who it is on the roster; None for somebody new."""

    entry: RosterRow
    target: Delegate | None = None
    changed: Mapping[str, Any] = field(default_factory=dict)
    refused: bool = False
    likely: bool = False  # the address is the same, the name only alike
    doubted: bool = False  # that it may be somebody else has been said


_NAMES: Final = tuple(field.name for field in FIELD_TABLE if field.compared)


def words_in(entry: RosterRow) -> frozenset[str]:
    """Every word of every name in a row, folded."""
    return frozenset(word for name in _NAMES for word in folded(entry.fields.get(name, "")).split())


def alike(entry: RosterRow, delegate: Delegate) -> bool:
    """True where the names have a word in common, in whatever field."""
    words = words_in(entry)
    return any(word in words for name in _NAMES for word in folded(getattr(delegate, name)).split())


def loose(name_key: str) -> str:
    """A folded name whatever the order of its words."""
    return " ".join(sorted(name_key.split()))
