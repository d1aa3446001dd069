"""Tone, icon and short name of an outcome."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, assert_never

from checkin.domain import Outcome, Reason
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.language import Language

# Dictionaries, not matches: mypy checks that matches are complete, a test checks this list.
_NAMES: Final[Mapping[Outcome, str]] = {
    Outcome.ADMITTED: mark("Admitted"),
    Outcome.READMITTED: mark("Back in"),
    Outcome.LEFT: mark("Left"),
    Outcome.ALREADY_IN: mark("Already in"),
    Outcome.WRONG_SESSION: mark("Wrong session"),
    Outcome.TOO_EARLY: mark("Too early"),
    Outcome.TOO_LATE: mark("Too late"),
    Outcome.FULL: mark("Full"),
    Outcome.CANCELLED: mark("Cancelled"),
    Outcome.REVOKED: mark("Old code"),
    Outcome.CALL_LEAD: mark("Lead needed"),
    Outcome.NEEDS_APPROVAL: mark("Waits for approval"),
    Outcome.NEEDS_ANSWER: mark("To be checked"),
    Outcome.PROVISIONAL: mark("Genuine code"),
    Outcome.UNREADABLE: mark("Not readable"),
    Outcome.OTHER_EVENT: mark("Another event"),
    Outcome.UNKNOWN: mark("Not one of our codes"),
}


class Tone(StrEnum):
    """Class of an outcome (severity): it determines colour and sound, and whether to alert a lead."""

    WELCOME = "welcome"
    LEAVE = "leave"  # on the way out: never to be taken for a welcome
    AGAIN = "again"
    STOP = "stop"
    ASK = "ask"


def tone_of(outcome: Outcome, reason: Reason = Reason.NONE) -> Tone:
    """The class of an outcome."""
    match outcome:
        case Outcome.ALREADY_IN if reason is Reason.NO_RE_ENTRY:
            return Tone.STOP
        case Outcome.ADMITTED | Outcome.READMITTED:
            return Tone.WELCOME
        case Outcome.LEFT:
            return Tone.LEAVE
        case Outcome.ALREADY_IN | Outcome.PROVISIONAL | Outcome.TOO_EARLY | Outcome.UNREADABLE:
            return Tone.AGAIN
        case Outcome.WRONG_SESSION | Outcome.TOO_LATE | Outcome.FULL | Outcome.CANCELLED:
            return Tone.STOP
        case Outcome.REVOKED | Outcome.OTHER_EVENT | Outcome.UNKNOWN:
            return Tone.STOP
        case Outcome.CALL_LEAD | Outcome.NEEDS_APPROVAL | Outcome.NEEDS_ANSWER:
            return Tone.ASK
        case _:
            assert_never(outcome)


def icon_of(outcome: Outcome, reason: Reason = Reason.NONE) -> str:
    """The icon of an outcome, by its name in resources/icons."""
    match outcome:
        case Outcome.ADMITTED | Outcome.READMITTED | Outcome.PROVISIONAL:
            return "check"
        case Outcome.LEFT:
            return "exit"
        case Outcome.TOO_EARLY | Outcome.TOO_LATE:
            return "time"
        case Outcome.UNREADABLE:
            return "scan"
        case _:
            return {Tone.AGAIN: "again", Tone.STOP: "stop"}.get(tone_of(outcome, reason), "ask")


def outcome_name(outcome: Outcome, language: Language, reason: Reason = Reason.NONE) -> str:
    """An outcome in a word or two, for lists and reports."""
    if outcome is Outcome.ALREADY_IN and reason is Reason.NO_RE_ENTRY:
        return language.text("No way back in")
    if outcome is Outcome.TOO_EARLY and reason is Reason.VALIDITY:
        return language.text("Not yet valid")
    if outcome is Outcome.TOO_LATE and reason is Reason.VALIDITY:
        return language.text("No longer valid")
    if outcome is Outcome.WRONG_SESSION and reason is Reason.CONDITION:
        return language.text("Condition not met")
    return language.text(_NAMES[outcome])
