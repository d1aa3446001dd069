"""Entitlement rules: who may enter a session. Pure functions, without store or clock."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, Protocol
from zlib import crc32

from checkin import presence
from checkin.conditions import must_ask_desk, unmet
from checkin.domain import (
    ENTRANCE,
    ENTRY,
    AskedWhen,
    CodeStatus,
    ConditionKind,
    Direction,
    Ending,
    EventQuestion,
    Flag,
    Manner,
    Outcome,
    Question,
    Reason,
    ReEntry,
    Session,
    Status,
    session_keys,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from checkin.conditions import Facts
    from checkin.domain import SessionCondition
    from checkin.presence import Presence

REPEAT_MS: Final = 3_000  # a repeat of the same code within this time is the same scan (debounce)
LETS_IN: Final = presence.LETS_IN
# Outcomes that refuse nobody: ALREADY_IN is about a delegate who is in.
NO_REFUSAL: Final = LETS_IN | {Outcome.LEFT, Outcome.ALREADY_IN}
REFUSALS: Final = frozenset(Outcome) - NO_REFUSAL
# Reasons that make a refusal of an outcome that is none by itself.
REFUSING_REASONS: Final = frozenset({Reason.NO_RE_ENTRY})
QUESTION_OF: Final = {
    Flag.CHECK_IDENTITY: Question.IDENTITY,
    Flag.ASK_CONSENT: Question.CONSENT,
}


class Presented(Enum):
    """Kind of owner of the presented code."""

    DELEGATE = auto()
    GENUINE = auto()  # a code of this event that belongs to no delegate known here
    DAMAGED = auto()
    OTHER_EVENT = auto()
    UNKNOWN = auto()
    UNKNOWN_AT_DOOR = auto()  # which has no key to tell a genuine one
    WATCHED = auto()  # a code of nobody that is on the watch list


class Invitee(Protocol):
    """What entitlement looks at: a delegate, a subject, or a group of delegates who are alike in it."""

    @property
    def category(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def sessions(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of the delegate."""

    status: Status
    category: str
    flags: tuple[str, ...] = ()
    code_status: CodeStatus = CodeStatus.VALID
    presence: Mapping[str, Presence] = field(default_factory=dict)  # by session, now and today
    answered: frozenset[str] = frozenset()  # keys of questions, at any scan
    number: int = 0
    sessions: str = ""
    valid_from: int | None = None
    valid_until: int | None = None
    facts: Facts | None = None  # where the session has conditions of its own
    for_desk: bool = False  # a mark at a door: only a desk may let them in


@dataclass(frozen=True, slots=True)
class Case:
    """All inputs of a decision. `inside` is the count of delegates in the session now."""

    session: Session
    sessions: tuple[Session, ...]
    now: int
    presented: Presented
    subject: Subject | None = None
    manner: Manner = ENTRY
    inside: int = 0
    questions: tuple[EventQuestion, ...] = ()  # the event's own
    listed: frozenset[str] = frozenset()  # sessions that are on the own list of any delegate
    apart: bool = False  # nothing was heard of the other desks for more than a minute
    together: bool = False  # all other desks were heard within a minute


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    reason: Reason = Reason.NONE
    first_at: int | None = None
    first_desk: str = ""
    right_session: str = ""
    condition: SessionCondition | None = None
    opens_at: int | None = None
    questions: tuple[Question | EventQuestion, ...] = ()
    forced: str = ""
    heard_late: bool = False


_TO_THE_DESK: Final = Decision(Outcome.CALL_LEAD, Reason.DOOR)
_NOT_LEFT: Final = frozenset({Ending.MOVED, Ending.SESSION})

_OF_NOBODY: Final = {
    Presented.GENUINE: Outcome.PROVISIONAL,
    Presented.DAMAGED: Outcome.UNREADABLE,
    Presented.OTHER_EVENT: Outcome.OTHER_EVENT,
    Presented.UNKNOWN: Outcome.UNKNOWN,
    Presented.WATCHED: Outcome.CALL_LEAD,
}


def refuses(outcome: Outcome, reason: Reason = Reason.NONE) -> bool:
    """Whether the delegate was turned away."""
    return outcome in REFUSALS or reason in REFUSING_REASONS


