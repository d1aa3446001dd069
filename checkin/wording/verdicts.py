"""Messages of a verdict (scan result): what it is, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, assert_never

from checkin.domain import Direction, Outcome, Reason
from checkin.wording import things
from checkin.wording.conditions import condition_words
from checkin.wording.names import override_text, question_text, when
from checkin.wording.own_columns import at_scan
from checkin.wording.tones import Tone, icon_of, outcome_name, tone_of

if TYPE_CHECKING:
    from checkin.domain import Event, Verdict
    from checkin.language import Language


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """The texts of one verdict for a screen or the command line."""

    headline: str
    detail: str
    tone: Tone
    icon: str
    sound: str
    tag: str  # a word or two, for lists


@dataclass(frozen=True, slots=True)
class _Telling:
    """The inputs of the sentences besides the outcome."""

    verdict: Verdict
    event: Event
    language: Language
    desk_name: str

    def clock(self, at: int) -> str:
        """The time of day, with the date before it on another day."""
        return when(at, self.verdict.at, self.event.time_zone)

    def session(self, key: str) -> str:
        found = self.event.session(key)
        return self.language.name(found.name) if found else key


def of(verdict: Verdict, event: Event, language: Language, *, desk_name: str = "") -> VerdictWords:
    """The texts of a verdict. `desk_name` is this desk's, for "at this desk"."""
    telling = _Telling(verdict, event, language, desk_name)
    if told := _of_a_thing(telling):
        return told
    match verdict.outcome:
        case Outcome.ADMITTED | Outcome.READMITTED | Outcome.LEFT as outcome:
            words = _welcome(outcome, telling)
        case (
            Outcome.ALREADY_IN | Outcome.PROVISIONAL | Outcome.TOO_EARLY | Outcome.UNREADABLE
        ) as outcome:
            words = _again(outcome, telling)
        case Outcome.WRONG_SESSION | Outcome.TOO_LATE | Outcome.FULL as outcome:
            words = _not_here(outcome, telling)
        case Outcome.CANCELLED | Outcome.REVOKED | Outcome.OTHER_EVENT | Outcome.UNKNOWN as outcome:
            words = _stop(outcome, language)
        case Outcome.CALL_LEAD | Outcome.NEEDS_APPROVAL | Outcome.NEEDS_ANSWER as outcome:
            words = _ask(outcome, telling)
        case _:
            assert_never(verdict.outcome)
    return replace(words, tag=_tag(telling))


def _of_a_thing(telling: _Telling) -> VerdictWords | None:
    session = telling.event.session(telling.verdict.session)
    if session is None or session.lets_in:
        return None
    said = things.said(telling.verdict, session, telling.language, telling.clock)
    if said is None:
        return None
    headline, detail = said
    return replace(_words(telling.verdict.outcome, headline, detail), tag=headline)


def asides(verdict: Verdict, event: Event, language: Language) -> tuple[str, ...]:
    """Lines beside the answer: how old what is known is, whom to tell, and the columns of the plan."""
    known_columns = verdict.person.columns if verdict.person else ()
    columns = at_scan(known_columns, event, language)
    heard = verdict.heard_at
    known = None if heard is None else when(heard, verdict.at, event.time_zone)
    lines = (
        language.text("As heard at {time}", time=known) if known else "",
        language.text("Tell: {whom}", whom=verdict.tell) if verdict.tell else "",
        language.beside(*(language.labelled(heading, value) for heading, value in columns)),
    )
    return tuple(filter(None, lines))


def _words(
    outcome: Outcome, headline: str, detail: str, reason: Reason = Reason.NONE
) -> VerdictWords:
    tone = tone_of(outcome, reason)
    icon = icon_of(outcome, reason)
    return VerdictWords(headline, detail, tone, icon, sound=tone.value, tag="")


