"""Labels of enumerations: statuses, roles, tiers, codes, flags, questions, and session times."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from checkin.domain import (
    BadgeState,
    CodeKind,
    CodeStatus,
    Direction,
    DoorOverride,
    EventQuestion,
    Flag,
    Question,
    Role,
    Status,
    Tier,
)
from checkin.language import local, time_of_day
from checkin.presence import calendar_of
from checkin.wording.tones import outcome_name

if TYPE_CHECKING:
    from checkin.domain import Event, Found, PastScan, Quorum, Session
    from checkin.language import Language


def status_name(status: Status, language: Language) -> str:
    match status:
        case Status.EXPECTED:
            return language.text("Expected")
        case Status.PENDING:
            return language.text("Waits for approval")
        case Status.CANCELLED:
            return language.text("Cancelled")
        case _:
            assert_never(status)


def what_tells(found: Found, event: Event, language: Language) -> str:
    """The subtitle of a search hit: organisation, category, reading of the name; for namesakes the country.

    A guessed reading is called a guess.
    """
    category = event.category(found.category)
    guessed = language.text("perhaps read {reading}", reading=found.guess) if found.guess else ""
    parts = (
        language.text("Same name as another") if found.namesake else "",
        found.organisation,
        language.name(category.name) if category else "",
        found.country if found.namesake else "",
        guessed or found.reading,
    )
    return language.beside(*parts)


def role_name(role: Role, language: Language) -> str:
    match role:
        case Role.VOLUNTEER:
            return language.text("Volunteer")
        case Role.LEAD:
            return language.text("Lead")
        case Role.ORGANISER:
            return language.text("Organiser")
        case _:
            assert_never(role)


def operator_name(operator: str, language: Language) -> str:
    """An operator by name, or by role where there is no name."""
    return role_name(Role(operator), language) if operator in list(Role) else operator


def unconfirmed(erasures: int, language: Language) -> str:
    """How many erasures a desk has not confirmed to have carried out."""
    return language.plural("{n} erasure not confirmed", "{n} erasures not confirmed", erasures)


def tier_name(tier: Tier, language: Language) -> str:
    match tier:
        case Tier.DOOR:
            return language.text("Door: codes and numbers, no names")
        case Tier.DESK:
            return language.text("Desk: names, no contact details")
        case Tier.ORGANISER:
            return language.text("Organiser: everything")
        case _:
            assert_never(tier)


def code_name(kind: CodeKind, status: CodeStatus, language: Language) -> str:
    """The kind of a code, and whether it is valid."""
    match kind:
        case CodeKind.INVITATION:
            name = language.text("Invitation code")
        case CodeKind.BADGE:
            name = language.text("Badge code")
        case CodeKind.EXTERNAL:
            name = language.text("Code of another system")
        case _:
            assert_never(kind)
    return f"{name} · {language.text('replaced')}" if status is CodeStatus.REVOKED else name


def flag_name(flag: str, language: Language) -> str:
    """The label of a flag; an unknown flag of the roster is shown as it is."""
    labels = {
        Flag.CALL_LEAD: language.text("Call the lead quietly"),
        Flag.CHECK_IDENTITY: language.text("Check an identity document"),
        Flag.ASK_CONSENT: language.text("Ask before photographs"),
        Flag.ATTENTION: language.text("The note must be read at the desk"),
        Flag.NO_PHOTO: language.text("No photographs"),
        Flag.DELEGATION_HEAD: language.text("Head of the delegation"),
        Flag.DELEGATION_CONTACT: language.text("Contact of the delegation"),
        Flag.PROTECTED: language.text("Not to be named on paper"),
        Flag.REMOTE: language.text("Attends remotely"),
        Flag.VOTING: language.text("Voting member"),
    }
    return next((words for name, words in labels.items() if name == flag), flag)


def question_text(question: Question | EventQuestion, language: Language) -> str:
    """The instruction or question for the volunteer before entry."""
    match question:
        case EventQuestion():
            return language.name(question.text)
        case Question.IDENTITY:
            return language.text("Compare name and face with an identity document.")
        case Question.CONSENT:
            return language.text("Ask: may we take photographs of you?")
        case _:
            assert_never(question)


def override_text(reason: str, language: Language) -> str:
    """A lead's reason as typed, or as chosen at a door."""
    match reason:
        case DoorOverride.ON_THE_LIST:
            return language.text("On a list on paper")
        case DoorOverride.PERMITTED:
            return language.text("Permitted by the organiser")
        case DoorOverride.IDENTITY_SEEN:
            return language.text("Identity document seen")
        case DoorOverride.ACCOMPANIED:
            return language.text("Accompanied by staff")
        case DoorOverride.OTHER:
            return language.text("Another reason")
        case _:
            return reason


def direction_name(direction: Direction, language: Language) -> str:
    return language.text("In") if direction is Direction.ENTRY else language.text("Out")


