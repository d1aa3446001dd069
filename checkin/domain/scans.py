"""Scans: the manner of a presentation, the verdict, search hits and the scan history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain.enums import Direction, Match, Outcome, Question, Reason, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain.conditions import SessionCondition
    from checkin.domain.event import EventQuestion
    from checkin.domain.people import Code, Delegate, Double, Person


@dataclass(frozen=True, slots=True)
class Manner:
    """How a code is presented: entry or exit, and what staff add to it."""

    direction: Direction = Direction.ENTRY
    force: str = ""  # override: a lead's reason for letting in
    represented_by: str = ""  # representative, who came instead (代理出席)
    answers: frozenset[Question] = frozenset()
    declined: frozenset[Question] = frozenset()  # the questions answered with no
    replies: tuple[tuple[str, str], ...] = ()  # to the event's own questions: key and answer
    happened: int | None = None  # entered afterwards by a lead: when it was
    heard_late: bool = False  # let in although refused: this desk is apart, and heard late
    from_paper: bool = False  # entered afterwards from a list on paper

    @property
    def answered(self) -> frozenset[str]:
        """The keys of all questions that are answered with it."""
        return self.answers | {key for key, _ in self.replies}


ENTRY: Final = Manner()
EXIT: Final = Manner(direction=Direction.EXIT)


@dataclass(frozen=True, slots=True)
class DelegateId:
    """A delegate chosen from a list: two desks may have given one number to two delegates."""

    id: str


# What is presented at a desk: the text of a code, a delegate's number, or a delegate.
Presentable = str | int | DelegateId


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one scan, already on disk when it is returned.

    `person` is None for an unknown delegate. `first_at` and `first_desk` describe the entry that is
    still valid (ALREADY_IN, READMITTED); `seat_taken_by` is the representative at that entry.
    `right_session` is the session to send the delegate to. `heard_at` is there where the desk is apart
    from the others: it knows of them what was so then. `way_back` is False for an exit from a
    session that lets nobody in a second time.
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
    condition: SessionCondition | None = None  # WRONG_SESSION: the one that does not hold
    opens_at: int | None = None  # TOO_EARLY: when the doors open; TOO_LATE: when it ended
    capacity: int | None = None  # FULL
    questions: tuple[Question | EventQuestion, ...] = ()  # NEEDS_ANSWER
    forced: str = ""
    represented_by: str = ""
    badge_printed: int = 0  # how often this delegate's badge was printed
    attention: bool = False  # the notes are shown for the first time: staff must read them
    way_back: bool = True
    tell: str = ""  # whom to tell that they have come, at the first entry of a day
    heard_at: int | None = None
    heard_late: bool = False  # let in although refused, because the desk is apart
    rules: int = 0  # by which version of the session it was decided: see `rules.version_of`
    repeated: bool = False  # duplicate: the same code within three seconds, without a second entry


@dataclass(frozen=True, slots=True)
class Found:
    """A search hit. `marked` are the half-open spans of `name` and `native_name` that matched.

    `guess` are the matched Latin letters where the reading of the name is only guessed; empty where
    the letters themselves matched, or a known reading.
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
    inside_since: int | None = None  # in the requested session
    marked_name: tuple[tuple[int, int], ...] = ()
    marked_native: tuple[tuple[int, int], ...] = ()
    guess: str = ""
    namesake: bool = False  # another delegate has the same name
    match: Match = Match.EXACT


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best hits, and how many delegates there are in all ("8 of 57").

    `total` counts the hits, and everybody else with a word for each one typed that begins with it, as
    given or in Latin letters. Others that are only similar are not counted.
    """

    hits: tuple[Found, ...]
    total: int
    number_of_several: bool = False  # what was typed is the number of more than one


@dataclass(frozen=True, slots=True)
class PastScan:
    """A line of the last scans, or of a delegate's history."""

    entry: str
    at: int
    desk: str
    session: str
    outcome: Outcome
    direction: Direction
    person: Person | None
    undone: bool = False
    forced: str = ""  # the reason, for leads
    by_lead: bool = False  # a lead overrode the refusal
    represented_by: str = ""
    reason: Reason = Reason.NONE
    operator: str = ""  # who was at work: a name, else the role; for leads
    entered_at: int | None = None  # entered afterwards: when; `at` is when it happened
    replies: tuple[tuple[str, str], ...] = ()  # to the event's own questions; for leads
    from_paper: bool = False  # entered afterwards from a list on paper


@dataclass(frozen=True, slots=True)
class Change:
    """A correction in a delegate's history: when, where, which fields."""

    entry: str
    at: int
    desk: str
    fields: Mapping[str, object]
    batch: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class RemoteVisit:
    """A delegate's time in the video meeting of a session: since when, 0 where that is not known, and how long."""

    session: str
    at: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Companion:
    """A delegate with company, or somebody who accompanies them; `role` is their title."""

    person: Person
    role: str
    leads: bool  # the delegate whom the others accompany
    inside: bool  # in any session now


@dataclass(frozen=True, slots=True)
class FocalPoint:
    """Whom to ask about a delegation, and their telephone: for leads and organisers."""

    number: int
    name: str
    native_name: str
    phone: str  # empty also where this desk does not hold the organisers' fields


@dataclass(frozen=True, slots=True)
class Card:
    """The delegate card: all that the page People shows."""

    delegate: Delegate
    codes: tuple[Code, ...]
    scans: tuple[PastScan, ...]  # latest first
    changes: tuple[Change, ...]  # latest first
    badges_printed: int
    inside: tuple[str, ...]  # keys of the sessions the delegate is in now
    company: tuple[Companion, ...] = ()  # all of it, the delegate of this card too; empty: alone
    doubles: tuple[Double, ...] = ()  # by number
    handed_out: int | None = None  # when the badge was handed over
    remote: tuple[RemoteVisit, ...] = ()  # by session
    focal_points: tuple[FocalPoint, ...] = ()  # of their delegation, by number