def _tag(telling: _Telling) -> str:
    verdict, tr = telling.verdict, telling.language
    if verdict.reason is Reason.NO_RE_ENTRY:
        return outcome_name(verdict.outcome, tr, verdict.reason)
    if verdict.outcome is Outcome.ALREADY_IN and verdict.first_at is not None:
        return tr.text("Already in since {time}", time=telling.clock(verdict.first_at))
    if verdict.heard_late:
        return f"{outcome_name(verdict.outcome, tr)} · {tr.text('heard late')}"
    if verdict.forced:
        return f"{outcome_name(verdict.outcome, tr)} · {tr.text('let in by a lead')}"
    return outcome_name(verdict.outcome, tr, verdict.reason)


def _welcome(
    outcome: Literal[Outcome.ADMITTED, Outcome.READMITTED, Outcome.LEFT], telling: _Telling
) -> VerdictWords:
    verdict, tr = telling.verdict, telling.language
    match outcome:
        case Outcome.ADMITTED:
            return _words(outcome, tr.text("Welcome"), _let_in(telling))
        case Outcome.READMITTED:
            return _words(outcome, tr.text("Welcome back"), _let_in(telling))
        case Outcome.LEFT if verdict.reason is Reason.NOT_INSIDE:
            detail = tr.text("They were not marked as in. The exit is noted all the same.")
            return _words(outcome, tr.text("Goodbye"), detail)
        case Outcome.LEFT if not verdict.way_back:
            detail = tr.text("Marked as out. Nobody comes back into this session.")
            return _words(outcome, tr.text("Goodbye"), detail)
        case Outcome.LEFT:
            detail = tr.text("Marked as out. A badge lets them back in.")
            return _words(outcome, tr.text("Goodbye"), detail)
        case _:
            assert_never(outcome)


def _let_in(telling: _Telling) -> str:
    verdict, tr = telling.verdict, telling.language
    if verdict.forced:
        return tr.text("Let in by a lead: {reason}", reason=override_text(verdict.forced, tr))
    if verdict.heard_late:
        return tr.text("Let in, though this desk hears late of the others.")
    if verdict.represented_by:
        return tr.text("{name} comes in their place. Let them in.", name=verdict.represented_by)
    if verdict.first_at is not None:
        return tr.text("First in at {time}. Let them in.", time=telling.clock(verdict.first_at))
    return tr.text("Let them in.")


def _again(
    outcome: Literal[
        Outcome.ALREADY_IN, Outcome.PROVISIONAL, Outcome.TOO_EARLY, Outcome.UNREADABLE
    ],
    telling: _Telling,
) -> VerdictWords:
    verdict, tr = telling.verdict, telling.language
    match outcome:
        case Outcome.ALREADY_IN:
            return _already_in(telling)
        case Outcome.PROVISIONAL if verdict.direction is Direction.EXIT:
            detail = tr.text("Genuine code, not yet known at this desk. Let them out.")
            return replace(_words(outcome, tr.text("Goodbye"), detail), icon="exit")
        case Outcome.PROVISIONAL:
            detail = tr.text("Genuine code, not yet known at this desk. Let them in.")
            return _words(outcome, tr.text("Let in"), detail)
        case Outcome.TOO_EARLY if verdict.opens_at is not None:
            if verdict.reason is Reason.VALIDITY:
                return _not_valid(outcome, verdict.opens_at, telling)
            opens = telling.clock(verdict.opens_at)
            detail = tr.text("The doors open at {time}. Ask them to wait.", time=opens)
            return _words(outcome, tr.text("Too early"), detail)
        case Outcome.TOO_EARLY:
            detail = tr.text("The doors are not open yet. Ask them to wait.")
            return _words(outcome, tr.text("Too early"), detail)
        case Outcome.UNREADABLE:
            detail = tr.text("Damaged or mistyped. Scan again, or type the name.")
            return _words(outcome, tr.text("Not readable"), detail)
        case _:
            assert_never(outcome)