def version_of(session: Session) -> int:
    """A number that differs where the session lets in by other rules (CRC-32 of what decides)."""
    decides = (
        session.starts,
        session.ends,
        session.doors_minutes,
        session.capacity,
        sorted(session.categories),
        sorted(session.people),
        session.re_entry.value,
        *session.conditions,
        *([] if session.lets_in else [session.hands_out.value]),
    )
    return crc32(repr(decides).encode())


def may_have_changed(
    outcome: Outcome, reason: Reason = Reason.NONE, unmet: SessionCondition | None = None
) -> bool:
    """Whether what happened at another desk, and was not heard of yet, may be against the refusal.

    They may have left there, been let in where that is required, or made room.
    """
    match outcome:
        case Outcome.FULL:
            return True
        case Outcome.ALREADY_IN:
            return reason is Reason.NONE
        case Outcome.WRONG_SESSION:
            asks_where = unmet is not None and unmet.kind is ConditionKind.ATTENDED
            return reason is Reason.REQUIRES or asks_where
        case _:
            return False


def decide(case: Case) -> Decision:
    """The answer to a presentation: the first obstacle, or a welcome."""
    if case.subject is None:
        if case.presented is Presented.UNKNOWN_AT_DOOR:
            return _TO_THE_DESK
        if case.presented is Presented.GENUINE and case.together:
            return Decision(Outcome.CALL_LEAD)  # no other desk can have issued it just now
        return Decision(_OF_NOBODY.get(case.presented, Outcome.UNKNOWN))
    if case.manner.direction is Direction.EXIT:
        return _leave(case, case.subject)
    heard_late = False
    for check in _CHECKS:
        refusal = check(case, case.subject)
        if refusal is None:
            continue
        if not _is_passed(refusal, case):
            return _override(refusal, case, case.subject)
        heard_late = True
    return replace(_welcome(case, case.subject), heard_late=heard_late)


def _is_passed(refusal: Decision, case: Case) -> bool:
    """Whether staff let them in all the same, who know that this desk hears late."""
    late = case.manner.heard_late and case.apart
    return late and may_have_changed(refusal.outcome, refusal.reason, refusal.condition)


def _leave(case: Case, subject: Subject) -> Decision:
    here = subject.presence.get(case.session.key)
    inside = here is not None and here.inside
    return Decision(Outcome.LEFT, Reason.NONE if inside else Reason.NOT_INSIDE)


def _welcome(case: Case, subject: Subject, forced: str = "") -> Decision:
    here = subject.presence.get(case.session.key)
    if here is None:
        return Decision(Outcome.ADMITTED, forced=forced)
    return Decision(
        Outcome.READMITTED, first_at=here.first_at, first_desk=here.first_desk, forced=forced
    )


def _override(refusal: Decision, case: Case, subject: Subject) -> Decision:
    """A lead's reason overrides every refusal but a door's, which does not know what it is about.

    A delegate who is in cannot be let in again.
    """
    here = subject.presence.get(case.session.key)
    if not case.manner.force or refusal is _TO_THE_DESK or (here is not None and here.inside):
        return refusal
    return _welcome(case, subject, case.manner.force)


def _code(_: Case, subject: Subject) -> Decision | None:
    return Decision(Outcome.REVOKED) if subject.code_status is CodeStatus.REVOKED else None


def _standing(_: Case, subject: Subject) -> Decision | None:
    if subject.status is Status.CANCELLED:
        return Decision(Outcome.CANCELLED)
    if subject.for_desk:
        return _TO_THE_DESK
    if Flag.CALL_LEAD in subject.flags:
        return Decision(Outcome.CALL_LEAD)
    return Decision(Outcome.NEEDS_APPROVAL) if subject.status is Status.PENDING else None


def _validity(case: Case, subject: Subject) -> Decision | None:
    begins, ends = subject.valid_from, subject.valid_until
    if begins is not None and case.now < begins:
        return Decision(Outcome.TOO_EARLY, Reason.VALIDITY, opens_at=begins)
    if ends is not None and case.now >= ends:
        return Decision(Outcome.TOO_LATE, Reason.VALIDITY, opens_at=ends)
    return None


def _entitlement(case: Case, subject: Subject) -> Decision | None:
    if entitled(case.session, subject, case.listed):
        return None
    by_name = case.session.people or case.session.key in case.listed
    reason = Reason.PERSON if by_name else Reason.CATEGORY
    return Decision(Outcome.WRONG_SESSION, reason, right_session=_right_session(case, subject))


