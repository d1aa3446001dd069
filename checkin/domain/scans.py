"""Scans: how something is presented, the answer, and what the history says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain.enums import Direction, Outcome, Question, Reason, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain.people import Code, Delegate, Person


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is presented: the way through the door, and what a human adds to it."""

    direction: Direction = Direction.ENTRY
    force: str = ""  # a lead's reason to let in all the same
    represented_by: str = ""  # who came instead (代理出席)
    answers: frozenset[Question] = frozenset()
    declined: frozenset[Question] = frozenset()  # of the answers: asked, and the answer was no


ENTRY: Final = Manner()
EXIT: Final = Manner(direction=Direction.EXIT)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one scan, already on disk when it is returned.

    `person` is None where nobody is known. `first_at` and `first_desk` tell of the entry that still
    stands (ALREADY_IN, READMITTED); `seat_taken_by` of who came for them then. `right_session` is the
    session to send them to instead.
    """

    outcome: Outcome
    session: str
    at: int
    entry: str
    direction: Direction = Direction.ENTRY
    reason: Reason = Reason.NONE
    person: Person | None = None
    first_at: int | None = None
    first_desk: str = ""
    seat_taken_by: str = ""
    right_session: str = ""
    opens_at: int | None = None  # TOO_EARLY: when the doors open; TOO_LATE: when it ended
    capacity: int | None = None  # FULL
    questions: tuple[Question, ...] = ()  # NEEDS_ANSWER
    forced: str = ""
    represented_by: str = ""
    badge_printed: int = 0  # how often this delegate's badge has been made
    attention: bool = False  # the notes are shown for the first time: somebody must see them
    repeated: bool = False  # the same code again within three seconds: no second entry


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of a look-up. `marked` are the half-open spans of `name` and `native_name` that matched.

    `guess` is what was found in Latin letters where nobody knows that the name is read so; empty where the
    letters themselves were found, or say how they are read.
    """

    id: str
    number: int
    name: str
    native_name: str
    organisation: str
    category: str
    score: float  # 0 … 1, best first
    reading: str = ""
    country: str = ""
    status: Status = Status.EXPECTED
    inside_since: int | None = None  # in the session that was asked about
    marked_name: tuple[tuple[int, int], ...] = ()
    marked_native: tuple[tuple[int, int], ...] = ()
    guess: str = ""
    namesake: bool = False  # somebody else goes by the same name


@dataclass(frozen=True, slots=True)
class PastScan:
    """One line of the last scans, or of a person's history."""

    entry: str
    at: int
    desk: str
    session: str
    outcome: Outcome
    direction: Direction
    person: Person | None
    undone: bool = False
    forced: str = ""  # the reason, for leads
    by_lead: bool = False  # a lead let them in all the same
    represented_by: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A correction in a person's history: when, where, which fields."""

    entry: str
    at: int
    desk: str
    fields: Mapping[str, object]
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """All that People shows of one delegate."""

    delegate: Delegate
    codes: tuple[Code, ...]
    scans: tuple[PastScan, ...]  # latest first
    changes: tuple[Change, ...]  # latest first
    badges_printed: int
    inside: tuple[str, ...]  # keys of the sessions they are in now