def _already_in(telling: _Telling) -> VerdictWords:
    verdict, tr = telling.verdict, telling.language
    if verdict.reason is Reason.NO_RE_ENTRY:
        detail = tr.text("They have left, and nobody comes back into this session. Ask the lead.")
        return _words(Outcome.ALREADY_IN, tr.text("No way back in"), detail, verdict.reason)
    if verdict.seat_taken_by and verdict.first_at is not None:
        detail = tr.text(
            "{name} took this seat at {time}. Ask the lead.",
            name=verdict.seat_taken_by,
            time=telling.clock(verdict.first_at),
        )
    elif verdict.first_at is None:
        detail = tr.text("Same person? Then wave on.")
    elif verdict.first_desk in {"", telling.desk_name}:
        time = telling.clock(verdict.first_at)
        detail = tr.text("Entered at {time} at this desk. Same person? Then wave on.", time=time)
    else:
        detail = tr.text(
            "Entered at {time} at {desk}. Same person? Then wave on.",
            time=telling.clock(verdict.first_at),
            desk=verdict.first_desk,
        )
    return _words(Outcome.ALREADY_IN, tr.text("Already in"), detail)


def _not_here(
    outcome: Literal[Outcome.WRONG_SESSION, Outcome.TOO_LATE, Outcome.FULL], telling: _Telling
) -> VerdictWords:
    verdict, tr = telling.verdict, telling.language
    match outcome:
        case Outcome.WRONG_SESSION:
            return _wrong_session(telling)
        case Outcome.TOO_LATE if verdict.opens_at is not None:
            if verdict.reason is Reason.VALIDITY:
                return _not_valid(outcome, verdict.opens_at, telling)
            ended = telling.clock(verdict.opens_at)
            detail = tr.text("It ended at {time}. Ask the lead.", time=ended)
            return _words(outcome, tr.text("Too late"), detail)
        case Outcome.TOO_LATE:
            return _words(outcome, tr.text("Too late"), tr.text("It has ended. Ask the lead."))
        case Outcome.FULL if verdict.capacity is not None:
            taken = verdict.capacity
            detail = tr.plural(
                "The only place is taken. Ask the lead.",
                "All {n} places are taken. Ask the lead.",
                taken,
            )
            return _words(outcome, tr.text("Full"), detail)
        case Outcome.FULL:
            return _words(outcome, tr.text("Full"), tr.text("No place is left. Ask the lead."))
        case _:
            assert_never(outcome)


def asks_lead(verdict: Verdict) -> bool:
    """Whether the detail says to ask the lead."""
    match verdict.outcome:
        case Outcome.CANCELLED | Outcome.FULL | Outcome.TOO_LATE | Outcome.NEEDS_APPROVAL:
            return True
        case Outcome.CALL_LEAD:
            return verdict.reason is not Reason.DOOR
        case Outcome.TOO_EARLY:
            return verdict.reason is Reason.VALIDITY and verdict.opens_at is not None
        case Outcome.ALREADY_IN:
            taken = bool(verdict.seat_taken_by) and verdict.first_at is not None
            return taken or verdict.reason is Reason.NO_RE_ENTRY
        case Outcome.WRONG_SESSION:
            if verdict.reason is Reason.CONDITION:
                return True
            return verdict.reason is not Reason.REQUIRES and not verdict.right_session
        case _:
            return False


def _not_valid(
    outcome: Literal[Outcome.TOO_EARLY, Outcome.TOO_LATE], limit: int, telling: _Telling
) -> VerdictWords:
    """It is the delegate's own days or hours, and not the session's."""
    tr, time = telling.language, telling.clock(limit)
    headline = outcome_name(outcome, tr, Reason.VALIDITY)
    if outcome is Outcome.TOO_EARLY:
        detail = tr.text("This person is admitted only from {time}. Ask the lead.", time=time)
    else:
        detail = tr.text("This person was admitted only until {time}. Ask the lead.", time=time)
    return _words(outcome, headline, detail, Reason.VALIDITY)