def day_line(event: Event, language: Language, now: int) -> str:
    """Which day it is, where that is not plain: `Day 2, 2026-10-31`, or that it is no day of the event."""
    today = calendar_of(event).day(now)
    if today not in event.days:
        return language.text("{day}: no day of the event", day=today)
    if len(event.days) == 1:
        return ""
    return language.text("Day {n}, {day}", n=event.days.index(today) + 1, day=today)


def session_line(session: Session, event: Event, language: Language, now: int) -> str:
    """Room and doors: `Room 201 · doors open until 10:15`."""
    parts = [session.room]
    opens = session.doors_open
    if opens is not None and now < opens:
        parts.append(language.text("doors open at {time}", time=when(opens, now, event.time_zone)))
    elif session.ends is not None and now < session.ends:
        until = when(session.ends, now, event.time_zone)
        parts.append(language.text("doors open until {time}", time=until))
    elif session.ends is not None:
        ended = when(session.ends, now, event.time_zone)
        parts.append(language.text("ended at {time}", time=ended))
    return language.beside(*parts)


def when(at: int, now: int, time_zone: str) -> str:
    """The time of day, with the date before it on another day."""
    then = local(at, time_zone)
    time = time_of_day(at, time_zone)
    same_day = then.date() == local(now, time_zone).date()
    return time if same_day else f"{then.date().isoformat()} {time}"


def tag_of(scan: PastScan, language: Language, time_zone: str, *, narrow: bool = False) -> str:
    """A line of the last scans in a word or two, followed by remarks of staff.

    `narrow`: beside it there must be room for who was at work.
    """
    parts = [outcome_name(scan.outcome, language, scan.reason)]
    if scan.undone:
        parts.append(language.text("undone"))
    if scan.by_lead:
        parts.append(language.text("let in by a lead"))
    if scan.represented_by:
        parts.append(language.text("represented by {name}", name=scan.represented_by))
    if entered := entered_afterwards(scan, language, time_zone, narrow=narrow):
        parts.append(entered)
    return " · ".join(parts)


def entered_afterwards(
    scan: PastScan, language: Language, time_zone: str, *, narrow: bool = False
) -> str:
    """When a scan was entered that has an earlier time; empty for one that was recorded as it happened."""
    if scan.entered_at is None:
        return ""
    time = when(scan.entered_at, scan.at, time_zone)
    if scan.from_paper:
        return language.text("from paper, {time}", time=time)
    if narrow:
        return language.text("afterwards {time}", time=time)
    return language.text("entered afterwards at {time}", time=time)


def change_lines(
    scan: PastScan, people: int, event: Event, language: Language, now: int
) -> tuple[str, str]:
    """Whom a recorded change concerns, and what it is: answer, session, time."""
    session = event.session(scan.session)
    name = language.name(session.name) if session else scan.session
    what = outcome_name(scan.outcome, language, scan.reason)
    happened = when(scan.at, now, event.time_zone)
    entered = entered_afterwards(scan, language, event.time_zone)
    line = language.beside(what, name, happened, entered)
    if people > 1:
        return language.plural("{n} person", "{n} people", people), line
    person = scan.person
    if person is None:
        return "", line
    number = language.text("Delegate {number}", number=f"{person.number:03}")
    return person.name or person.native_name or number, line


def badge_line(number: str, state: BadgeState, language: Language) -> str:
    """Where the badge of a check-in is, and what to do."""
    match state:
        case BadgeState.WAITS:
            return language.text("Badge {number} waits for the printer.", number=number)
        case BadgeState.AWAY:
            return language.text("Badge {number} waits: no printer works.", number=number)
        case BadgeState.TAKEN:
            return language.text("Badge {number} is printing. Hand it over.", number=number)
        case BadgeState.UNSURE:
            return language.text("Badge {number}: is it out? Look at the printer.", number=number)
        case BadgeState.SET_ASIDE:
            return language.text("Badge {number} cannot be printed. See Paper.", number=number)
        case BadgeState.ON_TABLE:
            return language.text("Hand over badge {number}.", number=number)
        case BadgeState.HANDED_OVER:
            return language.text("Badge {number} is handed over.", number=number)
        case _:
            assert_never(state)


def quorum_line(quorum: Quorum, event: Event, language: Language) -> str:
    """How many voting members are present, and since when these are enough."""
    counts = {"present": quorum.present, "members": quorum.members}
    if quorum.is_reached and quorum.reached_at is not None:
        time = time_of_day(quorum.reached_at, event.time_zone)
        return language.text(
            "{present} of {members} present, quorum reached at {time}", time=time, **counts
        )
    if quorum.lost_at is not None:
        time = time_of_day(quorum.lost_at, event.time_zone)
        return language.text(
            "{present} of {members} present, quorum lost at {time}", time=time, **counts
        )
    needed = quorum.needed
    return language.text(
        "{present} of {members} present, quorum is {needed}", needed=needed, **counts
    )


def remote_words(minutes: int, language: Language) -> str:
    """That somebody was in the video meeting of a session, and for how long."""
    time = language.plural("{n} minute", "{n} minutes", minutes)
    return language.beside(language.text("Remote"), time)
