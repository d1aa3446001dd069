"""Conflicts (merge conflicts): what came of desks that were apart, and how a lead settles it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from checkin.domain.enums import SafestWord


class ConflictKind(StrEnum):
    """What happened; the names are those of the command line."""

    DOUBLE_ENTRY = "double_entry"  # one person let into one session at two desks
    REVOKED_LET_IN = "revoked_let_in"  # with a code that another desk had replaced before
    FLAGGED_LET_IN = "flagged_let_in"  # whom a lead was to be called for
    CANCELLED_LET_IN = "cancelled_let_in"
    OVER_CAPACITY = "over_capacity"
    NUMBER_TWICE = "number_twice"
    PERSON_TWICE = "person_twice"  # put on the roster at two desks
    BADGE_TWICE = "badge_twice"  # printed at two desks
    SESSION_CHANGED = "session_changed"  # while another desk went on as before
    IMPORT_UNDONE = "import_undone"  # of people whom another desk let in
    IGNORED = "ignored"  # genuine entries that do not count: of a revoked desk, or not allowed
    HELD = "held"  # entries that are not genuine, or not yet
    FORK = "fork"  # two entries of one chain and number: a desk exists twice
    DESK_WENT_BACK = "desk_went_back"  # to an older copy of its store
    HUB_WENT_BACK = "hub_went_back"
    HUB_WITHHOLDS = "hub_withholds"  # what another desk saw there
    CLOCK = "clock"  # a desk's clock is wrong


class Settling(SafestWord):
    """How a lead settles a conflict."""

    UNDO = "undo"  # the later scan is undone
    BOTH = "both"  # both were right
    NOTE = "note"  # it was dealt with otherwise

    @classmethod
    def safest(cls) -> Self:
        return cls.NOTE


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a lead said: when, at which desk (its id), and who was at work."""

    how: Settling
    reason: str
    at: int
    desk: str
    operator: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that a lead must look at. The id is made of the kind and the entries.

    `people` are ids of delegates, `desks` of desks, `entries` of entries in their order. `undoes` are the
    scans that settling by undo undoes; without any it cannot be undone. `what` is a word more: the
    reason for which entries are held or ignored. `count` and `limit` are people in a session and its capacity, entries, or
    milliseconds of a clock.
    """

    id: str
    kind: ConflictKind
    at: int
    people: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    session: str = ""
    undoes: tuple[str, ...] = ()
    what: str = ""
    count: int = 0
    limit: int = 0
    settled: Settlement | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether somebody is inside who was to be stopped, and nobody has looked."""
        return self.settled is None and self.kind in _URGENT


_URGENT: Final = frozenset(
    {ConflictKind.REVOKED_LET_IN, ConflictKind.FLAGGED_LET_IN, ConflictKind.CANCELLED_LET_IN}
)