def _right_session(case: Case, subject: Subject) -> str:
    """Where to send the delegate: a session that is on now, one on their own list before others."""
    own = session_keys(subject.sessions)
    on = [
        session.key
        for session in case.sessions
        if on_now(session, case.now) and entitled(session, subject, case.listed)
    ]
    return min(on, key=lambda session: session not in own, default="")


def _requirement(case: Case, subject: Subject) -> Decision | None:
    needed = case.session.requires
    if not needed:
        return None
    there = subject.presence.get(needed)
    # What ended by itself was not left: the morning's session may be over when the afternoon's begins.
    if there is not None and (there.inside or there.ended in _NOT_LEFT):
        return None
    return Decision(Outcome.WRONG_SESSION, Reason.REQUIRES, right_session=needed)


def _own_conditions(case: Case, subject: Subject) -> Decision | None:
    if subject.facts is None:
        return None
    if must_ask_desk(case.session, subject.facts):
        return _TO_THE_DESK
    failed = unmet(case.session, subject.facts)
    if failed is None:
        return None
    return Decision(Outcome.WRONG_SESSION, Reason.CONDITION, condition=failed)


def _re_entry(case: Case, subject: Subject) -> Decision | None:
    here = subject.presence.get(case.session.key)
    if here is None or case.session.re_entry is ReEntry.ALWAYS:
        return None
    if here.inside:
        reason = Reason.NONE
    elif case.session.re_entry is ReEntry.NEVER:
        reason = Reason.NO_RE_ENTRY
    else:
        return None
    return Decision(Outcome.ALREADY_IN, reason, first_at=here.first_at, first_desk=here.first_desk)


def _hours(case: Case, _: Subject) -> Decision | None:
    opens, ends = case.session.doors_open, case.session.ends
    if opens is not None and case.now < opens:
        return Decision(Outcome.TOO_EARLY, opens_at=opens)
    if ends is not None and case.now >= ends:
        return Decision(Outcome.TOO_LATE, opens_at=ends)
    return None


def _room_left(case: Case, subject: Subject) -> Decision | None:
    capacity = case.session.capacity
    here = subject.presence.get(case.session.key)
    if capacity is None or case.inside < capacity or (here is not None and here.inside):
        return None
    return Decision(Outcome.FULL)


def _questions(case: Case, subject: Subject) -> Decision | None:
    now = case.manner.answered
    ever = subject.answered | now
    questions: tuple[Question | EventQuestion, ...] = (
        *(
            question
            for flag, question in QUESTION_OF.items()
            if flag in subject.flags and question not in ever
        ),
        *(
            question
            for question in case.questions
            if question.is_for(subject.category)
            and question.key not in (now if question.asked is AskedWhen.EACH_TIME else ever)
        ),
    )
    return Decision(Outcome.NEEDS_ANSWER, questions=questions) if questions else None


_CHECKS: Final[tuple[Callable[[Case, Subject], Decision | None], ...]] = (
    _code,
    _standing,
    _validity,
    _entitlement,
    _requirement,
    _re_entry,
    _own_conditions,
    _hours,
    _room_left,
    _questions,
)


def is_limited(session: Session, listed: Collection[str]) -> bool:
    """Whether a session is not for everybody.

    The plan limits it by categories or people; else the roster does, as soon as the session is on
    the own list of any delegate (`listed`). Nobody is kept from the entrance by a roster.
    """
    if session.categories or session.people:
        return True
    return session.key in listed and session.key != ENTRANCE


def newly_limited(
    sessions: Iterable[Session], listed: Collection[str], chosen: Collection[str]
) -> tuple[Session, ...]:
    """The sessions that are for everybody until somebody has those that are `chosen` on a list of their own."""
    return tuple(
        session
        for session in sessions
        if not is_limited(session, listed) and is_limited(session, chosen)
    )


def entitled(session: Session, invitee: Invitee, listed: Collection[str]) -> bool:
    """Whether a delegate may enter a session.

    One that is limited is for those of its categories, those in its list of people, and those on
    whose own list of sessions it is. `listed` are the sessions on anybody's own list.
    """
    if not is_limited(session, listed):
        return True
    return (
        invitee.category in session.categories
        or invitee.number in session.people
        or session.key in session_keys(invitee.sessions)
    )


def on_now(session: Session, now: int) -> bool:
    """Whether a timed session's doors are open; always False for a session without times."""
    opens, ends = session.doors_open, session.ends
    return opens is not None and opens <= now and (ends is None or now < ends)