def _wrong_session(telling: _Telling) -> VerdictWords:
    verdict, tr = telling.verdict, telling.language
    here = telling.session(verdict.session)
    right = telling.event.session(verdict.right_session)
    if verdict.reason is Reason.REQUIRES:
        this = telling.event.session(verdict.session)
        first = verdict.right_session or (this.requires if this else "")
        detail = tr.text("Send them to {session} first.", session=telling.session(first))
        return _words(Outcome.WRONG_SESSION, tr.text("Not checked in yet"), detail)
    if verdict.reason is Reason.CONDITION:
        return _not_met(verdict, telling)
    if right is None and verdict.reason is Reason.PERSON:
        detail = tr.text("Not on the list of {session}. Ask the lead.", session=here)
    elif right is None:
        detail = tr.text("Not invited to {session}. Ask the lead.", session=here)
    else:
        detail = tr.text(
            "Not invited to {session}. Send them to {right}.",
            session=here,
            right=tr.listed(part for part in (tr.name(right.name), right.room) if part),
        )
    return _words(Outcome.WRONG_SESSION, tr.text("Wrong session"), detail)


def _not_met(verdict: Verdict, telling: _Telling) -> VerdictWords:
    """A condition of the organiser's own; what it is about is not shown to everybody."""
    tr = telling.language
    if verdict.condition is None:
        words = tr.text(
            "A condition of {session} is not met.", session=telling.session(verdict.session)
        )
    else:
        words = condition_words(verdict.condition, telling.event, tr)
    detail = tr.text("{why} Ask the lead.", why=words)
    headline = outcome_name(Outcome.WRONG_SESSION, tr, Reason.CONDITION)
    return _words(Outcome.WRONG_SESSION, headline, detail, Reason.CONDITION)


def _stop(
    outcome: Literal[Outcome.CANCELLED, Outcome.REVOKED, Outcome.OTHER_EVENT, Outcome.UNKNOWN],
    tr: Language,
) -> VerdictWords:
    match outcome:
        case Outcome.CANCELLED:
            detail = tr.text("This registration was cancelled. Ask the lead.")
            return _words(outcome, tr.text("Cancelled"), detail)
        case Outcome.REVOKED:
            detail = tr.text("This code was replaced. Look the person up by name.")
            return _words(outcome, tr.text("Old code"), detail)
        case Outcome.OTHER_EVENT:
            detail = tr.text("Not a code of this event. Look the person up by name.")
            return _words(outcome, tr.text("Another event"), detail)
        case Outcome.UNKNOWN:
            detail = tr.text("Ask for the invitation, or look the person up by name.")
            return _words(outcome, tr.text("Not one of our codes"), detail)
        case _:
            assert_never(outcome)


def _ask(
    outcome: Literal[Outcome.CALL_LEAD, Outcome.NEEDS_APPROVAL, Outcome.NEEDS_ANSWER],
    telling: _Telling,
) -> VerdictWords:
    verdict, tr = telling.verdict, telling.language
    match outcome:
        # The person in front may read the screen: this must look as ordinary as an approval.
        case Outcome.CALL_LEAD if verdict.reason is Reason.DOOR:
            return _words(outcome, tr.text("One moment"), tr.text("Please send them to the desk."))
        case Outcome.CALL_LEAD:
            return _words(outcome, tr.text("One moment"), tr.text("Please ask the lead to come."))
        case Outcome.NEEDS_APPROVAL:
            detail = tr.text("Registered, not approved yet. Please ask the lead to come.")
            return _words(outcome, tr.text("One moment"), detail)
        case Outcome.NEEDS_ANSWER:
            detail = "\n".join(question_text(question, tr) for question in verdict.questions)
            return _words(outcome, tr.text("Please check"), detail)
        case _:
            assert_never(outcome)
